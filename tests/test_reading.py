"""What a reader of this repository's own briefing may count on: keys, contrast, lines, paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase, digits
from typing import Any, Literal

import pytest
from builders import BRIEFING, NOW, ROOT, briefing, tree_of
from playwright.sync_api import Browser, Page

from generator.build import build

OWN = "briefings/2016-12-15-yamaguchi/index.html"
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])

# Each text of main that is seen: its contrast against what it stands on, and whether it is what
# people come to read.
CONTRASTS = """() => {
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(each => each / 255)
      .map(each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return .2126 * x + .7152 * y + .0722 * z };
  const parts = color => color.match(/[\\d.]+/g).map(Number);
  const ground = element => { for (let each = element; each; each = each.parentElement) {
      const color = parts(getComputedStyle(each).backgroundColor);
      if (color[3] !== 0) return color } };
  const contrast = (color, element) => {
    const [a, b] = [light(parts(color)), light(ground(element))].sort((a, b) => b - a);
    return (a + .05) / (b + .05) };
  const has = element =>
    [...element.childNodes].some(each => each.nodeType === 3 && each.data.trim());
  const seen = [...document.querySelectorAll("body *")].filter(each => has(each)
      && each.checkVisibility({visibilityProperty: true}) && !each.closest("script, .skip"));
  const style = getComputedStyle;
  const say = (each, value) => [each.outerHTML.slice(0, 60), value];
  return {
    body: seen.filter(each => each.matches(".text, .note > p:not([class])"))
              .map(each => say(each, contrast(style(each).color, each))),
    rest: seen.map(each => say(each, contrast(style(each).color, each))),
    lines: [...document.querySelectorAll("main a, .quote")].filter(each => each.checkVisibility()
        && style(each).textDecorationLine === "underline")
      .map(each => say(each, contrast(style(each).textDecorationColor, each))),
    ring: [say(document.documentElement, contrast(
        style(document.documentElement).getPropertyValue("--focus").trim().replace(/^#(..)(..)(..)$/,
          (_, r, g, b) => [r, g, b].map(each => parseInt(each, 16)).join(" ")), document.body))],
  };
}"""

# The element that has the focus, and whether a reader sees where it is.
STOP = """() => {
  const at = document.activeElement;
  const {outlineStyle, outlineWidth} = getComputedStyle(at);
  const boxes = [...at.getClientRects()];
  const isSeen = boxes.some(({left, top, width, height}) => {
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit && (at.contains(hit) || hit.contains(at)) });
  const before = self.last;
  self.last = at;
  return {
    what: at.outerHTML.slice(0, 90), isInMain: at.closest("main") !== null,
    hasRing: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2, isSeen,
    isLater: !before || Boolean(before.compareDocumentPosition(at) & 4),
  };
}"""

# The characters of each line of the paragraphs but the last lines.
LINES = """() => [...document.querySelectorAll("[data-paragraph]")].map(paragraph => {
  const range = document.createRange();
  const tops = new Map();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest("[data-apparatus]")) continue;
    for (let place = 0; place < walker.currentNode.length; place += 1) {
      range.setStart(walker.currentNode, place);
      range.setEnd(walker.currentNode, place + 1);
      const top = Math.round(range.getBoundingClientRect().bottom / 8);
      tops.set(top, (tops.get(top) ?? 0) + 1);
    }
  }
  return [...tops.values()].slice(0, -1);
}).flat()"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The briefing, with its scripts, as a reader meets it."""
    with browser.new_page(viewport={"width": 1440, "height": 900}) as page:
        page.goto(address + OWN)
        yield page


@SCHEMES
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_every_text_line_and_ring_stands_out_from_its_ground(
    scheme: Literal["light", "dark"], contrast: Literal["no-preference", "more"], page: Page
) -> None:
    page.emulate_media(color_scheme=scheme, contrast=contrast)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = page.evaluate(CONTRASTS)
    assert len(found["body"]) == 14 + 20
    for kind, least in (("body", 7), ("rest", 4.5), ("lines", 3), ("ring", 3)):
        assert [each for each in found[kind] if each[1] < least] == []


def test_links_in_texts_are_underlined(page: Page) -> None:
    plain = """all => all.filter(each => getComputedStyle(each).textDecorationLine !== "underline")
        .map(each => each.outerHTML)"""
    chosen = ".text a:not([role]), .note p a:not([role]), .sources a, .prose a, .facts a, .named a"
    assert page.locator(chosen).evaluate_all(plain) == []


def test_tab_walks_through_main_in_its_order_and_shows_where_it_is(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    stops: list[dict[str, Any]] = []
    for _ in range(600):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
        if not stops[-1]["isInMain"]:
            break
    *inside, _ = stops
    assert len(inside) > 250  # a link, a number, a note: none is left out
    assert [each["what"] for each in inside if not each["hasRing"]] == []
    assert [each["what"] for each in inside if not each["isSeen"]] == []
    assert [each["what"] for each in inside if not each["isLater"]] == []


def test_no_single_key_does_anything(page: Page) -> None:
    state = """() => [document.body.innerHTML, scrollX, scrollY, location.href,
        document.activeElement.tagName, document.querySelectorAll(":popover-open").length]"""
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # what a hand starts has been fetched
    page.wait_for_timeout(900)
    before = page.evaluate(state)
    for key in (*ascii_lowercase, *digits, "/", "?", ".", ","):
        page.keyboard.press(key)
    assert page.evaluate(state) == before


def test_nothing_sticks_to_the_window(page: Page) -> None:
    sticking = """() => [...document.querySelectorAll("body *")].filter(each =>
        ["fixed", "sticky"].includes(getComputedStyle(each).position)).length"""
    assert page.evaluate(sticking) == 0


@pytest.mark.parametrize(
    ("width", "least", "most"),
    [(1440, 60, 75), (1264, 60, 75), (1240, 60, 75), (1024, 60, 75), (768, 60, 75), (390, 38, 75)],
)
def test_lines_are_as_long_as_is_good_to_read(
    width: int, least: int, most: int, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    lines = page.evaluate(LINES)
    assert least <= sum(lines) / len(lines) <= most


@pytest.mark.parametrize("width", [390, 1440])
def test_without_scripts_every_word_of_main_can_be_seen(
    width: int, browser: Browser, address: str
) -> None:
    with browser.new_page(java_script_enabled=False) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + OWN)
        for chosen in (".notes > summary:visible", "details:not(.notes) > summary:visible"):
            for summary in page.locator(chosen).all():
                summary.click()
        # By the boxes of the words: an element of `display: contents` has none of its own.
        hidden = """() => [...document.querySelectorAll("main *")].filter(each =>
            !each.matches("details.notes > summary") && [...each.childNodes].some(node => {
                const range = document.createRange();
                range.selectNode(node);
                const boxes = [...range.getClientRects()].filter(box => box.width && box.height);
                return node.nodeType === 3 && node.data.trim() && !boxes.length;
            })).map(each => each.outerHTML.slice(0, 80))"""
        assert page.evaluate(hidden) == []


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_on_paper_pages_have_the_paper_s_size_and_boxes(
    paper: str, size: tuple[int, int], page: Page
) -> None:
    printed = page.pdf(format=paper)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) > 4
    for width, height in boxes:
        assert (float(width), float(height)) == pytest.approx(size, abs=1)
    css = (ROOT / "templates/assets/site.css").read_text("utf-8")
    assert re.search(r"@page \{[^}]*@bottom-center \{ content: counter\(page\)", css)


# What a page holds between its margins of 18 mm, in pixels of 1/96 inch.
PAPERS = {"A4": (658, 986), "Letter": (680, 920)}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_first_page_of_paper_holds_the_first_note_and_no_page_breaks_one(
    paper: str, page: Page
) -> None:
    width, height = PAPERS[paper]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    bottom = "each => each.getBoundingClientRect().bottom + scrollY"
    assert page.locator(".note").first.evaluate(bottom) <= height
    assert page.evaluate("document.documentElement.scrollWidth") == width
    style = "(each, name) => getComputedStyle(each).getPropertyValue(name)"
    for chosen, inside in ((".note", "avoid"), (".notes", "auto"), (".paragraph", "auto")):
        assert page.locator(chosen).first.evaluate(style, "break-inside") == inside


def test_on_paper_who_wrote_a_note_stands_beside_its_last_source_where_both_have_room(
    page: Page,
) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPERS["A4"][0], "height": 900})
    shares = """all => all.map(each => {
      const source = [...each.querySelectorAll('.sources li')].at(-1);
      return Boolean(source) && each.querySelector('.note-foot').getBoundingClientRect().top
        < [...source.getClientRects()].at(-1).bottom - 2;
    }).filter(Boolean).length"""
    assert page.locator(".note").evaluate_all(shares) >= 10


def test_on_paper_no_heading_time_or_name_is_parted_from_what_it_belongs_to(page: Page) -> None:
    page.emulate_media(media="print")
    style = "(each, name) => getComputedStyle(each).getPropertyValue(name)"
    page.locator(".number").first.evaluate("each => each.classList.add('time')")
    for chosen in (".speaker", "main section > h2", ".time"):
        assert page.locator(chosen).first.evaluate(style, "break-after") == "avoid"
    for chosen in (".named li", ".cite .facts > div", "footer.site"):
        assert page.locator(chosen).first.evaluate(style, "break-inside") == "avoid"
        assert page.locator(chosen).first.evaluate(style, "display") != "inline"


def test_on_paper_the_day_and_the_address_stand_and_tools_and_search_do_not(
    browser: Browser, tmp_path: Path
) -> None:
    files = {"site.yaml": '{"title": "S", "description": "D", "url": "https://example.org/"}',
             BRIEFING: briefing("Some words.")}  # fmt: skip
    for path, content in build(tree_of(files), replace(NOW, search=True)).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with browser.new_page(locale="fr") as page:
        page.goto((tmp_path / "briefings/talks/index.html").as_uri())
        assert page.locator("header search").is_visible()
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        footer = page.locator("footer.site").inner_text()
        assert "https://example.org/briefings/talks/" in footer
        assert re.search(r"Printed on \d{1,2} [A-Z][a-z]+ \d{4}", footer)
        for hidden in ("header search", "header nav", ".tools", ".skip", ".copy"):
            assert not page.locator(hidden).first.is_visible()


# Other browsers --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "templates/assets").glob("*.css")))
def test_lines_under_words_are_told_one_property_at_a_time(path: Path) -> None:
    """Of a longer `text-decoration` with a variable in it WebKit draws nothing."""
    told = re.findall(r"text-decoration:([^;}]*)", path.read_text("utf-8"))
    assert [each for each in told if len(each.split()) > 1] == []
