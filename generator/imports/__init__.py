"""Texts of others become briefings: a format is a file here, from bytes to one draft.

A new format is a function from a source to a draft, and a line in `formats.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from generator.folders import BRIEFINGS, CONTENT
from generator.imports.draft import (
    NOT_KNOWN,
    Draft,
    Guess,
    Known,
    Left,
    RefusedError,
    Source,
    Spoken,
    refused,
)
from generator.imports.edited import anchored, fitted, owners_of
from generator.imports.formats import FORMATS, reader_of
from generator.imports.guesses import date_in, date_line, title_of
from generator.imports.matching import Cast, Owner
from generator.imports.proof import prove
from generator.imports.speakers import Spelling, find_speakers
from generator.imports.writing import (
    About,
    front_matter,
    known_front_matter,
    notes_text,
    times_text,
    transcript_text,
)
from generator.model import Library
from generator.starters import slug
from generator.yaml_writing import Value

__all__ = ["FORMATS", "Imported", "RefusedError", "Said", "Source", "import_text"]


@dataclass(frozen=True, slots=True)
class Said:
    """What the editor says instead of leaving it to guesses; "" where nothing is said.

    Attributes:
        speakers: labels with the ids of who they are; None for somebody unnamed.
        words: beginnings of paragraphs that are no labels.
    """

    id: str = ""
    title: str = ""
    date: str = ""
    address: str = ""
    publisher: str = ""
    media: str = ""
    format: str = ""
    speakers: Mapping[str, str | None] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Imported:
    """A briefing that was made of a file.

    Attributes:
        path: where it lies in the site.
        files: the briefing, and beside it the times of its paragraphs if the file has them.
        title: its title, and what it was guessed from.
        day: its day, and what that was guessed from.
        paragraphs: how many it has.
        labels: how often each label stands.
        owners: whose each label is.
        doubtful: beginnings of paragraphs like labels that stayed among the words.
        changed: how labels stand in the file and in the briefing where that is not the same.
        left: what is in the file and not in the briefing.
        remarks: how the file was read.
    """

    path: str
    files: Mapping[str, bytes]
    title: Guess
    day: Guess
    paragraphs: int
    labels: Mapping[str, int]
    owners: Mapping[str, Owner]
    doubtful: Mapping[str, int]
    changed: Mapping[tuple[str, str], int]
    left: tuple[Left, ...]
    remarks: tuple[str, ...]


def import_text(source: Source, said: Said, library: Library, today: date) -> Imported:
    """The briefing that a file becomes; `today` is its day where nothing tells another.

    Raises:
        RefusedError: when it cannot be read, or not be written without changing a word.
    """
    draft = reader_of(source, said.format)(source)
    if draft.known:
        return _edited(draft.known, _without_own_language(draft, library), said, library)
    if not any(block.text.strip() for block in draft.blocks):
        hint = "import a file with the words of a briefing"
        raise refused(source, "there are no words in this file", hint)
    about = _about(source, _without_own_language(draft, library), said, today)
    cast = Cast(library, said.speakers, _known_day(about))
    given = dict.fromkeys(said.speakers, True) | dict.fromkeys(said.words, False)
    speech = find_speakers(draft.blocks, Spelling(cast.knows, given))
    owners = {label: cast.owner_by(label, draft.people.get(label, "")) for label in speech.labels}
    path = f"{CONTENT}{BRIEFINGS}/{said.id or _id(source, about)}"
    body = transcript_text(speech.spoken, speech.labels)
    files = {f"{path}.md": (front_matter(about, owners) + body).encode()}
    transcript = prove(f"{path}.md", files[f"{path}.md"], speech.spoken, library.site.limits)
    if times := times_text(speech.spoken):
        files[f"{path}.annotations.yaml"] = times.encode()
    return Imported(
        f"{path}.md", files, about.title, about.day, len(transcript.paragraphs), speech.labels,
        owners, speech.doubtful, _changed(speech.spoken), draft.left,
        (*draft.remarks, *_idle(said, speech.labels), *_strangers(draft, cast)),
    )  # fmt: skip


def _edited(known: Known, draft: Draft, said: Said, library: Library) -> Imported:
    """A briefing that was edited elsewhere: with its notes, and what this site does not know."""
    known, unknown = fitted(known, library)
    owners = owners_of(known, Cast(library, said.speakers))
    head = _said_of(known, draft, said)
    path = f"{CONTENT}{BRIEFINGS}/{said.id or known.id}"
    body = transcript_text(known.spoken, owners)
    files = {f"{path}.md": (known_front_matter(head, owners) + body).encode()}
    transcript = prove(f"{path}.md", files[f"{path}.md"], known.spoken, library.site.limits)
    notes, lost = anchored(known.remarks, transcript.paragraphs)
    spoken = known.spoken if said.media else [replace(each, start=None) for each in known.spoken]
    if text := notes_text(notes, known.passages, spoken):
        files[f"{path}.annotations.yaml"] = text.encode()
    labels = Counter(each.label for each in known.spoken if each.label)
    return Imported(
        f"{path}.md", files, Guess(str(head["title"]), ""), Guess(str(head["date"]), ""),
        len(transcript.paragraphs), labels, owners, {}, {}, (*draft.left, *unknown, *lost),
        (*draft.remarks, *_idle(said, labels)),
    )  # fmt: skip


def _said_of(known: Known, draft: Draft, said: Said) -> Mapping[str, Value]:
    """The front matter of a briefing, with what the editor says otherwise."""
    told = {"title": said.title, "date": said.date, "media": said.media,
            "language": draft.language.words if draft.language else ""}  # fmt: skip
    head = {**known.head, **{key: value for key, value in told.items() if value}}
    publication = {"publisher": said.publisher, "url": said.address}
    if any(publication.values()):
        before = head.get("source")
        source = {**(before if isinstance(before, Mapping) else {})}
        head["source"] = source | {key: each for key, each in publication.items() if each}
    return head


def _without_own_language(draft: Draft, library: Library) -> Draft:
    """A draft that says its language only where it is not the site's."""
    is_own = draft.language and draft.language.words == library.site.language
    return replace(draft, language=None) if is_own else draft


def _about(source: Source, draft: Draft, said: Said, today: date) -> About:
    named = date_in(source.name)
    guesses = (
        Guess(said.date, "") if said.date else None,
        draft.date,
        Guess(named.isoformat(), "the name of the file") if named else None,
        date_line(draft.blocks),
        Guess(today.isoformat(), f"{NOT_KNOWN}: this is the day of the import"),
    )
    return About(
        title=Guess(said.title, "") if said.title else draft.title or title_of(source.name),
        day=next(guess for guess in guesses if guess),
        publisher=Guess(said.publisher, "") if said.publisher else draft.publisher,
        address=Guess(said.address, "") if said.address else draft.address,
        language=draft.language,
        media=said.media,
        file=source.shown,
        sha256=sha256(source.content).hexdigest(),
    )


def _known_day(about: About) -> date | None:
    """The day of the briefing, where something tells it."""
    if about.day.origin.startswith(NOT_KNOWN):
        return None
    try:
        return date.fromisoformat(about.day.words)
    except ValueError:
        return None


def _id(source: Source, about: About) -> str:
    """The day and the title as a file's name."""
    words = slug(about.title.words) or slug(title_of(source.name).words)
    return f"{about.day.words}-{words}"


def _idle(said: Said, labels: Mapping[str, int]) -> Iterator[str]:
    """What the editor says of labels that do not stand in the file."""
    for label in said.speakers:
        if label not in labels:
            yield f"no paragraph begins with “{label}”, of which --speaker says who it is"


def _strangers(draft: Draft, cast: Cast) -> Iterator[str]:
    """People whom the file describes and the glossary does not have."""
    unknown = [name for name in dict.fromkeys(draft.persons) if cast.owner(name).is_unknown]
    if unknown:
        yield f"described in the file and not in the glossary: {', '.join(unknown)}"


def _changed(spoken: Iterable[Spoken]) -> Mapping[tuple[str, str], int]:
    """Labels that stand in the briefing otherwise than in the file."""
    return Counter(
        (each.opening.strip(), f"{each.label}:") for each in spoken
        if each.label and each.opening.strip() not in {f"{each.label}:", f"{each.label}："}
    )  # fmt: skip
