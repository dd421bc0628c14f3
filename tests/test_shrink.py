"""A build does not empty a site by mistake."""

from pathlib import Path

import pytest
from builders import briefing
from command import files_of, run, write

SITE = {"site.yaml": "title: T\ndescription: D\n"}


def talks(count: int, **head: object) -> dict[str, str]:
    return {f"content/briefings/talk-{number}.md": briefing("Yes.", title=f"Talk {number}", **head)
            for number in range(count)}  # fmt: skip


def site_of(folder: Path, count: int) -> Path:
    write(folder, {**SITE, **talks(count)})
    assert run(folder, "build", "-q").status == 0
    return folder


def remove(folder: Path, count: int) -> None:
    for path in list(talks(count)):
        (folder / path).unlink()


@pytest.mark.parametrize(("before", "gone"), [(3, 3), (5, 3), (6, 4), (7, 4), (7, 7)])
def test_a_build_that_would_lose_most_briefings_is_refused(
    before: int, gone: int, tmp_path: Path
) -> None:
    site = site_of(tmp_path, before)
    remove(site, gone)
    published = files_of(site / "public")
    ended = run(site, "build")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        f"error: {before} briefings are published, and the sources have {before - gone or 'none'}: "
        "is a folder missing? Nothing was published; if it is meant, build with --allow-shrink\n"
    )
    assert files_of(site / "public") == published
    assert run(site, "build", "--allow-shrink", "-q").status == 0
    assert len(list(site.glob("public/briefings/*/transcript.txt"))) == before - gone
    assert run(site, "build").status == 0


@pytest.mark.parametrize(("before", "gone"), [(2, 2), (4, 2), (6, 3), (8, 4)])
def test_fewer_may_go_without_being_asked_about(before: int, gone: int, tmp_path: Path) -> None:
    site = site_of(tmp_path, before)
    remove(site, gone)
    assert run(site, "build", "-q").status == 0


def test_a_content_folder_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    site = site_of(tmp_path, 4)
    (site / "content").rename(site / "elsewhere")
    assert run(site, "build").status == 1
    assert (site / "public/briefings/talk-0/index.html").is_file()


def test_what_is_held_back_or_renamed_is_not_lost(tmp_path: Path) -> None:
    site = site_of(tmp_path, 4)
    write(site, talks(3, status="draft"))
    assert run(site, "build", "-q").status == 0
    write(site, talks(4))
    assert run(site, "build", "-q", "--drafts").status == 0
    for path in talks(4):
        (site / path).rename(site / path.replace("talk", "speech"))
    assert run(site, "build", "-q").status == 0


def test_drafts_that_were_shown_may_go_again(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, **talks(5, status="draft")})
    assert run(tmp_path, "build", "-q", "--drafts").status == 0
    assert run(tmp_path, "build", "-q").status == 0


def test_a_new_destination_has_nothing_to_lose(tmp_path: Path) -> None:
    site = site_of(tmp_path, 5)
    remove(site, 5)
    assert run(site, "build", "-q", "-d", str(tmp_path / "fresh")).status == 0
    assert run(site, "build", "--verify").status == 1
