"""Golden sites: what whole small sites become. `python tests/golden.py` writes them anew.

Each folder of tests/sites/ holds sources in `in/`, the site expected in `out/`, and the problems
expected in `out-problems.txt` where there are any. Stylesheets are not compared: the digests in
their names are left out, and so is what they hold.

Each file of tests/imports/ has beside it what `glossator import` makes of it: `NAME.out` holds the
report and the files.
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from builders import NOW as NOW_OF_TESTS
from builders import entry, tree_of

from generator import messages
from generator.build import build
from generator.cli.imported import told
from generator.files import read_tree
from generator.imports import Said, Source, import_text
from generator.library import read_library
from generator.options import Options
from generator.pandoc import pandoc_json

SITES = Path(__file__).parent / "sites"
IMPORTS = Path(__file__).parent / "imports"
# Who is known where texts are imported.
HALL = {
    "content/people/anna-berg.md": entry("Anna Berg"),
    "content/people/s-holm.md": entry("Sven Holm", other_names=[{"name": "Свен Хольм"}]),
    "content/people/lund.md": entry("Ola Lund"),
    "content/people/lund-the-captain.md": entry("Per Lund"),
}
NOW = datetime(2026, 11, 23, tzinfo=UTC)
_DIGEST = re.compile(r"(assets/[\w/-]+)\.[0-9a-f]{10}\.")
_NOT_COMPARED = b"assets are not compared\n"


@dataclass(frozen=True, slots=True)
class Golden:
    """A site's files by path, and its problems as the terminal shows them."""

    files: Mapping[str, bytes]
    problems: str


def sites() -> list[Path]:
    """The folders of all golden sites."""
    return sorted(path.parent for path in SITES.glob("*/in"))


def made(site: Path) -> Golden:
    """What the program makes of a golden site's sources now."""
    outcome = build(read_tree(site / "in"), Options(NOW))
    files = {_plain(path): _compared(path, content) for path, content in outcome.files.items()}
    problems = messages.as_text(outcome.problems)
    return Golden({} if outcome.has_errors else files, problems and f"{problems}\n")


def expected(site: Path) -> Golden:
    """What is written down as right."""
    out, problems = site / "out", site / "out-problems.txt"
    files = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    return Golden(files, problems.read_text(encoding="utf-8") if problems.exists() else "")


def rewrite(site: Path) -> None:
    """Write down what the program makes now; review the difference before you commit it."""
    golden, out, problems = made(site), site / "out", site / "out-problems.txt"
    shutil.rmtree(out, ignore_errors=True)
    problems.unlink(missing_ok=True)
    for path, content in golden.files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    if golden.problems:
        problems.write_bytes(golden.problems.encode())


def imports() -> list[Path]:
    """The files that are imported."""
    return sorted(path for path in IMPORTS.iterdir() if path.suffix != ".out")


def imported(path: Path) -> str:
    """What is told of a file that is imported, and what is written."""
    source = Source(path.name, path.read_bytes(), pandoc_json)
    made = import_text(source, Said(), read_library(tree_of(HALL), NOW_OF_TESTS), NOW.date())
    files = [f"\n=== {name}\n{content.decode()}" for name, content in made.files.items()]
    return told(path.name, made) + "\n" + "".join(files)


def _plain(path: str) -> str:
    return _DIGEST.sub(r"\1.", path)


def _compared(path: str, content: bytes) -> bytes:
    if path.startswith("assets/"):
        return _NOT_COMPARED
    if path.endswith(".zip"):  # its files are compared where they lie
        return "".join(f"{name}\n" for name in ZipFile(BytesIO(content)).namelist()).encode()
    return _plain(content.decode()).encode()


if __name__ == "__main__":
    for each in sites():
        rewrite(each)
    for each in imports():
        each.with_suffix(".out").write_text(imported(each), encoding="utf-8")
