"""Changes by splicing in every style in which YAML may be written: only the words meant change."""

import json
from dataclasses import dataclass

from builders import quoted
from hypothesis import given
from hypothesis import strategies as st

from generator.edit import add_item, change_fields, drop_field, item_at, remove_item
from generator.yaml_places import Plain

NAMES = ("id", "kind", "text", "note")
PLAIN = st.from_regex(r"[A-Za-z][A-Za-z0-9 ]{0,12}[A-Za-z0-9]", fullmatch=True)
SIGNS = st.characters(
    exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"
)
ANY = st.text(SIGNS | st.sampled_from(list(" :#'\"-[]{},&*!|>%@`\\😀𝕏ß")), min_size=1, max_size=20)
LINES = st.lists(PLAIN | st.just("# no comment"), min_size=1, max_size=3).map("\n".join)
ITEM = st.fixed_dictionaries({"id": PLAIN | ANY}, optional={
    "kind": PLAIN | ANY, "text": PLAIN | ANY | LINES.map(lambda lines: lines + "\n"),
    "note": PLAIN | ANY})  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file with a list of items: what stands before, in and between them, and behind."""

    items: list[dict[str, str]]
    pieces: tuple[str, ...]

    @property
    def content(self) -> bytes:
        return "".join(self.pieces).encode()

    def around(self, number: int) -> tuple[str, str]:
        """What stands before and behind the lines of an item."""
        place = 2 * number + 1
        return "".join(self.pieces[:place]), "".join(self.pieces[place + 1 :])


def said(content: bytes) -> Plain:
    return item_at(content, ("items",))


def _scalar(draw: st.DrawFn, value: str, indent: int) -> str:
    """A text in one of the styles that can say it."""
    styles = [quoted(value)]
    if "\n" not in value:
        if value.isprintable():
            styles.append("'" + value.replace("'", "''") + "'")
        if value.replace(" ", "").isalnum() and value.isascii() and not value.isdigit():
            styles += [value] if value.strip() == value and value.lower() != "null" else []
    elif all(line.strip() == line and line for line in value[:-1].split("\n")):
        pad = " " * indent
        styles.append("|\n" + "\n".join(pad + line for line in value[:-1].split("\n")))
    return draw(st.sampled_from(styles))


COMMENT = st.sampled_from(["", "", "  # said", "   # “why”? 😀: [x"])
BETWEEN = st.sampled_from(["", "", "\n", "# between\n", "\n\n# far 𝕏\n"])
EMPTY = st.sampled_from(["items: []  # none yet\n", "items:\n", "items: ~ # none\n", ""])
HEAD = st.sampled_from(["", "# by hand 😀\n", "title: 'x'  # y\n"])
FOOT = st.sampled_from(["", "other: [1, 2]  # z\n", "# the end\n", "\nlast:\n  - {a: b}\n"])


def _item(draw: st.DrawFn, item: dict[str, str], indent: int) -> str:
    pad = " " * indent
    if draw(st.booleans()) and all("\n" not in value for value in item.values()):
        pairs = ", ".join(f"{key}: {quoted(value)}" for key, value in item.items())
        return f"{pad}- {{{pairs}}}{draw(COMMENT)}\n"
    lines = []
    for number, (key, value) in enumerate(item.items()):
        written = _scalar(draw, value, indent + 5)
        comment = draw(COMMENT) if "\n" not in written else ""
        lines.append(f"{pad}{'  ' if number else '- '}{key}: {written}{comment}\n")
        if number < len(item) - 1 and "\n" not in written:
            lines.append(draw(st.sampled_from(["", "", f"{pad}  # about the next\n"])))
    return "".join(lines)


@st.composite
def files(draw: st.DrawFn, least: int = 0) -> File:
    items = draw(st.lists(ITEM, min_size=least, max_size=3))
    indent = draw(st.sampled_from([0, 2, 4]))
    pieces = [draw(HEAD) + (f"items:{draw(COMMENT)}\n" if items else draw(EMPTY))]
    for number, item in enumerate(items):
        pieces += [draw(BETWEEN)] if number else []
        pieces.append(_item(draw, item, indent))
    foot = draw(FOOT)
    if draw(st.booleans()):
        pieces = ["---\n" + pieces[0], *pieces[1:], foot + "---\nBody: {x}\n\n- no list\n"]
    else:
        pieces.append(foot)
        if draw(st.booleans()):  # no end of the last line
            pieces = [*pieces[:-1], foot[:-1]] if foot else [*pieces[:-2], pieces[-2][:-1], ""]
    ending = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    bom = draw(st.sampled_from(["", "", "\ufeff"]))
    written = [piece.replace("\n", ending) for piece in pieces]
    return File(items, (bom + written[0], *written[1:]))


def lines_of(*texts: str) -> list[str]:
    return [line.rstrip("\r") for text in texts for line in text.split("\n") if line.strip()]


@given(files(1), ITEM, st.data())
def test_an_item_is_added_anywhere_and_no_line_changes(
    file: File, item: dict[str, str], data: st.DataObject
) -> None:
    at = data.draw(st.none() | st.integers(0, len(file.items)))
    place = len(file.items) if at is None else at
    after = add_item(file.content, ("items",), item, at)
    assert said(after) == [*file.items[:place], item, *file.items[place:]]
    old, new = lines_of(*file.pieces), lines_of(after.decode())
    new_lines = iter(new)
    assert all(line in new_lines for line in old)  # all there, in their order
    again = remove_item(after, ("items",), place)
    assert lines_of(again.decode()) == old
    assert again.startswith(file.pieces[0].rstrip().encode())


@given(files(), ITEM)
def test_the_first_item_of_a_list_leaves_what_stands_around(
    file: File, item: dict[str, str]
) -> None:
    after = add_item(file.content, ("items",), item)
    assert said(after) == [*file.items, item]
    assert after.decode().endswith(file.pieces[-1].partition("---")[2])
    for comment in ("# by hand", "# y", "# none", "# the end", "# z"):
        assert after.decode().count(comment) == file.content.decode().count(comment)


@given(files(1), ANY | LINES.map(lambda lines: lines + "\n"), st.data())
def test_a_field_is_changed_added_or_dropped_alone(
    file: File, value: str, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(file.items) - 1))
    name = data.draw(st.sampled_from(NAMES))
    before, behind = file.around(number)
    after = change_fields(file.content, ("items", number), {name: value})
    is_first = name == next(iter(file.items[number]))  # it may share its line with a comment
    dropped = after if is_first else drop_field(after, ("items", number, name))
    changed = {**file.items[number], name: value}
    without = {key: each for key, each in changed.items() if key != name or dropped is after}
    for content, item in ((after, changed), (dropped, without)):
        assert said(content) == [*file.items[:number], item, *file.items[number + 1 :]]
        assert content.decode().startswith(before)
        assert content.decode().endswith(behind)


@given(files(1), st.data())
def test_an_item_goes_and_nothing_with_it(file: File, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(file.items) - 1))
    before, behind = file.around(number)
    after = remove_item(file.content, ("items",), number)
    assert said(after) == [*file.items[:number], *file.items[number + 1 :]]
    left = [line.replace("items: []", "items:") for line in lines_of(after.decode())
            if line.strip() != "[]"]  # fmt: skip
    assert left == lines_of(before, behind)


def test_json_stays_json() -> None:
    content = json.dumps({"items": [{"id": "a"}, {"id": "b", "text": "x\ny"}]}).encode()
    after = add_item(content, ("items",), {"id": "c"}, 1)
    assert after == b'{"items": [{"id": "a"}, {id: c}, {"id": "b", "text": "x\\ny"}]}'
    assert remove_item(after, ("items",), 1) == content
    assert drop_field(content, ("items", 1, "id")) == content.replace(b'"id": "b", ', b"")
    assert drop_field(content, ("items", 1, "text")) == content.replace(b', "text": "x\\ny"', b"")
