"""YAML with a place for every node, and without what makes YAML dangerous or surprising.

One pass over the events of libyaml: no anchors, aliases, tags, directives or second documents, a
limit for depth, no key twice; every scalar stays the text it is (`no`, `12:30`, `1.10`), and only
an empty one, `~` and `null` are nothing.
"""

import re
from dataclasses import dataclass

import yaml

from generator.problems import Problem, problem_at
from generator.source import Span, Text

MAX_DEPTH = 8
_NULLS = {"", "~", "null", "Null", "NULL"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SWALLOWED = re.compile(r"[ \t]+#(?=[^\s#])")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, or None for nothing."""

    value: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: "tuple[Node, ...]"
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and what they stand for, in the order in which they were written."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    span: Span


Node = Scalar | Sequence | Mapping
Plain = str | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A YAML document; `node` is None when it could not be read."""

    node: Node | None
    problems: tuple[Problem, ...] = ()


class _RefusedError(Exception):
    """What was found is valid YAML, but refused."""

    def __init__(self, span: Span, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.details = (span, code, message, hint)


def parse_yaml(text: Text, span: Span) -> Parsed:
    """Read the YAML that stands in a span of a text; places count from the text's beginning."""
    reader = _Reader(text, span)
    try:
        node = reader.document()
    except _RefusedError as refused:
        return Parsed(None, (problem_at(text, *refused.details),))
    except yaml.YAMLError as error:
        return Parsed(None, (_syntax_problem(text, span, error),))
    return Parsed(node, tuple(_swallowed_tails(text, node)))


def plain(node: Node) -> Plain:
    """The node as Python's own dicts, lists and texts."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(pairs=pairs):
            return {key.value or "": plain(value) for key, value in pairs}


def find(node: Node, path: tuple[str | int, ...]) -> Span:
    """The span of the node at a path, or of the nearest one above it that exists."""
    return _walk(node, path).span


def find_key(node: Node, path: tuple[str | int, ...]) -> Span:
    """The span of the key that stands last in the path, or of what is above it."""
    above = _walk(node, path[:-1])
    if isinstance(above, Mapping):
        for key, _ in above.pairs:
            if (key.value or "") == path[-1]:
                return key.span
    return above.span


def _walk(node: Node, path: tuple[str | int, ...]) -> Node:
    for step in path:
        match node, step:
            case Mapping(pairs=pairs), str():
                below = {key.value or "": value for key, value in pairs}.get(step)
            case Sequence(items=items), int() if step < len(items):
                below = items[step]
            case _:
                below = None
        if below is None:
            break
        node = below
    return node


class _Reader:
    """Composes nodes from the events of one document."""

    def __init__(self, text: Text, span: Span) -> None:
        self.base = span.start
        self.events = yaml.parse(text.text[span.start : span.end], Loader=_LOADER)

    def document(self) -> Node:
        event = next(self.events)  # the stream begins
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return Scalar(None, self.span_of(event))
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            message = "YAML directives (%) are not read here"
            raise _RefusedError(self.span_of(event), "E103", message, "remove the line")
        node = self.node(next(self.events), 1)
        next(self.events)  # the document ends
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            message = "a second YAML document begins here"
            raise _RefusedError(
                self.span_of(event), "E103", message, "remove the line of dashes (---)"
            )
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        self.refuse_references(event)
        if isinstance(event, yaml.ScalarEvent):
            empty = event.style in (None, "") and event.value in _NULLS
            return Scalar(None if empty else event.value, self.span_of(event))
        if depth > MAX_DEPTH:
            message = f"the YAML is nested deeper than {MAX_DEPTH} levels"
            hint = "write it with fewer brackets or less indentation"
            raise _RefusedError(self.span_of(event), "E102", message, hint)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), self.span_of(start, event))

    def mapping(self, start: yaml.Event, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        seen: set[str] = set()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _RefusedError(key.span, "E101", "a key must be a single word or text")
            if (name := key.value or "") in seen:
                raise _RefusedError(key.span, "E104", f"the key “{name}” stands here twice",
                                    "keep one of the two")  # fmt: skip
            seen.add(name)
            pairs.append((key, self.node(next(self.events), depth + 1)))
        return Mapping(tuple(pairs), self.span_of(start, event))

    def refuse_references(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "YAML anchors (&) and aliases (*) are not read here"
            raise _RefusedError(self.span_of(event), "E103", message,
                                "write the value out, or put it in quotes")  # fmt: skip
        if tag := getattr(event, "tag", None):
            message = f"the YAML tag “{tag}” is not read here"
            raise _RefusedError(self.span_of(event), "E103", message,
                                "put the value in quotes")  # fmt: skip

    def span_of(self, first: yaml.Event, last: yaml.Event | None = None) -> Span:
        start, end = first.start_mark, (last or first).end_mark
        if start is None or end is None:  # libyaml marks every event
            raise AssertionError(first)
        return Span(self.base + start.index, self.base + end.index)


def _syntax_problem(text: Text, span: Span, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in (getattr(error, "context", None) or ""):
        mark = getattr(error, "context_mark", None) or mark  # where the quotation begins
    at = span.start + min(mark.index if mark else 0, max(span.end - span.start - 1, 0))
    reason = getattr(error, "problem", None) or str(error)
    message = f"this is not YAML: {reason}"
    hint = "look at the quotes, brackets and indentation here and on the line above"
    if "mapping values are not allowed" in reason:
        message, hint = "a second colon on this line", 'put the text in quotes: key: "one: two"'
    elif text.text[at : at + 1] == "\t" and ("cannot start" in reason or "indentation" in reason):
        message, hint = "a tab indents this line", "indent with spaces"
    elif "unexpected end of stream" in reason:
        message, hint = "the quotation mark here is not closed", "close it where the text ends"
    elif "cannot start any token" in reason:
        hint = "put the text in quotes"
    elif line := _unclosed(text, Span(span.start, at)):
        hint = f"a quotation mark on line {line} is not closed there, it seems"
    return problem_at(text, Span(at, at + 1), "E101", message, hint)


def _unclosed(text: Text, span: Span) -> int:
    """The first line of a span that has one quotation mark without another, or 0."""
    start = span.start
    for line in text.text[span.start : span.end].split("\n"):
        if line.replace('\\"', "").count('"') % 2:
            return text.line_and_column(start)[0]
        start += len(line) + 1
    return 0


def _swallowed_tails(text: Text, root: Node) -> list[Problem]:
    """`note: No #1 priority` loses its tail to a comment: say so."""
    found, stack = [], [root]
    while stack:
        match stack.pop():
            case Sequence(items=items):
                stack += items
            case Mapping(pairs=pairs):
                stack += [value for _, value in pairs]
            case Scalar(span=span):
                if match := _SWALLOWED.match(text.text, span.end):
                    place = Span(match.end() - 1, match.end())
                    message = "YAML takes the rest of this line, from the # on, for a comment"
                    found.append(problem_at(text, place, "W114", message,
                                            "quote the text"))  # fmt: skip
    return found
