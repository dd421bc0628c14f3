"""The nouns: what the reading stage makes of what editors write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from generator.heads import (
    AnnotationHead,
    BriefingHead,
    EntryHead,
    PageHead,
    PassageHead,
    TimeHead,
    TopicHead,
    TranslationHead,
)
from generator.problems import Problem
from generator.site import SiteHead
from generator.source import Span, Text
from generator.speech import Transcript


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as read: its text, its front matter's span and where its body begins."""

    text: Text
    front: Span
    body: int

    @property
    def path(self) -> str:
        """Where it lies, from the project's root."""
        return self.text.path


@dataclass(frozen=True, slots=True)
class Briefing:
    """A published transcript, what is known about it and what is said about it."""

    id: str
    document: Document
    head: BriefingHead
    transcript: Transcript
    notes_document: Document | None
    annotations: tuple[AnnotationHead, ...]
    passages: tuple[PassageHead, ...]
    times: tuple[TimeHead, ...] = ()

    @property
    def day(self) -> date:
        """The day of the briefing."""
        return self.head.date


@dataclass(frozen=True, slots=True)
class Translation:
    """The text of a briefing in another language.

    Attributes:
        id: the file's name without its ending: `2016-12-15-yamaguchi.ru`.
        briefing: the id of the briefing.
        language: as the file's name says it.
        day: the day of the briefing.
    """

    id: str
    briefing: str
    language: str
    day: date
    document: Document
    head: TranslationHead
    transcript: Transcript


Wording = Briefing | Translation


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something of the glossary; `kind` is its folder: people, institutions, places."""

    id: str
    kind: str
    document: Document
    head: EntryHead
    body: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What passages are about."""

    id: str
    document: Document
    head: TopicHead
    body: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that editors write."""

    id: str
    document: Document
    head: PageHead
    body: str


Published = Briefing | Entry | Topic | Page  # what has a file and a page of its own


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """Something that is written but not published, why, and until when if that is known."""

    path: str
    id: str
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that editors wrote, decoded; what is held back is in `held` only.

    Mappings are in the order in which readers meet them: briefings by date, all else by id.
    `translations` are those of a briefing, by its id.
    """

    site: SiteHead
    site_document: Document | None
    briefings: Mapping[str, Briefing]
    entries: Mapping[str, Entry]
    topics: Mapping[str, Topic]
    pages: Mapping[str, Page]
    held: tuple[Held, ...]
    problems: tuple[Problem, ...]
    translations: Mapping[str, tuple[Translation, ...]] = field(default_factory=dict)

    @property
    def published(self) -> tuple[Published, ...]:
        """Everything that has a page of its own: briefings, entries, topics, pages."""
        return (*self.briefings.values(), *self.entries.values(),
                *self.topics.values(), *self.pages.values())  # fmt: skip

    def find(self, folder: str, name: str) -> Published | None:
        """What has a page of its own and comes from a file of this name in a folder."""
        match folder:
            case "briefings":
                return self.briefings.get(name)
            case "topics":
                return self.topics.get(name)
            case "pages":
                return self.pages.get(name)
            case _:
                entry = self.entries.get(name)
                return entry if entry is not None and entry.kind == folder else None


class Mark(NamedTuple):
    """Something that sits on the words of a paragraph: a mention, an annotation, an insertion.

    Attributes:
        start: the first character of the paragraph's text that it covers, in code points.
        end: the first character behind it.
        kind: `mention`, `annotation` or `insertion`.
        targets: ids of the entries mentioned, or of the annotation.
    """

    briefing: str
    paragraph: int
    start: int
    end: int
    kind: str
    targets: tuple[str, ...]
