"""Files of word processors (DOCX, ODT): paragraphs from pandoc's reading of them.

Pandoc answers with its abstract syntax tree as JSON: blocks (`Para`, `Header`, `Table` …) that hold
inlines (`Str`, `Space`, `Strong` …), each `{"t": name, "c": content}`. See
https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.imports.draft import Block, Draft, Guess, Left, NotADocumentError, Source, refused
from generator.imports.guesses import date_in
from generator.imports.zipped import looked_into

Node = Mapping[str, Any]  # pandoc's own shape

_MARKED = frozenset(["Strong", "SmallCaps"])
_SHOWN = 12  # words that are named


def read_document(form: str, source: Source) -> Draft:
    """A document in a format of pandoc's: `docx` or `odt`.

    Raises:
        RefusedError: when it cannot be read.
        MissingToolError: when pandoc is not there.
    """
    words, outside = looked_into(source, form)
    flow = _Flow()
    try:
        tree = json.loads(source.convert(source.content, form))
        flow.blocks_of(tree["blocks"])
    except NotADocumentError as error:
        hint = "open it in a word processor and save it anew"
        raise refused(source, f"pandoc cannot read this document ({error})", hint) from error
    except RecursionError:
        message = "this document has tables or lists in one another, too deep to be read"
        raise refused(source, message, "save its text without them") from None
    meta = {name: _meta(value) for name, value in tree["meta"].items()}
    lost = _lost(words, [*(block.text for block in flow.blocks), *meta.values(),
                         *(left.words for left in flow.left)])  # fmt: skip
    title = (
        Guess(meta["title"], "the paragraph in the style “Title”") if meta.get("title") else None
    )
    day = date_in(meta.get("date", ""))
    return Draft(
        tuple(flow.blocks), title,
        Guess(day.isoformat(), "the paragraph in the style “Date”") if day else None,
        left=(*_of_meta(meta), *flow.left, *outside, *lost),
        remarks=tuple(dict.fromkeys(flow.remarks)),
    )  # fmt: skip


def _lost(words: Counter[str], taken: Sequence[str]) -> Iterator[Left]:
    """Words that the file has more often than what was made of it."""
    missing = words - Counter(" ".join(taken).split())
    if missing:
        named = " ".join(list(missing.elements())[:_SHOWN])
        yield Left("words that pandoc does not pass on", f"{missing.total()} in all",
                   named)  # fmt: skip


def _of_meta(meta: Mapping[str, str]) -> Iterator[Left]:
    """Paragraphs whose style says that they are about the text; the title stands in its place."""
    for name, words in meta.items():
        if name != "title" and words:
            yield Left(f"a paragraph in the style “{name.title()}”", "at the beginning", words)


def _meta(value: Node) -> str:
    match value["t"]:
        case "MetaInlines":
            return _Flow().inline_text(value["c"])
        case "MetaString":
            return str(value["c"])
        case "MetaBlocks":
            return _words_of(value["c"])
        case "MetaList":
            return ", ".join(_meta(each) for each in value["c"])
        case _:
            return ""


@dataclass
class _Flow:
    """Walks a tree and gathers its paragraphs; its lists end as tuples."""

    blocks: list[Block] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    text: str = ""
    bold: int = 0

    @property
    def where(self) -> str:
        return f"paragraph {len(self.blocks) + 1}"

    def blocks_of(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self._block(node["t"], node.get("c"))

    def inline_text(self, nodes: Sequence[Node]) -> str:
        """The characters of a line."""
        self._inlines(nodes)
        text, self.text, self.bold = self.text.strip(), "", 0
        return text

    def _block(self, kind: str, content: Any) -> None:  # noqa: ANN401  # pandoc's own shape
        if kind in _LINES:
            self._paragraph(_LINES[kind](content), is_heading=kind == "Header")
        elif kind in _HELD:
            for nodes in _HELD[kind](content):
                self.blocks_of(nodes)
        elif kind == "OrderedList":
            self._numbered(content)
        elif kind == "Table":
            self._table(content)
        elif kind == "RawBlock":
            self.left.append(Left("something of another format", self.where, content[1]))

    def _paragraph(self, inlines: Sequence[Node], *, is_heading: bool = False) -> None:
        where = self.where
        self._inlines(inlines)
        indent = len(self.text) - len(self.text.lstrip())
        if text := self.text.strip():
            bold = max(min(self.bold - indent, len(text)), 0)
            self.blocks.append(Block(text, where, is_heading, bold))
        self.text, self.bold = "", 0

    def _numbered(self, content: Any) -> None:  # noqa: ANN401  # pandoc's own shape
        (first, *_), items = content
        where = self.where
        for item in items:
            self.blocks_of(item)
        numbers = f"{first}" if len(items) == 1 else f"{first} to {first + len(items) - 1}"
        self.left.append(Left(f"the numbers of a list, {numbers}", where))

    def _table(self, content: Any) -> None:  # noqa: ANN401  # pandoc's own shape
        _, caption, _, head, bodies, foot = content
        self.remarks.append("the cells of a table are paragraphs, row by row")
        self.blocks_of(caption[1])
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        for row in rows:
            for cell in row[1]:
                self.blocks_of(cell[4])

    def _inlines(self, nodes: Sequence[Node], *, bold: bool = False) -> None:
        for node in nodes:
            self._inline(node["t"], node.get("c"), bold=bold)

    def _inline(self, kind: str, content: Any, *, bold: bool) -> None:  # noqa: ANN401  # pandoc's own
        if kind in _CHARACTERS:
            self._say(_CHARACTERS[kind](content), bold=bold)
        elif kind in _STYLED:
            self._inlines(_STYLED[kind](content), bold=bold or kind in _MARKED)
        elif kind in _ASIDE:
            what, words = _ASIDE[kind](content)
            self.left.append(Left(what, self.where, words))
        elif kind == "Span":
            self._span(content, bold=bold)

    def _say(self, words: str, *, bold: bool) -> None:
        if bold and self.bold == len(self.text):
            self.bold += len(words)
        self.text += words

    def _span(self, content: Any, *, bold: bool) -> None:  # noqa: ANN401  # pandoc's own shape
        (_, classes, pairs), inlines = content
        who = dict(pairs).get("author", "")
        for name, what in (("deletion", "a deletion"), ("comment-start", "a comment")):
            if name in classes:
                words = _Flow().inline_text(inlines)
                by = f" by {who}" if who else ""
                self.left.append(Left(f"{what}{by}, which is tracked", self.where, words))
                return
        if "insertion" in classes:
            self.remarks.append("what was inserted under “track changes” is taken as text")
        self._inlines(inlines, bold=bold)


def _words_of(blocks: Sequence[Node]) -> str:
    flow = _Flow()
    flow.blocks_of(blocks)
    return "\n".join(block.text for block in flow.blocks)


def _defined(content: Any) -> list[list[Node]]:  # noqa: ANN401  # pandoc's own shape
    """The terms of a list of definitions, which stand out, and what is said of each."""
    return [
        [
            {"t": "Para", "c": [{"t": "Strong", "c": term}]},
            *(node for each in said for node in each),
        ]
        for term, said in content
    ]


def _lines(content: Any) -> list[Node]:  # noqa: ANN401  # pandoc's own shape
    return [node for line in content for node in (*line, {"t": "LineBreak"})]


def _quoted(content: Any) -> list[Node]:  # noqa: ANN401  # pandoc's own shape
    signs = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
    return [{"t": "Str", "c": signs[0]}, *content[1], {"t": "Str", "c": signs[1]}]


# Blocks that are a line each, and its inlines.
_LINES: Mapping[str, Callable[[Any], Sequence[Node]]] = {
    "Para": lambda content: content,
    "Plain": lambda content: content,
    "Header": lambda content: content[2],
    "CodeBlock": lambda content: [{"t": "Str", "c": content[1]}],
    "LineBlock": _lines,
}
# Blocks that hold blocks, and the lists of these.
_HELD: Mapping[str, Callable[[Any], Sequence[Sequence[Node]]]] = {
    "BlockQuote": lambda content: [content],
    "Div": lambda content: [content[-1]],
    "Figure": lambda content: [content[-1]],
    "BulletList": lambda content: content,
    "DefinitionList": _defined,
}
# Inlines that are characters.
_CHARACTERS: Mapping[str, Callable[[Any], str]] = {
    "Str": str,
    "Code": lambda content: str(content[1]),
    "Space": lambda _: " ",
    "SoftBreak": lambda _: " ",
    "LineBreak": lambda _: "\n",
}
# Inlines that hold inlines.
_STYLED: Mapping[str, Callable[[Any], Sequence[Node]]] = {
    **dict.fromkeys(
        ("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"),
        lambda content: content,
    ),
    "Link": lambda content: content[1],
    "Cite": lambda content: content[1],
    "Quoted": _quoted,
}
# Inlines that are no words of the line, what they are called, and their words.
_ASIDE: Mapping[str, Callable[[Any], tuple[str, str]]] = {
    "Note": lambda content: ("a footnote", _words_of(content)),
    "Image": lambda content: ("a picture", _Flow().inline_text(content[1])),
    "Math": lambda content: ("a formula", content[1]),
    "RawInline": lambda content: ("something of another format", content[1]),
}
