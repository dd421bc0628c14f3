"""Who is named where, what is about what, what leads here, who held which office on a day."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import groupby
from typing import NamedTuple

from typing_extensions import override

from generator.anchors import Anchors
from generator.backlinks import Backlink, backlinks, links_of
from generator.dates import Answer
from generator.memo import Forgetful, Later
from generator.mentions import Mentions
from generator.model import (
    Briefing,
    Entry,
    EntryHead,
    InstitutionHead,
    Library,
    Mark,
    PersonHead,
    Published,
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
        earlier: the institutions that came before one, whichever of the two says so.
        later: those that came after one.
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
    earlier: Mapping[str, tuple[str, ...]]
    later: Mapping[str, tuple[str, ...]]


class Found(NamedTuple):
    """What stands in the transcripts: names and annotated words."""

    mentions: Mentions
    anchors: Anchors


class Subject(NamedTuple):
    """What a briefing is about."""

    briefing: str
    event: str
    topics: tuple[str, ...]


def make_index(
    library: Library,
    directory: Directory,
    found: Found,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> Index:
    """Gather everything that is found in a library."""
    briefings = tuple(library.briefings.values())[::-1]
    texts: tuple[Published, ...] = (*briefings, *library.entries.values(), *library.topics.values(),
             *library.pages.values())  # fmt: skip
    links = links_of(texts, directory, memory)
    subjects = memory.settled(
        "subjects", tuple(memory(each.id, _subject, each) for each in library.briefings.values())
    )
    return Index(
        memory.when_asked(_Named(library, found.mentions)),
        memory.when_asked(Later(partial(_spoken, library))),
        memory.when_asked(Later(partial(_passages, library))),
        memory.when_asked(Later(partial(backlinks, library, directory, links))),
        memory("", _related, subjects),
        _Marks(found),
        tenures(library),
        _inverted({each.id: getattr(each.head, "part_of", ())
                   for each in library.entries.values()}),
        _inverted({each.id: each.head.broader for each in library.topics.values()}),
        _inverted({each.id: each.head.related for each in library.topics.values()}),
        _succession(library, "predecessors", "successors"),
        _succession(library, "successors", "predecessors"),
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


class _Marks(Mapping[str, Mapping[int, tuple[Mark, ...]]]):
    """Marks of briefings by paragraph, sorted when a briefing is looked at."""

    def __init__(self, found: Found) -> None:
        self._found = (found.mentions.by_briefing, found.anchors.by_briefing)
        self._sorted: dict[str, Mapping[int, tuple[Mark, ...]]] = {}

    @override
    def __getitem__(self, briefing: str) -> Mapping[int, tuple[Mark, ...]]:
        if briefing not in self._sorted:
            if all(briefing not in marks for marks in self._found):
                raise KeyError(briefing)
            paragraphs: dict[int, tuple[Mark, ...]] = {}
            for marks in self._found:
                for number, here in groupby(marks.get(briefing, ()), _paragraph):
                    paragraphs[number] = (*paragraphs.get(number, ()), *here)
            self._sorted[briefing] = paragraphs
        return self._sorted[briefing]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for marks in self._found for name in marks))

    @override
    def __len__(self) -> int:
        return len(set().union(*self._found))


def _paragraph(mark: Mark) -> int:
    return mark.paragraph


class _Named(Mapping[str, tuple[Occurrence, ...]]):
    """Mentions by entry, each entry's with its sentences when it is looked at."""

    def __init__(self, library: Library, mentions: Mentions) -> None:
        self._library, self._mentions = library, mentions
        self._occurrences: dict[str, tuple[Occurrence, ...]] = {}
        self._spans: dict[tuple[str, int], tuple[Span, ...]] = {}

    @cached_property
    def _marks(self) -> dict[str, list[Mark]]:
        marks: dict[str, list[Mark]] = {}
        for briefing in reversed(tuple(self._library.briefings)):
            for mark in self._mentions.by_briefing.get(briefing, ()):
                for target in mark.targets:
                    marks.setdefault(target, []).append(mark)
        return marks

    @override
    def __getitem__(self, entry: str) -> tuple[Occurrence, ...]:
        if entry not in self._occurrences:
            self._occurrences[entry] = tuple(
                Occurrence(mark, _around(self._sentences(mark), mark))
                for mark in self._marks[entry]
            )
        return self._occurrences[entry]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    @override
    def __len__(self) -> int:
        return len(self._marks)

    def _sentences(self, mark: Mark) -> tuple[Span, ...]:
        place = (mark.briefing, mark.paragraph)
        if place not in self._spans:
            texts = self._library.briefings[mark.briefing].transcript.paragraphs
            self._spans[place] = sentences(texts[mark.paragraph - 1].text)
        return self._spans[place]


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


def _subject(briefing: Briefing) -> Subject:
    topics = [*briefing.head.topics, *(each.topic for each in briefing.passages)]
    return Subject(briefing.id, briefing.head.event or "", tuple(dict.fromkeys(topics)))


def _related(subjects: tuple[Subject, ...]) -> dict[str, tuple[str, ...]]:
    """For each briefing those that share its event and its rarer topics, the nearest in time.

    Only neighbours in each topic's own order of time are weighed, so that the work grows with the
    number of briefings and not with its square.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for place, subject in enumerate(subjects):
        for group in _groups(subject):
            groups.setdefault(group, []).append(place)
    return {
        subject.briefing: tuple(
            subjects[other].briefing
            for other in _nearest(place, [groups[group] for group in _groups(subject)])
        )
        for place, subject in enumerate(subjects)
    }


def _groups(subject: Subject) -> list[tuple[str, str]]:
    """What a briefing belongs to, its topics and its event, each with its kind before it."""
    event = [("event", subject.event)] if subject.event else []
    return [*(("topic", topic) for topic in subject.topics), *event]


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


def _succession(library: Library, said: str, answered: str) -> dict[str, tuple[str, ...]]:
    """The institutions that each names under one key, and those that name it under the other."""
    named, answers = (
        {each.id: getattr(each.head, key, ()) for each in library.entries.values()}
        for key in (said, answered)
    )
    others = _inverted(answers)
    found = {name: tuple(dict.fromkeys((*ids, *others.get(name, ()))))
             for name, ids in named.items()}  # fmt: skip
    return {name: ids for name, ids in found.items() if ids}


def posts_of(entry: Entry, index: Index) -> tuple[tuple[str, tuple[Tenure, ...]], ...]:
    """An institution's offices with their holders: declared ones first, then those of roles."""
    declared = (
        [post.title for post in entry.head.posts] if isinstance(entry.head, InstitutionHead) else []
    )
    others = sorted(title for institution, title in index.held
                    if institution == entry.id and title not in declared)  # fmt: skip
    return tuple((title, index.held.get((entry.id, title), ())) for title in [*declared, *others])
