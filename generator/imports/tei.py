"""TEI of others: parliaments (ParlaMint), interviews, plays; after https://tei-c.org/guidelines/p5/."""

from collections.abc import Iterator

from generator.imports.draft import Block, Draft, Guess, Left, Source, refused
from generator.imports.guesses import date_in
from generator.imports.xml_speech import Vocabulary, Walk
from generator.imports.xml_tree import Element

_WORDS = Vocabulary(
    turns=frozenset(["u", "sp"]),
    who="who",
    labels=frozenset(["speaker"]),
    headings=frozenset(["head"]),
    breaks=frozenset([
        "ab", "body", "castItem", "castList", "closer", "dateline", "div", "div1", "div2", "div3",
        "epigraph", "floatingText", "front", "group", "item", "l", "label", "lg", "list", "opener",
        "p", "prologue", "q", "salute", "seg", "signed", "text", "trailer",
    ]),
    spaces=frozenset(["pb", "lb", "cb", "gb", "milestone", "anchor", "space"]),
    asides={
        "note": "a note", "stage": "a stage direction", "gap": "a gap in the text",
        "vocal": "a sound", "kinesic": "a gesture", "incident": "an incident", "pause": "a pause",
        "shift": "a change of voice", "writing": "something that was shown",
        "table": "a table", "figure": "a picture", "formula": "a formula", "fw": "a page’s margin",
        "rdg": "another reading", "corr": "a correction", "reg": "another spelling",
        "expan": "an abbreviation in full", "del": "deleted words", "bibl": "a reference",
        "listBibl": "references", "desc": "a description", "linkGrp": "an analysis of the syntax",
        "index": "an entry of an index", "back": "what stands behind the text",
        "timeline": "times", "listAnnotation": "annotations", "metamark": "a mark",
        "particDesc": "who takes part", "titlePage": "a title page",
    },
)  # fmt: skip
_PERSON = ("person", "org", "personGrp")
# Where a header says when something was said, the surest first.
_DATES = (("settingDesc", "date"), ("creation", "date"), ("sourceDesc", "date"),
          ("front", "docDate"), ("opener", "date"))  # fmt: skip


def read_tei(source: Source, root: Element) -> Draft:
    """What a TEI file of any maker says.

    Raises:
        RefusedError: when it has no text.
    """
    texts = list(_texts(root))
    if not texts:
        hint = "import the files with the texts; a file of headers and people has none"
        raise refused(source, "this TEI file has no text with a body", hint)
    has_turns = any(True for each in texts for _ in each.all(*_WORDS.turns))
    walk = Walk(_WORDS, people_of(root), has_turns)
    for text in texts:
        if len(texts) > 1 and (title := _title(text)):
            walk.blocks.append(Block(title.words, f"line {text.line}", is_heading=True))
        for part in text.children:
            if part.name == "text":
                walk.over(part)
                walk.end()
    remarks = [*walk.remarks()]
    if len(texts) > 1:
        remarks.append(f"{len(texts)} texts are in the file; each is a part with a heading here")
    first = texts[0]
    return Draft(
        tuple(walk.blocks), _title(root) or _title(first), _date(first) or _date(root),
        _guess("a reference of the source", _address(first)),
        _guess("the publisher of the source", _of(first, "sourceDesc", "publisher")),
        _language(root, first), (*_elsewhere(root), *walk.left), tuple(remarks),
        people=walk.names(), persons=tuple(walk.people.values()),
    )  # fmt: skip


def people_of(root: Element) -> dict[str, str]:
    """The names of the people and bodies that a file describes, by their ids."""
    found = {}
    for person in root.all(*_PERSON):
        names = person.first("persName") or person.first("orgName") or person.first("name")
        if names and (identity := person.get("id")):
            found[identity] = _name(names)
    return found


def _name(element: Element) -> str:
    """A name in the order in which it is spoken."""
    parts = {kind: " ".join(each.words for each in element.all(kind))
             for kind in ("forename", "nameLink", "surname")}  # fmt: skip
    if parts["forename"] and parts["surname"]:
        return " ".join(each for each in parts.values() if each)
    return element.words


def _texts(root: Element) -> Iterator[Element]:
    """The elements `TEI` that have a text, those of a corpus one after another."""
    for each in root.all("TEI", "TEI.2"):
        if each.first("text", "body"):
            yield each


def _title(element: Element) -> Guess | None:
    for path in (("titleStmt", "title"), ("front", "docTitle")):
        found = element.first(*path)
        if found and found.words:
            return Guess(found.words, f"<{path[-1]}>, line {found.line}")
    return None


def _date(element: Element) -> Guess | None:
    for path in _DATES:
        found = element.first(*path)
        day = date_in(found.get("when") or found.words) if found else None
        if found and day:
            return Guess(day.isoformat(), f"<{path[-1]}> in <{path[0]}>, line {found.line}")
    return None


def _of(element: Element, *path: str) -> Iterator[str]:
    if (found := element.first(*path)) and found.words:
        yield found.words


def _address(element: Element) -> Iterator[str]:
    """The web addresses of the source."""
    if described := element.first("sourceDesc"):
        for each in described.all("ref", "ptr", "idno"):
            address = each.get("target") or each.words
            if address.startswith(("https://", "http://")) and " " not in address:
                yield address


def _guess(origin: str, found: Iterator[str]) -> Guess | None:
    """The first of what was found."""
    words = next(found, "")
    return Guess(words, origin) if words else None


def _language(*elements: Element) -> Guess | None:
    for each in reversed(elements):
        for text in each.all("text"):
            if text.get("lang"):
                return Guess(text.get("lang"), f"xml:lang, line {text.line}")
        if each.get("lang"):
            return Guess(each.get("lang"), f"xml:lang, line {each.line}")
    return None


def _elsewhere(root: Element) -> Iterator[Left]:
    """Parts of the file that lie in other files, and annotations that stand off."""
    for each in root.all("include"):
        yield Left("another file", f"line {each.line}", each.get("href"))
    for each in root.all("listAnnotation", "spanGrp"):
        yield Left("annotations", f"line {each.line}", each.words)
