"""What suggestions are about, and what each says."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.model import Briefing, Mark, Wording
from generator.problems import Place, place_in
from generator.source import Span
from generator.speech import Paragraph

Kind = Literal["names", "forms", "unused", "passages", "repeated"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that an editor might do.

    Attributes:
        what: the words or the id that it is about.
        why: what led to it, in a few words.
        count: in how many places it was found.
        path: the file in which something could be written, or "".
        paste: what could be written there, or "".
        forms: for a name, all the ways in which it is written, the fullest first.
        briefings: the ids of the briefings in which it was found.
        entry: for a name, the folder in which its entry would lie, or "".
    """

    kind: Kind
    what: str
    why: str
    count: int = 0
    places: tuple[Place, ...] = ()
    path: str = ""
    paste: str = ""
    forms: tuple[str, ...] = ()
    briefings: tuple[str, ...] = ()
    entry: str = ""


class Said(NamedTuple):
    """A paragraph with the names and annotations that are known in it, by place.

    Attributes:
        silent: words of which an editor said that they name nothing.
    """

    wording: Wording
    paragraph: Paragraph
    marks: tuple[Mark, ...]
    silent: tuple[str, ...] = ()

    @property
    def mentions(self) -> tuple[Mark, ...]:
        """The names that are known in it."""
        return tuple(mark for mark in self.marks if mark.kind == "mention")

    @property
    def briefing(self) -> str:
        """The id of the briefing that it belongs to, in whatever language."""
        return self.wording.id if isinstance(self.wording, Briefing) else self.wording.briefing

    def place(self, start: int, end: int) -> Place:
        """Where some of its words stand in the file."""
        at = Span(self.paragraph.start + start, self.paragraph.start + end)
        return place_in(self.wording.document.text, at)

    def is_known(self, start: int, end: int) -> bool:
        """Whether words are a mention, or a part of one, or said to be none."""
        words = self.words(start, end)
        return any(each.start <= start and end <= each.end for each in self.mentions) or any(
            words in each for each in self.silent
        )

    def words(self, start: int, end: int) -> str:
        """Some of its words, with single spaces."""
        return " ".join(self.paragraph.text[start:end].split())
