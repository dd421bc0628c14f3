"""Whose a speaker's label is: found in the glossary, guessed, or unknown with a proposal."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.imports.labels import UNNAMED, is_like_a_name, plain
from generator.imports.posts import Posts, names_of
from generator.model import Entry, Library
from generator.problems import nearest
from generator.site import INSTITUTIONS, PEOPLE

_INITIAL = re.compile(r"[^\W\d_]\.")
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
        day: the day of the briefing, for offices; None where it is not known.
    """

    library: Library
    given: Mapping[str, str | None]
    day: date | None = None

    def knows(self, label: str) -> bool:
        """Whether a label names somebody of the glossary."""
        return is_like_a_name(label) and self._found(label) is not None

    def owner(self, label: str) -> Owner:
        """Whose a label is."""
        if label in self.given:
            return Owner(self.given[label])
        if found := self._found(label):
            return found
        if plain(label) in UNNAMED or plain(label).split()[0] in UNNAMED:
            return Owner(None)
        return Owner(None, self._doubt(plain(label)), is_unknown=True)

    def _doubt(self, label: str) -> str:
        """Why nobody has a label: the people whom it could mean, or the one whom it is like."""
        if several := self._several(label):
            return f"could be {' or '.join(several)}"
        if len(holders := self._posts.holders(label)) == 1:
            return f"may be {self._called(holders[0])}: it is not certain who held it on that day"
        if holders:
            return f"could be {' or '.join(map(self._called, holders))}"
        last = _last_word(label)
        for written, known in ((label, self._by_name), (last, self._by_surname)):
            near = nearest(written, known)
            if near and len(ids := known[near]) == 1:
                [name] = ids
                return f"unknown; did you mean {self._called(name)}?"
        return "unknown"

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
        written = plain(label)
        if len(ids := self._by_name.get(written, frozenset())) == 1:
            return Owner(next(iter(ids)))
        if holders := self._posts.holders(written):
            return self._by_office(written, holders)
        if len(ids := self._before.get(written, frozenset())) == 1:
            return Owner(next(iter(ids)))
        for ids in self._meant(written):
            if len(ids) == 1:
                [one] = ids
                return Owner(one, f"guessed from the name of {self._name(one)}")
            if len(held := self._holding(written, ids)) == 1:
                return Owner(held[0], f"guessed from the name of {self._name(held[0])} and from "
                                      "the office on that day")  # fmt: skip
        return None

    def _by_office(self, written: str, holders: tuple[str, ...]) -> Owner | None:
        """Whoever alone held an office on the day, beyond doubt."""
        match holders:
            case [one] if self._posts.held_certainly(written, one):
                return Owner(
                    one, f"guessed from the office that {self._name(one)} held on that day"
                )
        return None

    def _holding(self, written: str, ids: Collection[str]) -> list[str]:
        """Those of some with one surname who held the office that stands before it."""
        office = " ".join(written.split()[:-1])
        return sorted({*ids} & {*self._posts.holders(office)})

    def _several(self, written: str) -> tuple[str, ...]:
        """Those who share a name or surname, where a label could be of each."""
        shared = (self._by_name.get(written, frozenset()), *self._meant(written))
        several = next((ids for ids in shared if len(ids) > 1), frozenset())
        return tuple(self._called(each) for each in sorted(several))

    def _meant(self, written: str) -> Iterator[frozenset[str]]:
        """Those whom the names in a label can mean, by the longest name first."""
        words = re.split(r"[\s,，]+", written)
        for size in range(len(words) - 1, _SHORTEST - 1, -1):
            yield self._by_name.get(" ".join(words[-size:]), frozenset())
            yield self._by_name.get(" ".join(words[:size]), frozenset())
        yield self._by_name.get(" ".join([*words[1:], words[0]]), frozenset())  # Abe Shinzo
        for part in (written, re.split("[,，]", written)[0]):
            *before, surname = part.split()
            ids = self._by_surname.get(surname, frozenset())
            yield frozenset(each for each in ids if self._fits(before, surname, each))

    def _fits(self, before: list[str], surname: str, person: str) -> bool:
        """Whether what stands before a surname is an office, or somebody's own first name."""
        own = [word for name in names_of(self.library.entries[person])
               for word in plain(name).split() if word != surname]  # fmt: skip
        initials = [
            word for word in before if _INITIAL.fullmatch(word) and not self._posts.is_title(word)
        ]
        if initials:
            return not own or any(word[0] == initials[0][0] for word in own)
        return (
            not before
            or self._posts.is_title(before[-1])
            or before[-1] in own
            or bool(nearest(before[-1], own))
        )

    @cached_property
    def _posts(self) -> Posts:
        return Posts(self.library, self.day)

    @cached_property
    def _speaking(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.library.entries.values()
                     if each.kind in {PEOPLE, INSTITUTIONS})  # fmt: skip

    @cached_property
    def _by_name(self) -> Mapping[str, frozenset[str]]:
        return _gathered(
            (plain(name), each.id) for each in self._speaking for name in names_of(each)
        )

    @cached_property
    def _by_surname(self) -> Mapping[str, frozenset[str]]:
        return _gathered((plain(name).split()[-1], each.id) for each in self._speaking
                         if each.kind == PEOPLE for name in names_of(each))  # fmt: skip

    @cached_property
    def _before(self) -> Mapping[str, frozenset[str]]:
        """Whose labels are in the briefings that the site has."""
        return _gathered((plain(label), who) for each in self.library.briefings.values()
                         for label, who in each.head.speakers.items() if who)  # fmt: skip

    def _called(self, name: str) -> str:
        return f"{name} ({self._name(name)})"

    def _name(self, name: str) -> str:
        return self.library.entries[name].head.name


def _last_word(label: str) -> str:
    return re.split("[,，]", label)[0].split()[-1]


def _gathered(pairs: Iterator[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, who in pairs:
        found[name].add(who)
    return {name: frozenset(ids) for name, ids in found.items()}
