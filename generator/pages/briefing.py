"""The page of a briefing: its words, with names and notes, and what is known about it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from markupsafe import Markup

from generator.fields import Origin
from generator.folders import BRIEFINGS, TOPICS
from generator.model import Briefing
from generator.pages.backlinks import Backlinks, backlinks_in_brief
from generator.pages.cite import CiteView, cite_view
from generator.pages.company import (
    NamedKind,
    RelatedView,
    SpeakerView,
    named,
    participants,
    related,
    speakers,
    topics_of,
)
from generator.pages.edition import Edition
from generator.pages.frame import MEDIA_SOURCE, Frame, View
from generator.pages.notes import NoteReference, NoteView, make_scene, note_views, references
from generator.pages.parallel import TranslationLink, in_languages, translation_links
from generator.pages.parts import Link, When
from generator.pages.recording import MediaView, media_view, player_style
from generator.pages.words import SectionView, section_views
from generator.speech import Paragraph
from generator.thing import Thing

# Scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)

# What site.css has no rules for, since few briefings have it.
_IN_LISTS = re.compile("<(?:table|ul|ol|dl|pre|hr|blockquote|h[2-6])[ >]")


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was changed after publication."""

    date: When | None
    html: Markup


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a text is: a number, and the string that says of what."""

    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class BriefingView(View):
    """What briefing.html shows.

    `whole` are the notes about the briefing as a whole, `references` what leads to them.
    """

    kind: str
    title: str
    summary: str
    date: When
    place: Link | None
    event: Link | None
    language: str
    extent: Extent
    paragraphs: int
    corrections: tuple[CorrectionView, ...]
    speakers: tuple[SpeakerView, ...]
    participants: tuple[SpeakerView, ...]
    topics: tuple[Link, ...]
    editorial_note: Markup
    origin: Origin | None
    published: When | None
    retrieved: When | None
    references: tuple[NoteReference, ...]
    whole: tuple[NoteView, ...]
    sections: tuple[SectionView, ...]
    notes: int
    named: tuple[NamedKind, ...]
    related: tuple[RelatedView, ...]
    backlinks: Backlinks | None
    previous: Link | None
    following: Link | None
    cite: CiteView
    is_draft: bool
    title_language: str
    translations: tuple[TranslationLink, ...]
    media: MediaView | None
    player_style: str

    @property
    def needs_lists(self) -> bool:
        """Whether it shows what only the stylesheet of lists has rules for."""
        if self.is_draft or self.corrections or (self.backlinks and self.backlinks.briefings):
            return True
        turns = tuple(turn for section in self.sections for turn in section.turns)
        of_paragraphs = (each.notes for turn in turns for each in turn.paragraphs)
        notes = chain(self.whole, *(turn.notes for turn in turns), *of_paragraphs)
        written = chain((self.editorial_note,), (each.html for each in notes))
        return any(map(_IN_LISTS.search, written))


def briefing_view(edition: Edition, briefing: Briefing) -> BriefingView:
    """Everything that the page of a briefing shows."""
    head = briefing.head
    page = edition.path(Thing(BRIEFINGS, briefing.id))
    paragraphs = briefing.transcript.paragraphs
    scene = make_scene(edition, briefing, page)
    topics = [Thing(TOPICS, each) for each in topics_of(briefing)]
    media = media_view(edition, briefing, page)
    return BriefingView(
        _frame(edition, briefing, page, media),
        kind=edition.strings.text(f"kind-{head.kind}"),
        title=head.title,
        summary=head.summary or "",
        date=edition.day(head.date),
        place=edition.entry_link(page, head.place) if head.place else None,
        event=edition.entry_link(page, head.event) if head.event else None,
        language=head.language or edition.library.site.language,
        extent=extent(paragraphs),
        paragraphs=len(paragraphs),
        corrections=_corrections(edition, briefing, page),
        speakers=speakers(scene),
        participants=participants(scene),
        topics=tuple(edition.link(page, topic) for topic in topics),
        editorial_note=edition.markdown(page, head.editorial_note or "", "editorial"),
        origin=head.source,
        published=edition.when(head.source.published) if head.source else None,
        retrieved=edition.when(head.source.retrieved) if head.source else None,
        references=references(scene, scene.whole),
        whole=note_views(scene, scene.whole),
        sections=section_views(scene),
        notes=len(scene.numbers),
        named=named(scene),
        related=related(scene),
        backlinks=backlinks_in_brief(edition, page, Thing(BRIEFINGS, briefing.id)),
        previous=_neighbour(edition, briefing, page, -1),
        following=_neighbour(edition, briefing, page, 1),
        cite=cite_view(edition, briefing),
        is_draft=head.status == "draft",
        title_language=head.title_language or head.language or edition.library.site.language,
        translations=translation_links(edition, briefing, page),
        media=media,
        player_style=player_style(edition, briefing, page),
    )  # fmt: skip


def _frame(edition: Edition, briefing: Briefing, page: str, media: MediaView | None) -> Frame:
    head = briefing.head
    frame = edition.frame(
        page, head.title, head.summary or _opening(briefing), section=BRIEFINGS
    )  # fmt: skip
    frame = in_languages(edition, briefing, frame)
    return replace(frame, policy=frame.policy + MEDIA_SOURCE) if media else frame


def extent(paragraphs: Iterable[Paragraph]) -> Extent:
    """The words of a text, or its characters where most of it is in a script without spaces."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if 2 * len(_UNSPACED.findall(text)) <= len(text):
        return Extent(len(text.split()), "text-words")
    return Extent(sum(map(_is_character, text)), "text-characters")


def _is_character(char: str) -> bool:
    """Whether it counts as a character: no space, no mark above or below another."""
    return not char.isspace() and unicodedata.category(char) != "Mn"


def _opening(briefing: Briefing) -> str:
    paragraphs = briefing.transcript.paragraphs
    return paragraphs[0].text if paragraphs else ""


def _corrections(edition: Edition, briefing: Briefing, page: str) -> tuple[CorrectionView, ...]:
    """What was changed, the latest first."""
    numbered = enumerate(briefing.head.corrections, start=1)
    latest_first = sorted(numbered, key=lambda each: (each[1].date, each[0]), reverse=True)
    return tuple(
        CorrectionView(edition.when(each.date), edition.markdown(page, each.text, f"c{number}"))
        for number, each in latest_first
    )


def _neighbour(edition: Edition, briefing: Briefing, page: str, step: int) -> Link | None:
    place = edition.index.order[briefing.id] + step
    if not 0 <= place < len(edition.index.order):
        return None
    return edition.link(page, Thing(BRIEFINGS, edition.in_order[place]))
