"""What editors write in every form that Markdown has: essays, entries, notes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRIEFING, NOTES, ROOT, briefing, entry, markdown, note, notes, published
from playwright.sync_api import Browser, Page

from generator.publish import publish

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ALL_FORMS = f"""A paragraph with `code` and https://example.org/{"a-long-address/" * 8}index.html.

> A quotation.
>
> Its second paragraph.

- one
  - below
    1. deeper

| Country | Signed | Votes |
|:--|:-:|--:|
| Japan | 1956 | 1,024.25 |

```
{"a line of code that is longer than any line of the text " * 3}
```

Term
: What it means.

A claim.[^1] {WORD}

[^1]: A footnote.
"""
SITE = {
    "content/pages/essay.md": markdown({"title": "An essay"}, ALL_FORMS),
    "content/people/bo.md": entry(f"Bo {WORD}", "Bo", body=ALL_FORMS),
    BRIEFING: briefing(
        "Bo: We agreed, and met Bo.\n", speakers={"Bo": "bo"}, editorial_note="As it was said.",
        source={"publisher": "The House", "note": "The recording is longer."},
    ),
    NOTES: notes(note("rich", "We agreed", text=ALL_FORMS)),
}  # fmt: skip
PAGES = ("essay", "bo", "talks")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prose") / "site"
    publish(published(SITE), folder, ROOT)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page() as page:
        yield page


def _open(page: Page, folder: Path, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    [found] = folder.rglob(f"{path}/index.html")
    page.goto(found.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_no_form_runs_out_of_the_page(page: Page, folder: Path, path: str, width: int) -> None:
    _open(page, folder, path, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    inside = (
        "e => e.getBoundingClientRect().right <= e.closest('main').getBoundingClientRect().right"
    )
    assert page.locator("main pre, main table").evaluate_all(f"all => all.every({inside})")


@pytest.mark.parametrize("path", PAGES)
def test_lists_have_their_signs_and_lie_within_one_another(
    page: Page, folder: Path, path: str
) -> None:
    _open(page, folder, path, 390)
    lists = page.locator(".prose, .note").locator("ul:has(ol), ol:not(.footnotes-list)")
    signs = lists.evaluate_all("all => all.map(each => getComputedStyle(each).listStyleType)")
    assert signs == ["disc", "circle", "decimal"]
    edges = [box["x"] for each in lists.locator("> li").all() if (box := each.bounding_box())]
    assert edges == sorted(set(edges))


def test_all_that_is_said_about_a_text_is_of_one_size_and_measure(page: Page, folder: Path) -> None:
    _open(page, folder, "talks", 1440)
    said = page.locator(".about p")
    assert said.all_inner_texts() == ["As it was said.", "The recording is longer."]
    form = "e => [getComputedStyle(e).fontSize, getComputedStyle(e).fontFamily, e.clientWidth]"
    first, second = said.evaluate_all(f"all => all.map({form})")
    assert first == second
