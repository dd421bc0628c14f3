"""What a reader makes of a file: its paragraphs, what it says about itself, what was left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.problems import Place, Problem
from generator.yaml_writing import Value

# Turns a word processor's file (its bytes, the name of its format) into pandoc's JSON.
Convert = Callable[[bytes, str], bytes]
LARGEST = 50_000_000  # bytes of a file
NOT_KNOWN = "not known"  # the origin of what stands in for something that nothing tells


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be imported, and how it is to be read.

    Attributes:
        name: the file's name without its folder; "" for standard input.
        content: its bytes.
        convert: what reads the files of word processors.
        encoding: the encoding that the editor names, or "".
        paragraphs: `line` or `blank` where the editor says what parts the paragraphs of a text.
    """

    name: str
    content: bytes
    convert: Convert
    encoding: str = ""
    paragraphs: str = ""

    @property
    def shown(self) -> str:
        """What it is called in messages."""
        return self.name or "standard input"


class Guess(NamedTuple):
    """Something that the file suggests, and where it was found: “the heading of the page”.

    Without an origin it is no guess: the editor said it.
    """

    words: str
    origin: str

    @property
    def comment(self) -> str:
        """What the editor should know about it."""
        if not self.origin or self.origin.startswith(NOT_KNOWN):
            return self.origin
        return f"guessed from {self.origin}"


class Left(NamedTuple):
    """Something of the file that is not in the transcript: what, where, and its first words."""

    what: str
    where: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading of the file.

    Attributes:
        text: its characters; a line feed is a line end inside the paragraph.
        where: its place in the file, for people: “line 12”.
        is_heading: whether the file marks it as a heading.
        bold: how many characters at its beginning stand out (bold, small capitals).
        speaker: who says it, where the format itself has a place for that.
        start: when it is said, in milliseconds from the beginning, where the format says so.
    """

    text: str
    where: str
    is_heading: bool = False
    bold: int = 0
    speaker: str = ""
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A heading, or a paragraph with the label that opens its turn ("" where none stands there).

    Attributes:
        text: what is said, "" where a label stands alone; or the heading.
        opening: what stands in the file before what is said: the label, and what marks it.
    """

    text: str
    where: str
    label: str = ""
    opening: str = ""
    is_heading: bool = False
    start: int | None = None


class Stretch(NamedTuple):
    """Characters of a paragraph, by its number; the end is the first that is no longer meant."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """An annotation of the file, by the keys of annotations files, and the words it is about.

    Attributes:
        place: None where it is about a turn or the whole briefing.
    """

    fields: Mapping[str, Value]
    place: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What an edited briefing tells for sure, so that nothing of it is guessed.

    Attributes:
        id: the briefing's own.
        head: its front matter by the keys of content.md, without who speaks.
        spoken: its words.
        speakers: whose each label is; None for somebody unnamed.
        names: what the people and things are called whose ids stand in `head` and `speakers`.
        passages: as annotations files have them.
    """

    id: str
    head: Mapping[str, Value]
    spoken: tuple[Spoken, ...]
    speakers: Mapping[str, str | None]
    names: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    passages: tuple[Mapping[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it was read; a format adds what it knows.

    Attributes:
        left: what is in the file and not in `blocks`.
        remarks: sentences that say how something was read.
        known: all that an edited briefing tells; `blocks` are empty then.
        people: the names of those who speak under a label, where the file tells them apart.
        persons: the names of all people whom the file describes.
    """

    blocks: tuple[Block, ...]
    title: Guess | None = None
    date: Guess | None = None
    address: Guess | None = None
    publisher: Guess | None = None
    language: Guess | None = None
    left: tuple[Left, ...] = ()
    remarks: tuple[str, ...] = ()
    known: Known | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    persons: tuple[str, ...] = ()


class MissingToolError(Exception):
    """What reads a format is not there or failed, whatever the file is; and what to do."""


class NotADocumentError(Exception):
    """A document cannot be read: what its reader said."""


class RefusedError(Exception):
    """A file that cannot be imported, and what to do instead."""

    def __init__(self, problem: Problem) -> None:
        """Say why."""
        super().__init__(problem.message)
        self.problem = problem


def refused(source: Source, message: str, hint: str, code: str = "E335") -> RefusedError:
    """The refusal of a whole file."""
    return RefusedError(Problem(Place(source.shown), code, message, hint))


def opening(text: str, most: int = 60) -> str:
    """The first words of a text, for a line of the report."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"
