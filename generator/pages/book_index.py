"""The index of passages, like that at the back of a book: headings with the places they lead to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generator import urls
from generator.fields import OtherName
from generator.folders import BRIEFINGS, TOPICS
from generator.locales import base
from generator.model import Entry, Topic
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import letter_id, letter_of
from generator.pages.parts import Link
from generator.pages.passages import numbers
from generator.pages.planned import Planned
from generator.pages.splitting import Around, Pages, Part, cost, grouped, split
from generator.thing import Thing
from generator.tokens import tokenize

INDEX = "index-of-passages"
# Places that a heading names one by one; where there are more it counts them by year.
_MOST_PLACES = 100
_PLACE = 12  # what one costs a page after gzip, measured as in splitting


class Locator(NamedTuple):
    """A briefing by its day, and the paragraphs there; () for all of it."""

    date: Link
    paragraphs: tuple[Link, ...]


class YearCount(NamedTuple):
    """How many places there are in a year's briefings."""

    year: str
    number: int


class HeadingView(NamedTuple):
    """A heading: its places, or their numbers by year, and what to see instead or besides."""

    link: Link
    is_topic: bool
    see: tuple[Link, ...]
    locators: tuple[Locator, ...]
    years: tuple[YearCount, ...]
    see_also: tuple[Link, ...]


class IndexLetter(NamedTuple):
    """The headings under one letter."""

    id: str
    letter: str
    headings: tuple[HeadingView, ...]


@dataclass(frozen=True, slots=True)
class IndexView(View):
    """What index_of_passages.html shows."""

    title: str
    count: int
    letters: tuple[IndexLetter, ...]
    around: Around


class _Heading(NamedTuple):
    """A topic or an entry under one of its names; `see` is all that it may mean if not its own."""

    sorted_as: str
    name: str
    thing: Thing
    see: tuple[Thing, ...] = ()


_Place = tuple[str, int, int]  # a briefing, the first and the last paragraph; 0, 0 for all of it


def index_pages(edition: Edition) -> Iterator[Planned]:
    """The index of passages."""
    order = edition.strings.sort_key
    found = sorted(_headings(edition), key=lambda each: (order(each.sorted_as), each.thing))
    headings = tuple(_merged(found))
    letters = grouped(headings, lambda each: letter_of(edition, each.sorted_as))
    pages = Pages(urls.path_of(INDEX), edition.strings.text(INDEX), f"{INDEX}/letters",
                  split(letters, partial(_cost, edition)), edition.strings)  # fmt: skip
    for path, part in ((pages.first, None), *pages.below):
        view = partial(_view, edition, pages, part)
        yield Planned(path, "index_of_passages.html", view, "the index of passages")


def _headings(edition: Edition) -> Iterator[_Heading]:
    """Every topic with passages and every entry with mentions, and their further names."""
    for topic in edition.library.topics.values():
        if edition.index.passages.get(topic.id):
            name, thing = topic.head.name, Thing(TOPICS, topic.id)
            others = {each: each for each in _names(edition, topic.head.other_names)}
            yield from _forms(edition, (name, name), thing, others)
    for entry in edition.library.entries.values():
        if edition.index.named.get(entry.id):
            head = entry.head
            forms = {name: name for name in _names(edition, head.other_names)}
            forms |= {alias.text: alias.sort_name or alias.text for alias in head.aliases}
            forms.pop(head.name, None)
            own = head.sort_name or head.name, head.name
            yield from _forms(edition, own, Thing(entry.kind, entry.id), forms)


def _merged(headings: Iterable[_Heading]) -> Iterator[_Heading]:
    """The headings in their order, one for all that a name may mean."""
    for (_, is_own), those in groupby(headings, lambda each: (each.name, not each.see)):
        first, *others = those
        if is_own:
            yield from (first, *others)
        else:
            seen = dict.fromkeys(thing for each in (first, *others) for thing in each.see)
            yield first._replace(see=tuple(seen))


def _forms(
    edition: Edition, own: tuple[str, str], thing: Thing, forms: Mapping[str, str]
) -> Iterator[_Heading]:
    """A thing under its own name, and under others that would not stand beside that."""
    key = edition.strings.sort_key
    yield _Heading(own[0], _turned_round(*own), thing)
    for form, sorted_as in sorted(forms.items()):
        if not key(own[0])[0].startswith(key(sorted_as)[0]):
            yield _Heading(sorted_as, _turned_round(sorted_as, form), thing, see=(thing,))


def _turned_round(sorted_as: str, name: str) -> str:
    """“Lavrov, Sergei” for Sergei Lavrov, as books do; a reading that only sorts is not shown."""
    one, other = (sorted(each for each in tokenize(form).words if each[0].isalnum())
                  for form in (sorted_as, name))  # fmt: skip
    return sorted_as if one == other else name


def _names(edition: Edition, others: Iterable[OtherName]) -> Iterator[str]:
    """Further names in the language of the site; the glossary has those in others too."""
    own = base(edition.library.site.language)
    return (each.name for each in others if base(each.lang or own) == own)


def _has_places(edition: Edition, thing: Thing) -> bool:
    """Whether there is a heading for it."""
    index = edition.index
    return bool((index.passages if thing.folder == TOPICS else index.named).get(thing.id))


def _cost(edition: Edition, heading: _Heading) -> int:
    if heading.see:
        titles = (edition.directory.titles[thing] for thing in heading.see)
        return cost(heading.thing.id, heading.name, *titles)
    index = edition.index
    found = index.passages if heading.thing.folder == TOPICS else index.named
    places = min(len(found[heading.thing.id]), _MOST_PLACES)
    return cost(heading.thing.id, heading.name) + places * _PLACE


def _view(edition: Edition, pages: Pages[_Heading], part: Part[_Heading] | None) -> IndexView:
    strings = edition.strings
    page = pages.path(part) if part else pages.first
    title = pages.heading(part)
    count = sum(len(each.items) for each in ((part,) if part else pages.parts))
    letters = tuple(
        IndexLetter(letter_id(group.id), group.title,
                    tuple(_heading(edition, page, each) for each in group.items))
        for group in pages.shown(part)
    )  # fmt: skip
    described = strings.text("index-described" if part is None else "list-described",
                             kind=title, n=count)  # fmt: skip
    section = INDEX if INDEX in edition.library.site.navigation else TOPICS
    return IndexView(edition.frame(page, title, described, section=section),
                     title, count, letters, pages.around(part, letter_id))  # fmt: skip


def _heading(edition: Edition, page: str, heading: _Heading) -> HeadingView:
    thing = heading.thing
    is_topic = thing.folder == TOPICS
    link = edition.link(page, thing)
    if heading.see:
        see = tuple(edition.link(page, each) for each in heading.see)
        return HeadingView(Link("", heading.name), is_topic, see, (), (), ())
    source: Topic | Entry = (
        edition.library.topics[thing.id] if is_topic else edition.library.entries[thing.id]
    )
    places = _of_topic(edition, thing.id) if is_topic else _of_entry(edition, thing.id)
    is_long = len(places) > _MOST_PLACES
    related = source.head.related if isinstance(source, Topic) else ()
    besides = [Thing(TOPICS, name) for name in related]
    besides += [found for name in source.head.see_also for found in edition.directory.find(name)]
    return HeadingView(
        link._replace(text=heading.name),
        is_topic,
        (),
        () if is_long else _locators(edition, page, places),
        _years(edition, places) if is_long else (),
        tuple(edition.link(page, each) for each in besides if _has_places(edition, each)),
    )


def _of_topic(edition: Edition, name: str) -> list[_Place]:
    return [(each.briefing, each.first, each.last) for each in edition.index.passages[name]]


def _of_entry(edition: Edition, name: str) -> list[_Place]:
    """The places of an entry, the earliest first; paragraphs that follow on each other are one."""
    places: list[_Place] = []
    found = edition.index.named[name]
    paragraphs = sorted({(edition.index.order[each.mark.briefing], each.mark.paragraph)
                         for each in found})  # fmt: skip
    for order, paragraph in paragraphs:
        briefing = edition.in_order[order]
        if places and places[-1][0] == briefing and places[-1][2] == paragraph - 1:
            places[-1] = (briefing, places[-1][1], paragraph)
        else:
            places.append((briefing, paragraph, paragraph))
    return places


def _locators(edition: Edition, page: str, places: list[_Place]) -> tuple[Locator, ...]:
    locators = []
    for name, found in groupby(places, key=lambda place: place[0]):
        thing = Thing(BRIEFINGS, name)
        when = edition.when(edition.library.briefings[name].head.date)
        href = edition.link(page, thing).href
        paragraphs = tuple(
            Link(edition.link(page, thing, urls.paragraph_id(first)).href, numbers(first, last))
            for _, first, last in found
            if first
        )
        locators.append(Locator(Link(href, when.words if when else ""), paragraphs))
    return tuple(locators)


def _years(edition: Edition, places: list[_Place]) -> tuple[YearCount, ...]:
    numbers_by_year: dict[int, int] = {}
    for briefing, _, _ in places:
        year = edition.library.briefings[briefing].head.date.year
        numbers_by_year[year] = numbers_by_year.get(year, 0) + 1
    return tuple(YearCount(edition.year(year), number) for year, number in numbers_by_year.items())
