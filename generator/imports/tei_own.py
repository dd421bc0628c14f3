"""A briefing's own `tei.xml`: words, speakers, front matter and notes as far as TEI has them.

docs/exports.md describes the file; what it names itself in `appInfo` tells it from TEI of others.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from generator.exports.markdown import escaped
from generator.imports.draft import (
    Draft,
    Guess,
    Known,
    Left,
    Remark,
    Source,
    Spoken,
    Stretch,
    refused,
)
from generator.imports.xml_tree import Element
from generator.markdown import plain_text
from generator.yaml_writing import Value

_RANGE = re.compile(r"#string-range\(p(\d{1,7}),(\d{1,9}),(\d{1,9})\)\Z", re.ASCII)
_ID = re.compile(r"[^\W_][\w-]*\Z")
_NOT_IN_TEI = (
    "TEI has no place for: event, participants, summary, the editorial note, passages, the digest "
    "of the source, notes about a turn or the whole, links within notes; data.json has them all"
)


def is_own(root: Element) -> bool:
    """Whether the file says that it is one of a briefing."""
    application = root.first("encodingDesc", "appInfo", "application")
    return application is not None and application.get("ident") == "glossator"


def read_own_tei(source: Source, root: Element) -> Draft:
    """The briefing of which the file was made.

    Raises:
        RefusedError: when it was changed so that nothing tells which briefing it was.
    """
    name = _id(_text(root, "publicationStmt", "idno"))
    if not _ID.match(name):
        hint = "write the address of the briefing there: …/briefings/ID/"
        raise refused(source, "<idno> in <publicationStmt> is no address of a briefing", hint)
    ids = {each.get("id"): _id(_text(each, "idno")) for each in root.all("person", "org", "place")}
    names = {_id(_text(each, "idno")): _text(each, "persName") or _text(each, "orgName")
             for each in root.all("person", "org")}  # fmt: skip
    spoken, speakers = _spoken(root, ids)
    texts = [each.text for each in root.all("seg")]
    remarks, left = _notes(root, texts)
    known = Known(name, _head(root), spoken, speakers, names, remarks)
    language = _first(root, "langUsage", "language").get("ident")
    return Draft(
        (), language=Guess(language, "") if language else None, left=left, known=known,
        remarks=(_NOT_IN_TEI,),
    )  # fmt: skip


def _first(root: Element, *path: str) -> Element:
    return root.first(*path) or Element("", {}, 0)


def _text(root: Element, *path: str) -> str:
    return _first(root, *path).text


def _id(address: str) -> str:
    """The id of what has an address: the last folder."""
    parts = address.removesuffix("index.html").rstrip("/").split("/")
    return unquote(parts[-1])


def _head(root: Element) -> Mapping[str, Value]:
    found: dict[str, Value] = {
        "title": _text(root, "titleStmt", "title"),
        "date": _first(root, "creation", "date").get("when"),
        "place": _id(_first(root, "creation", "placeName").get("ref")),
        "topics": [_id(each.get("ref")) for each in _first(root, "keywords").all("term")
                   if each.get("ref")],
        "kind": next((each.get("key") for each in _first(root, "keywords").all("term")
                      if each.get("type") == "kind"), ""),
        "source": _publication(_first(root, "sourceDesc")),
        "corrections": [{"date": each.get("when"), "text": each.text}
                        for each in _first(root, "teiHeader", "revisionDesc").all("change")][::-1],
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def _publication(described: Element) -> Mapping[str, Value]:
    """What is known of a publication, by the keys of sources."""
    bibliography = _first(described, "bibl") if described.name == "sourceDesc" else described
    own = {each.name: each for each in reversed([*bibliography.children])}
    addresses = [each.get("target") for each in bibliography.children if each.name == "ref"]
    found: dict[str, Value] = {
        key: own[key].text for key in ("title", "author", "publisher", "note") if key in own
    }
    if "date" in own:
        found["published" if described.name == "sourceDesc" else "date"] = own["date"].get("when")
    found |= dict(zip(("url", "archived"), addresses, strict=False))
    if licence := bibliography.first("availability", "licence"):
        terms = {"name": licence.text, "url": licence.get("target")}
        found["licence"] = {key: value for key, value in terms.items() if value}
    return found


def _spoken(
    root: Element, ids: Mapping[str, str]
) -> tuple[tuple[Spoken, ...], Mapping[str, str | None]]:
    """The words, and whose each label is."""
    spoken: list[Spoken] = []
    speakers: dict[str, str | None] = {}
    for place, part in enumerate(_first(root, "text", "body").all("div")):
        heads = [each.text for each in part.children if each.name == "head"]
        if heads or place:
            spoken.append(Spoken("".join(heads), f"line {part.line}", is_heading=True))
        label = ""
        for each in part.children:
            if each.name == "note":
                label = each.text
            elif each.name == "u":
                if label:
                    speakers[label] = ids.get(each.get("who").removeprefix("#"))
                spoken += _turn(each, label)
                label = ""
    return tuple(spoken), speakers


def _turn(turn: Element, label: str) -> Iterator[Spoken]:
    paragraphs = [*turn.all("seg")]
    if label and not paragraphs:
        yield Spoken("", f"line {turn.line}", label)
    for each in paragraphs:
        yield Spoken(each.text, f"line {each.line}", label)
        label = ""


def _notes(root: Element, texts: list[str]) -> tuple[tuple[Remark, ...], tuple[Left, ...]]:
    """The annotations, and those that point to no words."""
    found, left = [], []
    for each in root.all("annotation"):
        target = _RANGE.match(each.get("target"))
        number, start, length = map(int, target.groups()) if target else (0, 0, 0)
        if not 1 <= number <= len(texts):
            left.append(Left("an annotation that points to no words", f"line {each.line}",
                             each.words))  # fmt: skip
            continue
        place = Stretch(number, start, start + length)
        found.append(Remark(_fields(each, texts[number - 1][place.start : place.end]), place))
    return tuple(found), tuple(left)


def _fields(annotation: Element, quote: str) -> Mapping[str, Value]:
    note = _first(annotation, "note")
    fields: dict[str, Value] = {
        "id": annotation.get("id").removeprefix("n-"), "quote": quote, "kind": note.get("type"),
        "text": _as_markdown(_text(note, "p")), "author": _text(annotation, "respStmt", "name"),
        "date": _first(annotation, "change").get("when"),
        "sources": [_publication(each) for each in note.children if each.name == "bibl"],
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value}


def _as_markdown(words: str) -> str:
    """Plain words as Markdown that says the same; they stand as they are where they can."""
    is_plain = plain_text(words, lambda _: "") == words
    return words if is_plain else escaped(words)
