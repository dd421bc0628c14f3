"""Rivals: two people who certainly hold one declared office on one day."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

from generator.decode import problem_in_front
from generator.heads import InstitutionHead
from generator.memo import Forgetful
from generator.model import Entry, Library
from generator.offices import Office, Tenure, earliest_first, tenures_of
from generator.problems import Problem


def check_rivals(
    library: Library, entries: Sequence[Entry], memory: Forgetful
) -> Iterator[Problem]:
    """Two people who certainly hold one declared office on one day."""
    declared = memory.flat("declared", memory.rows("", _declared, entries))
    held = memory.gathered(_held, entries)
    offices = memory("", _filled, declared, held)
    those = memory.looked_up("who held the declared", held, offices)
    rivals = chain.from_iterable(memory.rows("", _rivals, offices, those))
    for (institution, title), one, other in rivals:
        names = f"{one.person} and {other.person}"
        message = f"{names} both are {title} of {institution} on some days"
        hint = "end the first role (`to:`) on the day on which the second begins"
        document = library.entries[other.person].document
        yield problem_in_front(document, ("roles", other.number), "W222", message, hint)


def _declared(entry: Entry) -> tuple[Office, ...]:
    posts = entry.head.posts if isinstance(entry.head, InstitutionHead) else ()
    return tuple((entry.id, post.title) for post in posts)


def _held(entry: Entry) -> Mapping[Office, tuple[Tenure, ...]]:
    found: dict[Office, tuple[Tenure, ...]] = {}
    for office, tenure in tenures_of(entry):
        found[office] = (*found.get(office, ()), tenure)
    return found


def _filled(
    declared: Sequence[Office], held: Mapping[Office, tuple[tuple[Tenure, ...], ...]]
) -> tuple[Office, ...]:
    return tuple(office for office in dict.fromkeys(declared) if office in held)


def _rivals(
    office: Office, held: tuple[tuple[Tenure, ...], ...]
) -> tuple[tuple[Office, Tenure, Tenure], ...]:
    """Asked of each office by itself: a new role is about one of them."""
    return tuple(
        (office, one, other)
        for one, other in combinations(earliest_first(chain.from_iterable(held)), 2)
        if one.person != other.person and one.role.interval.certainly_overlaps(other.role.interval)
    )
