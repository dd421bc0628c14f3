"""What `new site` writes beside the content works: in VS Code, in git and on GitHub."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from command import PROGRAM, files_of, run, spawn, write
from core_schema import read
from test_schemas import faults

from generator import __version__
from generator.files import read_starter

NAME = "Мой новый сайт"
BIN = Path(PROGRAM).parent
BRIEFING = "content/briefings/2016-12-15-talks.md"
_GITHUBS = "vendor.github-workflows"  # it came with the package: nothing is fetched
WRONG = {
    BRIEFING: "---\ntitle: Talks\ndate: 2016-12-15\nknd: speech\n---\nThank you.\n",
    "content/people/anna.md": "---\nname: Anna\nbirth_date: soon\n---\n",
    "content/people/notes.txt": "not published",
    "content/peolpe/carl.md": "---\nname: Carl\n---\n",
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a folder")
    assert run(folder, "new", "site", NAME, "--title", 'Брифинги: "новые" & #1').status == 0
    return folder / NAME


@pytest.fixture
def site(begun: Path, tmp_path: Path) -> Path:
    """A new site, below folders with spaces and letters of another script."""
    return Path(shutil.copytree(begun, tmp_path / "рабочая папка" / NAME))


def settings(site: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / ".vscode" / name).read_bytes())
    return found


def test_a_new_site_is_sound_wherever_it_lies(site: Path) -> None:
    assert spawn(site, "check", "--strict").status == 0
    assert run(site, "build", "--strict", "-q").status == 0
    assert run(site, "build", "--strict", "-q", "--record").status == 0
    assert run(site, "check", "--strict").status == 0


def test_everything_that_helps_is_there(site: Path) -> None:
    paths = files_of(site).keys()
    assert paths >= {
        "README.md", "requirements.txt", ".gitignore", ".gitattributes", ".editorconfig",
        ".githooks/pre-commit", ".github/workflows/site.yml", ".vscode/settings.json",
        ".vscode/tasks.json", ".vscode/extensions.json", ".vscode/glossator.code-snippets",
    }  # fmt: skip
    readme = (site / "README.md").read_text(encoding="utf-8")
    assert readme.startswith('# Брифинги: "новые" & #1\n')
    assert len(re.findall(r"^    (?:pip|glossator) ", readme, re.MULTILINE)) == 5
    version = f"glossator[search,i18n]=={__version__}\n"
    assert (site / "requirements.txt").read_text(encoding="utf-8").endswith(version)


def test_the_files_are_plain(site: Path) -> None:
    for path, content in read_starter().items():
        assert b"\r" not in content, path
        assert content.endswith(b"\n"), path
        assert b"@" not in re.sub(rb"@(?:v\d+\b|TITLE@|VERSION@)", b"", content), path
    assert b"@TITLE@" not in (site / "README.md").read_bytes()


def test_a_second_setup_keeps_what_is_there(site: Path) -> None:
    (site / ".gitignore").write_text("/mine/\n", encoding="utf-8")
    (site / ".vscode/tasks.json").unlink()
    ended = run(site, "new", "setup")
    assert (ended.status, ended.err) == (0, "")
    assert "kept .gitignore\n" in ended.out
    assert "wrote .vscode/tasks.json\n" in ended.out
    assert (site / ".gitignore").read_text(encoding="utf-8") == "/mine/\n"
    title = (site / "README.md").read_bytes()
    (site / "README.md").unlink()
    assert run(site / "content", "new", "setup").status == 0
    assert (site / "README.md").read_bytes() == title


def test_a_site_begins_in_a_folder_that_has_a_readme_and_settings(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "Mine.\n", ".gitignore": "/mine/\n"})
    assert run(tmp_path, "new", "site", ".").status == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Mine.\n"
    assert run(tmp_path, "new", "site", ".").status == 2


# VS Code


def test_the_schemas_are_where_the_settings_look_for_them(site: Path) -> None:
    wired = settings(site, "settings.json")["yaml.schemas"]
    write(site, {"content/briefings/talks.annotations.yaml": "", "templates/strings/en.yaml": ""})
    for schema, files in wired.items():
        assert json.loads((site / schema).read_bytes())["type"] == "object"
        assert list(site.glob(files.removeprefix("/")))
    assert len(wired) == len(list((site / ".vscode/schemas").iterdir()))


def matchers(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = task["problemMatcher"]
    return found if isinstance(found, list) else [found]


def found_by(task: Mapping[str, Any], said: str) -> list[dict[str, str]]:
    """The problems that VS Code finds in what a task says."""
    found = []
    for line in said.splitlines():
        for matcher in matchers(task):
            pattern = matcher["pattern"]
            if match := re.match(pattern["regexp"], line):
                groups = {key: place for key, place in pattern.items() if isinstance(place, int)}
                found.append({key: match[place] for key, place in groups.items()})
                break
    return found


@pytest.mark.parametrize("label", ["Glossator: check", "Glossator: build"])
def test_a_task_marks_what_is_wrong_where_it_is(label: str, site: Path) -> None:
    write(site, WRONG)
    [task] = [each for each in settings(site, "tasks.json")["tasks"] if each["label"] == label]
    said = spawn(site, *task["args"])
    assert said.status == 1
    wanted = [
        {"file": each["path"], "severity": each["severity"], "code": each["code"],
         "message": each["message"]}
        | ({"line": str(each["line"]), "column": str(each["column"])} if each["line"] else {})
        for each in json.loads(run(site, *task["args"], "--format", "json").out)
    ]  # fmt: skip
    assert found_by(task, said.err) == wanted
    assert {each["severity"] for each in wanted} == {"error", "warning"}
    assert {matcher["fileLocation"][0] for matcher in matchers(task)} == {"relative"}


def test_the_task_that_serves_marks_what_is_wrong_after_each_save(site: Path) -> None:
    [task] = [each for each in settings(site, "tasks.json")["tasks"] if "isBackground" in each]
    background = matchers(task)[0]["background"]
    write(site, WRONG)
    with subprocess.Popen([PROGRAM, *task["args"], "--port", "0"], cwd=site, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PYTHONUNBUFFERED": "1"}) as server:  # fmt: skip
        assert server.stdout
        first = list(until(background["endsPattern"], server.stdout))
        assert re.match(background["beginsPattern"], first[0]) or first
        assert "E110" in {each["code"] for each in found_by(task, "".join(first))}
        list(until(r"https?://", server.stdout))
        for path in WRONG:
            (site / path).unlink()
        second = list(until("^all is well$", server.stdout))
        assert re.match(background["beginsPattern"], second[0])
        assert re.match(background["endsPattern"], second[-1])
        server.terminate()


def until(pattern: str, lines: Iterator[str] | Any) -> Iterator[str]:  # noqa: ANN401
    """Lines to the first that fits, with it."""
    for line in lines:
        yield line
        if re.match(pattern, line):
            return
    raise AssertionError(pattern)


def expanded(body: list[str]) -> str:
    """A snippet as VS Code inserts it if nothing else is chosen."""
    text = "\n".join(body).replace("$CURRENT_YEAR", "2026")
    text = text.replace("$CURRENT_MONTH", "11").replace("$CURRENT_DATE", "25").replace("$0", "")
    text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)


def test_every_snippet_is_right_where_it_belongs(site: Path) -> None:
    snippets = settings(site, "glossator.code-snippets")
    said = {each["prefix"]: expanded(each["body"]) for each in snippets.values()}
    assert not [text for text in said.values() if "$" in text]
    heads = {
        "briefing": "briefing", "person": "person", "institution": "institution",
        "entry": "thing", "topic": "topic", "page": "page", "translation": "translation",
    }  # fmt: skip
    for prefix, schema in heads.items():
        assert faults(schema, read(said[prefix].split("---\n")[1])) == []
    below = {
        "note": ("annotations", "annotations", ""), "passage": ("annotations", "passages", ""),
        "source": ("person", "sources", "name: N"), "office": ("person", "roles", "name: N"),
        "name": ("briefing", "names", "title: T\ndate: 2016-12-15"),
        "time": ("annotations", "times", ""),
        "correction": ("briefing", "corrections", "title: T\ndate: 2016-12-15"),
    }  # fmt: skip
    assert below.keys() | heads.keys() == said.keys()
    for prefix, (schema, key, rest) in below.items():
        indented = said[prefix].replace("\n", "\n  ")
        assert faults(schema, read(f"{rest}\n{key}:\n  {indented}\n")) == [], prefix
    write(
        site,
        {
            BRIEFING: said["briefing"] + "Thank you.\n",
            BRIEFING.replace(".md", ".ru.md"): said["translation"] + "Thank you.\n",
            "content/people/x.md": said["person"],
            "content/institutions/y.md": said["institution"],
            "content/places/z.md": said["entry"],
            "content/topics/t.md": said["topic"],
            "content/pages/p.md": said["page"],
        },
    )
    assert run(site, "check", "--strict", "--drafts").status == 0


# git


def git(folder: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    identity = [
        "-c",
        "user.name=E",
        "-c",
        "user.email=e@example.org",
        "-c",
        "init.defaultBranch=main",
    ]
    path = path or f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=False, text=True,
                          capture_output=True, env={**os.environ, "PATH": path})  # fmt: skip


@pytest.fixture
def repository(site: Path) -> Path:
    """A new site under git, with its hook switched on and nothing committed."""
    for arguments in (["init", "-q"], ["config", "core.hooksPath", ".githooks"], ["add", "-A"]):
        assert git(site, *arguments).returncode == 0
    return site


def test_what_is_built_is_not_under_version_control(repository: Path) -> None:
    assert run(repository, "build", "-q").status == 0
    said = git(repository, "status", "--porcelain", "--untracked-files=all").stdout
    assert "public" not in said
    assert "glossator/" not in said


def test_a_commit_is_checked_and_refused_with_what_is_wrong(repository: Path) -> None:
    first = git(repository, "commit", "-qm", "Begin")
    assert (first.returncode, first.stderr) == (0, "")
    write(repository, WRONG)
    git(repository, "add", "-A")
    refused = git(repository, "commit", "-qm", "Talks")
    assert refused.returncode != 0
    assert f"{BRIEFING}:4:1: error[E110]: there is no key “knd” here" in refused.stderr
    assert git(repository, "commit", "-qm", "Talks", "--no-verify").returncode == 0


def test_a_commit_says_so_where_glossator_is_not_found(repository: Path) -> None:
    path = str(Path(shutil.which("git") or "").parent)
    assert shutil.which("glossator", path=path) is None
    refused = git(repository, "commit", "-qm", "Begin", path=path)
    assert refused.returncode != 0
    assert "glossator, which checks it, is not found here" in refused.stderr
    assert "Activate its environment" in refused.stderr


def test_what_is_committed_is_checked_and_not_what_lies_beside_it(repository: Path) -> None:
    write(repository, WRONG)  # wrong, but not to be committed
    assert git(repository, "commit", "-qm", "Begin").returncode == 0
    git(repository, "add", BRIEFING)
    (repository / BRIEFING).write_text(WRONG[BRIEFING].replace("knd", "kind"), encoding="utf-8")
    assert git(repository, "commit", "-qm", "Talks").returncode != 0
    git(repository, "add", BRIEFING)
    assert git(repository, "commit", "-qm", "Talks").returncode == 0


# GitHub


def workflow(site: Path) -> dict[str, Any]:
    text = (site / ".github/workflows/site.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = read(text)
    return found


def test_the_workflow_is_one_by_githubs_schema(site: Path) -> None:
    path = ".github/workflows/site.yml"
    validate = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", _GITHUBS, path]
    ended = subprocess.run(validate, cwd=site, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_the_workflow_may_do_no_more_than_it_needs(site: Path) -> None:
    found = workflow(site)
    assert found["permissions"] == {}
    assert {name: job["permissions"] for name, job in found["jobs"].items()} == {
        "check": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    steps = [step for job in found["jobs"].values() for step in job["steps"]]
    assert not [step for step in steps if "${{" in step.get("run", "")]  # no words of others
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False, False]


def steps_of(site: Path, job: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a job's own commands as its machine does, but for the installing, which is done."""
    steps = workflow(site)["jobs"][job]["steps"]
    commands = [step["run"] for step in steps if "run" in step and step["name"] != "Install"]
    assert commands
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(["bash", "-e", "-c", "\n".join(commands)], cwd=site, check=False,
                          capture_output=True, text=True,
                          env={**os.environ, "PATH": path, **environment})  # fmt: skip


def test_the_workflow_checks_a_pull_request_and_marks_its_lines(site: Path) -> None:
    assert steps_of(site, "check").returncode == 0
    write(site, WRONG)
    refused = steps_of(site, "check")
    assert refused.returncode == 1
    assert f"::error file={BRIEFING},line=4," in refused.stdout
    assert "::warning file=content/people/notes.txt" in refused.stdout


def test_the_workflow_builds_what_is_uploaded_at_the_address_of_its_pages(site: Path) -> None:
    write(site, {BRIEFING: WRONG[BRIEFING].replace("knd", "kind")})
    done = steps_of(site, "build", BASE_URL="https://example.github.io/briefings")
    assert (done.returncode, done.stderr) == (0, "")
    steps = workflow(site)["jobs"]["build"]["steps"]
    [uploaded] = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    home = (site / uploaded / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.github.io/briefings/"' in home
    assert (site / uploaded / "feed.xml").is_file()
