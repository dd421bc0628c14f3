"""Where an entry speaks and is named: each briefing with its mentions in context, by year."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generator import urls
from generator.folders import BRIEFINGS
from generator.heads import PersonHead
from generator.index import Occurrence
from generator.model import Briefing, Entry
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import decade_of, year_of
from generator.pages.parts import Link, RoleWords, When
from generator.pages.planned import Planned
from generator.pages.splitting import Around, Group, Pages, Part, cost, grouped, split
from generator.source import Span
from generator.text import surroundings
from generator.thing import Thing

MOST_SPOKEN = 20  # briefings in which somebody speaks that are listed by themselves
_EACH_SIDE = 90  # characters of context before and after a name
_FOLDED = 100  # mentions; with more, the years are folded
_LATEST = 20  # mentions on a first page that leads to pages of years


class ConcordanceLine(NamedTuple):
    """A mention in its context."""

    href: str
    number: int
    before: str
    words: str
    after: str


class ConcordanceGroup(NamedTuple):
    """A briefing in which somebody speaks or is named, with the offices of that day.

    `language` is that of its words, "" where it is the site's.
    """

    briefing: Link
    language: str
    date: When | None
    roles: tuple[RoleWords, ...]
    speaks: bool
    lines: tuple[ConcordanceLine, ...]


class ConcordanceYear(NamedTuple):
    """The briefings of a year, and how many mentions they hold."""

    id: str
    title: str
    mentions: int
    groups: tuple[ConcordanceGroup, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """Where an entry speaks and is named.

    Attributes:
        mentions: how many there are in all, on whatever page.
        briefings: in how many briefings.
        has_offices: whether offices are known, so that having none on a day says something.
        is_folded: whether the years are many mentions each.
        years: those shown on this page; the latest briefings only, where there are further pages.
        around: links to the pages of years, if there are any.
    """

    mentions: int
    briefings: int
    has_offices: bool
    is_folded: bool
    years: tuple[ConcordanceYear, ...]
    around: Around


@dataclass(frozen=True, slots=True)
class MentionsView(View):
    """What mentions.html shows: a further page of an entry's concordance."""

    title: str
    entry: Link
    concordance: Concordance


class _Appearance(NamedTuple):
    """A briefing in which somebody speaks or is named."""

    briefing: Briefing
    speaks: bool
    mentions: tuple[Occurrence, ...]


def mention_pages(edition: Edition, entry: Entry, source: str) -> Iterator[Planned]:
    """The further pages of an entry's concordance, where it is too long for one."""
    if _is_short(edition, entry):
        return
    pages = _pages(edition, entry)
    for path, part in pages.below:
        yield Planned(
            path, "mentions.html", partial(_mentions, edition, entry, pages, part), source
        )


def concordance_of(edition: Edition, entry: Entry) -> Concordance:
    """The concordance as the page of the entry itself shows it."""
    pages = _pages(edition, entry)
    if pages.is_whole:
        return _concordance(edition, entry, pages, pages.first, None)
    latest: list[_Appearance] = []
    for each in pages.parts[0].items:
        if latest and sum(len(other.mentions) for other in latest) + len(each.mentions) > _LATEST:
            break
        latest.append(each)
    part = Part("", "", grouped(latest, partial(_year, edition)))
    return _concordance(edition, entry, pages, pages.first, part)


def _mentions(
    edition: Edition, entry: Entry, pages: Pages[_Appearance], part: Part[_Appearance]
) -> MentionsView:
    page = pages.path(part)
    title = pages.heading(part)
    section = entry.kind if entry.kind in edition.library.site.navigation else "glossary"
    described = edition.strings.text("entry-mentions-of", name=entry.head.name,
                                     part=pages.called(part))  # fmt: skip
    return MentionsView(
        edition.frame(page, title, described, section=section),
        title,
        edition.entry_link(page, entry.id),
        _concordance(edition, entry, pages, page, part),
    )


def _is_short(edition: Edition, entry: Entry) -> bool:
    """Whether the concordance is certain to fit on the page of the entry."""
    index = edition.index
    mentions = len(index.named.get(entry.id, ()))
    return mentions + len(index.spoken.get(entry.id, ())) <= _FOLDED


def _pages(edition: Edition, entry: Entry) -> Pages[_Appearance]:
    groups = grouped(_appearances(edition, entry), partial(_year, edition))
    parts = (
        (Part("", "", groups),)
        if _is_short(edition, entry)
        else split(groups, _cost, wider=partial(decade_of, edition))
    )
    first = edition.path(Thing(entry.kind, entry.id))
    return Pages(first, entry.head.name, f"{entry.kind}/{entry.id}", parts, edition.strings)


def _appearances(edition: Edition, entry: Entry) -> Iterator[_Appearance]:
    """The briefings in which an entry speaks or is named, the latest first."""
    named = {
        name: tuple(found)
        for name, found in groupby(
            edition.index.named.get(entry.id, ()), key=lambda each: each.mark.briefing
        )
    }
    spoken = frozenset(edition.index.spoken.get(entry.id, ()))
    alone = spoken if len(spoken) > MOST_SPOKEN else frozenset()  # fewer are listed by themselves
    for name in sorted({*named, *alone}, key=edition.index.order.__getitem__, reverse=True):
        yield _Appearance(edition.library.briefings[name], name in spoken, named.get(name, ()))


def _year(edition: Edition, appearance: _Appearance) -> tuple[str, str]:
    return year_of(edition, appearance.briefing.head.date.year)


def _cost(appearance: _Appearance) -> int:
    """What a briefing with its mentions costs a page."""
    texts = appearance.briefing.transcript.paragraphs
    return cost(appearance.briefing.id, appearance.briefing.head.title) + sum(
        cost(
            texts[each.mark.paragraph - 1].text[
                max(0, each.mark.start - _EACH_SIDE) : each.mark.end + _EACH_SIDE
            ]
        )
        for each in appearance.mentions
    )


def _concordance(
    edition: Edition,
    entry: Entry,
    pages: Pages[_Appearance],
    page: str,
    part: Part[_Appearance] | None,
) -> Concordance:
    groups = part.groups if part else pages.parts[0].groups
    everywhere = [each for whole in pages.parts for each in whole.items]
    mentions = sum(len(each.mentions) for each in everywhere)
    return Concordance(
        mentions,
        len(everywhere),
        isinstance(entry.head, PersonHead) and bool(entry.head.roles),
        pages.is_whole and mentions > _FOLDED,
        tuple(_year_view(edition, entry, page, group) for group in groups),
        pages.around(part if part and part.id else None, "year-{}".format),
    )


def _year_view(
    edition: Edition, entry: Entry, page: str, group: Group[_Appearance]
) -> ConcordanceYear:
    return ConcordanceYear(
        f"year-{group.id}",
        group.title,
        sum(len(each.mentions) for each in group.items),
        tuple(_group(edition, entry, page, each) for each in group.items),
    )


def _group(edition: Edition, entry: Entry, page: str, each: _Appearance) -> ConcordanceGroup:
    briefing = each.briefing
    target = edition.link(page, Thing(BRIEFINGS, briefing.id))
    language = briefing.head.language or ""
    marks = edition.index.marks[briefing.id]
    ends = {number: sorted(mark.end for mark in marks[number] if mark.kind == "annotation")
            for number in {mention.mark.paragraph for mention in each.mentions}}  # fmt: skip
    return ConcordanceGroup(
        target,
        language if language != edition.library.site.language else "",
        edition.when(briefing.head.date),
        edition.roles(page, entry, briefing.head.date),
        each.speaks,
        tuple(
            _line(ends[mention.mark.paragraph], target.href, mention) for mention in each.mentions
        ),
    )


def _line(ends: list[int], href: str, occurrence: Occurrence) -> ConcordanceLine:
    """A line of an occurrence; `ends` are those of the notes on its paragraph, in order."""
    mark, text = occurrence
    # A number of a note that follows the words joins the last of them, so that browsers would not
    # find it; the words of several entries are followed by letters.
    is_followed = len(mark.targets) > 1 or (
        bisect_right(ends, mark.start) < bisect_right(ends, mark.end)
    )
    words = "" if is_followed else text[mark.start : mark.end]
    return ConcordanceLine(
        href + urls.passage(urls.paragraph_id(mark.paragraph), words),
        mark.paragraph,
        *surroundings(text, Span(mark.start, mark.end), occurrence.sentence, _EACH_SIDE),
    )
