"""The nouns: what editors write, typed, and what the reading stage makes of it.

The classes that derive from `Written` are front matter and YAML as docs/content.md describes it;
names follow Popolo (people, institutions), SKOS (topics) and W3C Web Annotation (annotations).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from generator.fields import (
    Alias,
    Clock,
    Dated,
    Day,
    Folder,
    Formerly,
    Fragment,
    Ids,
    Language,
    Licence,
    Moment,
    NameRule,
    Origin,
    OtherName,
    Ranges,
    Reference,
    Status,
    Steps,
    WebAddress,
    When,
    Words,
    Written,
)
from generator.problems import Problem
from generator.source import Span, Text
from generator.speech import Transcript


class Correction(Written):
    """What was changed in a text after its publication, and when."""

    date: Day
    text: Words


class BriefingHead(Written):
    """Front matter of a briefing."""

    title: Words
    date: Day
    kind: Literal["statement", "press-conference", "interview", "briefing", "speech", "meeting"] = (
        "briefing"
    )
    summary: Words | None = None
    place: str | None = None
    event: str | None = None
    speakers: dict[str, str | None] = Field(default_factory=dict)
    participants: tuple[str, ...] = ()
    language: Language | None = None
    title_language: Language | None = None
    source: Origin | None = None
    topics: tuple[str, ...] = ()
    names: tuple[NameRule, ...] = ()
    media: Ids = ()
    editorial_note: Words | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: Formerly = ()
    status: Status = "published"
    embargo: Moment | None = None


class TranslationHead(Written):
    """Front matter of a briefing's text in another language.

    `original` says that these are the words as they were spoken; `alignment` pairs paragraphs
    where those of one number do not belong together.
    """

    title: Words
    language: Language | None = None
    original: bool = False
    translator: Words | None = None
    speakers: dict[str, str | None] = Field(default_factory=dict)
    source: Origin | None = None
    names: tuple[NameRule, ...] = ()
    alignment: Steps = ()
    status: Status = "published"


class AnnotationHead(Written):
    """One annotation: what it is about, and what editors say about it.

    It is about words of the transcript, which `quote` repeats, about the turn in which `paragraph`
    stands, or about the briefing; `quote` is "" for the latter two.
    """

    id: Fragment
    about: Literal["words", "turn", "briefing"] = "words"
    quote: Words = ""
    paragraph: Annotated[int, Field(ge=1)] | None = None
    before: Words | None = None
    after: Words | None = None
    kind: Literal[
        "context",
        "correction",
        "source",
        "definition",
        "translation",
        "cross-reference",
        "question",
    ]
    text: Words
    author: Words | None = None
    date: Day | None = None
    sources: tuple[Reference, ...] = ()


class PassageHead(Written):
    """Paragraphs that a topic gathers."""

    topic: str
    paragraphs: Ranges
    note: Words | None = None


class TimeHead(Written):
    """When a paragraph begins in the sound or film, in milliseconds; it is told by its words."""

    start: Clock
    words: Words


class AnnotationsFile(Written):
    """The file beside a briefing: stand-off annotations, passages and times of paragraphs."""

    annotations: tuple[AnnotationHead, ...] = ()
    passages: tuple[PassageHead, ...] = ()
    times: tuple[TimeHead, ...] = ()


class EntryHead(Written):
    """Front matter that every entry of the glossary may have."""

    name: Words
    sort_name: Words | None = None
    other_names: tuple[OtherName, ...] = ()
    aliases: tuple[Alias, ...] = ()
    summary: Words | None = None
    identifiers: dict[str, Words] = Field(default_factory=dict)
    see_also: tuple[str, ...] = ()
    sources: tuple[Reference, ...] = ()
    formerly: Formerly = ()
    status: Status = "published"


class Role(Dated):
    """An office that a person held (a Popolo membership)."""

    title: Words
    institution: str | None = None
    note: Words | None = None
    sources: tuple[Reference, ...] = ()


class PersonHead(EntryHead):
    """Front matter of a person."""

    birth_date: When | None = None
    death_date: When | None = None
    birth_place: Words | None = None
    death_place: Words | None = None
    roles: tuple[Role, ...] = ()


class Post(Written):
    """An office of an institution; its aliases lead to whoever held it on the day."""

    title: Words
    aliases: tuple[Alias, ...] = ()


class InstitutionHead(EntryHead):
    """Front matter of an institution."""

    classification: Words | None = None
    founded: When | None = None
    dissolved: When | None = None
    part_of: Ids = ()
    predecessors: Ids = ()
    successors: Ids = ()
    place: str | None = None
    posts: tuple[Post, ...] = ()


class ThingHead(EntryHead, Dated):
    """Front matter of an entry of any further kind: a place, document, event, term."""

    classification: Words | None = None
    date: When | None = None
    place: str | None = None
    part_of: Ids = ()
    participants: tuple[str, ...] = ()


class TopicHead(Written):
    """Front matter of a topic (a SKOS concept)."""

    name: Words
    other_names: tuple[OtherName, ...] = ()
    scope_note: Words | None = None
    broader: Ids = ()
    related: Ids = ()
    see_also: tuple[str, ...] = ()
    formerly: Formerly = ()
    status: Status = "published"


class PageHead(Written):
    """Front matter of a page."""

    title: Words
    summary: Words | None = None
    formerly: Formerly = ()
    status: Status = "published"


class KindHead(Written):
    """A further kind of glossary entry: its folder under content/ and what it is called."""

    id: Folder
    title: Words
    singular: Words


class Limits(Written):
    """Largest sizes read, in bytes."""

    front_matter: Annotated[int, Field(gt=0, le=10_000_000)] = 256_000
    yaml: Annotated[int, Field(gt=0, le=100_000_000)] = 8_000_000
    text: Annotated[int, Field(gt=0, le=200_000_000)] = 20_000_000


PEOPLE, INSTITUTIONS = "people", "institutions"
BUILT_IN_KINDS = (
    KindHead(id=PEOPLE, title="People", singular="Person"),
    KindHead(id=INSTITUTIONS, title="Institutions", singular="Institution"),
)
DEFAULT_KINDS = (
    KindHead(id="places", title="Places", singular="Place"),
    KindHead(id="documents", title="Documents", singular="Document"),
    KindHead(id="events", title="Events", singular="Event"),
    KindHead(id="terms", title="Terms", singular="Term"),
)


class SiteHead(Written):
    """What stands in site.yaml."""

    title: Words
    description: Words
    language: Language = "en"
    url: WebAddress | None = None
    publisher: Words | None = None
    licence: Licence | None = None
    books: bool = False
    citation_type: Literal["webpage", "presentation", "document"] = "webpage"
    navigation: tuple[str, ...] = ("briefings", "people", "institutions", "topics", "glossary")
    glossary: tuple[KindHead, ...] = DEFAULT_KINDS
    limits: Limits = Limits()

    @property
    def kinds(self) -> tuple[KindHead, ...]:
        """Every kind of glossary entry, people and institutions first."""
        return (*BUILT_IN_KINDS, *self.glossary)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of all entries of the glossary."""
        return tuple(kind.id for kind in self.kinds)


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


@dataclass(frozen=True, slots=True)
class Lettering:
    """What pictures with words can be drawn: the letters there are, and what tells the drawer.

    Attributes:
        version: another one draws other bytes.
        letters: code points.
    """

    version: str
    letters: frozenset[int]

    def draws(self, words: str) -> bool:
        """Whether every letter of some words is there."""
        return all(ord(sign) in self.letters for sign in words if not sign.isspace())


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who builds decides.

    Attributes:
        now: the moment of the build; it decides nothing but embargoes.
        drafts: whether drafts and what is under embargo are shown too.
        base_url: the site's address, or "" for the one in site.yaml.
        jobs: how many processes may share the work.
        search: whether the site has a search page; its index is made by whoever builds.
        cards: what pictures of links can be drawn by whoever builds, or None for none.
        scratch: a folder on whose disk the files of a large site lie until they are published; ""
            for the system's own.
    """

    now: datetime
    drafts: bool = False
    base_url: str = ""
    jobs: int = 1
    search: bool = False
    cards: Lettering | None = None
    scratch: str = ""
