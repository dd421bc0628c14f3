"""Whose a speaker's label is: found in the glossary, guessed, or unknown with a proposal."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.imports.labels import UNNAMED, is_like_a_name
from generator.model import Entry, Library
from generator.problems import nearest
from generator.site import INSTITUTIONS, PEOPLE

_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_SHORTEST = 2  # words of a name that is looked for at the end of a label


class Owner(NamedTuple):
    """Whose a label is: an id or nobody's, and what the editor should know about that."""

    id: str | None
    comment: str = ""
    is_unknown: bool = False


@dataclass(frozen=True)
class Cast:
    """The people and institutions of a site, by what they are called.

    Attributes:
        given: what the editor says of labels; None says that somebody is unnamed.
    """

    library: Library
    given: Mapping[str, str | None]

    def knows(self, label: str) -> bool:
        """Whether a label names somebody of the glossary."""
        return is_like_a_name(label) and self._found(label) is not None

    def owner(self, label: str) -> Owner:
        """Whose a label is."""
        if label in self.given:
            return Owner(self.given[label])
        if found := self._found(label):
            return found
        if _plain(label) in UNNAMED or _plain(label).split()[0] in UNNAMED:
            return Owner(None)
        if several := self._several(_plain(label)):
            return Owner(None, f"could be {' or '.join(several)}", is_unknown=True)
        near = nearest(_plain(label), self._by_name)
        if near and len(ids := self._by_name[near]) == 1:
            [name] = ids
            return Owner(None, f"unknown; did you mean {self._called(name)}?", is_unknown=True)
        return Owner(None, "unknown", is_unknown=True)

    def owner_by(self, label: str, name: str) -> Owner:
        """Whose a label is; by the name that the file gives to who speaks, where it gives one."""
        if label in self.given or not name or name == label:
            return self.owner(label)
        found = self.owner(name)
        if found.id:
            return Owner(found.id, found.comment or f"guessed from the name {name} in the file")
        called = self.owner(label)
        return (
            called
            if called.id
            else Owner(None, f"unknown; in the file it is {name}", is_unknown=True)
        )

    def _found(self, label: str) -> Owner | None:
        plain = _plain(label)
        for known in (self._by_name, self._before):
            if len(ids := known.get(plain, frozenset())) == 1:
                return Owner(next(iter(ids)))
        for name, how in self._within(plain):
            if len(ids := how.get(name, frozenset())) == 1:
                [one] = ids
                return Owner(one, f"guessed from the name of {self.library.entries[one].head.name}")
        return None

    def _several(self, plain: str) -> tuple[str, ...]:
        """Those who share a name or surname, where a label could be of each."""
        for name, how in ((plain, self._by_name), *self._within(plain)):
            if len(ids := how.get(name, frozenset())) > 1:
                return tuple(self._called(each) for each in sorted(ids))
        return ()

    def _within(self, plain: str) -> Iterator[tuple[str, Mapping[str, frozenset[str]]]]:
        """The names that a label may end or begin with, the longest first, then a surname."""
        words = re.split(r"[\s,，]+", plain)
        for size in range(len(words) - 1, _SHORTEST - 1, -1):
            yield " ".join(words[-size:]), self._by_name
            yield " ".join(words[:size]), self._by_name
        for part in (plain, re.split("[,，]", plain)[0]):
            yield part.split()[-1], self._by_surname

    @cached_property
    def _speaking(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.library.entries.values()
                     if each.kind in {PEOPLE, INSTITUTIONS})  # fmt: skip

    @cached_property
    def _by_name(self) -> Mapping[str, frozenset[str]]:
        return _gathered(
            (_plain(name), each.id) for each in self._speaking for name in _names(each)
        )

    @cached_property
    def _by_surname(self) -> Mapping[str, frozenset[str]]:
        return _gathered((_plain(name).split()[-1], each.id) for each in self._speaking
                         if each.kind == PEOPLE for name in _names(each))  # fmt: skip

    @cached_property
    def _before(self) -> Mapping[str, frozenset[str]]:
        """Whose labels are in the briefings that the site has."""
        return _gathered((_plain(label), who) for each in self.library.briefings.values()
                         for label, who in each.head.speakers.items() if who)  # fmt: skip

    def _called(self, name: str) -> str:
        return f"{name} ({self.library.entries[name].head.name})"


def _names(entry: Entry) -> Iterator[str]:
    head = entry.head
    yield head.name
    yield from (each.name for each in head.other_names)
    yield from (each.text for each in head.aliases)


def _gathered(pairs: Iterator[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, who in pairs:
        found[name].add(who)
    return {name: frozenset(ids) for name, ids in found.items()}


def _plain(label: str) -> str:
    """A label as names are compared: without case, brackets, and the points of initials."""
    bare = _BRACKETED.sub(" ", unicodedata.normalize("NFC", label)).casefold()
    return " ".join(bare.replace(".", ". ").split()).strip(",， ") or label
