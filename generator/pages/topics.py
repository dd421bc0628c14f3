"""The pages of topics: what passages are about, as a dossier in order of time."""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator import urls
from generator.index import Passage
from generator.library import BRIEFINGS, TOPICS
from generator.model import Briefing, Topic
from generator.pages.backlinks import BacklinkView, backlink_views
from generator.pages.frame import Edition, Link, View, When
from generator.pages.names import OtherNameView, other_name
from generator.references import Thing


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
        other_names=tuple(other_name(edition, each) for each in head.other_names),
        scope_note=head.scope_note or "",
        html=edition.markdown(page, topic.body),
        broader=links(head.broader),
        narrower=links(edition.index.narrower.get(topic.id, ())),
        related=links(tuple(related)),
        see_also=tuple(edition.any_link(page, name) for name in head.see_also),
        passages=tuple(_passage_view(edition, page, passage) for passage in passages),
        backlinks=backlink_views(edition, page, Thing(TOPICS, topic.id)),
        is_draft=head.status == "draft",
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
