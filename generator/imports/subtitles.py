"""Subtitles (WebVTT, SubRip): cues put together into paragraphs, with the time of each.

Cues are read by webvtt-py, of the extra `import`. A paragraph ends where another voice begins, and
where a sentence has ended and nothing is shown for a while. Captions that roll, so that each cue
shows the line before once more, are taken once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from importlib import import_module
from io import StringIO
from itertools import pairwise
from typing import NamedTuple, Protocol

from generator.imports.draft import Block, Draft, Left, MissingToolError, Source, refused
from generator.imports.encodings import text_of

_VOICE = re.compile(r"<v(?:\.[^\s>]+)*[ \t]+([^>]+)>")
_TAG = re.compile(r"</?(?:[bicuv]|lang|ruby|rt|font)(?:[.\s][^>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
_PLACED = re.compile(r"\{\\an?\d\}")  # where SubRip puts a line on the screen
_CHANGE = re.compile(r"(?:-|–|—|>>)\s+(?=\S)")  # how subtitles mark that another speaks
_ENDED = re.compile(r"[.?!…。？！][\"'”’»)\]」』]*\Z")
_TWO = 2  # cues that show a line again; fewer may be chance
_PAUSE = 1500  # milliseconds without a cue, behind the end of a sentence
_LONG_PAUSE = 5000  # the same, wherever


class _Cue(NamedTuple):
    """One voice in one cue: when, who, and the lines that are shown."""

    start: int
    end: int
    voice: str
    lines: tuple[str, ...]


class _Time(Protocol):
    def in_milliseconds(self) -> int: ...


class _Caption(Protocol):
    """What webvtt-py makes of a cue."""

    start_time: _Time
    end_time: _Time
    lines: list[str]


def read_subtitles(form: str, source: Source) -> Draft:
    """Subtitles in a format of webvtt-py: `vtt` or `srt`.

    Raises:
        RefusedError: when they cannot be read.
        MissingToolError: when webvtt-py is not installed.
    """
    captions, left = _captions(form, source)
    cues = [cue for caption in captions for cue in _voices(caption)]
    kept = list(_unrolled(cues))
    repeated = sum(len(cue.lines) for cue in cues) - sum(len(cue.lines) for cue in kept)
    ends = "one ends with its speaker, or with a sentence before a pause"
    remarks = [f"{len(captions)} cues became paragraphs: {ends}"]
    if repeated:
        remarks.append(f"{repeated} lines that were shown again were taken once")
    return Draft(tuple(_paragraphs(kept)), left=left, remarks=tuple(remarks))


def _captions(form: str, source: Source) -> tuple[list[_Caption], tuple[Left, ...]]:
    try:
        webvtt, errors = import_module("webvtt"), import_module("webvtt.errors")
    except ImportError:
        message = (
            "subtitles are read with webvtt-py, which is not installed: "
            "pip install 'glossator[import]'"
        )
        raise MissingToolError(message) from None
    text = text_of(source)
    try:
        read = webvtt.from_buffer(StringIO(text), format=form)
    except (errors.MalformedFileError, errors.MalformedCaptionError) as error:
        message = f"these are no subtitles that can be read ({error})"
        raise refused(source, message, "look at the first lines; WebVTT begins with WEBVTT") from (
            error
        )
    shown, written = len(read.captions), text.count("-->")
    if shown < written:
        message = f"{written - shown} of {written} cues have times that cannot be read, or no words"
        return list(read.captions), (Left("cues", message),)
    return list(read.captions), ()


def _voices(caption: _Caption) -> Iterator[_Cue]:
    """The voices of a cue, one after the other; lines without a tag are of the voice before."""
    start, end = caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()
    parts = _VOICE.split("\n".join(caption.lines))
    for voice, words in zip(["", *parts[1::2]], parts[::2], strict=True):
        lines = [line for each in words.split("\n") if (line := _plain(each))]
        changes = [number for number, line in enumerate(lines) if number and _CHANGE.match(line)]
        for first, last in pairwise([0, *changes, len(lines)]):
            if first < last:
                yield _Cue(start, end, unescape(voice).strip(), tuple(lines[first:last]))


def _plain(line: str) -> str:
    """The characters of a line that are shown."""
    return unescape(_PLACED.sub("", _TAG.sub("", line))).strip()


def _unrolled(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Cues without the lines that the cue before showed and that go on being shown.

    Only where many cues do so: elsewhere a line that stands twice was said twice.
    """
    again = [0, *(_shown_again(one, other) for one, other in pairwise(cues))]
    if sum(map(bool, again)) < max(_TWO, len(cues) / 3):
        yield from cues
        return
    for cue, lines in zip(cues, again, strict=False):
        if lines < len(cue.lines):
            yield cue._replace(lines=cue.lines[lines:])


def _shown_again(one: _Cue, other: _Cue) -> int:
    """How many lines at the end of a cue are the first of the next, which follows at once."""
    if not one.start < other.start <= one.end + 1:
        return 0
    most = min(len(one.lines), len(other.lines))
    return next((size for size in range(most, 0, -1)
                 if one.lines[-size:] == other.lines[:size]), 0)  # fmt: skip


def _paragraphs(cues: Iterable[_Cue]) -> Iterator[Block]:
    """Cues put together."""
    text, last = "", _Cue(0, 0, "", ())
    start = 0
    for cue in cues:
        words = " ".join(cue.lines)
        if text and _is_new(text, last, cue):
            yield _block(text, last.voice, start)
            text = ""
        start = start if text else cue.start
        text = f"{text} {words}" if text else words
        last = cue
    if text:
        yield _block(text, last.voice, start)


def _is_new(text: str, last: _Cue, cue: _Cue) -> bool:
    pause = cue.start - last.end
    return (
        cue.voice != last.voice
        or bool(_CHANGE.match(cue.lines[0]))
        or pause >= _LONG_PAUSE
        or (pause >= _PAUSE and bool(_ENDED.search(text)))
    )


def _block(text: str, voice: str, start: int) -> Block:
    minutes, seconds = divmod(start // 1000, 60)
    return Block(text, f"at {minutes}:{seconds:02}", speaker=voice, start=start)
