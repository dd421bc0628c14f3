"""The tree of topics, or where it is too large or too deep for a page, topics from A to Z."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from generator import urls
from generator.folders import TOPICS
from generator.model import Topic
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import letter_id, letter_of
from generator.pages.parts import Link
from generator.pages.planned import Planned
from generator.pages.splitting import BUDGET, Around, Pages, Part, cost, grouped, split
from generator.thing import Thing

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
    """What topic_list.html shows: topics from A to Z; on the first page the broadest as a tree."""

    title: str
    count: int
    roots: tuple[TopicLine, ...]
    letters: tuple[TopicLetter, ...]
    around: Around
    passages: Link


def topic_lists(edition: Edition, passages: str) -> Iterator[Planned]:
    """The tree of topics; `passages` is where the index of passages lies."""
    topics = edition.library.topics.values()
    first = urls.path_of(TOPICS)
    weight = sum(_cost(each) * max(1, len(each.head.broader)) for each in topics)
    if weight <= BUDGET and len(list(_levels(edition))) <= _DEEPEST:
        yield Planned(first, "topics.html", partial(_tree, edition, passages), _SOURCE)
        return
    in_order = sorted(topics, key=lambda each: (edition.strings.sort_key(each.head.name), each.id))
    letters = grouped(in_order, lambda each: letter_of(edition, each.head.name))
    pages = Pages(first, edition.strings.text(TOPICS), f"{TOPICS}/letters", split(letters, _cost),
                  edition.strings)  # fmt: skip
    for path, part in ((first, None), *pages.below):
        view = partial(_list, edition, pages, part, passages)
        yield Planned(path, "topic_list.html", view, _SOURCE)


def _levels(edition: Edition) -> Iterator[set[str]]:
    """The topics of each level of the tree, no more than one level beyond those that are drawn."""
    level = {each.id for each in edition.library.topics.values() if not each.head.broader}
    for _ in range(_DEEPEST + 1):
        if level:
            yield level
        level = {below for name in level for below in edition.index.narrower.get(name, ())}


def _room(edition: Edition) -> int:
    """How many levels of a tree that is too large fit on a page beside the letters."""
    topics = edition.library.topics
    sizes = accumulate(sum(_cost(topics[name]) for name in level) for level in _levels(edition))
    return min(sum(1 for size in sizes if size <= BUDGET // 2), _DEEPEST)


def _cost(topic: Topic) -> int:
    return cost(topic.id, topic.head.name, topic.head.scope_note or "")


def _tree(edition: Edition, passages: str) -> TopicsView:
    page, strings = urls.path_of(TOPICS), edition.strings
    count = len(edition.library.topics)
    return TopicsView(
        edition.frame(page, strings.text(TOPICS), strings.text("topics-described", n=count),
                      section=TOPICS),
        count,
        _roots(edition, page, _DEEPEST),
        _index_link(edition, page, passages),
    )  # fmt: skip


def _roots(edition: Edition, page: str, levels: int) -> tuple[TopicLine, ...]:
    """The broadest topics with what is narrower, so many levels of them."""
    topics, sort_key = edition.library.topics, edition.strings.sort_key
    shown: set[str] = set()

    def in_order(ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda name: (sort_key(topics[name].head.name), name))

    def line(name: str, further: int) -> TopicLine:
        narrower = edition.index.narrower.get(name, ())
        is_again = name in shown
        shown.add(name)
        below = in_order(narrower) if further and not is_again else ()
        return _line(edition, page, topics[name])._replace(
            narrower=tuple(line(each, further - 1) for each in below),
            is_again=is_again and bool(narrower),
        )

    if not levels:
        return ()
    roots = in_order(each.id for each in topics.values() if not each.head.broader)
    return tuple(line(name, levels - 1) for name in roots)


def _list(
    edition: Edition, pages: Pages[Topic], part: Part[Topic] | None, passages: str
) -> TopicListView:
    strings = edition.strings
    page = pages.path(part) if part else pages.first
    title = pages.heading(part)
    count = sum(len(each.items) for each in ((part,) if part else pages.parts))
    roots = () if part or pages.is_whole else _roots(edition, page, _room(edition))
    letters = tuple(
        TopicLetter(letter_id(group.id), group.title,
                    tuple(_line(edition, page, each) for each in group.items))
        for group in pages.shown(part)
    )  # fmt: skip
    described = strings.text("list-described", kind=title, n=count)
    return TopicListView(
        edition.frame(page, title, described, section=TOPICS),
        title, count, roots, letters, pages.around(part, letter_id),
        _index_link(edition, page, passages),
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
