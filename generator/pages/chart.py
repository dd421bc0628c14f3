"""Where periods and days stand on an axis of time: the geometry of the charts of offices.

Places are percent of the axis' length, so that a chart is as wide as its page and its words keep
their size. What is not known for certain is drawn lighter, what has no bound ends in a tail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from generator.dates import Interval

_SHORTEST = timedelta(days=730)  # of an axis: for less, a table says all there is to see
_MOST_TICKS = 6
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)  # years between two ticks
_MARGIN = 0.04  # of the axis, left free on a side where something has no bound
_NARROWEST = 0.6  # percent: a day is seen too
_EDGE = 4.0  # percent: a tick's words need as much room on both sides


class Extent(NamedTuple):
    """A part of the axis, in percent."""

    start: str
    width: str


class Bar(NamedTuple):
    """A period: what it may have covered, what it covered for certain, and its open ends."""

    possible: Extent
    certain: Extent | None
    tails: tuple[Extent, ...]


class Tick(NamedTuple):
    """The beginning of a year."""

    year: int
    place: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time.

    Attributes:
        first, last: where the axis begins and ends.
        earliest, latest: the first and the last day that is known; beyond them are tails.
    """

    first: date
    last: date
    earliest: date
    latest: date

    def place(self, day: date) -> float:
        """Where a day stands, in percent."""
        return 100 * ((day - self.first) / (self.last - self.first))

    def bar(self, period: Interval) -> Bar:
        """A period as it is drawn."""
        start, end = period.start, period.end
        possible = (start.earliest if start else self.earliest, end.latest if end else self.latest)
        certain = (start.latest if start else self.earliest, end.earliest if end else self.latest)
        tails = []
        if start is None:
            tails.append(self._extent(self.first, min(self.earliest, possible[1])))
        if end is None:
            tails.append(self._extent(max(self.latest, possible[0]), self.last))
        is_sure = certain[0] < certain[1]
        return Bar(
            self._extent(*possible), self._extent(*certain) if is_sure else None, tuple(tails)
        )

    def ticks(self) -> tuple[Tick, ...]:
        """The beginnings of as many years as can be told apart."""
        years = range(self.first.year, self.last.year + 1)
        step = next((each for each in _STEPS if len(years) <= each * _MOST_TICKS), _STEPS[-1])
        places = ((year, self.place(date(year, 1, 1))) for year in years if year % step == 0)
        return tuple(Tick(year, f"{place:.1f}%") for year, place in places
                     if _EDGE <= place <= 100 - _EDGE)  # fmt: skip

    def marks(self, days: Iterable[date]) -> tuple[str, ...]:
        """Where days stand, in order; those that could not be told apart stand once."""
        return tuple(f"{place}%" for place in sorted({round(self.place(day)) for day in days}))

    def _extent(self, start: date, end: date) -> Extent:
        place = self.place(start)
        width = max(self.place(end) - place, _NARROWEST)
        return Extent(f"{min(place, 100 - width):.1f}%", f"{width:.1f}%")


def axis_of(periods: Iterable[Interval], days: Iterable[date]) -> Axis | None:
    """The axis on which all of them stand; None if there is nothing to compare, or no time between.

    There is something to compare where two periods are dated, or one is and there are days.
    """
    dated = [each for each in periods if each.start or each.end]
    on = set(days)
    known = {day for each in dated for bound in (each.start, each.end) if bound
             for day in (bound.earliest, bound.latest)} | on  # fmt: skip
    if not dated or len(dated) + bool(on) < 2:  # noqa: PLR2004  # two things to compare
        return None
    earliest, latest = min(known), max(known)
    if latest - earliest < _SHORTEST:
        return None
    margin = (latest - earliest) * _MARGIN
    is_open = (any(each.start is None for each in dated), any(each.end is None for each in dated))
    first = _moved(earliest, -margin) if is_open[0] else earliest
    last = _moved(latest, margin) if is_open[1] else latest
    return Axis(first, last, earliest, latest)


def _moved(day: date, by: timedelta) -> date:
    """A day before or after another, as far as there are calendars."""
    reached = day.toordinal() + by.days
    return date.fromordinal(min(max(reached, 1), date.max.toordinal()))
