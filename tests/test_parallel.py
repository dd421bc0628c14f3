"""A briefing in other languages: paired by paragraph, shown side by side, never guessed."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import barriers, each_mode
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    NOW,
    Files,
    briefing,
    built,
    codes,
    entry,
    faults_of_links,
    having_class,
    markdown,
    note,
    notes,
    page_of,
    paragraphs_of,
    published,
    quoted,
    words_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, FloatRect, Page

from generator.alignment import Pair, UnfitAlignmentError, align
from generator.build import build
from generator.fields import alignment_steps
from generator.files import read_tree
from generator.publish import publish

RUSSIAN = "content/briefings/talks.ru.md"
PAGE = "briefings/talks/ru/index.html"
SITE = Path(__file__).parent / "sites" / "parallel" / "in"
ANNA = {"content/people/anna.md": entry("Anna Berg", "Анна Берг")}


def texts(original: str, translated: str, /, **head: object) -> Files:
    """A briefing and its Russian text."""
    return {BRIEFING: briefing(original), RUSSIAN: translation(translated, **head)}


def translation(text: str, **head: object) -> str:
    return markdown({"title": "Переговоры", **head}, f"\n{text}")


def translated(page: ET.Element) -> list[tuple[str, str, str]]:
    """The translation's paragraphs: their numbers, the ids around them, their words."""
    return [
        (each.attrib["data-translated"], around.attrib["id"], words_of(each))
        for around in page.iter()
        for each in around
        if "data-translated" in each.attrib
    ]


def rows(page: ET.Element) -> list[list[list[str]]]:
    """The words of the paragraphs of each pair: those of the briefing, those of the translation."""
    return [
        [
            [words_of(each) for each in side.iter("p") if each.get("class") == "text"]
            for side in pair
        ]
        for pair in page.iter("div")
        if pair.get("class") == "pair"
    ]


def faults(files: Files) -> list[tuple[str, int, int, str]]:
    """The code, line, column and message of every problem."""
    return [
        (each.code, each.place.line, each.place.column, each.message)
        for each in built(files).problems
    ]


# Pairing -------------------------------------------------------------------------------------


def test_paragraphs_are_paired_by_number() -> None:
    page = page_of(published(texts("One.\n\nTwo.", "Раз.\n\nДва."))[PAGE])
    assert rows(page) == [[["One."], ["Раз."]], [["Two."], ["Два."]]]


@pytest.mark.parametrize(
    ("written", "counts", "wanted"),
    [
        ("2=2-3", (3, 4), "1=1 2=2,3 3=4"),
        ("2-3=2", (3, 2), "1=1 2,3=2"),
        ("2=-", (3, 2), "1=1 2= 3=2"),
        ("-=2", (2, 3), "1=1 =2 2=3"),
        ("1=1-2, 3=-, -=5", (4, 5), "1=1,2 2=3 3= 4=4 =5"),
        ("1-3=1-3", (3, 3), "1=1 2=2 3=3"),
        ("1–2=1 , 3 = —", (3, 1), "1,2=1 3="),
    ],
)
def test_an_alignment_says_which_belong_together(
    written: str, counts: tuple[int, int], wanted: str
) -> None:
    pairs = align(alignment_steps(written), *counts)
    assert " ".join("=".join(",".join(map(str, side)) for side in pair) for pair in pairs) == wanted


@given(st.data())
def test_an_alignment_keeps_every_paragraph_once_and_in_order(data: st.DataObject) -> None:
    pairs: list[Pair] = []
    last = [0, 0]
    for sizes in data.draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)))):
        if sizes == (0, 0) or (sizes[0] == sizes[1] and sizes[0] > 1):
            continue  # the latter is one by one
        sides = [tuple(range(end + 1, end + size + 1))
                 for end, size in zip(last, sizes, strict=True)]  # fmt: skip
        pairs.append(Pair(*sides))
        last = [last[0] + sizes[0], last[1] + sizes[1]]
    steps = [tuple((side[0], side[-1]) if side else None for side in pair)
             for pair in pairs if len(pair.original) != 1 or len(pair.translated) != 1]  # fmt: skip
    assert list(align([(first, second) for first, second in steps], *last)) == pairs


@pytest.mark.parametrize(
    ("written", "counts", "words"),
    [
        ("3=3-4, 1=1", (4, 5), "not in the order"),
        ("3=4", (4, 5), "2 and 3 paragraphs stand"),
        ("2=2-3", (3, 3), "from paragraph 3 of the briefing and 4 of the translation on, 1 and 0"),
        ("5=5-6", (3, 3), "3 and 3 paragraphs; mend"),
    ],
)
def test_an_alignment_that_does_not_fit_is_refused(
    written: str, counts: tuple[int, int], words: str
) -> None:
    with pytest.raises(UnfitAlignmentError, match=words):
        align(alignment_steps(written), *counts)


@pytest.mark.parametrize("written", ["4", "4=", "=", "-=-", "4=x", "0=1", "5-4=1", "1=1=1"])
def test_what_is_no_alignment_is_told_at_its_place(written: str) -> None:
    [(code, line, column, message)] = faults(texts("One.", "Раз.", alignment=written))
    assert (code, line, column) == ("E112", 3, 14)
    assert "aligns nothing" in message


def test_an_alignment_that_does_not_fit_stops_the_build_at_its_place() -> None:
    [(code, line, column, _)] = faults(texts("One.\n\nTwo.", "Раз.", alignment="2=2"))
    assert (code, line, column) == ("E282", 3, 14)


def test_an_alignment_may_be_a_list() -> None:
    files = texts("One.\n\nTwo.", "Раз.\n\nДва.\n\nТри.", alignment=["1=1-2", "2=3"])
    assert rows(page_of(published(files)[PAGE]))[0] == [["One."], ["Раз.", "Два."]]


# Drift ---------------------------------------------------------------------------------------


def test_different_numbers_of_paragraphs_are_told_with_the_first_change_of_speaker() -> None:
    files = {
        **ANNA,
        BRIEFING: briefing("A: One.\n\nQ: Two?\n\nA: Three.", speakers={"A": "anna", "Q": None}),
        RUSSIAN: translation(
            "А: Раз.\n\nИ ещё.\n\nВ: Два?\n\nА: Три.", speakers={"А": "anna", "В": None}
        ),
    }
    [(code, line, column, message)] = faults(files)
    assert (code, line, column) == ("W283", 8, 1)
    assert "has 3 paragraphs, this translation 4; paragraph 2 is the first whose" in message


def test_a_missing_last_paragraph_is_told() -> None:
    [(code, line, _, message)] = faults(texts("One.\n\nTwo.", "Раз."))
    assert (code, line) == ("W283", 5)
    assert message.endswith("2 paragraphs, this translation 1; paragraph 2 is the first left over")


def test_a_translation_without_words_is_told() -> None:
    assert codes(built(texts("One.", ""))) == ["W283"]


def test_another_speaker_is_told_at_the_paragraph() -> None:
    files = {
        **ANNA,
        BRIEFING: briefing("A: One.\n\nQ: Two?", speakers={"A": "anna", "Q": None}),
        RUSSIAN: translation("А: Раз.\n\nДва?", speakers={"А": "anna"}),
    }
    [(code, line, column, message)] = faults(files)
    assert (code, line, column) == ("W284", 8, 1)
    assert message == "here speaks anna, in paragraph 2 of the briefing somebody unnamed"


def test_a_pair_of_very_unequal_length_is_told() -> None:
    long, short = "Many words are said here. " * 20, "Few."
    files = texts(f"{long}\n\n{short}\n\n{long}", f"{long}\n\n{long}\n\n{short}")
    told = [(code, line) for code, line, _, _ in faults(files)]
    assert told == [("W285", 7), ("W285", 9)]


def test_a_language_that_needs_twice_the_letters_is_no_drift() -> None:
    files = texts("会議は終わりました。\n\n次は五月です。",
                  "The meeting that began in the morning has come to its end.\n\n"
                  "The next one will be held in the month of May.")  # fmt: skip
    assert codes(built(files)) == []


# Files and languages -------------------------------------------------------------------------


def test_a_language_that_is_not_the_name_s_is_told() -> None:
    [(code, line, column, _)] = faults(texts("One.", "Раз.", language="uk"))
    assert (code, line, column) == ("E280", 3, 13)


def test_the_same_language_is_no_translation() -> None:
    files = {BRIEFING: briefing("One."), "content/briefings/talks.EN.md": translation("One.")}
    assert codes(built(files)) == ["E281"]


def test_a_translation_of_nothing_is_told() -> None:
    outcome = built({BRIEFING: briefing("One."), "content/briefings/talk.ru.md": translation("Х.")})
    [problem] = outcome.problems
    assert (problem.code, problem.help) == ("E201", "did you mean “talks”?")


def test_two_files_for_one_language_are_told() -> None:
    files = texts("One.", "Раз.") | {"content/briefings/talks.RU.md": translation("Раз.")}
    assert "E008" in codes(built(files))


def test_speakers_and_names_of_a_translation_are_checked_like_a_briefing_s() -> None:
    files = texts("A", "Б", speakers={"Я": "nobody"}, names=[{"text": "Х", "entry": "no-one"}])
    assert sorted(codes(built(files))) == ["E201", "E201", "E204", "W215"]


@pytest.mark.parametrize(
    "held",
    [
        {BRIEFING: briefing("One.", status="draft")},
        {BRIEFING: briefing("One.", embargo="2099-01-01T00:00:00+00:00")},
        {RUSSIAN: translation("Тайна.", title="Тайна", status="draft")},
    ],
)
def test_what_is_held_back_leaves_no_byte(held: Files) -> None:
    files = texts("One.", "Тайна.", title="Тайна") | held
    outcome = built(files)
    assert not outcome.has_errors
    assert RUSSIAN in {each.path for each in outcome.held}
    secret = "Тайна".encode()
    assert not any(secret in content or path == PAGE for path, content in outcome.files.items())
    shown = built(files, replace(NOW, drafts=True)).files[PAGE]
    assert secret in shown
    assert (b'class="draft"' in shown) == (b"draft" in quoted(held).encode())


# The page ------------------------------------------------------------------------------------

PARAGRAPH = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and not text.startswith("## "))


@settings(max_examples=25)  # a build each
@given(st.lists(PARAGRAPH, min_size=1, max_size=4), st.lists(PARAGRAPH, min_size=1, max_size=4))
def test_both_texts_are_verbatim(original: list[str], other: list[str]) -> None:
    page = page_of(published(texts("\n\n".join(original), "\n\n".join(other)))[PAGE])
    assert paragraphs_of(page) == original
    assert translated(page) == [
        (str(number), f"p{number}-ru", text) for number, text in enumerate(other, start=1)
    ]


def test_names_are_linked_in_both_texts_and_counted_in_one() -> None:
    files = published(texts("Anna Berg spoke.", "Говорила Анна Берг.") | ANNA)
    linked = [words_of(each) for each in page_of(files[PAGE]).iter("a")
              if each.get("href", "").endswith("/anna/index.html")]  # fmt: skip
    assert linked == ["Anna Berg", "Анна Берг"]
    assert "Говорила".encode() not in files["people/anna/index.html"]


def test_an_ambiguous_name_in_a_translation_is_told_there_and_settled_there() -> None:
    files = texts("She spoke.", "Говорила Анна.") | {
        "content/people/anna.md": entry("Anna Berg", "Анна"),
        "content/people/anne.md": entry("Anne Dahl", "Анна"),
    }
    [(code, line, column, _)] = faults(files)
    assert (code, line, column) == ("E203", 5, 10)
    files[RUSSIAN] = translation("Говорила Анна.", names=[{"text": "Анна", "entry": "anne"}])
    assert '/anne/index.html">Анна</a>' in published(files)[PAGE].decode()


def test_a_name_of_several_links_to_each_and_keeps_the_words() -> None:
    rule = [{"text": "они", "entry": ["anna", "anne"]}]
    files = texts("They came.", "Пришли они.", names=rule) | ANNA
    files["content/people/anne.md"] = entry("Anne Dahl")
    page = page_of(published(files)[PAGE])
    assert [words for _, _, words in translated(page)] == ["Пришли они."]
    [letters] = having_class(page, "which")
    assert [each.get("aria-label") for each in letters] == ["Anna Berg", "Anne Dahl"]


def test_notes_are_linked_and_the_briefing_s_page_keeps_them() -> None:
    files = texts("One word.", "Одно слово.") | {NOTES: notes(note("word", "word"))}
    made = published(files)
    assert b'href="../../../briefings/talks/index.html#n-word" aria-label="Note 1"' in made[PAGE]
    assert b"A note." not in made[PAGE]
    assert b'<span aria-hidden="true">Note</span> <a' in made[PAGE], "the link says it already"
    assert list(faults_of_links(made)) == []


def test_the_briefing_links_its_other_texts_and_pages_name_their_languages() -> None:
    site = quoted({"title": "S", "description": "D", "url": "https://s.example/x/"})
    made = published(texts("One.", "Раз.", original="true") | {"site.yaml": site})
    for page in (BRIEFING_PAGE, PAGE):
        links = {each.get("hreflang"): each.get("href") for each in page_of(made[page]).iter("link")
                 if each.get("hreflang")}  # fmt: skip
        assert links == {"en": "https://s.example/x/briefings/talks/",
                         "ru": "https://s.example/x/briefings/talks/ru/"}  # fmt: skip
    [link] = [each for each in page_of(made[BRIEFING_PAGE]).iter("a") if each.get("hreflang")]
    assert (link.text, link.get("hreflang")) == ("Russian, as spoken", "ru")


def test_a_title_bears_its_language_where_that_is_not_the_page_s() -> None:
    files = {BRIEFING: briefing("Раз.", language="ru", title="Слово")}
    [title] = page_of(published(files)[BRIEFING_PAGE]).iter("h1")
    assert title[0].attrib == {"lang": "ru", "dir": "ltr"}
    files[BRIEFING] = briefing("Раз.", language="ru", title="A word", title_language="en")
    [title] = page_of(published(files)[BRIEFING_PAGE]).iter("h1")
    assert (title.text, len(title)) == ("A word", 0)


@pytest.mark.parametrize(
    ("language", "direction"),
    [("he", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("fa-IR", "rtl"), ("pt-BR", "ltr"),
     ("zh-Hant-TW", "ltr")],
)  # fmt: skip
def test_the_direction_is_that_of_the_language_in_its_script(language: str, direction: str) -> None:
    files = {BRIEFING: briefing("One."), f"content/briefings/talks.{language}.md": translation("א")}
    page = page_of(published(files)[f"briefings/talks/{language}/index.html"])
    [text] = [each for each in page.iter("p") if "data-translation" in each.attrib]
    assert (text.get("lang"), text.get("dir")) == (language, direction)


# In the browser ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the example site, `en`, and of the same with pages in Arabic, `ar`."""
    outcome = build(read_tree(SITE), NOW)
    assert codes(outcome) == ["W283"]
    folder = tmp_path_factory.mktemp("harbour")
    publish(outcome.files, folder / "en", SITE)
    tree = read_tree(SITE)
    files = dict(tree.files)
    files["site.yaml"] = files["site.yaml"].replace(b"language: en", b"language: ar")
    files["templates/strings/ar.yaml"] = b"strings: {}\n"
    publish(build(replace(tree, files=files), NOW).files, folder / "ar", SITE)
    return folder.as_uri()


def box(page: Page, selector: str) -> FloatRect:
    """Where an element is shown."""
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("site", ["en", "ar"])
def test_paragraphs_stand_side_by_side_where_there_is_room(
    harbour: str, browser: Browser, width: int, site: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{harbour}/{site}/briefings/2016-03-01-harbour/ru/index.html#p4")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        first, second = box(page, "#p4"), box(page, "#p5-ru")
        if width < 1024:
            assert second["y"] >= first["y"] + first["height"]
        else:
            assert abs(first["y"] - second["y"]) < 2
            assert (first["x"] < second["x"]) == (site == "en")
        assert box(page, "#p4 .number")["x"] < box(page, "#p4 .text")["x"]  # English in both sites


def test_arabic_stands_right_to_left_within_an_english_site(harbour: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{harbour}/en/briefings/2016-03-01-harbour/ar/index.html")
    number, text = box(page, "#p1-ar .number"), box(page, "#p1-ar .text")
    assert number["x"] >= text["x"] + text["width"]
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#p1-ar .text')).direction") == "rtl"
    )
    page.close()


def test_notes_stand_to_the_left_on_an_arabic_site(harbour: str, browser: Browser) -> None:
    for width in (390, 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{harbour}/ar/briefings/2016-03-01-harbour/index.html")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        if width == 1440:
            assert box(page, ".note")["x"] < box(page, "#p1")["x"]
        page.close()


@each_mode
def test_the_page_has_no_barriers(harbour: str, browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    with context:
        page = context.new_page()
        page.goto(f"{harbour}/en/briefings/2016-03-01-harbour/ar/index.html")
        assert barriers(page, options={}) == []
