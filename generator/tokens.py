"""Words, spaces and signs of a text: what names are compared by.

A word is a run of letters and digits with their combining marks; scripts that write no spaces give
one token a character (Han, Hiragana, Hangul by syllable, Thai, Lao, Khmer, Burmese); Katakana runs
are words, for names stand in it whole. White space of any length is one token, so that a line end
inside a name does not hide it. Tokens are compared in Unicode's composed form (NFC), while offsets
count in the text as written.
"""

import re
import unicodedata
from functools import cache
from itertools import accumulate
from typing import NamedTuple

_APOSTROPHES = "'’ʼ"
_LETTER_APOSTROPHE = "ʼ"  # U+02BC: a letter by its class, an apostrophe by its use
_HYPHENS = "-\u2010\u2011"
# Words that lose their vowel before a name: l’Iran, d’Ivoire, dell’Aquila.
_ELIDED = frozenset(["l", "d", "qu", "j", "m", "n", "s", "t", "c", "all", "dell", "nell", "un"])
_SYLLABIC = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
UNEVEN_SPACE = re.compile(r"[^\S ]|  ")
_JAMO = "\u1100-\u11ff"
_JAMO_SYLLABLE = "[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*"


class Tokens(NamedTuple):
    """A text cut into tokens; `starts` has one more place than `words`: the text's end."""

    words: list[str]
    starts: list[int]


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens that together are the whole text."""
    written = _pattern().findall(text)
    starts = list(accumulate(map(len, written), initial=0))
    if not unicodedata.is_normalized("NFC", text):
        written = [unicodedata.normalize("NFC", token) for token in written]
    if UNEVEN_SPACE.search(text):
        written = [" " if token.isspace() else token for token in written]
    return Tokens(written, starts)


def is_whole(words: list[str], first: int, behind: int) -> bool:
    """Whether the tokens from `first` up to `behind` stand as words of their own.

    Possessives (Russia’s) leave a name whole; O’Brien is no Brien, Guinea-Bissau no Guinea, but
    NATO-led is led by NATO.
    """
    return _is_open_behind(words, behind) and _is_open_before(words, first)


def _is_open_behind(words: list[str], behind: int) -> bool:
    if behind + 1 >= len(words):
        return True
    sign, following = words[behind], words[behind + 1]
    if sign in _APOSTROPHES:
        return not following[0].isalpha() or following in {"s", "S"}
    return sign not in _HYPHENS or not following[0].isupper()


def _is_open_before(words: list[str], first: int) -> bool:
    if first < 2:  # noqa: PLR2004  # a sign and the word before it
        return True
    sign, before = words[first - 1], words[first - 2]
    if sign in _APOSTROPHES:
        return not before[0].isalpha() or before.casefold() in _ELIDED
    return sign not in _HYPHENS or not before[0].isupper() or before.isupper()


@cache
def _pattern() -> re.Pattern[str]:
    marks = _combining_marks()
    word = rf"[^\W{_SYLLABIC}{_JAMO}{_LETTER_APOSTROPHE}]"
    return re.compile(
        rf"{word}+(?:[{marks}]+{word}*)*"
        rf"|(?:{_JAMO_SYLLABLE}|[{_SYLLABIC}])[{marks}]*"
        rf"|\s+|.[{marks}]*",
        re.DOTALL,
    )


def _combining_marks() -> str:
    """Ranges of the combining marks and joiners, as a character class of `re` wants them."""
    ranges: list[list[int]] = [[0x200C, 0x200D]]
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
