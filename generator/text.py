"""Sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from generator.source import Span

# An end of a sentence: a full stop and what may follow it, then space and something that may
# begin a sentence; East Asian stops need no space. All begin with one class of signs, for which
# `re` looks five times as quickly as for three alternatives.
_STOP = re.compile(
    r"[.!?…。！？\n](?:"
    r"(?<=[.!?…])[.!?…]*[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[\w—–-])"
    r"|(?<=[。！？])[。！？]*[」』”）]*"
    r"|(?<=\n)\n*)"
)
_FURTHEST = 400  # characters
# The last word before a full stop that ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:.*[(“\"])?(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Adm|Sen|Rep|Gov|St|No|vs|etc|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|art|par|cf|e\.g|i\.e|[A-Za-z]|(?:[A-Z]\.)+[A-Z])\."
)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph: spans that together cover it, without the space between."""
    spans: list[Span] = []
    start = 0
    for match in _STOP.finditer(text):
        words = text[start : match.end()].rstrip()
        is_abbreviated = words.endswith(".") and _ABBREVIATED.fullmatch(words.rsplit(None, 1)[-1])
        if is_abbreviated or text[match.end() : match.end() + 1].islower():
            continue
        if words:
            spans.append(Span(start, start + len(words)))
        start = match.end()
    if text[start:].strip():
        spans.append(Span(start, start + len(text[start:].rstrip())))
    return tuple(spans)


def sentences_around(text: str, spans: Sequence[Span]) -> tuple[tuple[Span, tuple[int, ...]], ...]:
    """The sentences in which spans stand, each with the places of its spans in their order.

    Sentences that are parted within a span count as one. The spans must not overlap.
    """
    whole = sentences(text)
    ends = [each.end for each in whole]
    found: list[tuple[Span, list[int]]] = []
    for number, span in enumerate(spans):
        first = bisect_right(ends, span.start)
        behind = bisect_left(whole, span.end, lo=first, key=lambda each: each.start)
        touched = (span, *whole[first:behind])
        start, end = min(each.start for each in touched), max(each.end for each in touched)
        if found and start < found[-1][0].end:
            before, held = found[-1]
            held.append(number)
            found[-1] = Span(before.start, max(before.end, end)), held
        else:
            found.append((Span(start, end), [number]))
    return tuple((sentence, tuple(held)) for sentence, held in found)


def surroundings(
    text: str, span: Span, sentence: Span, furthest: int = _FURTHEST
) -> tuple[str, str, str]:
    """The words before a span, its own, and those after it, within its sentence.

    Of a long sentence no more is shown on each side than `furthest` characters.
    """
    first, last = span.start - furthest, span.end + furthest
    before = text[max(sentence.start, first) : span.start]
    after = text[span.end : min(sentence.end, last)]
    if sentence.start < first:
        before = "…" + (before.partition(" ")[2] or before)
    if last < sentence.end:
        after = (after.rpartition(" ")[0] or after) + "…"
    return before, text[span.start : span.end], after
