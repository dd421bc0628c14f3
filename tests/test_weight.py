"""What a first visit costs: all that a browser fetches before the reader does anything, packed."""

import gzip
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import NO_POINTER
from builders import (
    BRIEFING_PAGE,
    NOTES,
    Files,
    briefing,
    entry,
    mentions_of,
    notes,
    page_of,
    published,
)
from large_page import large_site, much_named
from playwright.sync_api import Browser

from generator.build import Outcome

KIBIBYTE = 1024
MOST_REQUESTS = 5
OWN_BRIEFING = "briefings/2016-12-15-yamaguchi/index.html"


@cache
def large(words: int, annotations: int) -> Mapping[str, bytes]:
    return published(large_site(words, annotations))


def first_visit(browser: Browser, site: Mapping[str, bytes], page: str, folder: Path) -> list[int]:
    """The packed sizes of the files that a page fetches: its own first, as hosts pack them."""
    for path, content in site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    asked: list[str] = []
    with browser.new_page() as tab:
        tab.add_init_script(NO_POINTER)
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((folder / page).as_uri(), wait_until="networkidle")
        icon = tab.locator("link[rel=icon]").evaluate("each => each.href")
    asked = list(dict.fromkeys([*asked, icon]))  # browsers without a window may not show it
    files = [Path(unquote(urlsplit(address).path)) for address in asked]
    assert files[0] == folder / page
    assert {file.suffix for file in files} == {".html", ".css", ".js", ".svg"}
    return [len(gzip.compress(file.read_bytes(), 9)) for file in files]


@pytest.mark.parametrize(("words", "annotations", "limit"), [(1_000, 20, 20), (10_000, 150, 80)])
def test_a_first_visit_to_a_briefing_weighs_no_more_than(
    words: int, annotations: int, limit: int, browser: Browser, tmp_path: Path
) -> None:
    sizes = first_visit(browser, large(words, annotations), BRIEFING_PAGE, tmp_path)
    assert sum(sizes) <= limit * KIBIBYTE
    assert len(sizes) <= MOST_REQUESTS


def test_a_thousand_words_more_with_their_notes_weigh_seven_kibibytes_at_most() -> None:
    small, big = (len(gzip.compress(large(*size)[BRIEFING_PAGE], 9))
                  for size in ((1_000, 20), (10_000, 150)))  # fmt: skip
    assert (big - small) / 9 <= 7 * KIBIBYTE


def test_the_statement_with_its_forty_sources_weighs_twenty_kibibytes_at_most(
    browser: Browser, edition: Outcome, tmp_path: Path
) -> None:
    sizes = first_visit(browser, edition.files, OWN_BRIEFING, tmp_path)
    assert sum(sizes) <= 20 * KIBIBYTE
    assert len(sizes) <= MOST_REQUESTS


def sparsely_annotated(edition: Outcome, annotations: int, entries: int) -> Files:
    """The same statement with its first notes, as many, and a glossary of so many entries."""
    library = edition.library
    [statement] = library.briefings.values()
    said = mentions_of(page_of(edition.files[OWN_BRIEFING]))
    meant = {word: {name for _, each, name in said if each == word} for _, word, _ in said}
    said = [each for each in said if len(meant[each[1]]) == 1]  # one name, one entry
    chosen = list(dict.fromkeys(name for _, _, name in said))[:entries]
    kept = [note.model_dump(mode="json", exclude_none=True) for note in statement.annotations]
    for each in kept:
        each["text"] = re.sub(r"\[\[(?:[^]|]*\|)?([^]]*)\]\]", r"\1", each["text"])
    names = [(word, name) for _, word, name in dict.fromkeys(said) if name in chosen]
    source = statement.head.source
    assert source is not None
    return {
        "content/briefings/talks.md": briefing(
            statement.document.text.text.split("---\n", 2)[2],
            title=statement.head.title, summary=statement.head.summary,
            speakers=dict.fromkeys(statement.head.speakers),
            source={"publisher": source.publisher, "url": source.url},
        ),
        NOTES: notes(*kept[:annotations]),
    } | {
        f"content/{library.entries[name].kind}/{name}.md": entry(
            library.entries[name].head.name,
            *dict.fromkeys(word for word, whose in names if whose == name),
            summary=library.entries[name].head.summary,
        )
        for name in chosen
    }  # fmt: skip


def test_the_statement_with_fourteen_notes_and_fifteen_entries_weighs_twenty_kibibytes_at_most(
    browser: Browser, edition: Outcome, tmp_path: Path
) -> None:
    site = published(sparsely_annotated(edition, 14, 15))
    page = page_of(site[BRIEFING_PAGE])
    assert len([each for each in page.iter() if each.get("role") == "doc-footnote"]) == 14
    assert len({name for _, _, name in mentions_of(page)}) == 15
    sizes = first_visit(browser, site, BRIEFING_PAGE, tmp_path)
    assert sum(sizes) <= 20 * KIBIBYTE
    assert len(sizes) <= MOST_REQUESTS


def test_an_entry_with_a_hundred_mentions_weighs_no_more_than_twenty_five_kibibytes(
    browser: Browser, tmp_path: Path
) -> None:
    site = published(much_named(100))
    assert site["people/e0/index.html"].count(b'class="sentence"') == 100
    sizes = first_visit(browser, site, "people/e0/index.html", tmp_path)
    assert sum(sizes) <= 25 * KIBIBYTE
    assert len(sizes) <= MOST_REQUESTS


def test_stylesheets_have_eight_kibibytes_at_most_and_no_page_has_fonts(edition: Outcome) -> None:
    sheets = {path: content for path, content in edition.files.items() if path.endswith(".css")}
    assert sum(len(gzip.compress(content, 9)) for content in sheets.values()) <= 8 * KIBIBYTE
    assert not any(b"@font-face" in content or b"@import" in content for content in sheets.values())
    assert not [path for path in edition.files if re.search(r"\.(woff2?|ttf|otf)\Z", path)]
