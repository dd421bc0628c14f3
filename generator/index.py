"""Who is named where, what is about what, what leads here, who held which office on a day."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from typing_extensions import override

from generator.anchors import Anchors
from generator.backlinks import Backlink, backlinks
from generator.dates import Answer
from generator.directory import Directory
from generator.heads import EntryHead, InstitutionHead, PersonHead, Role
from generator.memo import Forgetful
from generator.mentions import Mentions
from generator.model import Briefing, Entry, Library, Mark, Topic
from generator.offices import Tenure, tenures
from generator.related import related
from generator.source import Span
from generator.text import sentences
from generator.thing import Thing

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")


class Occurrence(NamedTuple):
    """A mention, and the text of its paragraph."""

    mark: Mark
    text: str

    @property
    def sentence(self) -> Span:
        """The sentence in which it stands."""
        return _around(_sentences(self.text), self.mark)


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
        order: the place of each briefing in time, from 0, the earliest first.
        named: every mention of an entry, the latest briefing first.
        passages_naming: how many paragraphs name an entry.
        spoken: the briefings in which a person or institution speaks, the latest first.
        attended: the briefings at a place, at an event or with a participant, the latest first.
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

    order: Mapping[str, int]
    named: Mapping[str, tuple[Occurrence, ...]]
    passages_naming: Mapping[str, int]
    spoken: Mapping[str, tuple[str, ...]]
    attended: Mapping[str, tuple[str, ...]]
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


def make_index(
    library: Library,
    directory: Directory,
    found: Found,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> Index:
    """Gather everything that is found in a library."""
    briefings = memory.values("briefings", library.briefings)
    order = memory("", _order, memory.rows("", _id, briefings))
    entries = memory.values("entries", library.entries)
    topics = memory.values("topics", library.topics)
    marks = memory.values("marks", found.mentions.by_briefing)
    named = memory.gathered(_naming, memory.rows("", _named, briefings, marks))
    return Index(
        order,
        Summary(named, _latest_joined),
        Summary(memory.gathered(_paragraphs_naming, marks), sum),
        Summary(memory.gathered(_speaking, briefings), _latest),
        Summary(memory.gathered(_attending, briefings), _latest),
        Summary(memory.gathered(_passages, briefings), _joined),
        backlinks(library, directory, memory),
        related(briefings, order, memory),
        _Marks(found),
        tenures(entries, memory),
        memory("parts", _inverted, entries, "part_of"),
        memory("narrower", _inverted, topics, "broader"),
        memory("associated", _inverted, topics, "related"),
        memory("earlier", _succession, entries, "predecessors", "successors"),
        memory("later", _succession, entries, "successors", "predecessors"),
    )


class Summary(Mapping[K, R]):
    """What is made of gathered values, worked out for a key when that is looked at."""

    def __init__(
        self, gathered: Mapping[K, tuple[V, ...]], function: Callable[[tuple[V, ...]], R]
    ) -> None:
        """Keep what is gathered and what is made of it."""
        self._gathered, self._function = gathered, function
        self._made: dict[K, R] = {}

    @override
    def __getitem__(self, key: K) -> R:
        if key not in self._made:
            self._made[key] = self._function(self._gathered[key])
        return self._made[key]

    @override
    def __contains__(self, key: object) -> bool:
        return key in self._gathered

    @override
    def __iter__(self) -> Iterator[K]:
        return iter(self._gathered)

    @override
    def __len__(self) -> int:
        return len(self._gathered)


def _joined(parts: tuple[tuple[V, ...], ...]) -> tuple[V, ...]:
    return tuple(chain.from_iterable(parts))


def _latest_joined(parts: tuple[tuple[V, ...], ...]) -> tuple[V, ...]:
    return _joined(parts[::-1])


def _latest(found: tuple[V, ...]) -> tuple[V, ...]:
    return found[::-1]


def _id(briefing: Briefing) -> str:
    return briefing.id


def _order(ids: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(ids)}


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
            if briefing not in self._found[0]:
                raise KeyError(briefing)
            paragraphs: dict[int, tuple[Mark, ...]] = {}
            for marks in self._found:
                for number, here in groupby(marks.get(briefing, ()), _paragraph):
                    paragraphs[number] = (*paragraphs.get(number, ()), *here)
            self._sorted[briefing] = paragraphs
        return self._sorted[briefing]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._found[0])

    @override
    def __len__(self) -> int:
        return len(self._found[0])


def _paragraph(mark: Mark) -> int:
    return mark.paragraph


def _named(briefing: Briefing, marks: tuple[Mark, ...]) -> tuple[Occurrence, ...]:
    texts = briefing.transcript.paragraphs
    return tuple(Occurrence(mark, texts[mark.paragraph - 1].text) for mark in marks)


def _naming(occurrences: tuple[Occurrence, ...]) -> dict[str, tuple[Occurrence, ...]]:
    """The mentions of a briefing by entry."""
    found: dict[str, list[Occurrence]] = {}
    for each in occurrences:
        for target in each.mark.targets:
            found.setdefault(target, []).append(each)
    return {target: tuple(those) for target, those in found.items()}


def _paragraphs_naming(marks: tuple[Mark, ...]) -> dict[str, int]:
    """In how many paragraphs of a briefing each entry is named."""
    places = {(target, mark.paragraph) for mark in marks for target in mark.targets}
    return dict(Counter(target for target, _ in places))


@lru_cache(maxsize=1024)  # mentions of a paragraph are looked at together
def _sentences(text: str) -> tuple[Span, ...]:
    return sentences(text)


def _around(spans: tuple[Span, ...], mark: Mark) -> Span:
    touched = [span for span in spans if span.start < mark.end and mark.start < span.end]
    if not touched:
        return Span(mark.start, mark.end)
    return Span(min(touched[0].start, mark.start), max(touched[-1].end, mark.end))


def _speaking(briefing: Briefing) -> dict[str, str]:
    """The briefing, under each who speaks in it."""
    labels = {turn.label for turn in briefing.transcript.turns}
    return {who: briefing.id for label, who in briefing.head.speakers.items()
            if who and label in labels}  # fmt: skip


def _attending(briefing: Briefing) -> dict[str, str]:
    """The briefing, under where it was, at what event and who took part."""
    head = briefing.head
    return dict.fromkeys(filter(None, (head.place, head.event, *head.participants)), briefing.id)


def _passages(briefing: Briefing) -> dict[str, tuple[Passage, ...]]:
    """The passages of a briefing by topic; of topics that have none the whole of it."""
    passages: dict[str, list[Passage]] = {}
    for passage in briefing.passages:
        for first, last in passage.paragraphs:
            found = Passage(briefing.id, first, last, passage.note or "")
            passages.setdefault(passage.topic, []).append(found)
    whole = (Passage(briefing.id, 0, 0, ""),)
    return dict.fromkeys(briefing.head.topics, whole) | {
        topic: tuple(sorted(found, key=attrgetter("first", "last")))
        for topic, found in passages.items()
    }


def _inverted(things: Sequence[Entry | Topic], key: str) -> dict[str, tuple[str, ...]]:
    """What points at each id."""
    found: dict[str, list[str]] = {}
    for source in things:
        for target in _ids(source, key):
            found.setdefault(target, []).append(source.id)
    return {target: tuple(sources) for target, sources in found.items()}


def _ids(thing: Entry | Topic, key: str) -> tuple[str, ...]:
    """The ids under a key that not all kinds of things have."""
    return getattr(thing.head, key) if key in type(thing.head).model_fields else ()


def _succession(entries: Sequence[Entry], said: str, answered: str) -> dict[str, tuple[str, ...]]:
    """The institutions that each names under one key, and those that name it under the other."""
    others = _inverted(entries, answered)
    found = {
        each.id: tuple(dict.fromkeys((*_ids(each, said), *others.get(each.id, ()))))
        for each in entries
    }
    return {name: ids for name, ids in found.items() if ids}


def posts_of(entry: Entry, index: Index) -> tuple[tuple[str, tuple[Tenure, ...]], ...]:
    """An institution's offices with their holders: declared ones first, then those of roles."""
    declared = (
        [post.title for post in entry.head.posts] if isinstance(entry.head, InstitutionHead) else []
    )
    others = sorted(title for institution, title in index.held
                    if institution == entry.id and title not in declared)  # fmt: skip
    return tuple((title, index.held.get((entry.id, title), ())) for title in [*declared, *others])
