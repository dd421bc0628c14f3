"""Long columns, with tables and shelves over them; the next shares all that stays the same.

A column is kept in blocks. One that differs at a few places is made by replacing a few blocks, and
two are compared by the identity of their blocks: what is the same is not even looked at, which
counts when ten thousand values lie strewn over a gigabyte.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import accumulate, chain, compress, count
from operator import is_, is_not
from typing import TypeVar, overload

from typing_extensions import override

K = TypeVar("K")
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)
_BLOCK = 64
_NOTHING = object()  # what is under a key that is not there
Blocks = tuple[tuple[V, ...], ...]


class Column(Sequence[V_co]):
    """Values in an order that does not change, in blocks."""

    __slots__ = ("blocks", "starts")

    def __init__(self, blocks: "Blocks[V_co]", starts: tuple[int, ...] = ()) -> None:
        """Keep the blocks, none of which is empty, and where each begins; last, the length."""
        self.blocks = blocks
        self.starts = starts or tuple(accumulate(map(len, blocks), initial=0))

    @overload
    def __getitem__(self, place: int) -> V_co: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[V_co, ...]: ...
    @override
    def __getitem__(self, place: int | slice) -> V_co | tuple[V_co, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        at = place if place >= 0 else place + len(self)
        if not 0 <= at < len(self):
            raise IndexError(place)
        block = bisect_right(self.starts, at) - 1
        return self.blocks[block][at - self.starts[block]]

    @override
    def __iter__(self) -> Iterator[V_co]:
        return chain.from_iterable(self.blocks)

    @override
    def __len__(self) -> int:
        return self.starts[-1]

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Column | tuple) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # it is known again by identity

    def replaced(self, values: "Mapping[int, V_co]") -> "Column[V_co]":
        """The column with other values at some places."""
        blocks = list(self.blocks)
        changed: dict[int, list[V_co]] = {}
        for place, value in values.items():
            number = bisect_right(self.starts, place) - 1
            block = changed.setdefault(number, list(blocks[number]))
            block[place - self.starts[number]] = value
        for number, block in changed.items():
            blocks[number] = tuple(block)
        return Column(tuple(blocks), self.starts)


def column_of(values: Iterable[V], before: Column[V] | None = None) -> Column[V]:
    """A column of values, with the blocks of the one before as far as they hold the very same."""
    together = tuple(values)
    blocks = [together[start : start + _BLOCK] for start in range(0, len(together), _BLOCK)]
    if before is not None:
        for number, (old, new) in enumerate(zip(before.blocks, blocks, strict=False)):
            if len(old) == len(new) and all(map(is_, old, new)):
                blocks[number] = old
        if len(blocks) == len(before.blocks) and all(map(is_, blocks, before.blocks)):
            return before
    return Column(tuple(blocks))


def joined(columns: Iterable[Column[V]]) -> Column[V]:
    """Columns one after the other, as one."""
    return Column(tuple(chain.from_iterable(each.blocks for each in columns)))


def repeated(value: V, length: int) -> Column[V]:
    """One value again and again."""
    whole, rest = divmod(length, _BLOCK)
    return Column((((value,) * _BLOCK,) * whole) + (((value,) * rest,) if rest else ()))


def differing(old: Column[V], new: Column[V]) -> tuple[int, ...] | None:
    """The places at which a column has another object; None where it has another length."""
    if old is new:
        return ()
    if len(old) != len(new):
        return None
    if old.starts != new.starts:
        return tuple(compress(count(), map(is_not, old, new)))
    return tuple(
        start + place
        for start, was, now in zip(old.starts, old.blocks, new.blocks, strict=False)
        if was is not now
        for place in compress(count(), map(is_not, was, now))
    )


class Table(Mapping[K, V]):
    """A column whose values are found by keys.

    Attributes:
        of: the keys, in their order.
        places: where the value of each key stands in the column; tables over the same share it.
        column: the values.
    """

    __slots__ = ("column", "of", "places")

    def __init__(self, of: Sequence[K], places: Mapping[K, int], column: Column[V]) -> None:
        """Keep all three."""
        self.of, self.places, self.column = of, places, column

    @override
    def __getitem__(self, key: K) -> V:
        return self.column[self.places[key]]

    @override
    def __contains__(self, key: object) -> bool:
        return key in self.places

    @override
    def __iter__(self) -> Iterator[K]:
        return iter(self.places)

    @override
    def __len__(self) -> int:
        return len(self.places)

    @override
    def values(self) -> ValuesView[V]:
        return _Values(self)


class _Values(ValuesView[V]):
    def __init__(self, table: Table[K, V]) -> None:
        super().__init__(table)
        self._column = table.column

    @override
    def __iter__(self) -> Iterator[V]:
        return iter(self._column)


def table_of(values: Mapping[K, V]) -> Table[K, V]:
    """A table of what a mapping holds."""
    return Table(tuple(values), places_of(values), column_of(values.values()))


def with_others(
    table: Mapping[K, V], values: Mapping[K, V], gone: Collection[K] = ()
) -> "Table[K, V]":
    """A table with other values under some keys, and without some that it has."""
    if isinstance(table, Table) and not gone and values.keys() <= table.places.keys():
        changed = {table.places[key]: value for key, value in values.items()}
        return Table(table.of, table.places, table.column.replaced(changed))
    kept = {key: value for key, value in table.items() if key not in gone}
    return table_of({**kept, **values})


def places_of(keys: Iterable[K]) -> dict[K, int]:
    """Where each key stands."""
    return {key: place for place, key in enumerate(keys)}


def changed_keys(old: Mapping[K, V], new: Mapping[K, V]) -> set[K]:
    """The keys under which two mappings say something else, or one of them nothing."""
    if old is new:
        return set()
    if isinstance(old, Table) and isinstance(new, Table) and old.places is new.places:
        before, after = old.column, new.column
        return {old.of[place] for place in differing(before, after) or ()
                if before[place] != after[place]}  # fmt: skip
    return {key for key in old.keys() | new.keys()
            if old.get(key, _NOTHING) != new.get(key, _NOTHING)}  # fmt: skip


class Shelves(Mapping[K, tuple[V, ...]]):
    """What items add, under its keys; a key's values are put together when they are looked at."""

    def __init__(
        self, held: dict[K, dict[int, V]], together: dict[K, tuple[V, ...]] | None = None
    ) -> None:
        """Keep, by key, what is there from the item at each place, and what was put together."""
        self._held, self._together = held, together or {}

    def after(self, before: Column[Mapping[K, V]], added: Column[Mapping[K, V]]) -> "Shelves[K, V]":
        """The shelves where items add something else than before; these stay as they are."""
        places = differing(before, added)
        if places is None:
            return Shelves[K, V]({}).after(repeated({}, len(added)), added)
        changed = [(before[place], added[place], place) for place in places]
        touched = {key for old, new, _ in changed for key in old.keys() | new.keys()
                   if old.get(key, _NOTHING) != new.get(key, _NOTHING)}  # fmt: skip
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

    def places(self, key: K) -> Collection[int]:
        """The places of the items that add something under a key."""
        return self._held.get(key, {}).keys()

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
