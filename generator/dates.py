"""Calendar dates that may be partial, and intervals that may be open."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from typing_extensions import override

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})\Z", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})\Z", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})\Z", re.ASCII)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Answer(StrEnum):
    """Whether something held on a day, as far as the dates tell."""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"


class NotADateError(ValueError):
    """The text is no calendar date."""

    def __init__(
        self,
        written: str,
        wanted: str = "date; write 2016-12-15, or 2016-12 or 2016 where the day is unknown",
    ) -> None:
        """Say what was written, what is wanted, and how to write it."""
        super().__init__(f"“{written}” is no {wanted}")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year or a day (ISO 8601 reduced precision, proleptic Gregorian)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, written: str) -> "PartialDate":
        """Read `2016`, `2016-12` or `2016-12-15`.

        Raises:
            NotADateError: for anything else, and for days that no calendar has.
        """
        match = _WRITTEN.match(written.strip())
        if match is None:
            raise NotADateError(written)
        parsed = cls(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
        try:
            date(parsed.year, parsed.month if match["month"] else 1,
                 parsed.day if match["day"] else 1)  # fmt: skip
        except ValueError:
            raise NotADateError(written) from None
        return parsed

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @override
    def __str__(self) -> str:
        """The date as ISO 8601 writes it: `2016-12`."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """The date in words: “15 December 2016”, “December 2016”, “2016”."""
        parts = [str(self.day)] if self.day else []
        parts += [MONTHS[self.month - 1]] if self.month else []
        return " ".join([*parts, str(self.year)])


def day_meant(written: str) -> PartialDate | None:
    """The only day that a date written in another way can mean: 15.12.2016, Dec 15, 2016.

    There is none where the day and the month could change places: 3/4/2016.
    """
    written = written.strip()
    if match := _NUMBERS.match(written):
        first, second, last = match.groups()
        days = {(first, second, last)} if len(first) > len(last) else {
            (last, first, second), (last, second, first)}  # fmt: skip
    elif match := _DAY_FIRST.match(written):
        days = {(match[3], _month(match[2]), match[1])}
    elif match := _MONTH_FIRST.match(written):
        days = {(match[3], _month(match[1]), match[2])}
    else:
        return None
    found = {day for each in days if (day := _day(*each))}
    return found.pop() if len(found) == 1 else None


def _month(word: str) -> str:
    """The number of an English month, in full or cut off; "" for other words."""
    return next((str(number) for number, name in enumerate(MONTHS, start=1)
                 if name.casefold().startswith(word.casefold().rstrip("."))), "")  # fmt: skip


def _day(year: str, month: str, day: str) -> PartialDate | None:
    try:
        return PartialDate.parse(f"{year}-{month:0>2}-{day:0>2}")
    except NotADateError:
        return None


@dataclass(frozen=True, slots=True)
class Interval:
    """From a date, included, to a date, excluded; None where there is no bound."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    def holds_on(self, day: date) -> Answer:
        """Whether the day lies within, given that a partial date may mean any of its days."""
        begun, ended = Answer.YES, Answer.NO
        if self.start is not None:
            begun = _reached(self.start, day)
        if self.end is not None:
            ended = _reached(self.end, day)
        if begun is Answer.NO or ended is Answer.YES:
            return Answer.NO
        if begun is Answer.YES and ended is Answer.NO:
            return Answer.YES
        return Answer.UNCERTAIN

    @property
    def is_empty(self) -> bool:
        """Whether it certainly ends before it begins."""
        return (
            self.start is not None
            and self.end is not None
            and self.end.latest < self.start.earliest
        )

    def certainly_overlaps(self, other: "Interval") -> bool:
        """Whether some day lies in both, whatever the partial dates mean."""
        starts = [each.start.latest for each in (self, other) if each.start is not None]
        ends = [each.end.earliest for each in (self, other) if each.end is not None]
        return not starts or not ends or max(starts) < min(ends)


def _reached(bound: PartialDate, day: date) -> Answer:
    if day >= bound.latest:
        return Answer.YES
    return Answer.NO if day < bound.earliest else Answer.UNCERTAIN
