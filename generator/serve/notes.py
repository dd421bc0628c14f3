"""Annotations and passages from the page, as text of the file beside their briefing."""

import re
from collections.abc import Iterator
from datetime import date

from generator.anchors import places_of_quote
from generator.edit import (
    Path,
    Value,
    add_item,
    change_fields,
    drop_field,
    item_at,
    remove_item,
)
from generator.heads import AnnotationHead
from generator.model import Briefing, Mark
from generator.serve.asked import (
    AddNote,
    AddPassage,
    ChangeNote,
    ChangePassage,
    Place,
    RefusedError,
    Source,
)
from generator.yaml_places import Plain

_WORD = re.compile(r"[^\W_]+")
_CONTEXTS = (40, 120)  # characters of context that tell equal words apart


def with_note(ask: AddNote, content: bytes, briefing: Briefing, day: date) -> tuple[str, bytes]:
    """The id of a new annotation, and the file that has it."""
    if not ask.note.text.strip():
        raise RefusedError(422, "there is no text: say something about the words")
    place = _place(ask, briefing)
    quote = str(place.get("quote", ""))
    name = _new_id(quote or ask.note.text, {each.id for each in briefing.annotations})
    written: dict[str, Value] = {
        "id": name,
        **place,
        "kind": ask.note.kind,
        "text": _lines(ask.note.text),
    }
    if ask.note.author:
        written["author"] = ask.note.author
    written["date"] = ask.note.date or day.isoformat()
    if ask.note.sources:
        written["sources"] = [each.said for each in ask.note.sources]
    return name, add_item(content, ("annotations",), written)


def with_changed_note(ask: ChangeNote, content: bytes, briefing: Briefing) -> bytes:
    """The file with an annotation that says something else; what it says still stays as it is."""
    if not ask.note.text.strip():
        raise RefusedError(422, "there is no text: delete the annotation if it is not wanted")
    path = ("annotations", number_of(ask.id, briefing))
    old = _fields(content, path)
    before = str(old.get("text") or "")
    wanted = {
        "kind": ask.note.kind,
        "text": _text(ask.note.text, before),
        "author": ask.note.author,
        "date": ask.note.date,
    }
    content = _with_fields(content, path, old, wanted)
    return _with_sources(content, path, ask.note.sources, old.get("sources"))


def number_of(name: str, briefing: Briefing) -> int:
    """The place of an annotation in its file, from 0."""
    for number, annotation in enumerate(briefing.annotations):
        if annotation.id == name:
            return number
    raise RefusedError(404, "there is no such annotation any more")


def with_passage(ask: AddPassage, content: bytes) -> bytes:
    """The file with one more passage."""
    written: dict[str, Value] = {"topic": ask.topic, "paragraphs": ask.paragraphs}
    if ask.note:
        written["note"] = ask.note
    return add_item(content, ("passages",), written)


def with_changed_passage(ask: ChangePassage, content: bytes, briefing: Briefing) -> bytes:
    """The file with other paragraphs, topic or note of a passage."""
    path = ("passages", passage_number(ask.was, briefing))
    wanted = {"topic": ask.topic, "paragraphs": ask.paragraphs, "note": ask.note}
    return _with_fields(content, path, _fields(content, path), wanted)


def passage_number(was: Place, briefing: Briefing) -> int:
    """Where in its file a passage stands that a page shows, from 0: others may stand before it."""
    meant = (was.topic, was.paragraphs)
    same = [number for number, each in enumerate(briefing.passages)
            if (each.topic, written_ranges(each.paragraphs)) == meant]  # fmt: skip
    if was.number in same or len(same) == 1:
        return was.number if was.number in same else same[0]
    raise RefusedError(404, "there is no such passage any more: load the page again")


def written_ranges(ranges: tuple[tuple[int, int], ...]) -> str:
    """Ranges of paragraphs as they are written: “4, 7-9”."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _fields(content: bytes, path: Path) -> dict[str, Plain]:
    found = item_at(content, path)
    if not isinstance(found, dict):
        raise RefusedError(404, "there is no such thing any more")
    return found


def _with_fields(
    content: bytes, path: Path, old: dict[str, Plain], wanted: dict[str, str]
) -> bytes:
    """The file with some keys as wanted; what is "" has none."""
    for name, value in wanted.items():
        if value != (old.get(name) or ""):
            content = (
                change_fields(content, path, {name: value})
                if value
                else drop_field(content, (*path, name))
            )
    return content


def _with_sources(content: bytes, path: Path, sources: tuple[Source, ...], listed: Plain) -> bytes:
    """The file with the sources of a note: those that stay where they stand, new ones behind."""
    old = listed if isinstance(listed, list) else []
    kept = {each.was: each for each in sources if each.was is not None}
    if any(not 0 <= number < len(old) for number in kept):
        raise RefusedError(422, "there is no such source any more")
    if old and not sources:
        return drop_field(content, (*path, "sources"))
    for number, source in kept.items():
        at = (*path, "sources", number)
        fields = _fields(content, at)
        unknown = {name: "" for name in fields if name not in source.said}
        content = _with_fields(content, at, fields, {**unknown, **source.said})
    for source in sources:
        if source.was is None:
            content = add_item(content, (*path, "sources"), source.said)
    for number in reversed(range(len(old))):
        if number not in kept:
            content = remove_item(content, (*path, "sources"), number)
    return content


def _place(ask: AddNote, briefing: Briefing) -> dict[str, Value]:
    """What says what is meant: the briefing, a turn, or words with what tells them apart."""
    if ask.about == "briefing":
        return {"about": "briefing"}
    if ask.about == "turn":
        if not 1 <= ask.paragraph <= len(briefing.transcript.paragraphs):
            raise RefusedError(422, "there is no such paragraph")
        return {"about": "turn", "paragraph": str(ask.paragraph)}
    meant = _meant(ask, briefing)
    for candidate in _candidates(meant, briefing):
        match _marks({"quote": ask.quote, **candidate}, briefing):
            case [mark] if mark == meant:
                return {"quote": ask.quote, **candidate}
            case _:
                continue
    raise RefusedError(422, "these words cannot be told apart: select more of them")


def _meant(ask: AddNote, briefing: Briefing) -> Mark:
    """The words that are meant; where the text was changed, those that nothing else can be."""
    if not ask.quote:
        raise RefusedError(422, "there are no words: select some, or write them as they stand")
    marks = _marks({"quote": ask.quote}, briefing)
    near = [mark for mark in marks if ask.paragraph in (0, mark.paragraph)]
    exact = [mark for mark in near if mark.start == ask.start]
    for found in (exact, near if ask.start < 0 else marks):
        match found:
            case [mark]:
                return mark
            case _:
                continue
    if not marks:
        raise RefusedError(422, "these words are not in the text: write them as they stand there")
    raise RefusedError(422, "these words stand there more than once: say in which paragraph, "
                            "or select more of them")  # fmt: skip


def _candidates(mark: Mark, briefing: Briefing) -> Iterator[dict[str, str]]:
    """What may tell words apart from the same words elsewhere, the shortest first."""
    number = {"paragraph": str(mark.paragraph)}
    text = briefing.transcript.paragraphs[mark.paragraph - 1].text
    yield {}
    yield number
    for length in _CONTEXTS:
        before = text[max(0, mark.start - length) : mark.start].strip()
        after = text[mark.end : mark.end + length].strip()
        if before:
            yield {**number, "before": before}
        if after:
            yield {**number, "after": after}
        if before and after:
            yield {**number, "before": before, "after": after}


def _marks(place: dict[str, str], briefing: Briefing) -> list[Mark]:
    paragraph = place.get("paragraph")
    head = AnnotationHead.model_construct(
        id="", quote=place["quote"], kind="context", text="", before=place.get("before"),
        after=place.get("after"), paragraph=int(paragraph) if paragraph else None,
    )  # fmt: skip
    return places_of_quote(head, briefing.transcript.paragraphs)


def _new_id(words: str, taken: set[str]) -> str:
    base = "-".join(_WORD.findall(words.casefold())[:5])[:60].strip("-") or "note"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _text(text: str, before: str) -> str:
    """A text as it is to stand; as it stood, if it says the same, and in one line if it did so."""
    if _lines(text) == _lines(before):
        return before
    written = _lines(text)
    is_line = before and not before.endswith("\n")
    return written.removesuffix("\n") if is_line and written.count("\n") == 1 else written


def _lines(text: str) -> str:
    """A text as a block of lines; two spaces at the end of one are a break in Markdown."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return "\n".join(line if line.strip() else "" for line in lines) + "\n"
