"""Bytes to text: what the file says of its encoding, what the editor says, else UTF-8."""

import codecs
from collections.abc import Iterator

from generator.decode import decode_text
from generator.imports.draft import LARGEST, RefusedError, Source, refused
from generator.problems import Place, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # the longer of two that begin alike first
# Encodings in which older texts are found; what reads them without a fault is offered.
_OLDER = ("windows-1251", "windows-1252", "shift_jis", "euc-jp", "gb18030", "koi8-r")
_NUL = "if it is UTF-16, say --encoding utf-16-le; else import the text, not this file"
_WORDS = 48  # bytes around a fault that are shown


def text_of(source: Source, declared: str = "") -> str:
    """The text of a file: line feeds for line ends, and no sign that pages forbid.

    Args:
        source: the file; what the editor says of its encoding counts before all else.
        declared: the encoding that the file itself names, as HTML pages do.

    Raises:
        RefusedError: for bytes that are no text, in another encoding, or too many.
    """
    mark, marked = next(
        ((mark, name) for mark, name in _MARKS if source.content.startswith(mark)), (b"", "")
    )
    encoding = source.encoding or marked or declared or "utf-8"
    content = source.content.removeprefix(mark)
    if b"\0" in content and "16" not in encoding and "32" not in encoding:
        raise refused(source, "this file is not a text: it has NUL bytes", _NUL)
    try:
        text = content.decode(encoding)
    except LookupError:
        message = f"there is no encoding “{encoding}”"
        raise refused(source, message, "say another: --encoding windows-1251", "E336") from None
    except UnicodeDecodeError as error:
        raise RefusedError(_fault(source, content, encoding, error.start)) from None
    text = text.removeprefix("\ufeff").removesuffix("\x1a")  # the end of a file, in DOS
    return _clean(source, text.replace("\f", "\n"))


def _clean(source: Source, text: str) -> str:
    read = decode_text(source.shown, text.encode(), 4 * LARGEST)
    if read.text is None:
        raise RefusedError(read.problems[0])
    return read.text.text


def _fault(source: Source, content: bytes, encoding: str, at: int) -> Problem:
    """The byte that does not fit, its line, and the encodings in which the line would read."""
    start = content.rfind(b"\n", 0, at) + 1
    column = len(content[start:at].decode(encoding, "replace")) + 1
    around = content[max(start, at - _WORDS) : at + _WORDS].splitlines()
    shown = around[0].decode(encoding, "replace") if around else ""
    cut = len(content[start : max(start, at - _WORDS)].decode(encoding, "replace"))
    place = Place(source.shown, content.count(b"\n", 0, at) + 1, column, column + 1, shown, cut)
    message = f"the byte 0x{content[at]:02X} is not {encoding.upper()}"
    readings = "; ".join(_readings(content, start))
    hint = "save the file as UTF-8, or say its encoding: --encoding NAME"
    return Problem(place, "E336", message, f"{hint}. The line reads {readings}" if readings
                   else hint)  # fmt: skip


def _readings(content: bytes, start: int) -> Iterator[str]:
    """How the line that begins at a place reads in encodings that fit the whole file."""
    line = content[start:].split(b"\n", 1)[0].strip()
    for name in _OLDER:
        try:
            content.decode(name)
            words = line.decode(name)
        except UnicodeDecodeError:
            continue
        if words.isprintable():
            yield f"“{words[:32]}{'…' if len(words) > 32 else ''}” in {name}"  # noqa: PLR2004
