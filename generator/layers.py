"""Overlapping marks on a paragraph become runs and pieces that join to its text.

A mention is never cut, for a reader follows it as one link; annotations and insertions are cut at
its borders instead.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
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
    bounds |= {mark.end for mark in notes if not _is_inside(mark.end, mentions)}
    starts = {mark.start: mark.targets for mark in mentions}
    ordered = sorted(bounds)
    if not notes and not inserted:
        return tuple(Run((Piece(text[start:end]),), starts.get(start, ()))
                     for start, end in pairwise(ordered))  # fmt: skip
    ends: dict[int, tuple[str, ...]] = {}
    for mark in notes:
        end = ordered[bisect_left(ordered, mark.end)]
        ends[end] = (*ends.get(end, ()), mark.targets[0])
    return tuple(
        Run(_pieces(text, Span(start, end), on, put), starts.get(start, ()), ends.get(end, ()))
        for start, end, on, put in _with_those_on(ordered, notes, inserted)
    )


def _with_those_on(
    bounds: list[int], notes: list[Mark], inserted: tuple[Span, ...]
) -> Iterator[tuple[int, int, list[Mark], list[Span]]]:
    """Each stretch between two bounds with the notes and insertions that touch it."""
    waiting, inserts = deque(notes), deque(inserted)
    on: list[Mark] = []
    put: list[Span] = []
    for start, end in pairwise(bounds):
        on = [mark for mark in on if mark.end > start]
        while waiting and waiting[0].start < end:
            on.append(waiting.popleft())
        put = [span for span in put if span.end > start]
        while inserts and inserts[0].start < end:
            put.append(inserts.popleft())
        yield start, end, on, put


def _is_inside(place: int, mentions: list[Mark]) -> bool:
    """Whether a place lies within one of some mentions, which stand in order."""
    before = bisect_left(mentions, place, key=lambda mark: mark.start)
    return before > 0 and place < mentions[before - 1].end


def _pieces(text: str, span: Span, notes: list[Mark], inserted: list[Span]) -> tuple[Piece, ...]:
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
