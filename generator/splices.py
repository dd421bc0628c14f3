"""Where in YAML a change is spliced in: a stretch of text, and the words that replace it.

Places are those of the nodes; what stands around them (comments, quotes, blank lines) is left.
Whether the text then says what was meant is for `edit` to see.
"""

from generator import yaml_places as places
from generator.source import Span
from generator.yaml_places import Node
from generator.yaml_writing import Value, block, flow, item, scalar

Splice = tuple[Span, str]
Pair = tuple[places.Scalar, Node]


class EditRefusedError(Exception):
    """A change that cannot be made without touching something else."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)


def node_at(root: Node, path: tuple[str | int, ...]) -> Node:
    """The node at a path.

    Raises:
        EditRefusedError: when there is none.
    """
    for step in path:
        match root, step:
            case places.Mapping(), str() if pair := _pair(root, step):
                root = pair[1]
            case places.Sequence(items=items), int() if 0 <= step < len(items):
                root = items[step]
            case _:
                raise EditRefusedError(f"`{path[0]}` has no such item")
    return root


def adding(text: str, above: Node, key: str, value: Value, at: int | None) -> Splice:
    """One more item of the list under a key of a mapping, before the item `at` or at the end."""
    found = _pair(above, key)
    if found is None:
        return _adding_key(text, above, key, [value])
    name, listed = found
    match listed:
        case places.Sequence(items=()) | places.Scalar(value=None) if not _is_in_flow(above, text):
            return _first_item(text, found, value)
        case places.Sequence(items=items) if text[listed.span.start] == "[":
            if at is not None and at < len(items):
                start = items[at].span.start
                return Span(start, start), flow(value) + ", "
            end = items[-1].span.end if items else listed.span.start + 1
            return Span(end, end), (", " if items else "") + flow(value)
        case places.Sequence(items=items):
            indent = _column(text, _dash(text, items[-1]))
            if at == 0:
                start = _line_start(text, _dash(text, items[0]))
                return Span(start, start), item(value, indent) + "\n"
            end = _end(text, items[len(items) - 1 if at is None else at - 1], indent)
            return Span(end, end), "\n" + item(value, indent)
        case _:
            raise EditRefusedError(f"`{name.value}` is no list")


def setting(text: str, above: Node, key: str, value: Value) -> Splice:
    """A key of a mapping with a value, in the place of the one that it has or behind the others."""
    found = _pair(above, key)
    if found is None:
        return _adding_key(text, above, key, value)
    name, old = found
    if _is_in_flow(above, text):
        return old.span, flow(value)
    indent = _column(text, name.span.start)
    written = block(key, value, indent)
    if isinstance(old, places.Scalar) and "\n" not in text[old.span.start : old.span.end]:
        if (isinstance(value, str) and "\n" not in value) or value is None:
            return old.span, (" " if old.span.start == _colon(text, name) else "") + flow(value)
        return _with_comment(text, name, old, written)
    return Span(name.span.start, max(_end(text, old, indent), _colon(text, name))), written


def dropping(text: str, above: Node, key: str) -> Splice:
    """A mapping without one of its keys."""
    pairs = above.pairs if isinstance(above, places.Mapping) else ()
    number = next((place for place, (name, _) in enumerate(pairs) if name.value == key), None)
    if number is None:
        return Span(0, 0), ""
    name, old = pairs[number]
    if _is_in_flow(above, text):
        if number:
            return Span(pairs[number - 1][1].span.end, old.span.end), ""
        return Span(name.span.start, pairs[1][0].span.start if pairs[1:] else old.span.end), ""
    if not pairs[1:]:
        raise EditRefusedError(f"`{key}` cannot be taken out by itself")
    end = min(max(_end(text, old, _column(text, name.span.start)),
                  _line_end(text, name.span.end)) + 1, len(text))  # fmt: skip
    if number:
        return Span(_line_start(text, name.span.start), end), ""
    second = pairs[1][0].span.start
    if text[end:second].strip():
        raise EditRefusedError(f"a comment stands behind `{key}`")
    return Span(name.span.start, second), ""


def removing(text: str, above: Node, key: str, number: int) -> Splice:
    """A list without one of its items."""
    found = _pair(above, key)
    listed = found[1] if found else None
    if found is None or not isinstance(listed, places.Sequence):
        raise EditRefusedError(f"`{key}` is no list")
    gone = listed.items[number]
    if text[listed.span.start] == "[":
        if number + 1 < len(listed.items):
            return Span(gone.span.start, listed.items[number + 1].span.start), ""
        start = listed.items[number - 1].span.end if number else gone.span.start
        return Span(start, gone.span.end), ""
    dash = _dash(text, gone)
    end = _end(text, gone, _column(text, dash))
    if len(listed.items) == 1:
        colon = _colon(text, found[0])
        if not text[colon:dash].strip():
            return Span(colon, end), " []"
        indent = _column(text, found[0].span.start) + 2
        return Span(_line_start(text, dash), end), " " * indent + "[]"  # a comment stands between
    start, behind = _line_start(text, dash), min(end + 1, len(text))
    blank = text[:start].endswith("\n\n") and text[behind : behind + 1] == "\n"
    return Span(start, behind + blank), ""


def _with_comment(text: str, name: places.Scalar, old: Node, written: str) -> Splice:
    """Several lines in the place of one; a comment behind that stays behind the key."""
    behind = max(old.span.end, _colon(text, name))
    end = _line_end(text, behind)
    first, newline, lines = written.partition("\n")
    return Span(name.span.start, end), first + text[behind:end].rstrip() + newline + lines


def _first_item(text: str, found: Pair, value: Value) -> Splice:
    """The first item of a list that is empty; a comment on the line of the key stays there."""
    name, listed = found
    colon = _colon(text, name)
    behind = max(listed.span.end, colon)
    end = _line_end(text, behind)
    tail = text[behind:end].rstrip()
    return Span(colon, end), f"{tail}\n{item(value, _column(text, name.span.start) + 2)}"


def _adding_key(text: str, above: Node, key: str, value: Value) -> Splice:
    """A new key at the end of a mapping."""
    pairs = above.pairs if isinstance(above, places.Mapping) else ()
    if _is_in_flow(above, text):
        end = pairs[-1][1].span.end if pairs else above.span.start + 1
        return Span(end, end), f"{', ' if pairs else ''}{scalar(key)}: {flow(value)}"
    if not pairs:
        start = above.span.start
        newline = "" if start == 0 or text[start - 1] == "\n" else "\n"
        return Span(start, start), f"{newline}{block(key, value, 0)}\n"
    indent = _column(text, pairs[0][0].span.start)
    last_key, last = pairs[-1]
    end = max(_end(text, last, indent - 1), _line_end(text, last_key.span.end))
    return Span(end, end), f"\n{' ' * indent}{block(key, value, indent)}"


def _pair(node: Node, key: str) -> Pair | None:
    pairs = node.pairs if isinstance(node, places.Mapping) else ()
    return next(((name, value) for name, value in pairs if name.value == key), None)


def _is_in_flow(node: Node, text: str) -> bool:
    return text[node.span.start : node.span.start + 1] in {"{", "["}


def _dash(text: str, node: Node) -> int:
    """Where the dash of a block list's item stands."""
    return text.rindex("-", 0, min(node.span.start, len(text)))


def _colon(text: str, key: places.Scalar) -> int:
    """Where the colon behind a key ends."""
    return text.index(":", key.span.end) + 1


def _column(text: str, offset: int) -> int:
    return offset - _line_start(text, offset)


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end == -1 else end


def _end(text: str, node: Node, indent: int) -> int:
    """The end of the last line of a node; blank lines and comments out to its left are not it."""
    offset = _deepest_end(node)
    end = _line_end(text, offset if offset and text[offset - 1 : offset] != "\n" else offset - 1)
    while end > node.span.start:
        line = text[_line_start(text, end) : end]
        rest = line.lstrip(" ")
        if rest.strip() and not (rest[0] == "#" and len(line) - len(rest) <= indent):
            return end
        end = _line_start(text, end) - 1
    return _line_end(text, node.span.start)


def _deepest_end(node: Node) -> int:
    match node:
        case places.Sequence(items=(*_, last)):
            return _deepest_end(last)
        case places.Mapping(pairs=(*_, (key, last))):
            return max(_deepest_end(last), key.span.end)
        case _:
            return node.span.end
