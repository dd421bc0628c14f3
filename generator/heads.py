"""What editors write as YAML: front matter, and the file beside a briefing.

The classes describe it as docs/content.md does; names follow Popolo (people, institutions), SKOS
(topics) and W3C Web Annotation (annotations).
"""

from typing import Annotated, Literal

from pydantic import Field

from generator.fields import (
    Alias,
    Clock,
    Dated,
    Day,
    FormerIds,
    Formerly,
    Fragment,
    Ids,
    Language,
    Moment,
    NameRule,
    Origin,
    OtherName,
    Ranges,
    Reference,
    Status,
    Steps,
    When,
    Words,
    Written,
)


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
    formerly: FormerIds = ()


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
