"""The nouns: what editors write, typed, and what the reading stage makes of it.

The classes that derive from `Written` are front matter and YAML as docs/content.md describes it;
names follow Popolo (people, institutions), SKOS (topics) and W3C Web Annotation (annotations).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from generator.dates import Interval, NotADateError, PartialDate
from generator.problems import Problem
from generator.source import Span, Text
from generator.urls import is_web_address

_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_FOLDER = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\Z)[^\W_][\w-]*\Z", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[\w][\w.-]*\Z")


def _web_address(value: str) -> str:
    if not is_web_address(value):
        message = f"“{value}” is no web address; it begins with https:// or http://"
        raise ValueError(message)
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.match(value):
        message = f"“{value}” is no language tag; write en, ru or zh-Hant (BCP 47)"
        raise ValueError(message)
    return value


def _fragment(value: str) -> str:
    if not _IDENTIFIER.match(value):
        message = f"“{value}” cannot be part of an address; use letters, digits and hyphens"
        raise ValueError(message)
    return value


def _folder(value: str) -> str:
    if not _FOLDER.match(value):
        message = f"“{value}” cannot be a folder; use letters, digits and hyphens"
        raise ValueError(message)
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        message = "there is nothing here; write a text or remove the key"
        raise ValueError(message)
    return value


def _partial_date(value: object) -> object:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    parsed = PartialDate.parse(value)
    if not parsed.day:
        raise NotADateError(value, "full date; write year, month and day: 2016-12-15")
    return parsed.earliest


def _moment(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        wanted = "moment; write date, time and zone: 2016-12-15T18:00:00+09:00"
        raise NotADateError(value, wanted)
    return moment


def paragraph_numbers(written: str) -> tuple[tuple[int, int], ...]:
    """Ranges of paragraphs, both ends included: “4, 7-9” is ((4, 4), (7, 9)).

    Raises:
        ValueError: when it is no list of numbers and ranges, or a range runs backwards.
    """
    ranges = []
    for part in written.split(","):
        match = _RANGE.match(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            message = f"“{written}” names no paragraphs; write 4, or 7-9, or 4, 7-9"
            raise ValueError(message)
        ranges.append((first, last))
    return tuple(ranges)


def _ranges(value: object) -> object:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    return paragraph_numbers(value) if isinstance(value, str) else value


def _text_as_alias(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _one_as_many(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


Words = Annotated[str, AfterValidator(_not_blank)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Language = Annotated[str, AfterValidator(_language)]
Fragment = Annotated[str, AfterValidator(_fragment)]
When = Annotated[PartialDate, BeforeValidator(_partial_date)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Ranges = Annotated[tuple[tuple[int, int], ...], BeforeValidator(_ranges)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_one_as_many)]
Status = Literal["draft", "published"]


class Written(BaseModel):
    """Something an editor writes as YAML: frozen, and every key that is not known is refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False
    )


class Dated(Written):
    """Something that held from a date (included) to a date (excluded)."""

    start: When | None = Field(default=None, alias="from")
    end: When | None = Field(default=None, alias="to")

    @property
    def interval(self) -> Interval:
        """When it held."""
        return Interval(self.start, self.end)


class Reference(Written):
    """A publication that a statement rests on, or a place to read more."""

    title: Words
    author: Words | None = None
    publisher: Words | None = None
    date: When | None = None
    url: WebAddress | None = None
    archived: WebAddress | None = None
    retrieved: Day | None = None
    language: Language | None = None
    note: Words | None = None


class Licence(Written):
    """Terms under which something may be used."""

    name: Words
    url: WebAddress | None = None


class Origin(Written):
    """Where the text of a briefing comes from."""

    title: Words | None = None
    publisher: Words
    url: WebAddress | None = None
    published: When | None = None
    retrieved: Day | None = None
    archived: WebAddress | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    licence: Licence | None = None
    note: Words | None = None


class NameRule(Written):
    """A line under `names:`; what some words mean in one briefing.

    `entry` names one or several entries; null says that the words mention nothing.
    """

    text: Words
    paragraphs: Ranges | None = None
    entry: Ids


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
    speakers: dict[str, str | None] = {}
    participants: tuple[str, ...] = ()
    language: Language | None = None
    source: Origin | None = None
    topics: tuple[str, ...] = ()
    names: tuple[NameRule, ...] = ()
    editorial_note: Words | None = None
    corrections: tuple[Correction, ...] = ()
    status: Status = "published"
    embargo: Moment | None = None


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


class AnnotationsFile(Written):
    """The file beside a briefing: stand-off annotations and passages."""

    annotations: tuple[AnnotationHead, ...] = ()
    passages: tuple[PassageHead, ...] = ()


class OtherName(Dated):
    """A name in another language or script, or one that held for a time."""

    name: Words
    lang: Language | None = None
    note: Words | None = None


class AliasHead(Dated):
    """A form to link in transcripts; `match: any-case` finds it in capitals too."""

    text: Words
    plural: Words | None = None
    match: Literal["exact", "any-case"] = "exact"


Alias = Annotated[AliasHead, BeforeValidator(_text_as_alias)]


class EntryHead(Written):
    """Front matter that every entry of the glossary may have."""

    name: Words
    sort_name: Words | None = None
    other_names: tuple[OtherName, ...] = ()
    aliases: tuple[Alias, ...] = ()
    summary: Words | None = None
    identifiers: dict[str, Words] = {}
    see_also: tuple[str, ...] = ()
    sources: tuple[Reference, ...] = ()
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
    status: Status = "published"


class PageHead(Written):
    """Front matter of a page."""

    title: Words
    summary: Words | None = None
    status: Status = "published"


class KindHead(Written):
    """A further kind of glossary entry: its folder under content/ and what it is called."""

    id: Annotated[str, AfterValidator(_folder)]
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
    navigation: tuple[str, ...] = ("briefings", "people", "institutions", "topics", "glossary")
    glossary: tuple[KindHead, ...] = DEFAULT_KINDS
    limits: Limits = Limits()

    @property
    def kinds(self) -> tuple[KindHead, ...]:
        """Every kind of glossary entry, people and institutions first."""
        return (*BUILT_IN_KINDS, *self.glossary)


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
class Paragraph:
    """A paragraph of a transcript.

    Attributes:
        number: counted from 1 through the whole briefing; its address is `p<number>`.
        text: the speaker's words as they stand in the source, without the speaker's label.
        start: where they begin in the file, in code points.
    """

    number: int
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break.

    Attributes:
        label: the speaker as the transcript writes it, or "" before any label.
        continued: whether a section heading interrupts a turn that began above it.
    """

    label: str
    paragraphs: tuple[Paragraph, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Turns below one of the editor's headings ("" before the first)."""

    heading: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Transcript:
    """A briefing's words, in their order."""

    sections: tuple[Section, ...]

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn, in order."""
        return tuple(turn for section in self.sections for turn in section.turns)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order; paragraph n is at place n - 1."""
        return tuple(paragraph for turn in self.turns for paragraph in turn.paragraphs)


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


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """Something that is written but not published, and why."""

    path: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that editors wrote, decoded; what is held back is in `held` only.

    Mappings are in the order in which readers meet them: briefings by date, all else by id.
    """

    site: SiteHead
    site_document: Document | None
    briefings: Mapping[str, Briefing]
    entries: Mapping[str, Entry]
    topics: Mapping[str, Topic]
    pages: Mapping[str, Page]
    held: tuple[Held, ...]
    problems: tuple[Problem, ...]


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
class Options:
    """What the person who builds decides.

    Attributes:
        now: the moment of the build; it decides nothing but embargoes.
        drafts: whether drafts and what is under embargo are shown too.
        base_url: the site's address, or "" for the one in site.yaml.
        jobs: how many processes may share the work.
    """

    now: datetime
    drafts: bool = False
    base_url: str = ""
    jobs: int = 1
