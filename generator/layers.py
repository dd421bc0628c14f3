"""Overlapping marks on a paragraph become runs and pieces that join to its text.

A mention is never cut, for a reader follows it as one link; annotations and insertions are cut at
its borders instead.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from generator.model import Mark
from generator.source import Span
from generator.transcript import insertions


class Piece(NamedTuple):
    """Words under the same marks.

    Attributes:
        annotations: the ids of the annotations that cover them, the longest first.
        begins: those of them that begin here.
        is_insertion: whether the publisher put them into the text.
    """

    text: str
    annotations: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    is_insertion: bool = False


class Run(NamedTuple):
    """Pieces that are one mention (`targets` names the entries) or none.

    Attributes:
        ends: the annotations whose last word is in this run, in the order in which they begin.
    """

    pieces: tuple[Piece, ...]
    targets: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def cut(text: str, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """Cut a paragraph at its marks; the pieces' texts, joined, are the paragraph's text.

    Mentions must not overlap each other.
    """
    marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.targets))
    mentions = [mark for mark in marks if mark.kind == "mention"]
    notes = [mark for mark in marks if mark.kind == "annotation"]
    inserted = insertions(text)
    # Notes end behind the mention in which their last word is.
    bounds = {0, len(text)} | {bound for mark in mentions for bound in (mark.start, mark.end)}
    bounds |= {mark.end for mark in notes if not _inside_any(mark.end, mentions)}
    starts = {mark.start: mark for mark in mentions}
    return tuple(
        Run(
            _pieces(text, Span(start, end), notes, inserted),
            starts[start].targets if start in starts else (),
            tuple(mark.targets[0] for mark in notes if start < mark.end <= end),
        )
        for start, end in pairwise(sorted(bounds))
    )


def _inside_any(place: int, mentions: list[Mark]) -> bool:
    return any(mark.start < place < mark.end for mark in mentions)


def _pieces(
    text: str, span: Span, notes: list[Mark], inserted: tuple[Span, ...]
) -> tuple[Piece, ...]:
    if not notes and not inserted:
        return (Piece(text[span.start : span.end]),)
    bounds = {span.start, span.end}
    for start, end in [*((mark.start, mark.end) for mark in notes), *inserted]:
        bounds |= {bound for bound in (start, end) if span.start < bound < span.end}
    return tuple(
        Piece(
            text[start:end],
            tuple(mark.targets[0] for mark in notes if mark.start <= start and end <= mark.end),
            tuple(mark.targets[0] for mark in notes if mark.start == start),
            any(each.start <= start and end <= each.end for each in inserted),
        )
        for start, end in pairwise(sorted(bounds))
    )
