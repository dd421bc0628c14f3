"""Everything that suggestions are made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from generator.directory import Directory, make_directory
from generator.index import Found, Index, make_index
from generator.model import Library, Mark, Wording
from generator.site import PEOPLE
from generator.suggestions.candidates import Candidate, candidates
from generator.suggestions.said import Said


@dataclass(frozen=True)
class Matter:
    """What was read and found; what several suggestions ask for is worked out once."""

    library: Library
    directory: Directory
    index: Index
    translated: Mapping[str, tuple[Mark, ...]]

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every paragraph of every text, those of translations last."""
        return (*self.spoken, *self._translated())

    @cached_property
    def spoken(self) -> tuple[Said, ...]:
        """Every paragraph of every briefing."""
        return tuple(
            Said(briefing, each, marks.get(each.number, ()), silent)
            for briefing in self.library.briefings.values()
            for marks, silent in [(self.index.marks.get(briefing.id, {}), _silent(briefing))]
            for each in briefing.transcript.paragraphs
        )

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Words that may be names and are no mentions."""
        people = {each.id for each in self.library.entries.values() if each.kind == PEOPLE}
        return candidates(self.said, frozenset(people))

    def _translated(self) -> Iterator[Said]:
        for translation in chain.from_iterable(self.library.translations.values()):
            marks = self.translated.get(translation.id, ())
            silent = _silent(translation)
            for each in translation.transcript.paragraphs:
                here = tuple(mark for mark in marks if mark.paragraph == each.number)
                yield Said(translation, each, here, silent)


def _silent(wording: Wording) -> tuple[str, ...]:
    """The words of which the front matter says that they name nothing."""
    return tuple(" ".join(rule.text.split()) for rule in wording.head.names if not rule.entry)


def make_matter(library: Library, found: Found) -> Matter:
    """The matter of a library with the names and annotations that were found in it."""
    directory = make_directory(library)
    index = make_index(library, directory, found)
    return Matter(library, directory, index, found.mentions.by_translation)
