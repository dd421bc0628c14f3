"""What an institution is part of and what is part of it; what came before it and after it."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from generator.heads import InstitutionHead
from generator.pages.edition import Edition
from generator.pages.names import Period
from generator.pages.parts import Link

_ROOM = 200  # institutions below the page's own; its own parts are shown however many they are
_MOST_ROOTS = 8
_DEEPEST = 20  # wholes above an institution, and levels of parts below it
_LONGEST_LINE = 20  # institutions before, and after


class Node(NamedTuple):
    """An institution in the tree; `more` is how many of its parts stand on its own page only."""

    link: Link
    below: "tuple[Node, ...]"
    is_here: bool = False
    more: int = 0


class Step(NamedTuple):
    """An institution in the line, with its time."""

    link: Link
    is_here: bool
    period: Period


def tree_of(edition: Edition, page: str, name: str) -> tuple[Node, ...]:
    """The wholes that an institution belongs to, down to it and its parts; () if it stands alone.

    Where it belongs to several, its parts stand under the first.
    """
    room = max(_ROOM, len(edition.index.parts.get(name, ())))
    here = _below(edition, page, name, room, _DEEPEST)._replace(is_here=True)
    roots = tuple(islice(_above(edition, page, name, here, _DEEPEST), _MOST_ROOTS))
    return roots if here.below or roots[0] is not here else ()


def _below(edition: Edition, page: str, name: str, room: int, levels: int) -> Node:
    """An institution with its parts, as far as there is room, of which each part has a share."""
    parts = edition.index.parts.get(name, ())
    shown = parts[:room] if levels else ()
    share = (room - len(shown)) // len(shown) if shown else 0
    below = tuple(_below(edition, page, part, share, levels - 1) for part in shown)
    return Node(edition.any_link(page, name), below, more=len(parts) - len(shown))


def _above(edition: Edition, page: str, name: str, node: Node, levels: int) -> Iterator[Node]:
    """The trees from the wholes at the top down to a node; no whole is part of itself (E230)."""
    wholes = _part_of(edition, name) if levels else ()
    if not wholes:
        yield node
    for whole in wholes:
        above = Node(edition.any_link(page, whole), (node,))
        yield from _above(edition, page, whole, above, levels - 1)
        node = node._replace(below=(), more=0)


def _part_of(edition: Edition, name: str) -> tuple[str, ...]:
    whole: tuple[str, ...] = getattr(edition.library.entries[name].head, "part_of", ())
    return whole


def line_of(edition: Edition, page: str, name: str) -> tuple[Step, ...]:
    """What came before an institution, it, and what came after it; () where nothing did."""
    before = _chain(edition.index.earlier, name)
    after = _chain(edition.index.later, name)
    if not before and not after:
        return ()
    names = (*reversed(before), name, *after)
    return tuple(_step(edition, page, each, is_here=each == name) for each in names)


def _chain(following: Mapping[str, tuple[str, ...]], name: str) -> list[str]:
    """What follows, the nearest first, each once."""
    found, rest = [name], [name]
    while rest and len(found) <= _LONGEST_LINE:
        new = [each for each in following.get(rest.pop(0), ()) if each not in found]
        found += new
        rest += new
    return found[1 : _LONGEST_LINE + 1]


def _step(edition: Edition, page: str, name: str, *, is_here: bool) -> Step:
    head = edition.library.entries[name].head
    assert isinstance(head, InstitutionHead)  # noqa: S101  # only they have predecessors
    period = Period(edition.when(head.founded), edition.when(head.dissolved))
    return Step(edition.any_link(page, name), is_here, period)
