"""The transcript's tiny grammar: sections, turns, paragraphs and the publisher's insertions.

Paragraphs are parted by blank lines. A paragraph that begins with a declared speaker label and a
colon opens a turn; those that follow belong to it. A line that begins with `## ` is the editor's
heading. Nothing else is markup: every other character is what was said.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.source import Span
from generator.speech import Paragraph, Section, Transcript, Turn

_HEADING = "## "
_COLON = re.compile("[:：]")
_LONGEST_LABEL = 200
_BRACKET = re.compile("[(（]|\\[")
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,300}\]")
# What stenographers put in round brackets; other round brackets may be the speaker's own words.
_STAGE = re.compile(
    r"[(（](?:(?:general |prolonged |mild )?(?:laughter|applause)|inaudible|crosstalk|pause|"
    r"off-?mic|unintelligible|no audio|technical difficulties|"
    r"(?:speaks |speaking |continues |continuing )?in (?:english|french|german|spanish|portuguese|"
    r"italian|dutch|polish|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|hindi|urdu|chinese|"
    r"mandarin|japanese|korean|vietnamese)|"
    r"(?:via|through|as) (?:an? )?(?:interpreter|interpretation|interpreted|translation)|"
    r"смех|аплодисменты|неразборчиво|по-[а-я]+|rires|applaudissements|ضحك|تصفيق|笑|笑い|拍手|笑声|掌声)[)）]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading or a paragraph, parted from the speaker's label that opens a turn."""

    text: str
    start: int
    label: str | None = None
    is_heading: bool = False


class _Builder:
    """Puts blocks together; lists live here and end as tuples."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.title, self.label, self.number = "", "", 0
        self.turns: list[tuple[str, list[Paragraph], bool]] = []

    def heading(self, title: str) -> None:
        self._close()
        self.title = title

    def paragraph(self, block: _Block) -> None:
        if block.label is not None or not self.turns:
            continued = block.label is None and bool(self.label)
            self.label = self.label if block.label is None else block.label
            self.turns.append((self.label, [], continued))
        if not block.text:
            return  # a label on a line of its own: its words follow
        self.number += 1
        self.turns[-1][1].append(Paragraph(self.number, block.text, block.start))

    def transcript(self) -> Transcript:
        self._close()
        return Transcript(tuple(self.sections))

    def _close(self) -> None:
        if self.title or self.turns:
            turns = tuple(Turn(label, tuple(said), more) for label, said, more in self.turns)
            self.sections.append(Section(self.title, turns))
        self.turns = []


def parse_transcript(text: str, start: int, labels: Iterable[str]) -> Transcript:
    """Read the transcript that begins at `start` of a file's text.

    Offsets of paragraphs count from the beginning of the file. Labels are compared without regard
    to Unicode's composed and decomposed forms.
    """
    wanted = frozenset(unicodedata.normalize("NFC", label) for label in labels)
    builder = _Builder()
    for block in _blocks(text, start, wanted):
        builder.heading(block.text) if block.is_heading else builder.paragraph(block)
    return builder.transcript()


def label_of(text: str, wanted: frozenset[str]) -> tuple[str, int]:
    """The declared label that opens a paragraph, as written, and where the words behind it begin.

    ("", 0) when none does. Of several that fit the longest counts.
    """
    found = ("", 0)
    for colon in _COLON.finditer(text, 1, _LONGEST_LABEL):
        end = colon.start()
        written = text[:end]
        if unicodedata.normalize("NFC", written) in wanted:
            words = end + 1
            while words < len(text) and text[words] in " \t\u00a0\u3000":
                words += 1
            found = (written, words)
    return found


def insertions(text: str) -> tuple[Span, ...]:
    """Where the publisher and not the speaker stands in a paragraph.

    Such are `[Defence Minister]` and `(laughter)`.
    """
    if not _BRACKET.search(text):
        return ()
    found = [*_BRACKETED.finditer(text), *_STAGE.finditer(text)]
    spans: list[Span] = []
    for match in sorted(found, key=lambda match: match.span()):
        if not spans or match.start() >= spans[-1].end:
            spans.append(Span(*match.span()))
    return tuple(spans)


def _blocks(text: str, start: int, wanted: frozenset[str]) -> Iterator[_Block]:
    """Headings and paragraphs in order; a paragraph is a run of lines that are not blank."""
    first = last = None
    position = start
    while position <= len(text):
        end = text.find("\n", position)
        end = len(text) if end == -1 else end
        is_heading = text.startswith(_HEADING, position)
        is_blank = not text[position:end].strip()
        if (is_heading or is_blank) and first is not None and last is not None:
            yield _paragraph(text, Span(first, last), wanted)
            first = None
        if is_heading and not is_blank:
            yield _Block(text[position + len(_HEADING) : end].strip(), position, is_heading=True)
        elif not is_blank:
            first, last = (position if first is None else first), end
        position = end + 1
    if first is not None and last is not None:
        yield _paragraph(text, Span(first, last), wanted)


def _paragraph(text: str, span: Span, wanted: frozenset[str]) -> _Block:
    words = text[span.start : span.end]
    label, behind = label_of(words, wanted)
    if not label:
        return _Block(words, span.start)
    return _Block(words[behind:], span.start + behind, label)
