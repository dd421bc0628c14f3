"""Old addresses: what editors list under `formerly:`, and what cannot be right there."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from generator.decode import problem_in_front
from generator.directory import SECTIONS, published_in
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.memo import Forgetful
from generator.model import Document, Library, Published
from generator.problems import Problem, did_you_mean
from generator.thing import Thing, thing_of

_FILES = ("assets", "search")  # folders of the site's own files


class Move(NamedTuple):
    """An address that something had once.

    Attributes:
        new: what has it no more.
        place: which line of `formerly:` says so, from 0.
    """

    old: Thing
    new: Thing
    document: Document
    place: int


def moves_of(library: Library, memory: Forgetful = Forgetful()) -> tuple[Move, ...]:  # noqa: B008
    """Every move, by old address."""
    found = memory.flat("moves", memory.rows("", _moves, published_in(library, memory)))
    return memory("", _by_old_address, found)


def _by_old_address(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda each: (each.old, each.new, each.place)))


def first_of(thing: Thing, formerly: tuple[str, ...]) -> Thing:
    """What something was called at first; old ids stand in their order, the oldest first."""
    return _old(thing, formerly[0]) if formerly else thing


def check_moves(
    library: Library,
    known: Collection[str] = (),
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> tuple[Problem, ...]:
    """Old addresses that are still somebody's, or that two have had; `known` are recorded ones."""
    if not (moves := moves_of(library, memory)):
        return ()
    paths = _paths(library, memory)
    return tuple(
        problem
        for claims in (tuple(each) for _, each in groupby(moves, key=attrgetter("old")))
        for problem in (*_wrong(claims[0], library, paths, known), *_claimed_again(claims))
    )


def _moves(written: Published) -> tuple[Move, ...]:
    if not written.head.formerly:
        return ()
    thing = thing_of(written)
    return tuple(
        Move(_old(thing, old), thing, written.document, place)
        for place, old in enumerate(written.head.formerly)
    )


def _old(thing: Thing, written: str) -> Thing:
    folder, slash, name = written.rpartition("/")
    return Thing(folder if slash else thing.folder, name)


def _wrong(
    move: Move, library: Library, paths: frozenset[str], known: Collection[str]
) -> Iterator[Problem]:
    """Why something cannot have had an address, or does not have it only formerly."""
    old, path = move.old, f"content/{move.old.folder}/{move.old.id}.md"
    if old == move.new:
        yield _problem(move, "E252", f"“{old.id}” is what this file is called now", "remove it")
    elif path in paths:
        hint = "remove it here, or remove that file if all that it holds has moved"
        yield _problem(move, "E250", f"“{old.id}” is still the id of {path}", hint)
    elif _is_taken(old, library):
        message = f"the site has something of its own at {_address(old)}"
        yield _problem(move, "E253", message, "remove it: nothing of yours can have been there")
    elif (near := _like_a_folder(old, library)) and f"{old.folder}/{old.id}/" not in known:
        message = f"“{old.folder}” is no folder of this site's content"
        yield _problem(move, "W254", message, f"{near} If it was a folder once, all is well")


def _claimed_again(claims: tuple[Move, ...]) -> Iterator[Problem]:
    """Two lines for one old address."""
    first = claims[0]
    for other in claims[1:]:
        if other.document.path == first.document.path:
            yield _problem(other, "E251", f"“{other.old.id}” stands here twice", "remove one")
        else:
            message = f"“{other.old.id}” was the id of {first.document.path} too"
            hint = "an address leads to one page: remove it from one of the two files"
            yield _problem(other, "E251", message, hint)


def _problem(move: Move, code: str, message: str, hint: str) -> Problem:
    return problem_in_front(move.document, ("formerly", move.place), code, message, hint)


def _paths(library: Library, memory: Forgetful) -> frozenset[str]:
    """The paths of all files, whether they are shown or held back."""
    written = memory("", frozenset, memory.rows("", _path, published_in(library, memory)))
    return written.union(held.path for held in library.held)


def _path(written: Published) -> str:
    return written.document.path


def _is_taken(old: Thing, library: Library) -> bool:
    """Whether an old address is that of a list or of the site's own files."""
    if old.folder == PAGES:
        return old.id in {*_FILES, *SECTIONS, *library.site.folders}
    return old.folder in _FILES


def _address(old: Thing) -> str:
    return f"{old.id}/" if old.folder == PAGES else f"{old.folder}/"


def _like_a_folder(old: Thing, library: Library) -> str:
    """What folder may be meant by one that the site does not have, if any is like it."""
    known = (BRIEFINGS, TOPICS, PAGES, *library.site.folders)
    return "" if old.folder in known else did_you_mean(old.folder, known)
