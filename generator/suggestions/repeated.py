"""Annotated words that stand elsewhere without their annotation.

Searched is the whole quote; of a long one its core will do, the five words of it that are rarest.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model import AnnotationHead, Briefing
from generator.suggestions.matter import Matter
from generator.suggestions.said import Said, Suggestion
from generator.suggestions.weights import rarity

_WORD = re.compile(r"\w+")
_CORE = 5  # words
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 8  # a single short word is no sign of the same thing
_COMMONPLACE = 20  # places; what stands oftener needs no note each time
_TELLING = 0.5  # of the greatest rarity: a core has at least one word as rare as this


class _Sought(NamedTuple):
    """Words of an annotation that are searched."""

    briefing: Briefing
    annotation: AnnotationHead
    words: tuple[str, ...]
    is_core: bool


class _Words(NamedTuple):
    """The words of a paragraph in small letters, with their places."""

    said: Said
    words: tuple[str, ...]
    starts: tuple[tuple[int, int], ...]


def suggest_repeated(matter: Matter) -> tuple[Suggestion, ...]:
    """The words that are annotated in one place only, those that stand most often first."""
    texts = tuple(_words(said) for said in matter.spoken)
    weights = rarity(text.words for text in texts)
    having = _having(texts)
    found = (_suggestion(sought, list(_places(sought, having, texts, weights)), matter)
             for briefing in matter.library.briefings.values()
             for sought in _sought(briefing, weights))  # fmt: skip
    kept = [each for each in found if 0 < each.count <= _COMMONPLACE]
    return tuple(sorted(kept, key=lambda each: (-each.count, each.what)))


def _words(said: Said) -> _Words:
    matches = list(_WORD.finditer(said.paragraph.text))
    return _Words(said, tuple(match[0].casefold() for match in matches),
                  tuple(match.span() for match in matches))  # fmt: skip


def _having(texts: Sequence[_Words]) -> Mapping[str, list[int]]:
    """The texts in which each word stands."""
    having: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for word in set(text.words):
            having.setdefault(word, []).append(number)
    return having


def _sought(briefing: Briefing, weights: Mapping[str, float]) -> Iterator[_Sought]:
    greatest = max(weights.values(), default=0)
    for annotation in briefing.annotations:
        words = tuple(word.casefold() for word in _WORD.findall(annotation.quote))
        if len(words) < _FEWEST_WORDS and len(annotation.quote) < _FEWEST_LETTERS:
            continue
        core = max((words[at : at + _CORE] for at in range(max(1, len(words) - _CORE + 1))),
                   key=lambda part: sum(weights.get(word, 0) for word in part))  # fmt: skip
        if max((weights.get(word, 0) for word in core), default=0) >= _TELLING * greatest:
            yield _Sought(briefing, annotation, core, core != words)


def _places(
    sought: _Sought, having: Mapping[str, list[int]], texts: Sequence[_Words],
    weights: Mapping[str, float],
) -> Iterator[tuple[Said, int, int]]:  # fmt: skip
    """Where the words stand and nothing is annotated."""
    rarest = max(sought.words, key=lambda word: weights.get(word, 0))
    length = len(sought.words)
    for number in having.get(rarest, ()):
        said, words, starts = texts[number]
        for at in range(len(words) - length + 1):
            if words[at : at + length] != sought.words:
                continue
            start, end = starts[at][0], starts[at + length - 1][1]
            if not any(mark.kind == "annotation" and mark.start < end and start < mark.end
                       for mark in said.marks):  # fmt: skip
                yield said, start, end


def _suggestion(
    sought: _Sought, places: Sequence[tuple[Said, int, int]], matter: Matter
) -> Suggestion:
    annotation, home = sought.annotation, sought.briefing.id
    why = f"annotated in {home} as “{annotation.id}”"
    if sought.is_core:
        why += f", which quotes “{annotation.quote}”"
    path, paste, words = "", "", " ".join(sought.words)
    if places:
        said, start, end = places[0]
        words = said.words(start, end)
        path = said.wording.document.path.removesuffix(".md") + ".annotations.yaml"
        paste = _note(words, said, f"{home}#{annotation.id}", _new_id(annotation.id, said, matter))
    return Suggestion(
        "repeated", words, why, len(places),
        tuple(said.place(start, end) for said, start, end in places), path, paste,
        briefings=tuple(dict.fromkeys(said.briefing for said, *_ in places)),
    )  # fmt: skip


def _note(words: str, said: Said, target: str, name: str) -> str:
    return (
        "annotations:\n"
        f"  - id: {name}\n"
        f"    quote: {json.dumps(words, ensure_ascii=False)}\n"
        f"    paragraph: {said.paragraph.number}\n"
        "    kind: cross-reference\n"
        f'    text: "See [[{target}]]."\n'
    )


def _new_id(wanted: str, said: Said, matter: Matter) -> str:
    taken = {each.id for each in matter.library.briefings[said.briefing].annotations}
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
