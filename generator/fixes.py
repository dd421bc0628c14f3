"""What may be mended without asking what was meant: a fix is a value, made from a problem.

A quote that was lost gets the words that are proposed for it, a mistyped id or key the only one
that it can be, an id of old the one of now, a renamed file the line that says how it was called.
What could mean two things (E203, E207) is never fixed. A fix replaces spans of a file's text, and
every other byte of the file stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import pairwise
from typing import NamedTuple

from generator.anchors import places_of_quote, propose
from generator.decode import decode_text, front_node
from generator.directory import SECTIONS, Directory, make_directory
from generator.distance import edits
from generator.fields import Written
from generator.ledger import read_ledger, successors
from generator.markdown import without_code
from generator.model import Briefing, Library
from generator.problems import Problem, Severity, proposed
from generator.source import LEDGER, Span, Text, Tree
from generator.yaml_places import Mapping as YamlMapping
from generator.yaml_places import Node, Sequence, find
from generator.yaml_writing import rewritten

_LARGEST = 250_000_000
_LONG, _SHORT = 8, 3  # letters: a long word may have two slips, one so short none
_LINK = re.compile(r"\[\[(?P<name>[^#|\]]*)(?P<place>#[^|\]]*)?")


class Edit(NamedTuple):
    """Words to put in the place of a span of a file's text."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of one file that settles one problem.

    Attributes:
        edits: the changes, in the order of their places.
        why: what it does, in a few words.
    """

    path: str
    edits: tuple[Edit, ...]
    why: str
    problem: Problem


@dataclass(frozen=True)
class _Sources:
    """What fixes are made from."""

    tree: Tree
    library: Library
    directory: Directory

    def text(self, path: str) -> Text | None:
        """A file as it was read."""
        content = self.tree.files.get(path)
        return decode_text(path, content, _LARGEST).text if content is not None else None


def fixes_of(problems: Iterable[Problem], tree: Tree, library: Library) -> tuple[Fix, ...]:
    """A fix for each problem that has a safe one."""
    sources = _Sources(tree, library, make_directory(library))
    found = (fix for problem in problems if problem.severity is Severity.ERROR
             for make in [_MAKERS.get(problem.code)] if make is not None
             for fix in make(problem, sources))  # fmt: skip
    return tuple(found)


def applied(content: bytes, changes: Iterable[Edit]) -> bytes:
    """The file with some changes; its byte order mark, line ends and all other words stay.

    Raises:
        ValueError: when two changes overlap, or the file is not UTF-8.
    """
    written = content.decode("utf-8-sig")
    mark = content[: len(content) - len(written.encode())]
    ordered = sorted(set(changes))
    for one, other in pairwise(ordered):
        if other.span.start < one.span.end:
            raise ValueError(other)
    # Spans count each line end as one character, as the text has it that is checked.
    ends = [match.start() - number for number, match in enumerate(re.finditer("\r\n", written))]
    line_end = "\r\n" if ends else "\n"
    for span, words in reversed(ordered):
        start, end = (at + sum(each < at for each in ends) for at in span)
        written = written[:start] + words.replace("\n", line_end) + written[end:]
    return mark + written.encode()


def with_fixes(tree: Tree, fixes: Iterable[Fix]) -> Tree:
    """The tree after some fixes; those that overlap an earlier one are left for another round."""
    changes: dict[str, list[Edit]] = {}
    for fix in fixes:
        taken = changes.setdefault(fix.path, [])
        if not any(_overlap(one, other) for one in taken for other in fix.edits):
            taken += fix.edits
    changed = {path: applied(tree.files[path], those) for path, those in changes.items()}
    return replace(tree, files={**tree.files, **changed})


def difference(path: str, old: bytes, new: bytes) -> str:
    """How a file changes, as a unified diff."""
    before, after = (content.decode("utf-8-sig").replace("\r\n", "\n") for content in (old, new))
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True),
                         f"a/{path}", f"b/{path}")  # fmt: skip
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _overlap(one: Edit, other: Edit) -> bool:
    return one != other and one.span.start < other.span.end and other.span.start < one.span.end


def _span(problem: Problem, text: Text) -> Span:
    place = problem.place
    start = text.line_at(place.line)[0]
    return Span(start + place.column - 1, start + place.end_column - 1)


def _is_slip(written: str, meant: str, others: Iterable[str]) -> bool:
    """Whether a word is another one with a slip of the pen, and no third one as well."""
    if len(written) <= _SHORT:
        return False
    far = 2 if len(written) >= _LONG else 1
    return edits(written.casefold(), meant.casefold()) <= far and not any(
        edits(written.casefold(), each.casefold()) <= far for each in others if each != meant
    )


def _replacing(problem: Problem, text: Text, written: str, meant: str) -> Iterator[Fix]:
    """The fix that puts a word in the place of the one that a problem is about."""
    span = _span(problem, text)
    there = text.text[span.start : span.end]
    at = there.find(written)
    if at != -1:
        place = Span(span.start + at, span.start + at + len(written))
        yield Fix(text.path, (Edit(place, meant),), f"“{written}” → “{meant}”", problem)


def _id(problem: Problem, sources: _Sources) -> Iterator[Fix]:
    """An id in front matter that was mistyped, or that was renamed."""
    text = sources.text(problem.place.path)
    if text is None or not problem.place.line:
        return
    span = _span(problem, text)
    written = text.text[span.start : span.end].strip("\"'")
    if meant := _meant(written, problem, sources):
        yield from _replacing(problem, text, written, meant)


def _meant(written: str, problem: Problem, sources: _Sources) -> str:
    """The only id that can be meant by one that nothing has, or ""."""
    if now := sources.directory.moved.get(written.rpartition("/")[2]):
        return now
    meant = proposed(problem.help)
    known = {*sources.directory.things, *SECTIONS}
    return meant if meant and _is_slip(written, meant, known) else ""


def _link(problem: Problem, sources: _Sources) -> Iterator[Fix]:
    """A `[[link]]` to an id, or to an annotation, that was mistyped or renamed, wherever it is."""
    text = sources.text(problem.place.path)
    match = _LINK.match(text.text, _span(problem, text).start) if text else None
    if text is None or match is None:
        return
    name, place = match["name"].strip(), (match["place"] or "").removeprefix("#").strip()
    meant, group = _meant_by_link(name, place, problem, sources)
    if meant:
        written = match[group].strip()
        edits = tuple(Edit(_bare(each, group), meant)
                      for each in _LINK.finditer(without_code(text.text))
                      if (each[group] or "").strip() == written
                      and each["name"].strip() == name)  # fmt: skip
        if edits:
            yield Fix(text.path, edits, f"“{written}” → “{meant}”", problem)


def _bare(match: re.Match[str], group: str) -> Span:
    """Where a part of a link stands, without the spaces around it."""
    start = match.start(group) + len(match[group]) - len(match[group].lstrip())
    return Span(start, start + len(match[group].strip()))


def _meant_by_link(
    name: str, place: str, problem: Problem, sources: _Sources
) -> tuple[str, str]:  # fmt: skip
    """What a part of a link must be, and which part it is; "" if that cannot be told."""
    match sources.directory.find(name):
        case [thing] if thing.id in sources.library.briefings and place:
            notes = [each.id for each in sources.library.briefings[thing.id].annotations]
            meant = proposed(problem.help)
            return (f"#{meant}" if meant and _is_slip(place, meant, notes) else ""), "place"
        case []:
            return _meant(name, problem, sources), "name"
        case _:
            return "", ""


def _word(problem: Problem, sources: _Sources) -> Iterator[Fix]:
    """A key, or one of the few values that a key can have, that was mistyped."""
    text = sources.text(problem.place.path)
    meant = proposed(problem.help)
    if text is None or not meant:
        return
    span = _span(problem, text)
    written = text.text[span.start : span.end].strip("\"'")
    if _is_slip(written, meant, _keys() if problem.code == "E110" else ()):
        yield from _replacing(problem, text, written, meant)


def _keys() -> set[str]:
    """All keys that editors can write."""
    kinds, found = [Written], set[str]()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found |= {field.alias or name for name, field in kind.model_fields.items()}
    return found


def _quote(problem: Problem, sources: _Sources) -> Iterator[Fix]:
    """A lost quote, put where it is proposed."""
    briefing = next((each for each in sources.library.briefings.values()
                     if each.notes_document and each.notes_document.path == problem.place.path),
                    None)  # fmt: skip
    if briefing is None or briefing.notes_document is None:
        return
    node = front_node(briefing.notes_document)
    wanted = _span(problem, briefing.notes_document.text).start
    for number in range(len(briefing.annotations)):
        if find(node, ("annotations", number, "quote")).start == wanted:
            yield from _anchored(problem, briefing, number, node)


def _anchored(problem: Problem, briefing: Briefing, number: int, node: Node) -> Iterator[Fix]:
    annotation, paragraphs = briefing.annotations[number], briefing.transcript.paragraphs
    proposal = propose(annotation, paragraphs)
    if proposal is None or briefing.notes_document is None:
        return
    text = briefing.notes_document.text
    words = paragraphs[proposal.paragraph - 1].text[proposal.span.start : proposal.span.end]
    words = " ".join(words.split())
    changed = {"quote": words}
    if annotation.paragraph not in (None, proposal.paragraph):
        changed["paragraph"] = str(proposal.paragraph)
    after = annotation.model_copy(
        update={"quote": words, "paragraph": annotation.paragraph and proposal.paragraph}
    )
    if len(places_of_quote(after, paragraphs)) != 1:
        return  # what is proposed stands more than once, or not beside the words expected
    spans = {key: find(node, ("annotations", number, key)) for key in changed}
    made = tuple(sorted(
        Edit(span, rewritten(text.text[span.start : span.end], changed[key]))
        for key, span in spans.items() if changed[key] != str(getattr(annotation, key))
    ))  # fmt: skip
    where = f"“{annotation.id}” stands in paragraph {proposal.paragraph}: “{words}”"
    yield Fix(text.path, made, where, problem)


def _redirect(problem: Problem, sources: _Sources) -> Iterator[Fix]:
    """The line that says what a renamed file was called."""
    ledger = read_ledger(sources.tree.files.get(LEDGER))
    if ledger.text is None:
        return
    page = ledger.text.line_at(problem.place.line)[1].split()[0]  # a digest may stand behind it
    successor = successors(ledger, sources.library).get(page)
    if successor is None:
        return
    document = successor.written.document
    node = front_node(document)
    listed = _value(node, "formerly")
    match listed:
        case Sequence(items=(*_, last)) if document.text.text[listed.span.start] == "[":
            edit = Edit(Span(last.span.end, last.span.end), f", {successor.former}")
        case None if isinstance(node, YamlMapping) and document.text.text[node.span.start] != "{":
            end = document.front.end
            edit = Edit(Span(end, end), f"formerly: [{successor.former}]\n")
        case _:
            return
    why = f"{page} is {document.path} now"
    yield Fix(document.path, (edit,), why, problem)


def _value(node: Node, key: str) -> Node | None:
    pairs = node.pairs if isinstance(node, YamlMapping) else ()
    return next((value for name, value in pairs if name.value == key), None)


_MAKERS: Mapping[str, Callable[[Problem, _Sources], Iterator[Fix]]] = {
    "E110": _word,
    "E112": _word,
    "E201": _id,
    "E206": _quote,
    "E211": _link,
    "E255": _redirect,
}
