"""Changes by splicing: only the words meant change (TRUST P11)."""

import difflib

import pytest
from builders import quoted
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.decode import decode_text
from generator.edit import (
    EditRefusedError,
    Value,
    add_item,
    change_fields,
    drop_field,
    remove_item,
)
from generator.source import Span
from generator.yaml_places import Plain, parse_yaml, plain

FILE = """\
# Notes on the talks
annotations:
  - id: one   # keep this
    quote: 'it''s'
    kind: context
    text: |
      First line.

      # no comment, but words
    sources:
      - {title: "A: b", date: 2016}   # why

  # about two
  - id: two
    quote: "two"
    kind: "question"
    text: >-
      Folded
      words.

passages:
  - {topic: peace, paragraphs: 1-2}
# the end
"""
NOTE: dict[str, Value] = {
    "id": "three", "quote": "“x”: y # z", "kind": "context", "text": "A [[link]].\n\nMore.\n",
    "sources": [{"title": "No: 1", "url": "https://example.org/?a=1#b"}],
}  # fmt: skip


def said(content: bytes) -> dict[str, Plain]:
    text = decode_text("", content, 10_000_000).text
    assert text is not None
    parsed = parse_yaml(text, Span(0, len(text.text)))
    assert parsed.node is not None, parsed.problems
    value = plain(parsed.node)
    assert isinstance(value, dict)
    return value


def changed(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    lines = list(difflib.ndiff(before.decode().split("\n"), after.decode().split("\n")))
    return ([each[2:] for each in lines if each[0] == "-"],
            [each[2:] for each in lines if each[0] == "+"])  # fmt: skip


def test_an_annotation_is_added_and_no_line_goes() -> None:
    gone, came = changed(FILE.encode(), add_item(FILE.encode(), ("annotations",), NOTE))
    assert gone == []
    assert came == [
        "  - id: three",
        '    quote: "“x”: y # z"',
        "    kind: context",
        "    text: |",
        "      A [[link]].",
        "",
        "      More.",
        "    sources:",
        '      - title: "No: 1"',
        '        url: "https://example.org/?a=1#b"',
    ]


def test_fields_change_where_they_stand() -> None:
    new = change_fields(FILE.encode(), ("annotations", 0), {"kind": "source", "text": "Short"})
    gone, came = changed(FILE.encode(), new)
    assert [line.strip() for line in gone] == ["kind: context", "text: |", "First line.", "",
                                              "# no comment, but words"]  # fmt: skip
    assert came == ["    kind: source", "    text: Short"]
    assert b"# keep this" in new


def test_an_item_goes_with_its_own_lines_only() -> None:
    new = remove_item(FILE.encode(), ("annotations",), 0)
    gone, came = changed(FILE.encode(), new)
    assert came == []
    assert "  # about two" not in gone
    assert len(gone) == 9


@pytest.mark.parametrize("text", [
    "", "# only a comment\n", "annotations:\n", "annotations: []\n", "annotations: ~\n",
    "passages:\n- topic: a\n  paragraphs: 1", '{"annotations": []}', '{"passages": []}',
    "annotations:\n- {id: a}\n", "annotations: [{id: a}]  # c\n", "annotations: # why\n\n# end\n",
    "\ufeffannotations:\n  - id: a\n",
])  # fmt: skip
def test_an_item_is_added_to_files_of_every_shape(text: str) -> None:
    new = add_item(text.encode(), ("annotations",), NOTE)
    listed = said(new)["annotations"]
    assert isinstance(listed, list)
    assert listed[-1] == NOTE
    assert all(line in new.decode() for line in text.split("\n") if line.lstrip().startswith("#"))


def test_front_matter_gets_names_and_aliases() -> None:
    page = "---\nname: Ann Lee\nroles: []\n---\n\nA life: with colons.\n"
    new = add_item(page.encode(), ("aliases",), "Lee").decode()
    assert new == page.replace("roles: []\n", "roles: []\naliases:\n  - Lee\n")
    rule: dict[str, Value] = {"text": "the Council", "paragraphs": "4", "entry": "un"}
    named = add_item(b"---\ntitle: x\nnames:\n  - {text: a, entry: b}\n---\n", ("names",), rule)
    assert b'  - {text: a, entry: b}\n  - text: "the Council"\n' in named


def test_what_cannot_be_done_alone_is_refused() -> None:
    for content in (b"annotations: [", b"annotations: words\n", b"- a\n",
                    b"annotations:\n  - id: a\n    text: |+\n      x\n\n\n# end\n"):  # fmt: skip
        with pytest.raises(EditRefusedError):
            add_item(content, ("annotations",), NOTE)
    with pytest.raises(EditRefusedError):
        remove_item(FILE.encode(), ("annotations",), 7)
    with pytest.raises(EditRefusedError):
        drop_field(b"annotations:\n  - id: a\n", ("annotations", 0, "id"))


SPECIAL = st.sampled_from(list("\n :#'\"-[]{},&*!|>%@`"))
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]) | SPECIAL
WORDS = st.text(SIGNS, min_size=1, max_size=30)
ITEMS = st.fixed_dictionaries({"id": WORDS, "text": WORDS}, optional={"kind": WORDS})
COMMENTS = st.sampled_from(["", "\n", "# a comment\n", "\n  # indented\n"])


def block(items: list[dict[str, str]], comment: str) -> str:
    lines = "".join(
        "  - " + "\n    ".join(f"{key}: {quoted(value)}" for key, value in item.items())
        + "  # beside\n" + comment for item in items)  # fmt: skip
    return f"# head\nannotations:\n{lines}passages: []\n" if items else "# head\npassages: []\n"


@given(st.lists(ITEMS, max_size=3), COMMENTS, ITEMS, st.booleans())
def test_adding_then_removing_gives_the_same_file(
    items: list[dict[str, str]],
    comment: str,
    item: dict[str, str],
    is_flow: bool,  # noqa: FBT001  # drawn
) -> None:
    before = (quoted({"annotations": items}) if is_flow else block(items, comment)).encode()
    added = add_item(before, ("annotations",), item)
    assert said(added)["annotations"] == [*items, item]
    gone, _ = changed(before, added)
    assert gone == [] or is_flow
    if items:
        assert remove_item(added, ("annotations",), len(items)) == before


@given(st.lists(ITEMS, min_size=1, max_size=3), COMMENTS, st.data(), WORDS)
def test_a_change_says_what_was_meant_and_leaves_other_lines(
    items: list[dict[str, str]], comment: str, data: st.DataObject, value: str
) -> None:
    number = data.draw(st.integers(0, len(items) - 1))
    field = data.draw(st.sampled_from(["id", "text"]))
    assume(items[number][field] != value)
    before = block(items, comment).encode()
    new = change_fields(before, ("annotations", number), {field: value})
    listed = said(new)["annotations"]
    assert listed == [{**each, field: value} if place == number else each
                      for place, each in enumerate(items)]  # fmt: skip
    gone, _ = changed(before, new)
    assert len(gone) == 1
