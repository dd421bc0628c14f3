"""docs/publishing.md: what editors copy from it is right."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from builders import ROOT
from command import PROGRAM, run, write
from core_schema import read

TEXT = (ROOT / "docs/publishing.md").read_text(encoding="utf-8")
SITE = {
    "site.yaml": "title: T\ndescription: D\n",
    "content/briefings/talks.md": "---\ntitle: Talks\ndate: 2016-12-15\n---\nYes.\n",
}


def block(language: str, word: str) -> str:
    """The one block of a language that has a word in it."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", TEXT, re.MULTILINE | re.DOTALL)
    [(indent, text)] = [each for each in found if word in each[1]]
    return re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    return tmp_path


def done(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(PROGRAM).parent}{os.pathsep}{os.environ['PATH']}"
    there = {**os.environ, "PATH": path, **environment}
    shell = ["bash", "-e", "-c", command]
    return subprocess.run(shell, cwd=folder, check=False, text=True, capture_output=True, env=there)


@pytest.mark.parametrize(
    ("word", "schema", "name"),
    [("pages:", "vendor.gitlab-ci", ".gitlab-ci.yml"), ("repos:", "", ".pre-commit-config.yaml")],
)
def test_yaml_for_others_is_as_they_want_it(
    word: str, schema: str, name: str, tmp_path: Path
) -> None:
    write(tmp_path, {name: block("yaml", word)})
    if not schema:
        [repository] = read(block("yaml", word))["repos"]
        assert repository["repo"] == "local"
        assert repository["hooks"][0].keys() >= {"id", "name", "entry", "language"}
        return
    validate = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, name]
    ended = subprocess.run(validate, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def test_the_commands_for_gitlab_publish_what_it_takes(site: Path) -> None:
    jobs = read(block("yaml", "pages:"))
    assert done(jobs["check"]["script"][1], site).returncode == 0
    address = "https://group.gitlab.io/briefings"
    assert done(jobs["pages"]["script"][1], site, CI_PAGES_URL=address).returncode == 0
    [folder] = jobs["pages"]["artifacts"]["paths"]
    assert f"{address}/briefings/talks/" in (site / folder / "sitemap.xml").read_text("utf-8")


def test_the_commands_for_netlify_publish_what_it_takes(site: Path) -> None:
    found = tomllib.loads(block("toml", "[build]"))
    address = "https://briefings.netlify.app"
    for settings in (found["build"], found["context"]["deploy-preview"]):
        ended = done(settings["command"], site, URL=address, DEPLOY_PRIME_URL=address)
        assert (ended.returncode, ended.stderr) == (0, "")
    assert address in (site / found["build"]["publish"] / "feed.xml").read_text("utf-8")


def test_the_lines_for_a_server_turn_a_link_to_the_whole_new_site(site: Path) -> None:
    """On this machine: the tools that reach another are put in place by small ones of our own."""
    tools = {
        "tools/ssh": '#!/bin/sh\nshift\nexec sh -c "$*"\n',
        "tools/rsync": '#!/bin/sh\nfor to; do :; done\nmkdir -p "${to#*:}"\n'
                       'cp -a public/. "${to#*:}"\n',
    }  # fmt: skip
    server = site / "server"
    write(site, tools)
    for tool in tools:
        (site / tool).chmod(0o755)
    script = block("sh", "rsync").replace("/srv/briefings", str(server))
    path = f"{site / 'tools'}{os.pathsep}{Path(PROGRAM).parent}{os.pathsep}{os.environ['PATH']}"
    for number in (1, 2):
        stamped = script.replace("$(date -u +%Y%m%dT%H%M%SZ)", f"release-{number}")
        ended = done(stamped, site, PATH=path)
        assert ended.returncode == 0, ended.stderr
        assert (server / "current").readlink() == Path(f"releases/release-{number}")
        assert (server / "current/briefings/talks/index.html").is_file()
        write(site, {"content/people/anna.md": "---\nname: Anna\n---\n"})
    assert (server / "current/people/anna/index.html").is_file()
    assert run(site, "build", "--verify", "-d", str(server / "releases/release-2")).status == 0


def test_every_file_for_hosts_is_explained(site: Path) -> None:
    assert run(site, "build", "-q").status == 0
    special = [path.name for path in (site / "public").iterdir() if path.name[0] in "._"]
    assert [name for name in special if f"`{name}`" not in TEXT and name != ".glossator.json"] == []
