"""Notes in the margin: which are reckoned to stand in its second column, and where they begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    briefing,
    note,
    notes,
    page_of,
    quoted,
)
from builders import published as made
from large_page import large_site
from playwright.sync_api import Browser, Page
from test_briefing_page import OVERLAPS, placed

SAID = "Well {place}, the minister went on to speak of this and of that matter for a while."


def columns(lengths: list[list[int]]) -> list[int]:
    """The column of each note, by how many words the notes of each paragraph have."""
    text = "\n\n".join(SAID.format(place=place) for place in range(len(lengths)))
    listed = [
        note(f"n{place}-{each}", f"Well {place}", paragraph=place + 1, text="word " * length)
        for place, here in enumerate(lengths)
        for each, length in enumerate(here)
    ]
    page = page_of(made({BRIEFING: briefing(text), NOTES: notes(*listed)})[BRIEFING_PAGE])
    found = [each for each in page.iter() if each.get("role") == "doc-footnote"]
    return [int("far" in (each.get("class") or "").split()) for each in found]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([[20], [], [], [20], []], [0, 0]),  # each beside its words
        ([[10, 10]], [0, 0]),  # two short ones have room below each other
        ([[60, 60], [60, 60]], [0, 1, 0, 1]),  # dealt out as they come
        ([[120], [20], [20], [20]], [0, 1, 1, 1]),  # beside the long one
    ],
)
def test_notes_that_would_come_late_stand_in_the_second_column(
    lengths: list[list[int]], expected: list[int]
) -> None:
    assert columns(lengths) == expected


# In the browser --------------------------------------------------------------------------------

WIDTHS = (1024, 1100, 1184, 1200, 1240, 1263, 1264, 1280, 1440, 1920)
TWO_COLUMNS = 1264
FAR = 150  # a note that begins so far from its reference is not found at once

# Each note: how far below its reference it begins, or below the notes of its own paragraph that
# stand above it; and for the first of a paragraph how far above.
DISTANCES = """() => {
  const box = each => each.getBoundingClientRect();
  return [...document.querySelectorAll('.paragraph .note')].map(note => {
    const {left, top} = box(note);
    const above = [...note.parentElement.querySelectorAll('.note')].map(box)
      .filter(each => each.left === left && each.top < top).map(each => each.bottom);
    const reference = box(document.getElementById('r-' + note.id.slice(2))).top;
    return [top - Math.max(reference, ...above), above.length ? 0 : reference - top];
  });
}"""
WHITE = """() => [...document.querySelectorAll('.paragraph + .paragraph')].map(each =>
  each.querySelector('.text').getBoundingClientRect().top
  - each.previousElementSibling.querySelector('.text').getBoundingClientRect().bottom - 14.4)
  .reduce((all, each) => all + each, 0)"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    with browser.new_context(bypass_csp=True) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def pages(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of pages with many notes."""
    own = published / "briefings/2016-12-15-yamaguchi/index.html"
    return {"own": own.as_uri()} | {
        name: placed(dict(made(large_site(*size))), tmp_path_factory.mktemp(name))
        for name, size in {"short": (1_000, 20), "long": (10_000, 150)}.items()
    }


@pytest.mark.parametrize("way", ["ltr", "rtl"])
@pytest.mark.parametrize(("name", "white"), [("own", 1800), ("short", 1100), ("long", 3200)])
def test_a_note_of_a_dense_text_begins_near_its_reference_at_every_width(
    tab: Page, pages: dict[str, str], name: str, white: int, way: str
) -> None:
    tab.goto(pages[name])
    tab.evaluate("way => { document.documentElement.dir = way }", way)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        late, early = (max(each) for each in zip(*tab.evaluate(DISTANCES), strict=True))
        assert late <= FAR, width
        assert early <= FAR, width
        assert tab.evaluate(OVERLAPS) == 0, width
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        assert tab.evaluate("scrollTo(-99, 0), scrollX") == 0, width
        assert -1 < tab.evaluate(WHITE) <= (1 if width >= TWO_COLUMNS else white), width


def test_a_note_about_the_end_of_a_long_paragraph_does_not_begin_beside_its_beginning(
    tab: Page, tmp_path: Path
) -> None:
    text = " ".join(["The minister went on to speak of this matter."] * 40)
    files = {BRIEFING: briefing(f"Well, {text} Farewell."),
             NOTES: notes(note("first", "Well"), note("last", "Farewell"))}  # fmt: skip
    for place, chosen in enumerate((files, files | {NOTES: notes(note("last", "Farewell"))})):
        tab.set_viewport_size({"width": 1440, "height": 900})
        tab.goto(placed(dict(made(chosen)), tmp_path / str(place)))
        top = "each => each.getBoundingClientRect().top"
        words, last = (tab.locator(each).evaluate(top) for each in ("#p1", "#n-last"))
        reference = tab.locator("#r-last").evaluate(top)
        assert reference - words > 400
        assert last >= words
        assert place == 0 or abs(last - reference) <= FAR


def test_a_recording_s_time_stands_over_words_that_wait_for_their_notes(
    tab: Page, tmp_path: Path
) -> None:
    files = large_site(1_000, 20)
    spoken = files[BRIEFING].split("\n\n")[1].removeprefix("Minister: ")
    times = [{"start": "0:01", "words": " ".join(spoken.split()[:6])}]
    files[NOTES] = files[NOTES].removesuffix("}") + f', "times": {quoted(times)}}}'
    tab.set_viewport_size({"width": 1100, "height": 900})
    tab.goto(placed(dict(made(files)), tmp_path))
    time, text, beside = (tab.locator(each).first.bounding_box()
                          for each in (".time", ".text", ".paragraph .note"))  # fmt: skip
    assert time
    assert text
    assert beside
    assert (time["x"], time["y"] < text["y"] < time["y"] + 30) == (text["x"], True)
    assert beside["x"] > text["x"] + text["width"]
