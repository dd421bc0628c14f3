"""Remembering pure functions over frozen values from one build to the next.

A value is known again by being the very same object: what is frozen and the same cannot differ.
The stages ask for the answers to their smaller questions, each under a name: `Forgetful` works all
of them out, `Memory` only those whose givens differ from what they were under that name before.
There is no list of what depends on what that could be wrong.

What is asked about everything in a library is asked in rows and gathered. `Memory` keeps it in
columns, so that a change costs what it is about: what stays the same is not even looked at.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import is_
from typing import Any, Generic, TypeVar, TypeVarTuple, overload

from typing_extensions import override

from generator.columns import (
    Column,
    Shelves,
    Table,
    column_of,
    joined,
    places_of,
    repeated,
)
from generator.rows import Picked, Rows

R = TypeVar("R")
T = TypeVar("T")
T2 = TypeVar("T2")
T3 = TypeVar("T3")
T4 = TypeVar("T4")
C = TypeVar("C")
K = TypeVar("K")
T_contra = TypeVar("T_contra", contravariant=True)
C_contra = TypeVar("C_contra", contravariant=True)
R_contra = TypeVar("R_contra", contravariant=True)
V = TypeVar("V")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Reach(Generic[T_contra, C_contra, R_contra]):
    """How far a change of context reaches: what tells it of an item and its answer.

    Attributes:
        between: what tells whether two contexts may answer differently about an item; None if they
            may about every item.
    """

    between: Callable[[C_contra, C_contra], Callable[[T_contra, R_contra], bool] | None]


@dataclass(frozen=True, slots=True)
class Asking(Generic[C_contra, R_contra]):
    """How far a change of context reaches: as far as is asked for what it changes.

    Attributes:
        changed: the keys under which two contexts say something else; None if that may be any.
        asked: the keys for which an answer has asked.
    """

    changed: Callable[[C_contra, C_contra], Collection[str] | None]
    asked: Callable[[R_contra], Mapping[str, None]]


class Forgetful:
    """Works everything out anew: what a single build needs."""

    def __call__(self, name: str, function: Callable[[*Ts], R], *given: *Ts) -> R:  # noqa: ARG002
        """What a pure function answers; the name tells its questions apart."""
        return function(*given)

    def each(  # what is asked, of what, in which light
        self,
        name: str,  # noqa: ARG002  # what a memory needs
        function: Callable[[T, C], R],
        items: Sequence[T],
        context: C,
        reach: Reach[T, C, R] | Asking[C, R],  # noqa: ARG002  # the same
    ) -> Sequence[R]:
        """What a pure function answers about each item in a context."""
        return tuple(function(item, context) for item in items)

    @overload
    def rows(self, name: str, function: Callable[[T], R], one: Sequence[T], /) -> Sequence[R]: ...
    @overload
    def rows(
        self, name: str, function: Callable[[T, T2], R], one: Sequence[T], two: Sequence[T2], /
    ) -> Sequence[R]: ...
    @overload
    def rows(
        self,
        name: str,
        function: Callable[[T, T2, T3], R],
        one: Sequence[T],
        two: Sequence[T2],
        three: Sequence[T3],
        /,
    ) -> Sequence[R]: ...
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
    ) -> Sequence[R]: ...
    def rows(
        self,
        name: str,  # noqa: ARG002  # what a memory needs
        function: Callable[..., R],
        *columns: Sequence[Any],
    ) -> Sequence[R]:
        """What a pure function answers to each row; if to all as before, then the same column."""
        return tuple(map(function, *columns))

    def repeated(self, name: str, value: T, length: int) -> Sequence[T]:  # noqa: ARG002  # the same
        """A column that holds one value."""
        return (value,) * length

    def picked(
        self,
        name: str,  # noqa: ARG002  # what a memory needs
        items: Sequence[T],
        places: Sequence[int],
    ) -> Sequence[T]:
        """The items at some places, in their order."""
        return tuple(map(items.__getitem__, places))

    def looked_up(
        self,
        name: str,  # noqa: ARG002  # what a memory needs
        values: Mapping[K, V],
        keys: Sequence[K],
    ) -> Sequence[V]:
        """The values under some keys, in their order."""
        return tuple(map(values.__getitem__, keys))

    def joined(self, name: str, *columns: Sequence[T]) -> Sequence[T]:  # noqa: ARG002  # the same
        """The columns one after the other."""
        return tuple(chain.from_iterable(columns))

    def flat(self, name: str, parts: Sequence[Iterable[T]]) -> tuple[T, ...]:
        """What the parts hold, one after the other."""
        return self(name, _flat, parts)

    def table(
        self,
        name: str,  # noqa: ARG002  # what a memory needs
        keys: Sequence[K],
        values: Sequence[V],
    ) -> Mapping[K, V]:
        """The values by their keys, each of which is there once."""
        return dict(zip(keys, values, strict=True))

    def keys(self, name: str, values: Mapping[K, Any]) -> Iterable[K]:  # noqa: ARG002  # the same
        """The keys of a mapping, which are the very same as long as there are no others."""
        return values.keys()

    def values(self, name: str, values: Mapping[Any, V]) -> Sequence[V]:  # noqa: ARG002  # the same
        """The values of a mapping, as a column."""
        return tuple(values.values())

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


class Memory(Forgetful):
    """Remembers the last answer to each question."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._answers: dict[tuple[object, str], tuple[tuple[object, ...], Any]] = {}
        self._rows: dict[object, Rows] = {}
        self._contexts: dict[object, Any] = {}
        self._shelves: dict[object, tuple[Column[Any], Shelves[Any, Any]]] = {}
        self._settled: dict[str, Any] = {}
        self._columns: dict[object, tuple[Iterable[Any], Column[Any]]] = {}
        self._picked: dict[str, Picked[Any]] = {}

    @override
    def __call__(self, name: str, function: Callable[[*Ts], R], *given: *Ts) -> R:
        found = self._answers.get((function, name))
        if found is None or not all(map(is_, found[0], given)):
            found = (given, function(*given))
            self._answers[function, name] = found
        answer: R = found[1]
        return answer

    @override
    def each(  # as above
        self,
        name: str,
        function: Callable[[T, C], R],
        items: Sequence[T],
        context: C,
        reach: Reach[T, C, R] | Asking[C, R],
    ) -> Sequence[R]:
        key = (function, "each", name)
        old, before = self._contexts.get(key, context), self._rows.get(key)
        reached: Iterable[int] | None = ()
        if old is not context and before is not None:
            reached = self._reached(reach, (old, context), before)
        rows = Rows(self._as_columns(key, items), None if reached is None else before)
        stale = {*rows.new, *rows.now(reached or ())}
        answers = rows.answered({place: function(items[place], context) for place in stale})
        self._rows[key], self._contexts[key] = rows, context
        if isinstance(reach, Asking):
            self.gathered(reach.asked, answers)
        return answers

    def _reached(
        self, reach: Reach[T, C, R] | Asking[C, R], contexts: tuple[C, C], rows: Rows
    ) -> Iterable[int] | None:
        """The places of the rows that may be answered differently; None if all may."""
        if isinstance(reach, Asking):
            keys = reach.changed(*contexts)
            asked: Shelves[str, None] = self._shelves[reach.asked][1]
            return None if keys is None else {
                place for key in keys for place in asked.places(key)}  # fmt: skip
        is_reached = reach.between(*contexts)
        pairs = zip(rows.columns[0], rows.answers, strict=True)
        return is_reached and [place for place, pair in enumerate(pairs) if is_reached(*pair)]

    @override
    def rows(self, name: str, function: Callable[..., R], *columns: Sequence[Any]) -> Sequence[R]:
        key = (function, name)
        rows = Rows(self._as_columns(key, *columns), self._rows.get(key))
        answers = rows.answered(
            {place: function(*(column[place] for column in columns)) for place in rows.new}
        )
        self._rows[key] = rows
        return answers

    @override
    def repeated(self, name: str, value: T, length: int) -> Sequence[T]:
        found = self._settled.get(f"repeated {name}")
        if found is None or found[0] != value or len(found[1]) != length:
            found = (value, repeated(value, length))
            self._settled[f"repeated {name}"] = found
        column: Column[T] = found[1]
        return column

    @override
    def picked(self, name: str, items: Sequence[T], places: Sequence[int]) -> Sequence[T]:
        [column] = self._as_columns(("picked", name), items)
        found = self._picked.get(name)
        found = found.after(column, places) if found else Picked.of(column, places)
        self._picked[name] = found
        return found.picked

    @override
    def looked_up(self, name: str, values: Mapping[K, V], keys: Sequence[K]) -> Sequence[V]:
        if not isinstance(values, Table):
            return self._column(("looked up", name), map(values.__getitem__, keys))
        return self.picked(
            f"looked up {name}", values.column, self(name, _places_in, values.places, keys)
        )

    @override
    def joined(self, name: str, *columns: Sequence[T]) -> Sequence[T]:
        return self(name, _joined, *self._as_columns(("joined", name), *columns))

    @override
    def table(self, name: str, keys: Sequence[K], values: Sequence[V]) -> Mapping[K, V]:
        one, other = self._as_columns(("table", name), keys, values)
        return self(name, Table, one, self(name, places_of, one), other)

    @override
    def keys(self, name: str, values: Mapping[K, Any]) -> Iterable[K]:
        return values.places if isinstance(values, Table) else self._column(("keys", name), values)

    @override
    def values(self, name: str, values: Mapping[Any, V]) -> Sequence[V]:
        if isinstance(values, Table):
            return values.column
        return self._column(("values", name), values.values())

    @override
    def gathered(
        self, function: Callable[[T], Mapping[K, V]], items: Sequence[T]
    ) -> Mapping[K, tuple[V, ...]]:
        [added] = self._as_columns((function, "gathered"), self.rows("", function, items))
        before, shelves = self._shelves.get(function, (Column[Any](()), Shelves[Any, Any]({})))
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

    def _as_columns(self, key: object, *columns: Sequence[Any]) -> tuple[Column[Any], ...]:
        return tuple(
            column if isinstance(column, Column) else self._column((key, number), column)
            for number, column in enumerate(columns)
        )

    def _column(self, key: object, values: Iterable[V]) -> Column[V]:
        """The column of some values; the one before if each of them is the same."""
        given, column = self._columns.get(key, (None, None))
        if given is not values or column is None:
            column = column_of(values, column)
            self._columns[key] = (values, column)
        return column


def _flat(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(parts))


def _joined(*columns: Column[T]) -> Column[T]:
    return joined(columns)


def _places_in(places: Mapping[K, int], keys: Sequence[K]) -> tuple[int, ...]:
    return tuple(map(places.__getitem__, keys))
