"""The page of the data, the archive, and what language models and browsers are told."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from posixpath import normpath
from zipfile import ZipFile

import pytest
from builders import (
    BRIEFING,
    briefing,
    built,
    entry,
    having_class,
    markdown,
    page_of,
    published,
    quoted,
    tree_of,
)

from generator.build import prepare
from generator.exports.archive import archives
from generator.options import Options

URL = "https://example.org/edition"
PAGE = "data/index.html"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SITE = quoted({
    "title": "Annotated Briefings of Two Ministries", "description": "Word for word.", "url": URL,
    "licence": {"name": "CC0", "url": "https://example.org/cc0"},
})  # fmt: skip
LATER = "content/briefings/later.md"
SOURCES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Anna: Holm.", speakers={"Anna": "anna"}, summary="On #1 *and* more.",
                       source={"publisher": "M", "licence": {"name": "CC BY"}}),
    LATER: briefing("Rome, Rome, Rome.").replace('"date": "2016-12-15"', '"date": "2017-01-01"'),
    "content/people/anna.md": entry("Anna Berg"),
    "content/people/boris.md": entry("Boris Holm", "Holm"),
    "content/places/rome.md": entry("Rome"),
    "content/topics/peace.md": markdown({"name": "Peace", "scope_note": "Of treaties."}),
}  # fmt: skip


@cache
def files() -> Mapping[str, bytes]:
    return published(SOURCES)


def is_data(path: str) -> bool:
    """Whether a file is one of those that hold what pages show."""
    ends = ("transcript.txt", ".json", ".jsonld", ".bib", ".ris", ".csv", ".ttl", ".md", "tei.xml")
    return path.endswith(ends) and not path.endswith("feed.json")


def test_every_format_is_named_with_an_example_its_number_and_its_size() -> None:
    page = page_of(files()[PAGE])
    lines = [each for each in page.iter("li") if any(having_class(each, "where"))]
    hrefs = [next(line.iter("a")).get("href", "") for line in lines]
    linked = {normpath(f"data/{href}") for href in hrefs}
    assert linked <= set(files())
    assert {path.rpartition("/")[2] for path in files() if is_data(path)} == {
        path.rpartition("/")[2] for path in linked if is_data(path)
    }
    where = {href: "".join(having_class(line, "where")[0].itertext())
             for href, line in zip(hrefs, lines, strict=True)}  # fmt: skip
    size = sum(len(files()[f"briefings/{name}/tei.xml"]) for name in ("talks", "later"))
    assert where["../briefings/later/tei.xml"] == (
        f"2 files · {size} bytes · application/tei+xml · briefings/ID/tei.xml"
    )
    assert where["../data/site.zip"].endswith("application/zip")


def test_licences_are_said_of_notes_of_texts_and_where_none_is_known() -> None:
    [section] = [each for each in page_of(files()[PAGE]).iter("section")
                 if each.get("aria-labelledby") == "licences"]  # fmt: skip
    said = ["".join(each.itertext()) for each in section.iter("li")]
    assert said[:2] == ["Notes and glossary: CC0", "Transcript of 1 briefing: CC BY"]
    assert said[2].startswith("On what terms the transcript of 1 briefing may be used is not known")


def test_the_archive_holds_all_data_as_they_lie() -> None:
    with ZipFile(BytesIO(files()["data/site.zip"])) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {path: content for path, content in files().items() if is_data(path)}
    assert list(held) == sorted(held)


def test_much_data_is_an_archive_a_year_and_nothing_is_in_two() -> None:
    site = prepare(tree_of(SOURCES), Options(NOW)).site
    assert site is not None
    found = dict(archives(site.edition, files(), most=100))
    assert set(found) == {"data/site.zip", "data/briefings-2016.zip", "data/briefings-2017.zip"}
    names = {part: ZipFile(BytesIO(content)).namelist() for part, content in found.items()}
    assert all(name.startswith("briefings/talks/") for name in names["data/briefings-2016.zip"])
    together = [name for each in names.values() for name in each]
    assert sorted(together) == sorted(path for path in files() if is_data(path))


def test_language_models_are_led_to_the_markdown_of_briefings() -> None:
    written = files()["llms.txt"].decode()
    assert written.startswith(
        "# Annotated Briefings of Two Ministries\n\n> Word for word.\n\n## Briefings\n\n"
    )
    later, talks = re.findall(r"- \[Talks\]\((.*?)\): (.*)", written)
    assert later == (f"{URL}/briefings/later/index.html.md", "1 January 2017.")
    assert talks == (f"{URL}/briefings/talks/index.html.md",
                     r"15 December 2016, Anna Berg. On \#1 \*and\* more.")  # fmt: skip
    assert f"- [Peace]({URL}/topics/peace/): Of treaties." in written
    paths = [each.removeprefix(f"{URL}/") for each in re.findall(r"\]\((.*?)\)", written)]
    assert all(path in files() or f"{path}index.html" in files() for path in paths)


def test_of_very_many_briefings_the_latest_are_named_and_the_list_of_all() -> None:
    many = {f"content/briefings/b{number:03}.md": briefing("One.") for number in range(502)}
    written = published(many)["llms.txt"].decode()
    assert written.count("index.html.md)") == 500
    assert "](briefings/index.html)" in written


def test_a_browser_is_told_how_to_search() -> None:
    searched = built(SOURCES, Options(NOW, search=True)).files
    root = ET.fromstring(searched["opensearch.xml"])  # noqa: S314  # our own
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert root.findtext("o:ShortName", None, space) == "Annotated"
    [url] = root.findall("o:Url", space)
    assert url.get("template") == f"{URL}/search/?q={{searchTerms}}"
    links = page_of(searched["index.html"]).iter("link")
    assert [each.get("href") for each in links if each.get("rel") == "search"] == ["opensearch.xml"]


@pytest.mark.parametrize(
    "title", ["Briefings", "A Very Long Title Indeed", "Wörter" * 5, "Annotated Briefings"]
)
def test_the_short_name_of_the_search_is_short(title: str) -> None:
    site = quoted({"title": title, "description": "D", "url": URL})
    found = built({"site.yaml": site}, replace(Options(NOW), search=True)).files["opensearch.xml"]
    name = ET.fromstring(found).findtext("{*}ShortName", "")  # noqa: S314  # our own
    assert 0 < len(name) <= 16
    assert title.startswith(name)


def test_without_a_search_or_an_address_there_is_nothing_to_tell_a_browser() -> None:
    assert "opensearch.xml" not in files()
    plain = built({}, Options(NOW, search=True)).files
    assert "opensearch.xml" not in plain
