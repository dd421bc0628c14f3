"""The pages of people, institutions and things."""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator.folders import BRIEFINGS
from generator.heads import InstitutionHead, PersonHead, ThingHead
from generator.index import posts_of
from generator.model import Briefing, Entry
from generator.pages.backlinks import Backlinks, backlinks_of
from generator.pages.belonging import Node, Step, line_of, tree_of
from generator.pages.concordance import MOST_SPOKEN, Concordance, concordance_of
from generator.pages.edition import Edition
from generator.pages.files import entry_files
from generator.pages.frame import Frame, View
from generator.pages.held import RoleView, all_offices, offices_on_page
from generator.pages.names import OtherNameView, Period, original_name, other_name, period
from generator.pages.offices import Chart, chart_of
from generator.pages.parts import Link, RoleWords, When
from generator.pages.sources import SourceView, source_views
from generator.pages.together import Companion, companions
from generator.registers import Identifier, identifiers
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing

_BODIES = frozenset({PEOPLE, INSTITUTIONS})
_MOST_ATTENDED = 100  # briefings at a place, at an event, or with somebody, that its page lists
Values = tuple[Link | When | str | None, ...]


class Fact(NamedTuple):
    """Something known, with one or several values: a link, a date or words."""

    label: str
    values: Values


class HolderView(NamedTuple):
    """Who held an office, and when."""

    link: Link
    period: Period


class PostView(NamedTuple):
    """An office of an institution with all who held it, as far as the glossary knows."""

    title: str
    holders: tuple[HolderView, ...]


class SpokenView(NamedTuple):
    """A briefing in which somebody speaks, with the offices of that day."""

    briefing: Link
    date: When | None
    roles: tuple[RoleWords, ...]


@dataclass(frozen=True, slots=True)
class EntryMatter:
    """What the pages of all entries show.

    `attended` are the latest briefings at a place, at an event, or with somebody who took part;
    `is_body` says that it is a person or an institution, which takes part.
    """

    id: str
    is_body: bool
    kind: str
    name: str
    original: OtherNameView | None
    other_names: tuple[OtherNameView, ...]
    summary: str
    html: Markup
    facts: tuple[Fact, ...]
    identifiers: tuple[Identifier, ...]
    see_also: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    concordance: Concordance
    spoken: tuple[SpokenView, ...]
    attended: tuple[SpokenView, ...]
    attended_count: int
    together: tuple[Companion, ...]
    backlinks: Backlinks | None
    files: tuple[Link, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class EntryView(View):
    """What entry.html shows."""

    entry: EntryMatter


@dataclass(frozen=True, slots=True)
class PersonView(EntryView):
    """What person.html shows."""

    roles: tuple[RoleView, ...]
    all_roles: Link | None
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class InstitutionView(EntryView):
    """What institution.html shows."""

    posts: tuple[PostView, ...]
    chart: Chart | None
    tree: tuple[Node, ...]
    line: tuple[Step, ...]


def person_view(edition: Edition, entry: Entry) -> PersonView:
    """Everything that the page of a person shows."""
    page = edition.path(Thing(entry.kind, entry.id))
    assert isinstance(entry.head, PersonHead)  # noqa: S101  # content/people holds nothing else
    facts = _facts(edition, page, entry, (
        ("entry-born", (edition.when(entry.head.birth_date), entry.head.birth_place)),
        ("entry-died", (edition.when(entry.head.death_date), entry.head.death_place)),
    ))  # fmt: skip
    return PersonView(
        _frame(edition, entry, page),
        _matter(edition, entry, page, facts),
        roles=offices_on_page(edition, page, entry),
        all_roles=all_offices(edition, page, entry),
        chart=chart_of(edition, entry, [(role.title, role) for role in entry.head.roles]),
    )


def institution_view(edition: Edition, entry: Entry) -> InstitutionView:
    """Everything that the page of an institution shows."""
    page = edition.path(Thing(entry.kind, entry.id))
    assert isinstance(entry.head, InstitutionHead)  # noqa: S101  # content/institutions holds them
    head, posts = entry.head, posts_of(entry, edition.index)
    facts = _facts(edition, page, entry, (
        ("entry-kind", (_classified(head.classification),)),
        ("entry-founded", (edition.when(head.founded),)),
        ("entry-dissolved", (edition.when(head.dissolved),)),
    ))  # fmt: skip
    return InstitutionView(
        _frame(edition, entry, page),
        _matter(edition, entry, page, facts),
        posts=tuple(
            PostView(title, tuple(HolderView(edition.entry_link(page, who), period(edition, role))
                                  for who, _, role in holders))
            for title, holders in posts
        ),
        chart=chart_of(edition, entry, [
            (edition.strings.text("chart-holder", post=title, holder=_name(edition, who)), role)
            for title, holders in posts for who, _, role in holders
        ]),
        tree=tree_of(edition, page, entry.id),
        line=line_of(edition, page, entry.id),
    )  # fmt: skip


def entry_view(edition: Edition, entry: Entry) -> EntryView:
    """Everything that the page of a place, document, event, term … shows."""
    page = edition.path(Thing(entry.kind, entry.id))
    assert isinstance(entry.head, ThingHead)  # noqa: S101  # further kinds hold nothing else
    head = entry.head
    facts = _facts(edition, page, entry, (
        ("entry-kind", (_classified(head.classification),)),
        ("entry-date", (edition.when(head.date),)),
        ("entry-begins", (edition.when(head.start),)),
        ("entry-ends", (edition.when(head.end),)),
        ("entry-within", tuple(edition.any_link(page, name) for name in head.part_of)),
        ("entry-participants", tuple(edition.any_link(page, name) for name in head.participants)),
    ))  # fmt: skip
    return EntryView(_frame(edition, entry, page), _matter(edition, entry, page, facts))


def _frame(edition: Edition, entry: Entry, page: str) -> Frame:
    head = entry.head
    description = head.summary or edition.strings.text(
        "entry-description",
        name=head.name,
        kind=_kind(edition, entry),
        site=edition.library.site.title,
    )
    section = entry.kind if entry.kind in edition.library.site.navigation else "glossary"
    return edition.frame(page, head.name, description, section=section)


def _matter(edition: Edition, entry: Entry, page: str, facts: tuple[Fact, ...]) -> EntryMatter:
    head, thing = entry.head, Thing(entry.kind, entry.id)
    original = original_name(edition, entry)
    spoken = edition.index.spoken.get(entry.id, ())
    heard = frozenset(spoken)
    others = edition.index.attended.get(entry.id, ())
    attended = [name for name in others if name not in heard]
    is_said = original is not None and not (original.note or original.start or original.end)
    return EntryMatter(
        id=entry.id,
        is_body=entry.kind in _BODIES,
        kind=_kind(edition, entry),
        name=head.name,
        original=other_name(edition, original) if original else None,
        other_names=tuple(other_name(edition, each) for each in head.other_names
                          if each is not original or not is_said),
        summary=head.summary or "",
        html=edition.markdown(page, entry.body),
        facts=facts,
        identifiers=identifiers(head.identifiers),
        see_also=tuple(edition.any_link(page, name) for name in head.see_also),
        sources=source_views(edition, head.sources),
        concordance=concordance_of(edition, entry),
        spoken=tuple(_spoken(edition, page, entry, edition.library.briefings[name])
                     for name in spoken[:MOST_SPOKEN]),
        attended=tuple(_spoken(edition, page, entry, edition.library.briefings[name])
                       for name in attended[:_MOST_ATTENDED]),
        attended_count=len(attended),
        together=companions(edition, page, entry),
        backlinks=backlinks_of(edition, page, thing),
        files=entry_files(edition, entry),
        is_draft=head.status == "draft",
    )  # fmt: skip


def _spoken(edition: Edition, page: str, entry: Entry, briefing: Briefing) -> SpokenView:
    day = briefing.head.date
    link = edition.link(page, Thing(BRIEFINGS, briefing.id))
    return SpokenView(link, edition.when(day), edition.roles(page, entry, day))


def _name(edition: Edition, entry: str) -> str:
    return edition.library.entries[entry].head.name


def _kind(edition: Edition, entry: Entry) -> str:
    return edition.kinds[entry.kind].singular


def _classified(words: str | None) -> str:
    """What an editor says an entry is (“ministry”), with a capital, as all other kinds have one.

    It is titlecase, for in Georgian capitals begin no word.
    """
    return words[:1].title() + words[1:] if words else ""


def _facts(
    edition: Edition, page: str, entry: Entry, written: tuple[tuple[str, Values], ...]
) -> tuple[Fact, ...]:
    """The facts that are known, by their strings' keys: those without any value are left out."""
    place = getattr(entry.head, "place", None)
    known = [*written, ("entry-place", (edition.any_link(page, place),) if place else ())]
    facts = [
        Fact(edition.strings.text(key), tuple(value for value in values if value))
        for key, values in known
    ]
    return tuple(fact for fact in facts if fact.values)
