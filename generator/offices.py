"""Who held which office, and when: the roles of people, gathered by office."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.heads import PersonHead, Role
from generator.memo import Forgetful
from generator.model import Entry

Office = tuple[str, str]


class Tenure(NamedTuple):
    """A role with whose it is and its place in that person's list of roles."""

    person: str
    number: int
    role: Role


def tenures(
    entries: Sequence[Entry],
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> Mapping[Office, tuple[Tenure, ...]]:
    """Every tenure by office (institution's id or "", title), the earliest first."""
    return memory("", _by_office, memory.rows("", tenures_of, entries))


def tenures_of(entry: Entry) -> tuple[tuple[Office, Tenure], ...]:
    """Each role of a person with the office it is in; none if the entry is no person's."""
    roles = entry.head.roles if isinstance(entry.head, PersonHead) else ()
    return tuple(
        ((role.institution or "", role.title), Tenure(entry.id, number, role))
        for number, role in enumerate(roles)
    )


def _by_office(
    held: Sequence[tuple[tuple[Office, Tenure], ...]],
) -> Mapping[Office, tuple[Tenure, ...]]:
    found: dict[Office, list[Tenure]] = {}
    for office, tenure in chain.from_iterable(held):
        found.setdefault(office, []).append(tenure)
    return {office: earliest_first(those) for office, those in found.items()}


def earliest_first(held: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """Tenures in the order in which they began; those of one day by person."""
    return tuple(sorted(held, key=_begin))


def _begin(tenure: Tenure) -> tuple[str, str]:
    return str(tenure.role.start or ""), tenure.person
