"""A transcript as its readers meet it: sections, turns, and paragraphs with their numbers."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a transcript.

    Attributes:
        number: counted from 1 through the whole briefing; its address is `p<number>`.
        text: the speaker's words as they stand in the source, without the speaker's label.
        start: where they begin in the file, in code points.
    """

    number: int
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break.

    Attributes:
        label: the speaker as the transcript writes it, or "" before any label.
        continued: whether a section heading interrupts a turn that began above it.
    """

    label: str
    paragraphs: tuple[Paragraph, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Turns below one of the editor's headings ("" before the first)."""

    heading: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Transcript:
    """A briefing's words, in their order."""

    sections: tuple[Section, ...]

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn, in order."""
        return tuple(turn for section in self.sections for turn in section.turns)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order; paragraph n is at place n - 1."""
        return tuple(paragraph for turn in self.turns for paragraph in turn.paragraphs)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The speaker of every paragraph, as the transcript writes it, in the same order."""
        return tuple(turn.label for turn in self.turns for _ in turn.paragraphs)


def as_text(transcript: Transcript) -> bytes:
    """Every word that was said and nothing else; the grammar of transcripts reads it back."""
    paragraphs = []
    for turn in transcript.turns:
        opening = f"{turn.label}: " if turn.label and not turn.continued else ""
        for paragraph in turn.paragraphs:
            paragraphs.append(opening + paragraph.text)
            opening = ""
    return ("\n\n".join(paragraphs) + "\n").encode()
