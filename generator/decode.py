"""Bytes to text, front matter to typed values; each fault with its place."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.dates import NotADateError, day_meant
from generator.fields import Written
from generator.model import Document
from generator.problems import Place, Problem, did_you_mean, further, offered, problem_at
from generator.site import Limits
from generator.source import Span, Text
from generator.yaml_places import Node, Scalar, find, find_key, parse_yaml, plain

W = TypeVar("W", bound=Written)

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|>{7}(?: .*)?|\|{7}(?: .*)?)$", re.MULTILINE)
_DIVIDER = re.compile(r"^={7}$", re.MULTILINE)
# What XML and HTML forbid, and what only a wrong encoding produces (C1 controls).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}"
              for plane in range(1, 17))
    + "]"
)  # fmt: skip
# The first bytes of what is forbidden: a search that most files pass ten times faster.
_SUSPICIOUS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef[\xb7\xbf]|[\xf0-\xf4].\xbf[\xbe\xbf]",
    re.DOTALL,
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Decoded(Generic[W]):
    """A document with its front matter as a typed value; None where it could not be read."""

    document: Document | None
    head: W | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A file's text; None where it could not be decoded."""

    text: Text | None
    problems: tuple[Problem, ...] = ()


def decode_markdown(path: str, content: bytes, head: type[W], limits: Limits) -> Decoded[W]:
    """A Markdown file or transcript with YAML front matter between lines of `---`."""
    read = decode_text(path, content, limits.text)
    if read.text is None:
        return Decoded(None, None, read.problems)
    text = read.text
    opening = _FENCE.match(text.text)
    closing = _CLOSING_FENCE.search(text.text, opening.end()) if opening else None
    if opening is None or closing is None:
        problem = problem_at(text, Span(0, 3), "E105", *_fence_message(opening is None))
        return Decoded(None, None, (*read.problems, problem))
    front = Span(opening.end(), closing.start())
    body = min(closing.end() + 1, len(text.text))
    return _decode_front(Document(text, front, body), head, limits.front_matter, read.problems)


def decode_yaml(path: str, content: bytes, head: type[W], limits: Limits) -> Decoded[W]:
    """A file that is YAML throughout."""
    read = decode_text(path, content, limits.yaml)
    if read.text is None:
        return Decoded(None, None, read.problems)
    document = Document(read.text, Span(0, len(read.text.text)), len(read.text.text))
    return _decode_front(document, head, limits.yaml, read.problems)


def front_node(document: Document) -> Node:
    """The front matter with its places, read anew: cheaper than to keep it for every file."""
    return parse_yaml(document.text, document.front).node or Scalar(None, document.front)


def problem_in_front(
    document: Document, path: tuple[str | int, ...], code: str, message: str, hint: str = ""
) -> Problem:
    """A problem with the value at a path of the front matter: ("names", 0, "entry")."""
    return problem_at(document.text, find(front_node(document), path), code, message, hint)


def no_such_paragraph(document: Document, path: tuple[str | int, ...], last: int) -> Problem:
    """A problem with the number of a paragraph beyond the transcript's last."""
    message = f"there is no such paragraph; the transcript has {last}"
    return problem_in_front(document, path, "E205", message, "count paragraphs from 1")


def problem_in_key(
    document: Document, path: tuple[str | int, ...], code: str, message: str, hint: str = ""
) -> Problem:
    """A problem with the key that stands last in a path of the front matter."""
    return problem_at(document.text, find_key(front_node(document), path), code, message, hint)


def _fence_message(is_missing: bool) -> tuple[str, str]:  # noqa: FBT001  # chooses words only
    if is_missing:
        return (
            "the file does not begin with front matter",
            "begin it with a line of three dashes (---), YAML, and another such line",
        )
    return "the front matter is not closed", "end it with a line of three dashes (---)"


def decode_text(path: str, content: bytes, limit: int) -> Read:
    """The text of a file: UTF-8 without byte order mark, line feeds, nothing that pages forbid."""
    if len(content) > limit:
        message = f"the file has {len(content):,} bytes; at most {limit:,} are read"
        return Read(None, (Problem(Place(path), "E005", message, "see limits: in site.yaml"),))
    try:
        decoded = content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        where = error.start + (len(BOM_UTF8) if content.startswith(BOM_UTF8) else 0)
        return Read(None, (_encoding_problem(path, content, where),))
    if "\r" in decoded:  # the one normalisation: line ends
        decoded = decoded.replace("\r\n", "\n").replace("\r", "\n")
    text = Text(path, decoded)
    problems = (*(_forbidden(text) if _SUSPICIOUS.search(content) else ()), *_conflicts(text))
    if problems:
        return Read(None, problems)
    return Read(text, tuple(_directions(text)))


def _encoding_problem(path: str, content: bytes, at: int) -> Problem:
    before = content[:at].removeprefix(BOM_UTF8).decode().replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    lines = content.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    words = lines.split(b"\n")[line - 1]
    shown = words.decode("utf-8", errors="replace")
    message = f"the byte 0x{content[at]:02X} is not UTF-8"
    is_wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    hint = "this is UTF-16; save the file as UTF-8" if is_wide else "save the file as UTF-8"
    return Problem(Place(path, line, column, column + 1, shown), "E001", message, hint)


def _forbidden(text: Text) -> list[Problem]:
    """Each character that pages forbid, at its first place."""
    found = Counter(match[0] for match in _FORBIDDEN.finditer(text.text))
    return [
        problem_at(
            text, Span(at, at + 1), "E002",
            f"the character U+{ord(char):04X} cannot stand in a page{further(times - 1)}",
            "remove it",
        )
        for char, times in found.items()
        for at in [text.text.index(char)]
    ]  # fmt: skip


def _conflicts(text: Text) -> list[Problem]:
    if not (found := list(_CONFLICT.finditer(text.text))):
        return []
    found += _DIVIDER.finditer(text.text)
    return [
        problem_at(text, Span(*match.span()), "E003", "a merge conflict is not resolved here",
                   "keep one side and remove the markers")
        for match in sorted(found, key=lambda match: match.start())
    ]  # fmt: skip


def _directions(text: Text) -> list[Problem]:
    return [
        problem_at(
            text, Span(*match.span()), "W007",
            f"the invisible character U+{ord(match[0]):04X} changes the direction of what follows",
            "remove it unless the text needs it",
        )
        for match in _DIRECTION.finditer(text.text)
    ]  # fmt: skip


def _decode_front(
    document: Document, head: type[W], limit: int, before: tuple[Problem, ...]
) -> Decoded[W]:
    written = document.text.text[document.front.start : document.front.end]
    if len(written.encode()) > limit:
        message = f"the front matter is larger than {limit:,} bytes"
        problem = problem_at(document.text, Span(0, 3), "E005", message, "see limits: in site.yaml")
        return Decoded(document, None, (*before, problem))
    parsed = parse_yaml(document.text, document.front)
    problems = (*before, *parsed.problems)
    if parsed.node is None:
        return Decoded(document, None, problems)
    value = plain(parsed.node)
    try:
        decoded = head.model_validate({} if value is None else value)
    except ValidationError as error:
        found = tuple(_field_problem(document, parsed.node, each, head) for each in error.errors())
        return Decoded(document, None, (*problems, *dict.fromkeys(found)))
    return Decoded(document, decoded, problems)


def _field_problem(
    document: Document, node: Node, error: ErrorDetails, head: type[Written]
) -> Problem:
    """A problem for one of pydantic's errors, at the key or value that it is about."""
    loc = error["loc"]
    name = str(loc[-1]) if loc else ""
    match error["type"]:
        case "extra_forbidden":
            message = f"there is no key “{name}” here"
            known = _known_keys(head, loc[:-1])
            hint = did_you_mean(name, known) or f"known keys: {', '.join(known)}"
            return problem_at(document.text, find_key(node, loc), "E110", message, hint)
        case "missing":
            hint = f"add it: {name}: …"
            span = find(node, loc[:-1])
            return problem_at(document.text, span, "E111", f"the key “{name}” is missing", hint)
        case _:
            return _value_problem(document, node, error)


def _value_problem(document: Document, node: Node, error: ErrorDetails) -> Problem:
    loc, message, hint = error["loc"], error["msg"], ""
    span = find(node, loc)
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ValueError):
        message, _, hint = str(cause).partition("; ")
        if isinstance(cause, NotADateError) and (meant := day_meant(str(error["input"]))):
            hint = offered(str(meant))
    elif error["type"] == "literal_error":
        written = str(error["input"])
        allowed = re.findall(r"'([^']+)'", error["ctx"]["expected"])
        message = f"“{written}” is not one of the values known here"
        hint = did_you_mean(written, allowed) or f"write one of: {', '.join(allowed)}"
    elif error["type"] in _EXPECTED:
        message = f"here stands {_shape(error['input'])}; {_EXPECTED[error['type']]} expected"
        hint = "docs/content.md says what each key takes"
    else:
        message, hint = _in_words(error)
    is_date = isinstance(cause, NotADateError) or error["type"] == "is_instance_of"
    code = "E113" if is_date or error["type"] in {"date_type", "datetime_type"} else "E112"
    return problem_at(document.text, span, code, message, hint)


def _in_words(error: ErrorDetails) -> tuple[str, str]:
    """What pydantic says of a value, in words for editors, and what to do."""
    written, limits = _shape(error["input"]), error.get("ctx", {})
    match error["type"]:
        case "string_pattern_mismatch":
            return f"{written} is no SHA-256", "write its 64 digits and letters from a to f"
        case "greater_than" | "greater_than_equal":
            least = limits.get("ge", limits.get("gt"))
            return f"{written} is too small", f"write a whole number from {least} on"
        case "less_than_equal":
            return f"{written} is too large", f"write a whole number up to {limits['le']:,}"
        case "int_parsing_size":
            return "this number is too large", "write a smaller one"
        case _:
            return f"{written} cannot stand here", "docs/content.md says what each key takes"


_EXPECTED = {
    "string_type": "a text is",
    "tuple_type": "a list is",
    "dict_type": "keys with values are",
    "model_type": "keys with values are",
    "int_parsing": "a whole number is",
    "int_type": "a whole number is",
    "is_instance_of": "a date is",
    "date_type": "a date is",
    "datetime_type": "a moment is",
}


def _shape(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case list() | tuple():
            return "a list"
        case dict():
            return "a group of keys"
        case _:
            return f"“{value}”"


def _known_keys(head: type[Written], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand at a path of a head, sorted."""
    model: type[Written] = head
    for step in loc:
        if isinstance(step, str) and (field := _field(model, step)) is not None:
            model = _model_within(field) or model
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _field(model: type[Written], key: str) -> object:
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            return field.annotation
    return None


def _model_within(annotation: object) -> type[Written] | None:
    """The model that an annotation such as `tuple[Role, ...]` is about."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (model := _model_within(argument)) is not None:
            return model
    return None
