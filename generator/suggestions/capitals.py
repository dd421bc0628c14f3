"""Runs of capitalised words in a paragraph, with the small words that stand within names.

“Organisation for Security and Co-operation in Europe” breaks before “in”; “O’Brien”, “Minsk-2”,
“S.V. Lavrov”, “al-Assad”, “Côte d’Ivoire” and “Министерство иностранных дел”'s first word do not.
Scripts without capitals have no such runs; Katakana names are told by the dot between their parts
or by the title behind them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.source import Span
from generator.suggestions.vocabulary import (
    ABBREVIATED_TITLES,
    AND,
    CALENDAR,
    FUNCTION,
    JAPANESE_TITLES,
    JOINING,
    NOUNS,
    OPENING,
    PREFIXED,
)
from generator.text import sentences
from generator.tokens import Tokens

_APOSTROPHES = "'’ʼ"
_HYPHENS = "-\u2010\u2011"
_OPENERS = frozenset('“"«‘([„:—–•')
_AFTER_NOUNS = frozenset({"for", "on"})
_SYLLABLE = 4  # letters: Ki-moon, Jong-un; NATO-led is another matter
_ELIDED = frozenset("dDl")
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
_KATAKANA = re.compile(
    rf"[ァ-ヺー]{{2,}}(?:[・＝][ァ-ヺー]{{2,}})+|[ァ-ヺー]{{2,}}(?=(?:{JAPANESE_TITLES}))"
)


class Run(NamedTuple):
    """Capitalised words that may be a name: tokens, and whether a sentence begins with them."""

    first: int
    behind: int
    opens: bool


def runs(text: str, tokens: Tokens) -> Iterator[Run]:
    """The runs of a paragraph, from left to right."""
    words = tokens.words
    capitals = [place for place, word in enumerate(words) if word[0].isupper()]
    opening = _openings(text, tokens) if capitals else frozenset()
    free = 0
    for first in capitals:
        if first < free or not _begins(words, first, opening):
            continue
        start = _with_prefix(words, first, free)
        free = _end(words, first)
        yield Run(start, free, first in opening)


def katakana(text: str) -> Iterator[Span]:
    """Foreign names in a Japanese text."""
    yield from (Span(*match.span()) for match in _KATAKANA.finditer(text))


def is_roman(word: str) -> bool:
    """Whether a word is a number as Rome wrote it."""
    return _ROMAN.match(word) is not None


def _openings(text: str, tokens: Tokens) -> frozenset[int]:
    """The tokens with which sentences, quotations, insertions begin: capitals mean less there."""
    words = tokens.words
    firsts = {each.start for each in sentences(text)}
    found = {place for place, start in enumerate(tokens.starts[:-1]) if start in firsts}
    found |= {place + 1 for place, word in enumerate(words) if word in _OPENERS}
    return frozenset(_first_word(words, place) for place in found)


def _first_word(words: Sequence[str], place: int) -> int:
    while place < len(words) and not words[place][0].isalnum():
        place += 1
    return place


def _begins(words: Sequence[str], place: int, opening: frozenset[int]) -> bool:
    """Whether a name may begin with a word."""
    small = words[place].casefold()
    if small in CALENDAR and not words[place].isupper():
        return False
    if words[place] == "I" or (place in opening and small in FUNCTION and len(small) > 1):
        return False
    behind_apostrophe = place > 0 and words[place - 1] in _APOSTROPHES
    return not (behind_apostrophe and small in {"s", "t"})


def _with_prefix(words: Sequence[str], first: int, free: int) -> int:
    """Where a name begins that has a small article before its first capital: al-Assad."""
    has_prefix = first - 2 >= free and words[first - 1] in _HYPHENS
    return first - 2 if has_prefix and words[first - 2] in PREFIXED else first


def _end(words: Sequence[str], first: int) -> int:
    """The token behind a run that begins with a word."""
    last, open_part = first, False
    while (following := _next(words, last, open_part)) is not None:
        if not _continues(words, following):
            break
        open_part = open_part or any(word in OPENING for word in words[last:following])
        last = following
    return last + 1


def _continues(words: Sequence[str], place: int) -> bool:
    """Whether a word belongs to a name; of small ones only the last part of Ban Ki-moon."""
    if place >= len(words):
        return False
    word, before = words[place], words[place - 2]
    is_syllable = word.islower() and words[place - 1] in _HYPHENS and len(before) <= _SYLLABLE
    return word.isdecimal() or _is_capital(word) or (is_syllable and before.istitle())


def _next(words: Sequence[str], last: int, open_part: bool) -> int | None:  # noqa: FBT001
    """The next capitalised word of the same run, or None where the run ends."""
    match words[last + 1 : last + 3]:
        case [sign, word] if _is_joined(sign, word):
            return last + 2
        case [".", _] if _is_shortened(words[last]):
            return _behind_stop(words[last + 2 : last + 4], last)
        case [" ", small]:
            # “left Moscow for Tokyo”, but “Fund for Families”
            is_loose = small in _AFTER_NOUNS and words[last].casefold() not in NOUNS
            more = () if is_loose else words[last + 3 : last + 6]
            return _behind_small(small, more, last, open_part)
        case _:
            return None


def _is_joined(sign: str, word: str) -> bool:
    """Whether a sign joins a word to the one before it."""
    return (
        (sign == " " and _is_capital(word))
        or (sign in _HYPHENS and word[0].isalnum())
        or (sign in _APOSTROPHES and _is_capital(word) and len(word) > 1)
    )


def _behind_small(
    small: str, more: Sequence[str], last: int, open_part: bool  # noqa: FBT001
) -> int | None:  # fmt: skip
    """The next word of a run behind a small word that stands within names."""
    match more:
        case [sign, word, *_] if sign in _APOSTROPHES and small in _ELIDED and _is_capital(word):
            return last + 4
        case [sign, word, *_] if sign in _HYPHENS and small in PREFIXED and _is_capital(word):
            return last + 4
        case [" ", word, *_] if _joins(small, open_part) and _is_capital(word):
            return last + 4
        case [" ", other, " "] if small in JOINING and other in JOINING:
            return last + 6
        case _:
            return None


def _behind_stop(more: Sequence[str], last: int) -> int | None:
    match more:
        case [" ", word, *_] if _is_capital(word):
            return last + 3
        case [word, *_] if _is_capital(word):
            return last + 2
        case _:
            return None


def _joins(small: str, open_part: bool) -> bool:  # noqa: FBT001
    return small in JOINING or (open_part and small in AND)


def _is_capital(word: str) -> bool:
    small = word.casefold()
    return word[0].isupper() and small not in CALENDAR and word != "I"


def _is_shortened(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word.casefold() in ABBREVIATED_TITLES
