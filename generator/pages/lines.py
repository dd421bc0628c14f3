"""The lines of which lists are made: a briefing, an entry, a link with a number."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from generator.folders import BRIEFINGS
from generator.model import Briefing, Entry
from generator.pages.edition import Edition
from generator.pages.parts import Link, When
from generator.pages.splitting import Group, cost, grouped
from generator.strings import HAN
from generator.thing import Thing

T = TypeVar("T")


class BriefingLine(NamedTuple):
    """A briefing in a list: who, what, when; drafts are seen while one writes only."""

    link: Link
    date: When | None
    kind: str
    speakers: tuple[str, ...]
    summary: str
    is_draft: bool


class EntryLine(NamedTuple):
    """An entry in a list: in how many briefings it speaks, and how often all of them name it."""

    link: Link
    kind: str
    summary: str
    spoken: int
    mentions: int
    alias_of: str
    is_draft: bool


class Counted(NamedTuple):
    """A link with a number beside it."""

    link: Link
    number: int


class Name(NamedTuple):
    """A name under which an entry is listed.

    `alias` is the form that is not its own name, `language` that of the form where it is another
    than the site's.
    """

    sorted_as: str
    entry: Entry
    alias: str = ""
    language: str = ""


def briefing_line(edition: Edition, page: str, briefing: Briefing) -> BriefingLine:
    """A briefing in a list on a page."""
    return BriefingLine(
        edition.link(page, Thing(BRIEFINGS, briefing.id)),
        edition.when(briefing.head.date),
        edition.strings.text(f"kind-{briefing.head.kind}"),
        speakers(edition, briefing),
        briefing.head.summary or "",
        is_draft=briefing.head.status == "draft",
    )


def speakers(edition: Edition, briefing: Briefing) -> tuple[str, ...]:
    """The names of those who speak in a briefing."""
    return tuple(
        edition.directory.titles[edition.entry_thing(who)]
        for who in dict.fromkeys(briefing.head.speakers.values())
        if who
    )


def briefing_cost(briefing: Briefing) -> int:
    """What a briefing's line costs a page."""
    head = briefing.head
    return cost(briefing.id, head.title, head.summary or "", *head.speakers)


def entry_line(edition: Edition, page: str, name: Name) -> EntryLine:
    """An entry in a list on a page, under one of its names."""
    entry = name.entry
    link = edition.link(page, Thing(entry.kind, entry.id))
    return EntryLine(
        link._replace(text=name.alias, language=name.language) if name.alias else link,
        edition.kinds[entry.kind].singular,
        entry.head.summary or "",
        len(edition.index.spoken.get(entry.id, ())),
        len(edition.index.named.get(entry.id, ())),
        entry.head.name if name.alias else "",
        is_draft=entry.head.status == "draft",
    )


def name_cost(name: Name) -> int:
    """What an entry's line costs a page."""
    head = name.entry.head
    shown = (name.alias, head.name) if name.alias else (head.name, head.summary or "")
    return cost(name.entry.id, *shown)


def by_letter(edition: Edition, names: Iterable[Name]) -> tuple[Group[Name], ...]:
    """Names from A to Z, by letter."""
    order = edition.strings.sort_key
    in_order = sorted(names, key=lambda name: (order(name.sorted_as), name.entry.id))
    return grouped(in_order, lambda name: letter_of(edition, name.sorted_as))


def letter_of(edition: Edition, name: str) -> tuple[str, str]:
    """The letter under which a name is listed: as part of an address, and as it is shown."""
    match edition.strings.initial(name):
        case "#":
            return "other", "#"
        case letter if letter == HAN:
            return "han", edition.strings.text("letter-han")
        case letter:
            return letter.casefold(), letter


def letter_id(name: str) -> str:
    """The id of a letter's heading."""
    return f"letter-{name}"


def year_of(edition: Edition, year: int) -> tuple[str, str]:
    """A year in which something is grouped: as part of an address, and as it is shown."""
    return f"{year:04}", edition.year(year)


def decade_of(edition: Edition, group: Group[T]) -> tuple[str, str]:
    """The decade of a group that is a year: as part of an address, and as it is shown."""
    first = int(group.id) // 10 * 10
    return f"{first:04}s", edition.strings.text("decade", year=first)
