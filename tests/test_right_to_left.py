"""Pages from right to left: what runs which way, and where things stand in a real browser."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    NOW,
    ROOT,
    Files,
    briefing,
    built,
    having_class,
    markdown,
    note,
    notes,
    page_of,
    published,
    quoted,
    words_of,
)
from playwright.sync_api import Browser, FloatRect, Page

from generator.directions import direction_of, turned
from generator.publish import publish

PERSON = "people/sami/index.html"
SPEECH = "سامي: اجتمع المجلس أمس. وتحدث سامي عن السلام.\n\nسؤال: ومتى يجتمع المجلس؟"
FILES: Files = {
    "site.yaml": quoted({"title": "إحاطات", "description": "كلمة بكلمة.", "language": "ar",
                         "navigation": ["briefings", "people", "timeline"]}),
    BRIEFING: briefing(
        SPEECH, title="بيان بعد المحادثات", speakers={"سامي": "sami", "سؤال": None},
        summary="A statement on peace.", topics=["peace"],
        source={"publisher": "Ministry (press)", "title": "Statement, in full."},
    ),
    NOTES: notes(
        note("one", "اجتمع المجلس", text="The council met twice.", author="The editors.",
             sources=[{"title": "Minutes of the council.", "language": "en"}]),
        note("two", "عن السلام", text="THAAD: كان ذلك أول حديث له عن السلام."),
        passages=[{"topic": "peace", "paragraphs": "1", "note": "Word for word."}],
    ),
    "content/briefings/early.md": briefing("سامي: نعم.", title="بيان أول", date="2015-03-01",
                                           speakers={"سامي": "sami"}),
    "content/briefings/english.md": briefing(
        "Sami: We met the council. Sami left.", title="Remarks (2017).", date="2017-02-01",
        language="en", speakers={"Sami": "sami"},
    ),
    "content/people/sami.md": markdown(
        {"name": "سامي", "aliases": ["Sami"], "summary": "A minister of Arden.", "roles": [
            {"title": "Minister (interim).", "institution": "council", "from": "2001", "to": "2005",
             "note": "Twice."},
            {"title": "رئيس", "from": "2005", "to": "2019"},
        ], "other_names": [{"name": "Sami Haddad", "lang": "en", "note": "In English."}]},
        "He was born in Arden.\n",
    ),
    "content/institutions/council.md": markdown({"name": "المجلس", "aliases": ["the council"],
                                                 "founded": "1990"}),
    "content/topics/peace.md": markdown({"name": "Peace.", "scope_note": "What it takes."}),
}  # fmt: skip
SHOWN = {
    "home": "index.html", "briefing": BRIEFING_PAGE, "person": PERSON,
    "people": "people/index.html", "briefings": "briefings/2016/index.html",
    "timeline": "timeline/index.html", "topic": "topics/peace/index.html",
    "topics": "topics/index.html", "index": "index-of-passages/index.html",
    "glossary": "glossary/index.html", "search": "search/index.html",
}  # fmt: skip


# The rule --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words", "way"),
    [
        ("en", "Moscow, 2016.", ""),
        ("en", "Москва", ""),
        ("en", "", ""),
        ("en", "(ناغاتو)", "rtl"),
        ("en", "Nagato (ناغاتو), a city by the sea", "ltr"),
        ("ar", "ناغاتو ٢٠١٦", ""),
        ("ar", "2016.", ""),
        ("ar", "A sentence.", "ltr"),
        ("ar", "THAAD: كان ذلك أول حديث له", "rtl"),
        ("he", "日本", "ltr"),
    ],
)
def test_words_are_set_the_way_of_most_of_their_letters(
    language: str, words: str, way: str
) -> None:
    assert turned(language, words) == way


@pytest.mark.parametrize(
    ("tag", "way"),
    [("ar", "rtl"), ("AR-eg", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("ja", "ltr")],
)
def test_a_script_in_the_tag_goes_before_the_language(tag: str, way: str) -> None:
    assert direction_of(tag) == way


@cache
def _page(path: str) -> Element:
    return page_of(_made()[path])


@cache
def _made() -> Mapping[str, bytes]:
    return published(FILES)


def _runs(path: str, words: str) -> set[str]:
    """The `dir` nearest around some words, wherever they stand; "auto" in a `bdi` without any."""
    page = _page(path)
    above = {child: parent for parent in page.iter() for child in parent}
    found: set[str] = set()
    for element in next(page.iter("body")).iter():
        if (
            element.tag != "script"
            and words in words_of(element)
            and not any(words in words_of(each) for each in element)
        ):
            while "dir" not in element.attrib and element.tag != "bdi":
                element = above[element]  # noqa: PLW2901  # up to what says it
            found.add(element.get("dir", "auto"))
    return found


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (BRIEFING_PAGE, "A statement on peace."),
        (BRIEFING_PAGE, "Statement, in full."),
        (BRIEFING_PAGE, "Ministry (press)"),
        (BRIEFING_PAGE, "The council met twice."),
        (BRIEFING_PAGE, "The editors."),
        (BRIEFING_PAGE, "Minutes of the council."),
        (BRIEFING_PAGE, "Remarks (2017)."),
        (PERSON, "A minister of Arden."),
        (PERSON, "Minister (interim)."),
        (PERSON, "Twice."),
        (PERSON, "Sami Haddad"),
        (PERSON, "In English."),
        (PERSON, "He was born in Arden."),
        (PERSON, "Sami"),
        ("people/index.html", "A minister of Arden."),
        ("briefings/2016/index.html", "A statement on peace."),
        ("timeline/index.html", "Minister (interim)."),
        ("timeline/index.html", "Remarks (2017)."),
        ("topics/index.html", "What it takes."),
        ("topics/peace/index.html", "Peace."),
        ("topics/peace/index.html", "What it takes."),
        ("topics/peace/index.html", "Word for word."),
        ("index-of-passages/index.html", "Peace."),
        ("index.html", "Remarks (2017)."),
        ("glossary/index.html", "Sami Haddad"),
    ],
)
def test_whatever_an_editor_wrote_in_english_runs_from_left_to_right(path: str, words: str) -> None:
    assert _runs(path, words) <= {"ltr", "auto"}


def test_an_arabic_note_that_begins_with_an_english_word_stays_as_the_page() -> None:
    assert _runs(BRIEFING_PAGE, "كان ذلك أول حديث") == {"rtl"}


def test_words_of_a_known_language_bear_it_wherever_they_are_quoted() -> None:
    spoken = [each for each in having_class(_page(PERSON), "sentence") if "Sami" in words_of(each)]
    assert [each.get("lang") for each in spoken] == ["en"]
    [link] = [each for each in _page(BRIEFING_PAGE).iter("a") if each.get("rel") == "next"]
    assert link[0].attrib == {"lang": "en", "dir": "ltr"}
    alias = [each for each in _page("glossary/index.html").iter("span")
             if each.text == "Sami Haddad"]  # fmt: skip
    assert [each.get("lang") for each in alias] == ["en"]


def test_a_page_whose_words_all_run_one_way_says_nothing_of_directions() -> None:
    files = {
        BRIEFING: briefing("One.", summary="Two."),
        "content/people/ada.md": "---\nname: A\n---",
    }
    for path, content in published(files).items():
        if path.endswith(".html"):
            said = [each for each in page_of(content).iter() if "dir" in each.attrib]
            assert [each.tag for each in said] == ["html"], path


# In the browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the Arabic site lies."""
    outcome = built(FILES, replace(NOW, search=True))
    assert not outcome.has_errors, outcome.problems
    folder = tmp_path_factory.mktemp("arabic")
    publish(outcome.files, folder / "site", ROOT)
    return Path(folder / "site").as_uri()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A tab for all these tests."""
    with browser.new_context() as context:
        yield context.new_page()


def _opened(page: Page, folder: str, kind: str, width: int = 1440) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{folder}/{SHOWN[kind]}")


def _box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found


def _edge(box: FloatRect) -> float:
    """The right edge."""
    return box["x"] + box["width"]


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("kind", SHOWN)
def test_nothing_runs_out_of_the_page(page: Page, folder: str, kind: str, width: int) -> None:
    _opened(page, folder, kind, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("scrollTo(-99, 0), scrollX") == 0


def test_numbers_stand_on_the_right_and_notes_on_the_left(page: Page, folder: str) -> None:
    _opened(page, folder, "briefing")
    number, text, beside = (_box(page, each) for each in (".number", "#p1", ".note"))
    assert number["x"] >= _edge(text) - 1
    assert _edge(beside) <= text["x"]
    _opened(page, folder, "briefing", 390)
    assert _box(page, ".number")["x"] >= _edge(_box(page, "#p1")) - 1


def test_a_name_on_a_list_begins_at_the_right_with_its_letter(page: Page, folder: str) -> None:
    _opened(page, folder, "people")
    letter, name, count = (_box(page, f".letter {each}") for each in ("h2", ".name", ".count"))
    assert _edge(letter) > _edge(name) > _edge(count)


def test_a_timeline_runs_from_its_years_on_the_right(page: Page, folder: str) -> None:
    _opened(page, folder, "timeline")
    year, day, what = (_box(page, f".timeline {each}") for each in ("h2", ".when", "li > div"))
    assert year["x"] >= _edge(day)
    assert day["x"] >= _edge(what)


def test_a_chart_is_mirrored_and_its_words_are_not(page: Page, folder: str) -> None:
    _opened(page, folder, "person")
    first, second = (_box(page, f".chart li:nth-child({number}) rect") for number in (1, 2))
    assert _edge(first) > _edge(second)  # 2001 to 2005 begins to the right of what follows
    ticks = page.locator(".axis text")
    matrices = ticks.evaluate_all("all => all.map(each => each.getScreenCTM().a)")
    places = ticks.evaluate_all("all => all.map(each => each.getBoundingClientRect().x)")
    assert matrices
    assert min(matrices) > 0
    assert places == sorted(places, reverse=True)


def test_the_earlier_briefing_stands_on_the_right(page: Page, folder: str) -> None:
    _opened(page, folder, "briefing")
    assert _box(page, ".pager [rel=prev]")["x"] > _edge(_box(page, ".pager [rel=next]"))


def test_the_arrow_back_to_the_text_is_turned(page: Page, folder: str) -> None:
    _opened(page, folder, "briefing")
    turned_round = page.locator(".back").first.evaluate("each => getComputedStyle(each).transform")
    assert turned_round == "matrix(-1, 0, 0, 1, 0, 0)"


STOP = """element => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = new Range();
  const places = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (let place = 0; place < node.data.length; place += 1) {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      places.push([node.data[place], range.getBoundingClientRect()]);
    }
  const last = places.findLast(([sign]) => sign.trim())[1];
  const line = places.filter(([sign, box]) => sign.trim() && Math.abs(box.y - last.y) < 4);
  return Math.max(...line.map(([, box]) => box.right)) - last.right;
}"""


@pytest.mark.parametrize(
    ("kind", "selector"), [("person", ".lede"), ("people", ".summary"), ("timeline", ".lede")]
)
def test_a_sentence_under_a_title_begins_where_the_title_does(
    page: Page, folder: str, kind: str, selector: str
) -> None:
    _opened(page, folder, kind)
    words_end = """each => {
      const range = new Range();
      range.selectNodeContents(each);
      return range.getBoundingClientRect().right;
    }"""
    sentence, title = (
        page.locator(each).first.evaluate(words_end)
        for each in (selector, ".name" if selector == ".summary" else "h1")
    )
    assert abs(sentence - title) < 2


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    ("kind", "selector"),
    [("briefing", ".lede"), ("briefing", ".note p:not([class])"), ("person", ".lede"),
     ("person", ".prose p"), ("people", ".summary"), ("topic", "h1 bdi")],
)  # fmt: skip
def test_the_full_stop_of_an_english_sentence_stays_at_its_end(
    page: Page, folder: str, kind: str, selector: str, width: int
) -> None:
    _opened(page, folder, kind, width)
    if width < 1024:
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    assert page.locator(selector).first.evaluate(STOP) == 0


def test_the_search_has_its_button_on_the_left_and_says_where_it_looked(
    page: Page, folder: str
) -> None:
    _opened(page, folder, "search")
    assert _box(page, "#find-words")["x"] >= _edge(_box(page, ".ask button"))
    words = json.loads(page.locator("#find").get_attribute("data-words") or "")
    assert words["language"] == {"other": "ar"}
