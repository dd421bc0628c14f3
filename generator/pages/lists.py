"""Home, lists and indexes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from generator import urls
from generator.dates import PartialDate
from generator.library import BRIEFINGS, TOPICS
from generator.model import Briefing, Entry, KindHead
from generator.pages.frame import Edition, Frame, Link, NavigationItem, View, When
from generator.references import Thing

_LATEST = 10
_MOST = 12


class BriefingLine(NamedTuple):
    """A briefing in a list: who, what, when."""

    link: Link
    date: When | None
    kind: str
    speakers: tuple[str, ...]
    summary: str


class EntryLine(NamedTuple):
    """An entry in a list; `mentions` counts over all briefings."""

    link: Link
    kind: str
    summary: str
    mentions: int
    alias_of: str


class Letter(NamedTuple):
    """The entries under one letter."""

    id: str
    letter: str
    lines: tuple[EntryLine, ...]


class Counted(NamedTuple):
    """A link with a number beside it."""

    link: Link
    number: int


class TopicLine(NamedTuple):
    """A topic in the tree of topics, with what is narrower below it."""

    link: Link
    scope_note: str
    passages: int
    narrower: "tuple[TopicLine, ...]"


class Month(NamedTuple):
    """The briefings of a month."""

    words: str
    lines: tuple[BriefingLine, ...]


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """What home.html shows."""

    description: str
    latest: tuple[BriefingLine, ...]
    briefings: int
    all_briefings: Link
    topics: tuple[Counted, ...]
    people: tuple[Counted, ...]
    institutions: tuple[Counted, ...]
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BriefingsView(View):
    """What briefings.html shows: every year, with its latest briefings."""

    years: tuple[Counted, ...]
    latest: tuple[BriefingLine, ...]


@dataclass(frozen=True, slots=True)
class YearView(View):
    """What year.html shows."""

    year: int
    count: int
    months: tuple[Month, ...]
    previous: Link | None
    following: Link | None


@dataclass(frozen=True, slots=True)
class ListView(View):
    """What list.html shows: all entries of a kind."""

    title: str
    count: int
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class TopicsView(View):
    """What topics.html shows."""

    count: int
    roots: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView(View):
    """What glossary.html shows: every name from A to Z, further names too."""

    kinds: tuple[Counted, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class MissingView(View):
    """What missing.html shows."""

    sections: tuple[NavigationItem, ...]


def home_view(edition: Edition) -> HomeView:
    """Everything that the first page shows."""
    site, page = edition.library.site, urls.HOME
    briefings = tuple(edition.library.briefings.values())
    return HomeView(
        edition.frame(page, site.title, site.description),
        description=site.description,
        latest=_lines(edition, page, briefings[::-1][:_LATEST]),
        briefings=len(briefings),
        all_briefings=Link(urls.relative(page, urls.path_of(BRIEFINGS)), "All briefings"),
        topics=_most(
            edition,
            [
                Counted(edition.link(page, Thing(TOPICS, topic)), len(found))
                for topic, found in edition.index.passages.items()
            ],
        ),
        people=_most_named(edition, page, "people"),
        institutions=_most_named(edition, page, "institutions"),
        pages=tuple(edition.link(page, Thing("pages", name)) for name in edition.library.pages),
    )


def briefings_view(edition: Edition) -> BriefingsView:
    """Everything that the list of briefings shows."""
    page = urls.path_of(BRIEFINGS)
    briefings = tuple(edition.library.briefings.values())
    years = tuple(
        Counted(Link(urls.relative(page, urls.path_of(BRIEFINGS, str(year))), str(year)),
                sum(each.head.date.year == year for each in briefings))
        for year in edition.years
    )  # fmt: skip
    description = f"{len(briefings)} briefings by year"
    return BriefingsView(
        edition.frame(page, "Briefings", description, section=BRIEFINGS),
        years,
        _lines(edition, page, briefings[::-1][:_LATEST]),
    )


def year_view(edition: Edition, year: int) -> YearView:
    """Everything that the list of a year's briefings shows."""
    page = urls.path_of(BRIEFINGS, str(year))
    briefings = [each for each in edition.library.briefings.values() if each.head.date.year == year]
    months = tuple(
        Month(edition.strings.conventions.date(month), _lines(edition, page, tuple(found)))
        for month, found in groupby(briefings, key=_month)
    )
    years = edition.years[::-1]
    place = years.index(year)
    return YearView(
        edition.frame(page, f"Briefings of {year}", f"{len(briefings)} briefings of {year}",
                      section=BRIEFINGS),
        year, len(briefings), months,
        _year_link(page, years[place - 1]) if place else None,
        _year_link(page, years[place + 1]) if place + 1 < len(years) else None,
    )  # fmt: skip


def kind_view(edition: Edition, kind: KindHead) -> ListView:
    """Everything that the list of one kind of entries shows."""
    page = urls.path_of(kind.id)
    entries = [each for each in edition.library.entries.values() if each.kind == kind.id]
    lines = [(each.head.sort_name or each.head.name, _entry_line(edition, page, each))
             for each in entries]  # fmt: skip
    section = kind.id if kind.id in edition.library.site.navigation else "glossary"
    description = f"{kind.title} from A to Z: {len(entries)} entries"
    return ListView(
        edition.frame(page, kind.title, description, section=section),
        kind.title, len(entries), _letters(edition, lines),
    )  # fmt: skip


def topics_view(edition: Edition) -> TopicsView:
    """Everything that the tree of topics shows."""
    page = urls.path_of(TOPICS)
    topics = edition.library.topics
    narrower = edition.index.narrower

    def line(name: str, above: frozenset[str]) -> TopicLine:
        below = sorted(
            narrower.get(name, ()),
            key=lambda each: edition.strings.sort_key(topics[each].head.name),
        )
        return TopicLine(
            edition.link(page, Thing(TOPICS, name)),
            topics[name].head.scope_note or "",
            len(edition.index.passages.get(name, ())),
            tuple(line(each, above | {name}) for each in below if each not in above),
        )

    roots = sorted((each.head.name, each.id) for each in topics.values() if not each.head.broader)
    return TopicsView(
        edition.frame(page, "Topics", f"{len(topics)} topics", section=TOPICS),
        len(topics),
        tuple(
            line(name, frozenset())
            for _, name in sorted(roots, key=lambda x: edition.strings.sort_key(x[0]))
        ),
    )


def glossary_view(edition: Edition) -> GlossaryView:
    """Everything that the index from A to Z shows."""
    page = urls.path_of("glossary")
    lines = []
    for entry in edition.library.entries.values():
        line = _entry_line(edition, page, entry)
        own = entry.head.sort_name or entry.head.name
        lines.append((own, line))
        others = {each.name for each in entry.head.other_names} | {
            alias.text for alias in entry.head.aliases
        }
        lines += [
            (other, line._replace(link=Link(line.link.href, other), alias_of=entry.head.name))
            for other in others - {entry.head.name}
        ]
    kinds = tuple(
        Counted(Link(urls.relative(page, urls.path_of(kind.id)), kind.title),
                sum(each.kind == kind.id for each in edition.library.entries.values()))
        for kind in edition.kinds.values()
    )  # fmt: skip
    description = f"Every name of the glossary from A to Z: {len(edition.library.entries)} entries"
    return GlossaryView(
        edition.frame(page, "Glossary", description, section="glossary"),
        kinds,
        _letters(edition, lines),
    )


def missing_view(edition: Edition) -> MissingView:
    """What is shown for an address that leads nowhere; it must work at any depth."""
    page = urls.MISSING
    frame = edition.frame(page, "Page not found", "There is no page here.", indexed=False)
    if edition.base:
        frame = _rooted(frame, edition)
    return MissingView(frame, frame.navigation)


def _rooted(frame: Frame, edition: Edition) -> Frame:
    """The frame with addresses from the host's root."""

    def rooted(link: str) -> str:
        return link and urls.rooted(edition.base, link)

    return replace(
        frame,
        home=rooted(frame.home),
        stylesheet=rooted(frame.stylesheet),
        script=rooted(frame.script),
        icon=rooted(frame.icon),
        search=rooted(frame.search),
        navigation=tuple(item._replace(href=rooted(item.href)) for item in frame.navigation),
        alternates=tuple(each._replace(href=rooted(each.href)) for each in frame.alternates),
    )


def _month(briefing: Briefing) -> PartialDate:
    return PartialDate(briefing.head.date.year, briefing.head.date.month)


def _year_link(page: str, year: int) -> Link:
    return Link(urls.relative(page, urls.path_of(BRIEFINGS, str(year))), str(year))


def _lines(
    edition: Edition, page: str, briefings: tuple[Briefing, ...]
) -> tuple[BriefingLine, ...]:
    return tuple(
        BriefingLine(
            edition.link(page, Thing(BRIEFINGS, each.id)),
            edition.when(each.head.date),
            edition.strings.text(f"kind-{each.head.kind}"),
            tuple(
                edition.directory.titles[edition.entry_thing(who)]
                for who in dict.fromkeys(each.head.speakers.values())
                if who
            ),
            each.head.summary or "",
        )
        for each in briefings
    )


def _entry_line(edition: Edition, page: str, entry: Entry) -> EntryLine:
    return EntryLine(
        edition.link(page, Thing(entry.kind, entry.id)),
        edition.kinds[entry.kind].singular,
        entry.head.summary or "",
        len(edition.index.named.get(entry.id, ())),
        "",
    )


def _letters(edition: Edition, lines: list[tuple[str, EntryLine]]) -> tuple[Letter, ...]:
    in_order = sorted(lines, key=lambda each: (edition.strings.sort_key(each[0]), each[1]))
    by_letter: dict[str, list[EntryLine]] = {}
    for name, line in in_order:
        by_letter.setdefault(edition.strings.initial(name), []).append(line)
    return tuple(
        Letter(f"letter-{number}", letter, tuple(found))
        for number, (letter, found) in enumerate(by_letter.items(), start=1)
    )


def _most_named(edition: Edition, page: str, kind: str) -> tuple[Counted, ...]:
    return _most(
        edition,
        [
            Counted(edition.entry_link(page, name), len(found))
            for name, found in edition.index.named.items()
            if edition.library.entries[name].kind == kind
        ],
    )


def _most(edition: Edition, counted: Iterable[Counted]) -> tuple[Counted, ...]:
    in_order = sorted(
        counted, key=lambda each: (-each.number, edition.strings.sort_key(each.link.text))
    )
    return tuple(in_order[:_MOST])
