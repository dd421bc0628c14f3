"""Changes to what editors wrote, as text: only the words meant change, and the rest stays as it is.

A change is spliced in where YAML says that its place is, then the whole is read again: unless it
says exactly what was wanted, the change is refused and nothing is lost. Comments, quotes, order,
line ends and blank lines of everything else are kept.
"""

import re
from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.decode import decode_text
from generator.source import Span, Text
from generator.splices import (
    EditRefusedError,
    Splice,
    adding,
    dropping,
    node_at,
    removing,
    setting,
)
from generator.yaml_places import Node, Plain, parse_yaml, plain
from generator.yaml_writing import Value

__all__ = ["EditRefusedError", "Path", "Value", "add_item", "change_fields", "drop_field",
           "item_at", "remove_item"]  # fmt: skip

Path = tuple[str | int, ...]  # of a list or of keys: ("annotations", 3, "sources")

_LARGEST = 20_000_000
_FRONT = re.compile(r"---[ \t]*\n")
_FRONT_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")


def add_item(content: bytes, path: Path, item: Value, at: int | None = None) -> bytes:
    """The file with one more item in a list: at the end, or before the item `at`.

    A list that is not there yet begins with it.

    Raises:
        EditRefusedError: when the file cannot be changed so; it says why.
    """
    *above, key = path

    def change(listed: Plain) -> Plain:
        items = [] if listed is None else _items(listed, path)
        place = len(items) if at is None else at
        return [*items[:place], _said(item), *items[place:]]

    return _changed(content, path, change, lambda text, root:
                    adding(text, node_at(root, tuple(above)), str(key), item, at))  # fmt: skip


def change_fields(content: bytes, path: Path, fields: Mapping[str, Value]) -> bytes:
    """The file with some keys changed or added; `path` is that of what has them, () of the file.

    Raises:
        EditRefusedError: when the file cannot be changed so; it says why.
    """
    for name, value in fields.items():
        content = _with_field(content, path, name, value)
    return content


def drop_field(content: bytes, path: Path) -> bytes:
    """The file without a key.

    Raises:
        EditRefusedError: when the file cannot be changed so; it says why.
    """
    *above, key = path

    def change(fields: Plain) -> Plain:
        return {name: said for name, said in _fields(fields, path).items() if name != key}

    return _changed(content, tuple(above), change, lambda text, root:
                    dropping(text, node_at(root, tuple(above)), str(key)))  # fmt: skip


def remove_item(content: bytes, path: Path, number: int) -> bytes:
    """The file without one item of a list.

    Raises:
        EditRefusedError: when the file cannot be changed so; it says why.
    """
    *above, key = path

    def change(listed: Plain) -> Plain:
        items = _items(listed, path)
        if not 0 <= number < len(items):
            raise EditRefusedError(f"`{key}` has no such item")
        return [*items[:number], *items[number + 1 :]]

    return _changed(content, path, change, lambda text, root:
                    removing(text, node_at(root, tuple(above)), str(key), number))  # fmt: skip


def item_at(content: bytes, path: Path) -> Plain:
    """What a file says at a path.

    Raises:
        EditRefusedError: when it says nothing there, or cannot be read.
    """
    return plain(node_at(_read(content).node, path))


def _with_field(content: bytes, path: Path, name: str, value: Value) -> bytes:
    return _changed(content, (*path, name), lambda _: _said(value), lambda text, root:
                    setting(text, node_at(root, path), name, value))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as read: its text with plain line ends, its YAML, and what stands behind that."""

    text: str
    node: Node
    said: Plain
    rest: str


def _changed(
    content: bytes,
    path: Path,
    change: Callable[[Plain], Plain],
    splice: Callable[[str, Node], Splice],
) -> bytes:
    """The content with a splice, if then nothing but the value at a path is another."""
    old = _read(content)
    wanted = _with(old.said, path, change)
    span, words = splice(old.text, old.node)
    if span.end == len(old.text) and "\n" in words and not words.endswith("\n"):
        words += "\n"  # the last line of a block has an end
    new = _spliced(content, span, words)
    now = _read(new)
    if now.said != wanted or now.rest != old.rest:
        raise EditRefusedError("it would not say what was meant: write it in the file")
    return new


def _spliced(content: bytes, span: Span, words: str) -> bytes:
    """The file with other words in a stretch, which is given in plain line ends."""
    bom = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    written = content.removeprefix(bom).decode()
    ending = _LINE_END.search(written)
    # Where in the text with plain line ends each \r\n begins.
    longer = [match.start() - number for number, match in enumerate(re.finditer("\r\n", written))]
    start, end = (offset + bisect_left(longer, offset) for offset in span)
    words = words.replace("\n", ending[0] if ending else "\n")
    return bom + (written[:start] + words + written[end:]).encode()


def _read(content: bytes) -> _Read:
    read = decode_text("", content, _LARGEST).text
    span = _yaml_in(read) if read else Span(0, 0)
    parsed = parse_yaml(read, span) if read else None
    if read is None or parsed is None or parsed.node is None:
        raise EditRefusedError("the file has errors: mend them first")
    said = plain(parsed.node)
    if said is not None and not isinstance(said, dict):
        raise EditRefusedError("the file is no list of keys")
    return _Read(read.text, parsed.node, said or {}, read.text[span.end :])


def _yaml_in(text: Text) -> Span:
    """The front matter of a Markdown file, or the whole of another."""
    opening = _FRONT.match(text.text)
    closing = _FRONT_END.search(text.text, opening.end()) if opening else None
    if opening and closing:
        return Span(opening.end(), closing.start())
    return Span(0, len(text.text))


def _with(said: Plain, path: Path, change: Callable[[Plain], Plain]) -> Plain:
    """What is said, with the value at a path changed."""
    if not path:
        return change(said)
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        fields = {} if said is None else _fields(said, path)
        return {**fields, step: _with(fields.get(step), rest, change)}
    items = _items(said, path)
    if not 0 <= step < len(items):
        raise EditRefusedError("there is no such item")
    return [*items[:step], _with(items[step], rest, change), *items[step + 1 :]]


def _items(said: Plain, path: Path) -> list[Plain]:
    if not isinstance(said, list):
        raise EditRefusedError(f"`{path[-1]}` is no list")
    return said


def _fields(said: Plain, path: Path) -> dict[str, Plain]:
    if not isinstance(said, dict):
        raise EditRefusedError(f"`{path[-1]}` cannot stand here")
    return said


def _said(value: Value) -> Plain:
    """What YAML will say of a value."""
    match value:
        case None | str():
            return value
        case Mapping():
            return {name: _said(each) for name, each in value.items()}
        case _:
            return [_said(each) for each in value]
