"""The wheel that others install: the command works from it, with its templates and stylesheet."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from generator.build import packed_css
from generator.serve.web import OWN_FILES


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, as an installer lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), "."]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def test_the_wheel_carries_its_templates(installed: Path) -> None:
    shipped = {path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.*")}
    packed = installed / "generator" / "templates"
    assert {path.relative_to(packed) for path in packed.rglob("*.*")} == shipped


def test_the_wheel_carries_what_edits_in_the_page(installed: Path) -> None:
    folder = installed / "generator/serve"
    shipped = (*folder.rglob("*.js"), *folder.rglob("*.css"))
    assert {path.relative_to(folder).as_posix() for path in shipped} == OWN_FILES


def test_a_new_site_is_built_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        program = f"""
import sys
sys.path.insert(0, {str(installed)!r})
import generator
from generator.cli import main
assert generator.__file__.startswith(sys.path[0])
main()
"""
        done = subprocess.run(
            [sys.executable, "-P", "-c", program, *arguments],
            cwd=tmp_path, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    run("new", "site", "mine")
    run("-C", "mine", "new", "briefing", "First talk", "--date", "2020-01-02")
    assert "1 briefing" in run("-C", "mine", "build", "--drafts")
    assert run("explain", "E203").startswith("E203 · An ambiguous name\n")
    stylesheets = list((tmp_path / "mine" / "public" / "assets").glob("site.*.css"))
    assert len(stylesheets) == 1
    packed = packed_css((ROOT / "templates/assets/site.css").read_text("utf-8"))
    said = packed
    for key, words in (("link-external", " (external)"), ("colon", ": "), ("list-comma", ", ")):
        said = said.replace(f'"{{{key}}}"', f'"{words}"')
    assert stylesheets[0].read_text("utf-8") == said != packed
