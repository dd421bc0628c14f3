"""The pages of topics: what passages are about, as a dossier in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from generator import urls
from generator.folders import TOPICS
from generator.index import Passage
from generator.model import Topic
from generator.pages.backlinks import Backlinks, backlinks_of
from generator.pages.card import pictured
from generator.pages.edition import Edition
from generator.pages.frame import NavigationItem, View
from generator.pages.lines import Counted, decade_of
from generator.pages.names import OtherNameView, other_name
from generator.pages.parts import Link
from generator.pages.passages import PassageView, passage_cost, passage_view
from generator.pages.planned import Planned
from generator.pages.previews import previewed
from generator.pages.record import recorded
from generator.pages.splitting import Around, Group, Pages, Part, grouped, split
from generator.thing import Thing

_NEWEST = "newest"


class Year(NamedTuple):
    """The passages of a year."""

    id: str
    title: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class TopicView(View):
    """What topic.html shows.

    `years` holds the passages where they fit on one page; `around` leads to them where they do not.
    """

    id: str
    name: str
    other_names: tuple[OtherNameView, ...]
    scope_note: str
    html: Markup
    broader: tuple[Link, ...]
    narrower: tuple[Counted, ...]
    related: tuple[Link, ...]
    see_also: tuple[Link, ...]
    count: int
    orders: tuple[NavigationItem, ...]
    years: tuple[Year, ...]
    around: Around
    backlinks: Backlinks | None
    is_draft: bool


@dataclass(frozen=True, slots=True)
class DossierView(View):
    """What dossier.html shows: a topic's passages, of a year or in another order."""

    title: str
    topic: Link
    count: int
    orders: tuple[NavigationItem, ...]
    years: tuple[Year, ...]
    around: Around


@dataclass(frozen=True, slots=True)
class _Dossier:
    """A topic with its passages, the oldest first and, if they fit on a page, the newest first."""

    topic: Topic
    count: int
    oldest: Pages[Passage]
    newest: Pages[Passage] | None


def topic_pages(edition: Edition, topic: Topic) -> Iterator[Planned]:
    """The pages of a topic."""
    dossier, thing = _dossier(edition, topic), Thing(TOPICS, topic.id)
    source = topic.document.path
    shown = partial(previewed, edition, thing, partial(_topic, edition, dossier))
    view = partial(pictured, edition, thing, partial(recorded, edition, thing, shown))
    yield Planned(dossier.oldest.first, "topic.html", view, source)
    for path, part in dossier.oldest.below:
        passages = partial(_passages, edition, dossier, dossier.oldest, part)
        yield Planned(path, "dossier.html", passages, source)
    if dossier.newest:
        turned = partial(_passages, edition, dossier, dossier.newest, None)
        yield Planned(dossier.newest.first, "dossier.html", turned, source)


def _dossier(edition: Edition, topic: Topic) -> _Dossier:
    passages = edition.index.passages.get(topic.id, ())
    first = edition.path(Thing(TOPICS, topic.id))
    below, name = f"{TOPICS}/{topic.id}", topic.head.name
    parts = split(_by_year(edition, passages), partial(passage_cost, edition),
                  wider=partial(decade_of, edition))  # fmt: skip
    oldest = Pages(first, name, below, parts, edition.strings)
    newest = None
    if oldest.is_whole and len(passages) > 1:
        turned = Part("", "", _by_year(edition, passages[::-1]))
        title = edition.strings.text("newest-of", topic=name)
        newest = Pages(urls.path_of(below, _NEWEST), title, below, (turned,), edition.strings)
    return _Dossier(topic, len(passages), oldest, newest)


def _by_year(edition: Edition, passages: tuple[Passage, ...]) -> tuple[Group[Passage], ...]:
    def year(passage: Passage) -> tuple[str, str]:
        year = edition.library.briefings[passage.briefing].head.date.year
        return str(year), edition.year(year)

    return grouped(passages, year)


def _topic(edition: Edition, dossier: _Dossier) -> TopicView:
    topic, page = dossier.topic, dossier.oldest.first
    head, strings = topic.head, edition.strings

    def links(ids: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(edition.link(page, Thing(TOPICS, name)) for name in ids)

    related = dict.fromkeys([*head.related, *edition.index.associated.get(topic.id, ())])
    narrower = edition.index.narrower.get(topic.id, ())
    numbers = [len(edition.index.passages.get(name, ())) for name in narrower]
    described = strings.text("passages-about", n=dossier.count, topic=head.name)
    return TopicView(
        edition.frame(page, head.name, head.scope_note or described, section=TOPICS),
        id=topic.id,
        name=head.name,
        other_names=tuple(other_name(edition, each) for each in head.other_names),
        scope_note=head.scope_note or "",
        html=edition.markdown(page, topic.body),
        broader=links(head.broader),
        narrower=tuple(map(Counted, links(narrower), numbers)),
        related=links(tuple(related)),
        see_also=tuple(edition.any_link(page, name) for name in head.see_also),
        count=dossier.count,
        orders=_orders(edition, dossier, page, dossier.oldest),
        years=_shown(edition, page, dossier.oldest, None),
        around=dossier.oldest.around(None, _year_id),
        backlinks=backlinks_of(edition, page, Thing(TOPICS, topic.id)),
        is_draft=head.status == "draft",
    )


def _passages(
    edition: Edition, dossier: _Dossier, pages: Pages[Passage], part: Part[Passage] | None
) -> DossierView:
    page = pages.path(part) if part else pages.first
    count = len(part.items) if part else dossier.count
    strings = edition.strings
    title = pages.heading(part)
    described = strings.text("passages-about", n=count, topic=title)
    return DossierView(
        # The same passages stand on the pages in the order of time: those are to be found.
        edition.frame(page, title, described, section=TOPICS, indexed=pages is dossier.oldest),
        title,
        edition.link(page, Thing(TOPICS, dossier.topic.id)),
        count,
        _orders(edition, dossier, page, pages),
        _shown(edition, page, pages, part),
        pages.around(part, _year_id),
    )


def _orders(
    edition: Edition, dossier: _Dossier, page: str, current: Pages[Passage]
) -> tuple[NavigationItem, ...]:
    """The two orders; () where there is nothing to put in order, or the years lead on."""
    if dossier.newest is None:
        return ()
    return tuple(
        NavigationItem(urls.relative(page, pages.first), edition.strings.text(key),
                       pages is current)
        for key, pages in (("oldest-first", dossier.oldest), ("newest-first", dossier.newest))
    )  # fmt: skip


def _shown(
    edition: Edition, page: str, pages: Pages[Passage], part: Part[Passage] | None
) -> tuple[Year, ...]:
    return tuple(
        Year(_year_id(group.id), group.title,
             tuple(passage_view(edition, page, each) for each in group.items))
        for group in pages.shown(part)
    )  # fmt: skip


def _year_id(name: str) -> str:
    return f"year-{name}"
