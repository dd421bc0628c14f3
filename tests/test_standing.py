"""A build whose sources are as before says so at once, and only when it is so."""

import json
import os
from pathlib import Path

import pytest
from command import files_of, run, write

HELD = "content/briefings/2016-12-20-later.md"
SITE = {
    "site.yaml": "title: Small site\ndescription: A site to build twice.\n",
    "content/people/anna-berg.md": "---\nname: Anna Berg\naliases: [Berg]\n---\n",
    "content/people/notes.txt": "not published",
    HELD: "---\ntitle: Later\ndate: 2016-12-20\nembargo: 2016-12-21T00:00:00Z\n---\nBerg spoke.\n",
}
NOTE = ".public.glossator/note"
BEFORE, AFTER = ("--now", "2016-12-20"), ("--now", "2016-12-22")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    run(tmp_path, "build", *BEFORE)
    return tmp_path


def is_at_once(site: Path, *arguments: str) -> bool:
    """Whether a build found that there is nothing to do without making the site."""
    ended = run(site, "build", "--timings", *(arguments or BEFORE))
    assert ended.status == 0
    return "showing" not in ended.err


def test_the_second_build_makes_nothing_and_says_what_the_first_said(site: Path) -> None:
    note = (site / NOTE).read_bytes()
    (site / NOTE).unlink()
    whole = run(site, "build", *BEFORE)
    again = run(site, "build", *BEFORE)
    assert "W" in again.err
    assert "embargo" in again.out
    assert (again.status, again.err) == (whole.status, whole.err)
    assert again.out.split("(")[0] == whole.out.split("(")[0]
    assert again.out.splitlines()[1:] == whole.out.splitlines()[1:]
    assert (site / NOTE).read_bytes().partition(b"\n")[0] == note.partition(b"\n")[0]
    assert is_at_once(site)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("content/people/anna-berg.md", "---\nname: Anna Borg\naliases: [Berg]\n---\n"),
        ("content/people/new.md", "---\nname: New\n---\n"),
        ("templates/page.html", "{{ view.title }}"),
        ("site.yaml", "title: Large site\ndescription: Once small.\n"),
    ],
)
def test_whatever_is_written_is_seen(path: str, content: str, site: Path) -> None:
    write(site, {path: content})
    assert not is_at_once(site)
    assert is_at_once(site)


def test_a_source_that_is_dated_back_after_an_edit_is_seen(site: Path) -> None:
    person = site / "content/people/anna-berg.md"
    before = person.stat()
    person.write_text(person.read_text("utf-8").replace("Berg]", "Borg]"), "utf-8")
    os.utime(person, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert person.stat().st_size == before.st_size
    assert not is_at_once(site)


def test_a_page_changed_by_hand_is_restored_even_where_it_is_dated_back(site: Path) -> None:
    page = site / "public/index.html"
    made, before = page.read_bytes(), page.stat()
    page.write_bytes(made.replace(b"Small", b"SMALL"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_at_once(site)
    assert page.read_bytes() == made


def test_a_page_that_was_deleted_comes_back(site: Path) -> None:
    before = files_of(site / "public")
    (site / "public/people/anna-berg/index.html").unlink()
    assert not is_at_once(site)
    assert files_of(site / "public") == before


@pytest.mark.parametrize(
    "arguments", [("--drafts", *BEFORE), ("--base-url", "https://example.org/", *BEFORE)]
)
def test_other_options_are_another_build(arguments: tuple[str, ...], site: Path) -> None:
    assert not is_at_once(site, *arguments)
    assert is_at_once(site, *arguments)
    assert not is_at_once(site)


def test_the_end_of_an_embargo_is_seen_and_its_beginning_too(site: Path) -> None:
    assert is_at_once(site, "--now", "2016-12-20T23:59:59Z")
    assert not is_at_once(site, *AFTER)
    assert (site / "public/briefings/2016-12-20-later/index.html").exists()
    assert is_at_once(site, *AFTER)
    assert not is_at_once(site)
    assert not (site / "public/briefings/2016-12-20-later").exists()


def test_a_note_that_is_odd_in_any_way_is_as_good_as_none(site: Path) -> None:
    note = (site / NOTE).read_bytes()
    digest, _, written = note.partition(b"\n")
    claiming = json.loads(written) | {"format": 2}
    for spoilt in (
        b"",
        b"\xff",
        written,
        note[:-1],
        digest + b"\n" + json.dumps(claiming).encode(),
    ):
        (site / NOTE).write_bytes(spoilt)
        assert not is_at_once(site)
        assert (site / NOTE).read_bytes() == note


def test_what_a_killed_build_left_is_cleared_up_first(site: Path) -> None:
    (site / ".public.glossator/stage").mkdir()
    assert not is_at_once(site)
    assert not (site / ".public.glossator/stage").exists()


def test_warnings_that_count_as_errors_stop_the_second_build_too(site: Path) -> None:
    ended = run(site, "build", "--strict", *BEFORE)
    assert ended.status == 1
    assert "nothing was published" in ended.err


def test_verify_looks_at_every_byte(site: Path) -> None:
    assert "is exactly what" in run(site, "build", "--verify", *BEFORE).out
