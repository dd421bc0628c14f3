"""Who and what is named in the same paragraphs."""

from collections import Counter
from typing import NamedTuple

from generator import urls
from generator.folders import BRIEFINGS
from generator.model import Entry
from generator.pages.edition import Edition
from generator.pages.parts import Link
from generator.thing import Thing

_MOST = 10
_LEAST = 2  # paragraphs: one alone may be chance
# A paragraph that names more is a list, which says little of any two; and every entry of it would
# be counted with every other.
_CROWD = 40


class Companion(NamedTuple):
    """An entry named in the same paragraphs as another: how many, and the first of the latest."""

    link: Link
    paragraphs: int
    passage: str


def companions(edition: Edition, page: str, entry: Entry) -> tuple[Companion, ...]:
    """The entries that are named most often where an entry is named, the most frequent first."""
    index = edition.index
    places = dict.fromkeys(
        (each.mark.briefing, each.mark.paragraph) for each in index.named.get(entry.id, ())
    )
    counts, first = Counter[str](), dict[str, tuple[str, int]]()
    for briefing, number in places:
        marks = index.marks[briefing].get(number, ())
        here = {name for mark in marks if mark.kind == "mention" for name in mark.targets}
        if len(here) > _CROWD:
            continue
        for name in here - {entry.id}:
            counts[name] += 1
            first.setdefault(name, (briefing, number))
    order, entries = edition.strings.sort_key, edition.library.entries
    often = [name for name, number in counts.items() if number >= _LEAST]
    often.sort(key=lambda name: (-counts[name], order(entries[name].head.name), name))
    return tuple(_companion(edition, page, name, counts[name], first[name])
                 for name in often[:_MOST])  # fmt: skip


def _companion(
    edition: Edition, page: str, name: str, paragraphs: int, first: tuple[str, int]
) -> Companion:
    briefing, number = first
    place = edition.link(page, Thing(BRIEFINGS, briefing), urls.paragraph_id(number))
    return Companion(edition.entry_link(page, name), paragraphs, place.href)
