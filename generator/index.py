"""Who is named where, what is about what, what leads here, who held which office on a day."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.anchors import Anchors
from generator.dates import Answer
from generator.library import BRIEFINGS, PAGES, TOPICS
from generator.markdown import Quotation, quotations
from generator.mentions import Mentions
from generator.model import (
    Briefing,
    Entry,
    EntryHead,
    InstitutionHead,
    Library,
    Mark,
    PersonHead,
    Role,
)
from generator.offices import Tenure, tenures
from generator.references import Directory, Thing
from generator.source import Span
from generator.text import sentences

_MOST_RELATED = 5
_NEIGHBOURS = 8


class Occurrence(NamedTuple):
    """A mention with the sentence of the paragraph in which it stands."""

    mark: Mark
    sentence: Span


class Passage(NamedTuple):
    """Paragraphs of a briefing that a topic gathers; (0, 0) stands for the whole briefing."""

    briefing: str
    first: int
    last: int
    note: str


class Backlink(NamedTuple):
    """Something that leads here.

    Attributes:
        source: what it stands in.
        place: the annotation's id, or "" where the link stands in the thing's own text.
        quotation: the sentence with the link, or None for a `see also`.
    """

    source: Thing
    place: str
    quotation: Quotation | None


class RoleOnDay(NamedTuple):
    """An office that a person held on a day, certainly (yes) or perhaps (uncertain)."""

    role: Role
    answer: Answer


@dataclass(frozen=True, slots=True)
class Index:
    """The answers that pages give, gathered once.

    Attributes:
        named: every mention of an entry, the latest briefing first.
        spoken: the briefings in which a person or institution speaks, the latest first.
        passages: what a topic gathers, the earliest first.
        backlinks: what leads to a thing.
        related: briefings about the same, the nearest first.
        marks: mentions and annotations of a briefing, by paragraph.
        held: who held an office, by institution and title.
        parts: the entries that are part of an entry.
        narrower: the topics below a topic.
        associated: the topics that name a topic as related.
    """

    named: Mapping[str, tuple[Occurrence, ...]]
    spoken: Mapping[str, tuple[str, ...]]
    passages: Mapping[str, tuple[Passage, ...]]
    backlinks: Mapping[Thing, tuple[Backlink, ...]]
    related: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, Mapping[int, tuple[Mark, ...]]]
    held: Mapping[tuple[str, str], tuple[Tenure, ...]]
    parts: Mapping[str, tuple[str, ...]]
    narrower: Mapping[str, tuple[str, ...]]
    associated: Mapping[str, tuple[str, ...]]


def make_index(
    library: Library, directory: Directory, mentions: Mentions, anchors: Anchors
) -> Index:
    """Gather everything that is found in a library."""
    passages = _passages(library)
    return Index(
        _named(library, mentions),
        _spoken(library),
        passages,
        _backlinks(library, directory),
        _related(library, passages),
        _marks_by_paragraph(mentions, anchors),
        tenures(library),
        _inverted({each.id: getattr(each.head, "part_of", ())
                   for each in library.entries.values()}),
        _inverted({each.id: each.head.broader for each in library.topics.values()}),
        _inverted({each.id: each.head.related for each in library.topics.values()}),
    )  # fmt: skip


def roles_on(head: EntryHead, day: date) -> tuple[RoleOnDay, ...]:
    """The offices that somebody held on a day, certain ones first; () for who is no person."""
    roles = head.roles if isinstance(head, PersonHead) else ()
    if not roles:
        return ()
    answers = [RoleOnDay(role, role.interval.holds_on(day)) for role in roles]
    return tuple(
        each for wanted in (Answer.YES, Answer.UNCERTAIN) for each in answers
        if each.answer is wanted
    )  # fmt: skip


def name_on(head: EntryHead, day: date) -> str:
    """What an institution was called on a day, where that is not what it is called now, or ""."""
    for other in head.other_names:
        dated = other.start is not None or other.end is not None
        if dated and other.lang is None and other.interval.holds_on(day) is Answer.YES:
            return other.name if other.name != head.name else ""
    return ""


def _marks_by_paragraph(
    mentions: Mentions, anchors: Anchors
) -> dict[str, dict[int, tuple[Mark, ...]]]:
    gathered: dict[str, dict[int, tuple[Mark, ...]]] = {}
    for found in (mentions.by_briefing, anchors.by_briefing):
        for briefing, marks in found.items():
            paragraphs: dict[int, list[Mark]] = {}
            for mark in marks:
                paragraphs.setdefault(mark.paragraph, []).append(mark)
            known = gathered.setdefault(briefing, {})
            for number, here in paragraphs.items():
                known[number] = (*known.get(number, ()), *here)
    return gathered


def _named(library: Library, mentions: Mentions) -> dict[str, tuple[Occurrence, ...]]:
    named: dict[str, list[Occurrence]] = {}
    for briefing in reversed(tuple(library.briefings.values())):
        texts = briefing.transcript.paragraphs
        number, spans = 0, tuple[Span, ...]()
        for mark in mentions.by_briefing.get(briefing.id, ()):
            if mark.paragraph != number:
                number, spans = mark.paragraph, sentences(texts[mark.paragraph - 1].text)
            occurrence = Occurrence(mark, _around(spans, mark))
            for target in mark.targets:
                named.setdefault(target, []).append(occurrence)
    return {entry: tuple(found) for entry, found in named.items()}


def _around(spans: tuple[Span, ...], mark: Mark) -> Span:
    touched = [span for span in spans if span.start < mark.end and mark.start < span.end]
    if not touched:
        return Span(mark.start, mark.end)
    return Span(min(touched[0].start, mark.start), max(touched[-1].end, mark.end))


def _spoken(library: Library) -> dict[str, tuple[str, ...]]:
    spoken: dict[str, list[str]] = {}
    for briefing in reversed(tuple(library.briefings.values())):
        labels = {turn.label for turn in briefing.transcript.turns}
        for speaker in dict.fromkeys(
            who for label, who in briefing.head.speakers.items() if who and label in labels
        ):
            spoken.setdefault(speaker, []).append(briefing.id)
    return {who: tuple(briefings) for who, briefings in spoken.items()}


def _passages(library: Library) -> dict[str, tuple[Passage, ...]]:
    passages: dict[str, list[Passage]] = {}
    for briefing in library.briefings.values():
        gathered = {passage.topic for passage in briefing.passages}
        for passage in briefing.passages:
            for first, last in passage.paragraphs:
                found = Passage(briefing.id, first, last, passage.note or "")
                passages.setdefault(passage.topic, []).append(found)
        for topic in briefing.head.topics:
            if topic not in gathered:
                passages.setdefault(topic, []).append(Passage(briefing.id, 0, 0, ""))
    order = {name: place for place, name in enumerate(library.briefings)}
    return {
        topic: tuple(sorted(found, key=lambda each: (order[each.briefing], each.first, each.last)))
        for topic, found in passages.items()
    }


def _backlinks(library: Library, directory: Directory) -> dict[Thing, tuple[Backlink, ...]]:
    found: dict[Thing, list[Backlink]] = {}
    for backlink, target in (*_quoting(library, directory), *_see_also(library)):
        for thing in directory.find(target):
            if thing != backlink.source:
                found.setdefault(thing, []).append(backlink)
    return {thing: tuple(links) for thing, links in found.items()}


def _quoting(library: Library, directory: Directory) -> Iterator[tuple[Backlink, str]]:
    """Every `[[link]]` in its sentence, and what it names."""

    def title_of(target: str) -> str:
        match directory.find(target):
            case [thing]:
                return directory.titles[thing]
            case _:
                return target

    for source, place, text in _texts(library):
        for quotation in quotations(text, title_of):
            yield Backlink(source, place, quotation), quotation.target


def _texts(library: Library) -> Iterator[tuple[Thing, str, str]]:
    """Everything that editors wrote in Markdown: what it stands in, at which note, the text."""
    for briefing in reversed(tuple(library.briefings.values())):
        thing = Thing(BRIEFINGS, briefing.id)
        yield from ((thing, place, text) for place, text in _notes(briefing) if "[[" in text)
    for entry in library.entries.values():
        yield Thing(entry.kind, entry.id), "", entry.body
    for topic in library.topics.values():
        yield Thing(TOPICS, topic.id), "", topic.body
    for page in library.pages.values():
        yield Thing(PAGES, page.id), "", page.body


def _notes(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """What editors wrote about a briefing: at which note, or "", and the text."""
    yield "", briefing.head.editorial_note or ""
    yield from (("", correction.text) for correction in briefing.head.corrections)
    yield from ((annotation.id, annotation.text) for annotation in briefing.annotations)


def _see_also(library: Library) -> Iterator[tuple[Backlink, str]]:
    for thing, targets in (
        *((Thing(each.kind, each.id), each.head.see_also) for each in library.entries.values()),
        *((Thing(TOPICS, each.id), each.head.see_also) for each in library.topics.values()),
    ):
        for target in targets:
            yield Backlink(thing, "", None), target


def _related(
    library: Library, passages: Mapping[str, tuple[Passage, ...]]
) -> dict[str, tuple[str, ...]]:
    """For each briefing those that share its event and its rarer topics, the nearest in time.

    Only neighbours in each topic's own order of time are weighed, so that the work grows with the
    number of briefings and not with its square.
    """
    order = {name: place for place, name in enumerate(library.briefings)}
    by_topic = {topic: sorted({order[each.briefing] for each in found})
                for topic, found in passages.items()}  # fmt: skip
    by_event: dict[str, list[int]] = {}
    for briefing in library.briefings.values():
        if briefing.head.event:
            by_event.setdefault(briefing.head.event, []).append(order[briefing.id])
    names = list(library.briefings)
    return {
        briefing.id: tuple(
            names[place] for place in _nearest(order[briefing.id], _groups(briefing, by_topic,
                                                                           by_event))
        )
        for briefing in library.briefings.values()
    }  # fmt: skip


def _groups(
    briefing: Briefing, by_topic: Mapping[str, list[int]], by_event: Mapping[str, list[int]]
) -> list[list[int]]:
    topics = dict.fromkeys([*briefing.head.topics, *(each.topic for each in briefing.passages)])
    groups = [by_topic[topic] for topic in topics if topic in by_topic]
    return [*groups, by_event[briefing.head.event]] if briefing.head.event else groups


def _nearest(place: int, groups: list[list[int]]) -> list[int]:
    scores: dict[int, float] = {}
    for group in groups:
        at = bisect_left(group, place)
        for other in group[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
            if other != place:
                scores[other] = scores.get(other, 0) + 1 / math.log2(len(group) + 1)
    ranked = sorted(scores, key=lambda other: (-scores[other], abs(other - place), other))
    return ranked[:_MOST_RELATED]


def _inverted(pointing: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What points at each id."""
    found: dict[str, list[str]] = {}
    for source, targets in pointing.items():
        for target in targets:
            found.setdefault(target, []).append(source)
    return {target: tuple(sources) for target, sources in found.items()}


def posts_of(entry: Entry, index: Index) -> tuple[tuple[str, tuple[Tenure, ...]], ...]:
    """An institution's offices with their holders: declared ones first, then those of roles."""
    declared = (
        [post.title for post in entry.head.posts] if isinstance(entry.head, InstitutionHead) else []
    )
    others = sorted(title for institution, title in index.held
                    if institution == entry.id and title not in declared)  # fmt: skip
    return tuple((title, index.held.get((entry.id, title), ())) for title in [*declared, *others])
