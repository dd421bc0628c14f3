"""Rows of columns with the answers to them, and what is picked of a column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from generator.columns import Column, column_of, differing

V = TypeVar("V")
_NOTHING = object()  # where there is no answer yet


class Rows:
    """Rows of a table with the answers to them, known again from the table before.

    Attributes:
        answers: those to the table before until `answered` has all of this one's.
        new: the places of the rows that are new.
    """

    def __init__(self, columns: tuple[Column[Any], ...], before: "Rows | None") -> None:
        """Find the rows that were not in the table before."""
        self.columns = columns
        self.answers = Column[Any](())
        self._known: list[Any] | None = None
        self._before = before.columns if before else ()
        length = len(columns[0])
        if before is None:
            self._known, self.new = [_NOTHING] * length, tuple(range(length))
            return
        found = [differing(*pair) for pair in zip(before.columns, columns, strict=True)]
        if None in found:
            known = dict(zip(_identities(before.columns), before.answers, strict=True))
            self._known = [known.get(each, _NOTHING) for each in _identities(columns)]
            self.new = tuple(place for place, each in enumerate(self._known) if each is _NOTHING)
        else:
            self.answers = before.answers
            self.new = tuple(sorted(set(chain.from_iterable(filter(None, found)))))

    def now(self, places: Iterable[int]) -> Iterable[int]:
        """Where those rows of the table before stand that are still there."""
        if self._known is None or not self._before:
            return places
        before = list(_identities(self._before))
        reached = {before[place] for place in places}
        rows = enumerate(_identities(self.columns))
        return [place for place, each in rows if each in reached]

    def answered(self, new: Mapping[int, Any]) -> Column[Any]:
        """All answers; what is equal to the one before at its place stays that."""
        if self._known is None:
            changed = {place: answer for place, answer in new.items()
                       if self.answers[place] != answer}  # fmt: skip
            if changed:
                self.answers = self.answers.replaced(changed)
            self._before = ()
            return self.answers
        for place, answer in new.items():
            self._known[place] = answer
        self.answers, self._known, self._before = column_of(self._known), None, ()
        return self.answers


def _identities(columns: tuple[Column[Any], ...]) -> Iterator[tuple[int, ...]]:
    return zip(*(map(id, column) for column in columns), strict=True)


@dataclass(frozen=True, slots=True)
class Picked(Generic[V]):
    """What was picked of a column.

    Attributes:
        back: for each place of the column, that at which its value is picked, or none.
    """

    column: Column[V]
    places: Sequence[int]
    back: Mapping[int, int]
    picked: Column[V]

    @staticmethod
    def of(
        column: Column[V], places: Sequence[int], before: "Column[V] | None" = None
    ) -> "Picked[V]":
        """The values at some places, with the blocks of what was picked before."""
        picked = column_of(map(column.__getitem__, places), before)
        return Picked(column, places, {place: at for at, place in enumerate(places)}, picked)

    def after(self, column: Column[V], places: Sequence[int]) -> "Picked[V]":
        """The same picked of the next column."""
        changed = differing(self.column, column) if places is self.places else None
        if changed is None:
            return Picked.of(column, places, self.picked)
        values = {self.back[place]: column[place] for place in changed if place in self.back}
        picked = self.picked.replaced(values) if values else self.picked
        return Picked(column, places, self.back, picked)
