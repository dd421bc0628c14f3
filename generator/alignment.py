"""Which paragraphs of a briefing and of its translation belong together, and where they drift."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.decode import problem_in_front
from generator.fields import Step
from generator.memo import Forgetful
from generator.model import Briefing, Library, Translation, Wording
from generator.problems import Problem, further, problem_at
from generator.source import Span

# A pair is told when one side is more than twice as long as the other, beyond a short sentence.
_FURTHEST_RATIO, _ALLOWANCE = 2.0, 120


class Pair(NamedTuple):
    """Numbers of paragraphs that belong together; () where one side has nothing."""

    original: tuple[int, ...]
    translated: tuple[int, ...]


class UnfitAlignmentError(ValueError):
    """An alignment that does not fit the texts; the message says why and what to do."""


def check_translations(
    library: Library,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> tuple[Problem, ...]:
    """Alignments that do not fit, and translations whose paragraphs drift from their briefing's."""
    translations = tuple(chain.from_iterable(library.translations.values()))
    briefings = tuple(library.briefings[each.briefing] for each in translations)
    return tuple(chain.from_iterable(memory.rows("", _faults_of, briefings, translations)))


def pairs_of(briefing: Briefing, translation: Translation) -> tuple[Pair, ...]:
    """The paragraphs of both texts in their order, paired as the editors say, else by number.

    Raises:
        UnfitAlignmentError: when what the editors say does not fit the texts.
    """
    counts = len(briefing.transcript.paragraphs), len(translation.transcript.paragraphs)
    if not translation.head.alignment:
        return tuple(_by_number(counts))
    return align(translation.head.alignment, *counts)


def align(steps: Sequence[Step], original: int, translated: int) -> tuple[Pair, ...]:
    """Pair two texts with so many paragraphs; those between two steps are paired one by one.

    Raises:
        UnfitAlignmentError: when a step goes back or beyond the end, or as many paragraphs do not
            stand on both sides between two steps.
    """
    pairs: list[Pair] = []
    left = right = 1
    for first, second in steps:
        gap = first[0] - left if first else second[0] - right if second else 0
        other = second[0] - right if second else gap
        if gap < 0 or other < 0:
            message = "the pairs are not in the order of the texts; begin with the lowest numbers"
            raise UnfitAlignmentError(message)
        if gap != other:
            raise UnfitAlignmentError(_uneven(left, right, gap, other))
        pairs += _one_by_one((left, right), gap)
        before, behind = _numbers(first), _numbers(second)
        left, right = left + gap, right + gap
        if len(before) == len(behind):
            pairs += _one_by_one((left, right), len(before))
        else:
            pairs.append(Pair(before, behind))
        left, right = left + len(before), right + len(behind)
        if left > original + 1 or right > translated + 1:
            message = f"the texts have {original} and {translated} paragraphs; mend the numbers"
            raise UnfitAlignmentError(message)
    if original - left != translated - right:
        raise UnfitAlignmentError(_uneven(left, right, original - left + 1, translated - right + 1))
    return (*pairs, *_one_by_one((left, right), original - left + 1))


def _uneven(left: int, right: int, gap: int, other: int) -> str:
    return (
        f"from paragraph {left} of the briefing and {right} of the translation on, {gap} and "
        f"{other} paragraphs stand before the next pair or the end; "
        "say where one became two (4=4-5), was left out (6=-) or put in (-=7)"
    )


def _numbers(ends: tuple[int, int] | None) -> tuple[int, ...]:
    return tuple(range(ends[0], ends[1] + 1)) if ends else ()


def _one_by_one(first: tuple[int, int], count: int) -> Iterator[Pair]:
    for step in range(count):
        yield Pair((first[0] + step,), (first[1] + step,))


def _by_number(counts: tuple[int, int]) -> Iterator[Pair]:
    for number in range(1, max(counts) + 1):
        original, translated = ((number,) if number <= count else () for count in counts)
        yield Pair(original, translated)


def _faults_of(briefing: Briefing, translation: Translation) -> tuple[Problem, ...]:
    return tuple(_faults(briefing, translation))


def _faults(briefing: Briefing, translation: Translation) -> Iterator[Problem]:
    try:
        pairs = pairs_of(briefing, translation)
    except UnfitAlignmentError as error:
        message, _, hint = str(error).partition("; ")
        yield problem_in_front(translation.document, ("alignment",), "E282", message, hint)
        return
    counts = len(briefing.transcript.paragraphs), len(translation.transcript.paragraphs)
    if counts[0] != counts[1] and not translation.head.alignment:
        yield _different_counts(briefing, translation, pairs)
        return  # what follows the first gap would be told pair by pair
    yield from _different_speakers(briefing, translation, pairs)
    yield from _different_lengths(briefing, translation, pairs)


def _different_counts(
    briefing: Briefing, translation: Translation, pairs: Sequence[Pair]
) -> Problem:
    counts = len(briefing.transcript.paragraphs), len(translation.transcript.paragraphs)
    places = [*_changes(briefing, translation, pairs), min(counts) + 1]
    by_speaker = "the first whose speaker differs" if len(places) > 1 else "the first left over"
    message = (
        f"the briefing has {counts[0]} paragraphs, this translation {counts[1]}; "
        f"paragraph {places[0]} is {by_speaker}"
    )
    hint = "say under `alignment:` where one became two (4=4-5), was left out (6=-) or put in (-=7)"
    return _at(translation, min(places[0], counts[1]), "W283", message, hint)


def _different_speakers(
    briefing: Briefing, translation: Translation, pairs: Sequence[Pair]
) -> Iterator[Problem]:
    if not (places := _changes(briefing, translation, pairs)):
        return
    speaker = _speakers(briefing)
    partners = {pair.translated[0]: pair.original[0] for pair in pairs if all(pair)}
    said = _named(speaker[partners[places[0]]])
    own = _named(_speakers(translation)[places[0]])
    more = further(len(places) - 1)
    message = f"here speaks {own}, in paragraph {partners[places[0]]} of the briefing {said}{more}"
    hint = "declare this language's labels under `speakers:`, or mend `alignment:`"
    yield _at(translation, places[0], "W284", message, hint)


def _different_lengths(
    briefing: Briefing, translation: Translation, pairs: Sequence[Pair]
) -> Iterator[Problem]:
    """Pairs of which one side is far too long, measured by the lengths of the whole texts."""
    left, right = _lengths(briefing), _lengths(translation)
    whole = sum(left.values()) / max(sum(right.values()), 1)
    for pair in pairs:
        if not all(pair):
            continue
        written = sum(left[number] for number in pair.original)
        expected = sum(right[number] for number in pair.translated) * whole
        shorter, longer = sorted((written, expected))
        if longer > _FURTHEST_RATIO * shorter + _ALLOWANCE:
            size = "long" if expected > written else "short"
            message = f"this is very {size} for paragraph {pair.original[0]} of the briefing"
            hint = "look whether the paragraphs belong together, and say so under `alignment:`"
            yield _at(translation, pair.translated[0], "W285", message, hint)


def _lengths(wording: Wording) -> dict[int, int]:
    """The paragraphs' bytes, nearer to what is said than letters are: 日本 is two words."""
    return {each.number: len(each.text.encode()) for each in wording.transcript.paragraphs}


def _changes(
    briefing: Briefing, translation: Translation, pairs: Sequence[Pair]
) -> tuple[int, ...]:
    """The paragraphs of the translation at which other people speak than in the briefing."""
    left, right = _speakers(briefing), _speakers(translation)
    return tuple(
        pair.translated[0]
        for pair in pairs
        if all(pair) and left[pair.original[0]] != right[pair.translated[0]]
    )


_NO_LABEL, _UNNAMED = "", "?"


def _speakers(wording: Wording) -> Mapping[int, str]:
    """Whose words a paragraph has, by its number: an id, or one of the two signs above."""
    labels = wording.head.speakers
    return {
        paragraph.number: (labels.get(turn.label) or _UNNAMED) if turn.label else _NO_LABEL
        for turn in wording.transcript.turns
        for paragraph in turn.paragraphs
    }


def _named(speaker: str) -> str:
    return {_NO_LABEL: "nobody by a label", _UNNAMED: "somebody unnamed"}.get(speaker, speaker)


def _at(translation: Translation, number: int, code: str, message: str, hint: str) -> Problem:
    paragraphs = translation.transcript.paragraphs
    if not paragraphs:
        end = len(translation.document.text.text)
        return problem_at(translation.document.text, Span(end, end), code, message, hint)
    start = paragraphs[number - 1].start
    first_word = len(paragraphs[number - 1].text.split(maxsplit=1)[0])
    return problem_at(translation.document.text, Span(start, start + first_word), code, message,
                      hint)  # fmt: skip
