"""The page of a briefing: its words, with names and notes, and what is known about it."""

from dataclasses import dataclass

from markupsafe import Markup

from generator import urls
from generator.library import BRIEFINGS, TOPICS
from generator.model import Briefing, Origin
from generator.pages.backlinks import BacklinkView, backlink_views
from generator.pages.frame import KIND_WORDS, Edition, Link, RoleWords, View, When
from generator.pages.words import SectionView, make_scene, section_views
from generator.references import Thing


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody with the offices of the day."""

    link: Link
    roles: tuple[RoleWords, ...]


@dataclass(frozen=True, slots=True)
class NamedView:
    """An entry that the briefing names, and where."""

    link: Link
    kind: str
    roles: tuple[RoleWords, ...]
    paragraphs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BriefingView(View):
    """What briefing.html shows."""

    kind: str
    title: str
    summary: str
    date: When
    place: Link | None
    event: Link | None
    language: str
    words: int
    paragraphs: int
    speakers: tuple[SpeakerView, ...]
    participants: tuple[SpeakerView, ...]
    topics: tuple[Link, ...]
    editorial_note: Markup
    origin: Origin | None
    published: When | None
    retrieved: When | None
    sections: tuple[SectionView, ...]
    notes: int
    named: tuple[NamedView, ...]
    related: tuple[Link, ...]
    backlinks: tuple[BacklinkView, ...]
    previous: Link | None
    following: Link | None
    is_draft: bool


def briefing_view(edition: Edition, briefing: Briefing) -> BriefingView:
    """Everything that the page of a briefing shows."""
    head = briefing.head
    page = edition.path(Thing(BRIEFINGS, briefing.id))
    paragraphs = briefing.transcript.paragraphs
    day = edition.when(head.date)
    assert day is not None  # noqa: S101  # a briefing has a day
    scene = make_scene(edition, briefing, page)
    return BriefingView(
        edition.frame(page, head.title, head.summary or _opening(briefing), section=BRIEFINGS),
        kind=KIND_WORDS[head.kind],
        title=head.title,
        summary=head.summary or "",
        date=day,
        place=edition.entry_link(page, head.place) if head.place else None,
        event=edition.entry_link(page, head.event) if head.event else None,
        language=head.language or edition.library.site.language,
        words=sum(len(paragraph.text.split()) for paragraph in paragraphs),
        paragraphs=len(paragraphs),
        speakers=_people(edition, briefing, page, tuple(head.speakers.values())),
        participants=_people(edition, briefing, page, head.participants),
        topics=tuple(edition.link(page, Thing(TOPICS, topic)) for topic in _topics(briefing)),
        editorial_note=edition.markdown(page, head.editorial_note or "", "editorial"),
        origin=head.source,
        published=edition.when(head.source.published) if head.source else None,
        retrieved=edition.when(head.source.retrieved) if head.source else None,
        sections=section_views(scene),
        notes=len(scene.numbers),
        named=_named(edition, briefing, page),
        related=tuple(edition.link(page, Thing(BRIEFINGS, name))
                      for name in edition.index.related.get(briefing.id, ())),
        backlinks=backlink_views(edition, page, Thing(BRIEFINGS, briefing.id)),
        previous=_neighbour(edition, briefing, page, -1),
        following=_neighbour(edition, briefing, page, 1),
        is_draft=head.status == "draft",
    )  # fmt: skip


def _opening(briefing: Briefing) -> str:
    paragraphs = briefing.transcript.paragraphs
    return paragraphs[0].text if paragraphs else ""


def _topics(briefing: Briefing) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys([*briefing.head.topics, *(each.topic for each in briefing.passages)])
    )


def _people(
    edition: Edition, briefing: Briefing, page: str, names: tuple[str | None, ...]
) -> tuple[SpeakerView, ...]:
    entries = [edition.library.entries[name]
               for name in dict.fromkeys(names) if name]  # fmt: skip
    return tuple(
        SpeakerView(edition.entry_link(page, entry.id),
                    edition.roles(page, entry, briefing.head.date))
        for entry in entries
    )  # fmt: skip


def _named(edition: Edition, briefing: Briefing, page: str) -> tuple[NamedView, ...]:
    """The entries that a briefing names, in the order of their kinds and first mentions."""
    found: dict[str, list[int]] = {}
    for number, marks in sorted(edition.index.marks.get(briefing.id, {}).items()):
        for mark in marks:
            for target in mark.targets if mark.kind == "mention" else ():
                found.setdefault(target, []).append(number)
    order = {kind.id: (place, kind.singular) for place, kind in enumerate(edition.kinds.values())}
    entries = [edition.library.entries[name] for name in found]
    return tuple(
        NamedView(
            edition.entry_link(page, entry.id),
            order[entry.kind][1],
            edition.roles(page, entry, briefing.head.date),
            tuple(Link(f"#{urls.paragraph_id(number)}", str(number))
                  for number in dict.fromkeys(found[entry.id])),
        )
        for entry in sorted(entries, key=lambda entry: order[entry.kind][0])
    )  # fmt: skip


def _neighbour(edition: Edition, briefing: Briefing, page: str, step: int) -> Link | None:
    place = edition.order[briefing.id] + step
    if not 0 <= place < len(edition.order):
        return None
    return edition.link(page, Thing(BRIEFINGS, edition.in_order[place]))
