"""The page of a briefing: its words, with names and notes, and what is known about it."""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from generator import urls
from generator.layers import Piece, cut
from generator.library import BRIEFINGS, TOPICS
from generator.model import AnnotationHead, Briefing, Origin, Paragraph, Reference, Turn
from generator.pages.backlinks import BacklinkView, backlink_views
from generator.pages.frame import KIND_WORDS, Edition, Link, RoleWords, View, When, when
from generator.references import Thing

NOTE_KINDS = {
    "context": "Context",
    "correction": "Correction",
    "source": "Source",
    "definition": "Definition",
    "translation": "Translation",
    "cross-reference": "Cross-reference",
    "question": "Question",
}


class NoteReference(NamedTuple):
    """The number in the text that leads to a note."""

    number: int
    id: str
    reference_id: str
    note_id: str


class RunView(NamedTuple):
    """Pieces of text: a mention of one entry (`href`), of several (`links`), or of none."""

    pieces: tuple[Piece, ...]
    entries: tuple[str, ...]
    links: tuple[Link, ...]
    references: tuple[NoteReference, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A publication with its dates in words."""

    reference: Reference
    date: When | None
    retrieved: When | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """An annotation as readers meet it."""

    number: int
    id: str
    note_id: str
    reference_id: str
    kind: str
    kind_words: str
    quote: str
    html: Markup
    author: str
    date: When | None
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph with the notes about its words."""

    number: int
    id: str
    runs: tuple[RunView, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """What one speaker says; `roles` are given at the speaker's first turn only."""

    id: str
    label: str
    speaker: Link | None
    entry: str
    roles: tuple[RoleWords, ...]
    is_unnamed: bool
    is_continued: bool
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """Turns below a heading of the editor's, or none."""

    id: str
    heading: str
    turns: tuple[TurnView, ...]


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
    day = when(head.date)
    assert day is not None  # noqa: S101  # a briefing has a day
    numbers = _note_numbers(edition, briefing)
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
        published=when(head.source.published) if head.source else None,
        retrieved=when(head.source.retrieved) if head.source else None,
        sections=_sections(edition, briefing, page, numbers),
        notes=len(numbers),
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
    return tuple(dict.fromkeys([*briefing.head.topics, *(each.topic for each in briefing.passages)]))


def _people(
    edition: Edition, briefing: Briefing, page: str, names: tuple[str | None, ...]
) -> tuple[SpeakerView, ...]:
    entries = [edition.library.entries[name.rpartition("/")[2]]
               for name in dict.fromkeys(names) if name]  # fmt: skip
    return tuple(
        SpeakerView(edition.entry_link(page, entry.id),
                    edition.roles(page, entry, briefing.head.date))
        for entry in entries
    )  # fmt: skip


def _note_numbers(edition: Edition, briefing: Briefing) -> dict[str, int]:
    """Notes are numbered in the order in which their words end, as readers meet the numbers."""
    marks = [
        mark
        for number in sorted(edition.index.marks.get(briefing.id, {}))
        for run in [edition.index.marks[briefing.id][number]]
        for mark in sorted(run, key=lambda mark: (mark.end, mark.start))
        if mark.kind == "annotation"
    ]
    return {mark.targets[0]: number for number, mark in enumerate(marks, start=1)}


def _sections(
    edition: Edition, briefing: Briefing, page: str, numbers: dict[str, int]
) -> tuple[SectionView, ...]:
    shown: set[str] = set()
    notes = {note.id: note for note in briefing.annotations}
    turn_number = 0
    sections = []
    for number, section in enumerate(briefing.transcript.sections, start=1):
        turns = []
        for turn in section.turns:
            turn_number += 1
            paragraphs = tuple(
                _paragraph(edition, briefing, page, paragraph, numbers, notes)
                for paragraph in turn.paragraphs
            )
            turns.append(_turn(edition, briefing, page, turn, turn_number, paragraphs, shown))
        sections.append(SectionView(f"s{number}", section.heading, tuple(turns)))
    return tuple(sections)


def _turn(  # noqa: PLR0913  # a turn stands at a place of a page of a briefing
    edition: Edition, briefing: Briefing, page: str, turn: Turn, number: int,
    paragraphs: tuple[ParagraphView, ...], shown: set[str],
) -> TurnView:  # fmt: skip
    speaker = briefing.head.speakers.get(turn.label) if turn.label else None
    roles: tuple[RoleWords, ...] = ()
    if speaker and speaker not in shown:
        shown.add(speaker)
        entry = edition.library.entries[speaker.rpartition("/")[2]]
        roles = edition.roles(page, entry, briefing.head.date)
    return TurnView(
        id=f"t{number}",
        label=turn.label,
        speaker=edition.entry_link(page, speaker) if speaker else None,
        entry=speaker.rpartition("/")[2] if speaker else "",
        roles=roles,
        is_unnamed=bool(turn.label) and speaker is None,
        is_continued=turn.continued,
        paragraphs=paragraphs,
    )


def _paragraph(  # noqa: PLR0913  # a paragraph stands at a place of a page of a briefing
    edition: Edition, briefing: Briefing, page: str, paragraph: Paragraph,
    numbers: dict[str, int], notes: dict[str, AnnotationHead],
) -> ParagraphView:  # fmt: skip
    marks = edition.index.marks.get(briefing.id, {}).get(paragraph.number, ())
    runs = tuple(
        RunView(
            run.pieces,
            run.targets,
            tuple(edition.entry_link(page, target) for target in run.targets),
            tuple(_reference(numbers, note) for note in sorted(run.ends, key=numbers.__getitem__)),
        )
        for run in cut(paragraph.text, marks)
    )
    about = sorted((mark.targets[0] for mark in marks if mark.kind == "annotation"),
                   key=numbers.__getitem__)  # fmt: skip
    return ParagraphView(
        paragraph.number,
        urls.paragraph_id(paragraph.number),
        runs,
        tuple(_note(edition, page, notes[name], numbers[name]) for name in about),
    )


def _reference(numbers: dict[str, int], note: str) -> NoteReference:
    return NoteReference(numbers[note], note, urls.reference_id(note), urls.note_id(note))


def _note(edition: Edition, page: str, note: AnnotationHead, number: int) -> NoteView:
    return NoteView(
        number=number,
        id=note.id,
        note_id=urls.note_id(note.id),
        reference_id=urls.reference_id(note.id),
        kind=note.kind,
        kind_words=NOTE_KINDS[note.kind],
        quote=note.quote if len(note.quote.split()) > 1 else "",
        html=edition.markdown(page, note.text, note.id),
        author=note.author or "",
        date=when(note.date),
        sources=source_views(note.sources),
    )


def source_views(sources: tuple[Reference, ...]) -> tuple[SourceView, ...]:
    """Publications with their dates in words."""
    return tuple(SourceView(each, when(each.date), when(each.retrieved)) for each in sources)


def _named(edition: Edition, briefing: Briefing, page: str) -> tuple[NamedView, ...]:
    """The entries that a briefing names, in the order of their kinds and first mentions."""
    found: dict[str, list[int]] = {}
    for number, marks in sorted(edition.index.marks.get(briefing.id, {}).items()):
        for mark in marks:
            for target in mark.targets if mark.kind == "mention" else ():
                found.setdefault(target, []).append(number)
    order = {kind.id: (place, kind.singular) for place, kind in enumerate(edition.kinds)}
    entries = [edition.library.entries[name.rpartition("/")[2]] for name in found]
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
