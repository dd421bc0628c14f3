"""The notes of a briefing: their numbers, what they are about, and how readers meet them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from generator import urls
from generator.heads import AnnotationHead
from generator.model import Briefing, Mark
from generator.pages.edition import Edition
from generator.pages.margin import Beside, far_notes
from generator.pages.parts import When
from generator.pages.sources import SourceView, source_views
from generator.tokens import tokenize


class NoteReference(NamedTuple):
    """The number in the text that leads to a note."""

    number: int
    id: str
    reference_id: str
    note_id: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """An annotation as readers meet it.

    `quote` are the words it explains where they are more than one; `about` says what else it is
    about: the whole text, a whole turn. `is_far` puts it into the margin's second column.
    `former_ids` are those of its addresses that once were.
    """

    number: int
    id: str
    note_id: str
    reference_id: str
    former_ids: tuple[str, ...]
    kind_words: str
    quote: str
    about: str
    html: Markup
    author: str
    date: When | None
    sources: tuple[SourceView, ...]
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A briefing on its page, with its notes and their numbers.

    Attributes:
        whole: the notes about the briefing as a whole.
        turns: the notes about a whole turn, by the turn's number.
        far: the notes in the second column of the margin.
    """

    edition: Edition
    briefing: Briefing
    page: str
    notes: Mapping[str, AnnotationHead]
    numbers: Mapping[str, int]
    whole: tuple[str, ...]
    turns: Mapping[int, tuple[str, ...]]
    far: frozenset[str]

    def marks(self, paragraph: int) -> tuple[Mark, ...]:
        """What sits on a paragraph."""
        return self.edition.index.marks.get(self.briefing.id, {}).get(paragraph, ())


def make_scene(edition: Edition, briefing: Briefing, page: str) -> Scene:
    """A briefing with its notes numbered in the order in which readers meet the numbers."""
    notes = {note.id: note for note in briefing.annotations}
    numbers = note_numbers(edition, briefing)
    whole, turns = _about_whole(briefing), _about_turns(briefing)
    marks = edition.index.marks.get(briefing.id, {})
    far = far_notes(briefing, _beside(briefing, whole, turns, marks))
    return Scene(edition, briefing, page, notes, numbers, whole, turns, far)


def note_numbers(edition: Edition, briefing: Briefing) -> Mapping[str, int]:
    """The numbers of a briefing's notes, which the pages that those mention show too."""
    if briefing.id not in edition.numbered:
        by_paragraph = edition.index.marks.get(briefing.id, {})
        beside = _beside(briefing, _about_whole(briefing), _about_turns(briefing), by_paragraph)
        in_order = (note for here in beside for note in here.notes)
        edition.numbered[briefing.id] = {
            note: number for number, note in enumerate(in_order, start=1)
        }
    return edition.numbered[briefing.id]


def references(scene: Scene, notes: Iterable[str]) -> tuple[NoteReference, ...]:
    """The numbers that lead to some notes, in their order."""
    return tuple(
        NoteReference(scene.numbers[note], note, urls.reference_id(note), urls.note_id(note))
        for note in _sorted(scene, notes)
    )


def note_views(scene: Scene, notes: Iterable[str]) -> tuple[NoteView, ...]:
    """Some notes in the order of their numbers."""
    return tuple(_note(scene, note) for note in _sorted(scene, notes))


def _about_whole(briefing: Briefing) -> tuple[str, ...]:
    return tuple(note.id for note in briefing.annotations if note.about == "briefing")


def _about_turns(briefing: Briefing) -> dict[int, tuple[str, ...]]:
    """The annotations of whole turns, by the number of the turn."""
    about = [note for note in briefing.annotations if note.about == "turn"]
    if not about:
        return {}
    turn_of = {
        paragraph.number: number
        for number, turn in enumerate(briefing.transcript.turns, start=1)
        for paragraph in turn.paragraphs
    }
    found: dict[int, tuple[str, ...]] = {}
    for note in about:
        turn = turn_of[note.paragraph or 1]
        found[turn] = (*found.get(turn, ()), note.id)
    return found


def _beside(
    briefing: Briefing,
    whole: tuple[str, ...],
    turns: Mapping[int, tuple[str, ...]],
    by_paragraph: Mapping[int, tuple[Mark, ...]],
) -> Iterator[Beside]:
    """The notes beside each part of a page: those of the whole, of turns, of each one's words."""
    yield Beside("", whole)
    for number, turn in enumerate(briefing.transcript.turns, start=1):
        yield Beside(turn.label or "", turns.get(number, ()))
        for paragraph in turn.paragraphs:
            marks = sorted(by_paragraph.get(paragraph.number, ()),
                           key=lambda mark: (mark.end, mark.start))  # fmt: skip
            notes = tuple(mark.targets[0] for mark in marks if mark.kind == "annotation")
            yield Beside(paragraph.text, notes)


def _sorted(scene: Scene, notes: Iterable[str]) -> list[str]:
    return sorted(notes, key=scene.numbers.__getitem__)


def _note(scene: Scene, name: str) -> NoteView:
    note = scene.notes[name]
    html = scene.edition.markdown(scene.page, note.text, f"n-{note.id}")
    view = note_view(scene.edition, note, scene.numbers[name], html)
    return replace(view, is_far=note.id in scene.far)


def note_view(edition: Edition, note: AnnotationHead, number: int, html: Markup) -> NoteView:
    """An annotation with its text in HTML."""
    strings = edition.strings
    return NoteView(
        number=number,
        id=note.id,
        note_id=urls.note_id(note.id),
        reference_id=urls.reference_id(note.id),
        former_ids=tuple(map(urls.note_id, note.formerly)),
        kind_words=strings.text(f"note-kind-{note.kind}"),
        quote=note.quote if _is_long(note.quote) else "",
        about="" if note.about == "words" else strings.text(f"note-about-{note.about}"),
        html=html,
        author=note.author or "",
        date=edition.when(note.date),
        sources=source_views(edition, note.sources),
    )


def _is_long(quote: str) -> bool:
    """Whether a quote is more than a word, also in scripts that write no spaces."""
    return sum(token[0].isalnum() for token in tokenize(quote).words) > 1
