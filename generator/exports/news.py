"""What feeds tell: new briefings, notes, corrections, with permanent ids and honest days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator import urls
from generator.changes import last_change
from generator.folders import BRIEFINGS, TOPICS
from generator.model import Briefing, Mark
from generator.moves import first_of
from generator.pages.edition import Edition
from generator.pages.frame import shortened
from generator.thing import Thing


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news.

    Attributes:
        address: where it is; of a correction, the page of its briefing.
        id: its first address, which is permanent; a correction's has its day behind it.
        note: the annotation's id, or "".
        summary: what it says in plain words; of a note the words that it is about.
        text: the Markdown of a note, or "".
    """

    address: str
    id: str
    title: str
    published: date
    updated: date
    briefing: str
    note: str
    authors: tuple[str, ...]
    summary: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """All news by briefing, and which notes are about a person, an institution or a topic."""

    by_briefing: Mapping[str, tuple[Item, ...]]
    notes_about: Mapping[Thing, frozenset[tuple[str, str]]]

    def of_all(self) -> Iterator[Item]:
        """Everything."""
        for items in self.by_briefing.values():
            yield from items

    def about(self, thing: Thing, briefings: Iterable[str]) -> Iterator[Item]:
        """What is new in some briefings: themselves, their corrections, the notes on a thing."""
        notes = self.notes_about.get(thing, frozenset())
        for name in briefings:
            for item in self.by_briefing[name]:
                if not item.note or (name, item.note) in notes:
                    yield item


def make_news(edition: Edition) -> News:
    """Gather the news of a site that has an address."""
    return News(
        {each.id: tuple(_items(edition, each)) for each in edition.library.briefings.values()},
        _notes_about(edition),
    )


def _items(edition: Edition, briefing: Briefing) -> Iterator[Item]:
    """The news of a briefing, under the address that it had first: an id stays when it moves."""
    thing = Thing(BRIEFINGS, briefing.id)
    first = first_of(thing, briefing.head.formerly)
    now, then = (urls.absolute(edition.base, edition.path(each)) for each in (thing, first))
    for item in (
        _briefing(edition, briefing), *_corrections(edition, briefing), *_notes(edition, briefing)
    ):  # fmt: skip
        yield item if now == then else replace(item, id=then + item.id.removeprefix(now))


def _briefing(edition: Edition, briefing: Briefing) -> Item:
    head = briefing.head
    address = edition.address("", Thing(BRIEFINGS, briefing.id))
    speakers = dict.fromkeys(who for who in head.speakers.values() if who)
    names = tuple(edition.library.entries[who].head.name for who in speakers)
    paragraphs = briefing.transcript.paragraphs
    text = head.summary or shortened(paragraphs[0].text if paragraphs else head.title)
    changed = last_change(briefing)
    return Item(address, address, head.title, head.date, changed, briefing.id, "", names, text)


def _corrections(edition: Edition, briefing: Briefing) -> Iterator[Item]:
    title = edition.strings.text("feed-correction", title=briefing.head.title)
    address = edition.address("", Thing(BRIEFINGS, briefing.id))
    seen = Counter[date]()
    for each in briefing.head.corrections:
        seen[each.date] += 1
        which = f"corrected-{each.date}" + (f"-{seen[each.date]}" if seen[each.date] > 1 else "")
        yield Item(address, f"{address}#{which}", title, each.date, each.date, briefing.id, "", (),
                   each.text)  # fmt: skip


def _notes(edition: Edition, briefing: Briefing) -> Iterator[Item]:
    """The notes; one without a date is as old as its briefing, for nothing says otherwise."""
    thing = Thing(BRIEFINGS, briefing.id)
    marks = edition.index.marks.get(briefing.id, {}).values()
    paragraphs = {mark.targets[0]: mark.paragraph
                  for here in marks for mark in here if mark.kind == "annotation"}  # fmt: skip
    for note in briefing.annotations:
        address = edition.address("", thing, urls.note_id(note.id))
        title = edition.strings.text("feed-note", title=briefing.head.title,
                                     n=paragraphs.get(note.id, 1))  # fmt: skip
        day = note.date or briefing.head.date
        yield Item(address, address, title, day, day, briefing.id, note.id,
                   (note.author,) if note.author else (), note.quote, note.text)  # fmt: skip


def _notes_about(edition: Edition) -> dict[Thing, frozenset[tuple[str, str]]]:
    """Notes whose words name somebody, that link to a thing, or lie in a topic's passages."""
    found: dict[Thing, set[tuple[str, str]]] = {}
    for briefing in edition.library.briefings.values():
        for thing, note in _touched(edition, briefing):
            found.setdefault(thing, set()).add((briefing.id, note))
    for thing, links in edition.index.backlinks.items():
        for link in links:
            if link.source.folder == BRIEFINGS and link.place:
                found.setdefault(thing, set()).add((link.source.id, link.place))
    return {thing: frozenset(notes) for thing, notes in found.items()}


def _touched(edition: Edition, briefing: Briefing) -> Iterator[tuple[Thing, str]]:
    for number, marks in edition.index.marks.get(briefing.id, {}).items():
        notes = [mark for mark in marks if mark.kind == "annotation"]
        for note in notes:
            for target in _named_in(note, marks):
                yield edition.entry_thing(target), note.targets[0]
            for passage in briefing.passages:
                if any(first <= number <= last for first, last in passage.paragraphs):
                    yield Thing(TOPICS, passage.topic), note.targets[0]


def _named_in(note: Mark, marks: tuple[Mark, ...]) -> Iterator[str]:
    for mark in marks:
        if mark.kind == "mention" and mark.start < note.end and note.start < mark.end:
            yield from mark.targets
