"""Remembering pure functions over frozen values from one build to the next.

A value is known again by being the very same object: what is frozen and the same cannot differ.
The stages ask for the answers to their smaller questions, each under a name: `Forgetful` works all
of them out, `Memory` only those whose givens differ from what they were under that name before.
There is no list of what depends on what that could be wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import Any, Generic, TypeVar, TypeVarTuple

from typing_extensions import override

R = TypeVar("R")
T = TypeVar("T")
C = TypeVar("C")
K = TypeVar("K")
V = TypeVar("V")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Reach(Generic[T, C, R]):
    """How far a change of context reaches.

    Attributes:
        words: the words that two contexts answer differently, or None for all of them.
        texts: the texts of an item; where none of those words stands, its answer holds.
        holds: whether an answer is of the kind that can hold at all.
    """

    words: Callable[[C, C], frozenset[str] | None]
    texts: Callable[[T], tuple[str, ...]]
    holds: Callable[[R], bool] = lambda _: True


class Forgetful:
    """Works everything out anew: what a single build needs."""

    def __call__(self, name: str, function: Callable[[*Ts], R], *given: *Ts) -> R:  # noqa: ARG002
        """What a pure function answers; the name tells its questions apart."""
        return function(*given)

    def each(
        self,
        function: Callable[[T, C], R],
        items: Sequence[T],
        context: C,
        reach: Reach[T, C, R],  # noqa: ARG002  # what a memory needs
    ) -> list[R]:
        """What a pure function answers about each item in a context."""
        return [function(item, context) for item in items]

    def settled(self, name: str, value: T) -> T:  # noqa: ARG002  # what a memory needs
        """The value, or the equal one that bore the name before."""
        return value

    def group(self, name: str, values: Iterable[T]) -> tuple[T, ...]:  # noqa: ARG002  # the same
        """The values together; if each is the same as before, then so is the group."""
        return tuple(values)

    def when_asked(self, mapping: Mapping[K, V]) -> Mapping[K, V]:
        """A mapping that works itself out when it is looked at; here it does so at once."""
        return dict(mapping)


class Memory(Forgetful):
    """Remembers the last answer to each question."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._answers: dict[tuple[object, str], tuple[tuple[object, ...], Any]] = {}
        self._each: dict[object, tuple[Any, dict[int, tuple[Any, Any]]]] = {}
        self._named: dict[str, Any] = {}

    @override
    def __call__(self, name: str, function: Callable[[*Ts], R], *given: *Ts) -> R:
        found = self._answers.get((function, name))
        if found is None or not all(map(is_, found[0], given)):
            found = (given, function(*given))
            self._answers[function, name] = found
        answer: R = found[1]
        return answer

    @override
    def each(
        self,
        function: Callable[[T, C], R],
        items: Sequence[T],
        context: C,
        reach: Reach[T, C, R],
    ) -> list[R]:
        old, known = self._each.get(function, (None, {}))
        words = frozenset[str]() if old is context else None
        if old is not None and old is not context:
            words = reach.words(old, context)
        answers: dict[int, tuple[T, R]] = {}
        for item in items:
            found = known.get(id(item)) if words is not None else None
            if found is None or (words and not _is_beyond(words, found, reach)):
                found = (item, function(item, context))
            answers[id(item)] = found
        self._each[function] = (context, answers)
        return [answer for _, answer in answers.values()]

    @override
    def when_asked(self, mapping: Mapping[K, V]) -> Mapping[K, V]:
        return mapping

    @override
    def settled(self, name: str, value: T) -> T:
        before: T | None = self._named.get(name)
        if before is not None and before == value:
            return before
        self._named[name] = value
        return value

    @override
    def group(self, name: str, values: Iterable[T]) -> tuple[T, ...]:
        together = tuple(values)
        before: tuple[T, ...] | None = self._named.get(name)
        if before is not None and len(before) == len(together) and all(map(is_, before, together)):
            return before
        self._named[name] = together
        return together


class Later(Mapping[K, V]):
    """A mapping that is worked out when it is first looked at."""

    def __init__(self, make: Callable[[], Mapping[K, V]]) -> None:
        """Keep how to make it."""
        self._make = make

    @cached_property
    def _made(self) -> Mapping[K, V]:
        return self._make()

    @override
    def __getitem__(self, key: K) -> V:
        return self._made[key]

    @override
    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    @override
    def __len__(self) -> int:
        return len(self._made)


def _is_beyond(words: frozenset[str], found: tuple[T, R], reach: Reach[T, C, R]) -> bool:
    """Whether an answer is out of reach of what has changed."""
    item, answer = found
    return reach.holds(answer) and not any(
        word in text for text in reach.texts(item) for word in words
    )
