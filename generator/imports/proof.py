"""The proof that a written briefing says what was read: no word more, no word less."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from generator.decode import decode_markdown
from generator.heads import BriefingHead
from generator.imports.draft import RefusedError, Spoken, opening
from generator.problems import Place, Problem, Severity
from generator.site import Limits
from generator.speech import Transcript
from generator.transcript import parse_transcript


class _Said(NamedTuple):
    """A paragraph with its speaker's label, or a heading."""

    label: str
    text: str
    is_heading: bool = False


def prove(path: str, content: bytes, spoken: Sequence[Spoken], limits: Limits) -> Transcript:
    """Read a written briefing and compare it with what was to be said, character for character.

    Raises:
        RefusedError: when they differ, or the file cannot be read.
    """
    decoded = decode_markdown(path, content, BriefingHead, limits)
    if decoded.document is None or decoded.head is None:
        raise RefusedError(next(problem for problem in decoded.problems
                                if problem.severity is Severity.ERROR))  # fmt: skip
    text = decoded.document.text.text
    transcript = parse_transcript(text, decoded.document.body, decoded.head.speakers)
    for wanted, found in zip_longest(_wanted(spoken), _found(transcript)):
        if wanted != found:
            raise RefusedError(_mismatch(path, wanted or found))
    return transcript


def _wanted(spoken: Sequence[Spoken]) -> Iterator[_Said]:
    label = ""
    for each in spoken:
        if each.is_heading:
            if each.text:
                yield _Said("", each.text, is_heading=True)
            continue
        label = each.label or label
        if each.text:
            yield _Said(label, each.text)


def _found(transcript: Transcript) -> Iterator[_Said]:
    for section in transcript.sections:
        if section.heading:
            yield _Said("", section.heading, is_heading=True)
        for turn in section.turns:
            yield from (_Said(turn.label, each.text) for each in turn.paragraphs)


def _mismatch(path: str, said: _Said | None) -> Problem:
    words = opening(said.text) if said else ""
    message = f"“{words}” would not stand in the transcript as it stands in the file"
    hint = ("say with --speaker which labels are speakers: --speaker 'LABEL=id', 'LABEL=null' "
            "for somebody unnamed, 'LABEL=-' for words that are no label")  # fmt: skip
    return Problem(Place(path), "E338", message, hint)
