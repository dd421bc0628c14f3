"""The file of a briefing from what was read: front matter with guesses marked, words verbatim."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.heads import BriefingHead
from generator.imports.draft import Guess, Spoken
from generator.imports.matching import Owner
from generator.problems import printable
from generator.transcript import label_of
from generator.yaml_writing import Value, block, quoted

_COLON = "[:：][ \\t\u00a0\u3000]*"
_NO_NOTES = "annotations: []\npassages: []\n"
_WORDS = 5  # of a paragraph, by which its time finds it


@dataclass(frozen=True, slots=True)
class About:
    """What the front matter says; a guess without an origin is no guess but said by the editor."""

    title: Guess
    day: Guess
    publisher: Guess | None
    address: Guess | None
    language: Guess | None
    media: str
    file: str
    sha256: str


def front_matter(about: About, owners: Mapping[str, Owner]) -> str:
    """The lines between dashes; what was guessed says so behind it."""
    lines = [
        _line("title", quoted(about.title.words), about.title.comment),
        _line("date", about.day.words, about.day.comment),
        _line("kind", "briefing", "statement, press-conference, interview, speech, meeting"),
        *_speakers(owners),
        *([_line("language", about.language.words, about.language.comment)]
          if about.language else []),
        *([_line("media", quoted(about.media), "")] if about.media else []),
        *_source(about),
        _line("status", "draft", "published"),
    ]  # fmt: skip
    return "".join(["---\n", *lines, "---\n"])


def transcript_text(spoken: Sequence[Spoken], labels: Iterable[str]) -> str:
    """The words as the transcript's grammar reads them, each paragraph parted by a blank line."""
    wanted = frozenset(labels)
    parts, speaker = [], ""
    for each in spoken:
        if each.is_heading:
            parts.append(f"## {each.text}")
            continue
        label = each.label
        if not label and speaker and label_of(each.text, wanted)[0]:
            label = speaker  # or its beginning would be taken for a speaker
        speaker = label or speaker
        parts.append((_opening(label, each.opening, each.text) + each.text) if label
                     else each.text)  # fmt: skip
    return "\n" + "".join(f"{part}\n\n" for part in parts).removesuffix("\n")


def known_front_matter(head: Mapping[str, Value], owners: Mapping[str, Owner]) -> str:
    """The lines between dashes of a briefing that was edited elsewhere; its review begins anew."""
    lines: list[str] = []
    for key in BriefingHead.model_fields:
        if key == "speakers":
            lines += _speakers(owners)
        elif key in head:
            lines.append(block(key, head[key], 0) + "\n")
    return "".join(["---\n", *lines, _line("status", "draft", "published"), "---\n"])


def notes_text(
    notes: Sequence[Mapping[str, Value]],
    passages: Sequence[Mapping[str, Value]],
    spoken: Iterable[Spoken],
) -> str:
    """The annotations file: notes, passages, and when paragraphs begin; "" for nothing of these."""
    times = times_text(spoken)
    if not (notes or passages):
        return times
    lists = (block("annotations", notes, 0), block("passages", passages, 0))
    return "".join(f"{each}\n" for each in lists) + times.removeprefix(_NO_NOTES)


def times_text(spoken: Iterable[Spoken]) -> str:
    """The annotations file, with the time at which each paragraph begins."""
    lines = [f"  - {{start: {clock(each.start)}, words: {quoted(_first_words(each.text))}}}\n"
             for each in spoken
             if each.start is not None and each.text and not each.is_heading]  # fmt: skip
    return f"{_NO_NOTES}times:\n" + "".join(lines) if lines else ""


def clock(milliseconds: int) -> str:
    """A time as it is written: 0:35.5, 1:02:07."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return whole + (f".{rest:03}".rstrip("0") if rest else "")


def _opening(label: str, written: str, text: str) -> str:
    """What stands before the words: as the file has it, if the grammar reads that."""
    if re.fullmatch(re.escape(label) + _COLON, written):
        return written if text else written.rstrip()
    return f"{label}: " if text else f"{label}:"


def _first_words(text: str) -> str:
    """The words by which a time finds its paragraph."""
    line = text.split("\n", 1)[0]
    found = re.match(rf"\S+(?:\s+\S+){{0,{_WORDS - 1}}}", line)
    return (found[0] if found else line)[:80]


def _line(key: str, value: str, comment: str) -> str:
    return f"{key}: {value}" + (f"  # {printable(comment)}" if comment else "") + "\n"


def _speakers(owners: Mapping[str, Owner]) -> Iterator[str]:
    if not owners:
        yield "speakers: {}\n"
        return
    yield "speakers:\n"
    for label, owner in owners.items():
        yield "  " + _line(quoted(label), owner.id or "null", owner.comment)


def _source(about: About) -> Iterator[str]:
    """Where the text comes from; a comment as long as nobody has said who published it."""
    sign = "" if about.publisher else "# "
    if not about.publisher:
        yield "# The source; say who published the text and remove the # signs:\n"
    publisher = about.publisher or Guess("…", "")
    yield f"{sign}source:\n"
    yield f"{sign}  " + _line("publisher", quoted(publisher.words), publisher.comment)
    if about.address:
        yield f"{sign}  " + _line("url", quoted(about.address.words), about.address.comment)
    yield f"{sign}  " + _line("sha256", about.sha256, f"of {about.file}")
