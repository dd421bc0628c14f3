"""What was renamed, moved or merged: its old address leads on, and nothing else knows it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import barriers
from builders import (
    briefing,
    built,
    codes,
    entry,
    markdown,
    note,
    notes,
    page_of,
    published,
    tree_of,
)
from playwright.sync_api import Browser

from generator.build import prepare
from generator.exports import export_one
from generator.options import Options
from generator.output_path import output_path
from generator.pages import plan_pages
from generator.problems import explain
from generator.publish import publish

ROOT = Path(__file__).parent.parent
URL = "https://notes.example/sub"
SITE = json.dumps(
    {"title": "Briefings", "description": "Word for word.", "url": URL, "language": "en"}
)
OLD = "people/a-berg/index.html"
TEXT = "Berg: Thank you.\n\nBerg: Nobody was there."


def _site(**further: str) -> dict[str, str]:
    """Anna Berg, called a-berg once, speaks in talks; what else is given by its path."""
    return {
        "site.yaml": SITE,
        "content/people/anna-berg.md": entry("Anna Berg", formerly=["a-berg"]),
        "content/briefings/talks.md": briefing(TEXT, speakers={"Berg": "anna-berg"}),
    } | further


def _told(files: Mapping[str, str], code: str) -> list[str]:
    """The problems of a code as the terminal shows them."""
    return [explain(each) for each in built(files).problems if each.code == code]


# Pages ---------------------------------------------------------------------------------------


def test_the_old_address_says_where_the_page_is_and_leads_there() -> None:
    page = page_of(published(_site())[OLD])
    [link] = [each for each in page.iter("a") if "data-moved" in each.attrib]
    assert link.get("href") == "../../people/anna-berg/index.html"
    [lede] = [each for each in page.iter("p") if each.get("class") == "lede"]
    assert "".join(lede.itertext()) == "It is at a new address: Anna Berg."
    [title] = page.iter("title")
    assert title.text == "This page has moved to Anna Berg — Briefings"
    metas = {each.get("http-equiv") or each.get("name"): each.get("content")
             for each in page.iter("meta")}  # fmt: skip
    assert metas["refresh"] == "0; url=../../people/anna-berg/index.html"
    assert metas["robots"] == "noindex"
    [canonical] = [each for each in page.iter("link") if each.get("rel") == "canonical"]
    assert canonical.get("href") == f"{URL}/people/anna-berg/"


def test_nothing_but_its_page_and_the_redirects_knows_an_old_address() -> None:
    files = published(_site())
    holding = {
        path for path, content in files.items() if b"a-berg" in content.replace(b"anna-", b"")
    }
    assert holding == {"_redirects"}
    assert OLD in files


def test_every_kind_of_file_leads_on_from_its_old_addresses() -> None:
    files = published(_site(**{
        "content/briefings/talks.md": briefing(
            TEXT, speakers={"Berg": "anna-berg"}, formerly=["speech", "topics/speech"]),
        "content/topics/peace.md": markdown({"name": "Peace", "formerly": "peace-treaty"}),
        "content/pages/essay.md": markdown({"title": "Essay", "formerly": ["notes-2016"]}),
        "content/institutions/un.md": entry("UN", formerly=["people/un", "organisations/un"]),
    }))  # fmt: skip
    found = {path: [each.get("href") for each in page_of(content).iter("a")
                    if "data-moved" in each.attrib]
             for path, content in files.items() if b"data-moved" in content
             and path.endswith(".html")}  # fmt: skip
    assert found == {
        "briefings/speech/index.html": ["../../briefings/talks/index.html"],
        "topics/speech/index.html": ["../../briefings/talks/index.html"],
        "topics/peace-treaty/index.html": ["../../topics/peace/index.html"],
        "notes-2016/index.html": ["../essay/index.html"],
        "people/un/index.html": ["../../institutions/un/index.html"],
        "organisations/un/index.html": ["../../institutions/un/index.html"],
        OLD: ["../../people/anna-berg/index.html"],
    }


def test_two_old_addresses_lead_to_what_they_became() -> None:
    files = published(_site(**{
        "content/people/anna-berg.md": entry("Anna Berg", formerly=["a-berg", "berg-anna"])
    }))  # fmt: skip
    for name in ("a-berg", "berg-anna"):
        assert (
            b'content="0; url=../../people/anna-berg/index.html"'
            in files[f"people/{name}/index.html"]
        )


def test_a_translation_leads_on_too() -> None:
    files = published(_site(**{
        "content/briefings/talks.md": briefing(
            TEXT, speakers={"Berg": "anna-berg"}, formerly="speech"),
        "content/briefings/talks.ru.md": markdown(
            {"title": "Разговор", "speakers": {"Берг": "anna-berg"}},
            "\nБерг: Спасибо.\n\nБерг: Никого не было."),
    }))  # fmt: skip
    page = page_of(files["briefings/speech/ru/index.html"])
    [link] = [each for each in page.iter("a") if "data-moved" in each.attrib]
    assert link.get("href") == "../../../briefings/talks/ru/index.html"


def test_a_draft_has_no_old_address_until_it_is_shown() -> None:
    files = _site(**{
        "content/people/carl.md": entry("Carl", formerly=["karl"], status="draft")
    })  # fmt: skip
    assert not [path for path in published(files) if "karl" in path]
    drafts = Options(datetime(2026, 11, 23, tzinfo=UTC), drafts=True)
    assert "people/karl/index.html" in built(files, drafts).files


def test_a_site_without_an_address_has_old_addresses_too() -> None:
    files = published(_site(**{"site.yaml": '{"title": "B", "description": "W."}'}))
    assert b'rel="canonical"' not in files[OLD]
    assert b'content="0; url=' in files[OLD]


# Hosts ---------------------------------------------------------------------------------------


def test_hosts_are_told_of_old_addresses_and_of_all_below_them() -> None:
    files = published(_site(**{
        "content/people/anna-berg.md": entry("Anna Berg", formerly=["a-berg", "Анна"]),
        "content/pages/essay.md": markdown({"title": "Essay", "formerly": "notes-2016"}),
    }))  # fmt: skip
    assert files["_redirects"].decode() == (
        "/notes-2016/ /essay/ 301\n"
        "/people/a-berg/ /people/anna-berg/ 301\n"
        "/people/%D0%90%D0%BD%D0%BD%D0%B0/ /people/anna-berg/ 301\n"
        "/notes-2016/* /essay/:splat 301\n"
        "/people/a-berg/* /people/anna-berg/:splat 301\n"
        "/people/%D0%90%D0%BD%D0%BD%D0%B0/* /people/anna-berg/:splat 301\n"
    )
    assert output_path("_redirects") == "_redirects"


def test_a_site_in_which_nothing_moved_has_no_redirects() -> None:
    assert "_redirects" not in published({"content/people/anna-berg.md": entry("Anna Berg")})


def test_the_dev_server_shows_what_a_build_makes() -> None:
    files = published(_site())
    site = prepare(tree_of(_site()), Options(datetime(2026, 11, 23, tzinfo=UTC))).site
    assert site is not None
    pages = {page.path: b"" for page in plan_pages(site.edition).pages}
    assert OLD in pages
    assert export_one(site.edition, pages, "_redirects") == files["_redirects"]


def test_feeds_go_on_under_the_ids_that_they_had() -> None:
    def items(name: str, **head: object) -> list[dict[str, str]]:
        files = _site(**{
            f"content/briefings/{name}.md": briefing(
                TEXT, speakers={"Berg": "anna-berg"},
                corrections=[{"date": "2017-01-01", "text": "A word."}], **head),
            f"content/briefings/{name}.annotations.yaml": notes(note("thanks", "Thank you")),
        })  # fmt: skip
        if name != "talks":
            del files["content/briefings/talks.md"]
        found: list[dict[str, str]] = json.loads(published(files)["feed.json"])["items"]
        return found

    before, after = items("talks"), items("speech", formerly=["talks", "lecture"])
    assert len(before) == 3
    assert [each["id"] for each in after] == [each["id"] for each in before]
    assert all(f"{URL}/briefings/speech/" in each["url"] for each in after)


# Mistakes ------------------------------------------------------------------------------------


def test_an_old_id_that_is_still_a_file_is_refused() -> None:
    files = _site(**{"content/people/a-berg.md": entry("Andreas Berg")})
    [told] = _told(files, "E250")
    assert told.startswith(
        "content/people/anna-berg.md:4:14: error[E250]: “a-berg” is still the id"
    )
    assert "content/people/a-berg.md" in told
    assert "^^^^^^^^" in told
    draft = _site(**{"content/people/a-berg.md": entry("Andreas Berg", status="draft")})
    assert codes(built(draft)) == ["E250"]


def test_an_old_id_of_two_files_is_refused_at_the_second() -> None:
    files = _site(**{"content/people/carl.md": entry("Carl", formerly=["karl", "a-berg"])})
    [told] = _told(files, "E251")
    assert told.startswith("content/people/carl.md:4:22: error[E251]")
    assert "the id of content/people/anna-berg.md too" in told


def test_an_old_id_that_stands_twice_in_a_file_is_refused() -> None:
    files = _site(**{
        "content/people/anna-berg.md": entry("Anna Berg", formerly=["a-berg", "people/a-berg"])
    })  # fmt: skip
    [told] = _told(files, "E251")
    assert "“a-berg” stands here twice" in told


def test_an_old_id_that_is_the_new_one_is_refused() -> None:
    files = _site(**{"content/people/anna-berg.md": entry("Anna Berg", formerly="anna-berg")})
    [told] = _told(files, "E252")
    assert told.startswith("content/people/anna-berg.md:4:13: error[E252]")


@pytest.mark.parametrize("old", ["timeline", "people", "assets", "search", "glossary"])
def test_an_address_of_the_site_s_own_is_refused(old: str) -> None:
    files = _site(**{"content/pages/essay.md": markdown({"title": "E", "formerly": old})})
    assert "E253" in codes(built(files))


def test_an_address_at_which_another_page_lies_is_refused() -> None:
    files = _site(**{"content/people/anna-berg.md": entry("Anna Berg", formerly="briefings/2016")})
    [told] = _told(files, "E303")
    assert told.startswith("content/people/anna-berg.md:1:1")
    assert "help: remove the line under `formerly:`" in told


@pytest.mark.parametrize("old", ["a berg", "people/", "/a", "a/b/c", "a.md", "../a", "-a", ""])
def test_what_cannot_have_been_an_id_is_refused(old: str) -> None:
    files = _site(**{"content/people/anna-berg.md": entry("Anna Berg", formerly=["x", old])})
    [told] = _told(files, "E112")
    assert told.startswith("content/people/anna-berg.md:4:19: error[E112]")
    assert f"“{old}” cannot have been an id\n" in told
    assert told.endswith("help: write old-id, or people/old-id")


def test_a_folder_that_looks_mistyped_is_told() -> None:
    files = _site(**{"content/people/anna-berg.md": entry("Anna Berg", formerly="poeple/a-berg")})
    [told] = _told(files, "W254")
    assert "did you mean “people”?" in told


# References to what has moved ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("content/pages/essay.md", markdown({"title": "E"}, "See [[a-berg]]."), "E211"),
        ("content/pages/essay.md", markdown({"title": "E"}, "See [[people/a-berg|her]]."), "E211"),
        ("content/people/carl.md", entry("Carl", see_also=["a-berg"]), "E201"),
        ("content/briefings/talks.md", briefing(TEXT, speakers={"Berg": "a-berg"}), "E201"),
        ("site.yaml", SITE[:-1] + ', "navigation": ["a-berg"]}', "E201"),
    ],
)
def test_a_reference_to_an_old_id_is_an_error_that_names_the_new_one(
    path: str, text: str, code: str
) -> None:
    [told] = _told(_site(**{path: text}), code)
    assert told.startswith(path)
    assert told.endswith("help: it is called “anna-berg” now")


@pytest.mark.parametrize("name", ["talks.annotations.yaml", "talks.ru.md"])
def test_files_that_were_not_renamed_with_their_briefing_are_told(name: str) -> None:
    files = _site(**{
        "content/briefings/speech.md": briefing(
            TEXT, speakers={"Berg": "anna-berg"}, formerly="talks"),
        f"content/briefings/{name}": notes() if name.endswith("yaml") else markdown({"title": "T"}),
    })  # fmt: skip
    del files["content/briefings/talks.md"]
    [told] = _told(files, "E201")
    assert told.startswith(f"content/briefings/{name}: error[E201]: there is no briefing “talks”")
    assert told.endswith("help: it is called “speech” now: rename this file too")


# In a browser --------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_a_browser_comes_to_the_new_page(scripts: bool, browser: Browser, tmp_path: Path) -> None:  # noqa: FBT001
    site = _site(**{
        "content/briefings/talks.md": briefing(
            TEXT, speakers={"Berg": "anna-berg"}, formerly="speech")
    })  # fmt: skip
    folder = tmp_path / "public"
    publish(published(site), folder, tmp_path)
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{(folder / 'index.html').as_uri()}")
    page.goto(f"{(folder / 'briefings/speech/index.html').as_uri()}#p2")
    page.wait_for_url("**/briefings/talks/**")
    page.wait_for_timeout(300)  # whatever else would lead on
    place = (folder / "briefings/talks/index.html").as_uri()
    assert page.url == (f"{place}#p2" if scripts else place)
    page.go_back()
    assert page.url.endswith("public/index.html")
    context.close()


def test_an_old_address_is_accessible(browser: Browser, tmp_path: Path) -> None:
    files = published(_site())
    still = (
        files[OLD].replace(b'http-equiv="refresh"', b'name="still"').replace(b" data-moved", b"")
    )
    publish({**files, OLD: still}, tmp_path / "public", tmp_path)
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto((tmp_path / "public" / OLD).as_uri())
    assert barriers(page, options={}) == []
    context.close()
