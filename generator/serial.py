"""What all formats are written with: JSON, and XML that escapes by itself."""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime

from pydantic import BaseModel

from generator.dates import PartialDate

# Signs that cannot be seen and turn the direction of what follows or end a line: they are written
# as numbers wherever a format has numbers for characters.
_TURNING = "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
_NOT_IN_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_UNSEEN = re.compile(f"[{_TURNING}]")
_LOST = re.compile(f"[{_NOT_IN_XML}]")
# White space other than a space is read back as a space where it is not a number: \r everywhere,
# \n and \t in attributes.
_ODD = re.compile(f"[{_TURNING}{_NOT_IN_XML}\r]")
_ODD_IN_ATTRIBUTES = re.compile(f"[{_TURNING}{_NOT_IN_XML}\r\n\t]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ESCAPES = str.maketrans(_NAMED)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_text(value: object) -> str:
    """A value as JSON; keys in the order in which they are given."""
    text = _JSON.encode(value)
    if not text.isascii() and _UNSEEN.search(text):
        text = _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def json_bytes(value: object) -> bytes:
    """A JSON file of a value."""
    return json_text(value).encode("utf-8", "replace") + b"\n"


def known(values: dict[str, object]) -> dict[str, object]:
    """Only what has a value: neither None nor empty."""
    return {key: value for key, value in values.items() if value not in (None, "", (), [], {})}


def plain(value: object) -> object:
    """What an editor wrote, as JSON can hold it, by the names of its keys."""
    match value:
        case str():  # the most frequent
            return value
        case BaseModel():
            fields = type(value).model_fields
            return known({field.alias or name: plain(getattr(value, name))
                          for name, field in fields.items()})  # fmt: skip
        case PartialDate() | date() | datetime():
            return str(value) if isinstance(value, PartialDate) else value.isoformat()
        case tuple() | list():
            return [plain(each) for each in value]
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case _:
            return value


def moment(day: date) -> str:
    """A day as a moment, which feeds and annotations want: its beginning."""
    return f"{day.isoformat()}T00:00:00Z"


def one_line(text: str) -> str:
    """A text without line ends and without signs that turn its direction."""
    return " ".join((text if text.isascii() else _UNSEEN.sub(" ", text)).split())


class Xml(str):
    """Text that is XML already."""

    __slots__ = ()


def xml_text(text: str, odd: re.Pattern[str] = _ODD) -> Xml:
    """A text as XML holds it."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.translate(_ESCAPES)
    return Xml(odd.sub(_numbered, text) if odd.search(text) else text)


def element(name: str, *content: str, **attributes: str) -> Xml:
    """An XML element; text is escaped, elements stay, attributes that are "" are left out.

    `xml_lang` stands for `xml:lang`, and a trailing underscore for a name that Python keeps.
    """
    written = [f"<{name}"]
    for key, value in attributes.items():
        if value:
            attribute = key.rstrip("_").replace("_", ":")
            written.append(f' {attribute}="{xml_text(value, _ODD_IN_ATTRIBUTES)}"')
    if not content:
        return Xml("".join([*written, "/>"]))
    inner = [each if isinstance(each, Xml) else xml_text(each) for each in content]
    return Xml("".join([*written, ">", *inner, f"</{name}>"]))


def joined(parts: Iterable[Xml]) -> Xml:
    """Elements one after another, each on a line of its own."""
    return Xml("".join(f"{part}\n" for part in parts))


def document(root: Xml) -> bytes:
    """An XML file."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n'.encode()


def _numbered(match: re.Match[str]) -> str:
    """A character as a number; for one that XML cannot hold, the sign that something is lost."""
    return "\N{REPLACEMENT CHARACTER}" if _LOST.match(match[0]) else f"&#{ord(match[0])};"
