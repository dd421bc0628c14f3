"""Whether two spellings may be of one name: by sound, by a slip of the pen, by grammar."""

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile

from generator.distance import edits

_LATIN = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    (*"abvgdee", "zh", *"ziiklmnoprstufh", "ts", "ch", "sh", "sh", *"_i_e", "iu", "ia", *"iieg"),
    strict=True,
))  # fmt: skip
# What different transcriptions write for one sound, in the order in which it is made one.
_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in (
    ("sch|shch|tsch", "sh"), ("tch", "ch"), ("dj|dzh", "j"), ("kh|gh", "h"), ("ph", "f"),
    ("ck|q", "k"), ("x", "ks"), ("w", "v"), ("tz|cz", "ts"), ("ou|oo", "u"), ("ee", "i"),
    (r"[yj](?=[aeou])", "i"), ("y", "i"), ("iu", "u"), (r"(?<=[aeou])i+", "i"), ("i+$", "i"),
    (r"(?<=[bcdfghklmnpqrstvz])ie", "e"), (r"(.)\1+", r"\1"), (r"(?<=o)v$|(?<=o)f{1,2}$", "f"),
))  # fmt: skip
_SHORT, _LONG = 5, 9  # letters: below the one no slip is forgiven, from the other on two are
_ENDINGS = re.compile(
    "(?:[аяуюоеёыийь]|[оеё]й|[ое]ю|[оеё]м|[ыи]м|[оеё]в|[ое]го|[ое]му|[ыи]х|ая|яя|ую|юю|ий|ый|ое|ее|"
    "[ая]ми?|[ая]х|[ыи]ми)?"
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A word as it may sound, in Latin letters: Shoygu, Shoigu and Шойгу are one."""
    small = "".join(_LATIN.get(char, char) for char in word.casefold()).replace("_", "")
    plain = "".join(char for char in unicodedata.normalize("NFD", small)
                    if not unicodedata.combining(char))  # fmt: skip
    for pattern, heard in _SOUNDS:
        plain = pattern.sub(heard, plain)
    return plain


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter, or long ones by two, that someone mistyped."""
    shorter = min(len(one), len(other))
    if shorter < _SHORT or one[0].casefold() != other[0].casefold():
        return False
    return edits(one.casefold(), other.casefold()) <= (2 if shorter >= _LONG else 1)


def is_inflected(one: str, other: str) -> bool:
    """Whether two Russian words are one in different cases: Лавров, Лаврову."""
    if not (_is_cyrillic(one) and _is_cyrillic(other)):
        return False
    pairs = zip(one, other, strict=False)
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    while stem >= _SHORTEST_STEM:
        if _ENDINGS.fullmatch(one[stem:]) and _ENDINGS.fullmatch(other[stem:]):
            return True
        stem -= 1
    return False


def singulars(word: str) -> tuple[str, ...]:
    """What a word may be the plural of: ministries, summits, crises."""
    if word.endswith("ies"):
        return (f"{word[:-3]}y", word[:-1])
    if word.endswith("es"):
        return (word[:-2], word[:-1], f"{word[:-2]}is")
    return (word[:-1],) if word.endswith("s") and not word.endswith("ss") else ()


def plurals(word: str) -> tuple[str, ...]:
    """How a word may look in the plural."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (f"{word[:-1]}ies",)
    return (f"{word}es",) if word.endswith(("s", "x", "ch", "sh")) else (f"{word}s",)


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u052f"
