"""Debates in Akoma Ntoso 3.0 (OASIS LegalDocML): speeches, who gives them, the day."""

from collections.abc import Iterator

from generator.imports.draft import Draft, Guess, Left, Source, refused
from generator.imports.guesses import date_in
from generator.imports.xml_speech import Vocabulary, Walk
from generator.imports.xml_tree import Element

_DEBATES = ("debate", "debateReport")
_WORDS = Vocabulary(
    turns=frozenset(["speech", "question", "answer"]),
    who="by",
    labels=frozenset(["from"]),
    headings=frozenset(["heading", "subheading"]),
    breaks=frozenset([
        "address", "adjournment", "administrationOfOath", "block", "blockContainer", "blockList",
        "communication", "content", "debateBody", "debateSection", "declarationOfVote", "div",
        "intro", "item", "li", "listIntroduction", "listWrapUp", "ministerialStatements",
        "nationalInterest", "noticesOfMotion", "ol", "oralStatements", "other", "p", "papers",
        "personalStatements", "petitions", "pointOfOrder", "prayers", "proceduralMotions",
        "questions", "resolutions", "rollCall", "speechGroup", "ul", "wrapUp", "writtenStatements",
    ]),
    spaces=frozenset(["eol", "br", "eop"]),
    asides={
        "scene": "a scene", "narrative": "what happened", "summary": "a summary",
        "remark": "a remark", "authorialNote": "a note", "num": "a number", "table": "a table",
        "img": "a picture", "recordedTime": "a time", "vote": "a vote", "toc": "a list of contents",
        "meta": "data of a part", "del": "deleted words", "noteRef": "a sign of a note",
    },
)  # fmt: skip


def read_akoma(source: Source, root: Element) -> Draft:
    """What a debate says.

    Raises:
        RefusedError: for a document that is no debate, such as an act.
    """
    debate = next(iter(root.all(*_DEBATES)), None)
    body = debate.first("debateBody") if debate else None
    if debate is None or body is None:
        kinds = ", ".join(f"<{each.name}>" for each in root.children)
        message = f"this Akoma Ntoso file is no debate, but {kinds or 'empty'}"
        raise refused(source, message, "import a <debate> or a <debateReport> with a <debateBody>")
    people = {(each.get("eId") or each.get("id")): each.get("showAs")
              for each in debate.all("TLCPerson", "TLCOrganization", "TLCRole")}  # fmt: skip
    walk = Walk(_WORDS, people, any(True for _ in body.all(*_WORDS.turns)))
    walk.over(body)
    walk.end()
    persons = tuple(each.get("showAs") for each in debate.all("TLCPerson") if each.get("showAs"))
    return Draft(
        tuple(walk.blocks), _title(debate), _date(debate), _address(debate), None,
        _language(debate), (*_around(debate), *walk.left), tuple(walk.remarks()),
        people=walk.names(), persons=persons,
    )  # fmt: skip


def _title(debate: Element) -> Guess | None:
    if (found := debate.first("docTitle")) and found.words:
        return Guess(found.words, f"<docTitle>, line {found.line}")
    if (found := debate.first("FRBRWork", "FRBRname")) and found.get("value"):
        return Guess(found.get("value"), f"<FRBRname>, line {found.line}")
    return None


def _date(debate: Element) -> Guess | None:
    for path in (("docDate",), ("FRBRWork", "FRBRdate"), ("FRBRExpression", "FRBRdate")):
        found = debate.first(*path)
        day = date_in(found.get("date") or found.words) if found else None
        if found and day:
            return Guess(day.isoformat(), f"<{path[-1]}>, line {found.line}")
    return None


def _address(debate: Element) -> Guess | None:
    for found in debate.all("FRBRuri", "FRBRthis"):
        if found.get("value").startswith(("https://", "http://")):
            return Guess(found.get("value"), f"<{found.name}>, line {found.line}")
    return None


def _language(debate: Element) -> Guess | None:
    found = debate.first("FRBRExpression", "FRBRlanguage")
    if found and found.get("language"):
        return Guess(found.get("language"), f"<FRBRlanguage>, line {found.line}")
    return None


def _around(debate: Element) -> Iterator[Left]:
    """What stands before and behind the debate itself."""
    for each in debate.children:
        if each.name not in {"meta", "debateBody"} and each.words:
            yield Left(f"<{each.name}>", f"line {each.line}", each.words)
