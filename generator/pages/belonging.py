"""What an institution is part of and what is part of it; what came before it and after it."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from generator.dates import PartialDate
from generator.model import InstitutionHead
from generator.pages.frame import Edition, Link
from generator.pages.names import Period

_MOST_PARTS = 60  # shown below one whole
_DEEPEST = 4  # levels of parts below the page's own
_MOST_ROOTS = 8
_LONGEST_LINE = 20  # institutions before, and after


class Node(NamedTuple):
    """An institution in the tree; `more` is how many of its parts are left out."""

    link: Link
    is_here: bool
    below: "tuple[Node, ...]"
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
    here = _below(edition, page, name, _DEEPEST)._replace(is_here=True)
    roots = tuple(_above(edition, page, name, here, frozenset([name])))
    return roots[:_MOST_ROOTS] if here.below or roots[0] is not here else ()


def _below(edition: Edition, page: str, name: str, levels: int) -> Node:
    parts = edition.index.parts.get(name, ())
    shown = parts[:_MOST_PARTS] if levels else ()
    below = tuple(_below(edition, page, part, levels - 1) for part in shown)
    return Node(edition.any_link(page, name), False, below, len(parts) - len(shown))  # noqa: FBT003


def _above(
    edition: Edition, page: str, name: str, node: Node, passed: frozenset[str]
) -> Iterator[Node]:
    """The trees from the wholes at the top down to a node."""
    wholes = [each for each in _part_of(edition, name) if each not in passed]
    if not wholes:
        yield node
    for whole in wholes:
        above = Node(edition.any_link(page, whole), False, (node,))  # noqa: FBT003
        yield from _above(edition, page, whole, above, passed | {whole})
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
    step = _stepper(edition, page, name)
    return tuple(step(each) for each in (*reversed(before), name, *after))


def _chain(following: Mapping[str, tuple[str, ...]], name: str) -> list[str]:
    """What follows, the nearest first, each once."""
    found, rest = [name], [name]
    while rest and len(found) <= _LONGEST_LINE:
        new = [each for each in following.get(rest.pop(0), ()) if each not in found]
        found += new
        rest += new
    return found[1 : _LONGEST_LINE + 1]


def _stepper(edition: Edition, page: str, here: str) -> Callable[[str], Step]:
    def step(name: str) -> Step:
        head = edition.library.entries[name].head
        bounds: tuple[PartialDate | None, PartialDate | None] = (None, None)
        if isinstance(head, InstitutionHead):
            bounds = (head.founded, head.dissolved)
        start, end = (edition.when(each) for each in bounds)
        return Step(edition.any_link(page, name), name == here, Period(start, end))

    return step
