"""Sentences, and how words are put in order."""

import re
import unicodedata

from generator.source import Span

# An end of a sentence: a full stop and what may follow it, then space and something that may
# begin a sentence; East Asian stops need no space.
_STOP = re.compile(r"(?:[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«(\[]?[\w—–-])|[。！？]+[」』”）]*|\n+)")
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


def sort_key(name: str) -> tuple[str, str]:
    """A key that puts names in the order of an index: without accents, case and signs first."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    letters = "".join(char for char in plain.casefold() if char.isalnum() or char.isspace())
    return letters.strip(), name


def initial(name: str) -> str:
    """The letter under which an index lists a name; “#” for names that begin with no letter."""
    letters = sort_key(name)[0]
    return letters[0].upper() if letters and letters[0].isalpha() else "#"
