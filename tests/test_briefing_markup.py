"""The page of a briefing, read as a browser reads it: its head, words, notes and what follows."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    ROOT,
    Files,
    briefing,
    built,
    codes,
    entry,
    mentions_of,
    names_in,
    note,
    notes,
    page_of,
    paragraph_elements,
    paragraphs_of,
    published,
    words_of,
)

from generator.pages.briefing import extent
from generator.speech import Paragraph

ANNA = "content/people/anna.md"
SPEAKERS = {"Minister": "anna", "Question": None}
ROLES = [{"title": "Minister", "institution": "ministry", "from": "2012", "to": "2024"}]
TEXT = """Minister: Anna Berg spoke, and Anna Berg listened to NATO.

Minister Berg went on.

Question: What of Anna Berg?

Minister: Nothing.
"""


def site(text: str = TEXT, annotations: str = notes(), **head: object) -> Files:
    return {
        BRIEFING: briefing(text, speakers=SPEAKERS, **head),
        NOTES: annotations,
        ANNA: entry("Anna Berg", roles=ROLES),
        "content/institutions/ministry.md": entry("Ministry"),
        "content/institutions/nato.md": entry("NATO"),
        "content/places/nagato.md": entry("Nagato"),
    }


def page(files: Mapping[str, str]) -> ET.Element:
    return page_of(published(files)[BRIEFING_PAGE])


def said(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def having(page: ET.Element, **attributes: str) -> list[ET.Element]:
    """Elements with some attributes, in order; `class_` stands for class."""
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [each for each in page.iter()
            if all(each.get(name) == value for name, value in wanted.items())]  # fmt: skip


def test_an_entry_is_linked_where_a_paragraph_names_it_first() -> None:
    found = page(site())
    assert mentions_of(found) == [
        (1, "Anna Berg", "anna"), (1, "Anna Berg", "anna"), (1, "NATO", "nato"),
        (3, "Anna Berg", "anna"),
    ]  # fmt: skip
    linked = [("href" in each.attrib, each.tag) for paragraph in paragraph_elements(found)
              for each, _ in names_in(paragraph)]  # fmt: skip
    assert linked == [(True, "a"), (False, "span"), (True, "a"), (True, "a")]


def test_words_that_mean_several_take_no_link_from_the_name_of_one() -> None:
    names = [{"text": "They", "entry": ["anna", "nato"]}]
    found = page(site("Minister: They met. They and Anna Berg left.", names=names))
    [paragraph] = paragraph_elements(found)
    assert [(said(each), entry) for each, entry in names_in(paragraph)] == [
        ("They", "anna"), ("They", "nato"), ("They", "anna"), ("They", "nato"),
        ("Anna Berg", "anna"),
    ]  # fmt: skip
    assert [said(each) for each in having(paragraph, class_="which")] == ["ab"]
    assert words_of(paragraph) == "They met. They and Anna Berg left."


def test_no_link_stands_in_a_link() -> None:
    listed = [
        note("a", ", and Anna"),
        note("b", "Berg spoke"),
        note("c", "NATO"),
        note("d", "to NATO."),
    ]
    found = page(site(annotations=notes(*listed)))
    assert not [link for link in found.iter("a") for inner in link.iter("a") if inner is not link]
    assert len(having(found, role="doc-noteref")) == 4
    assert paragraphs_of(found)[0] == "Anna Berg spoke, and Anna Berg listened to NATO."


def test_notes_about_the_whole_and_about_a_turn_are_numbered_by_place() -> None:
    listed: list[dict[str, object]] = [
        note("words", "Nothing"),
        {"id": "turn", "about": "turn", "paragraph": 2, "kind": "context", "text": "Of a turn."},
        {"id": "all", "about": "briefing", "kind": "source", "text": "Of all."},
        note("first", "listened to"),
    ]
    found = page(site(annotations=notes(*listed)))
    assert [(each.get("id"), said(each)) for each in having(found, role="doc-noteref")] == [
        ("r-all", "1"), ("r-turn", "2"), ("r-first", "3"), ("r-words", "4"),
    ]  # fmt: skip
    assert [each.get("id") for each in having(found, role="doc-footnote")] == [
        "n-all", "n-turn", "n-first", "n-words",
    ]  # fmt: skip
    [whole] = having(found, id="n-all")
    assert said(whole).startswith("1 Source On the whole text: Of all.")
    order = [each.get("id") or each.get("data-paragraph") for each in found.iter()
             if {"id", "data-paragraph"} & set(each.attrib)]  # fmt: skip
    places = [order.index(name) for name in ("transcript", "n-all", "t1", "r-turn", "n-turn", "p1",
                                             "n-first", "p2", "t2", "p4", "n-words")]  # fmt: skip
    assert places == sorted(places)
    assert [said(each) for each in found.iter("h2")][:1] == ["Minister"]


def test_a_note_about_a_turn_without_a_label_stands_before_its_words() -> None:
    about = {"id": "turn", "about": "turn", "paragraph": 1, "kind": "context", "text": "Of a turn."}
    found = page({BRIEFING: briefing("Good evening."), NOTES: notes(about)})
    order = [each.get("id") for each in found.iter() if "id" in each.attrib]
    assert order.index("r-turn") < order.index("n-turn") < order.index("p1")


@pytest.mark.parametrize(("written", "code", "words"), [
    ({}, "E111", "the key “quote” is missing"),
    ({"about": "turn"}, "E111", "the key “paragraph” is missing"),
    ({"about": "turn", "paragraph": 9}, "E205", "there is no such paragraph"),
    ({"about": "turn", "paragraph": 1, "quote": "Anna"}, "E240", "turn as a whole has no `quote:`"),
    ({"about": "briefing", "paragraph": 1}, "E240", "as a whole has no `paragraph:`"),
    ({"about": "briefing", "before": "x"}, "E240", "has no `before:`"),
    ({"about": "trun", "paragraph": 1}, "E112", "“trun” is not one of the values"),
])  # fmt: skip
def test_an_annotation_says_what_it_is_about(
    written: dict[str, object], code: str, words: str
) -> None:
    outcome = built(
        site(annotations=notes({"id": "a", "kind": "context", "text": "A.", **written}))
    )
    assert codes(outcome) == [code]
    assert words in outcome.problems[0].message
    assert outcome.problems[0].help


def test_corrections_are_shown_the_latest_first_with_their_links() -> None:
    corrections = [
        {
            "date": "2017-01-02",
            "text": "A name in paragraph 1 was [misspelt](https://example.org/).",
        },
        {"date": "2024-05-03", "text": "The office of [[anna]] was wrong in [[talks#p2]]."},
    ]
    files = published(site(corrections=corrections))
    found = page_of(files[BRIEFING_PAGE])
    shown = having(found, class_="corrected")
    assert [said(each) for each in shown] == [
        "Corrected 3 May 2024: The office of Anna Berg was wrong in Talks.",
        "Corrected 2 January 2017: A name in paragraph 1 was misspelt.",
    ]
    assert [each.get("href") for each in shown[0].iter("a")] == [
        "../../people/anna/index.html", "#p2",
    ]  # fmt: skip
    [head] = having(found, class_="head")
    assert shown[0] in list(head.iter())
    assert "The office of Anna Berg was wrong" in said(page_of(files["people/anna/index.html"]))


def test_a_correction_leads_somewhere_and_is_younger_than_its_briefing() -> None:
    outcome = built(site(corrections=[{"date": "2016-12-14", "text": "See [[nobody]]."}]))
    assert sorted(codes(outcome)) == ["E211", "E241"]


def test_a_question_from_the_floor_says_so() -> None:
    found = page(site())
    turns = [each for each in found.iter("section") if "turn" in each.get("class", "").split()]
    assert [(each.get("class"), said(each.find(".//h2"))) for each in turns] == [
        ("turn", "Minister"), ("turn question", "Question"), ("turn", "Minister"),
    ]  # fmt: skip
    names = {each.get("id"): each for each in found.iter() if "id" in each.attrib}
    labelled = [[names[name] for name in each.attrib["aria-labelledby"].split()] for each in turns]
    labels = [" ".join(each.get("aria-label") or said(each) for each in by) for by in labelled]
    assert labels == ["Minister Paragraph 1", "Question Paragraph 3", "Minister Paragraph 4"]
    assert [said(each) for each in having(found, class_="role")] == ["Minister, Ministry"]


def test_the_head_says_who_when_where_how_long_and_whence() -> None:
    source = {"publisher": "Ministry", "title": "Text", "url": "https://example.org/1",
              "retrieved": "2017-01-02", "archived": "https://example.org/2"}  # fmt: skip
    found = page(site(kind="press-conference", place="nagato", source=source))
    [head] = having(found, class_="head")
    assert said(head) == (
        "Press conference · 15 December 2016 · Nagato Talks Speaker Anna Berg, Minister, Ministry "
        "Text English; 18 words in 4 paragraphs Source Text, Ministry, read on 2 January 2017 "
        "(archived copy) "
        "Use Cite · Plain text · Data (JSON)"
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("Four words of English.", (4, "text-words")),
    ("Слова разделены пробелами.", (3, "text-words")),
    ("한국어는 띄어 쓴다.", (3, "text-words")),
    ("外務大臣は NATO と述べた。", (14, "text-characters")),
    ("\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48", (2, "text-characters")),
    ("", (0, "text-words")),
])  # fmt: skip
def test_length_is_in_words_or_in_characters(text: str, expected: tuple[int, str]) -> None:
    found = extent([Paragraph(1, text, 0)])
    assert (found.number, found.unit) == expected


def test_people_and_institutions_come_first_with_their_offices_and_paragraphs() -> None:
    other_names = [{"name": "Atlantic Treaty", "from": "2010", "to": "2020"}]
    files = site(TEXT.replace("Nothing", "In Nagato"), participants=["ministry"])
    files["content/institutions/nato.md"] = entry(
        "NATO", other_names=other_names, classification="alliance"
    )
    files["content/people/boris.md"] = entry("In")
    found = page(files)
    sections = {each.get("aria-labelledby"): each for each in having(found, class_="named")}
    assert [said(each) for each in sections["people"].iter("li")] == [
        "Anna Berg Minister, Ministry speaks; paragraphs 1, 3",
        "In No office recorded on that day paragraph 4",
    ]
    [institutions] = sections["people"].iter("dd")
    assert said(institutions) == "Ministry, takes part; NATO, then called Atlantic Treaty 1"
    assert [each.get("aria-label") for each in institutions.iter("a")] == [
        None,
        None,
        "Paragraph 1",
    ]
    assert said(next(sections["named"].iter("dl"))) == "Places Nagato 4"


def test_related_briefings_say_what_they_share() -> None:
    topic = {"content/topics/peace.md": entry("Peace").replace('"aliases": []\n', "")}
    event = {"content/events/summit.md": entry("Summit")}
    other = {"content/briefings/other.md": briefing("Yes.", title="Other", event="summit",
                                                    topics=["peace"])}  # fmt: skip
    found = page(site(event="summit", topics=["peace"]) | topic | event | other)
    [related] = having(found, class_="related")
    assert [said(each) for each in related.iter("li")] == [
        "Other 15 December 2016; same event: Summit; same topic: Peace"
    ]


def test_a_japanese_quote_is_repeated_in_its_note() -> None:
    files = {BRIEFING: briefing("安倍総理は述べた。", language="ja"),
             NOTES: notes(note("a", "安倍総理"), note("b", "述べた"))}  # fmt: skip
    assert [said(each) for each in page(files).iter("q")] == ["安倍総理", "述べた"]


def test_every_word_of_ours_comes_from_the_catalogue() -> None:
    """With the catalogue's letters replaced, no English is left but what the editors wrote."""
    english = (ROOT / "templates/strings/en.yaml").read_text("utf-8")
    head, strings, rest = (
        re.split(r"^(?:strings|languages):\n", english, flags=re.MULTILINE),
        "",
        "",
    )
    strings = re.sub(
        r"^(  [\w-]+: )(.*)$", lambda line: line[1] + _masked(line[2]), head[1], flags=re.MULTILINE
    )
    rest = re.sub(r": \w+", ": ◆", head[2])
    source = {"publisher": "1", "title": "2", "licence": {"name": "3"}, "retrieved": "2017-01-02",
              "sha256": "0" * 64}  # fmt: skip
    about = {"id": "turn", "about": "turn", "paragraph": 1, "kind": "context", "text": "4"}
    found = page({
        "templates/strings/en.yaml": f"strings:\n{strings}languages:\n{rest}",
        "site.yaml": '{"title": "0", "description": "0"}',
        BRIEFING: briefing("5: 6 7 8\n\n9: 6", title="0", source=source, participants=["a2"],
                           speakers={"5": "a1", "9": None}, editorial_note="7",
                           corrections=[{"date": date(2017, 1, 1).isoformat(), "text": "8"}]),
        NOTES: notes(about, note("b", "6 7", text="9", sources=[{"title": "8"}])),
        "content/people/a1.md": entry("6"),
        "content/institutions/a2.md": entry("7"),
    })  # fmt: skip
    body = found.find("body")
    assert body is not None
    for data in body.findall("script"):
        body.remove(data)
    [cards] = [each for each in body.findall("template") if each.get("id") == "cards"]
    body.remove(cards)
    of_cards = [str(each[1:]) for each in json.loads("".join(cards.itertext()))]
    shown = [*body.itertext(), *(each.get("aria-label", "") for each in body.iter()), *of_cards]
    words = {word for text in shown for word in re.findall(r"[^\W\d_]{2,}", text)}
    styles = {"Chicago", "MLA", "APA"}  # proper names
    assert words - styles == {"December", "January", "Dec"}


def _masked(forms: str) -> str:
    """The texts of a line of a catalogue with a sign for each word; names in braces stay."""
    if forms.startswith("{one"):
        return re.sub(r'(one|other): ("[^"]*"|[^,}]+)',
                      lambda form: f"{form[1]}: {_masked(form[2])}", forms)  # fmt: skip
    words = re.sub(r"\{\w+\}|\w+", lambda word: word[0] if "{" in word[0] else "◆", forms)
    return words if words.startswith('"') else f'"{words}"'


def test_reader_views_keep_speakers_words_and_notes() -> None:
    """They drop a `div` that is mostly links, if its class does not say that it is content."""
    found = page(site(annotations=notes(note("a", "Nothing"))))
    assert {each.tag for each in having(found, class_="speaker")} == {"header"}
    boxes = [each for each in found.iter("div") if words_in_class(each) & {"paragraph", "note"}]
    assert len(boxes) == 5
    assert all("content" in words_in_class(each) for each in boxes)


def words_in_class(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())


@pytest.mark.parametrize("more", [
    {NOTES: notes(note("a", "Nothing", text="| a | b |\n|-|-|\n| 1 | 2 |"))},
    {BRIEFING: site(editorial_note="- one\n- two")[BRIEFING]},
    {BRIEFING: site(corrections=[{"date": "2017-01-01", "text": "A name."}])[BRIEFING]},
    {"content/briefings/other.md": briefing("Yes.", title="Other"),
     "content/briefings/other.annotations.yaml": notes(note("a", "Yes", text="See [[talks]]."))},
], ids=["table", "list", "correction", "mention"])  # fmt: skip
def test_a_briefing_has_the_styles_of_lists_only_where_it_needs_them(more: Files) -> None:
    def sheets(found: ET.Element) -> list[str]:
        links = found.iterfind("head/link[@rel='stylesheet']")
        return [each.get("href", "").partition("assets/")[2].partition(".")[0] for each in links]

    plain = site(annotations=notes(note("a", "Nothing", text="No *list*.")))
    assert sheets(page(plain)) == ["site"]
    assert sheets(page(plain | more)) == ["site", "lists"]
