"""Which way languages and words run: from left to right, or from right to left."""

import re
from functools import cache
from typing import Literal

from markupsafe import Markup

from generator.locales import base

Direction = Literal["ltr", "rtl"]

# Languages that are written from right to left unless their tag names a script.
_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo"})
_SCRIPT = len("Arab")
# The letters of such scripts: what Unicode's bidirectional algorithm calls R and AL.
_TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
                     "\U0001e800-\U0001efff]")  # fmt: skip


@cache
def direction_of(language: str) -> Direction:
    """Which way a language runs, by its tag: a script that the tag names goes before."""
    _, *others = language.lower().split("-")
    if others and len(others[0]) == _SCRIPT:
        return "rtl" if others[0] in _SCRIPTS else "ltr"
    return "rtl" if base(language) in _LANGUAGES else "ltr"


def turned(around: str, words: str) -> Direction | Literal[""]:
    """Which way words run among those of the language `around`, if that has to be said.

    "" where all their letters run as those around them: then nothing can go wrong. Else the way of
    most letters; not of the first, for a sentence may begin with a name in another script. Tags of
    HTML do not count.
    """
    if direction_of(around) == "ltr" and (words.isascii() or not _TURNED.search(words)):
        return ""
    letters = words.striptags() if isinstance(words, Markup) else words
    right = sum(map(str.isalpha, _TURNED.findall(letters)))
    left = sum(map(str.isalpha, letters)) - right
    if not (left if direction_of(around) == "rtl" else right):
        return ""
    return "rtl" if right > left else "ltr"
