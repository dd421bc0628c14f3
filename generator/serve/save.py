"""Annotations from the page: what was asked for becomes the text of one file, or a refusal.

What is asked for names things by id; the file's path is ours. It brings the digest of the file that
the page was made from: if the file says something else by now, nothing is written.
"""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from generator.anchors import places_of_quote
from generator.edit import EditRefusedError, Value, add_item, change_item, remove_item
from generator.model import AnnotationHead, Briefing, Library

_WORD = re.compile(r"[^\W_]+")
_CONTEXT = 40
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    briefing: str
    base: str


class Source(BaseModel):
    """Where a note has it from."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Words
    url: str = ""


class Add(_Asked):
    """A new annotation of selected words; `start` is where they stand in their paragraph."""

    do: Literal["add"]
    quote: Words
    paragraph: int
    start: int
    kind: str
    text: Words
    sources: tuple[Source, ...] = ()


class Change(_Asked):
    """Another text or kind of an annotation."""

    do: Literal["change"]
    id: str
    kind: str
    text: Words


class Remove(_Asked):
    """An annotation that goes."""

    do: Literal["remove"]
    id: str


class Asked(BaseModel):
    """What the page may ask for."""

    model_config = ConfigDict(strict=True, frozen=True)

    ask: Add | Change | Remove


class RefusedError(Exception):
    """Nothing was written, and why; 409 where somebody else has written."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep the status of HTTP and the reason."""
        super().__init__(reason)
        self.status, self.reason = status, reason


def digest(content: bytes | None) -> str:
    """What a file says, in short; "" for none."""
    return "" if content is None else blake2b(content, digest_size=16).hexdigest()


def edited(ask: Add | Change | Remove, content: bytes | None, library: Library, day: date) -> bytes:
    """The file of annotations after what was asked for."""
    briefing = library.briefings.get(ask.briefing)
    if briefing is None:
        raise RefusedError(404, "there is no such briefing")
    if digest(content) != ask.base:
        raise RefusedError(409, "the file was changed meanwhile; what you wrote is still here")
    try:
        match ask:
            case Add():
                return add_item(content or b"", "annotations", _annotation(ask, briefing, day))
            case Change():
                fields = {"kind": ask.kind, "text": _lines(ask.text)}
                return change_item(content or b"", "annotations", _number(ask.id, briefing), fields)
            case Remove():
                return remove_item(content or b"", "annotations", _number(ask.id, briefing))
    except EditRefusedError as error:
        raise RefusedError(422, str(error)) from error


def _number(name: str, briefing: Briefing) -> int:
    for number, annotation in enumerate(briefing.annotations):
        if annotation.id == name:
            return number
    raise RefusedError(404, "there is no such annotation")


def _annotation(ask: Add, briefing: Briefing, day: date) -> dict[str, Value]:
    place = _place(ask, briefing)
    written: dict[str, Value] = {
        "id": _new_id(ask.quote, {each.id for each in briefing.annotations}),
        "quote": ask.quote,
        **place,
        "kind": ask.kind,
        "text": _lines(ask.text),
        "date": day.isoformat(),
    }
    if ask.sources:
        written["sources"] = [_source(each) for each in ask.sources]
    return written


def _source(source: Source) -> Mapping[str, Value]:
    return {"title": source.title, **({"url": source.url} if source.url else {})}


def _place(ask: Add, briefing: Briefing) -> dict[str, Value]:
    """What says which words are meant: nothing, the paragraph, the words before them."""
    paragraphs = briefing.transcript.paragraphs
    if not 1 <= ask.paragraph <= len(paragraphs):
        raise RefusedError(422, "there is no such paragraph")
    before = paragraphs[ask.paragraph - 1].text[max(0, ask.start - _CONTEXT) : ask.start].strip()
    number = str(ask.paragraph)
    candidates: list[dict[str, Value]] = [{}, {"paragraph": number}]
    if before:
        candidates.append({"paragraph": number, "before": before})
    for candidate in candidates:
        head = AnnotationHead.model_construct(
            id="", quote=ask.quote, kind="context", text="", before=candidate.get("before"),
            paragraph=ask.paragraph if "paragraph" in candidate else None,
        )  # fmt: skip
        match places_of_quote(head, paragraphs):
            case [mark] if mark.paragraph == ask.paragraph:
                return candidate
            case _:
                continue
    raise RefusedError(422, "these words cannot be told apart: select more of them")


def _new_id(quote: str, taken: set[str]) -> str:
    words = "-".join(_WORD.findall(quote.casefold())[:5])[:60].strip("-") or "note"
    number, name = 1, words
    while name in taken:
        number += 1
        name = f"{words}-{number}"
    return name


def _lines(text: str) -> str:
    """A text as a block of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r", "").split("\n")) + "\n"
