"""Who held which office, and when: the roles of people, gathered by office."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.model import Entry, Library, PersonHead, Role


class Tenure(NamedTuple):
    """A role with whose it is and its place in that person's list of roles."""

    person: str
    number: int
    role: Role


def tenures(library: Library) -> Mapping[tuple[str, str], tuple[Tenure, ...]]:
    """Every tenure by office (institution's id or "", title), the earliest first."""
    return tenures_among(library.entries.values())


def tenures_among(entries: Iterable[Entry]) -> Mapping[tuple[str, str], tuple[Tenure, ...]]:
    """The tenures of some entries."""
    held: dict[tuple[str, str], list[Tenure]] = {}
    for entry in entries:
        if isinstance(entry.head, PersonHead):
            for number, role in enumerate(entry.head.roles):
                office = (role.institution or "", role.title)
                held.setdefault(office, []).append(Tenure(entry.id, number, role))
    return {office: tuple(sorted(found, key=_begin)) for office, found in held.items()}


def _begin(tenure: Tenure) -> tuple[str, str]:
    return str(tenure.role.start or ""), tenure.person
