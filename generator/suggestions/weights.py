"""How much words tell: rare ones much, common ones nothing."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.suggestions.vocabulary import FUNCTION

_WORD = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]")
_SHORTEST = 4  # letters of a word that can tell a subject; Han characters count alone
_ENDINGS = ("ations", "ation", "ingly", "ities", "ments", "ional", "ities", "ings", "ies", "ing",
            "ity", "ment", "ed", "es", "ly", "al", "s")  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without what grammar adds to them."""
    return [stem(word) for word in _WORD.findall(text) if word.casefold() not in FUNCTION]


def written_by_stem(text: str) -> dict[str, str]:
    """The words of a text as they stand there, by their stems."""
    return {stem(word): word for word in reversed(_WORD.findall(text))}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its ending; “treaties” and “treaty” are one, other languages stay as is."""
    small = word.casefold()
    for ending in _ENDINGS if small.isascii() else ():
        if small.endswith(ending) and len(small) - len(ending) >= _SHORTEST:
            return small[: -len(ending)].removesuffix("y").removesuffix("i")
    return small.removesuffix("y") if len(small) > _SHORTEST else small


def is_telling(word: str) -> bool:
    """Whether a stem is long enough to tell a subject."""
    return len(word) >= _SHORTEST or not word.isascii()


def rarity(documents: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """The weight of each word (inverse document frequency), from the paragraphs that have it."""
    counts, total = Counter[str](), 0
    for words in documents:
        counts.update(set(words))
        total += 1
    return {word: math.log((1 + total) / (1 + count)) for word, count in counts.items()}
