"""A briefing's own `data.json`: everything that it has comes back.

docs/exports.md describes the file. Names that its words hold are found anew by the glossary.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.heads import BriefingHead
from generator.imports.draft import (
    Draft,
    Guess,
    Known,
    Left,
    RefusedError,
    Remark,
    Source,
    Spoken,
    Stretch,
    refused,
)
from generator.imports.encodings import text_of
from generator.problems import Place, Problem
from generator.yaml_writing import Value

_NO_BRIEFING = "import the data.json that lies beside a briefing"
# What the file tells besides front matter, or tells by itself of what the site knows already.
_OTHERS = frozenset(["edition", "address", "transcript_sha256", "topics_named", "language"])
_ELSEWHERE = frozenset(["speakers", "media", "language", "names", "status", "embargo"])
_PLACED = frozenset(["paragraph", "start", "end"])


class _Read(BaseModel):
    """Something of the file; keys that are not known are kept, and told where they are lost."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)


class _Paragraph(_Read):
    text: str
    start: Annotated[float, Field(ge=0, le=10_000_000)] | None = None


class _Turn(_Read):
    label: str = ""
    continued: bool = False
    paragraphs: list[_Paragraph] = Field(default_factory=list)


class _Section(_Read):
    heading: str = ""
    turns: list[_Turn] = Field(default_factory=list)


class _Passage(_Read):
    topic: str
    paragraphs: list[Annotated[list[int], Field(min_length=2, max_length=2)]]
    note: str | None = None


class _Named(_Read):
    name: str = ""


class _File(_Read):
    """The whole file."""

    version: Literal[1]
    id: Annotated[str, Field(pattern=r"^[^\W_][\w-]*$")]
    language: str = ""
    speakers: dict[str, str | None] = Field(default_factory=dict)
    media: list[str] = Field(default_factory=list)
    sections: list[_Section]
    annotations: list[dict[str, object]] = Field(default_factory=list)
    passages: list[_Passage] = Field(default_factory=list)
    translations: list[dict[str, object]] = Field(default_factory=list)
    entries: dict[str, _Named] = Field(default_factory=dict)
    topics_named: dict[str, _Named] = Field(default_factory=dict)


def read_data(source: Source) -> Draft:
    """The briefing of which a `data.json` was made.

    Raises:
        RefusedError: when it is no JSON, or that of something else.
    """
    raw = _json(source)
    try:
        read = _File.model_validate(raw)
        known = _known(read)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        message = f"this is no data.json of a briefing: {where}: {first['msg']}"
        raise refused(source, message, _NO_BRIEFING) from error
    except NotAValueError as error:
        raise refused(source, str(error), "a briefing has texts and lists of texts") from error
    language = Guess(read.language, "") if read.language else None
    return Draft((), language=language, left=tuple(_left(read)), known=known, remarks=(
        "who and what the words name is found anew: lines under “names:” are not in data.json",
    ))  # fmt: skip


class NotAValueError(ValueError):
    """A value of the file that no front matter can have."""

    def __init__(self, value: object) -> None:
        """Say which."""
        super().__init__(f"“{value}” is neither a text nor a list")


def _json(source: Source) -> object:
    text = text_of(source)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1][:200]
        place = Place(source.shown, error.lineno, error.colno, words=line)
        message = f"this is no JSON: {error.msg}"
        raise RefusedError(Problem(place, "E335", message, _NO_BRIEFING)) from error
    except (RecursionError, ValueError) as error:
        message = "this JSON is too deep, or has a number that is too long"
        raise refused(source, message, _NO_BRIEFING) from error


def _known(read: _File) -> Known:
    more = read.model_extra or {}
    head = {key: _value(more[key]) for key in BriefingHead.model_fields
            if key in more and key not in _ELSEWHERE}  # fmt: skip
    names = {name: each.name for name, each in (read.entries | read.topics_named).items()}
    return Known(
        read.id, head, tuple(_spoken(read)), read.speakers, names,
        tuple(map(_remark, read.annotations)), tuple(map(_passage, read.passages)),
    )  # fmt: skip


def _spoken(read: _File) -> Iterator[Spoken]:
    number = 0
    for place, section in enumerate(read.sections):
        if section.heading or place:
            yield Spoken(section.heading, f"section {place + 1}", is_heading=True)
        for turn in section.turns:
            label = "" if turn.continued else turn.label
            if label and not turn.paragraphs:
                yield Spoken("", f"behind paragraph {number}", label)
            for paragraph in turn.paragraphs:
                number += 1
                start = None if paragraph.start is None else round(paragraph.start * 1000)
                yield Spoken(paragraph.text, f"paragraph {number}", label, start=start)
                label = ""


def _remark(note: Mapping[str, object]) -> Remark:
    """An annotation; one about words has a place."""
    if "about" in note:
        return Remark({key: _value(value) for key, value in note.items()})
    fields = {key: _value(value) for key, value in note.items() if key not in _PLACED}
    paragraph, start, end = (note.get(key) for key in ("paragraph", "start", "end"))
    if isinstance(paragraph, int) and isinstance(start, int) and isinstance(end, int):
        return Remark(fields, Stretch(paragraph, start, end))
    return Remark(fields, Stretch(0, 0, 0))


def _passage(passage: _Passage) -> Mapping[str, Value]:
    ranges = ", ".join(f"{first}-{last}" if first != last else f"{first}"
                       for first, last in passage.paragraphs)  # fmt: skip
    found: dict[str, Value] = {"topic": passage.topic, "paragraphs": ranges}
    return found | {"note": passage.note} if passage.note else found


def _value(value: object) -> Value:
    """A value as YAML's texts, lists and mappings."""
    match value:
        case None | str():
            return value
        case bool() | float():
            raise NotAValueError(value)
        case int():
            return str(value)
        case list():
            return [_value(each) for each in value]
        case dict():
            return {str(key): _value(each) for key, each in value.items()}
        case _:
            raise NotAValueError(value)


def _left(read: _File) -> Iterator[Left]:
    for address in read.media:
        name = address.rpartition("/")[2]
        yield Left("the recording", f"put it into content/media/ and say --media {name}", address)
    for each in read.translations:
        yield Left("a translation", str(each.get("language", "")), str(each.get("title", "")))
    for key in read.model_extra or {}:
        if key not in BriefingHead.model_fields and key not in _OTHERS:
            yield Left(f"the key “{key}”", "at the top of the file")
