"""The chart of offices: of a person, or of all who held those of an institution."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from generator.heads import PersonHead, Role
from generator.model import Entry
from generator.pages.chart import Axis, Bar, axis_of
from generator.pages.edition import Edition
from generator.pages.names import Period, period

_MOST_ROWS = 20
_MOST_OFFICES = 100  # of a person, on the person's own page


class Row(NamedTuple):
    """An office, with when it was held."""

    label: str
    period: Period
    bar: Bar


class Marked(NamedTuple):
    """Briefings on the axis: how many there are, and where."""

    number: int
    places: tuple[str, ...]


class Chart(NamedTuple):
    """Offices and briefings on one axis; the words of the ticks with their places."""

    start: str
    end: str
    rows: tuple[Row, ...]
    spoken: Marked
    named: Marked
    ticks: tuple[tuple[str, str], ...]


def roles_of(entry: Entry) -> tuple[Role, ...]:
    """The offices of a person, the latest first; () of anything else."""
    roles = entry.head.roles if isinstance(entry.head, PersonHead) else ()
    return tuple(sorted(roles, key=lambda role: str(role.start or ""), reverse=True))


def offices_shown(entry: Entry) -> tuple[Role, ...]:
    """Those that the page of a person has room for: all, or the latest."""
    return roles_of(entry)[:_MOST_OFFICES]


def chart_of(edition: Edition, entry: Entry, roles: Sequence[tuple[str, Role]]) -> Chart | None:
    """The chart of roles, each with its words, and of the briefings of an entry.

    The latest twenty are drawn, in the order of time. None where a table says all there is to see.
    """
    dated = [(label, role) for label, role in roles if role.start or role.end]
    dated = sorted(dated, key=lambda each: str(each[1].start or ""))[-_MOST_ROWS:]
    spoken, named = _days(edition, entry)
    axis = axis_of([role.interval for _, role in dated], [*spoken, *named])
    if axis is None:
        return None
    return Chart(
        edition.year(axis.earliest.year),
        edition.year(axis.latest.year),
        tuple(Row(label, period(edition, role), axis.bar(role.interval)) for label, role in dated),
        _marked(axis, spoken),
        _marked(axis, named),
        tuple((edition.year(tick.year), tick.place) for tick in axis.ticks()),
    )


def _days(edition: Edition, entry: Entry) -> tuple[list[date], list[date]]:
    """The days of the briefings in which somebody speaks, and of those in which the name falls."""
    briefings = edition.library.briefings
    spoken = edition.index.spoken.get(entry.id, ())
    named = dict.fromkeys(each.mark.briefing for each in edition.index.named.get(entry.id, ()))
    first, second = ([briefings[name].head.date for name in names] for names in (spoken, named))
    return first, second


def _marked(axis: Axis, days: Sequence[date]) -> Marked:
    return Marked(len(days), axis.marks(days))
