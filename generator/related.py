"""Related briefings: those that share their event and their rarer topics, the nearest in time."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from typing_extensions import override

from generator.memo import Forgetful
from generator.model import Briefing

_MOST_RELATED = 5
_NEIGHBOURS = 8


class Subject(NamedTuple):
    """What a briefing is about."""

    briefing: str
    event: str
    topics: tuple[str, ...]


class Related(Mapping[str, tuple[str, ...]]):
    """For each briefing those that share its event and its rarer topics, the nearest in time.

    Only neighbours in each topic's own order of time are weighed, so that the work grows with the
    number of briefings and not with its square.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        groups: Mapping[tuple[str, str], tuple[str, ...]],
        order: Mapping[str, int],
    ) -> None:
        """Keep the subjects in order of time, and the briefings of each group."""
        self._subjects, self._groups, self._order = subjects, groups, order

    @override
    def __getitem__(self, briefing: str) -> tuple[str, ...]:
        place = self._order[briefing]
        groups = [self._groups[group] for group in _groups(self._subjects[place])]
        return tuple(self._subjects[other].briefing
                     for other in _nearest(place, groups, self._order))  # fmt: skip

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    @override
    def __len__(self) -> int:
        return len(self._order)


def related(briefings: Sequence[Briefing], order: Mapping[str, int], memory: Forgetful) -> Related:
    """For each briefing those related to it; `order` is the place of each in time."""
    subjects = memory.rows("", _subject, briefings)
    return Related(subjects, memory.gathered(_grouped, subjects), order)


def _subject(briefing: Briefing) -> Subject:
    topics = [*briefing.head.topics, *(each.topic for each in briefing.passages)]
    return Subject(briefing.id, briefing.head.event or "", tuple(dict.fromkeys(topics)))


def _grouped(subject: Subject) -> dict[tuple[str, str], str]:
    return dict.fromkeys(_groups(subject), subject.briefing)


def _groups(subject: Subject) -> list[tuple[str, str]]:
    """What a briefing belongs to, its topics and its event, each with its kind before it."""
    event = [("event", subject.event)] if subject.event else []
    return [*(("topic", topic) for topic in subject.topics), *event]


def _nearest(place: int, groups: list[tuple[str, ...]], order: Mapping[str, int]) -> list[int]:
    scores: dict[int, float] = {}
    for group in groups:
        at = bisect_left(group, place, key=order.__getitem__)
        for name in group[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
            other = order[name]
            if other != place:
                scores[other] = scores.get(other, 0) + 1 / math.log2(len(group) + 1)
    ranked = sorted(scores, key=lambda other: (-scores[other], abs(other - place), other))
    return ranked[:_MOST_RELATED]
