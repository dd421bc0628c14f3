"""The finished pages in a real browser, without JavaScript unless a test needs it to measure."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from browsing import MODES, NO_POINTER, SCHEMES, barriers, show_in
from playwright.sync_api import Browser, Page

from generator.build import Outcome

ROOT = Path(__file__).parent.parent
BRIEFING = "briefings/2016-12-15-yamaguchi/index.html"
PAGES = {
    "home": "index.html",
    "briefing": BRIEFING,
    "briefings": "briefings/index.html",
    "year": "briefings/2016/index.html",
    "person": "people/sergei-shoigu/index.html",
    "people": "people/index.html",
    "institution": "institutions/security-council-of-russia/index.html",
    "place": "places/nagato/index.html",
    "topic": "topics/missile-defence/index.html",
    "topics": "topics/index.html",
    "glossary": "glossary/index.html",
    "page": "about/index.html",
    "missing": "404.html",
}
WIDTHS = (320, 390, 768, 1440)


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browser.new_context(color_scheme=request.param) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One page for all tests that load what they look at, and say how it is to be shown."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page for a reader whose browser runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_without_scripts_every_word_of_the_transcript_is_there(
    plain: Page, address: str, edition: Outcome
) -> None:
    plain.goto(address + BRIEFING)
    paragraphs = edition.library.briefings["2016-12-15-yamaguchi"].transcript.paragraphs
    assert plain.locator("[data-paragraph]").count() == len(paragraphs) == 14
    for paragraph in paragraphs:
        element = plain.locator(f'[data-paragraph="{paragraph.number}"]')
        root = html5lib.parseFragment(element.inner_html(), namespaceHTMLElements=False)
        assert words_of(root) == paragraph.text


def words_of(element: Element) -> str:
    """The text of an element without its apparatus."""
    inner = "" if element.get("data-apparatus") is not None else element.text or ""
    if element.get("data-apparatus") is None:
        inner += "".join(words_of(child) + (child.tail or "") for child in element)
    return inner


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing_on_a(kind: str, tab: Page, address: str) -> None:
    tab.goto(address + PAGES[kind])
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for scheme, width in MODES:
        show_in(tab, scheme, width)
        assert barriers(tab) == [], (scheme, width)


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways_on_a(kind: str, tab: Page, address: str) -> None:
    tab.goto(address + PAGES[kind])
    for width in WIDTHS:
        for scheme in SCHEMES:
            show_in(tab, scheme, width)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (scheme, width)
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.evaluate("document.documentElement.style.fontSize = '32px'")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def media_blocks(sheet: str) -> list[tuple[str, str]]:
    """The queries of a stylesheet, each with what stands in its braces."""
    found = []
    for start in re.finditer(r"@media ([^{]*)\{", sheet):
        depth, end = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        found.append((start[1], sheet[start.end() : end - 1]))
    return found


def test_colours_come_from_the_scheme_alone_and_the_scheme_decides_nothing_else() -> None:
    """So axe sees each scheme and each width, not every pair of them (browsing.py)."""
    sheets = [sheet.read_text("utf-8") for sheet in (ROOT / "templates/assets").glob("*.css")]
    blocks = [block for sheet in sheets for block in media_blocks(sheet)]
    of_widths = [body for query, body in blocks if "width" in query]
    of_schemes = [body for query, body in blocks if "prefers-color-scheme" in query]
    assert len(of_widths) > 5
    assert len(of_schemes) == 2
    for body in of_widths:
        for value in re.findall(r"(?:color|background|opacity)[\w-]*:\s*([^;}]*)", body):
            assert value.startswith("var(--"), value
    for body in of_schemes:
        names = re.findall(r"([\w-]+):\s", body)
        assert names
        assert [name for name in names if not name.startswith("--")] == []


def test_a_page_asks_for_nothing_but_itself_and_its_stylesheet(page: Page, address: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.add_init_script(NO_POINTER)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + BRIEFING, wait_until="networkidle")
    assert len(asked) <= 5
    assert all(each.startswith(address) for each in asked)
    assert said == []


def test_notes_stand_beside_the_text_and_never_on_each_other(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address + BRIEFING)
    boxes = [box for note in page.locator("[role=doc-footnote]").all()
             if (box := note.bounding_box()) is not None]  # fmt: skip
    assert len(boxes) == 20
    for one, other in combinations(boxes, 2):
        beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        assert beside or (
            one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        )
    text = page.locator("[data-paragraph]").first.bounding_box()
    assert text is not None
    assert all(box["x"] >= text["x"] + text["width"] for box in boxes)


@pytest.mark.parametrize("width", [1264, 1440, 1920])
def test_the_text_of_the_edition_waits_for_no_note(width: int, page: Page, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + BRIEFING)
    gaps = page.evaluate("""() => {
      const boxes = [...document.querySelectorAll('[data-paragraph]')]
        .map(each => each.getBoundingClientRect());
      return boxes.slice(1).map((each, place) => each.top - boxes[place].bottom);
    }""")
    assert {round(each, 1) for each in gaps} == {14.4}


@pytest.mark.parametrize("width", [1024, 1240])
def test_where_one_column_is_too_short_notes_stay_with_their_words(
    width: int, page: Page, address: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + BRIEFING)
    beginnings = page.evaluate("""() => [...document.querySelectorAll('.paragraph')].map(each => {
      const {top, right} = each.querySelector('[data-paragraph]').getBoundingClientRect();
      const boxes = [...each.querySelectorAll('.note')].map(note => note.getBoundingClientRect());
      return boxes.map((note, place) => ({beside: note.left > right,
        late: Math.round(note.top - (place ? boxes[place - 1].bottom : top))}));
    }).flat()""")
    assert len(beginnings) == 20
    assert all(each["beside"] and 0 <= each["late"] <= 16 for each in beginnings)


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
def test_without_scripts_copied_paragraphs_are_parted_by_a_blank_line(
    width: int, plain: Page, address: str, edition: Outcome
) -> None:
    plain.set_viewport_size({"width": width, "height": 900})
    plain.goto(address + BRIEFING)
    for summary in plain.locator(".notes > summary").all()[:2]:
        if summary.is_visible():
            summary.click()
    plain.locator("h1").click()  # a note in use may be copied itself
    got = plain.evaluate("""() => {
      const all = document.querySelectorAll('[data-paragraph]');
      getSelection().setBaseAndExtent(all[0], 0, all[13], all[13].childNodes.length);
      return getSelection().toString();
    }""")
    [briefing] = edition.library.briefings.values()
    assert got == "\n\n".join(each.text for each in briefing.transcript.paragraphs)


def test_on_a_phone_a_note_opens_under_its_paragraph(plain: Page, address: str) -> None:
    plain.set_viewport_size({"width": 390, "height": 900})
    plain.goto(address + BRIEFING)
    note = plain.locator("#n-fourth-meeting")
    assert not note.is_visible()
    plain.locator(".paragraph:has(#p3) .notes > summary").click()
    assert note.is_visible()


def test_the_first_tab_stop_skips_to_the_words(page: Page, address: str) -> None:
    page.goto(address + BRIEFING)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#transcript"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_site_works_opened_from_a_disk(plain: Page, published: Path) -> None:
    plain.goto((published / BRIEFING).as_uri())
    plain.locator('[data-paragraph] a[href*="/nikolai-patrushev/"]').first.click()
    assert plain.locator("h1").text_content() == "Nikolai Patrushev"
    plain.locator("nav a", has_text="Topics").click()
    assert plain.locator("h1").text_content() == "Topics"


def test_print_shows_every_note_and_no_navigation(page: Page, address: str) -> None:
    page.goto(address + BRIEFING)
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible()
    for note in page.locator("[role=doc-footnote]").all():
        assert note.is_visible()
