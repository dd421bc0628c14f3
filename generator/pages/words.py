"""A transcript on its page: sections, turns, paragraphs, runs, and the notes beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count, islice
from typing import NamedTuple

from generator import urls
from generator.layers import Piece, Run, cut
from generator.model import Briefing
from generator.pages.notes import NoteReference, NoteView, Scene, note_views, references
from generator.pages.parts import Link, RoleWords
from generator.pages.recording import TimeView, time_views
from generator.speech import Paragraph, Turn


class RunView(NamedTuple):
    """Pieces of text: a mention of one entry, of several (`entries`), or of none.

    `plain` is the text where nothing but such a mention is on it, which is the most frequent case
    and the quickest to show; else "". `links` is empty where the paragraph has them already.
    `numbers` are those of the briefing's notes by their ids.
    """

    plain: str
    pieces: tuple[Piece, ...]
    entries: tuple[str, ...]
    links: tuple[Link, ...]
    references: tuple[NoteReference, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph with the notes about its words, and when it is heard."""

    number: int
    id: str
    runs: tuple[RunView, ...]
    notes: tuple[NoteView, ...]
    time: TimeView | None = None


@dataclass(frozen=True, slots=True)
class TurnView:
    """What one speaker says; `roles` are given at the speaker's first turn only.

    `references` lead to the notes about the turn as a whole.
    """

    id: str
    label: str
    speaker: Link | None
    roles: tuple[RoleWords, ...]
    is_unnamed: bool
    is_continued: bool
    references: tuple[NoteReference, ...]
    notes: tuple[NoteView, ...]
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """Turns below a heading of the editor's, or none."""

    id: str
    heading: str
    turns: tuple[TurnView, ...]


def section_views(scene: Scene) -> tuple[SectionView, ...]:
    """The whole transcript; a speaker's offices stand at the first turn only."""
    turns, times = iter(scene.briefing.transcript.turns), time_views(scene.briefing, scene.page)
    numbers, introductions = count(1), _introductions(scene.briefing)
    return tuple(
        SectionView(
            f"s{place}",
            section.heading,
            tuple(
                _turn(scene, turn, number, times, has_roles=number in introductions)
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


def _turn(
    scene: Scene, turn: Turn, number: int, times: Mapping[int, TimeView], *, has_roles: bool
) -> TurnView:
    speaker = scene.briefing.head.speakers.get(turn.label) if turn.label else None
    entry = scene.edition.library.entries[speaker] if speaker else None
    notes = scene.turns.get(number, ())
    day = scene.briefing.head.date
    return TurnView(
        id=f"t{number}",
        label=turn.label,
        speaker=scene.edition.entry_link(scene.page, entry.id) if entry else None,
        roles=scene.edition.roles(scene.page, entry, day) if entry and has_roles else (),
        is_unnamed=bool(turn.label) and speaker is None,
        is_continued=turn.continued,
        references=references(scene, notes),
        notes=note_views(scene, notes),
        paragraphs=tuple(
            _paragraph(scene, each, times.get(each.number)) for each in turn.paragraphs
        ),
    )


def _paragraph(scene: Scene, paragraph: Paragraph, time: TimeView | None) -> ParagraphView:
    marks = scene.marks(paragraph.number)
    about = [mark.targets[0] for mark in marks if mark.kind == "annotation"]
    seen: set[tuple[str, ...]] = {()}
    return ParagraphView(
        paragraph.number,
        urls.paragraph_id(paragraph.number),
        tuple(
            RunView(
                _plain(run),
                run.pieces,
                run.targets,
                _links(scene, run, seen),
                references(scene, run.ends) if run.ends else (),
                scene.numbers,
            )
            for run in cut(paragraph.text, marks)
        ),
        note_views(scene, about),
        time,
    )


def _links(scene: Scene, run: Run, seen: set[tuple[str, ...]]) -> tuple[Link, ...]:
    """Links to what a run mentions, unless the paragraph has seen them; it has from now on."""
    if run.targets in seen:
        return ()
    seen.add(run.targets)
    return tuple(scene.edition.entry_link(scene.page, target) for target in run.targets)


def _plain(run: Run) -> str:
    match run.pieces:
        case [Piece(annotations=(), is_insertion=False) as piece] if len(run.targets) <= 1:
            return piece.text if not run.ends else ""
        case _:
            return ""
