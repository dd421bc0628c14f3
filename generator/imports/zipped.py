"""What lies in a word processor's file, which is an archive of XML: looked at before it is read."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from generator.imports.draft import Left, Source, refused

_LARGEST = 200_000_000  # bytes, unpacked
_BODIES = {"docx": "word/document.xml", "odt": "content.xml"}
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml\Z")
_DAMAGED = "open it in a word processor and save it anew"
# Elements of ODT and DOCX whose text is not that of the body, or stands there a second time.
_ASIDE = frozenset(["annotation", "note", "tracked-changes", "Fallback", "annotation-end"])
_PARAGRAPHS = frozenset(["p", "h"])
# What an element without text stands for.
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "s": " ", "line-break": " ",
          "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}  # fmt: skip


def looked_into(source: Source, form: str) -> tuple[Counter[str], tuple[Left, ...]]:
    """The words of the body as its XML has them, and what lies outside the body.

    Raises:
        RefusedError: for what is no such file, is locked, damaged, or would unpack too large.
    """
    try:
        with ZipFile(BytesIO(source.content)) as archive:
            _refuse(source, archive, form)
            body = archive.read(_BODIES[form])
            margins = {name: archive.read(name) for name in sorted(archive.namelist())
                       if _MARGINS.match(name)}  # fmt: skip
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refused(
            source, f"this is no {form.upper()} file, or a damaged one", _DAMAGED
        ) from error
    except RuntimeError as error:  # what zipfile raises for a password
        message = "this document is locked with a password"
        raise refused(source, message, "open it, and save it without the password") from error
    words = Counter(_words(source, body))
    return words, tuple(_outside(source, margins))


def _words(source: Source, xml: bytes) -> list[str]:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise refused(source, "this document defines entities of its own", _DAMAGED)
    try:
        return "".join(_texts(xml)).split()
    except ParseError as error:
        raise refused(
            source, f"the text of this document is damaged ({error})", _DAMAGED
        ) from error


def _refuse(source: Source, archive: ZipFile, form: str) -> None:
    names = set(archive.namelist())
    if _BODIES[form] not in names:
        other = next((each for each, body in _BODIES.items() if body in names), "")
        hint = f"it is {other.upper()}: say --format {other}" if other else _DAMAGED
        raise refused(source, f"this is no {form.upper()} file", hint)
    if _is_locked(archive, names):
        message = "this document is locked with a password"
        raise refused(source, message, "open it, and save it without the password")
    size = sum(each.file_size for each in archive.infolist())
    if size > _LARGEST:
        message = f"unpacked this document has {size:,} bytes; at most {_LARGEST:,} are read"
        raise refused(source, message, "save it without its pictures", "E005")


def _is_locked(archive: ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in names and b"encryption-data" in archive.read(manifest)


def _outside(source: Source, margins: Mapping[str, bytes]) -> Iterator[Left]:
    """What stands at the top and bottom of every page."""
    for name, xml in margins.items():
        if words := " ".join(_words(source, xml)):
            what = "the top of the pages" if "header" in name else "the bottom of the pages"
            yield Left(what, name, words)


def _texts(body: bytes) -> Iterator[str]:
    """The characters of the paragraphs, in order, with spaces between paragraphs."""
    is_word = b"wordprocessingml" in body[:5000]
    inside = aside = 0
    for event, element in iterparse(BytesIO(body), ("start", "end")):  # noqa: S314  # without entities
        name = _name(element)
        step = 1 if event == "start" else -1
        aside += step if name in _ASIDE else 0
        if name in _PARAGRAPHS:
            inside += step
            yield "\n"
        elif event == "start":
            yield _SIGNS.get(name, "")
        if not aside:
            yield from _own(element, event, is_word=is_word, inside=inside > 0)


def _own(element: Element, event: str, *, is_word: bool, inside: bool) -> Iterator[str]:
    """The characters that an event adds: those of `w:t`, or all inside an ODT's paragraph."""
    if is_word:
        if event == "end" and _name(element) == "t":
            yield element.text or ""
    elif inside:
        yield (element.text if event == "start" else element.tail) or ""


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
