"""The first page: what the site is, what is new, what it is about, who speaks and who is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from generator import urls
from generator.folders import BRIEFINGS, TOPICS
from generator.model import Briefing
from generator.pages.book_index import INDEX
from generator.pages.briefings import latest
from generator.pages.data import DATA
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.glossary import GLOSSARY
from generator.pages.lines import BriefingLine, Counted, speakers
from generator.pages.parts import Link, When
from generator.pages.timeline import TIMELINE
from generator.thing import Thing

_MOST_TOPICS = 12
_MOST_NAMES = 8


class Bar(NamedTuple):
    """Somebody in the chart: paragraphs spoken, paragraphs in which the name falls.

    The widths are what they are of the longest bar, in percent.
    """

    link: Link
    spoken: int
    named: int
    spoken_width: str
    whole_width: str


class Citation(NamedTuple):
    """How a paragraph of the latest briefing is cited; `address` is what a reader writes down."""

    speakers: str
    briefing: Link
    date: When | None
    paragraph: Link
    address: str


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """What home.html shows."""

    description: str
    sizes: tuple[tuple[str, Counted], ...]
    latest: tuple[BriefingLine, ...]
    briefings: int
    all_briefings: Link
    topics: tuple[Counted, ...]
    all_topics: Link
    people: tuple[Bar, ...]
    institutions: tuple[Bar, ...]
    ways: tuple[Link, ...]
    pages: tuple[Link, ...]
    data: Link
    citation: Citation | None


def home_view(edition: Edition) -> HomeView:
    """Everything that the first page shows."""
    site, page = edition.library.site, urls.HOME
    people, institutions = _chart(edition, page)
    return HomeView(
        edition.frame(page, site.title, site.description),
        description=site.description,
        sizes=_sizes(edition, page),
        latest=latest(edition, page),
        briefings=len(edition.library.briefings),
        all_briefings=_link(edition, page, BRIEFINGS, "all-briefings"),
        topics=_topics(edition, page),
        all_topics=_link(edition, page, TOPICS, "all-topics"),
        people=people,
        institutions=institutions,
        ways=tuple(_link(edition, page, name, name) for name in (TIMELINE, INDEX, GLOSSARY)),
        pages=tuple(edition.link(page, Thing("pages", name)) for name in edition.library.pages),
        data=_link(edition, page, DATA, "data-all"),
        citation=_citation(edition, page),
    )


def _sizes(edition: Edition, page: str) -> tuple[tuple[str, Counted], ...]:
    """How much the site holds: the string that says it, where it is, the number."""
    library = edition.library
    numbers = (
        ("count-briefings", BRIEFINGS, len(library.briefings)),
        ("count-topics", TOPICS, len(library.topics)),
        ("count-entries", GLOSSARY, len(library.entries)),
    )
    return tuple((key, Counted(_link(edition, page, section, section), number))
                 for key, section, number in numbers if number)  # fmt: skip


def _topics(edition: Edition, page: str) -> tuple[Counted, ...]:
    counted = [Counted(edition.link(page, Thing(TOPICS, topic)), len(found))
               for topic, found in edition.index.passages.items()]  # fmt: skip
    order = edition.strings.sort_key
    return tuple(sorted(counted, key=lambda x: (-x.number, order(x.link.text)))[:_MOST_TOPICS])


def _chart(edition: Edition, page: str) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """People and institutions of whom there is most, their bars on one scale."""
    spoken = _spoken(edition.library.briefings.values())
    counts = {
        name: (spoken.get(name, 0), _paragraphs(edition, name))
        for name in {*spoken, *edition.index.named}
    }
    charted = [_most(edition, counts, kind) for kind in ("people", "institutions")]
    longest = max((sum(counts[name]) for names in charted for name in names), default=1)
    people, institutions = (
        tuple(_bar(edition.entry_link(page, name), *counts[name], longest) for name in names)
        for names in charted
    )
    return people, institutions


def _most(edition: Edition, counts: dict[str, tuple[int, int]], kind: str) -> list[str]:
    entries, order = edition.library.entries, edition.strings.sort_key
    names = [name for name in counts if entries[name].kind == kind and any(counts[name])]
    names.sort(key=lambda name: (-sum(counts[name]), order(entries[name].head.name)))
    return names[:_MOST_NAMES]


def _bar(link: Link, spoken: int, named: int, longest: int) -> Bar:
    widths = (f"{100 * number / longest:.1f}" for number in (spoken, spoken + named))
    return Bar(link, spoken, named, *widths)


def _spoken(briefings: Iterable[Briefing]) -> dict[str, int]:
    """How many paragraphs each speaker says."""
    spoken: dict[str, int] = {}
    for briefing in briefings:
        for turn in briefing.transcript.turns:
            if who := briefing.head.speakers.get(turn.label):
                spoken[who] = spoken.get(who, 0) + len(turn.paragraphs)
    return spoken


def _paragraphs(edition: Edition, name: str) -> int:
    """In how many paragraphs an entry is named; its mentions stand in their order."""
    marks = (each.mark for each in edition.index.named.get(name, ()))
    return sum(1 for _ in groupby(marks, key=lambda mark: (mark.briefing, mark.paragraph)))


def _citation(edition: Edition, page: str) -> Citation | None:
    """The first paragraph of the latest briefing as an example."""
    if not edition.in_order:
        return None
    briefing = edition.library.briefings[edition.in_order[-1]]
    if not briefing.transcript.paragraphs:
        return None
    thing, place = Thing(BRIEFINGS, briefing.id), urls.paragraph_id(1)
    link = edition.link(page, thing, place)
    whole = urls.absolute(edition.base, edition.path(thing)) if edition.base else ""
    return Citation(
        edition.strings.text("list-comma").join(speakers(edition, briefing)),
        edition.link(page, thing),
        edition.when(briefing.head.date),
        link,
        f"{whole}#{place}" if whole else "",
    )


def _link(edition: Edition, page: str, section: str, key: str) -> Link:
    return Link(urls.relative(page, urls.path_of(section)), edition.strings.text(key))
