"""What a value of an editor's YAML may be, and the groups of values that stand in many places.

Each type says in words what is wrong with a value that it refuses.
"""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from generator.dates import Interval, NotADateError, PartialDate
from generator.urls import is_web_address

_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_FOLDER = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\Z)[^\W_][\w-]*\Z", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:(?:(?P<hours>\d{1,3}):(?=\d\d:))?(?P<minutes>\d{1,3}):(?=\d\d(?:\.|\Z)))?"
    r"(?P<seconds>\d{1,5})(?:\.(?P<rest>\d{1,3}))?\Z",
    re.ASCII,
)
_NOTHING = frozenset("-–—")
# The id of a file, with or without its folder.
_FORMER = re.compile(r"(?:[^\W_][\w-]*/)?[^\W_][\w-]*\Z")
_IDENTIFIER = re.compile(r"[\w][\w.-]*\Z")

# Paragraphs of a briefing and of its translation, both ends included; None where there are none.
Step = tuple[tuple[int, int] | None, tuple[int, int] | None]


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


def _former(value: str) -> str:
    if not _FORMER.match(value):
        message = f"“{value}” cannot have been an id; write old-id, or people/old-id"
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


def alignment_steps(written: str) -> tuple[Step, ...]:
    """Paragraphs that belong together, of a briefing and of its translation: “4=4-5, 6=-”.

    Raises:
        ValueError: when it is no list of such pairs, or a pair has nothing on both sides.
    """
    steps = []
    for part in written.split(","):
        left, equals, right = (each.strip() for each in part.partition("="))
        sides = [None if side in _NOTHING else _RANGE.match(side) for side in (left, right)]
        ranges = [(int(each[1]), int(each[2] or each[1])) if each else None for each in sides]
        is_read = equals and all(side in _NOTHING or each for side, each in
                                 zip((left, right), sides, strict=True))  # fmt: skip
        if (
            not is_read
            or ranges == [None, None]
            or not all(each is None or 1 <= each[0] <= each[1] for each in ranges)
        ):
            message = (
                f"“{part.strip()}” aligns nothing; write 4=4-5 where paragraph 4 became two, "
                "6=- where it was left out, -=7 where one was put in"
            )
            raise ValueError(message)
        steps.append((ranges[0], ranges[1]))
    return tuple(steps)


def _steps(value: object) -> object:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    return alignment_steps(value) if isinstance(value, str) else value


def milliseconds(written: str) -> int:
    """A time from the beginning: “35.5”, “1:23”, “1:02:07”.

    Raises:
        ValueError: when it is none.
    """
    match = _CLOCK.match(written.strip())
    if match is None:
        message = f"“{written}” is no time; write minutes and seconds: 1:23, 1:23.5 or 1:02:07"
        raise ValueError(message)
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match["rest"] or "").ljust(3, "0"))


def _clock(value: object) -> object:
    return milliseconds(value) if isinstance(value, str) else value


def _one_as_many(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


# What editors that know JSON Schema hold such a value to. They read plain scalars by YAML's core
# schema, where 2016 is a number; a pattern says nothing about numbers. A plain `true` is no text to
# them, and stays none: else they would offer `true` and `false` wherever a text can stand.
PLAIN = ("string", "number")
_DAY_PATTERN = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_CLOCK_PATTERN = (
    r"^ *([0-9]{1,3}:[0-9]{2}:[0-9]{2}|[0-9]{1,3}:[0-9]{2}|[0-9]{1,5})(\.[0-9]{1,3})? *$"
)
_RANGES_PATTERN = r"^ *[0-9]+( *[-–] *[0-9]+)?( *, *[0-9]+( *[-–] *[0-9]+)?)* *$"
_STEPS_PATTERN = r"^[0-9–—=, -]*=[0-9–—=, -]*$"


def _text_like(pattern: str, message: str, *more: str) -> WithJsonSchema:
    """A text of a pattern; `more` are other types that a value may have."""
    types = ["string", *more]
    return WithJsonSchema({"type": types, "pattern": pattern, "patternErrorMessage": message})


def _one_or_many(one: JsonSchemaValue) -> WithJsonSchema:
    """Such a value, or a list of them."""
    return WithJsonSchema({**one, "type": [*one["type"], "array", "null"], "items": one})


class OrText:
    """A text in place of a group of keys."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Both, as pydantic asks for it."""
        return {"anyOf": [{"type": list(PLAIN)}, handler(schema)]}


Words = Annotated[
    str, AfterValidator(_not_blank), _text_like(r"\S", "there is nothing here", *PLAIN[1:])
]
WebAddress = Annotated[
    str,
    AfterValidator(_web_address),
    _text_like(r'^https?://[^\s<>"]+$', "a web address begins with https:// or http://"),
]
Language = Annotated[
    str,
    AfterValidator(_language),
    _text_like(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "write en, ru or zh-Hant (BCP 47)"),
]
Fragment = Annotated[
    str,
    AfterValidator(_fragment),
    _text_like(r"^[^\s.\-#/][^\s#/]*$", "use letters, digits and hyphens", "number"),
]
When = Annotated[
    PartialDate,
    BeforeValidator(_partial_date),
    WithJsonSchema({
        "type": ["string", "integer"], "minimum": 1, "maximum": 9999, "pattern": _DATE_PATTERN,
        "patternErrorMessage": "write 2016-12-15, or 2016-12 or 2016 where the day is unknown",
    }),
]  # fmt: skip
Day = Annotated[
    date,
    BeforeValidator(_day),
    _text_like(f"^{_DAY_PATTERN}$", "write year, month and day: 2016-12-15"),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    _text_like(
        f"^{_DAY_PATTERN}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.,][0-9]+)?)?"
        r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)$",
        "write date, time and zone: 2016-12-15T18:00:00+09:00",
    ),
]
Clock = Annotated[
    int,
    BeforeValidator(_clock),
    _text_like(_CLOCK_PATTERN, "write minutes and seconds: 1:23, 1:23.5 or 1:02:07", "number"),
]
Ranges = Annotated[
    tuple[tuple[int, int], ...],
    BeforeValidator(_ranges),
    _one_or_many({
        "type": ["integer", "string"], "minimum": 1, "pattern": _RANGES_PATTERN,
        "patternErrorMessage": "write 4, or 7-9, or 4, 7-9",
    }),
]  # fmt: skip
Steps = Annotated[
    tuple[Step, ...],
    BeforeValidator(_steps),
    _one_or_many({
        "type": ["string"], "pattern": _STEPS_PATTERN,
        "patternErrorMessage": "write 4=4-5, 6=- or -=7",
    }),
]  # fmt: skip
Ids = Annotated[tuple[str, ...], BeforeValidator(_one_as_many), _one_or_many({"type": list(PLAIN)})]
Formerly = Annotated[
    tuple[Annotated[str, AfterValidator(_former)], ...],
    BeforeValidator(_one_as_many),
    _one_or_many({
        "type": list(PLAIN), "pattern": r"^([^\s/.-][^\s/.]*/)?[^\s/.-][^\s/.]*$",
        "patternErrorMessage": "write old-id, or people/old-id",
    }),
]  # fmt: skip
FormerIds = Annotated[
    tuple[Annotated[str, AfterValidator(_fragment)], ...],
    BeforeValidator(_one_as_many),
    _one_or_many({
        "type": list(PLAIN), "pattern": r"^[^\s.\-#/][^\s#/]*$",
        "patternErrorMessage": "use letters, digits and hyphens",
    }),
]  # fmt: skip
Folder = Annotated[
    str,
    AfterValidator(_folder),
    _text_like(r"^[^\s/._-][^\s/.]*$", "use letters, digits and hyphens", "number"),
]
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


class OtherName(Dated):
    """A name in another language or script, or one that held for a time."""

    name: Words
    lang: Language | None = None
    note: Words | None = None


class AliasHead(Dated):
    """A form to link in transcripts; `match: any-case` finds it in capitals too."""

    text: Words
    sort_name: Words | None = None
    plural: Words | None = None
    match: Literal["exact", "any-case"] = "exact"


def _text_as_alias(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Alias = Annotated[AliasHead, BeforeValidator(_text_as_alias), OrText()]
