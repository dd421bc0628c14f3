"""What the last build published, and of what: one that would make the same need not be run.

A note in the working folder holds a digest of everything that a build reads (sources, templates,
options, the program itself) and one of how the published folder looks. Where both are as before,
nothing changed. A note that is odd in any way, or of another build, is as good as none.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from generator import contents, swap
from generator.looks import looks
from generator.model import Held, Library
from generator.options import Options
from generator.problems import Problem
from generator.source import Tree
from generator.swap import Work

# Whose code makes what is published.
_MAKERS = ("babel", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "pydantic",
           "pyyaml", "rjsmin")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a build has to say again though it changes nothing.

    Attributes:
        holds: how much of what the site holds.
        behind: that the ledger of addresses is behind what is published, or "".
    """

    pages: int
    holds: str
    problems: tuple[Problem, ...]
    held: tuple[Held, ...]
    behind: str


class Window(NamedTuple):
    """The moments in which the same is under embargo, from the first to before the last."""

    since: datetime | None
    until: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether the moment is one of them."""
        return (self.since is None or self.since <= moment) and (
            self.until is None or moment < self.until
        )


@dataclass(frozen=True, slots=True)
class _Note:
    """What is written down.

    Attributes:
        key: the digest of what was read.
        looks: how the published folder looked.
    """

    key: str
    looks: str
    window: Window
    said: Said
    format: Literal[1] = 1


_NOTE = TypeAdapter(_Note)


def key_of(tree: Tree, options: Options, helpers: Iterable[str], project: Path) -> str:
    """A digest of everything that decides about what is published, save the moment.

    Args:
        tree: the sources.
        options: how many jobs share the work is no matter.
        helpers: what tells the indexer of the search and the painter from others; "" for none.
        project: where recordings lie, which are told by their looks: they are too large to read.
    """
    digest = blake2b(digest_size=16)
    for part in (*_program(), *helpers, str(options.drafts), options.base_url):
        digest.update(f"{part}\0".encode())
    for path, content in sorted(tree.files.items()):
        digest.update(f"{path}\0{len(content)}\0".encode(errors="replace"))
        digest.update(content)
    for path in sorted(tree.media):
        with suppress(OSError):  # it has just gone, which publishing tells
            status = (project / path).stat()
            seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            digest.update(f"{path}\0{seen}\0".encode(errors="replace"))
    for path, reason in sorted(tree.refused.items()):
        digest.update(f"{path}\0{reason}\0".encode(errors="replace"))
    return digest.hexdigest()


def recall(key: str, now: datetime, destination: Path) -> Said | None:
    """What is to be said where the same was published before and stands; else None."""
    work = Work.beside(os.path.realpath(destination))
    try:
        content = contents.read(work.note)
        digest, _, written = content.partition(b"\n")
        if contents.digest(written).encode() != digest:
            return None
        note = _NOTE.validate_json(written)
        is_same = note.key == key and note.window.holds(now) and swap.is_idle(work)
        return note.said if is_same and looks(work.destination) == note.looks else None
    except (OSError, ValidationError):
        return None


def remember(key: str, window: Window, seen: str, said: Said, destination: Path) -> None:
    """Write down what was published; where that cannot be, the next build is a whole one.

    Args:
        key: of what it was made.
        window: when the same would be made of it.
        seen: how the published folder looked to the build that published it.
        said: what is to be said again.
        destination: where it was published.
    """
    work = Work.beside(os.path.realpath(destination))
    written = _NOTE.dump_json(_Note(key, seen, window, said))
    with suppress(OSError):
        os.makedirs(work.folder, exist_ok=True)  # noqa: PTH103
        beside = f"{work.note}.{os.getpid()}"
        with open(beside, "wb") as file:  # noqa: PTH123
            file.write(contents.digest(written).encode() + b"\n" + written)
        os.replace(beside, work.note)  # noqa: PTH105


def window_of(library: Library, options: Options) -> Window:
    """When the same of a library is under embargo; always, where drafts are shown."""
    if options.drafts:
        return Window(None, None)
    ended = [each.head.embargo for each in library.briefings.values() if each.head.embargo]
    waiting = [each.until for each in library.held if each.until]
    return Window(max(ended, default=None), min(waiting, default=None))


def _program() -> list[str]:
    """What tells this program from its other versions: its files, and what it stands on."""
    folder = Path(__file__).parent
    parts = [sys.version]
    for path in sorted(folder.rglob("*.py")):
        status = path.stat()
        parts.append(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}")
    for maker in _MAKERS:
        with suppress(PackageNotFoundError):
            parts.append(f"{maker} {version(maker)}")
    return parts
