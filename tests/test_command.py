"""The whole command as its users know it, each time on a small site of its own."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from command import PROGRAM, Ended, files_of, run, spawn, times_of, write

from generator import __version__
from generator.search import find_indexer

BRIEFING = "content/briefings/2016-12-15-talks.md"
ANNA = "content/people/anna-berg.md"
SITE = {
    "site.yaml": "title: Small site\ndescription: A site to run the command on.\n",
    BRIEFING: """\
---
title: After the talks
date: 2016-12-15
speakers: {Minister: anna-berg}
topics: [peace]
---
Minister: The Council met twice this year.

Berg said no more.
""",
    BRIEFING.replace(".md", ".annotations.yaml"): """\
annotations:
  - {id: twice, quote: met twice, kind: context, text: "In March and May: [[council]]."}
""",
    ANNA: "---\nname: Anna Berg\naliases: [Berg]\n---\n",
    "content/institutions/council.md": "---\nname: Council\n---\n",
    "content/topics/peace.md": "---\nname: Peace\n---\n",
}
WARNED = {"content/people/notes.txt": "not published"}
BROKEN = {ANNA: SITE[ANNA].replace("name:", "nmae:")}
DRAFT = {
    "content/briefings/2016-12-16-qzxhidden.md": """\
---
title: Qzxhidden talks
date: 2016-12-16
kind: interview
speakers: {Qzxhidden: anna-berg}
topics: [peace]
status: draft
---
Qzxhidden: Berg of the Council met Qzxhidden.
""",
    "content/briefings/2016-12-16-qzxhidden.annotations.yaml": """\
annotations:
  - {id: qzxhidden-note, quote: met, kind: source, text: "Qzxhidden, [[council]], [[anna-berg]]."}
passages:
  - {topic: peace, paragraphs: 1, note: Qzxhidden}
""",
    "content/people/qzxhidden.md": """\
---
name: Qzxhidden
aliases: [twice]
status: draft
---
He knew [[anna-berg]].
""",
    "content/topics/qzxhidden-topic.md": """\
---
name: Qzxhidden
broader: peace
status: draft
---
""",
    "content/pages/qzxhidden-page.md": """\
---
title: Qzxhidden
status: draft
---
See [[council]].
""",
}
EMBARGOED = {
    path: text.replace("status: draft", "embargo: 2016-12-20T00:00:00+09:00")
    for path, text in DRAFT.items()
    if "briefings" in path
}
HIDDEN = "Qzxhidden"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A sound site that is not published yet."""
    folder = tmp_path / "site"
    write(folder, SITE)
    return folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished") / "site"
    write(folder, SITE)
    assert run(folder, "build", "-q").status == 0
    return folder


@pytest.fixture
def published(finished: Path, tmp_path: Path) -> Path:
    """A sound site that is published."""
    return Path(shutil.copytree(finished, tmp_path / "site"))


# Success, and the four exit statuses


def test_a_build_publishes_and_says_so_in_one_line(site: Path) -> None:
    ended = spawn(site, "build")
    assert (ended.status, ended.err) == (0, "")
    assert re.fullmatch(
        r"\d+ pages published in \d+\.\d\d s: "
        r"1 briefing, 1 annotation, 2 entries, 1 topic → public\n",
        ended.out,
    )
    assert (site / "public/briefings/2016-12-15-talks/index.html").is_file()


def test_a_second_build_says_that_nothing_changed_and_writes_nothing(published: Path) -> None:
    run(published, "build")  # a copy of what was published lies elsewhere on the disk
    before = times_of(published)
    ended = spawn(published, "build")
    assert (ended.status, ended.err) == (0, "")
    assert re.fullmatch(
        r"nothing changed: \d+ pages in public are up to date \(\d+\.\d\d s\)\n", ended.out
    )
    assert times_of(published) == before


def test_check_says_that_all_is_well_and_writes_nothing(site: Path) -> None:
    before = times_of(site)
    ended = run(site, "check")
    assert (ended.status, ended.err) == (0, "")
    assert re.fullmatch(
        r"all is well: 1 briefing, 1 annotation, 2 entries, 1 topic \(.* s\)\n", ended.out
    )
    assert times_of(site) == before


def test_content_with_errors_ends_with_1(site: Path) -> None:
    write(site, BROKEN)
    ended = run(site, "build")
    assert ended.status == 1
    assert ended.out == ""
    assert f"{ANNA}:2:1: error[E110]: there is no key “nmae” here\n" in ended.err
    assert ended.err.endswith("2 errors; nothing was published\n")
    assert not (site / "public").exists()


@pytest.mark.parametrize("arguments", [
    ["bulid"], ["build", "--nonsense"], ["check", "--format", "xml"], ["new"],
    ["new", "novel", "x"], ["new", "person"],
    ["build", "--now", "yesterday"], ["build", "-b", "example.org"],
    ["check", "--jobs", "0"], ["new", "briefing", "x", "--date", "2016-02-30"],
    ["-C", "nowhere", "check"],
])  # fmt: skip
def test_wrong_use_ends_with_2_and_says_what_is_wrong(arguments: list[str], site: Path) -> None:
    ended = run(site, *arguments)
    assert ended.status == 2
    assert ended.err.strip()
    assert "fault of glossator" not in ended.err
    assert files_of(site).keys() == SITE.keys()


@pytest.mark.parametrize("verb", [["build"], ["check"], ["list"], ["new", "person", "Anna"]])
def test_outside_of_a_site_the_command_says_how_to_make_one(
    verb: list[str], tmp_path: Path
) -> None:
    ended = run(tmp_path, *verb)
    assert ended.status == 2
    assert "there is no site.yaml in" in ended.err
    assert "glossator new site" in ended.err


def test_a_mistyped_verb_is_answered_with_the_nearest_one(site: Path) -> None:
    assert "build" in run(site, "biuld").err


def test_a_destination_that_cannot_be_made_ends_with_3(site: Path) -> None:
    (site / "file").write_text("a file is no folder")
    ended = run(site, "build", "-d", "file/public")
    assert ended.status == 3
    [line] = ended.err.splitlines()
    assert re.match("(?i)error: ", line)
    assert "site/file" in line
    assert "fault of glossator" not in line


def test_a_disk_that_is_full_ends_with_3_and_keeps_the_old_site(published: Path) -> None:
    before = files_of(published / "public")
    write(published, {ANNA: SITE[ANNA] + "x" * 200_000})
    limited = f"ulimit -f 100; exec {PROGRAM} build"  # no file may grow above 100 blocks
    ended = subprocess.run(["bash", "-c", f"trap '' XFSZ; {limited}"], cwd=published, check=False,
                           capture_output=True, text=True)  # fmt: skip
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    assert "the published folder is as it was" in ended.stderr
    assert files_of(published / "public") == before


def test_the_reader_of_the_output_may_go_away(site: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run([PROGRAM, "list"], cwd=site, stdout=closed, stderr=subprocess.PIPE,
                               check=False, text=True)  # fmt: skip
    assert ended.returncode in {0, 3}
    assert ended.stderr == ""


# The command with one verb after another in one process: most of a process is its start.
EACH_VERB = """\
import sys
from generator.cli import main
for verb in ("build", "check", "list"):
    sys.argv = ["glossator", verb]
    try:
        main()
    except SystemExit as ended:
        print("status", ended.code or 0)
    else:
        print("status 0")
"""


@pytest.mark.parametrize("coding", ["ascii", "cp1252", "cp932"])
def test_a_terminal_that_lacks_a_sign_is_no_reason_to_fail(coding: str, site: Path) -> None:
    write(site, {**DRAFT, "content/people/シ.md": "---\nname: Шойгу\nstatus: draft\n---\n"})
    ended = subprocess.run([sys.executable, "-c", EACH_VERB], cwd=site, check=False,
                           capture_output=True,
                           env={**os.environ, "PYTHONIOENCODING": coding})  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.count(b"status 0") == 3


def test_the_module_is_the_command(site: Path) -> None:
    ended = subprocess.run([sys.executable, "-m", "generator", "--version"], cwd=site, check=True,
                           capture_output=True, text=True)  # fmt: skip
    assert ended.stdout == run(site, "--version").out
    assert __version__ in ended.stdout


@pytest.mark.parametrize("arguments", [["-h"], ["build", "-h"], ["new", "-h"]])
def test_help_is_short_to_ask_for(arguments: list[str], tmp_path: Path) -> None:
    ended = run(tmp_path, *arguments)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Usage: ")


# How problems are shown


def test_problems_as_json(site: Path) -> None:
    write(site, BROKEN)
    ended = run(site, "check", "--format", "json")
    assert (ended.status, ended.err) == (1, "")
    first, second = json.loads(ended.out)
    assert first == {
        "path": ANNA, "line": 2, "column": 1, "end_column": 5, "severity": "error", "code": "E110",
        "message": "there is no key “nmae” here", "help": "did you mean “name”?",
    }  # fmt: skip
    assert second["code"] == "E111"


def test_no_problems_as_json_is_an_empty_list(site: Path) -> None:
    ended = run(site, "check", "--format", "json")
    assert (ended.status, json.loads(ended.out), ended.err) == (0, [], "")


def test_the_output_of_a_build_as_json_is_json(site: Path) -> None:
    write(site, WARNED)
    ended = run(site, "build", "--format", "json")
    assert ended.status == 0
    assert [problem["code"] for problem in json.loads(ended.out)] == ["W006"]


def test_problems_as_commands_of_github(site: Path) -> None:
    write(site, {**WARNED, ANNA: "---\nname: [100%,\n  x]\n---\n"})
    ended = run(site, "check", "--format", "github")
    assert ended.status == 1
    command = re.compile(r"::(error|warning) ([^:]+)::(.+)")
    found = [command.fullmatch(line) for line in ended.out.splitlines()]
    lines = [match for match in found if match]
    assert len(lines) == len(found) == 2
    properties = dict(each.split("=", 1) for each in lines[0][2].split(","))
    assert lines[0][1] == "error"
    assert properties == {"file": ANNA, "line": "2", "col": "7", "endColumn": "13", "title": "E112"}
    assert lines[1][0].startswith("::warning file=content/people/notes.txt,line=1,title=W006::")


def test_quiet_is_silent_when_all_is_well(site: Path) -> None:
    write(site, DRAFT)
    for arguments in (["check", "-q"], ["build", "-q"], ["build", "-q"]):
        assert run(site, *arguments) == Ended(0, "", "")


def test_quiet_still_tells_problems(site: Path) -> None:
    write(site, BROKEN)
    assert "E110" in run(site, "check", "-q").err


def test_a_warning_is_told_and_does_not_stop_the_build(site: Path) -> None:
    write(site, WARNED)
    ended = run(site, "build")
    assert ended.status == 0
    assert "content/people/notes.txt: warning[W006]: " in ended.err
    assert (site / "public/index.html").is_file()


def test_strict_takes_a_warning_for_an_error_and_publishes_nothing(published: Path) -> None:
    write(published, {**WARNED, ANNA: SITE[ANNA].replace("Anna", "Anne")})
    before = times_of(published / "public")
    for verb in ("check", "build"):
        ended = run(published, verb, "--strict")
        assert ended.status == 1
        assert ended.out == ""
        assert ended.err.endswith("1 warning; nothing was published\n")
    assert times_of(published / "public") == before


def test_timings_are_told_apart_from_the_result(site: Path) -> None:
    ended = run(site, "build", "-q", "--timings")
    assert (ended.status, ended.out) == (0, "")
    lines = ended.err.splitlines()
    assert all(re.fullmatch(r" *\d+\.\d{3} s  \w+", line) for line in lines)
    stages = [line.split()[-1] for line in lines]
    assert stages[0] == "opening"
    assert stages[-1] == "publishing"
    assert "reading" in stages


# What is held back


def test_drafts_are_named_and_leave_no_byte(site: Path) -> None:
    before = site.parent / "before"
    assert run(site, "build", "-q", "-d", str(before)).status == 0
    write(site, DRAFT)
    ended = run(site, "build")
    assert ended.status == 0
    held = [line for line in ended.out.splitlines() if line.startswith("held back: ")]
    assert held == [
        f"held back: {path}: it is a draft" for path in sorted(DRAFT) if path.endswith(".md")
    ]
    assert_unseen(site / "public")
    assert files_of(site / "public") == files_of(before)


def test_drafts_are_shown_on_demand(site: Path) -> None:
    write(site, DRAFT)
    ended = run(site, "build", "--drafts")
    assert ended.status == 0
    assert "held back" not in ended.out
    for page in ("briefings/2016-12-16-qzxhidden", "people/qzxhidden", "topics/qzxhidden-topic",
                 "qzxhidden-page"):  # fmt: skip
        assert HIDDEN in (site / "public" / page / "index.html").read_text(encoding="utf-8")
    assert run(site, "build").status == 0
    assert_unseen(site / "public")


def test_an_embargo_decides_by_the_moment_of_the_build(site: Path) -> None:
    write(site, EMBARGOED)
    path = "content/briefings/2016-12-16-qzxhidden.md"
    name = "held back: " + path + ": it is under embargo until 2016-12-20T00:00:00+09:00"
    for moment in ("2016-12-19", "2016-12-19T14:59:59", "2016-12-19T23:59:59+09:00"):
        ended = run(site, "build", "--now", moment)
        assert ended.status == 0
        assert name in ended.out.splitlines()
        assert_unseen(site / "public")
    shown = site / "public/briefings/2016-12-16-qzxhidden/index.html"
    for moment in ("2016-12-19T15:00:00", "2016-12-20T00:00:00+09:00", "2030-01-01"):
        ended = run(site, "build", "--now", moment)
        assert "held back" not in ended.out
        assert HIDDEN in shown.read_text(encoding="utf-8")
    assert run(site, "build", "--now", "2016-12-19").status == 0
    assert_unseen(site / "public")


def test_the_epoch_of_reproducible_builds_is_the_moment(site: Path) -> None:
    write(site, EMBARGOED)
    assert "held back" in run(site, "build", SOURCE_DATE_EPOCH="1482159599").out
    assert "held back" not in run(site, "build", SOURCE_DATE_EPOCH="1482159600").out
    later = run(site, "build", "--now", "2016-12-01", SOURCE_DATE_EPOCH="1482159600")
    assert "held back" in later.out


@pytest.mark.parametrize("epoch", ["soon", "1482159600.5", "9" * 30, "-1"])
def test_an_epoch_that_is_no_moment_is_wrong_use(epoch: str, site: Path) -> None:
    write(site, EMBARGOED)
    ended = run(site, "build", SOURCE_DATE_EPOCH=epoch)
    assert ended.status == 2
    assert "SOURCE_DATE_EPOCH" in ended.err


def assert_unseen(folder: Path) -> None:
    """Nothing hidden is in any name or byte of a folder."""
    for path, content in files_of(folder).items():
        assert HIDDEN.casefold().encode() not in (path.encode() + content).lower()


def test_list_tells_what_is_published_and_what_is_not_and_why(site: Path) -> None:
    write(site, DRAFT)
    ended = run(site, "list")
    assert (ended.status, ended.err) == (0, "")
    lines = [re.sub(" +", " ", line) for line in ended.out.splitlines()]
    assert f"published briefings 2016-12-15-talks ({BRIEFING})" in lines
    assert f"published people anna-berg ({ANNA})" in lines
    assert "published topics peace (content/topics/peace.md)" in lines
    assert "held back people qzxhidden (content/people/qzxhidden.md): it is a draft" in lines
    assert len(lines) == 8


def test_list_as_json(site: Path) -> None:
    write(site, {**EMBARGOED, **BROKEN})
    ended = run(site, "list", "--format", "json", "--now", "2016-12-19")
    rows = {row["id"]: row for row in json.loads(ended.out)}
    assert rows["council"] == {
        "state": "published", "kind": "institutions", "id": "council",
        "path": "content/institutions/council.md", "reason": "",
    }  # fmt: skip
    assert rows["2016-12-16-qzxhidden"]["state"] == "held back"
    assert "under embargo until 2016-12-20T00:00:00+09:00" in rows["2016-12-16-qzxhidden"]["reason"]
    assert rows["anna-berg"]["reason"] == "it has errors"
    assert ended.status == 1


# Addresses


@pytest.mark.parametrize("address", [
    "http://localhost", "http://localhost:8000/", "https://LOCALHOST/x", "http://127.0.0.1",
    "http://127.9.9.9:80", "http://[::1]:8000/", "http://0.0.0.0", "http://me@localhost/",
    "http://localhost./",
])  # fmt: skip
def test_an_address_of_this_machine_is_refused(address: str, site: Path) -> None:
    ended = run(site, "check", "-b", address)
    assert ended.status == 2
    assert "is this machine" in ended.err


@pytest.mark.parametrize(
    "address", ["https://", "https:///x", "http://exa mple.org", "ftp://x.org"]
)
def test_an_address_that_is_none_is_refused(address: str, site: Path) -> None:
    ended = run(site, "check", "-b", address)
    assert ended.status == 2
    assert "is no web address" in ended.err


@pytest.mark.parametrize("address", [
    "https://example.org", "https://example.org/a/b/", "https://localhost.example.org/",
    "https://127.example.org/",
])  # fmt: skip
def test_the_address_given_is_that_of_the_pages(address: str, site: Path) -> None:
    assert run(site, "build", "-q", "-b", address) == Ended(0, "", "")
    page = (site / "public/people/anna-berg/index.html").read_text(encoding="utf-8")
    assert f'href="{address.rstrip("/")}/people/anna-berg/"' in page


# Where a site is, and where it is published


@pytest.mark.parametrize("folder", ["content", "content/people"])
def test_the_command_runs_from_a_folder_of_the_site(folder: str, site: Path) -> None:
    assert run(site / folder, "build").status == 0
    assert (site / "public/index.html").is_file()


def test_the_command_runs_from_another_folder(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert run(elsewhere, "-C", str(site), "build").status == 0
    assert run(elsewhere, "-C", "../site", "check").status == 0
    assert (site / "public/index.html").is_file()
    assert not list(elsewhere.iterdir())


def test_a_folder_given_must_be_the_sites_own(site: Path) -> None:
    assert run(site.parent, "-C", str(site / "content"), "check").status == 2


def test_a_destination_is_seen_from_where_the_command_runs(site: Path, tmp_path: Path) -> None:
    ended = run(tmp_path, "-C", "site", "build", "-d", "out/deep")
    assert ended.status == 0
    assert ended.out.endswith("→ out/deep\n")
    assert (tmp_path / "out/deep/index.html").is_file()
    assert not (site / "public").exists()


@pytest.mark.parametrize("target", [
    "/", "~", "~/..", ".", "..", "content", "content/new", "templates/new", "site.yaml", ".git/new",
    "../clone", "../full", "../link",
])  # fmt: skip
def test_a_dangerous_destination_is_refused(target: str, site: Path, tmp_path: Path) -> None:
    home = tmp_path / "homes" / "me"
    for folder in (home, site / ".git", tmp_path / "clone/.git", tmp_path / "target"):
        folder.mkdir(parents=True)
    write(tmp_path, {"full/letters.txt": "not of a build"})
    (tmp_path / "link").symlink_to(tmp_path / "target", target_is_directory=True)
    before = times_of(tmp_path)
    ended = run(site, "build", "-d", target.replace("~", str(home)), HOME=str(home),
                USERPROFILE=str(home))  # fmt: skip
    assert ended.status == 2
    assert "cannot be the destination, as it" in ended.err
    assert times_of(tmp_path) == before


def test_verify_tells_whether_the_site_is_what_the_sources_make(published: Path) -> None:
    ended = run(published, "build", "--verify")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "public is exactly what these sources make\n"
    (published / "public/index.html").write_text("changed by hand")
    (published / "public/404.html").unlink()
    write(published, {"public/mine.txt": "not of the build"})
    before = times_of(published)
    ended = run(published, "build", "--verify")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        "404.html differs\nindex.html differs\npublic is not what these sources make: 2 files\n"
    )
    assert times_of(published) == before
    assert run(published, "build", "-q").status == 0
    assert run(published, "build", "--verify", "-q") == Ended(0, "", "")
    assert (published / "public/mine.txt").read_text() == "not of the build"


def test_verify_of_nothing_tells_every_file(site: Path) -> None:
    ended = run(site, "build", "--verify")
    assert ended.status == 1
    assert "index.html differs\n" in ended.err
    assert not (site / "public").exists()


def test_what_is_removed_from_the_sources_is_removed_from_the_site(published: Path) -> None:
    (published / BRIEFING).unlink()
    (published / BRIEFING.replace(".md", ".annotations.yaml")).unlink()
    assert run(published, "build", "-q").status == 0
    assert not (published / "public/briefings/2016-12-15-talks").exists()
    assert not (published / "public/briefings/2016").exists()


# Beginning a site, and adding to it


def test_a_new_site_and_everything_new_in_it_is_sound(tmp_path: Path) -> None:
    ended = run(tmp_path, "new", "site", "mine", "--title", 'A "quoted": title #1')
    assert (ended.status, ended.err) == (0, "")
    assert "wrote mine/site.yaml\n" in ended.out
    assert "cd mine" in ended.out
    site = tmp_path / "mine"
    assert run(site, "check", "--strict").status == 0
    for arguments in (
        ["briefing", "After: the “talks”", "--date", "2016-12-15"],
        ["person", "Jörg O’Neill: “Jo” #2"], ["institution", "Kōan-chōsachō"],
        ["place", "Нагато"], ["document", "長門宣言"], ["event", "2016"], ["term", "null"],
        ["topic", "yes"], ["topic", "Peace & war <b>"],
        ["person", "…", "--id", "nameless"],
    ):  # fmt: skip
        ended = run(site, "new", *arguments)
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.startswith("wrote content/")
    assert (site / "content/briefings/2016-12-15-after-the-talks.md").is_file()
    assert (site / "content/people/jorg-oneill-jo-2.md").is_file()
    assert (site / "content/places/нагато.md").is_file()
    assert run(site, "check", "--strict", "--drafts").status == 0
    assert run(site, "build", "--strict").status == 0
    assert run(site, "build", "--strict", "--drafts").status == 0
    title = "A &#34;quoted&#34;: title #1"
    assert title in (site / "public/index.html").read_text(encoding="utf-8")


def test_a_new_briefing_is_a_draft(site: Path) -> None:
    assert run(site, "new", "briefing", "More talks", "--date", "2016-12-17").status == 0
    ended = run(site, "build")
    assert "held back: content/briefings/2016-12-17-more-talks.md: it is a draft" in ended.out


def test_new_refuses_to_overwrite(site: Path) -> None:
    before = files_of(site)
    for arguments in (
        ["person", "Anna Berg"], ["topic", "Peace"], ["site", "."],
        ["briefing", "Talks", "--date", "2016-12-15"],
    ):  # fmt: skip
        ended = run(site, "new", *arguments)
        assert ended.status == 2
        assert "is there already; nothing was written" in ended.err
    assert files_of(site) == before


@pytest.mark.parametrize("arguments", [
    ["person", "Berg"],  # an alias of Anna Berg, who is named so in a briefing
    ["institution", "Anna Berg"],  # the id of a person
    ["person", "Ann", "--id", "Anna-Berg"],  # differs by letter case only
    ["person", "X", "--id", "../../../evil"], ["person", "X", "--id", "a b"],
    ["person", "X", "--id", "/evil"], ["topic", "X", "--id", "con"],
    ["person", "!?"],
])  # fmt: skip
def test_new_refuses_what_would_bring_errors(arguments: list[str], site: Path) -> None:
    before = files_of(site.parent)
    ended = run(site, "new", *arguments)
    assert ended.status == 2
    assert "fault of glossator" not in ended.err
    assert files_of(site.parent) == before


def test_new_knows_the_kinds_that_the_site_declares(site: Path) -> None:
    write(site, {"site.yaml": SITE["site.yaml"]
                 + "glossary: [{id: rivers, title: Rivers, singular: River}]\n"})  # fmt: skip
    ended = run(site, "new", "place", "Nagato")
    assert ended.status == 2
    assert "no glossary of kind “place”; its kinds are: person, institution, river" in ended.err


# Same input, same bytes; and hands off everything else


def test_the_bytes_do_not_depend_on_the_machine(site: Path, tmp_path: Path) -> None:
    write(site, DRAFT)
    for path in sorted(site.rglob("*")):
        os.utime(path, (1, 1))
    surroundings: list[tuple[Path, list[str], dict[str, str]]] = [
        (site, [], {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        (site / "content", ["-j", "1"], {"TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8",
                                         "PYTHONHASHSEED": "2"}),
        (tmp_path, ["-j", "3"], {"TZ": "Asia/Tokyo", "LANG": "ja_JP.eucJP", "PYTHONUTF8": "0",
                                 "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "3",
                                 "PYTHONOPTIMIZE": "1", "COLUMNS": "20", "NO_COLOR": "1"}),
    ]  # fmt: skip
    made = []
    for number, (folder, options, environment) in enumerate(surroundings):
        target = tmp_path / f"out {number} вид"
        ended = spawn(folder, "-C", str(site), "build", "--drafts", "-q", "-d", str(target),
                    *options, **environment)  # fmt: skip
        assert ended == Ended(0, "", "")
        made.append(files_of(target))
    moved = Path(shutil.copytree(site, tmp_path / "another place" / "長門"))
    assert run(moved, "build", "-D", "-q").status == 0
    assert made[0] == made[1] == made[2] == files_of(moved / "public")


WATCHED = """\
import json, os, sys
events = []
def watch(event, arguments):
    if event.split(".")[0] in {"socket", "subprocess", "pty", "urllib", "webbrowser", "ctypes"}:
        events.append(f"{event} {arguments[0]}" if event == "subprocess.Popen" else event)
    elif event in {"os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork",
                   "os.forkpty", "os.putenv"}:
        events.append(event)
    elif event == "open" and isinstance(arguments[0], int):
        pass  # a pipe
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & 3:
        events.append(f"write {os.path.abspath(os.fsdecode(arguments[0]))}")
    elif event in {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}:
        path = arguments[0]
        place = path if isinstance(path, int) else os.path.abspath(os.fsdecode(path))
        events.append(f"write {place}")
sys.addaudithook(watch)
from generator.cli import main
sys.argv = ["glossator", "build", "-q"]
try:
    main()
finally:
    sys.stdout.write(json.dumps(events))
"""


def test_a_build_opens_no_socket_starts_the_indexer_only_and_writes_only_beside_its_site(
    site: Path,
) -> None:
    ended = subprocess.run([sys.executable, "-B", "-c", WATCHED], cwd=site, check=True,
                           capture_output=True, text=True)  # fmt: skip
    events = json.loads(ended.stdout)
    written = {Path(each.removeprefix("write ")) for each in events if each.startswith("write ")}
    foreign = [each for each in events if not each.startswith(("write ", "ctypes."))]
    indexer = find_indexer()
    assert foreign == ([f"subprocess.Popen {indexer.path}"] if indexer else [])
    assert written
    temporary = Path(tempfile.gettempdir())  # Python writes and removes a file of 8 letters there
    own = f"{temporary}/glossator-search-"  # the folder in which the indexer works
    written = {
        each
        for each in written
        if not str(each).startswith((own, "/dev/null"))
        and not (each.parent == temporary and len(each.name) == 8)
    }
    allowed = (site / "public", site / ".public.glossator")
    assert not [each for each in written if not any(each.is_relative_to(ours) for ours in allowed)]
    assert (site / "public/index.html").is_file()


def test_published_files_can_be_read_by_a_web_server(published: Path) -> None:
    for path in (published / "public").rglob("*"):
        mode = path.stat().st_mode
        assert mode & stat.S_IROTH
        assert path.is_file() or mode & stat.S_IXOTH
