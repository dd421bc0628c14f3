"""The offices of a person: on the person's page, and on pages of their own where they are many."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator import urls
from generator.heads import Role
from generator.model import Entry
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.names import Period, period
from generator.pages.offices import offices_shown, roles_of
from generator.pages.parts import Link
from generator.pages.planned import Planned
from generator.pages.sources import SourceView, source_views
from generator.pages.splitting import Around, Pages, Part, cost, grouped, split
from generator.thing import Thing

FOLDER = "offices"  # of the list, below a person's page
_UNDATED = ("undated", "–")


class RoleView(NamedTuple):
    """An office with its bounds."""

    title: str
    institution: Link | None
    period: Period
    note: str
    sources: tuple[SourceView, ...]


class OfficesGroup(NamedTuple):
    """The offices that began in a decade."""

    id: str
    title: str
    roles: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True)
class OfficesView(View):
    """What offices.html shows: all offices of a person, or those of a decade."""

    title: str
    thing: Link
    groups: tuple[OfficesGroup, ...]
    around: Around


def offices_on_page(edition: Edition, page: str, entry: Entry) -> tuple[RoleView, ...]:
    """The offices that a person's own page shows: all, or the latest."""
    return _views(edition, page, offices_shown(entry))


def all_offices(edition: Edition, page: str, entry: Entry) -> Link | None:
    """A link to all of them, where the page shows the latest."""
    number = len(roles_of(entry))
    if number == len(offices_shown(entry)):
        return None
    text = edition.strings.text("entry-offices") + edition.strings.text("in-brackets", words=number)
    return Link(urls.relative(page, _first(edition, entry)), text)


def office_pages(edition: Edition, entry: Entry, source: str) -> Iterator[Planned]:
    """The list of a person's offices where they are too many for the person's page."""
    if len(offices_shown(entry)) == len(roles_of(entry)):
        return
    pages = _pages(edition, entry)
    for path, part in ((pages.first, None), *pages.below):
        yield Planned(path, "offices.html", partial(_view, edition, entry, pages, part), source)


def _pages(edition: Edition, entry: Entry) -> Pages[Role]:
    title = edition.strings.text(
        "part-of", whole=entry.head.name, part=edition.strings.text("entry-offices")
    )
    first = _first(edition, entry)
    parts = split(grouped(roles_of(entry), partial(_decade, edition)), _cost)
    return Pages(first, title, first.removesuffix(f"/{urls.HOME}"), parts, edition.strings)


def _first(edition: Edition, entry: Entry) -> str:
    return urls.beside(edition.path(Thing(entry.kind, entry.id)), urls.path_of(FOLDER))


def _decade(edition: Edition, role: Role) -> tuple[str, str]:
    if role.start is None:
        return _UNDATED
    first = role.start.year // 10 * 10
    return f"{first:04}s", edition.strings.text("decade", year=first)


def _cost(role: Role) -> int:
    sources = (each.title for each in role.sources)
    return cost(role.title, role.institution or "", role.note or "", *sources)


def _view(
    edition: Edition, entry: Entry, pages: Pages[Role], part: Part[Role] | None
) -> OfficesView:
    page, title = pages.path(part) if part else pages.first, pages.heading_within(part)
    section = entry.kind if entry.kind in edition.library.site.navigation else ""
    return OfficesView(
        edition.frame(page, title, title, section=section),
        title,
        edition.link(page, Thing(entry.kind, entry.id)),
        tuple(OfficesGroup(_group_id(group.id), group.title, _views(edition, page, group.items))
              for group in pages.shown(part)),
        pages.around(part, _group_id),
    )  # fmt: skip


def _group_id(name: str) -> str:
    return f"from-{name}"


def _views(edition: Edition, page: str, roles: tuple[Role, ...]) -> tuple[RoleView, ...]:
    return tuple(
        RoleView(
            role.title,
            edition.entry_link(page, role.institution) if role.institution else None,
            period(edition, role),
            role.note or "",
            source_views(edition, role.sources),
        )
        for role in roles
    )
