"""The tree of sources and the places in its texts."""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

MEDIA = "content/media/"
SITE_FILE = "site.yaml"
LEDGER = "addresses.txt"
STRINGS = "templates/strings/"
# Where the default catalogue lies, below the same folder, if a site has one of its own.
REPLACED = "replaced/"


@dataclass(frozen=True, slots=True)
class Tree:
    """What lies in the project's folder.

    Attributes:
        files: the bytes of each file, by its path from the project's root ("/" between parts).
        refused: what is there but is not read, by path, with the reason ("a symbolic link").
        media: sounds and films below content/media/, which are not read: their sizes, by path.
    """

    files: Mapping[str, bytes]
    refused: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, int] = field(default_factory=dict)


class Span(NamedTuple):
    """A stretch of a text, in code points, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A decoded file: no byte order mark, every line end a single line feed."""

    path: str
    text: str

    @cached_property
    def is_composed(self) -> bool:
        """Whether all of it is in Unicode's composed form (NFC)."""
        return unicodedata.is_normalized("NFC", self.text)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        starts, found = [0], self.text.find("\n")
        while found != -1:
            starts.append(found + 1)
            found = self.text.find("\n", found + 1)
        return tuple(starts)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and the column (code points) of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line_at(self, number: int) -> tuple[int, str]:
        """Where line `number` (from 1) begins, and its words; the last line for any beyond it."""
        start = self._line_starts[min(max(number, 1), len(self._line_starts)) - 1]
        return start, self.text[start : start + self.to_line_end(start)]

    def to_line_end(self, offset: int) -> int:
        """How many characters stand from an offset to the end of its line."""
        end = self.text.find("\n", offset)
        return (len(self.text) if end == -1 else end) - offset
