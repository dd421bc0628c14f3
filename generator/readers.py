"""Files as values: one file in, what it is read as out, and why it is held back if it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from generator.decode import Decoded, decode_markdown, decode_yaml, problem_in_front
from generator.fields import Written
from generator.folders import id_of
from generator.heads import (
    AnnotationsFile,
    BriefingHead,
    EntryHead,
    PageHead,
    TopicHead,
    TranslationHead,
)
from generator.model import Briefing, Document, Entry, Held, Page, Topic, Translation
from generator.problems import Place, Problem
from generator.site import Limits
from generator.transcript import parse_transcript

HAS_ERRORS = "it has errors"  # why a file is held back whose errors are told by themselves
V = TypeVar("V")
H = TypeVar("H", bound=Written)
S = TypeVar("S", EntryHead, TopicHead, PageHead)


@dataclass(frozen=True, slots=True)
class Rules:
    """By what it is decided what can be read and what is shown."""

    limits: Limits
    drafts: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Kind(Generic[H]):
    """A folder of files that are read alike."""

    folder: str
    head: type[H]
    rules: Rules


@dataclass(frozen=True, slots=True)
class Read(Generic[V]):
    """A file as read; `value` is None where it is held back or has errors."""

    value: V | None
    held: tuple[Held, ...]
    problems: tuple[Problem, ...]


def decode_briefing(path: str, content: bytes, rules: Rules) -> Decoded[BriefingHead]:
    """A briefing's file."""
    return decode_markdown(path, content, BriefingHead, rules.limits)


def decode_notes(path: str, content: bytes, rules: Rules) -> Decoded[AnnotationsFile]:
    """A file of annotations."""
    return decode_yaml(path, content, AnnotationsFile, rules.limits)


def read_briefing(
    path: str,
    decoded: Decoded[BriefingHead],
    notes: Decoded[AnnotationsFile] | None,
    rules: Rules,
) -> Read[Briefing]:
    """A briefing with the notes beside it."""
    if decoded.document is None or decoded.head is None:
        return Read(None, (Held(path, id_of(path), HAS_ERRORS),), decoded.problems)
    embargo = decoded.head.embargo
    if reason := _unpublished(decoded.head.status, rules):
        return Read(None, (Held(path, id_of(path), reason),), decoded.problems)
    if not rules.drafts and embargo is not None and embargo > rules.now:
        reason = f"it is under embargo until {embargo.isoformat()}"
        return Read(None, (Held(path, id_of(path), reason, embargo),), decoded.problems)
    return Read(_briefing(decoded.document, decoded.head, notes), (), decoded.problems)


def read_translation(
    path: str, content: bytes, briefing: Briefing | None, rules: tuple[Rules, str]
) -> Read[Translation]:
    """A translation of a briefing, which is None if held back; the site's language in the rules."""
    decoded = decode_markdown(path, content, TranslationHead, rules[0].limits)
    if decoded.document is None or decoded.head is None:
        return Read(None, (Held(path, id_of(path), HAS_ERRORS),), decoded.problems)
    reason = _unpublished(decoded.head.status, rules[0])
    if briefing is None:
        reason = "its briefing is not published"
    if briefing is None or reason:
        return Read(None, (Held(path, id_of(path), reason),), decoded.problems)
    translation = _translation(briefing, decoded.document, decoded.head)
    own = briefing.head.language or rules[1]
    faults = _language_faults(translation, id_of(path).partition(".")[2], own)
    return Read(translation, (), (*decoded.problems, *faults))


def read_entry(path: str, content: bytes, kind: Kind[EntryHead]) -> Read[Entry]:
    """An entry of the glossary."""
    decoded = decode_markdown(path, content, kind.head, kind.rules.limits)
    return _shown(path, decoded, kind.rules, partial(_entry, kind.folder))


def read_topic(path: str, content: bytes, kind: Kind[TopicHead]) -> Read[Topic]:
    """A topic."""
    return _shown(
        path, decode_markdown(path, content, kind.head, kind.rules.limits), kind.rules, _topic
    )


def read_page(path: str, content: bytes, kind: Kind[PageHead]) -> Read[Page]:
    """A page that editors write."""
    return _shown(
        path, decode_markdown(path, content, kind.head, kind.rules.limits), kind.rules, _page
    )


def _shown(
    path: str, decoded: Decoded[S], rules: Rules, make: Callable[[Document, S], V]
) -> Read[V]:
    """What a decoded file is, unless it is held back."""
    if decoded.document is None or decoded.head is None:
        return Read(None, (Held(path, id_of(path), HAS_ERRORS),), decoded.problems)
    if reason := _unpublished(decoded.head.status, rules):
        return Read(None, (Held(path, id_of(path), reason),), decoded.problems)
    return Read(make(decoded.document, decoded.head), (), decoded.problems)


def _unpublished(status: str, rules: Rules) -> str:
    """Why something is held back for its status, or ""."""
    return "" if status == "published" or rules.drafts else "it is a draft"


def _briefing(
    document: Document,
    head: BriefingHead,
    notes: Decoded[AnnotationsFile] | None,
) -> Briefing:
    name = id_of(document.path)
    transcript = parse_transcript(document.text.text, document.body, head.speakers)
    if notes is None or notes.head is None:
        return Briefing(name, document, head, transcript, None, (), ())
    beside, written = notes.document, notes.head
    parts = (written.annotations, written.passages, written.times)
    return Briefing(name, document, head, transcript, beside, *parts)


def _translation(briefing: Briefing, document: Document, head: TranslationHead) -> Translation:
    name = id_of(document.path)
    transcript = parse_transcript(document.text.text, document.body, head.speakers)
    language = name.partition(".")[2]
    return Translation(
        name, briefing.id, language, briefing.head.date, document, head, transcript
    )  # fmt: skip


def _language_faults(translation: Translation, language: str, briefing: str) -> Iterator[Problem]:
    written = translation.head.language
    if written is not None and written.casefold() != language.casefold():
        message = f"the file's name says “{language}”, here stands “{written}”"
        hint = "rename the file, or remove this line: the name is enough"
        yield problem_in_front(translation.document, ("language",), "E280", message, hint)
    if language.casefold() == briefing.casefold():
        message = f"the briefing itself is in “{briefing}”: this is no translation of it"
        hint = "say under `language:` of the briefing what it is in, or name this file otherwise"
        yield Problem(Place(translation.document.path, 1, 1, 2), "E281", message, hint)


def _entry(kind: str, document: Document, head: EntryHead) -> Entry:
    return Entry(id_of(document.path), kind, document, head, _body(document))


def _topic(document: Document, head: TopicHead) -> Topic:
    return Topic(id_of(document.path), document, head, _body(document))


def _page(document: Document, head: PageHead) -> Page:
    return Page(id_of(document.path), document, head, _body(document))


def _body(document: Document) -> str:
    return document.text.text[document.body :].strip("\n")
