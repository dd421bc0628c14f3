"""Changes of files as values: spans of a text get other words, every other byte stays."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from generator.decode import decode_text
from generator.directory import Directory
from generator.ledger import Ledger, Recorded, moved_pages, pages_of, read_ledger
from generator.losses import Successor, successors
from generator.model import Library
from generator.problems import Problem
from generator.source import LEDGER, Span, Text, Tree

_LARGEST = 250_000_000


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
class Sources:
    """What fixes are made from; what many of them ask for is worked out once."""

    tree: Tree
    library: Library
    directory: Directory

    @cached_property
    def ledger(self) -> Ledger:
        """What was recorded."""
        return read_ledger(self.tree.files.get(LEDGER))

    @cached_property
    def successors(self) -> Mapping[str, Successor]:
        """What each page that leads nowhere was renamed to, where that is beyond doubt."""
        return successors(self.ledger, self.library)

    @cached_property
    def pages(self) -> Mapping[str, Recorded]:
        """What is published, by its address and by those that it had."""
        pages = pages_of(self.library)
        moved = moved_pages(self.library).items()
        return {old: pages[new] for old, new in moved if new in pages} | pages

    def text(self, path: str) -> Text | None:
        """A file as it was read."""
        content = self.tree.files.get(path)
        return decode_text(path, content, _LARGEST).text if content is not None else None


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


def span_of(problem: Problem, text: Text) -> Span:
    """The words that a problem is about."""
    place = problem.place
    start = text.line_at(place.line)[0]
    return Span(start + place.column - 1, start + place.end_column - 1)
