"""The list of all briefings, and those of a year, by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator import urls
from generator.dates import PartialDate
from generator.folders import BRIEFINGS
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import BriefingLine, Counted, briefing_cost, briefing_line
from generator.pages.parts import Link
from generator.pages.planned import Planned
from generator.pages.splitting import Around, Pages, Part, grouped, split

_LATEST = 10
_SOURCE = "content/briefings/"


class Month(NamedTuple):
    """The briefings of a month."""

    id: str
    words: str
    lines: tuple[BriefingLine, ...]


@dataclass(frozen=True, slots=True)
class BriefingsView(View):
    """What briefings.html shows: every year, with its latest briefings."""

    count: int
    years: tuple[Counted, ...]
    latest: tuple[BriefingLine, ...]


@dataclass(frozen=True, slots=True)
class YearView(View):
    """What year.html shows: a year's briefings, or where it has very many those of a month.

    `previous` and `following` are the years beside it.
    """

    title: str
    count: int
    months: tuple[Month, ...]
    around: Around
    previous: Link | None
    following: Link | None


def briefing_lists(edition: Edition) -> Iterator[Planned]:
    """The list of briefings, and those of years."""
    yield Planned(urls.path_of(BRIEFINGS), "briefings.html", partial(_briefings, edition), _SOURCE)
    by_year: dict[int, list[Briefing]] = {}
    for each in edition.library.briefings.values():
        by_year.setdefault(each.head.date.year, []).append(each)
    for year, found in by_year.items():
        months = grouped(found, partial(_month, edition))
        pages = Pages(
            _path(year),
            edition.year(year),
            f"{BRIEFINGS}/{year}",
            split(months, briefing_cost),
            edition.strings,
        )
        yield Planned(pages.first, "year.html", partial(_year, edition, year, pages), _SOURCE)
        for path, part in pages.below:
            yield Planned(path, "year.html", partial(_months, edition, pages, part), _SOURCE)


def latest(edition: Edition, page: str) -> tuple[BriefingLine, ...]:
    """The latest briefings, the latest first."""
    names = edition.in_order[: -_LATEST - 1 : -1]
    return tuple(briefing_line(edition, page, edition.library.briefings[name]) for name in names)


def _briefings(edition: Edition) -> BriefingsView:
    page, strings = urls.path_of(BRIEFINGS), edition.strings
    numbers = dict.fromkeys(edition.years, 0)
    for each in edition.library.briefings.values():
        numbers[each.head.date.year] += 1
    count = len(edition.library.briefings)
    return BriefingsView(
        edition.frame(page, strings.text("briefings"), strings.text("briefings-by-year", n=count),
                      section=BRIEFINGS),
        count,
        tuple(Counted(_year_link(edition, page, year), number) for year, number in numbers.items()),
        latest(edition, page),
    )  # fmt: skip


def _year(edition: Edition, year: int, pages: Pages[Briefing]) -> YearView:
    page, strings = pages.first, edition.strings
    count = sum(len(part.items) for part in pages.parts)
    title = strings.text("briefings-of", when=pages.title)
    years = edition.years[::-1]
    place = years.index(year)
    return YearView(
        edition.frame(page, title, strings.text("briefings-of-number", n=count, when=pages.title),
                      section=BRIEFINGS),
        title, count, _shown(edition, page, pages, None), pages.around(None, _month_id),
        _year_link(edition, page, years[place - 1]) if place else None,
        _year_link(edition, page, years[place + 1]) if place + 1 < len(years) else None,
    )  # fmt: skip


def _months(edition: Edition, pages: Pages[Briefing], part: Part[Briefing]) -> YearView:
    page, strings, when = pages.path(part), edition.strings, pages.called(part)
    title = strings.text("briefings-of", when=when)
    count = len(part.items)
    return YearView(
        edition.frame(page, title, strings.text("briefings-of-number", n=count, when=when),
                      section=BRIEFINGS),
        title, count, _shown(edition, page, pages, part), pages.around(part, _month_id),
        None, None,
    )  # fmt: skip


def _shown(
    edition: Edition, page: str, pages: Pages[Briefing], part: Part[Briefing] | None
) -> tuple[Month, ...]:
    return tuple(
        Month(_month_id(group.id), group.title,
              tuple(briefing_line(edition, page, each) for each in group.items))
        for group in pages.shown(part)
    )  # fmt: skip


def _month(edition: Edition, briefing: Briefing) -> tuple[str, str]:
    month = PartialDate(briefing.head.date.year, briefing.head.date.month)
    return f"{month.month:02}", edition.strings.conventions.date(month)


def _month_id(name: str) -> str:
    return f"month-{name}"


def _path(year: int) -> str:
    return urls.path_of(BRIEFINGS, str(year))


def _year_link(edition: Edition, page: str, year: int) -> Link:
    return Link(urls.relative(page, _path(year)), edition.year(year))
