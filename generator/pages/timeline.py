"""Everything that has a date, in order of time: briefings, events, offices, institutions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from generator import urls
from generator.dates import PartialDate
from generator.folders import BRIEFINGS
from generator.heads import InstitutionHead, PersonHead, Role, ThingHead
from generator.model import Briefing, Entry, Library
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import decade_of, speakers, year_of
from generator.pages.parts import Link, When
from generator.pages.planned import Planned
from generator.pages.splitting import BUDGET, Around, Group, Pages, Part, cost, grouped, split
from generator.site import INSTITUTIONS
from generator.thing import Thing

TIMELINE = "timeline"
_OFFICES = "offices"
_LATEST = 30  # moments on a first page that leads to pages of years
_NO_DATE = PartialDate(0)  # of a moment that is still to be given one


class Moment(NamedTuple):
    """Something that happened on a date, which may be partial.

    Attributes:
        kind: `briefings`, `offices`, `institutions`, or the kind of an entry.
        saying: the string that says it; it is given `who` and, of offices, `office`.
        until: when it ended, of what lasted.
    """

    date: PartialDate
    kind: str
    saying: str
    thing: Thing
    role: Role | None = None
    until: PartialDate | None = None


class Line(NamedTuple):
    """A line of the timeline; `label` says of what kind it is, `about` what there is to add."""

    kind: str
    label: str
    date: When | None
    saying: str
    link: Link
    office: str
    institution: Link | None
    until: When | None
    about: str


class Month(NamedTuple):
    """What happened in a month; `words` is "" where only the year is known."""

    words: str
    lines: tuple[Line, ...]


class Year(NamedTuple):
    """What happened in a year, first that of which no month is known."""

    id: str
    title: str
    months: tuple[Month, ...]


class KindCount(NamedTuple):
    """How many lines are of a kind, which a script lets readers choose."""

    kind: str
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class TimelineView(View):
    """What timeline.html shows; `is_begun` where these are the latest of several pages' years."""

    script: str
    title: str
    count: int
    kinds: tuple[KindCount, ...]
    is_begun: bool
    years: tuple[Year, ...]
    around: Around


def timeline_pages(edition: Edition) -> Iterator[Planned]:
    """The timeline."""
    moments = sorted(_moments(edition.library), key=lambda each: (each.date, each.thing))
    parts = split(
        _by_year(edition, moments), partial(_cost, edition), wider=partial(decade_of, edition)
    )
    pages = Pages(urls.path_of(TIMELINE), edition.strings.text(TIMELINE), TIMELINE, parts,
                  edition.strings)  # fmt: skip
    for path, part in ((pages.first, None), *pages.below):
        view = partial(_view, edition, pages, part)
        yield Planned(path, "timeline.html", view, "the timeline")


def _by_year(edition: Edition, moments: Iterable[Moment]) -> tuple[Group[Moment], ...]:
    return grouped(moments, lambda each: year_of(edition, each.date.year))


def _latest(edition: Edition, moments: Sequence[Moment]) -> Sequence[Moment]:
    """The latest moments, as far as a page has room that only leads on."""
    sizes = accumulate(_cost(edition, each) for each in moments[: -_LATEST - 1 : -1])
    number = sum(1 for so_far in sizes if so_far <= BUDGET // 3)
    return moments[len(moments) - number :]


def _moments(library: Library) -> Iterator[Moment]:
    for briefing in library.briefings.values():
        day = briefing.head.date
        written = PartialDate(day.year, day.month, day.day)
        yield Moment(written, BRIEFINGS, "timeline-briefing", Thing(BRIEFINGS, briefing.id))
    for entry in library.entries.values():
        yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[Moment]:
    thing = Thing(entry.kind, entry.id)
    match entry.head:
        case PersonHead(roles=roles):
            for role in roles:
                dates = {"timeline-takes-office": role.start, "timeline-leaves-office": role.end}
                yield from _dated(Moment(_NO_DATE, _OFFICES, "", thing, role), dates)
        case InstitutionHead() as head:
            dates = {"timeline-founded": head.founded, "timeline-dissolved": head.dissolved}
            yield from _dated(Moment(_NO_DATE, INSTITUTIONS, "", thing), dates)
        case ThingHead() as head:
            moment = Moment(_NO_DATE, entry.kind, "", thing, until=head.end)
            yield from _dated(moment, {"timeline-entry": head.start or head.date})
        case _:
            pass


def _dated(moment: Moment, dates: Mapping[str, PartialDate | None]) -> Iterator[Moment]:
    """The moment for each date that is known, with what it says of it."""
    return (moment._replace(date=when, saying=key) for key, when in dates.items() if when)


def _cost(edition: Edition, moment: Moment) -> int:
    words = [moment.thing.id, edition.directory.titles[moment.thing]]
    if moment.role:
        words += [moment.role.title, moment.role.institution or ""]
    return cost(*words, _about(edition, moment))


def _view(edition: Edition, pages: Pages[Moment], part: Part[Moment] | None) -> TimelineView:
    strings = edition.strings
    page = pages.path(part) if part else pages.first
    title = pages.heading(part)
    moments = [each for held in ((part,) if part else pages.parts) for each in held.items]
    is_begun = part is None and not pages.is_whole
    shown = _by_year(edition, _latest(edition, moments)) if is_begun else pages.shown(part)
    described = strings.text("timeline-part-described" if part else "timeline-described",
                             n=len(moments), when=pages.called(part) if part else "")  # fmt: skip
    section = TIMELINE if TIMELINE in edition.library.site.navigation else ""
    return TimelineView(
        edition.frame(page, title, described, section=section),
        edition.asset(page, "timeline.js"),
        title,
        len(moments),
        _kinds(edition, moments),
        is_begun,
        tuple(_year(edition, page, group) for group in shown),
        pages.around(part, _year_id),
    )


def _kinds(edition: Edition, moments: list[Moment]) -> tuple[KindCount, ...]:
    """The kinds that occur, those of the program first."""
    numbers: dict[str, int] = dict.fromkeys((BRIEFINGS, _OFFICES, *edition.kinds), 0)
    for each in moments:
        numbers[each.kind] += 1
    titles = {kind.id: kind.title for kind in edition.kinds.values()}
    titles |= {name: edition.strings.text(name) for name in (BRIEFINGS, _OFFICES)}
    return tuple(KindCount(kind, titles[kind], number)
                 for kind, number in numbers.items() if number)  # fmt: skip


def _year(edition: Edition, page: str, group: Group[Moment]) -> Year:
    def month(moment: Moment) -> tuple[str, str]:
        known = PartialDate(moment.date.year, moment.date.month)
        words = edition.strings.conventions.date(known) if known.month else ""
        return str(known), words

    months = tuple(
        Month(each.title, tuple(_line(edition, page, moment) for moment in each.items))
        for each in grouped(group.items, month)
    )
    return Year(_year_id(group.id), group.title, months)


def _line(edition: Edition, page: str, moment: Moment) -> Line:
    role, institution = moment.role, None
    if role and role.institution:
        institution = edition.entry_link(page, role.institution)
    return Line(
        moment.kind,
        _label(edition, moment),
        edition.when(moment.date),
        moment.saying,
        edition.link(page, moment.thing),
        role.title if role else "",
        institution,
        edition.when(moment.until),
        _about(edition, moment),
    )


def _label(edition: Edition, moment: Moment) -> str:
    if moment.kind == BRIEFINGS:
        return edition.strings.text(f"kind-{_briefing(edition, moment).head.kind}")
    if moment.kind == _OFFICES:
        return edition.strings.text("office")
    return edition.kinds[moment.kind].singular


def _about(edition: Edition, moment: Moment) -> str:
    """Who speaks in a briefing; of an event and the like, its sentence."""
    if moment.kind == BRIEFINGS:
        return edition.strings.text("list-comma").join(
            speakers(edition, _briefing(edition, moment))
        )
    if moment.saying == "timeline-entry":
        return edition.library.entries[moment.thing.id].head.summary or ""
    return ""


def _briefing(edition: Edition, moment: Moment) -> Briefing:
    return edition.library.briefings[moment.thing.id]


def _year_id(name: str) -> str:
    return f"year-{name}"
