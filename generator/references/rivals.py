"""Rivals: two people who certainly hold one declared office on one day."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

from generator.decode import problem_in_front
from generator.heads import InstitutionHead
from generator.memo import Forgetful
from generator.model import Entry, Library
from generator.offices import Office, Tenure, tenures
from generator.problems import Problem


def check_rivals(
    library: Library, entries: Sequence[Entry], memory: Forgetful
) -> Iterator[Problem]:
    """Two people who certainly hold one declared office on one day."""
    declared = memory.rows("", _declared, entries)
    for (institution, title), one, other in memory("", _rivals, declared, tenures(entries, memory)):
        names = f"{one.person} and {other.person}"
        message = f"{names} both are {title} of {institution} on some days"
        hint = "end the first role (`to:`) on the day on which the second begins"
        document = library.entries[other.person].document
        yield problem_in_front(document, ("roles", other.number), "W222", message, hint)


def _declared(entry: Entry) -> tuple[Office, ...]:
    posts = entry.head.posts if isinstance(entry.head, InstitutionHead) else ()
    return tuple((entry.id, post.title) for post in posts)


def _rivals(
    declared: Sequence[tuple[Office, ...]], held: Mapping[Office, tuple[Tenure, ...]]
) -> tuple[tuple[Office, Tenure, Tenure], ...]:
    return tuple(
        (office, one, other)
        for office in dict.fromkeys(chain.from_iterable(declared))
        for one, other in combinations(held.get(office, ()), 2)
        if one.person != other.person and one.role.interval.certainly_overlaps(other.role.interval)
    )
