"""What an entry of the glossary and a topic refer to, and the periods in them."""

from collections.abc import Iterator, Sequence

from generator.dates import Interval
from generator.decode import problem_in_front
from generator.fields import Dated
from generator.folders import TOPICS
from generator.heads import EntryHead, InstitutionHead, PersonHead, ThingHead, TopicHead
from generator.model import Document, Entry, Topic
from generator.problems import Problem
from generator.references.checker import Checker, Path
from generator.site import INSTITUTIONS


def check_entry(entry: Entry, checker: Checker) -> Iterator[Problem]:
    """Problems with what an entry refers to."""
    head, folders = entry.head, checker.library.site.folders
    yield from checker.ids(("see_also",), head.see_also)
    yield from checker.body(entry.body)
    yield from _intervals(entry.document, head)
    match head:
        case PersonHead():
            for number, role in enumerate(head.roles):
                if role.institution is not None:
                    path = ("roles", number, "institution")
                    yield from checker.id(path, role.institution, (INSTITUTIONS,))
        case InstitutionHead():
            for key in ("part_of", "predecessors", "successors"):
                yield from checker.ids((key,), getattr(head, key), (INSTITUTIONS,))
        case ThingHead():
            yield from checker.ids(("part_of",), head.part_of, folders)
            yield from checker.ids(("participants",), head.participants)
        case _:
            pass
    place = getattr(head, "place", None)
    if place is not None:
        yield from checker.id(("place",), place, folders)


def check_topic(topic: Topic, checker: Checker) -> Iterator[Problem]:
    """Problems with what a topic refers to."""
    for key in ("broader", "related"):
        yield from checker.ids((key,), getattr(topic.head, key), (TOPICS,))
    yield from checker.ids(("see_also",), topic.head.see_also)
    yield from checker.body(topic.body)
    yield from _intervals(topic.document, topic.head)


def _intervals(document: Document, head: EntryHead | TopicHead) -> Iterator[Problem]:
    """Periods that end before they begin."""
    for path, period in _periods(head):
        if period.is_empty:
            message = f"this ends ({period.end}) before it begins ({period.start})"
            hint = "`from` is the first day, `to` the first day on which it no longer held"
            yield problem_in_front(document, path, "E114", message, hint)


def _periods(head: EntryHead | TopicHead) -> Iterator[tuple[Path, Interval]]:
    """Every period of a head, with the place of its end."""
    lists: list[tuple[Path, Sequence[Dated]]] = [(("other_names",), head.other_names)]
    if isinstance(head, EntryHead):
        lists.append((("aliases",), head.aliases))
    match head:
        case PersonHead():
            lists.append((("roles",), head.roles))
            yield ("death_date",), Interval(head.birth_date, head.death_date)
        case InstitutionHead():
            lists += [(("posts", number, "aliases"), post.aliases)
                      for number, post in enumerate(head.posts)]  # fmt: skip
            yield ("dissolved",), Interval(head.founded, head.dissolved)
        case ThingHead():
            yield ("to",), head.interval
        case _:
            pass
    for path, dated in lists:
        for number, each in enumerate(dated):
            yield (*path, number, "to"), each.interval
