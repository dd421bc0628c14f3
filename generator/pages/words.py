"""A transcript on its page: sections, turns, paragraphs, runs, and the notes beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count, islice
from typing import NamedTuple

from markupsafe import Markup

from generator import urls
from generator.layers import Piece, Run, cut
from generator.model import AnnotationHead, Briefing, Mark, Paragraph, Turn
from generator.pages.frame import Edition, Link, RoleWords, When
from generator.pages.sources import SourceView, source_views

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
    """Pieces of text: a mention of one entry, of several (`links`), or of none.

    `plain` is the text where nothing but such a mention is on it, which is the most frequent case
    and the quickest to show; else "".
    """

    plain: str
    pieces: tuple[Piece, ...]
    entries: tuple[str, ...]
    links: tuple[Link, ...]
    references: tuple[NoteReference, ...]


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
class Scene:
    """A briefing on its page, with its notes and their numbers."""

    edition: Edition
    briefing: Briefing
    page: str
    notes: Mapping[str, AnnotationHead]
    numbers: Mapping[str, int]

    def marks(self, paragraph: int) -> tuple[Mark, ...]:
        """What sits on a paragraph."""
        return self.edition.index.marks.get(self.briefing.id, {}).get(paragraph, ())


def make_scene(edition: Edition, briefing: Briefing, page: str) -> Scene:
    """A briefing with its notes numbered in the order in which readers meet the numbers."""
    by_paragraph = edition.index.marks.get(briefing.id, {})
    marks = [
        mark
        for number in sorted(by_paragraph)
        for mark in sorted(by_paragraph[number], key=lambda mark: (mark.end, mark.start))
        if mark.kind == "annotation"
    ]
    numbers = {mark.targets[0]: number for number, mark in enumerate(marks, start=1)}
    notes = {note.id: note for note in briefing.annotations}
    return Scene(edition, briefing, page, notes, numbers)


def section_views(scene: Scene) -> tuple[SectionView, ...]:
    """The whole transcript; a speaker's offices stand at the first turn only."""
    turns = iter(scene.briefing.transcript.turns)
    numbers, introductions = count(1), _introductions(scene.briefing)
    return tuple(
        SectionView(
            f"s{place}",
            section.heading,
            tuple(
                _turn(scene, turn, number, has_roles=number in introductions)
                for turn, number in zip(islice(turns, len(section.turns)), numbers, strict=False)
            ),
        )
        for place, section in enumerate(scene.briefing.transcript.sections, start=1)
    )


def _introductions(briefing: Briefing) -> frozenset[int]:
    """The numbers of the turns in which somebody speaks for the first time."""
    first: dict[str, int] = {}
    for number, turn in enumerate(briefing.transcript.turns, start=1):
        if speaker := briefing.head.speakers.get(turn.label):
            first.setdefault(speaker, number)
    return frozenset(first.values())


def _turn(scene: Scene, turn: Turn, number: int, *, has_roles: bool) -> TurnView:
    speaker = scene.briefing.head.speakers.get(turn.label) if turn.label else None
    entry = scene.edition.library.entries[speaker] if speaker else None
    day = scene.briefing.head.date
    return TurnView(
        id=f"t{number}",
        label=turn.label,
        speaker=scene.edition.entry_link(scene.page, entry.id) if entry else None,
        entry=entry.id if entry else "",
        roles=scene.edition.roles(scene.page, entry, day) if entry and has_roles else (),
        is_unnamed=bool(turn.label) and speaker is None,
        is_continued=turn.continued,
        paragraphs=tuple(_paragraph(scene, paragraph) for paragraph in turn.paragraphs),
    )


def _paragraph(scene: Scene, paragraph: Paragraph) -> ParagraphView:
    marks = scene.marks(paragraph.number)
    about = [mark.targets[0] for mark in marks if mark.kind == "annotation"]
    return ParagraphView(
        paragraph.number,
        urls.paragraph_id(paragraph.number),
        tuple(
            RunView(
                _plain(run),
                run.pieces,
                run.targets,
                tuple(scene.edition.entry_link(scene.page, target) for target in run.targets),
                tuple(_reference(scene, note) for note in _in_order(scene, run.ends)),
            )
            for run in cut(paragraph.text, marks)
        ),
        tuple(_note(scene, note) for note in _in_order(scene, about)),
    )


def _plain(run: Run) -> str:
    match run.pieces:
        case [Piece(annotations=(), is_insertion=False) as piece] if len(run.targets) <= 1:
            return piece.text if not run.ends else ""
        case _:
            return ""


def _in_order(scene: Scene, notes: Iterable[str]) -> list[str]:
    return sorted(notes, key=scene.numbers.__getitem__)


def _reference(scene: Scene, note: str) -> NoteReference:
    return NoteReference(scene.numbers[note], note, urls.reference_id(note), urls.note_id(note))


def _note(scene: Scene, name: str) -> NoteView:
    note = scene.notes[name]
    return NoteView(
        number=scene.numbers[name],
        id=note.id,
        note_id=urls.note_id(note.id),
        reference_id=urls.reference_id(note.id),
        kind=note.kind,
        kind_words=NOTE_KINDS[note.kind],
        quote=note.quote if len(note.quote.split()) > 1 else "",
        html=scene.edition.markdown(scene.page, note.text, f"n-{note.id}"),
        author=note.author or "",
        date=scene.edition.when(note.date),
        sources=source_views(scene.edition, note.sources),
    )
