"""Sentences."""

import re

from generator.source import Span

# An end of a sentence: a full stop and what may follow it, then space and something that may
# begin a sentence; East Asian stops need no space.
_STOP = re.compile(r"(?:[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[\w—–-])|[。！？]+[」』”）]*|\n+)")
_FURTHEST = 400  # characters
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Adm|Sen|Rep|Gov|St|No|vs|etc|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|art|par|cf|e\.g|i\.e|[A-Za-z]|(?:[A-Z]\.)+[A-Z])\.\s*\Z"
)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph: spans that together cover it, without the space between."""
    spans: list[Span] = []
    start = 0
    for match in _STOP.finditer(text):
        end = start + len(text[start : match.end()].rstrip())
        if _ABBREVIATED.search(text[start:end]) or text[match.end() : match.end() + 1].islower():
            continue
        if end > start:
            spans.append(Span(start, end))
        start = match.end()
    if text[start:].strip():
        spans.append(Span(start, start + len(text[start:].rstrip())))
    return tuple(spans)


def sentence_at(text: str, span: Span) -> Span:
    """The sentence, or the sentences, in which a span stands."""
    touched = [each for each in sentences(text) if each.start < span.end and span.start < each.end]
    if not touched:
        return span
    return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))


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
