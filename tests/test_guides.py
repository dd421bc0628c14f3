"""The pages for editors: their examples make sites, their links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from builders import ROOT
from command import run, write

from generator.pages.frame import View

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
GUIDES = ("looks", "people", "renaming", "time", "topics", "translations")
FILE = re.compile(r"^```(?:yaml|html) (\S+)\n((?:.*\n)*?)```$", re.MULTILINE)
LINK = re.compile(r"(?<!`)\[[^]]+\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
SHOWN = re.compile(r"What (\w+\.html) shows")
ROW = re.compile(r"^\| `(\w+\.html)` \| [^|]+ \| (.+) \|$", re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_of_a_page_make_a_site(guide: str, tmp_path: Path) -> None:
    files = dict(FILE.findall(text_of(DOCS / f"{guide}.md")))
    assert files
    assert run(tmp_path, "new", "site", ".").status == 0
    write(tmp_path, files)
    built = run(tmp_path, "build", "--strict", "--drafts")
    assert (built.status, built.err) == (0, "")


def anchors(page: Path) -> set[str]:
    """The places of a page that links can lead to: its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for path, place in LINK.findall(text_of(page)):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not place or place in anchors(target), f"{path}#{place}"


def test_every_page_is_reached_from_the_first() -> None:
    linked = {path for path, _ in LINK.findall(text_of(DOCS / "README.md"))}
    assert {page.name for page in PAGES} - {"README.md"} <= linked


def given() -> dict[str, list[str]]:
    """What each template for pages is given, by the views, which say what they are for."""
    found, to_see = {}, list(View.__subclasses__())
    while to_see:
        view = to_see.pop()
        to_see += view.__subclasses__()
        if name := SHOWN.match(view.__doc__ or ""):
            found[name[1]] = [each.name for each in fields(view)]
    return found


def test_every_template_for_pages_has_a_view() -> None:
    templates = {path.name for path in (ROOT / "templates").glob("*.html")}
    assert templates - {"base.html"} == given().keys()


def test_what_each_template_is_given_is_listed() -> None:
    rows = ROW.findall(text_of(DOCS / "looks.md"))
    listed = {name: re.findall(r"`(\w+)`", row) for name, row in rows}
    assert listed == {name: names[1:] for name, names in given().items()}
    assert {names[0] for names in given().values()} == {"frame"}
