"""Sounds and films of briefings: which there are, and when each paragraph begins in them."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from generator import urls
from generator.decode import problem_in_front
from generator.memo import Forgetful
from generator.model import Briefing, Library
from generator.problems import Place, Problem, did_you_mean
from generator.source import MEDIA, Tree
from generator.speech import Paragraph

# The media types of what browsers play, by ending.
SOUNDS: Mapping[str, str] = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav",
}  # fmt: skip
FILMS: Mapping[str, str] = {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm",
                            "ogv": "video/ogg"}  # fmt: skip
_TYPES = {**SOUNDS, **FILMS}
_ENDINGS = f"sounds and films end in one of these: {', '.join(sorted(_TYPES))}"
_NAME = re.compile(r"\w[\w.-]{0,100}\.(\w+)\Z")


class Recording(NamedTuple):
    """A sound or film: its name in content/media/, and its media type."""

    name: str
    type: str


def recordings(briefing: Briefing) -> tuple[Recording, ...]:
    """What can be played of a briefing: the same in several formats."""
    return tuple(Recording(name, _type(name)) for name in briefing.head.media)


def kind_of(found: Collection[Recording]) -> Literal["sound", "film"]:
    """What it is: a film if any of the formats has pictures."""
    return "film" if any(each.type.startswith("video/") for each in found) else "sound"


def published_recordings(
    tree: Tree,
    library: Library,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> dict[str, str]:
    """The sounds and films of briefings that are published: where they lie, by output path."""
    named = _named(library, memory)
    return {f"{urls.MEDIA}{name}": f"{MEDIA}{name}" for name in sorted(named)
            if f"{MEDIA}{name}" in tree.media}  # fmt: skip


def starts(briefing: Briefing) -> dict[int, int]:
    """When paragraphs begin, in milliseconds, by their numbers."""
    return {number: time.start for time, number in
            zip(briefing.times, _places(briefing), strict=True) if number}  # fmt: skip


def clock(start: int) -> str:
    """A time for readers, in whole seconds: 0:35, 1:02:07."""
    minutes, seconds = divmod(start // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds(start: int) -> str:
    """A time for machines: 83, 83.5."""
    return f"{start / 1000:.3f}".rstrip("0").rstrip(".")


def check_recordings(
    tree: Tree,
    library: Library,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> tuple[Problem, ...]:
    """Files that are not there or cannot be played, and times that belong to no paragraph."""
    names = memory.settled("sounds", frozenset(path.removeprefix(MEDIA) for path in tree.media))
    briefings = memory.values("briefings", library.briefings)
    found = memory.rows("", _faults, briefings, memory.repeated("sounds", names, len(briefings)))
    problems = [each for name in sorted(names) for each in _name_problems(name)]
    problems += memory.flat("recordings", found)
    # Of what is held back nobody knows here which files it names.
    if not any(held.path.startswith("content/briefings/") for held in library.held):
        used = _named(library, memory)
        problems += [_unused(name) for name in sorted(names - used) if _type(name)]
    return tuple(problems)


def _named(library: Library, memory: Forgetful) -> frozenset[str]:
    """The sounds and films that briefings name."""
    briefings = memory.values("briefings", library.briefings)
    return memory("", frozenset, memory.flat("media", memory.rows("", _media, briefings)))


def _media(briefing: Briefing) -> tuple[str, ...]:
    return briefing.head.media


def _faults(briefing: Briefing, names: frozenset[str]) -> tuple[Problem, ...]:
    return (*_missing(briefing, names), *_lost_times(briefing))


def _type(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].casefold(), "")


def _name_problems(name: str) -> Iterator[Problem]:
    if not _type(name):
        yield Problem(Place(MEDIA + name), "W006", "this kind of file is not published", _ENDINGS)
    elif not _NAME.match(name):
        message = f"“{name}” cannot be the address of a sound or film"
        hint = "use letters, digits and hyphens"
        if "/" in name:
            hint = f"move it to {MEDIA} itself; folders within it are not read"
        yield Problem(Place(MEDIA + name), "E331", message, hint)


def _missing(briefing: Briefing, names: Collection[str]) -> Iterator[Problem]:
    for number, name in enumerate(briefing.head.media):
        if name not in names:
            message = f"there is no sound or film “{name}” in {MEDIA}"
            hint = did_you_mean(name, names) or f"put the file there, or write its name ({MEDIA}…)"
            yield problem_in_front(briefing.document, ("media", number), "E330", message, hint)
        elif not _type(name):
            message = f"“{name}” is no sound or film that browsers play"
            yield problem_in_front(briefing.document, ("media", number), "E331", message, _ENDINGS)


def _unused(name: str) -> Problem:
    message = "no briefing names this file, so nobody can play it"
    return Problem(Place(MEDIA + name), "W340", message, f"write under a briefing: media: {name}")


def _lost_times(briefing: Briefing) -> Iterator[Problem]:
    if briefing.notes_document is None or not briefing.times:
        return
    places, last = _places(briefing), -1
    openings = [each.text[:100] for each in briefing.transcript.paragraphs]
    for number, (time, place) in enumerate(zip(briefing.times, places, strict=True)):
        if not place:
            first = (" ".join(text.split()[: len(time.words.split())]) for text in openings)
            hint = did_you_mean(time.words, first) or "write the first words of the paragraph"
            message = f"from here on no paragraph begins with “{time.words}”"
            yield problem_in_front(briefing.notes_document, ("times", number, "words"), "E332",
                                   message, hint)  # fmt: skip
        if time.start < last:
            message = "this time is before that of the paragraph above"
            hint = "times run on as the transcript does"
            yield problem_in_front(briefing.notes_document, ("times", number, "start"), "E333",
                                   message, hint)  # fmt: skip
        last = max(last, time.start)


def _places(briefing: Briefing) -> tuple[int, ...]:
    """The number of the paragraph of each time, 0 where there is none.

    Times stand in the order of the transcript, so that words with which several paragraphs begin
    mean the next of them.
    """
    paragraphs, places, behind = briefing.transcript.paragraphs, [], 0
    for time in briefing.times:
        place = _next(paragraphs[behind:], time.words)
        places.append(place)
        behind = place or behind
    return tuple(places)


def _next(paragraphs: Collection[Paragraph], words: str) -> int:
    return next((each.number for each in paragraphs if each.text.startswith(words)), 0)
