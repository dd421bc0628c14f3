"""Annotated words that stand elsewhere without their annotation.

Searched is the whole quote; of a long one its core will do, five words of it that are rare.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from generator.heads import AnnotationHead
from generator.model import Briefing
from generator.suggestions.matter import Matter
from generator.suggestions.said import Said, Suggestion

_WORD = re.compile(r"\w+")
_CORE = 5  # words
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 8  # a single short word is no sign of the same thing
_COMMONPLACE = 20  # places; what stands oftener needs no note each time
_FEW, _SHARE = 5, 0.02  # paragraphs, or their share: a core has a word as rare as this
_TRIES = 3  # cores of a quote


class _Sought(NamedTuple):
    """Words of an annotation that are searched."""

    briefing: Briefing
    annotation: AnnotationHead
    words: tuple[str, ...]
    is_core: bool


class _Words(NamedTuple):
    """The words of a paragraph in small letters, each between spaces."""

    said: Said
    words: str


Place = tuple[Said, int, int]


@dataclass(frozen=True)
class _Texts:
    """The paragraphs, and in which of them each word stands."""

    all: tuple[_Words, ...]

    @cached_property
    def having(self) -> Mapping[str, frozenset[int]]:
        having: dict[str, set[int]] = {}
        for number, text in enumerate(self.all):
            for word in set(text.words.split()):
                having.setdefault(word, set()).add(number)
        return {word: frozenset(numbers) for word, numbers in having.items()}

    def rareness(self, words: Sequence[str]) -> float:
        """How rare some words are together; below 0 if one of them stands in one paragraph only."""
        counts = [len(self.having[word]) for word in words]
        return sum(math.log(len(self.all) / count) for count in counts) if min(counts) > 1 else -1

    def places(self, words: Sequence[str]) -> Iterator[Place]:
        """Where words stand and nothing is annotated."""
        if min(len(self.having[word]) for word in words) > max(_FEW, _SHARE * len(self.all)):
            return
        fewest = sorted((self.having[word] for word in set(words)), key=len)
        for number in sorted(frozenset.intersection(*fewest)):
            if f" {' '.join(words)} " in self.all[number].words:
                yield from _within(self.all[number].said, words)


def suggest_repeated(matter: Matter) -> tuple[Suggestion, ...]:
    """The words that are annotated in one place only, those that stand most often first."""
    texts = _Texts(tuple(map(_words, matter.spoken)))
    found: dict[tuple[str, ...], Suggestion] = {}
    for briefing in matter.library.briefings.values():
        for annotation in briefing.annotations:
            for sought, places in _first_found(briefing, annotation, texts):
                if sought.words not in found:
                    found[sought.words] = _suggestion(sought, places, matter)
    return tuple(sorted(found.values(), key=lambda each: (-each.count, each.what)))


def _words(said: Said) -> _Words:
    return _Words(said, f" {' '.join(_WORD.findall(said.paragraph.text.casefold()))} ")


def _first_found(
    briefing: Briefing, annotation: AnnotationHead, texts: _Texts
) -> Iterator[tuple[_Sought, list[Place]]]:
    """The rarest part of a quote that stands elsewhere too."""
    words = tuple(_WORD.findall(annotation.quote.casefold()))
    if not words or (len(words) < _FEWEST_WORDS and len(annotation.quote) < _FEWEST_LETTERS):
        return
    parts = {words[at : at + _CORE] for at in range(max(1, len(words) - _CORE + 1))}
    rare = {part: rareness for part in parts if (rareness := texts.rareness(part)) >= 0}
    for part in sorted(rare, key=lambda part: (-rare[part], part))[:_TRIES]:
        if places := list(islice(texts.places(part), _COMMONPLACE + 1)):
            if len(places) <= _COMMONPLACE:
                yield _Sought(briefing, annotation, part, part != words), places
            return


def _within(said: Said, words: Sequence[str]) -> Iterator[Place]:
    """Where words stand in a paragraph, outside of what is annotated."""
    matches = list(_WORD.finditer(said.paragraph.text))
    small = [match[0].casefold() for match in matches]
    for at in range(len(small) - len(words) + 1):
        if small[at : at + len(words)] == list(words):
            start, end = matches[at].start(), matches[at + len(words) - 1].end()
            if not any(mark.kind == "annotation" and mark.start < end and start < mark.end
                       for mark in said.marks):  # fmt: skip
                yield said, start, end


def _suggestion(sought: _Sought, places: Sequence[Place], matter: Matter) -> Suggestion:
    annotation, home = sought.annotation, sought.briefing.id
    why = f"annotated in {home} as “{annotation.id}”"
    if sought.is_core:
        why += f", which quotes “{annotation.quote}”"
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
