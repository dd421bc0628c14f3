"""The pages of people, institutions, things, topics, and of what editors write freely."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from generator import urls
from generator.index import Occurrence, Passage, posts_of
from generator.library import BRIEFINGS, TOPICS
from generator.markdown import plain_text
from generator.model import (
    Briefing,
    Dated,
    Entry,
    InstitutionHead,
    OtherName,
    Page,
    PersonHead,
    Role,
    ThingHead,
    Topic,
)
from generator.pages.backlinks import BacklinkView, backlink_views
from generator.pages.frame import Edition, Frame, Link, RoleWords, View, When
from generator.pages.sources import SourceView, source_views
from generator.references import Thing
from generator.source import Span
from generator.text import surroundings

Values = tuple[Link | When | str | None, ...]

# Identifiers that lead somewhere: the address of each scheme, from its own documentation.
_RESOLVERS = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/entity/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "lcnaf": ("Library of Congress", "https://id.loc.gov/authorities/names/{}"),
}


class Period(NamedTuple):
    """From when to when, in words; None where a bound is open."""

    start: When | None
    end: When | None


class Fact(NamedTuple):
    """Something known, with one or several values: a link, a date or words."""

    label: str
    values: Values


class Identifier(NamedTuple):
    """A number in somebody's register, with its address there or ""."""

    scheme: str
    value: str
    href: str


class OtherNameView(NamedTuple):
    """Another name, with its language, when it held and what there is to say of it."""

    name: str
    language: str
    period: Period
    note: str


class ConcordanceLine(NamedTuple):
    """A mention in its sentence."""

    href: str
    number: int
    before: str
    words: str
    after: str


class ConcordanceGroup(NamedTuple):
    """The mentions in one briefing, with the offices of that day."""

    briefing: Link
    date: When | None
    roles: tuple[RoleWords, ...]
    lines: tuple[ConcordanceLine, ...]


class RoleView(NamedTuple):
    """An office with its bounds."""

    title: str
    institution: Link | None
    period: Period
    note: str
    sources: tuple[SourceView, ...]


class HolderView(NamedTuple):
    """Who held an office, and when."""

    link: Link
    period: Period


class PostView(NamedTuple):
    """An office of an institution with all who held it, as far as the glossary knows."""

    title: str
    holders: tuple[HolderView, ...]


@dataclass(frozen=True, slots=True)
class EntryMatter:
    """What the pages of all entries show."""

    id: str
    kind: str
    name: str
    other_names: tuple[OtherNameView, ...]
    summary: str
    html: Markup
    facts: tuple[Fact, ...]
    identifiers: tuple[Identifier, ...]
    see_also: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    concordance: tuple[ConcordanceGroup, ...]
    mentions: int
    spoken: tuple[Link, ...]
    backlinks: tuple[BacklinkView, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class EntryView(View):
    """What entry.html shows."""

    entry: EntryMatter


@dataclass(frozen=True, slots=True)
class PersonView(EntryView):
    """What person.html shows."""

    roles: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True)
class InstitutionView(EntryView):
    """What institution.html shows."""

    posts: tuple[PostView, ...]
    parts: tuple[Link, ...]


class PassageView(NamedTuple):
    """Paragraphs that a topic gathers; `text` is the first of them, None for a whole briefing."""

    link: Link
    date: When | None
    speaker: str
    numbers: str
    text: str
    more: int
    note: str


@dataclass(frozen=True, slots=True)
class TopicView(View):
    """What topic.html shows."""

    id: str
    name: str
    other_names: tuple[OtherNameView, ...]
    scope_note: str
    html: Markup
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    related: tuple[Link, ...]
    see_also: tuple[Link, ...]
    passages: tuple[PassageView, ...]
    backlinks: tuple[BacklinkView, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class PageView(View):
    """What page.html shows."""

    title: str
    html: Markup
    backlinks: tuple[BacklinkView, ...]
    is_draft: bool


def person_view(edition: Edition, entry: Entry) -> PersonView:
    """Everything that the page of a person shows."""
    page = edition.path(Thing(entry.kind, entry.id))
    assert isinstance(entry.head, PersonHead)  # noqa: S101  # content/people holds nothing else
    facts = _facts(edition, page, entry, (
        ("Born", (edition.when(entry.head.birth_date), entry.head.birth_place)),
        ("Died", (edition.when(entry.head.death_date), entry.head.death_place)),
    ))  # fmt: skip
    return PersonView(
        _frame(edition, entry, page),
        _matter(edition, entry, page, facts),
        roles=tuple(_role_view(edition, page, role) for role in _latest_first(entry.head.roles)),
    )


def institution_view(edition: Edition, entry: Entry) -> InstitutionView:
    """Everything that the page of an institution shows."""
    page = edition.path(Thing(entry.kind, entry.id))
    assert isinstance(entry.head, InstitutionHead)  # noqa: S101  # content/institutions holds them
    head = entry.head

    def links(ids: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(edition.entry_link(page, name) for name in ids)

    facts = _facts(edition, page, entry, (
        ("Kind", (head.classification,)),
        ("Founded", (edition.when(head.founded),)),
        ("Dissolved", (edition.when(head.dissolved),)),
        ("Part of", links(head.part_of)),
        ("Predecessors", links(head.predecessors)),
        ("Successors", links(head.successors)),
    ))  # fmt: skip
    return InstitutionView(
        _frame(edition, entry, page),
        _matter(edition, entry, page, facts),
        posts=tuple(
            PostView(title, tuple(HolderView(edition.entry_link(page, who), _period(edition, role))
                                  for who, _, role in holders))
            for title, holders in posts_of(entry, edition.index)
        ),
        parts=tuple(_any_link(edition, page, part)
                    for part in edition.index.parts.get(entry.id, ())),
    )  # fmt: skip


def entry_view(edition: Edition, entry: Entry) -> EntryView:
    """Everything that the page of a place, document, event, term … shows."""
    page = edition.path(Thing(entry.kind, entry.id))
    assert isinstance(entry.head, ThingHead)  # noqa: S101  # further kinds hold nothing else
    head = entry.head
    facts = _facts(edition, page, entry, (
        ("Kind", (head.classification,)),
        ("Date", (edition.when(head.date),)),
        ("From", (edition.when(head.start),)),
        ("To", (edition.when(head.end),)),
        ("Part of", tuple(_any_link(edition, page, name) for name in head.part_of)),
        ("Participants", tuple(_any_link(edition, page, name) for name in head.participants)),
    ))  # fmt: skip
    return EntryView(_frame(edition, entry, page), _matter(edition, entry, page, facts))


def topic_view(edition: Edition, topic: Topic) -> TopicView:
    """Everything that the page of a topic shows."""
    page = edition.path(Thing(TOPICS, topic.id))
    head = topic.head

    def links(ids: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(edition.link(page, Thing(TOPICS, name)) for name in ids)

    related = dict.fromkeys([*head.related, *edition.index.associated.get(topic.id, ())])
    passages = edition.index.passages.get(topic.id, ())
    description = head.scope_note or f"{len(passages)} passages about {head.name}"
    return TopicView(
        edition.frame(page, head.name, description, section=TOPICS),
        id=topic.id,
        name=head.name,
        other_names=tuple(_other_name(edition, each) for each in head.other_names),
        scope_note=head.scope_note or "",
        html=edition.markdown(page, topic.body),
        broader=links(head.broader),
        narrower=links(edition.index.narrower.get(topic.id, ())),
        related=links(tuple(related)),
        see_also=tuple(_any_link(edition, page, name) for name in head.see_also),
        passages=tuple(_passage_view(edition, page, passage) for passage in passages),
        backlinks=backlink_views(edition, page, Thing(TOPICS, topic.id)),
        is_draft=head.status == "draft",
    )


def page_view(edition: Edition, page: Page) -> PageView:
    """Everything that a page shows that editors write."""
    thing = Thing("pages", page.id)
    path = edition.path(thing)
    link = edition.linker(path)
    description = page.head.summary or plain_text(page.body, lambda target: link(target).title)
    return PageView(
        edition.frame(path, page.head.title, description, section=page.id),
        title=page.head.title,
        html=edition.markdown(path, page.body),
        backlinks=backlink_views(edition, path, thing),
        is_draft=page.head.status == "draft",
    )


def _frame(edition: Edition, entry: Entry, page: str) -> Frame:
    head = entry.head
    description = (
        head.summary or f"{head.name}: {_kind(edition, entry)} in {edition.library.site.title}"
    )
    section = entry.kind if entry.kind in edition.library.site.navigation else "glossary"
    return edition.frame(page, head.name, description, section=section)


def _matter(edition: Edition, entry: Entry, page: str, facts: tuple[Fact, ...]) -> EntryMatter:
    head, thing = entry.head, Thing(entry.kind, entry.id)
    named = edition.index.named.get(entry.id, ())
    return EntryMatter(
        id=entry.id,
        kind=_kind(edition, entry),
        name=head.name,
        other_names=tuple(_other_name(edition, each) for each in head.other_names),
        summary=head.summary or "",
        html=edition.markdown(page, entry.body),
        facts=facts,
        identifiers=tuple(_identifier(*each) for each in sorted(head.identifiers.items())),
        see_also=tuple(_any_link(edition, page, name) for name in head.see_also),
        sources=source_views(edition, head.sources),
        concordance=tuple(_concordance(edition, page, entry, named)),
        mentions=len(named),
        spoken=tuple(edition.link(page, Thing(BRIEFINGS, name))
                     for name in edition.index.spoken.get(entry.id, ())),
        backlinks=backlink_views(edition, page, thing),
        is_draft=head.status == "draft",
    )  # fmt: skip


def _kind(edition: Edition, entry: Entry) -> str:
    return edition.kinds[entry.kind].singular


def _facts(
    edition: Edition, page: str, entry: Entry, written: tuple[tuple[str, Values], ...]
) -> tuple[Fact, ...]:
    """The facts that are known: those without any value are left out."""
    place = getattr(entry.head, "place", None)
    known = [*written, ("Place", (_any_link(edition, page, place),) if place else ())]
    facts = [Fact(label, tuple(value for value in values if value)) for label, values in known]
    return tuple(fact for fact in facts if fact.values)


def _any_link(edition: Edition, page: str, name: str) -> Link:
    """A link to whatever an id names."""
    [thing, *_] = edition.directory.find(name)
    return edition.link(page, thing)


def _identifier(scheme: str, value: str) -> Identifier:
    """An identifier with the address it resolves to, where its scheme is known."""
    if scheme in _RESOLVERS:
        title, pattern = _RESOLVERS[scheme]
        return Identifier(title, value, pattern.format(quote(value, safe="")))
    return Identifier(scheme, value, "")


def _other_name(edition: Edition, other: OtherName) -> OtherNameView:
    return OtherNameView(other.name, other.lang or "", _period(edition, other), other.note or "")


def _period(edition: Edition, dated: Dated) -> Period:
    return Period(edition.when(dated.start), edition.when(dated.end))


def _latest_first(roles: tuple[Role, ...]) -> list[Role]:
    return sorted(roles, key=lambda role: str(role.start or ""), reverse=True)


def _role_view(edition: Edition, page: str, role: Role) -> RoleView:
    institution = edition.entry_link(page, role.institution) if role.institution else None
    return RoleView(
        role.title,
        institution,
        _period(edition, role),
        role.note or "",
        source_views(edition, role.sources),
    )


def _concordance(
    edition: Edition, page: str, entry: Entry, named: tuple[Occurrence, ...]
) -> Iterator[ConcordanceGroup]:
    for name, occurrences in groupby(named, key=lambda each: each.mark.briefing):
        briefing = edition.library.briefings[name]
        target = edition.link(page, Thing(BRIEFINGS, name))
        yield ConcordanceGroup(
            target,
            edition.when(briefing.head.date),
            edition.roles(page, entry, briefing.head.date),
            tuple(_line(briefing, target.href, each) for each in occurrences),
        )


def _line(briefing: Briefing, href: str, occurrence: Occurrence) -> ConcordanceLine:
    mark, sentence = occurrence
    text = briefing.transcript.paragraphs[mark.paragraph - 1].text
    return ConcordanceLine(
        f"{href}#{urls.paragraph_id(mark.paragraph)}",
        mark.paragraph,
        *surroundings(text, Span(mark.start, mark.end), sentence),
    )


def _passage_view(edition: Edition, page: str, passage: Passage) -> PassageView:
    briefing = edition.library.briefings[passage.briefing]
    fragment = urls.paragraph_id(passage.first) if passage.first else ""
    link = edition.link(page, Thing(BRIEFINGS, briefing.id), fragment)
    numbers = f"{passage.first}–{passage.last}"
    return PassageView(
        link,
        edition.when(briefing.head.date),
        _speaker_at(edition, briefing, passage.first),
        numbers if passage.first != passage.last else str(passage.first or ""),
        briefing.transcript.paragraphs[passage.first - 1].text if passage.first else "",
        passage.last - passage.first,
        passage.note,
    )


def _speaker_at(edition: Edition, briefing: Briefing, number: int) -> str:
    """Who speaks in a paragraph: the entry's name, or the label as the transcript has it."""
    for turn in briefing.transcript.turns:
        if any(paragraph.number == number for paragraph in turn.paragraphs):
            who = briefing.head.speakers.get(turn.label)
            return edition.directory.titles[edition.entry_thing(who)] if who else turn.label
    return ""
