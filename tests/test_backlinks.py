"""What leads to a page is shown there: notes apart from entries, in few words, on light pages."""

import gzip
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from builders import briefing, entry, having_class, markdown, notes, page_of, published
from hypothesis import given
from hypothesis import strategies as st

from generator.excerpts import excerpt
from generator.source import Span
from generator.text import sentences_around

ANNA = "people/anna-berg/index.html"
Files = dict[str, str]


def _site(**further: str) -> Files:
    """A briefing in which Anna Berg speaks, and what else is given by its path under content/."""
    files = {
        "briefings/talks.md": briefing(
            "Berg: Thank you.\n\nNobody was there.", speakers={"Berg": "anna-berg"}
        ),
        "people/anna-berg.md": entry("Anna Berg", summary="She is."),
    }
    return {f"content/{path}": text for path, text in (files | further).items()}


def _note(name: str, text: str, **head: object) -> dict[str, object]:
    return {"id": name, "kind": "context", "text": text, **head}


def _section(page: ET.Element, label: str) -> ET.Element | None:
    return next((each for each in page.iter("section") if each.get("aria-labelledby") == label),
                None)  # fmt: skip


def _words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


# Excerpts ------------------------------------------------------------------------------------

LONG = "One two, three (four) five six seven eight nine ten."


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (["five"], "…three (four) [five] six seven…"),
        (["One"], "[One] two, three (four) five six…"),
        (["ten"], "…five six seven eight nine [ten]."),
        (["four", "six"], "…three ([four]) five [six] seven…"),
        (["One", "ten"], "[One] two, three (four) five six…"),  # too far from each other
        (
            ["three", "five six seven eight nine"],
            "One two, [three] (four)…",
        ),  # the second is not cut
        (["two, three (four) five six seven eight"], "…[two, three (four) five six seven eight]…"),
    ],
)
def test_an_excerpt_keeps_the_words_around_its_links(marked: list[str], wanted: str) -> None:
    spans = [Span(LONG.index(each), LONG.index(each) + len(each)) for each in marked]
    shown = excerpt(LONG, spans, 30)
    written = "".join(f"[{each}]" if place % 2 else each for place, each in enumerate(shown))
    assert written == wanted


def test_a_sentence_that_is_hardly_too_long_stays_whole() -> None:
    text = f"Anna {'x' * 160} left."
    assert excerpt(text, [Span(0, 4)]) == ("", "Anna", text[4:])


def test_japanese_is_cut_between_signs() -> None:
    text = "日本政府は" * 20 + "岸田外相" + "を派遣した" * 20
    before, words, after = excerpt(text, [Span(100, 104)], 30)
    assert words == "岸田外相"
    assert before == "…" + text[87:100]
    assert after == text[104:117] + "…"


@st.composite
def _sentences(draw: st.DrawFn) -> tuple[str, list[Span]]:
    parts = draw(st.lists(st.tuples(st.text("ab ,.…é\u0301日", max_size=90),
                                    st.text("cd é日-", min_size=1, max_size=60)),
                          min_size=1, max_size=6))  # fmt: skip
    text, spans = "", []
    for around, words in parts:
        text += around
        spans.append(Span(len(text), len(text) + len(words)))
        text += words
    return text + draw(st.text("ab ,.日", max_size=300)), spans


@given(_sentences())
def test_an_excerpt_is_a_part_of_its_sentence_with_whole_links(
    case: tuple[str, list[Span]],
) -> None:
    text, spans = case
    shown = excerpt(text, spans)
    assert list(shown[1::2]) == [text[slice(*each)] for each in spans[: len(shown) // 2]]
    assert len(shown) % 2
    first, *middle, last = shown
    cut = first[1:] if first.startswith("…") and not text.startswith(first) else first
    end = last[:-1] if last.endswith("…") and not text.endswith(last) else last
    assert cut + "".join(middle) + end in text
    longest = max(len(text[slice(*each)]) for each in spans)
    assert sum(map(len, shown)) <= max(180, longest + 2, 162)


@given(_sentences())
def test_each_link_stands_in_one_sentence(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    found = sentences_around(text, spans)
    assert [number for _, held in found for number in held] == list(range(len(spans)))
    for sentence, held in found:
        for number in held:
            assert sentence.start <= spans[number].start
            assert spans[number].end <= sentence.end
    ends = [0, *(end for (start, end), _ in found)]
    assert all(end <= start for end, ((start, _), _) in zip(ends, found, strict=False))


# Pages of entries ----------------------------------------------------------------------------


def test_notes_that_mention_an_entry_stand_apart_from_the_entries_that_do() -> None:
    files = _site(**{
        "briefings/talks.annotations.yaml": notes(
            _note("whole", "Nothing.", about="briefing"),
            _note("host", "The host was [[anna-berg|the envoy]], not he. More is said elsewhere.",
                  quote="Thank you"),
        ),
        "people/carl-diem.md": entry("Carl Diem", body="He knew [[anna-berg]]."),
        "people/eva-falk.md": entry("Eva Falk", see_also=["anna-berg", "carl-diem"]),
    })  # fmt: skip
    page = page_of(published(files)[ANNA])
    noted, linked = _section(page, "mentioned-in-notes"), _section(page, "linked-from")
    assert noted is not None
    assert linked is not None
    assert _words(noted) == (
        "Mentioned in notes Talks 15 December 2016 Note 2 The host was the envoy, not he."
    )
    links = [each.get("href") for each in noted.iter("a")]
    assert links == ["../../briefings/talks/index.html", "../../briefings/talks/index.html#n-host"]
    assert [each.text for each in noted.iter("b")] == ["the envoy"]
    assert _words(linked) == (
        "Linked from Carl Diem He knew Anna Berg. Under “See also” in Eva Falk"
    )


def test_a_sentence_with_several_links_to_a_page_stands_there_once_with_all_marked() -> None:
    text = "See [[anna-berg]], that is [[people/anna-berg|the envoy]]. [[anna-berg]] left."
    files = _site(**{"people/carl-diem.md": entry("Carl Diem", body=text, see_also=["anna-berg"])})
    linked = _section(page_of(published(files)[ANNA]), "linked-from")
    assert linked is not None
    assert [_words(each) for each in linked.iter("p")] == [
        "See Anna Berg, that is the envoy.", "Anna Berg left."
    ]  # fmt: skip
    assert [each.text for each in linked.iter("b")] == ["Anna Berg", "the envoy", "Anna Berg"]
    assert "See also" not in _words(linked)


def test_a_page_that_nothing_leads_to_says_nothing_of_it() -> None:
    page = page_of(published(_site())[ANNA])
    assert _section(page, "mentioned-in-notes") is None
    assert _section(page, "linked-from") is None


def test_pages_that_link_stand_by_kind_and_name() -> None:
    body = "See [[anna-berg]]."
    files = _site(**{
        "people/b.md": entry("Zoe", body=body), "people/c.md": entry("Åsa", body=body),
        "places/a.md": entry("Aachen", body=body), "pages/z.md": markdown({"title": "Z"}, body),
        "topics/t.md": markdown({"name": "T"}, body),
        "briefings/other.md": briefing("Well.", title="Other", editorial_note=body),
    })  # fmt: skip
    linked = _section(page_of(published(files)[ANNA]), "linked-from")
    assert linked is not None
    assert [each.text for each in having_class(linked, "name")] == [
        "Other", "Z", "T", "Åsa", "Zoe", "Aachen"
    ]  # fmt: skip


# Pages of briefings --------------------------------------------------------------------------


def test_a_briefing_names_the_pages_that_link_to_it_and_has_a_list_of_all() -> None:
    body = "In [[talks#p1|the talks]] more was said than [[talks|is known]]."
    files = published(_site(**{
        "people/anna-berg.md": entry("Anna Berg", body=body),
        "people/carl-diem.md": entry("Carl Diem", body=body),
        "pages/essay.md": markdown({"title": "Essay"}, body),
        "topics/t.md": markdown({"name": "Told"}, body),
    }))  # fmt: skip
    linked = _section(page_of(files["briefings/talks/index.html"]), "linked-from")
    assert linked is not None
    assert _words(linked) == "Linked from Pages Essay All 4 links"
    [*_, whole] = linked.iter("a")
    assert whole.get("href") == "../../briefings/talks/linked-from/index.html"
    everything = page_of(files["briefings/talks/linked-from/index.html"])
    assert [each.text for each in having_class(everything, "name")] == [
        "Essay", "Told", "Anna Berg", "Carl Diem"
    ]  # fmt: skip


def test_a_briefing_to_which_only_pages_link_needs_no_list() -> None:
    files = published(_site(**{"pages/essay.md": markdown({"title": "Essay"}, "See [[talks]].")}))
    linked = _section(page_of(files["briefings/talks/index.html"]), "linked-from")
    assert linked is not None
    assert _words(linked) == "Linked from Pages Essay"
    assert "briefings/talks/linked-from/index.html" not in files


# Many ----------------------------------------------------------------------------------------


def _dated(number: int) -> str:
    return (date(2016, 1, 1) + timedelta(days=40 * number)).isoformat()


def _many() -> Files:
    """Anna Berg in 14,000 sentences of a page, and in 60 notes of each of 60 briefings."""
    sentences = "\n\n".join(f"In {n} she, [[anna-berg|A. {n} Berg]], said “{n * n}” {hash_of(n)}."
                            for n in range(14_000))  # fmt: skip
    files = {"pages/diary.md": markdown({"title": "Diary"}, sentences)}
    for number in range(60):
        files[f"briefings/b{number:02}.md"] = briefing(
            "Well.", title=f"Talks {number}", date=_dated(number)
        )
        files[f"briefings/b{number:02}.annotations.yaml"] = notes(*(
            {"id": f"n{each}", "about": "briefing", "kind": "context",
             "text": f"See [[anna-berg]], {hash_of(each + number)}."} for each in range(60)
        ))  # fmt: skip
    return _site(**files)


def hash_of(number: int) -> str:
    """Words that gzip cannot shorten much."""
    return " ".join(f"{(number + each) * 2654435761 % 2**32:x}" for each in range(4))


def test_a_thing_with_14_000_backlinks_has_pages_that_are_light_and_hold_them_all() -> None:
    files = published(_many())
    ours = {path: content.decode() for path, content in files.items()
            if path.startswith("people/anna-berg/") and path.endswith(".html")}  # fmt: skip
    assert max(len(gzip.compress(each.encode(), 9)) for each in ours.values()) <= 100 * 1024
    assert len(gzip.compress(ours[ANNA].encode(), 9)) <= 25 * 1024
    said = [int(word) for path, text in ours.items() if "/linked-from/" in path
            for word in re.findall(r"<b>A\. (\d+) Berg</b>", text)]  # fmt: skip
    assert sorted(said) == list(range(14_000))
    noted = {
        link
        for path, text in ours.items()
        if "/notes/" in path
        for link in re.findall(r'"(?:\.\./)+(briefings/b\d+/index\.html#n-n\d+)"', text)
    }
    assert len(noted) == 60 * 60
    page = page_of(files[ANNA])
    links = {_words(each): each.get("href") for each in having_class(page, "all")}
    assert list(links)[:2] == ["All 3600 sentences of notes", "All 14,000 links"]
    assert len(re.findall("<b>A. ", ours[ANNA])) == 20


def test_a_page_with_a_hundred_backlinks_has_no_list_beside_it() -> None:
    few = "\n\n".join("See [[anna-berg]]." for _ in range(100))
    files = _site(**{"pages/diary.md": markdown({"title": "Diary"}, few)})
    assert not [path for path in published(files) if "linked-from" in path]
    more = _site(**{"pages/diary.md": markdown({"title": "Diary"}, few + "\n\n[[anna-berg]].")})
    assert "people/anna-berg/linked-from/index.html" in published(more)


def test_words_of_a_link_that_would_fill_a_page_stand_on_another() -> None:
    label = "x" * 20_000
    text = f"[[anna-berg|{label}]] and [[anna-berg|{label}]]. So. " * 3
    files = _site(**{"pages/diary.md": markdown({"title": "Diary"}, text)})
    assert label not in published(files)[ANNA].decode()
    assert label in published(files)["people/anna-berg/linked-from/index.html"].decode()
