"""Circles: topics that are broader than themselves, institutions that are part of themselves."""

from collections.abc import Iterator, Mapping, Sequence

from generator.decode import problem_in_front
from generator.heads import InstitutionHead, ThingHead
from generator.model import Document, Entry, Topic
from generator.problems import Problem


def check_circles(entries: Sequence[Entry], topics: Sequence[Topic]) -> tuple[Problem, ...]:
    """Topics that are broader than themselves, institutions that are part of themselves."""
    broader = {each.id: each.head.broader for each in topics}
    whole = {each.id: each.head.part_of for each in entries
             if isinstance(each.head, InstitutionHead | ThingHead)}  # fmt: skip
    return (
        *_circles_of("broader", broader, {each.id: each.document for each in topics}),
        *_circles_of("part_of", whole, {each.id: each.document for each in entries}),
    )


def _circles_of(
    key: str, above: Mapping[str, tuple[str, ...]], documents: Mapping[str, Document]
) -> Iterator[Problem]:
    for start in above:
        if (circle := _circle(start, above)) and start == min(circle):
            message = f"“{start}” is above itself: {' → '.join([*circle, start])}"
            hint = f"remove one `{key}` of the circle"
            yield problem_in_front(documents[start], (key,), "E230", message, hint)


def _circle(start: str, above: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way from an id up to itself, or ()."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while paths:
        path = paths.pop()
        for parent in above.get(path[-1], ()):
            if parent == start:
                return path
            if parent not in seen:
                seen.add(parent)
                paths.append((*path, parent))
    return ()
