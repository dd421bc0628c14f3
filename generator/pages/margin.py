"""Which notes stand in the margin's second column, for the first alone would bring them too late.

The browser lays out, and no note ever covers another; here is only reckoned, by lengths, where it
is likely to put them. So whether a page has a second column is known before it is shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.heads import AnnotationHead
from generator.model import Briefing

# In pixels and characters, as site.css has them at usual sizes where there are two columns.
_TEXT_LINE, _TEXT_WIDTH, _TEXT_AROUND = 29, 66, 15
_NOTE_LINE, _NOTE_WIDTH, _NOTE_AROUND = 21, 30, 46
_LATE = 150  # a note that begins so far below its paragraph's begin is not found at once


class Beside(NamedTuple):
    """Words of the page, and the notes that belong beside them."""

    words: str
    notes: tuple[str, ...]


def far_notes(briefing: Briefing, parts: Iterable[Beside]) -> frozenset[str]:
    """The notes in the second column; none where one column has room for all."""
    notes = {note.id: note for note in briefing.annotations}
    if not notes:
        return frozenset()
    parts = tuple(parts)
    if all(late <= _LATE for _, late, _ in _placed(parts, notes, columns=1)):
        return frozenset()
    return frozenset(note for note, _, column in _placed(parts, notes, columns=2) if column)


def _placed(
    parts: Iterable[Beside], notes: Mapping[str, AnnotationHead], columns: int
) -> Iterator[tuple[str, int, int]]:
    """Each note, how late it comes, and its column: the first of those where it comes soonest."""
    top, ends = 0, [0] * columns
    for part in parts:
        for note in part.notes:
            begins = [max(top, end) for end in ends]
            column = begins.index(min(begins))
            yield note, begins[column] - top, column
            ends[column] = begins[column] + _note_height(notes[note])
        top += _height(len(part.words), _TEXT_WIDTH, _TEXT_LINE, _TEXT_AROUND)


def _note_height(note: AnnotationHead) -> int:
    length = len(note.text) + len(note.quote or "")
    return _height(length, _NOTE_WIDTH, _NOTE_LINE, _NOTE_AROUND)


def _height(length: int, width: int, line: int, around: int) -> int:
    return -(-length // width) * line + around if length else 0
