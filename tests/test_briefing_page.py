"""The page of a briefing in a real browser: where notes stand, what print shows."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from browsing import barriers, each_mode
from builders import BRIEFING, BRIEFING_PAGE, NOTES, Files, briefing, entry, note, notes, published
from large_page import large_site
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

STRICT = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
LONG = "See [[anna]]. " + " ".join(
    ["A note of many words that runs on beside the text of other paragraphs."] * 6
)
WORDS = " ".join(["The minister went on to speak of this and that matter."] * 6)
WHOLE = {"id": "whole", "about": "briefing", "kind": "source", "text": "From a sound recording."}
TURN = {"id": "turn", "about": "turn", "paragraph": 3, "kind": "context", "text": LONG}
SOURCE = {"title": "Report", "url": "https://example.org/report"}

BOXES = """() => {
  const box = each => { const {left, right, top, bottom} = each.getBoundingClientRect();
                        return {left, right, top: top + scrollY, bottom: bottom + scrollY} };
  const boxes = chosen => [...document.querySelectorAll(chosen)].map(box);
  return {notes: boxes('[role=doc-footnote]'), texts: boxes('[data-paragraph]'),
          heads: boxes('.speaker'), references: boxes('[data-paragraph] [role=doc-noteref]')};
}"""
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('[role=doc-footnote], [data-paragraph], .speaker')]
    .map(each => each.getBoundingClientRect());
  const hit = (a, b) => a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap((a, place) => boxes.slice(place + 1).filter(b => hit(a, b))).length;
}"""


@cache
def crowded(language: str = "en") -> dict[str, bytes]:
    """A page on which notes run over: long ones at every second paragraph, two turns."""
    mark = "قال" if language == "ar" else "Well"
    paragraphs = [f"{mark}{place}, {WORDS}" for place in range(1, 13)]
    paragraphs[0] = f"Minister: {paragraphs[0]}"
    paragraphs[2] = f"Question: {paragraphs[2]}"
    paragraphs[6] = f"Minister: {paragraphs[6]}"
    listed = [note(f"n{place}", f"{mark}{place}, The", text=LONG, sources=[SOURCE], author="A",
                   date="2017-01-02") for place in range(1, 13, 2)]  # fmt: skip
    return dict(published({
        "site.yaml": f'{{"title": "Site", "description": "D", "language": "{language}"}}',
        "templates/strings/ar.yaml": "strings: {topics: مواضيع}\n",
        BRIEFING: briefing("\n\n".join(paragraphs), speakers={"Minister": "anna", "Question": None},
                           corrections=[{"date": "2017-01-02", "text": "A [word](https://a.example/)."}]),
        NOTES: notes(*listed, WHOLE, TURN),
        "content/people/anna.md": entry("Anna Berg"),
    }))  # fmt: skip


@cache
def large(words: int = 10_000, annotations: int = 150) -> dict[str, bytes]:
    files: Files = large_site(words, annotations)
    return dict(published(files))


def placed(files: dict[str, bytes], folder: Path) -> str:
    """The address of the briefing's page after the site is put into a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return (folder / BRIEFING_PAGE).as_uri()


@pytest.fixture(scope="session")
def crowded_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return placed(crowded(), tmp_path_factory.mktemp("crowded"))


@pytest.fixture(scope="session")
def arabic_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return placed(crowded("ar"), tmp_path_factory.mktemp("arabic"))


@pytest.fixture(scope="session")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return placed(large(), tmp_path_factory.mktemp("large"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which tests may measure, but pages run nothing (they have no scripts)."""
    with browser.new_context(bypass_csp=True) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def opened(
    page: Page, address: str, size: ViewportSize = WIDE, fragment: str = ""
) -> dict[str, list[Any]]:
    """Where notes, texts, names and references stand on a page."""
    page.set_viewport_size(size)
    page.goto(f"{address}{fragment}")
    boxes: dict[str, list[Any]] = page.evaluate(BOXES)
    return boxes


@each_mode
def test_axe_finds_nothing(
    scheme: Literal["light", "dark"], width: int, page: Page, crowded_page: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, crowded_page, {**WIDE, "width": width})
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert barriers(page) == []


CONTRASTS = """() => {
  const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(each => each / 255)
      .map(each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b };
  const ground = light(getComputedStyle(document.documentElement).backgroundColor);
  const against = color => { const [a, b] = [light(color), ground].sort((a, b) => b - a);
    return (a + .05) / (b + .05) };
  const of = (chosen, name) =>
    against(getComputedStyle(document.querySelector(chosen)).getPropertyValue(name));
  return {body: of('.text', 'color'), note: of('.note-head + p', 'color'),
          kind: of('.note-head b', 'color'), link: of('.note-head + p a', 'color'),
          quiet: of('.number', 'color'), dotted: of('[data-note]', 'text-decoration-color'),
          line: of('.note-head + p a', 'text-decoration-color'),
          border: of('.question .text', 'border-inline-start-color')};
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_high(scheme: Literal["light", "dark"], page: Page, crowded_page: str) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, crowded_page)
    found = page.evaluate(CONTRASTS)
    assert min(found["body"], found["note"]) >= 7
    assert min(found["kind"], found["link"], found["quiet"]) >= 4.5
    assert min(found["dotted"], found["line"], found["border"]) >= 3


@pytest.mark.parametrize("number", [3, 6, 9, 12])
def test_a_link_to_a_paragraph_shows_its_first_line_at_the_top(
    number: int, page: Page, crowded_page: str
) -> None:
    page.add_init_script(
        "addEventListener('load', () => document.body.style.paddingBottom = '100vh')"
    )
    opened(page, crowded_page, fragment=f"#p{number}")
    page.wait_for_function("scrollY > 0")
    page.evaluate("location.hash = location.hash")
    top = page.locator(f'[data-paragraph="{number}"]').evaluate(
        "e => e.getBoundingClientRect().top"
    )
    assert 0 <= top <= 40


def test_a_speaker_stands_above_the_words_where_notes_run_over(
    page: Page, crowded_page: str
) -> None:
    boxes = opened(page, crowded_page)
    firsts = [boxes["texts"][place] for place in (0, 2, 6)]
    gaps = [text["top"] - head["bottom"] for head, text in zip(boxes["heads"], firsts, strict=True)]
    assert max(map(abs, gaps)) < 2


WIDTHS = (1024, 1240, 1264, 1440, 1920)
GAPS = """() => [...document.querySelectorAll('.paragraph + .paragraph')].map(each =>
  each.querySelector('[data-paragraph]').getBoundingClientRect().top
  - each.previousElementSibling.querySelector('[data-paragraph]').getBoundingClientRect().bottom)"""
# Notes that begin far below their words though nothing stands in their column above them.
LATE = """() => {
  const boxes = [...document.querySelectorAll('[role=doc-footnote]')].map(each => {
    const {left, right, top, bottom} = each.getBoundingClientRect();
    const reference = document.getElementById('r-' + each.id.slice(2));
    const words = reference.closest('.text, .speaker, header');
    return {left, right, top, bottom, words: words.getBoundingClientRect()};
  });
  return boxes.filter((each, place) => each.top > each.words.bottom + 150
    && !boxes.slice(0, place).some(other => other.left < each.right && each.left < other.right
                                            && other.bottom > each.words.top)).length;
}"""


@pytest.mark.parametrize("which", ["crowded_page", "arabic_page", "large_page"])
def test_the_text_waits_for_no_note_that_finds_room_and_no_note_covers_anything(
    which: str, page: Page, request: pytest.FixtureRequest
) -> None:
    page.goto(request.getfixturevalue(which))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("[role=doc-footnote]").first.is_visible()
        waits = width < 1264 and page.locator(".far").count() > 0  # one column is too short
        gaps = {round(each, 1) for each in page.evaluate(GAPS)}
        assert min(gaps) >= 14.4 if waits else gaps == {14.4}
        assert page.evaluate(OVERLAPS) == 0
        assert page.evaluate(LATE) == 0


def test_notes_stand_beside_their_words_none_on_another(page: Page, crowded_page: str) -> None:
    boxes = opened(page, crowded_page)
    assert len(boxes["notes"]) == 8
    assert page.evaluate(OVERLAPS) == 0
    assert all(each["left"] > text["right"] for each in boxes["notes"] for text in boxes["texts"])
    widths = {round((each["right"] - each["left"]) / 16) for each in boxes["notes"]}
    assert widths <= set(range(15, 19))
    with_words = [1, 3, 4, 5, 6, 7]  # the others are about the whole and a turn
    for place, reference in zip(with_words, boxes["references"], strict=True):
        if boxes["notes"][place - 1]["bottom"] <= reference["top"]:
            assert abs(boxes["notes"][place]["top"] - reference["top"]) <= 150


def test_a_long_note_is_shown_whole(page: Page, crowded_page: str) -> None:
    opened(page, crowded_page)
    scrolls = "e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1"
    assert not any(each.evaluate(scrolls) for each in page.locator("[role=doc-footnote]").all())


def test_in_arabic_notes_stand_on_the_left(page: Page, arabic_page: str) -> None:
    boxes = opened(page, arabic_page)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert all(each["right"] < text["left"] for each in boxes["notes"] for text in boxes["texts"])
    assert page.evaluate(OVERLAPS) == 0
    for size in (WIDE, NARROW):
        opened(page, arabic_page, size)
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        assert page.evaluate("scrollTo(-99, 0), scrollX") == 0


@pytest.mark.parametrize("width", [320, 1024, 1440])
def test_a_page_of_ten_thousand_words_stays_in_order(
    width: int, page: Page, large_page: str
) -> None:
    page.add_init_script("""self.moved = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) self.moved += entry.value;
    }).observe({type: 'layout-shift', buffered: true})""")
    opened(page, large_page, {"width": width, "height": 900})
    assert page.locator("[data-paragraph]").count() == 167
    assert page.locator("[role=doc-footnote]").count() == 150
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width >= 1024:
        assert page.evaluate(OVERLAPS) == 0
    page.evaluate("scrollTo(0, 20000)")
    assert page.evaluate("moved") == 0


def test_without_scripts_a_link_into_a_closed_note_opens_it(
    browser: Browser, crowded_page: str
) -> None:
    with browser.new_context(java_script_enabled=False, viewport=NARROW) as context:
        page = context.new_page()
        page.goto(crowded_page)
        assert not page.locator("#n-n5").is_visible()
        page.locator("#r-n5").click()
        page.wait_for_url("**/*#n-n5")
        assert page.locator("#n-n5").is_visible()
        assert not page.locator("#n-n7").is_visible()
        page.locator("#n-n5 [role=doc-backlink]").click()
        page.wait_for_url("**/*#r-n5")


def test_without_scripts_every_note_is_there_where_it_is_wide(
    browser: Browser, crowded_page: str
) -> None:
    with browser.new_context(java_script_enabled=False, viewport=WIDE) as context:
        page = context.new_page()
        page.goto(crowded_page)
        assert all(each.is_visible() for each in page.locator("[role=doc-footnote]").all())
        assert not page.locator(".notes > summary").first.is_visible()


def test_the_first_tab_stop_leads_to_the_transcript(page: Page, crowded_page: str) -> None:
    opened(page, crowded_page)
    assert page.locator(".skip").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#transcript"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.transcript') !== null")


def test_targets_are_large_enough(page: Page, crowded_page: str) -> None:
    opened(page, crowded_page, NARROW)
    sizes = "e => { const {width, height} = e.getBoundingClientRect(); return [width, height] }"
    for reference in page.locator("[data-paragraph] [role=doc-noteref]").all():
        width, height = reference.evaluate(sizes)
        assert width >= 18
        assert height >= 22
    for chosen in (".number", ".notes > summary", "[open] .back"):
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        for each in page.locator(chosen).all():
            assert each.evaluate(sizes)[1] >= 24


def test_a_reader_s_large_text_and_spacing_lose_nothing(page: Page, crowded_page: str) -> None:
    for css in (
        "html { font-size: 32px }",
        "* { line-height: 1.5 !important; letter-spacing: .12em !important }",
        "* { word-spacing: .16em !important } p { margin-block-end: 2em !important }",
    ):
        opened(page, crowded_page, {"width": 320, "height": 640})
        page.add_style_tag(content=css)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        clipped = """() => [...document.querySelectorAll('main *')].filter(e =>
            getComputedStyle(e).overflow !== 'visible'
            && !e.matches('.unseen, [popover]')).length"""
        assert page.evaluate(clipped) == 0


def test_numbers_and_notes_are_no_part_of_a_selection(page: Page, crowded_page: str) -> None:
    opened(page, crowded_page)
    chosen = "[role=doc-noteref], .number, .notes, .role"
    selects = "e => getComputedStyle(e).userSelect"
    found = page.locator(chosen).all()
    assert {each.evaluate(selects) for each in found} == {"none"}
    assert page.locator("[data-paragraph]").first.evaluate(selects) == "auto"


def test_a_link_that_leaves_the_site_is_told_in_words(page: Page, crowded_page: str) -> None:
    opened(page, crowded_page)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    names = {node["name"]["value"] for node in nodes if "name" in node}
    assert any(name.startswith("word") and name.endswith("(external)") for name in names)
    assert not any("↗" in name for name in names)
    assert {"Note 2", "Paragraph 4", "Back to the text"} <= set(names)


def test_print_puts_each_note_under_its_paragraph(browser: Browser, crowded_page: str) -> None:
    with browser.new_context(color_scheme="dark", viewport=WIDE) as context:
        page = context.new_page()
        page.goto(crowded_page)
        page.emulate_media(media="print")
        boxes = page.evaluate(BOXES)
        for place, beside in zip(range(0, 12, 2), boxes["notes"][1:2] + boxes["notes"][3:],
                                 strict=False):  # fmt: skip
            assert beside["top"] >= boxes["texts"][place]["bottom"]
            assert beside["bottom"] <= boxes["texts"][place + 1]["top"]
        style = "(e, name) => getComputedStyle(e).getPropertyValue(name)"
        shown = page.locator("[role=doc-footnote]").first
        assert shown.evaluate(style, "font-size") == "12px"  # 9pt
        assert shown.evaluate(style, "color") == "rgb(0, 0, 0)"
        assert page.locator("html").evaluate(style, "background-color") == "rgb(255, 255, 255)"
        source = page.locator(".sources a").first
        written = source.evaluate("e => getComputedStyle(e, '::after').content")
        assert written == '" <https://example.org/report>"'
        for hidden in ("nav", ".skip", ".back", ".notes > summary"):
            assert not page.locator(hidden).first.is_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_page_is_printed_on(paper: str, page: Page, crowded_page: str) -> None:
    opened(page, crowded_page)
    assert page.pdf(format=paper).startswith(b"%PDF")
