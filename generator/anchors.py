"""Quotes of annotations in the transcripts: found exactly once, or not at all.

A quote that is lost is searched by approximate matching, and what is found is only proposed.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from generator.decode import no_such_paragraph, problem_in_front, problem_in_key
from generator.heads import AnnotationHead
from generator.memo import Forgetful
from generator.model import Briefing, Document, Library, Mark
from generator.problems import Problem
from generator.source import Span
from generator.speech import Paragraph
from generator.tokens import UNEVEN_SPACE, tokenize

# Below this likeness a proposal is more often wrong than right; measured on deleted sentences.
LIKENESS_FLOOR = 0.85
_CONTEXT_WEIGHT = 0.2
_CURLY = {"“”", "„“", "«»", "‘’"}
_SHOWN_PROPOSAL = 200


@dataclass(frozen=True, slots=True)
class Anchors:
    """Every annotation's place, by briefing, in the order of the text."""

    by_briefing: Mapping[str, tuple[Mark, ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place that a lost quote may have meant; `likeness` runs from 0 to 1 (equal)."""

    paragraph: int
    span: Span
    likeness: float


def anchor_annotations(library: Library, memory: Forgetful = Forgetful()) -> Anchors:  # noqa: B008
    """Find the words of every annotation of every briefing."""
    briefings = memory.values("briefings", library.briefings)
    found = memory.rows("", _anchored, briefings)
    return Anchors(
        memory.table("anchors", memory.rows("", _id, briefings), memory.rows("", _marks, found)),
        memory.flat("anchors", memory.rows("", _problems, found)),
    )


def _id(briefing: Briefing) -> str:
    return briefing.id


class _Anchored(NamedTuple):
    """The marks of a briefing's notes, and what is wrong with these."""

    marks: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()


def _marks(found: _Anchored) -> tuple[Mark, ...]:
    return found.marks


def _problems(found: _Anchored) -> tuple[Problem, ...]:
    return found.problems


def _anchored(briefing: Briefing) -> _Anchored:
    if briefing.notes_document is None:
        return _Anchored()
    return _in_briefing(briefing, briefing.notes_document)


def places_of_quote(annotation: AnnotationHead, paragraphs: tuple[Paragraph, ...]) -> list[Mark]:
    """Every place at which the quote stands as written; white space and Unicode form aside."""
    return _places(annotation, paragraphs, None)


class _Joined(NamedTuple):
    """A transcript in one piece, to find at once in which paragraphs a quote may stand."""

    text: str
    starts: tuple[int, ...]


def _in_one_piece(paragraphs: tuple[Paragraph, ...]) -> _Joined | None:
    """The paragraphs, if each is composed and has single spaces only, so that `find` finds all."""
    text = "\0".join(paragraph.text for paragraph in paragraphs)
    if UNEVEN_SPACE.search(text) or not unicodedata.is_normalized("NFC", text):
        return None
    lengths = (len(paragraph.text) + 1 for paragraph in paragraphs)
    return _Joined(text, tuple(accumulate(lengths, initial=0)))


def _holding(quote: str, paragraphs: tuple[Paragraph, ...], joined: _Joined) -> list[Paragraph]:
    """The paragraphs in which a quote may stand."""
    wanted = " ".join(quote.split())
    if not unicodedata.is_normalized("NFC", wanted):
        return [*paragraphs]
    found: list[Paragraph] = []
    place = joined.text.find(wanted)
    while place != -1:
        number = bisect_right(joined.starts, place)
        found.append(paragraphs[number - 1])
        place = joined.text.find(wanted, joined.starts[number])
    return found


def _places(
    annotation: AnnotationHead, paragraphs: tuple[Paragraph, ...], joined: _Joined | None
) -> list[Mark]:
    return [
        Mark("", paragraph.number, *span, "annotation", (annotation.id,))
        for paragraph in (_holding(annotation.quote, paragraphs, joined) if joined else paragraphs)
        if annotation.paragraph in (None, paragraph.number)
        for span in _occurrences(annotation.quote, paragraph.text)
        if _has_context(annotation, paragraph.text, span)
    ]


def propose(annotation: AnnotationHead, paragraphs: tuple[Paragraph, ...]) -> Proposal | None:
    """The likeliest place of a quote that is lost, or None when none is likely enough."""
    candidates = [
        Proposal(paragraph.number, span, _weighed(annotation, paragraph.text, span, likeness))
        for paragraph in paragraphs
        for span, likeness in [most_like(annotation.quote, paragraph.text)]
    ]
    best = max(candidates, key=lambda each: (each.likeness, -each.paragraph), default=None)
    return best if best is not None and best.likeness >= LIKENESS_FLOOR else None


def most_like(pattern: str, text: str) -> tuple[Span, float]:
    """The part of a text that is most like a pattern, and their likeness from 0 to 1.

    Likeness is 1 - edits / length of the pattern. G. Myers, “A fast bit-vector algorithm for
    approximate string matching based on dynamic programming”, Journal of the ACM 46:3 (1999);
    Python's integers serve as bit vectors of any length. The end is found forwards, the start by
    matching the reversed pattern backwards from that end.
    """
    end, edits = _best_end(pattern, text)
    begin, _ = _best_end(pattern[::-1], text[:end][::-1], whole_start=True)
    return _at_word_bounds(text, Span(end - begin, end)), 1 - edits / max(len(pattern), 1)


def _in_briefing(briefing: Briefing, document: Document) -> _Anchored:
    marks: list[Mark] = []
    problems: list[Problem] = list(_repeated_ids(briefing, document))
    paragraphs = briefing.transcript.paragraphs
    joined = _in_one_piece(paragraphs)
    for number, annotation in enumerate(briefing.annotations):
        if annotation.paragraph is not None and annotation.paragraph > len(paragraphs):
            path = ("annotations", number, "paragraph")
            problems.append(no_such_paragraph(document, path, len(paragraphs)))
            continue
        if annotation.about != "words" or not annotation.quote:
            problems += _misdirected(annotation, document, number)
            continue
        match _places(annotation, paragraphs, joined):
            case [mark]:
                marks.append(mark._replace(briefing=briefing.id))
            case []:
                problems.append(_lost(briefing, document, number))
            case several:
                problems.append(_repeated_quote(document, number, annotation, several))
    return _Anchored(tuple(sorted(marks, key=lambda mark: mark[1:4])), tuple(problems))


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    """Where the quote stands, overlapping places included."""
    words = quote.split()
    if words[0].isascii() and words[0] not in text:
        return
    if not (unicodedata.is_normalized("NFC", text) and unicodedata.is_normalized("NFC", quote)):
        yield from _composed_occurrences(words, text)
        return
    if UNEVEN_SPACE.search(text):
        yield from _flexible_occurrences(words, text)
        return
    wanted = " ".join(words)
    start = text.find(wanted)
    while start != -1:
        yield Span(start, start + len(wanted))
        start = text.find(wanted, start + 1)


def _flexible_occurrences(words: list[str], text: str) -> Iterator[Span]:
    """Where the words stand with any white space between them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    start = 0
    while (match := pattern.search(text, start)) is not None:
        yield Span(*match.span())
        start = match.start() + 1


def _composed_occurrences(words: list[str], text: str) -> Iterator[Span]:
    """Where the words stand when both are compared in composed form."""
    tokens = tokenize(text)
    composed, places = "", [0]
    for token, start, end in zip(tokens.words, tokens.starts, tokens.starts[1:], strict=False):
        for part, behind in (
            _clusters(text[start:end], start) if not token.isspace() else [(" ", end)]
        ):
            composed += part
            places += [behind] * len(part)
    for span in _flexible_occurrences([unicodedata.normalize("NFC", each) for each in words],
                                      composed):  # fmt: skip
        yield Span(places[span.start], places[span.end])


def _clusters(written: str, start: int) -> Iterator[tuple[str, int]]:
    """Letters with their marks, composed, each with the offset behind it in the text."""
    first = 0
    for place in range(1, len(written) + 1):
        if place == len(written) or not _continues(written[place]):
            yield unicodedata.normalize("NFC", written[first:place]), start + place
            first = place


def _continues(char: str) -> bool:
    """Whether it composes with the letter before it: a mark, a vowel or final of Hangul."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def _has_context(annotation: AnnotationHead, text: str, span: Span) -> bool:
    """Whether the words that the annotation expects stand next to the span."""
    before, after = annotation.before, annotation.after
    if before is not None and not _even(text[: span.start]).endswith(_even(before)):
        return False
    return after is None or _even(text[span.end :]).startswith(_even(after))


def _even(text: str) -> str:
    """The text in composed form with single spaces, to compare by."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _weighed(annotation: AnnotationHead, text: str, span: Span, likeness: float) -> float:
    """The likeness of the quote together with that of the words before and after it."""
    contexts = [
        most_like(context, around)[1]
        for context, around in (
            (annotation.before, text[: span.start]),
            (annotation.after, text[span.end :]),
        )
        if context
    ]
    if not contexts:
        return likeness
    around = sum(contexts) / len(contexts)
    return (1 - _CONTEXT_WEIGHT) * likeness + _CONTEXT_WEIGHT * around


def _best_end(pattern: str, text: str, *, whole_start: bool = False) -> tuple[int, int]:
    """Where the best match of the pattern ends, and its number of edits.

    With `whole_start` the match must begin at the text's beginning. Of equal ends the first counts.
    """
    if not pattern:
        return 0, 0
    bits = (1 << len(pattern)) - 1
    last = 1 << (len(pattern) - 1)
    has: dict[str, int] = {}
    for place, char in enumerate(pattern):
        has[char] = has.get(char, 0) | 1 << place
    plus, minus, edits = bits, 0, len(pattern)
    best = (0, edits)
    for place, char in enumerate(text, start=1):
        equal = has.get(char, 0)
        across = equal | minus
        down = (((equal & plus) + plus) ^ plus) | equal
        right_plus = minus | ~(down | plus) & bits
        right_minus = plus & down
        if right_plus & last:
            edits += 1
        elif right_minus & last:
            edits -= 1
        right_plus = (right_plus << 1 | whole_start) & bits
        right_minus = right_minus << 1 & bits
        plus = right_minus | ~(across | right_plus) & bits
        minus = right_plus & across
        if edits < best[1]:
            best = (place, edits)
    return best


def _at_word_bounds(text: str, span: Span) -> Span:
    """The span without white space at its ends, and without half a word."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _repeated_ids(briefing: Briefing, document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, annotation in enumerate(briefing.annotations):
        if annotation.id in seen:
            message = f"the id “{annotation.id}” is given to two annotations"
            hint = "give this one another id; published ids stay as they are"
            yield problem_in_front(document, ("annotations", number, "id"), "E208", message, hint)
        seen.add(annotation.id)
    yield from _former_ids(briefing, document)


def _former_ids(briefing: Briefing, document: Document) -> Iterator[Problem]:
    """Ids that annotations had: each leads to one note, and to none that has it now."""
    now = {annotation.id for annotation in briefing.annotations}
    seen: set[str] = set()
    for number, annotation in enumerate(briefing.annotations):
        for place, old in enumerate(annotation.formerly):
            path = ("annotations", number, "formerly", place)
            if old == annotation.id:
                message = f"“{old}” is what this annotation is called now"
                yield problem_in_front(document, path, "E252", message, "remove it")
            elif old in now:
                message = f"“{old}” is still the id of an annotation here"
                yield problem_in_front(document, path, "E250", message, "remove it here")
            elif old in seen:
                message = f"“{old}” stands twice among the former ids of these annotations"
                yield problem_in_front(document, path, "E251", message, "remove one")
            seen.add(old)


def _misdirected(annotation: AnnotationHead, document: Document, number: int) -> Iterator[Problem]:
    """Keys that an annotation without a quote needs, and those that have no meaning there."""
    needed = {"words": "quote", "turn": "paragraph"}.get(annotation.about)
    if needed and needed not in annotation.model_fields_set:
        hint = "add the number of any paragraph of the turn"
        if needed == "quote":
            hint = "add the words that it is about, or `about: turn` or `about: briefing`"
        message = f"the key “{needed}” is missing"
        yield problem_in_front(document, ("annotations", number), "E111", message, hint)
    for key in ("quote", "paragraph", "before", "after"):
        if key != needed and key in annotation.model_fields_set and annotation.about != "words":
            message = f"an annotation about the {annotation.about} as a whole has no `{key}:`"
            hint = f"remove it, or remove `about: {annotation.about}`"
            path = ("annotations", number, key)
            yield problem_in_key(document, path, "E240", message, hint)


def _lost(briefing: Briefing, document: Document, number: int) -> Problem:
    annotation = briefing.annotations[number]
    within = "" if annotation.paragraph is None else f" in paragraph {annotation.paragraph}"
    message = f"the quote does not stand{within} in {briefing.document.path}"
    hint = "copy the words from the transcript"
    proposal = propose(annotation, briefing.transcript.paragraphs)
    if proposal is not None:
        words = briefing.transcript.paragraphs[proposal.paragraph - 1].text
        words = words[proposal.span.start : proposal.span.end]
        shown = words if len(words) <= _SHOWN_PROPOSAL else words[:_SHOWN_PROPOSAL] + "…"
        hint = f"did you mean “{shown}” in paragraph {proposal.paragraph}?"
        if places_of_quote(annotation.model_copy(update={"paragraph": None}),
                           briefing.transcript.paragraphs):  # fmt: skip
            hint = f"it stands in paragraph {proposal.paragraph}"
        elif annotation.quote[0] + annotation.quote[-1] in _CURLY:
            hint += " The quotation marks that YAML takes away are straight ones"
    return problem_in_front(document, ("annotations", number, "quote"), "E206", message, hint)


def _repeated_quote(
    document: Document, number: int, annotation: AnnotationHead, places: list[Mark]
) -> Problem:
    numbers = list(dict.fromkeys(mark.paragraph for mark in places))
    message = f"the quote stands {len(places)} times: in paragraph {_joined(numbers)}"
    hint = "add `before:` or `after:` with the words next to it, or quote more words"
    if len(numbers) == len(places):
        hint = f"add `paragraph:` with the one that you mean: {_joined(numbers)}"
    elif annotation.paragraph is None and len(numbers) > 1:
        hint = f"add `paragraph:`, and {hint.removeprefix('add ')}"
    return problem_in_front(document, ("annotations", number, "quote"), "E207", message, hint)


def _joined(numbers: list[int]) -> str:
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last
