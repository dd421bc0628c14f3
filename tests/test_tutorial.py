"""The tutorial, followed to the letter: what it says is typed, what it shows is seen."""

import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from command import PROGRAM, run
from conftest import ROOT
from playwright.sync_api import Browser, expect
from test_serve_editing import press, select

TUTORIAL = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\S+)(?: (.+))?\n((?:.*\n)*?)```$", re.MULTILINE)
DIFFERING = (
    (r"\d+\.\d\d s\b", "0.00 s"),
    (r"http://127\.0\.0\.1:\d+/", "http://127.0.0.1:8000/"),
    (r"\n    date: \d{4}-\d\d-\d\d\n", "\n    date: 2026-03-13\n"),  # of a note: today
)
BRIEFING = "briefings/2026-03-12-harbour-talks/"
WORDS, NOTE = "pays for the first half of it", "The town pays for the rest."
DRAFT = "Draft: this page is not published."
NAMES = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
         "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
         "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A box of the tutorial: its language, what it is for, its text and the words above it."""

    language: str
    purpose: str
    text: str
    above: str


def blocks() -> Iterator[Block]:
    """The boxes of the tutorial in their order."""
    end, above = 0, ""
    for match in BLOCK.finditer(TUTORIAL):
        above = TUTORIAL[end : match.start()].strip() or above
        yield Block(match[1], match[2] or "", match[3], " ".join(above.split()))
        end = match.end()


def settled(said: str) -> str:
    """What is said, without what differs from run to run."""
    for differing, one in DIFFERING:
        said = re.sub(differing, one, said)
    return said


@dataclass
class Reader:
    """Somebody who follows the tutorial in a folder."""

    folder: Path
    browser: Browser
    said: str = ""
    served: list[subprocess.Popen[str]] = field(default_factory=list)
    address: str = ""

    def follow(self, block: Block) -> None:
        """Do what a box says, or compare what it shows."""
        match block.language, block.purpose.split(" ", 1):
            case "sh", ["install"]:
                assert '".[search]"' in block.text
            case "sh", _:
                assert self.said == "", "the tutorial does not show what the box before says"
                self.said = "".join(self.typed(line) for line in block.text.splitlines())
            case "text", ["stop"]:
                assert self.stop() == block.text
            case "text", _:
                assert settled(self.said) == settled(block.text)
                self.said = ""
            case "yaml", [path, "shown"]:
                self.annotate()
                assert settled(self.read(path)) == settled(block.text)
            case "yaml", [path, *line]:
                self.write(path, block, " ".join(line))
            case other:
                raise AssertionError(other)

    def typed(self, line: str) -> str:
        """What is seen after a line is typed."""
        match shlex.split(line):
            case ["mkdir", name]:
                (self.folder / name).mkdir()
            case ["cd", name]:
                self.folder /= name
            case ["glossator", "serve", "--open"]:
                return self.serve()
            case ["glossator", *rest]:
                ended = run(self.folder, *rest)
                return ended.err + ended.out
            case ["git", *_] as words:
                return self.git(words)
            case other:
                raise AssertionError(other)
        return ""

    def git(self, words: list[str]) -> str:
        path = str(Path(PROGRAM).parent)
        return subprocess.run(
            words, cwd=self.folder, env={"PATH": f"{path}:/usr/bin:/bin", **NAMES}, check=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ).stdout  # fmt: skip

    def serve(self) -> str:
        """Start the server at any free port, without opening a browser."""
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0"], cwd=self.folder, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.served.append(server)
        assert server.stdout is not None
        line = server.stdout.readline()
        self.address = line.split()[0]
        return line

    def stop(self) -> str:
        """Press Ctrl-C where the server runs; the last line that it says."""
        server = self.served.pop()
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=30)
        return said.splitlines(keepends=True)[-1]

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def write(self, path: str, block: Block, line: str) -> None:
        """Write a box into its file, whole or in place of a line; the words above say so."""
        assert f"`{path}`" in block.above
        text = block.text
        if line:
            assert f"the line `{line}`" in block.above
            text, times = re.subn(rf"(?m)^{re.escape(line)}.*\n", text, self.read(path))
            assert times == 1
        (self.folder / path).write_text(text, encoding="utf-8")

    def annotate(self) -> None:
        """Write a note in the page, with the words and the buttons that the tutorial names."""
        page = self.browser.new_page()
        page.goto(self.address + BRIEFING)
        expect(page.get_by_text(DRAFT)).to_be_visible()
        expect(page.locator("#n-berths")).to_be_visible()  # what was written last is seen
        expect(page.get_by_role("button", name="Annotate")).to_be_visible()
        select(page, 2, WORDS)
        press(page, "Annotate")
        page.get_by_label("What you say about it").fill(NOTE)
        page.get_by_label("Kind").select_option("context")
        press(page, "Save")
        expect(page.locator("glossator-editing dialog")).to_be_hidden()
        expect(page.locator("article, main").get_by_text(NOTE).first).to_be_visible()
        page.close()


@pytest.fixture
def reader(tmp_path: Path, browser: Browser) -> Iterator[Reader]:
    reader = Reader(tmp_path, browser)
    yield reader
    for server in reader.served:
        server.kill()
        server.communicate()


def test_the_tutorial_is_followed_to_the_letter(reader: Reader) -> None:
    for block in blocks():
        reader.follow(block)
    page = (reader.folder / "public" / BRIEFING / "index.html").read_text(encoding="utf-8")
    assert {NOTE in page, "Minister of Ports" in page, "fishing-boats" in page} == {True}
    assert reader.git(["git", "log", "--format=%s"]) == "First published\nThe harbour talks\n"
    assert reader.git(["git", "status", "--short"]) == ""

    # A check before each commit
    path = reader.folder / "content/topics/fishing-boats.md"
    path.write_text("---\nnmae: Boats\n---\n", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        reader.git(["git", "commit", "--all", "--message", "A mistake"])
    assert "error[E110]" in refused.value.stdout


def test_the_tutorial_names_what_is_pressed_in_the_page() -> None:
    for words in (
        f"“{DRAFT}”",
        f"“{WORDS}”",
        f"`{NOTE}`",
        "*Annotate*",
        "*What you say about it*",
        "*Save*",
    ):
        assert words in TUTORIAL
