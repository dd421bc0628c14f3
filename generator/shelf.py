"""Where the files of a large site lie until they are published: not in memory.

A site of 10,000 briefings is a gigabyte. Each process that makes files of it writes them one behind
the other into a drawer, a file that has no name and is gone with the last process that has it open;
whoever wants a file reads it from there.
"""

import os
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import IO, TypeVar

from typing_extensions import override

from generator.processes import spread

_WORTH_SHARING = 300  # pieces of work; below, memory is enough and another process costs too much

T = TypeVar("T")
R = TypeVar("R")
V = TypeVar("V")
Put = Callable[[str, bytes], None]
Work = Callable[[Sequence[T], Put], R]


class Files(Mapping[str, V]):
    """Files by path, of several mappings; of two with one path the later is meant."""

    def __init__(self, *parts: Mapping[str, V]) -> None:
        """Nothing is read until it is asked for."""
        self._part_of = {path: part for part in parts for path in part}

    @override
    def __getitem__(self, path: str) -> V:
        return self._part_of[path][path]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._part_of)

    @override
    def __len__(self) -> int:
        return len(self._part_of)

    @override
    def __contains__(self, path: object) -> bool:
        return path in self._part_of

    @property
    def parts(self) -> dict[str, Mapping[str, V]]:
        """The mapping that each file is from, by path."""
        return self._part_of


class Drawer(Mapping[str, bytes]):
    """What one process made."""

    def __init__(self, folder: str) -> None:
        """Open it on the disk of a folder, or where the system has room."""
        self._file = _nameless(folder)
        weakref.finalize(self, self._file.close)
        self._end = 0
        self.places: dict[str, tuple[int, int]] = {}

    def put(self, path: str, content: bytes) -> None:
        """Lay a file in; it can be read once all are in."""
        self._file.write(content)
        self.places[path] = self._end, len(content)
        self._end += len(content)

    def shut(self) -> None:
        """All are in."""
        self._file.flush()

    @override
    def __getitem__(self, path: str) -> bytes:
        start, size = self.places[path]
        return os.pread(self._file.fileno(), size, start)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    @override
    def __len__(self) -> int:
        return len(self.places)


def _nameless(folder: str) -> IO[bytes]:
    """A file without a name; elsewhere if the folder's is a disk that may only be read."""
    if folder:
        with suppress(OSError):
            return tempfile.TemporaryFile(dir=folder)
    return tempfile.TemporaryFile()


def shelve(
    work: Work[T, R], items: Sequence[T], jobs: int, folder: str = ""
) -> tuple[Files[bytes], list[R]]:
    """The files that `work` puts, and its answers for up to `jobs` shares of the items.

    Args:
        work: is given a share, and what it puts files with.
        items: what is to be worked on; few are worked on here, and their files kept in memory.
        jobs: how many processes share the work.
        folder: on whose disk the files lie.

    Raises:
        WorkerFailedError: when a process dies.
        Exception: what the work raised, OSError for a full disk among it.
    """
    if len(items) < _WORTH_SHARING or not hasattr(os, "pread"):
        found: dict[str, bytes] = {}
        answers = [work(items, found.__setitem__)]
        return Files(found), answers
    drawers = [Drawer(folder) for _ in range(jobs)]
    shares = [(items[number::jobs], drawer) for number, drawer in enumerate(drawers)]
    done = [each for answer in spread(partial(_fill, work), shares, jobs) for each in answer]
    for drawer, (places, _) in zip(drawers, done, strict=True):
        drawer.places = places
    return Files(*drawers), [answer for _, answer in done]


def laid(files: Iterable[tuple[str, bytes]], count: int, folder: str = "") -> Mapping[str, bytes]:
    """Files that are made one after another; where they are many, on the disk of a folder."""
    if count < _WORTH_SHARING or not hasattr(os, "pread"):
        return dict(files)
    drawer = Drawer(folder)
    for path, content in files:
        drawer.put(path, content)
    drawer.shut()
    return drawer


def sizes_of(files: Mapping[str, bytes]) -> dict[str, int]:
    """How large files are, in bytes, by path; nothing is read for it."""
    match files:
        case Drawer():
            return {path: size for path, (_, size) in files.places.items()}
        case Files():
            parts = {id(part): part for part in files.parts.values()}
            sizes = {key: sizes_of(part) for key, part in parts.items()}
            return {path: sizes[id(part)][path] for path, part in files.parts.items()}
        case _:
            return {path: len(content) for path, content in files.items()}


def _fill(
    work: Work[T, R], shares: Sequence[tuple[Sequence[T], Drawer]]
) -> list[tuple[dict[str, tuple[int, int]], R]]:
    done = []
    for items, drawer in shares:
        answer = work(items, drawer.put)
        drawer.shut()
        done.append((drawer.places, answer))
    return done
