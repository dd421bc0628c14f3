"""What a reference can mean, and which files a change of that may concern."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.columns import changed_keys
from generator.directory import Directory
from generator.memo import Forgetful
from generator.model import Briefing, Library
from generator.problems import Problem
from generator.thing import Thing

_ANY = "*"  # stands for all ids, and is none


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All that a reference may ask; `places` are what is there in a briefing."""

    things: Mapping[str, tuple[Thing, ...]]
    moved: Mapping[str, str]
    silent: Mapping[str, str]
    places: Mapping[str, tuple[int, tuple[tuple[str, ...], ...]]]
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What can be referred to; two that have the same facts answer alike."""

    library: Library = field(compare=False)
    directory: Directory = field(compare=False)
    facts: Facts


class Checked(NamedTuple):
    """What is wrong with the references of a file, and the ids that were asked for it."""

    problems: tuple[Problem, ...]
    asked: tuple[str, ...]


def know(library: Library, directory: Directory, memory: Forgetful) -> Known:
    """What can be referred to in a library."""
    known = Known(library, directory, _facts(library, directory, memory))
    return memory.settled("known", known)


def _facts(library: Library, directory: Directory, memory: Forgetful) -> Facts:
    briefings = memory.values("briefings", library.briefings)
    names = memory.rows("", _id, briefings)
    places = memory.table("places", names, memory.rows("", _places, briefings))
    folders = memory.settled("entry folders", library.site.folders)
    return memory("", Facts, directory.things, directory.moved, directory.silent, places, folders)


def _id(briefing: Briefing) -> str:
    return briefing.id


def _places(briefing: Briefing) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """What the part behind # of a link to a briefing may name; of each note its ids, too."""
    notes = tuple((each.id, *each.formerly) for each in briefing.annotations)
    return len(briefing.transcript.paragraphs), notes


def changed(old: Known, new: Known) -> frozenset[str] | None:
    """The ids that may mean something else now, or under which something else is there."""
    before, after = old.facts, new.facts
    if before.folders != after.folders:
        return None
    return frozenset({
        _ANY,
        *changed_keys(before.things, after.things),
        *changed_keys(before.moved, after.moved),
        *changed_keys(before.silent, after.silent),
        *changed_keys(before.places, after.places),
    })  # fmt: skip


def asked(checked: Checked) -> dict[str, None]:
    """The ids; what has problems may name others in its help, whatever it asked for."""
    return dict.fromkeys((*checked.asked, _ANY) if checked.problems else checked.asked)
