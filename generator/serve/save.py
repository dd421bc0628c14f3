"""Changes from the page: what was asked for becomes the text of one file, or a refusal.

What is asked for names things by id; the file's path is ours. It brings the digest of the files
that the page was made from: if they say something else by now, nothing is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import assert_never

from generator.edit import EditRefusedError, add_item, item_at, remove_item
from generator.folders import BRIEFINGS
from generator.model import Briefing, Library
from generator.serve.asked import (
    AddAlias,
    AddEntry,
    AddName,
    AddNote,
    AddPassage,
    Change,
    ChangeNote,
    ChangePassage,
    InBriefing,
    RefusedError,
    RemoveNote,
    RemovePassage,
    Restore,
)
from generator.serve.names import with_alias, with_entry, with_name
from generator.serve.notes import (
    number_of,
    passage_number,
    with_changed_note,
    with_changed_passage,
    with_note,
    with_passage,
)
from generator.yaml_places import Plain

STALE = "the file was changed meanwhile; what you wrote is still here"
_ANNOTATIONS, _PASSAGES = ("annotations",), ("passages",)


@dataclass(frozen=True, slots=True)
class Sources:
    """What is on the disk and what was read from it, and the day on which somebody writes."""

    files: Mapping[str, bytes]
    library: Library
    day: date


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a list, and the file before and after."""

    path: str
    before: bytes
    after: bytes
    list: tuple[str, ...]
    number: int
    item: Plain


@dataclass(frozen=True, slots=True)
class Changed:
    """A file as it is to be written; `name` is the id of what is new in it, or ""."""

    path: str
    content: bytes
    name: str = ""
    removed: Removed | None = None


def text_path(briefing: str) -> str:
    """Where a briefing is written."""
    return f"content/{BRIEFINGS}/{briefing}.md"


def notes_path(briefing: str) -> str:
    """Where the annotations of a briefing are written."""
    return f"content/{BRIEFINGS}/{briefing}.annotations.yaml"


def file_of(ask: Change, library: Library) -> str:
    """The file that a change is about.

    Raises:
        RefusedError: when there is no such thing.
    """
    match ask:
        case AddEntry():
            if ask.kind not in {kind.id for kind in library.site.kinds}:
                raise RefusedError(404, "there is no such kind of entry")
            return f"content/{ask.kind}/{ask.id}.md"
        case AddAlias():
            if ask.entry not in library.entries:
                raise RefusedError(404, f"there is no entry “{ask.entry}”")
            return library.entries[ask.entry].document.path
        case _:
            _briefing(ask.briefing, library)
            return text_path(ask.briefing) if isinstance(ask, AddName) else notes_path(ask.briefing)


def base_of(files: Mapping[str, bytes], *paths: str) -> str:
    """What some files say, in short."""
    state = blake2b(digest_size=16)
    for path in paths:
        content = files.get(path)
        state.update(b"-" if content is None else b"%d:%b" % (len(content), content))
    return state.hexdigest()


def base_for(ask: Change, sources: Sources) -> str:
    """The digest that a change has to bring; "" where it brings none."""
    match ask:
        case AddEntry():
            return ""
        case AddAlias():
            return base_of(sources.files, file_of(ask, sources.library))
        case _:
            return base_of_briefing(sources.files, ask.briefing)


def base_of_briefing(files: Mapping[str, bytes], briefing: str) -> str:
    """The digest of a briefing and what is said about it."""
    return base_of(files, text_path(briefing), notes_path(briefing))


def changed(ask: Change, sources: Sources, removed: Mapping[str, Removed]) -> Changed:
    """The file after what was asked for.

    Raises:
        RefusedError: when it cannot be done; it says why.
    """
    path = file_of(ask, sources.library)
    content = sources.files.get(path)
    if base_for(ask, sources) != getattr(ask, "base", "") and not isinstance(ask, Restore):
        raise RefusedError(409, STALE)
    try:
        match ask:
            case AddEntry():
                return Changed(path, with_entry(ask, content, sources.library))
            case AddAlias():
                entry = sources.library.entries[ask.entry]
                return Changed(path, with_alias(ask, content or b"", entry))
            case Restore():
                return Changed(path, _restored(ask, path, content or b"", removed))
            case _:
                return _in_briefing(ask, path, content or b"", sources)
    except EditRefusedError as error:
        raise RefusedError(422, str(error)) from error


def _in_briefing(ask: InBriefing, path: str, content: bytes, sources: Sources) -> Changed:
    briefing = _briefing(ask.briefing, sources.library)
    match ask:
        case AddNote():
            name, written = with_note(ask, content, briefing, sources.day)
        case ChangeNote():
            name, written = ask.id, with_changed_note(ask, content, briefing)
        case AddPassage():
            name, written = "", with_passage(ask, content)
        case ChangePassage():
            name, written = "", with_changed_passage(ask, content, briefing)
        case AddName():
            name, written = "", with_name(ask, content, briefing)
        case RemoveNote():
            return _without(path, content, _ANNOTATIONS, number_of(ask.id, briefing))
        case RemovePassage():
            return _without(path, content, _PASSAGES, passage_number(ask.was, briefing))
        case _:
            assert_never(ask)
    return Changed(path, written, name)


def _without(path: str, content: bytes, listed: tuple[str, ...], number: int) -> Changed:
    after = remove_item(content, listed, number)
    item = item_at(content, (*listed, number))
    return Changed(path, after, "", Removed(path, content, after, listed, number, item))


def _restored(ask: Restore, path: str, content: bytes, known: Mapping[str, Removed]) -> bytes:
    """The file with what was removed: as it was, or where others wrote since, at its place."""
    removed = known.get(ask.key)
    if removed is None or removed.path != path:
        raise RefusedError(404, "what was removed is not known here any more")
    if content == removed.after:
        return removed.before
    try:
        items = item_at(content, removed.list)
    except EditRefusedError:
        items = []
    last = len(items) if isinstance(items, list) else 0
    return add_item(content, removed.list, removed.item, min(removed.number, last))


def _briefing(name: str, library: Library) -> Briefing:
    if (briefing := library.briefings.get(name)) is None:
        raise RefusedError(404, "there is no such briefing, or it has errors: mend them first")
    return briefing
