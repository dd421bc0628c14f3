"""Fixes for what the ledger misses: the line that leads on from an old address, or gives it up."""

from collections.abc import Iterator

from generator.decode import front_node
from generator.heads import AnnotationHead
from generator.ledger import GONE
from generator.losses import renamed_notes
from generator.model import Briefing
from generator.patches import Edit, Fix, Sources
from generator.problems import Problem
from generator.source import LEDGER, Span, Text
from generator.urls import note_id
from generator.yaml_places import Mapping, Node, Scalar, Sequence, find, find_key


def renamed_page(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """The line that says what a renamed file was called."""
    page = _address(problem, sources)
    successor = sources.successors.get(page)
    if successor is None:
        return
    document = successor.written.document
    text, node = document.text, front_node(document)
    edit = _lengthened(text, _value(node, "formerly"), successor.former)
    if edit is None and isinstance(node, Mapping) and text.text[node.span.start] != "{":
        end = document.front.end
        edit = Edit(Span(end, end), f"formerly: [{successor.former}]\n")
    if edit is not None:
        yield Fix(document.path, (edit,), f"{page} is {document.path} now", problem)


def renamed_note(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """The line that says what a note with the same quote was called."""
    address = _address(problem, sources)
    page, _, place = address.partition("#")
    written = sources.pages.get(page)
    if not isinstance(written, Briefing) or written.notes_document is None:
        return
    note = renamed_notes(written.annotations, sources.ledger.pages.get(page, {})).get(place)
    if note is None:
        return
    text, node = written.notes_document.text, front_node(written.notes_document)
    former = place.removeprefix(note_id(""))
    edit = _of_note(text, node, written.annotations.index(note), former, note)
    why = f"{address} is “{note.id}” now: it is about the same words"
    yield Fix(text.path, (edit,), why, problem)


def given_up(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """The line of the ledger that says that an address was given up."""
    address, text = _address(problem, sources), sources.ledger.text
    if text is not None:
        start, line = text.line_at(problem.place.line)
        edit = Edit(Span(start, start + len(line)), GONE + address)
        yield Fix(LEDGER, (edit,), f"{address} is given up", problem)


def _address(problem: Problem, sources: Sources) -> str:
    """What a problem is about: the address on its line of the ledger, or that one's page."""
    text = sources.ledger.text
    line = text.line_at(problem.place.line)[1] if text else ""
    address = line.split()[0] if line.strip() else ""  # a digest may stand behind it
    return address.partition("#")[0] if problem.code == "E255" else address


def _of_note(text: Text, node: Node, number: int, former: str, note: AnnotationHead) -> Edit:
    """The old id beside those that the note has already, or below its id."""
    path = ("annotations", number)
    if note.formerly:
        listed = _value_at(node, number)
        if edit := _lengthened(text, listed, former):
            return edit
    key, value = find_key(node, (*path, "id")), find(node, (*path, "id"))
    if text.text[find(node, path).start] == "{":
        return Edit(Span(value.end, value.end), f", formerly: [{former}]")
    end = value.end + text.to_line_end(value.end)
    indent = " " * (text.line_and_column(key.start)[1] - 1)
    return Edit(Span(end, end), f"\n{indent}formerly: [{former}]")


def _value_at(node: Node, number: int) -> Node | None:
    match _value(node, "annotations"):
        case Sequence(items=items):
            return _value(items[number], "formerly")
    return None


def _lengthened(text: Text, listed: Node | None, former: str) -> Edit | None:
    """A further id in the list that there is, however it is written."""
    match listed:
        case Sequence(items=(*_, last), span=span) if text.text[span.start] == "[":
            return Edit(Span(last.span.end, last.span.end), f", {former}")
        case Sequence(items=(*_, last)):
            line = text.line_at(text.line_and_column(last.span.start)[0])[0]
            before = text.text[line : last.span.start]
            end = last.span.end + text.to_line_end(last.span.end)  # a comment may stand there
            return Edit(Span(end, end), f"\n{before}{former}")
        case Scalar(value=str(value), span=span):
            return Edit(span, f"[{value}, {former}]")
    return None


def _value(node: Node, key: str) -> Node | None:
    pairs = node.pairs if isinstance(node, Mapping) else ()
    return next((value for name, value in pairs if name.value == key), None)
