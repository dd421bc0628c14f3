"""What leads to a page: notes that mention it, and pages that link to it, with their sentences.

A page shows them all where they are few. Of many it shows the first and leads to a list of its own:
notes by year, links by the kind of page in which they stand. A briefing's page has little room, and
names its topics and entries anyway: it leaves the links in them to that list.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from generator import urls
from generator.backlinks import Backlink
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import decade_of, year_of
from generator.pages.notes import note_numbers
from generator.pages.parts import Link, When
from generator.pages.planned import Planned
from generator.pages.splitting import Around, Pages, Part, cost, grouped, split
from generator.thing import Thing

NOTES, LINKS = "notes", "linked-from"  # the folders of the lists, below a page's
_MOST, _MOST_BYTES = 100, 24_000  # sentences of a list on the page itself, and their words
_FIRST, _FIRST_BYTES = 20, 8_000  # those that are shown of a list that is too long
_TITLES = {BRIEFINGS: "briefings", PAGES: "linked-from-pages", TOPICS: "topics"}  # strings


class NoteLine(NamedTuple):
    """A sentence of a note; `words` are by turns around the links and the links'."""

    href: str
    number: int
    words: tuple[str, ...]


class NotedBriefing(NamedTuple):
    """A briefing with its notes that mention something."""

    briefing: Link
    date: When | None
    notes: tuple[NoteLine, ...]


class LinkingPage(NamedTuple):
    """A page with its sentences that link here; without any it says “see also”."""

    link: Link
    sentences: tuple[tuple[str, ...], ...]


class LinkingKind(NamedTuple):
    """Pages of one kind that link here."""

    title: str
    links: tuple[Link, ...]


class Backlinks(NamedTuple):
    """What leads to a page.

    Attributes:
        briefings: the notes that mention it, the latest briefing first.
        pages: the pages that link to it.
        kinds: the same without their sentences, on a page that has no room for those.
        all_notes: where all notes are, if they are more; all_pages: the same of pages.
    """

    briefings: tuple[NotedBriefing, ...]
    pages: tuple[LinkingPage, ...]
    kinds: tuple[LinkingKind, ...]
    all_notes: Link | None
    all_pages: Link | None


class BacklinkGroup(NamedTuple):
    """A year of notes or a kind of pages, on a page of its own list."""

    id: str
    title: str
    briefings: tuple[NotedBriefing, ...]
    pages: tuple[LinkingPage, ...]


@dataclass(frozen=True, slots=True)
class BacklinksView(View):
    """What backlinks.html shows: a list of what leads to a page, or a part of it."""

    title: str
    thing: Link
    label: str
    groups: tuple[BacklinkGroup, ...]
    around: Around


@dataclass(frozen=True, slots=True)
class _List:
    """The notes or the links that lead to a thing, in their order.

    Attributes:
        folder: where its own pages lie, below the thing's.
        shown: what the thing's page shows of them: all, or some, by what they stand in.
        group: the year or the kind of each, as part of an address and as it is shown.
    """

    thing: Thing
    folder: str
    found: tuple[Backlink, ...]
    shown: tuple[Backlink, ...]
    group: Callable[[Backlink], tuple[str, str]]

    @property
    def is_short(self) -> bool:
        """Whether all of it has room on the thing's page."""
        sources = {each.source for each in self.found}
        return _is_short(self.shown) and len({each.source for each in self.shown}) == len(sources)

    @property
    def first(self) -> tuple[Backlink, ...]:
        """What the thing's page shows of it."""
        if _is_short(self.shown):
            return self.shown
        sizes = accumulate(each.size for each in self.shown[:_FIRST])
        return tuple(each for each, so_far in zip(self.shown, sizes, strict=False)
                     if so_far <= _FIRST_BYTES)  # fmt: skip


def backlinks_of(edition: Edition, page: str, thing: Thing) -> Backlinks | None:
    """What leads to a thing, as its own page shows it; None where nothing does."""
    notes, links = _lists(edition, thing)
    if not notes.found and not links.found:
        return None
    return Backlinks(
        _noted(edition, page, notes.first), _linking(edition, page, links.first), (),
        _more(edition, page, notes), _more(edition, page, links),
    )  # fmt: skip


def backlinks_in_brief(edition: Edition, page: str, thing: Thing) -> Backlinks | None:
    """The same for a page with little room: pages by their names only.

    The sentences stand on the pages to which the names lead, and on the list of all.
    """
    full = backlinks_of(edition, page, thing)
    if full is None:
        return None
    sources = (each.source for each in _lists(edition, thing)[1].first)
    kinds = tuple(
        LinkingKind(title, tuple(edition.link(page, each) for each in those))
        for (_, title), those in groupby(sources, partial(_kind, edition))
    )
    return full._replace(pages=(), kinds=kinds)


def backlink_pages(edition: Edition, thing: Thing, source: str) -> Iterator[Planned]:
    """The lists of what leads to a thing of which its page shows a part."""
    if thing.folder != BRIEFINGS and _is_short(edition.index.backlinks.get(thing, ())):
        return  # in most cases that is known without putting anything in order
    for each in _lists(edition, thing):
        if not each.is_short:
            pages = _pages(edition, each)
            for path, part in ((pages.first, None), *pages.below):
                view = partial(_view, edition, each, pages, part)
                yield Planned(path, "backlinks.html", view, source)


def _is_short(found: tuple[Backlink, ...]) -> bool:
    return len(found) <= _MOST and sum(each.size for each in found) <= _MOST_BYTES


def _lists(edition: Edition, thing: Thing) -> tuple[_List, _List]:
    """The notes that mention a thing, the latest first, and the pages that link to it by kind."""
    found = edition.index.backlinks.get(thing, ())
    notes = tuple(each for each in found if each.place)
    links = [each for each in found if not each.place]
    if len(links) > 1:
        quoted = {each.source for each in links if each.words}
        links = [each for each in links if each.words or each.source not in quoted]
        links.sort(key=partial(_order, edition))
    all_links = shown = tuple(links)
    if thing.folder == BRIEFINGS:
        sources = dict.fromkeys(each.source for each in links)
        shown = tuple(Backlink(each, "") for each in sources if each.folder in {BRIEFINGS, PAGES})
    return (_List(thing, NOTES, notes, notes, partial(_year, edition)),
            _List(thing, LINKS, all_links, shown, partial(_kind_of, edition)))  # fmt: skip


def _order(edition: Edition, backlink: Backlink) -> tuple[int, tuple[str, str], Thing]:
    """What puts links in order: their kind, then the name of what they stand in."""
    source = backlink.source
    kind = (*_TITLES, *edition.kinds).index(source.folder)
    return kind, edition.strings.sort_key(edition.directory.titles[source]), source


def _year(edition: Edition, backlink: Backlink) -> tuple[str, str]:
    return year_of(edition, edition.library.briefings[backlink.source.id].head.date.year)


def _kind_of(edition: Edition, backlink: Backlink) -> tuple[str, str]:
    return _kind(edition, backlink.source)


def _kind(edition: Edition, thing: Thing) -> tuple[str, str]:
    """The kind of a thing: its folder, and what that is called."""
    kind = edition.kinds.get(thing.folder)
    return thing.folder, kind.title if kind else edition.strings.text(_TITLES[thing.folder])


def _cost(edition: Edition, backlink: Backlink) -> int:
    """What a sentence costs a page, with the name of what it stands in."""
    source = backlink.source
    return cost(source.id, edition.directory.titles[source], *backlink.words)


def _more(edition: Edition, page: str, found: _List) -> Link | None:
    """A link to all of a list, where a page shows its beginning."""
    if found.is_short:
        return None
    text = edition.strings.text(f"all-{found.folder}", n=len(found.found))
    return Link(urls.relative(page, _first(edition, found)), text)


def _first(edition: Edition, found: _List) -> str:
    return urls.beside(edition.path(found.thing), urls.path_of(found.folder))


def _pages(edition: Edition, found: _List) -> Pages[Backlink]:
    first = _first(edition, found)
    title = edition.strings.text(f"{found.folder}-of", name=edition.directory.titles[found.thing])
    wider = partial(decade_of, edition) if found.folder == NOTES else None
    parts = split(grouped(found.found, found.group), partial(_cost, edition), wider=wider)
    return Pages(first, title, first.removesuffix(f"/{urls.HOME}"), parts, edition.strings)


def _view(
    edition: Edition, found: _List, pages: Pages[Backlink], part: Part[Backlink] | None
) -> BacklinksView:
    page, title = pages.path(part) if part else pages.first, pages.heading_within(part)
    shown = pages.shown(part)
    is_notes = found.folder == NOTES
    section = found.thing.folder
    return BacklinksView(
        edition.frame(page, title, title,
                      section=section if section in edition.library.site.navigation else ""),
        title,
        edition.link(page, found.thing),
        edition.strings.text("years" if is_notes else "linked-from-kinds"),
        tuple(
            BacklinkGroup(
                _group_id(group.id), group.title,
                _noted(edition, page, group.items) if is_notes else (),
                () if is_notes else _linking(edition, page, group.items),
            )
            for group in shown
        ),
        pages.around(part, _group_id),
    )  # fmt: skip


def _group_id(name: str) -> str:
    return f"from-{name}"


def _noted(edition: Edition, page: str, notes: Iterable[Backlink]) -> tuple[NotedBriefing, ...]:
    """Notes by their briefing."""
    return tuple(
        _noted_briefing(edition, page, edition.library.briefings[source.id], tuple(those))
        for source, those in groupby(notes, lambda each: each.source)
    )


def _noted_briefing(
    edition: Edition, page: str, briefing: Briefing, notes: tuple[Backlink, ...]
) -> NotedBriefing:
    link = edition.link(page, Thing(BRIEFINGS, briefing.id))
    numbers = note_numbers(edition, briefing)
    in_order = sorted(((numbers[each.place], each) for each in notes), key=itemgetter(0))
    lines = (
        NoteLine(link.href + urls.passage(urls.note_id(each.place), ""), number, each.words)
        for number, each in in_order
    )
    return NotedBriefing(link, edition.when(briefing.head.date), tuple(lines))


def _linking(edition: Edition, page: str, links: Iterable[Backlink]) -> tuple[LinkingPage, ...]:
    """Links by the page in which they stand."""
    return tuple(
        LinkingPage(edition.link(page, source), tuple(each.words for each in those if each.words))
        for source, those in groupby(links, lambda each: each.source)
    )
