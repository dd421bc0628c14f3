"""What may be mended without asking what was meant: a fix is a value, made from a problem.

A quote that was lost gets the words that are proposed for it, a mistyped id or key the only one
that it can be, an id of old the one of now, a renamed file the line that says how it was called.
What could mean two things (E203, E207) is never fixed. A fix replaces spans of a file's text, and
every other byte of the file stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath

from generator.anchors import places_of_quote, propose
from generator.decode import front_node
from generator.directory import SECTIONS, make_directory
from generator.distance import edits
from generator.fields import Written
from generator.leads import given_up, renamed_note, renamed_page
from generator.markdown import without_code
from generator.model import Briefing, Library
from generator.patches import Edit, Fix, Sources, span_of
from generator.problems import Problem, Severity, proposed
from generator.source import Span, Text, Tree
from generator.yaml_places import Node, find
from generator.yaml_writing import rewritten

_LONG, _SHORT = 8, 3  # letters: a long word may have two slips, one so short none
_MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<href>[^()\s]+)\)")
_KEY_AND_VALUE = re.compile(r"\s*[\w-]+: +[^\s|>&*!].*\Z")
_OF_CONTENT = re.compile(r"content/(?P<folder>[^/]+)/(?P<id>[^/]+)\.md\Z")
_LINK = re.compile(r"\[\[(?P<name>[^#|\]]*)(?P<place>#[^|\]]*)?")


Makers = Mapping[str, Callable[[Problem, Sources], Iterator[Fix]]]


def fixes_of(
    problems: Iterable[Problem], tree: Tree, library: Library, makers: Makers | None = None
) -> tuple[Fix, ...]:
    """A fix for each problem that has a safe one, or one of the makers given."""
    sources = Sources(tree, library, make_directory(library))
    found = (fix for problem in problems if problem.severity is Severity.ERROR
             for make in [(makers or SAFE).get(problem.code)] if make is not None
             for fix in make(problem, sources))  # fmt: skip
    return tuple(found)


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
    span = span_of(problem, text)
    there = text.text[span.start : span.end]
    at = there.find(written)
    if at != -1:
        place = Span(span.start + at, span.start + at + len(written))
        yield Fix(text.path, (Edit(place, meant),), f"“{written}” → “{meant}”", problem)


def _id(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """An id in front matter that was mistyped, or that was renamed."""
    text = sources.text(problem.place.path)
    if text is None or not problem.place.line:
        return
    span = span_of(problem, text)
    written = text.text[span.start : span.end].strip("\"'")
    if meant := _meant(written, problem, sources):
        yield from _replacing(problem, text, written, meant)


def _meant(written: str, problem: Problem, sources: Sources) -> str:
    """The only id that can be meant by one that nothing has, or ""."""
    if now := sources.directory.moved.get(written.rpartition("/")[2]):
        return now
    meant = proposed(problem.help)
    known = {*sources.directory.things, *SECTIONS}
    return meant if meant and _is_slip(written, meant, known) else ""


def _link(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A `[[link]]` to an id, or to an annotation, that was mistyped or renamed, wherever it is."""
    text = sources.text(problem.place.path)
    match = _LINK.match(text.text, span_of(problem, text).start) if text else None
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
    name: str, place: str, problem: Problem, sources: Sources
) -> tuple[str, str]:  # fmt: skip
    """What a part of a link must be, and which part it is; "" if that cannot be told."""
    match sources.directory.find(name):
        case [thing] if thing.id in sources.library.briefings and place:
            annotations = sources.library.briefings[thing.id].annotations
            notes = [each.id for each in annotations]
            meant = proposed(problem.help)
            if any(place in each.formerly for each in annotations):
                return f"#{meant}", "place"
            return (f"#{meant}" if meant and _is_slip(place, meant, notes) else ""), "place"
        case []:
            return _meant(name, problem, sources), "name"
        case _:
            return "", ""


def _word(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A key, or one of the few values that a key can have, that was mistyped."""
    text = sources.text(problem.place.path)
    meant = proposed(problem.help)
    if text is None or not meant:
        return
    span = span_of(problem, text)
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


def _quote(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A lost quote, put where it is proposed."""
    yield from _of_annotation(problem, sources, "quote")


def _of_annotation(problem: Problem, sources: Sources, key: str) -> Iterator[Fix]:
    """The annotation with a problem under one of its keys, put where it is proposed."""
    briefing = next((each for each in sources.library.briefings.values()
                     if each.notes_document and each.notes_document.path == problem.place.path),
                    None)  # fmt: skip
    if briefing is None or briefing.notes_document is None:
        return
    node = front_node(briefing.notes_document)
    wanted = span_of(problem, briefing.notes_document.text).start
    for number in range(len(briefing.annotations)):
        if find(node, ("annotations", number, key)).start == wanted:
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


def _paragraph(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A quote whose paragraph is none, in the paragraph where it stands."""
    yield from _of_annotation(problem, sources, "paragraph")


def _date(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A date that is written in another way and can mean one day only."""
    text, meant = sources.text(problem.place.path), proposed(problem.help)
    if text is not None and meant:
        span = span_of(problem, text)
        yield from _replacing(problem, text, text.text[span.start : span.end].strip("\"'"), meant)


def _recording(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """The name of a sound or film that was mistyped."""
    text, meant = sources.text(problem.place.path), proposed(problem.help)
    if text is None or not meant:
        return
    span = span_of(problem, text)
    written = text.text[span.start : span.end].strip("\"'")
    known = [path.rpartition("/")[2] for path in sources.tree.media]
    if _is_slip(written, meant, known):
        yield from _replacing(problem, text, written, meant)


def _opening(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """The first words of a paragraph, by which its time finds it, as they stand in the text."""
    text, meant = sources.text(problem.place.path), proposed(problem.help)
    if text is None or not meant:
        return
    span = span_of(problem, text)
    there = text.text[span.start : span.end]
    if _is_slip(there.strip("\"'"), meant, ()):
        edit = Edit(span, rewritten(there, meant))
        yield Fix(text.path, (edit,), f"{there} → “{meant}”", problem)


def _path(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A Markdown link to a file of the content, as a link to its page."""
    text = sources.text(problem.place.path)
    if text is None:
        return
    at = span_of(problem, text).start
    for link in _MARKDOWN_LINK.finditer(without_code(text.text)):
        if not link.start("href") <= at < link.end("href"):
            continue
        file = _OF_CONTENT.match(normpath(join(dirname(text.path), link["href"])))
        if file and file[0] in sources.tree.files and "|" not in link["words"]:
            found = sources.directory.find(file["id"])
            name = file["id"] if len(found) == 1 else f"{file['folder']}/{file['id']}"
            meant = f"[[{name}|{link['words']}]]"
            yield Fix(
                text.path, (Edit(Span(*link.span()), meant),), f"{link[0]} → {meant}", problem
            )


def _twice(problem: Problem, sources: Sources) -> Iterator[Fix]:
    """A line that stands twice in the same group of keys, letter by letter."""
    text = sources.text(problem.place.path)
    if text is None:
        return
    start, line = text.line_at(problem.place.line)
    following = text.line_at(problem.place.line + 1)[1]
    indent = problem.place.column - 1
    is_whole = _KEY_AND_VALUE.match(line) and not following.startswith(" " * (indent + 1))
    above = (text.line_at(number)[1] for number in range(problem.place.line - 1, 0, -1))
    for each in above:
        if is_whole and each == line:
            yield Fix(text.path, (Edit(Span(start, start + len(line) + 1), ""),),
                      f"“{line.strip()}” stands here twice", problem)  # fmt: skip
            return
        if len(each) - len(each.lstrip()) < indent:
            return  # the group begins here


SAFE: Makers = {
    "E104": _twice,
    "E110": _word,
    "E112": _word,
    "E113": _date,
    "E201": _id,
    "E205": _paragraph,
    "E206": _quote,
    "E211": _link,
    "E213": _path,
    "E255": renamed_page,
    "E256": renamed_note,
    "E330": _recording,
    "E332": _opening,
}
GIVING_UP: Makers = {"E255": given_up, "E256": given_up, "E257": given_up}
