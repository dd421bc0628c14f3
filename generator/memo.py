"""Remembering pure functions over frozen values from one build to the next.

A value is known again by being the very same object: what is frozen and the same cannot differ.
The stages ask for the answers to their smaller questions, each under a name: `Forgetful` works all
of them out, `Memory` only those whose givens differ from what they were under that name before.
There is no list of what depends on what that could be wrong.

What is asked about everything in a library is asked in rows and gathered, so that a change costs
what it is about and a comparison of identities, which Python does in C for thousands in a moment.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from operator import is_, is_not
from typing import Any, Generic, TypeVar, TypeVarTuple, overload

from typing_extensions import override

R = TypeVar("R")
T = TypeVar("T")
T2 = TypeVar("T2")
T3 = TypeVar("T3")
T4 = TypeVar("T4")
C = TypeVar("C")
K = TypeVar("K")
V = TypeVar("V")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Reach(Generic[T, C, R]):
    """How far a change of context reaches.

    Attributes:
        between: what tells of an item whether two contexts may answer differently about it; None
            if they may about every item.
        holds: whether an answer is of the kind that can hold at all.
    """

    between: Callable[[C, C], Callable[[T], bool] | None]
    holds: Callable[[R], bool] = lambda _: True


class Forgetful:
    """Works everything out anew: what a single build needs."""

    def __call__(self, name: str, function: Callable[[*Ts], R], *given: *Ts) -> R:  # noqa: ARG002
        """What a pure function answers; the name tells its questions apart."""
        return function(*given)

    def each(
        self,
        function: Callable[[T, C], R],
        items: Sequence[T],
        context: C,
        reach: Reach[T, C, R],  # noqa: ARG002  # what a memory needs
    ) -> tuple[R, ...]:
        """What a pure function answers about each item in a context."""
        return tuple(function(item, context) for item in items)

    @overload
    def rows(self, name: str, function: Callable[[T], R], one: Sequence[T], /) -> tuple[R, ...]: ...
    @overload
    def rows(
        self, name: str, function: Callable[[T, T2], R], one: Sequence[T], two: Sequence[T2], /
    ) -> tuple[R, ...]: ...
    @overload
    def rows(
        self,
        name: str,
        function: Callable[[T, T2, T3], R],
        one: Sequence[T],
        two: Sequence[T2],
        three: Sequence[T3],
        /,
    ) -> tuple[R, ...]: ...
    @overload
    def rows(
        self,
        name: str,
        function: Callable[[T, T2, T3, T4], R],
        one: Sequence[T],
        two: Sequence[T2],
        three: Sequence[T3],
        four: Sequence[T4],
        /,
    ) -> tuple[R, ...]: ...
    def rows(
        self,
        name: str,  # noqa: ARG002  # what a memory needs
        function: Callable[..., R],
        *columns: Sequence[Any],
    ) -> tuple[R, ...]:
        """What a pure function answers to each row; if to all as before, then the same tuple."""
        return tuple(map(function, *columns))

    def gathered(
        self, function: Callable[[T], Mapping[K, V]], items: Sequence[T]
    ) -> Mapping[K, tuple[V, ...]]:
        """What each item adds under some keys, by key and in the order of the items."""
        shelves: dict[K, list[V]] = {}
        for each in self.rows("", function, items):
            for key, value in each.items():
                shelves.setdefault(key, []).append(value)
        return {key: tuple(values) for key, values in shelves.items()}

    def settled(self, name: str, value: T) -> T:  # noqa: ARG002  # what a memory needs
        """The value, or the equal one that bore the name before."""
        return value

    def group(self, name: str, values: Iterable[T]) -> tuple[T, ...]:  # noqa: ARG002  # the same
        """The values together; if each is the same as before, then so is the group."""
        return tuple(values)


class Memory(Forgetful):
    """Remembers the last answer to each question."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._answers: dict[tuple[object, str], tuple[tuple[object, ...], Any]] = {}
        self._rows: dict[object, _Rows] = {}
        self._contexts: dict[object, Any] = {}
        self._shelves: dict[object, tuple[tuple[Any, ...], Shelves[Any, Any]]] = {}
        self._settled: dict[str, Any] = {}
        self._groups: dict[str, tuple[Any, ...]] = {}

    @override
    def __call__(self, name: str, function: Callable[[*Ts], R], *given: *Ts) -> R:
        found = self._answers.get((function, name))
        if found is None or not all(map(is_, found[0], given)):
            found = (given, function(*given))
            self._answers[function, name] = found
        answer: R = found[1]
        return answer

    @override
    def each(
        self,
        function: Callable[[T, C], R],
        items: Sequence[T],
        context: C,
        reach: Reach[T, C, R],
    ) -> tuple[R, ...]:
        key = (function, "each")
        old = self._contexts.get(key, context)
        is_reached = reach.between(old, context) if old is not context else _nothing_is_reached
        rows = _Rows((tuple(items),), self._rows.get(key) if is_reached else None)
        stale = set(rows.new)
        if is_reached is not None and is_reached is not _nothing_is_reached:
            kept: list[R] = rows.kept
            stale |= {place for place, answer in enumerate(kept)
                      if place not in stale and (not reach.holds(answer)
                                                 or is_reached(items[place]))}  # fmt: skip
        answers = rows.answered({place: function(items[place], context) for place in stale})
        self._rows[key], self._contexts[key] = rows, context
        return answers

    @override
    def rows(self, name: str, function: Callable[..., R], *columns: Sequence[Any]) -> tuple[R, ...]:
        rows = _Rows(tuple(map(tuple, columns)), self._rows.get((function, name)))
        answers = rows.answered(
            {place: function(*(column[place] for column in columns)) for place in rows.new}
        )
        self._rows[function, name] = rows
        return answers

    @override
    def gathered(
        self, function: Callable[[T], Mapping[K, V]], items: Sequence[T]
    ) -> Mapping[K, tuple[V, ...]]:
        added = self.rows("", function, items)
        before, shelves = self._shelves.get(function, ((), Shelves[Any, Any]({})))
        if added is not before:
            shelves = shelves.after(before, added)
            self._shelves[function] = (added, shelves)
        return shelves

    @override
    def settled(self, name: str, value: T) -> T:
        before: T | None = self._settled.get(name)
        if before is not None and before == value:
            return before
        self._settled[name] = value
        return value

    @override
    def group(self, name: str, values: Iterable[T]) -> tuple[T, ...]:
        together = tuple(values)
        before: tuple[T, ...] | None = self._groups.get(name)
        if before is not None and len(before) == len(together) and all(map(is_, before, together)):
            return before
        self._groups[name] = together
        return together


def _nothing_is_reached(_: object) -> bool:
    return False


class Shelves(Mapping[K, tuple[V, ...]]):
    """What items add, under its keys; a key's values are put together when they are looked at."""

    def __init__(
        self, held: dict[K, dict[int, V]], together: dict[K, tuple[V, ...]] | None = None
    ) -> None:
        """Keep, by key, what is there from the item at each place, and what was put together."""
        self._held, self._together = held, together or {}

    def after(
        self, before: Sequence[Mapping[K, V]], added: Sequence[Mapping[K, V]]
    ) -> "Shelves[K, V]":
        """The shelves where items add something else than before; these stay as they are."""
        if len(before) != len(added):
            return Shelves[K, V]({}).after([{}] * len(added), added)
        changed = [(before[place], added[place], place)
                   for place in compress(count(), map(is_not, before, added))]  # fmt: skip
        touched = {key for old, new, _ in changed for key in old.keys() | new.keys()
                   if old.get(key) != new.get(key)}  # fmt: skip
        held = dict(self._held)
        held |= {key: dict(held.get(key, ())) for key in touched}
        for old, new, place in changed:
            for key in touched & old.keys():
                del held[key][place]
            for key in touched & new.keys():
                held[key][place] = new[key]
        together = dict(self._together)  # in one go: another thread may be looking things up
        return Shelves(
            held if all(held[key] for key in touched) else _filled(held),
            {key: each for key, each in together.items() if key not in touched},
        )

    @override
    def __getitem__(self, key: K) -> tuple[V, ...]:
        if key not in self._together:
            held = self._held[key]
            self._together[key] = tuple(held[place] for place in sorted(held))
        return self._together[key]

    @override
    def __contains__(self, key: object) -> bool:
        return key in self._held

    @override
    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    @override
    def __len__(self) -> int:
        return len(self._held)


def _filled(held: dict[K, dict[int, V]]) -> dict[K, dict[int, V]]:
    return {key: each for key, each in held.items() if each}


_NOTHING = object()  # where there is no answer yet


class _Rows:
    """Rows of a table with the answers to them, known again from the table before.

    Attributes:
        answers: those to the table before until `answered` has all of this one's.
        kept: the answers that stay, `_NOTHING` where a row is new.
        new: the places of the rows that are new.
    """

    def __init__(self, columns: tuple[tuple[Any, ...], ...], before: "_Rows | None") -> None:
        self.columns = columns
        self.answers: tuple[Any, ...] = ()
        length = len(columns[0])
        if before is None:
            self.kept: list[Any] = [_NOTHING] * length
            self.new = list(range(length))
        elif len(before.columns[0]) == length:
            pairs = zip(before.columns, columns, strict=True)
            differing = [compress(count(), map(is_not, old, new))
                         for old, new in pairs if old is not new]  # fmt: skip
            self.kept, self.new = list(before.answers), sorted(set(chain(*differing)))
            self.answers = before.answers
        else:
            known = dict(zip(_identities(before.columns), before.answers, strict=True))
            self.kept = [known.get(each, _NOTHING) for each in _identities(columns)]
            self.new = [place for place, each in enumerate(self.kept) if each is _NOTHING]

    def answered(self, new: Mapping[int, Any]) -> tuple[Any, ...]:
        """All answers; what is equal to the one before at its place stays that."""
        is_same = len(self.answers) == len(self.kept)
        for place, answer in new.items():
            if self.kept[place] is _NOTHING or self.kept[place] != answer:
                self.kept[place], is_same = answer, False
        if not is_same:
            self.answers = tuple(self.kept)
        return self.answers


def _identities(columns: tuple[tuple[Any, ...], ...]) -> Iterator[tuple[int, ...]]:
    return zip(*(map(id, column) for column in columns), strict=True)
