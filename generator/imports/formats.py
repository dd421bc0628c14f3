"""Which reader reads a file: by its ending or, without a known one, by its first bytes."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from generator.imports.data import read_data
from generator.imports.document import read_document
from generator.imports.draft import LARGEST, Draft, Source, refused
from generator.imports.html import read_html
from generator.imports.subtitles import read_subtitles
from generator.imports.text import read_text
from generator.imports.xml import read_speeches
from generator.problems import did_you_mean

Reader = Callable[[Source], Draft]

FORMATS: Mapping[str, Reader] = {
    "txt": read_text,
    "html": read_html,
    "docx": partial(read_document, "docx"),
    "odt": partial(read_document, "odt"),
    "vtt": partial(read_subtitles, "vtt"),
    "srt": partial(read_subtitles, "srt"),
    "json": read_data,
    "xml": read_speeches,
}
_ENDINGS = {
    "txt": "txt", "text": "txt", "md": "txt", "markdown": "txt", "html": "html", "htm": "html",
    "xhtml": "html", "docx": "docx", "odt": "odt", "vtt": "vtt", "srt": "srt", "json": "json",
    "xml": "xml", "tei": "xml", "akn": "xml",
}  # fmt: skip
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_SRT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> ")
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|TEI|teiCorpus|akomaNtoso)\b")
_PROLOG = 1000  # bytes in which a page that is XML says that it is one
_VTT = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT\b")
_SAVE = "open it in a word processor and save it as DOCX, ODT or text"
_TYPE = "type or recognise its words, and import them as text"
_LISTEN = "import its subtitles (VTT, SRT), or type its words"
_COPY = "get the text from its publisher, or copy it out (pdftotext -layout) and read it through"
# What files of other kinds begin with, what they are, and what to do.
_OTHERS = (
    (b"%PDF", "a PDF, which has the places of letters and not a text", _COPY),
    (b"{\\rtf", "an RTF document", _SAVE),
    (b"\x89PNG", "a picture", _TYPE),
    (b"\xff\xd8\xff", "a picture", _TYPE),
    (b"GIF8", "a picture", _TYPE),
    (b"II*\0", "a picture", _TYPE),
    (b"MM\0*", "a picture", _TYPE),
    (b"RIFF", "a sound, a film or a picture", _LISTEN),
    (b"ID3", "a sound", _LISTEN),
    (b"OggS", "a sound or a film", _LISTEN),
    (b"\x1aE\xdf\xa3", "a film", _LISTEN),
    (b"\x1f\x8b", "an archive", "unpack it first"),
    (b"7z\xbc\xaf", "an archive", "unpack it first"),
    (b"Rar!", "an archive", "unpack it first"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_HEAD = 200  # bytes in which an archive of OpenDocument says what it is
_ZIP = b"PK\x03\x04"


def reader_of(source: Source, named: str = "") -> Reader:
    """The reader of a file; `named` is the format that the editor names, or "".

    Raises:
        RefusedError: for what is no text, and for texts that are not read here.
    """
    _refuse_others(source)
    ending = source.name.rpartition(".")[2].casefold() if "." in source.name else ""
    format_ = named or _ENDINGS.get(ending) or _sniffed(source.content)
    if source.content.startswith(_ZIP) and format_ not in {"docx", "odt"}:
        hint = "if it is a document, say --format docx or odt; else unpack it first"
        raise refused(source, "this is an archive or a document, and no text", hint)
    if format_ in FORMATS:
        return FORMATS[format_]
    known = ", ".join(FORMATS)
    hint = did_you_mean(format_, FORMATS) or f"these are: {known}; say which with --format"
    raise refused(source, f"“{format_}” is no format that is read here", hint)


def _refuse_others(source: Source) -> None:
    content = source.content
    if not content.strip():
        raise refused(source, "this file is empty", "import a file with the words of a briefing")
    if len(content) > LARGEST:
        message = f"this file has more than {LARGEST:,} bytes"
        raise refused(source, message, "import the text without its pictures", "E005")
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            message = "this document is locked with a password"
            raise refused(source, message, "open it, and save it without the password")
        raise refused(source, "this is a document of an old word processor", _SAVE)
    if content[4:8] == b"ftyp":
        raise refused(source, "this is a sound or a film", _LISTEN)
    for begin, what, hint in _OTHERS:
        if content.startswith(begin):
            raise refused(source, f"this is {what}", hint)


def _sniffed(content: bytes) -> str:
    """The format that the first bytes tell, text where they tell none."""
    if content.startswith(_ZIP):
        return "odt" if b"opendocument.text" in content[:_ZIP_HEAD] else "docx"
    if _VTT.match(content):
        return "vtt"
    if _SRT.match(content):
        return "srt"
    if _JSON.match(content):
        return "json"
    if _XML.match(content) and not _HTML.search(content[:_PROLOG]):
        return "xml"
    return "html" if _HTML.match(content) else "txt"
