"""Who may be meant by an office: “THE PRESIDENT”, “Foreign Minister of Japan”, on a day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.dates import Answer
from generator.heads import InstitutionHead
from generator.imports.labels import SMALL, TITLES, UNNAMED, plain
from generator.model import Entry, Library
from generator.offices import Tenure, tenures
from generator.site import INSTITUTIONS

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4  # letters of a word that one of its forms may begin with: russia, russian
# Words that make another office of the one that they stand before.
_APART = frozenset({
    "acting", "assistant", "associate", "deputy", "executive", "first", "former", "general",
    "permanent", "press", "private", "special", "under", "vice",
})  # fmt: skip
_NOTHING = SMALL | {"the"}


@dataclass(frozen=True)
class Posts:
    """The offices of a glossary as they were held on a day; nobody's where the day is unknown."""

    library: Library
    day: date | None

    def holders(self, label: str) -> tuple[str, ...]:
        """The people whose office has all the words of a label, on that day or perhaps on it."""
        wanted = words_of(label)
        if not wanted or self.day is None or (len(wanted) == 1 and wanted <= UNNAMED):
            return ()
        found = {
            tenure.person
            for title, around, tenures_ in self._offices
            if _is_called(wanted, title, around)
            for tenure in tenures_
            if tenure.role.interval.holds_on(self.day) is not Answer.NO
        }
        return tuple(sorted(found))

    def held_certainly(self, label: str, person: str) -> bool:
        """Whether the dates leave no doubt that somebody held such an office on that day."""
        wanted, day = words_of(label), self.day
        return day is not None and any(
            tenure.person == person and tenure.role.interval.holds_on(day) is Answer.YES
            for title, around, tenures_ in self._offices
            if _is_called(wanted, title, around)
            for tenure in tenures_
        )

    def is_title(self, word: str) -> bool:
        """Whether a word is one of an office or of a form of address."""
        return word.rstrip(".") in TITLES or word.rstrip(".") in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset().union(*(title for title, _, _ in self._offices))

    @cached_property
    def _offices(self) -> tuple[tuple[frozenset[str], frozenset[str], tuple[Tenure, ...]], ...]:
        """Each office: the words of its title, those of its institution, who held it when."""
        entries = tuple(self.library.entries.values())
        return tuple(
            (words_of(title), self._around(institution), held)
            for (institution, written), held in tenures(entries).items()
            for title in self._called(institution, written)
        )

    def _called(self, institution: str, title: str) -> Iterator[str]:
        """The title of an office, and its aliases."""
        yield title
        entry = self.library.entries.get(institution)
        if entry and entry.kind == INSTITUTIONS and isinstance(entry.head, InstitutionHead):
            yield from (alias.text for post in entry.head.posts if post.title == title
                        for alias in post.aliases)  # fmt: skip

    def _around(self, institution: str) -> frozenset[str]:
        """The words that tell an office from others: of its institution, and where that is."""
        entry = self.library.entries.get(institution)
        above = [entry] if entry else []
        if entry and isinstance(entry.head, InstitutionHead):
            ids = (entry.head.place, *entry.head.part_of)
            above += [each for name in ids if name and (each := self.library.entries.get(name))]
        return frozenset().union(*(words_of(name) for each in above for name in names_of(each)))


def words_of(label: str) -> frozenset[str]:
    """The words of a label that mean something, without case."""
    return frozenset(_WORD.findall(plain(label))) - _NOTHING


def names_of(entry: Entry) -> Iterable[str]:
    """Every name of an entry: its own, other ones, aliases."""
    head = entry.head
    return (head.name, *(each.name for each in head.other_names),
            *(each.text for each in head.aliases))  # fmt: skip


def _is_called(wanted: frozenset[str], title: frozenset[str], around: frozenset[str]) -> bool:
    """Whether a label's words are those of an office, some of its title among them."""
    if not wanted & title or (title & _APART) - wanted or (wanted & _APART) - title:
        return False
    return all(
        word in title or any(word == each or (len(each) >= _SHORTEST and word.startswith(each))
                             for each in around)
        for word in wanted
    )  # fmt: skip
