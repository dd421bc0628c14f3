"""What an open page may ask of the dev server: changes to write, and questions that only read.

Everything is named by its id; which file that is, is ours to say. `base` is the digest of what the
page was made from: if the files say something else by now, nothing is written.
"""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from generator.fields import Reference, Status

Id = Annotated[str, StringConstraints(pattern=r"^[^\W_][\w.-]{0,199}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Text = Annotated[str, StringConstraints(max_length=200_000)]


def _keys(said: dict[str, str]) -> dict[str, str]:
    if unknown := said.keys() - Reference.model_fields.keys():
        message = f"a source has no “{min(unknown)}”"
        raise ValueError(message)
    return {key: said[key] for key in Reference.model_fields if said.get(key)}


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(_Asked):
    """Where a note has it from; `was` is its place among the sources that the note had."""

    was: int | None = None
    said: Annotated[dict[str, Line], AfterValidator(_keys)]


class Note(_Asked):
    """What an annotation says, beside the words that it is about."""

    kind: Line
    text: Text
    author: Line = ""
    date: Line = ""
    sources: tuple[Source, ...] = ()


class _Change(_Asked):
    briefing: Id
    base: str


class AddNote(_Change):
    """A new annotation; `start` is where its words stand in the paragraph, -1 if that is not known.

    `paragraph` is 0 where it is not known, or where the whole briefing is meant.
    """

    do: Literal["add-note"]
    note: Note
    about: Literal["words", "turn", "briefing"] = "words"
    quote: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] = ""
    paragraph: int = 0
    start: int = -1


class ChangeNote(_Change):
    """An annotation that says something else."""

    do: Literal["change-note"]
    id: Id
    note: Note


class RemoveNote(_Change):
    """An annotation that goes."""

    do: Literal["remove-note"]
    id: Id


class _Passage(_Change):
    topic: Id
    paragraphs: Line
    note: Line = ""


class AddPassage(_Passage):
    """Paragraphs for a topic."""

    do: Literal["add-passage"]


class Place(_Asked):
    """A passage as the page shows it: its place in the file, from 0, and what it is."""

    number: int
    topic: Id
    paragraphs: Line


class ChangePassage(_Passage):
    """Other paragraphs or another topic for a passage."""

    do: Literal["change-passage"]
    was: Place


class RemovePassage(_Change):
    """A passage that goes."""

    do: Literal["remove-passage"]
    was: Place


class Restore(_Change):
    """What was removed comes back; `key` was the answer to the removal."""

    do: Literal["restore"]
    key: str


class AddName(_Change):
    """What some words mean in one briefing, or in one paragraph of it.

    `entries` is () where they mention nothing; `paragraph` is 0 for the whole briefing.
    """

    do: Literal["add-name"]
    words: Words
    entries: tuple[Id, ...]
    paragraph: int = 0


class AddAlias(_Asked):
    """One more form of an entry's name."""

    do: Literal["add-alias"]
    base: str
    entry: Id
    words: Words


class AddEntry(_Asked):
    """A new entry of the glossary."""

    do: Literal["add-entry"]
    kind: Id
    id: Id
    name: Words
    aliases: tuple[Words, ...] = ()
    summary: Line = ""
    status: Status = "published"


InBriefing = (
    AddNote | ChangeNote | RemoveNote | AddPassage | ChangePassage | RemovePassage | AddName
)
Change = InBriefing | Restore | AddAlias | AddEntry


class Complete(_Asked):
    """What may be meant by what was typed; in `link` also a place behind a #."""

    do: Literal["complete"]
    among: Literal["link", "entry", "topic"]
    typed: Annotated[str, StringConstraints(max_length=300)]


class FindSources(_Asked):
    """Sources of this site whose titles are like what was typed."""

    do: Literal["find-sources"]
    typed: Annotated[str, StringConstraints(max_length=300)]


class ShowNote(_Asked):
    """How an annotation will look, and what is wrong with it."""

    do: Literal["show-note"]
    briefing: Id
    note: Note
    quote: Text = ""
    about: Literal["words", "turn", "briefing"] = "words"


class ReadNote(_Asked):
    """What an annotation says in its file."""

    do: Literal["read-note"]
    briefing: Id
    id: Id


class ProposeId(_Asked):
    """An id for a new entry."""

    do: Literal["propose-id"]
    name: Line


class FindWords(_Asked):
    """Where words stand in a briefing, and whom they may name."""

    do: Literal["find-words"]
    briefing: Id
    words: Words


Question = Complete | FindSources | ShowNote | ReadNote | ProposeId | FindWords


class AskedChange(BaseModel):
    """A change that is asked for."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    ask: Annotated[Change, Field(discriminator="do")]


class AskedQuestion(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    ask: Annotated[Question, Field(discriminator="do")]


def unfit(error: ValidationError) -> str:
    """Why something cannot be asked, where an editor can have written it so."""
    first = error.errors()[0]
    [*_, field] = [step for step in first["loc"] if isinstance(step, str)] or [""]
    match first["type"]:
        case "string_pattern_mismatch":
            hint = "choose from the list, or write letters, digits and hyphens"
            return f"{field}: “{first['input']}” is no id; {hint}"
        case "string_too_short":
            return f"{field}: write something here"
        case "string_too_long":
            return f"{field}: this is too long"
        case _:
            return "this is not what can be asked"


class RefusedError(Exception):
    """Nothing was written, and why; 409 where somebody else has written."""

    def __init__(self, status: int, reason: str) -> None:
        """Keep the status of HTTP and the reason."""
        super().__init__(reason)
        self.status, self.reason = status, reason
