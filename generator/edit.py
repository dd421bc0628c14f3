"""Changes to what editors wrote, as text: only the words meant change, and the rest stays as it is.

A change is spliced in where YAML says that its place is, then the whole is read again: unless it
says exactly what was wanted, the change is refused and nothing is lost. Comments, quotes, order
and blank lines of everything else are kept.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from generator import yaml_places as places
from generator.decode import decode_text
from generator.source import Span, Text
from generator.yaml_places import Node, Plain, parse_yaml, plain, quoted

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
Path = tuple[str | int, ...]

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*\Z")
_NOTHING = re.compile(r"null\Z", re.IGNORECASE)
_NOT_LITERAL = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LARGEST = 20_000_000
_FRONT = re.compile(r"---[ \t]*\n")
_FRONT_END = re.compile(r"^---[ \t]*$", re.MULTILINE)


class EditRefusedError(Exception):
    """A change that cannot be made without touching something else."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(reason)


def add_item(content: bytes, key: str, item: Mapping[str, Value] | str) -> bytes:
    """The file with one more item at the end of a list: annotations, passages, names, aliases."""

    def wanted(before: dict[str, Plain]) -> dict[str, Plain]:
        listed = before.get(key)
        return {**before, key: [*(listed if isinstance(listed, list) else ()), _said(item)]}

    return _changed(content, wanted, lambda text, root: _add(text, root, key, item))


def change_item(
    content: bytes, key: str, number: int, fields: Mapping[str, "Value | None"]
) -> bytes:
    """The file with some fields of an item of a list changed, added, or (None) taken away."""
    for name, value in fields.items():
        content = _change_field(content, (key, number), name, value)
    return content


def remove_item(content: bytes, key: str, number: int) -> bytes:
    """The file without one item of a list."""

    def wanted(before: dict[str, Plain]) -> dict[str, Plain]:
        listed = before.get(key)
        if not isinstance(listed, list) or not 0 <= number < len(listed):
            raise EditRefusedError(f"`{key}` has no such item")
        return {**before, key: [*listed[:number], *listed[number + 1 :]]}

    return _changed(content, wanted, lambda text, root: _remove(text, root, key, number))


Splice = tuple[Span, str]


def _changed(
    content: bytes,
    wanted: Callable[[dict[str, Plain]], dict[str, Plain]],
    splice: Callable[[str, Node], Splice],
) -> bytes:
    """The content with a splice, if it then says what is wanted."""
    written = content.decode("utf-8-sig")
    if "\r" in written:
        raise EditRefusedError("its lines end in a carriage return: save it with plain line ends")
    root, old = _read(content)
    span, words = splice(written, root)
    bom = content[: len(content) - len(written.encode())]
    new = bom + (written[: span.start] + words + written[span.end :]).encode()
    _, now = _read(new)
    if now != wanted(old):
        raise EditRefusedError("it would not say what was meant: write it in the file")
    return new


def _read(content: bytes) -> tuple[Node, dict[str, Plain]]:
    read = decode_text("", content, _LARGEST)
    parsed = parse_yaml(read.text, _yaml_in(read.text)) if read.text else None
    if parsed is None or parsed.node is None:
        raise EditRefusedError("the file has errors: mend them first")
    said = plain(parsed.node)
    if said is None:
        return parsed.node, {}
    if not isinstance(said, dict):
        raise EditRefusedError("the file is no list of keys")
    return parsed.node, said


def _yaml_in(text: Text) -> Span:
    """The front matter of a Markdown file, or the whole of another."""
    opening = _FRONT.match(text.text)
    closing = _FRONT_END.search(text.text, opening.end()) if opening else None
    if opening and closing:
        return Span(opening.end(), closing.start())
    return Span(0, len(text.text))


def _add(text: str, root: Node, key: str, item: Mapping[str, Value] | str) -> Splice:
    found = _pair(root, key)
    if found is None:
        return _add_key(text, root, key, [item])
    name, listed = found
    match listed:
        case places.Sequence(items=()) | places.Scalar(value=None) if not _is_in_flow(root, text):
            written = _block(key, [item], _column(text, name.span.start))
            return Span(name.span.start, max(listed.span.end, _colon(text, name))), written
        case places.Sequence(items=items) if text[listed.span.start] == "[":
            comma = ", " if items else ""
            end = items[-1].span.end if items else listed.span.start + 1
            return Span(end, end), comma + _flow(item)
        case places.Sequence(items=items):
            indent = _column(text, _dash(text, items[-1]))
            end = _end(text, items[-1], indent)
            return Span(end, end), "\n" + _item(item, indent)
        case _:
            raise EditRefusedError(f"`{key}` is no list")


def _add_key(text: str, above: Node, key: str, value: Value) -> Splice:
    """A new key at the end of a mapping."""
    if not isinstance(above, places.Mapping) or not above.pairs:
        start = above.span.start
        newline = "" if start in {0, len(text)} or text[start - 1] == "\n" else "\n"
        return Span(start, start), f"{newline}{_block(key, value, 0)}\n"
    if _is_in_flow(above, text):
        end = above.pairs[-1][1].span.end
        return Span(end, end), f", {_scalar(key)}: {_flow(value)}"
    indent = _column(text, above.pairs[0][0].span.start)
    last_key, last = above.pairs[-1]
    end = max(_end(text, last, indent - 1), _line_end(text, last_key.span.end))
    return Span(end, end), f"\n{' ' * indent}{_block(key, value, indent)}"


def _change_field(content: bytes, path: Path, name: str, value: "Value | None") -> bytes:
    key, number = path

    def wanted(before: dict[str, Plain]) -> dict[str, Plain]:
        listed = before.get(str(key))
        item = listed[int(number)] if isinstance(listed, list) else None
        if not isinstance(listed, list) or not isinstance(item, dict):
            raise EditRefusedError(f"`{key}` has no such item")
        fields = {each: said for each, said in item.items() if each != name or value is not None}
        fields |= {} if value is None else {name: _said(value)}
        return {**before, str(key): [fields if place == number else each
                                     for place, each in enumerate(listed)]}  # fmt: skip

    def splice(text: str, root: Node) -> Splice:
        item = _node(root, str(key), int(number))
        found = _pair(item, name)
        if found is None:
            return (Span(0, 0), "") if value is None else _add_key(text, item, name, value)
        if value is None:
            return _without(text, item, name)
        return _instead(text, item, found, value)

    return _changed(content, wanted, splice)


def _instead(text: str, item: Node, found: tuple[places.Scalar, Node], value: Value) -> Splice:
    """Another value in the place of one."""
    key, old = found
    if _is_in_flow(item, text):
        return old.span, _flow(value)
    indent = _column(text, key.span.start)
    end = _end(text, old, indent)
    if isinstance(old, places.Scalar) and "\n" not in text[old.span.start : old.span.end]:
        end = old.span.end  # what stands behind it on the line stays
        if isinstance(value, str) and "\n" not in value:
            return old.span, (" " if old.span.start == _colon(text, key) else "") + _scalar(value)
    return Span(key.span.start, max(end, _colon(text, key))), _block(key.value or "", value, indent)


def _without(text: str, item: Node, name: str) -> Splice:
    """A mapping without one of its keys, which has lines of its own."""
    if (
        _is_in_flow(item, text)
        or not isinstance(item, places.Mapping)
        or (item.pairs[0][0].value == name)
    ):
        raise EditRefusedError(f"`{name}` cannot be taken out by itself")
    [(key, old)] = [pair for pair in item.pairs if pair[0].value == name]
    end = _end(text, old, _column(text, key.span.start))
    return Span(_line_start(text, key.span.start), min(max(end, _line_end(text, key.span.end)) + 1,
                                                       len(text))), ""  # fmt: skip


def _remove(text: str, root: Node, key: str, number: int) -> Splice:
    found = _pair(root, key)
    listed = found[1] if found else None
    if not isinstance(listed, places.Sequence) or not 0 <= number < len(listed.items):
        raise EditRefusedError(f"`{key}` has no such item")
    item = listed.items[number]
    if text[listed.span.start] == "[":
        if number + 1 < len(listed.items):
            return Span(item.span.start, listed.items[number + 1].span.start), ""
        start = listed.items[number - 1].span.end if number else item.span.start
        return Span(start, item.span.end), ""
    dash = _dash(text, item)
    end = _end(text, item, _column(text, dash))
    if len(listed.items) == 1:
        return Span(dash, end), "[]"
    start, behind = _line_start(text, dash), min(end + 1, len(text))
    blank = text[:start].endswith("\n\n") and text[behind : behind + 1] == "\n"
    return Span(start, behind + blank), ""


def _pair(node: Node, key: str) -> tuple[places.Scalar, Node] | None:
    pairs = node.pairs if isinstance(node, places.Mapping) else ()
    return next(((name, value) for name, value in pairs if name.value == key), None)


def _node(root: Node, key: str, number: int) -> Node:
    found = _pair(root, key)
    listed = found[1] if found else None
    if isinstance(listed, places.Sequence) and 0 <= number < len(listed.items):
        return listed.items[number]
    raise EditRefusedError(f"`{key}` has no such item")


def _is_in_flow(node: Node, text: str) -> bool:
    return text[node.span.start : node.span.start + 1] in {"{", "["}


def _dash(text: str, item: Node) -> int:
    """Where the dash of a block list's item stands."""
    return text.rindex("-", 0, min(item.span.start, len(text)))


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


def _said(value: Value) -> Plain:
    """What YAML will say of a value."""
    match value:
        case str():
            return value
        case Mapping():
            return {name: _said(each) for name, each in value.items()}
        case _:
            return [_said(each) for each in value]


def _item(item: Value, indent: int) -> str:
    """An item of a block list, without the end of its last line."""
    if isinstance(item, Mapping):
        fields = [_block(name, value, indent + 2) for name, value in item.items()]
        return " " * indent + "- " + f"\n{' ' * (indent + 2)}".join(fields)
    return " " * indent + "- " + (_scalar(item) if isinstance(item, str) else _flow(item))


def _block(key: str, value: Value, indent: int) -> str:
    """A key and its value in block style; the first line stands where it is put."""
    match value:
        case str() if "\n" in value:
            return f"{_scalar(key)}: {_literal(value, indent + 2)}"
        case str():
            return f"{_scalar(key)}: {_scalar(value)}"
        case Mapping():
            return f"{_scalar(key)}: {_flow(value)}"
        case [] | ():
            return f"{_scalar(key)}: []"
        case _:
            items = "\n".join(_item(each, indent + 2) for each in value)
            return f"{_scalar(key)}:\n{items}"


def _literal(value: str, indent: int) -> str:
    """Several lines as they are, or quoted where YAML would read them otherwise."""
    body = value.removesuffix("\n")
    lines = body.split("\n")
    unfit = _NOT_LITERAL.search(value) or body.endswith("\n") or lines[0][:1] in {" ", ""}
    if unfit or any(line and not line.strip(" ") for line in lines):
        return quoted(value)
    shown = "\n".join(" " * indent + line if line else "" for line in lines)
    return f"|{'' if value.endswith(chr(10)) else '-'}\n{shown}"


def _flow(value: Value) -> str:
    match value:
        case str():
            return _scalar(value)
        case Mapping():
            pairs = (f"{_scalar(name)}: {_flow(each)}" for name, each in value.items())
            return "{" + ", ".join(pairs) + "}"
        case _:
            return "[" + ", ".join(map(_flow, value)) + "]"


def _scalar(value: str) -> str:
    return value if _PLAIN.match(value) and not _NOTHING.match(value) else quoted(value)
