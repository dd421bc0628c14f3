"""The tree of topics, or where it is too large or too deep for a page, topics from A to Z."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator import urls
from generator.library import TOPICS
from generator.model import Topic
from generator.pages.frame import Edition, Link, View
from generator.pages.lines import letter_id, letter_of
from generator.pages.planned import Planned
from generator.pages.splitting import BUDGET, Around, Pages, Part, cost, grouped, split
from generator.references import Thing

_SOURCE = "content/topics/"
_DEEPEST = 40  # levels that a tree is drawn with


class TopicLine(NamedTuple):
    """A topic in the tree of topics, with what is narrower below it.

    What is below several topics is shown in full below the first of them only; `is_again` below
    the others.
    """

    link: Link
    scope_note: str
    passages: int
    narrower: "tuple[TopicLine, ...]"
    is_again: bool = False


class TopicLetter(NamedTuple):
    """The topics under one letter."""

    id: str
    letter: str
    lines: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class TopicsView(View):
    """What topics.html shows."""

    count: int
    roots: tuple[TopicLine, ...]
    passages: Link


@dataclass(frozen=True, slots=True)
class TopicListView(View):
    """What topic_list.html shows: topics from A to Z."""

    title: str
    count: int
    letters: tuple[TopicLetter, ...]
    around: Around
    passages: Link


def topic_lists(edition: Edition, passages: str) -> Iterator[Planned]:
    """The tree of topics; `passages` is where the index of passages lies."""
    topics = edition.library.topics.values()
    first = urls.path_of(TOPICS)
    weight = sum(_cost(each) * max(1, len(each.head.broader)) for each in topics)
    if weight <= BUDGET and _depth(edition) <= _DEEPEST:
        yield Planned(first, "topics.html", partial(_tree, edition, passages), _SOURCE)
        return
    in_order = sorted(topics, key=lambda each: (edition.strings.sort_key(each.head.name), each.id))
    letters = grouped(in_order, lambda each: letter_of(edition, each.head.name))
    pages = Pages(first, edition.strings.text(TOPICS), f"{TOPICS}/letters", split(letters, _cost),
                  edition.strings)  # fmt: skip
    for path, part in ((first, None), *pages.below):
        view = partial(_list, edition, pages, part, passages)
        yield Planned(path, "topic_list.html", view, _SOURCE)


def _depth(edition: Edition) -> int:
    """How many levels the tree of topics has, or one more than are drawn."""
    level = {each.id for each in edition.library.topics.values() if not each.head.broader}
    depth = 0
    while level and depth <= _DEEPEST:
        depth += 1
        level = {below for name in level for below in edition.index.narrower.get(name, ())}
    return depth


def _cost(topic: Topic) -> int:
    return cost(topic.id, topic.head.name, topic.head.scope_note or "")


def _tree(edition: Edition, passages: str) -> TopicsView:
    page, strings = urls.path_of(TOPICS), edition.strings
    topics = edition.library.topics
    shown: set[str] = set()

    def in_order(ids: Iterator[str]) -> list[str]:
        return sorted(ids, key=lambda name: (strings.sort_key(topics[name].head.name), name))

    def line(name: str) -> TopicLine:
        is_again = name in shown
        shown.add(name)
        below = () if is_again else in_order(iter(edition.index.narrower.get(name, ())))
        return _line(edition, page, topics[name])._replace(
            narrower=tuple(line(each) for each in below),
            is_again=is_again and bool(edition.index.narrower.get(name)),
        )

    roots = in_order(each.id for each in topics.values() if not each.head.broader)
    return TopicsView(
        edition.frame(page, strings.text(TOPICS), strings.text("topics-described", n=len(topics)),
                      section=TOPICS),
        len(topics),
        tuple(line(name) for name in roots),
        _index_link(edition, page, passages),
    )  # fmt: skip


def _list(
    edition: Edition, pages: Pages[Topic], part: Part[Topic] | None, passages: str
) -> TopicListView:
    strings = edition.strings
    page = pages.path(part) if part else pages.first
    title = pages.heading(part)
    count = sum(len(each.items) for each in ((part,) if part else pages.parts))
    letters = tuple(
        TopicLetter(letter_id(group.id), group.title,
                    tuple(_line(edition, page, each) for each in group.items))
        for group in pages.shown(part)
    )  # fmt: skip
    described = strings.text("list-described", kind=title, n=count)
    return TopicListView(
        edition.frame(page, title, described, section=TOPICS),
        title, count, letters, pages.around(part, letter_id), _index_link(edition, page, passages),
    )  # fmt: skip


def _line(edition: Edition, page: str, topic: Topic) -> TopicLine:
    return TopicLine(
        edition.link(page, Thing(TOPICS, topic.id)),
        topic.head.scope_note or "",
        len(edition.index.passages.get(topic.id, ())),
        (),
    )


def _index_link(edition: Edition, page: str, passages: str) -> Link:
    return Link(urls.relative(page, passages), edition.strings.text("index-of-passages"))
