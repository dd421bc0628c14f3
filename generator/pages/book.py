"""A book of briefings: its leaves, whose links lead to one another, or else to the site.

The leaves are XHTML, made from templates/book/; exports/epub.py binds them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from markupsafe import Markup
from typing_extensions import override

from generator import urls
from generator.fields import Origin
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.heads import PersonHead
from generator.markdown import wikilinks
from generator.model import Briefing, Entry, Page, Topic
from generator.pages.company import SpeakerView, speakers, topics_of
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.names import Period, original_name, period
from generator.pages.notes import NoteReference, NoteView, make_scene, note_views, references
from generator.pages.parts import Link, When
from generator.pages.passages import PassageView, passage_view
from generator.pages.planned import Planned
from generator.pages.words import SectionView, section_views
from generator.thing import Thing

TITLE, CONTENTS, STYLE = "title.xhtml", "contents.xhtml", "style.css"


@dataclass(frozen=True)
class Book(Edition):
    """An edition as a book of some briefings.

    Attributes:
        places: where in the book a thing stands: `briefing-1.xhtml`, `people.xhtml#e-anna-berg`.
        title: what the book is called.
        briefings: the ids of those in it, the earliest first.
    """

    places: Mapping[Thing, str] = field(default_factory=dict)
    title: str = ""
    briefings: tuple[str, ...] = ()

    @override
    def path(self, thing: Thing) -> str:
        return self.places[thing].partition("#")[0] if thing in self.places else super().path(thing)

    @override
    def link(self, page: str, thing: Thing, fragment: str = "") -> Link:
        """A link within the book or to the site; with no address (“”) where neither has it."""
        link = super().link(page, thing, fragment)
        if thing in self.places:
            leaf, _, own = self.places[thing].partition("#")
            return link._replace(href=urls.relative(page, leaf, own or fragment))
        address = urls.absolute(self.base, super().path(thing)) if self.base else ""
        return link._replace(href=f"{address}#{fragment}" if address and fragment else address)


class Leaf(NamedTuple):
    """A leaf as the contents list it, with what lies below it."""

    href: str
    title: str
    parts: tuple[Link, ...] = ()


class RoleLine(NamedTuple):
    """An office with its bounds."""

    title: str
    institution: str
    period: Period


class EntryLine(NamedTuple):
    """An entry of the book's glossary."""

    id: str
    name: str
    original: str
    language: str
    kind: str
    summary: str
    roles: tuple[RoleLine, ...]


class TopicLine(NamedTuple):
    """A topic with the passages of the book that it gathers."""

    id: str
    name: str
    scope_note: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class TitleView(View):
    """What book/title.html shows."""

    title: str
    site: str
    description: str
    days: tuple[When, ...]
    address: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class ContentsView(View):
    """What book/contents.html shows."""

    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class ChapterView(View):
    """What book/briefing.html shows: a briefing with all its notes behind it."""

    kind: str
    title: str
    title_language: str
    language: str
    date: When
    place: Link | None
    summary: str
    speakers: tuple[SpeakerView, ...]
    references: tuple[NoteReference, ...]
    sections: tuple[SectionView, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryLeaf(View):
    """What book/glossary.html shows: the entries of a kind."""

    title: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class TopicsLeaf(View):
    """What book/topics.html shows."""

    title: str
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class PageLeaf(View):
    """What book/page.html shows: a page that editors wrote."""

    title: str
    html: Markup


def book_of(edition: Edition, briefing: Briefing) -> Book:
    """One briefing with what it names and is about."""
    return _book(edition, briefing.head.title, [briefing], _about([briefing], edition), ())


def book_of_all(edition: Edition, title: str, briefings: Iterable[Briefing]) -> Book:
    """Several briefings with what they name and are about, and the editors' pages."""
    chosen = list(briefings)
    pages = edition.library.pages.values()
    return _book(edition, title, chosen, _about(chosen, edition), pages)


def leaves(book: Book, folder: str) -> Iterator[Planned]:
    """The leaves of a book in the order in which it is read, below a folder of their own."""
    library = book.library

    def leaf(
        name: str, template: str, view: Callable[[], View], source: str = "the book"
    ) -> Planned:
        return Planned(f"{folder}/{name}", f"book/{template}.html", view, source)

    yield leaf(TITLE, "title", partial(_title_view, book))
    yield leaf(CONTENTS, "contents", partial(_contents_view, book))
    for name in book.briefings:
        briefing = library.briefings[name]
        yield leaf(book.path(Thing(BRIEFINGS, name)), "briefing",
                   partial(_chapter_view, book, briefing), briefing.document.path)  # fmt: skip
    for thing, place in book.places.items():
        if thing.folder == PAGES:
            page = library.pages[thing.id]
            yield leaf(place, "page", partial(_page_leaf, book, page, place), page.document.path)
    if _topics(book):
        yield leaf(f"{TOPICS}.xhtml", "topics", partial(_topics_leaf, book))
    for kind in _kinds(book):
        yield leaf(f"{kind}.xhtml", "glossary", partial(_glossary_leaf, book, kind))


def _book(
    edition: Edition, title: str, briefings: list[Briefing], things: set[Thing],
    pages: Iterable[Page],
) -> Book:  # fmt: skip
    places = {Thing(BRIEFINGS, each.id): f"briefing-{number}.xhtml"
              for number, each in enumerate(briefings, start=1)}  # fmt: skip
    places |= {Thing(PAGES, each.id): f"page-{number}.xhtml"
               for number, each in enumerate(pages, start=1)}  # fmt: skip
    order = edition.strings.sort_key
    named = sorted(things, key=lambda thing: (order(edition.directory.titles[thing]), thing))
    places |= {thing: f"{thing.folder}.xhtml#e-{number}"
               for number, thing in enumerate(named, start=1)}  # fmt: skip
    return Book(
        edition.library, edition.index, edition.directory, edition.options, edition.strings,
        edition.assets, edition.translated, places, title, tuple(each.id for each in briefings),
    )  # fmt: skip


def _about(briefings: Iterable[Briefing], edition: Edition) -> set[Thing]:
    """The entries and topics that briefings name, that speak in them, or that notes link to."""
    entries: set[str] = set()
    found: set[Thing] = set()
    for each in briefings:
        marks = edition.index.marks.get(each.id, {}).values()
        entries |= {name for here in marks for mark in here if mark.kind == "mention"
                    for name in mark.targets}  # fmt: skip
        entries |= {name for name in (*each.head.speakers.values(), *each.head.participants,
                                      each.head.place, each.head.event) if name}  # fmt: skip
        found |= {Thing(TOPICS, name) for name in topics_of(each)}
        for note in each.annotations:
            found |= {thing for written in wikilinks(note.text)
                      for thing in edition.directory.find(written)[:1]
                      if thing.folder not in {BRIEFINGS, PAGES}}  # fmt: skip
    return found | {edition.entry_thing(name) for name in entries}


def _topics(book: Book) -> list[Topic]:
    return [book.library.topics[thing.id] for thing in book.places if thing.folder == TOPICS]


def _kinds(book: Book) -> list[str]:
    found = {thing.folder for thing in book.places}
    return [kind for kind in book.kinds if kind in found]


def _title_view(book: Book) -> TitleView:
    days = [book.library.briefings[name].head.date for name in book.briefings]
    whens = [book.when(day) for day in dict.fromkeys([min(days), max(days)])] if days else []
    origins = (book.library.briefings[name].head.source for name in book.briefings)
    return TitleView(
        book.frame(TITLE, book.title, ""),
        book.title,
        book.library.site.title,
        book.library.site.description,
        tuple(when for when in whens if when),
        book.base,
        tuple(dict.fromkeys(each for each in origins if each)),
    )


def _contents_view(book: Book) -> ContentsView:
    text, titles = book.strings.text, book.directory.titles
    found = [Leaf(TITLE, book.title)]
    found += [
        Leaf(book.path(thing), titles[thing], tuple(_parts(book, name)))
        for name in book.briefings for thing in [Thing(BRIEFINGS, name)]
    ]  # fmt: skip
    found += [Leaf(place, titles[thing]) for thing, place in book.places.items()
              if thing.folder == PAGES]  # fmt: skip
    found += [Leaf(f"{TOPICS}.xhtml", text(TOPICS))] if _topics(book) else []
    found += [Leaf(f"{kind}.xhtml", book.kinds[kind].title) for kind in _kinds(book)]
    return ContentsView(book.frame(CONTENTS, text("book-contents"), ""), tuple(found))


def _parts(book: Book, name: str) -> Iterator[Link]:
    """The headings of a briefing, which its sections bear as ids."""
    sections = book.library.briefings[name].transcript.sections
    for number, section in enumerate(sections, start=1):
        if section.heading:
            yield Link(f"{book.path(Thing(BRIEFINGS, name))}#s{number}", section.heading)


def _chapter_view(book: Book, briefing: Briefing) -> ChapterView:
    head, page = briefing.head, book.path(Thing(BRIEFINGS, briefing.id))
    scene = make_scene(book, briefing, page)
    language = head.language or book.library.site.language
    return ChapterView(
        replace(book.frame(page, head.title, ""), language=book.library.site.language),
        kind=book.strings.text(f"kind-{head.kind}"),
        title=head.title,
        title_language=head.title_language or language,
        language=language,
        date=book.day(head.date),
        place=book.entry_link(page, head.place) if head.place else None,
        summary=head.summary or "",
        speakers=speakers(scene),
        references=references(scene, scene.whole),
        sections=section_views(scene),
        notes=note_views(scene, scene.numbers),
    )


def _glossary_leaf(book: Book, kind: str) -> GlossaryLeaf:
    page = f"{kind}.xhtml"
    entries = (book.library.entries[thing.id] for thing in book.places if thing.folder == kind)
    title = book.kinds[kind].title
    return GlossaryLeaf(book.frame(page, title, ""), title,
                        tuple(_entry_line(book, each) for each in entries))  # fmt: skip


def _entry_line(book: Book, entry: Entry) -> EntryLine:
    head, original = entry.head, original_name(book, entry)
    roles = head.roles if isinstance(head, PersonHead) else ()
    entries = book.library.entries
    return EntryLine(
        book.places[Thing(entry.kind, entry.id)].partition("#")[2],
        head.name,
        original.name if original else "",
        (original.lang or "") if original else "",
        book.kinds[entry.kind].singular,
        head.summary or "",
        tuple(RoleLine(role.title, entries[role.institution].head.name if role.institution else "",
                       period(book, role)) for role in roles),
    )  # fmt: skip


def _topics_leaf(book: Book) -> TopicsLeaf:
    page, title = f"{TOPICS}.xhtml", book.strings.text(TOPICS)
    chosen = frozenset(book.briefings)
    return TopicsLeaf(book.frame(page, title, ""), title, tuple(
        TopicLine(
            book.places[Thing(TOPICS, topic.id)].partition("#")[2],
            topic.head.name,
            topic.head.scope_note or "",
            tuple(passage_view(book, page, each) for each in book.index.passages.get(topic.id, ())
                  if each.briefing in chosen),
        )
        for topic in _topics(book)
    ))  # fmt: skip


def _page_leaf(book: Book, page: Page, place: str) -> PageLeaf:
    title = page.head.title
    return PageLeaf(book.frame(place, title, ""), title, book.markdown(place, page.body))
