"""Questions of an open page, answered from the newest state; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import assert_never

from markupsafe import Markup
from pydantic import ValidationError

from generator.build import Site
from generator.directory import Directory, make_directory
from generator.edit import EditRefusedError, item_at
from generator.fields import Reference
from generator.folders import TOPICS
from generator.heads import AnnotationHead
from generator.markdown import Target, to_html
from generator.mentions import paragraphs_with
from generator.model import Briefing, Library
from generator.pages.notes import note_view
from generator.references import check_text
from generator.render import PartFailedError, render_part
from generator.serve.asked import (
    Complete,
    FindSources,
    FindWords,
    Note,
    ProposeId,
    Question,
    ReadNote,
    RefusedError,
    ShowNote,
)
from generator.serve.finding import (
    SHOWN,
    Named,
    named_things,
    places_like,
    sources_like,
    sources_of,
    things_like,
)
from generator.serve.notes import number_of
from generator.serve.save import base_of, base_of_briefing, notes_path
from generator.source import Text
from generator.starters import slug
from generator.urls import path_of

Answer = Mapping[str, object]
_NUMBER = 1  # of a note that is not in the text yet


@dataclass(frozen=True)
class Known:
    """What can be asked about: the files, what was read from them, and the site as it is shown."""

    files: Mapping[str, bytes]
    library: Library
    site: Site | None

    @cached_property
    def directory(self) -> Directory:
        """Everything that has an id."""
        return make_directory(self.library)

    @cached_property
    def things(self) -> tuple[Named, ...]:
        """Everything that can be linked."""
        return named_things(self.library, self.directory)

    @cached_property
    def sources(self) -> tuple[Reference, ...]:
        """Every source that was used."""
        return sources_of(self.library)

    def briefing(self, name: str) -> Briefing:
        """A briefing by its id."""
        if (found := self.library.briefings.get(name)) is None:
            raise RefusedError(404, "there is no such briefing, or it has errors: mend them first")
        return found


def answer(question: Question, known: Known) -> Answer:
    """The answer to a question.

    Raises:
        RefusedError: when there is none; it says why.
    """
    match question:
        case Complete():
            return _completed(question, known)
        case FindSources():
            found = islice(sources_like(question.typed, known.sources), SHOWN)
            return {"found": [_said(each) for each in found]}
        case ShowNote():
            return _shown(question, known)
        case ReadNote():
            return _read(question, known)
        case ProposeId():
            name = slug(question.name)
            taken = known.directory.things.get(name, ())
            return {"id": name, "taken": [f"{each.folder}/{each.id}" for each in taken]}
        case FindWords():
            return _words(question, known)
        case _:
            assert_never(question)


def _completed(question: Complete, known: Known) -> Answer:
    if question.among == "link" and "#" in question.typed:
        found = places_like(question.typed, known.library, known.directory)
        return {"found": [each._asdict() for each in islice(found, SHOWN)]}
    entries = frozenset(kind.id for kind in known.library.site.kinds)
    folders = {"link": None, "entry": entries, "topic": frozenset({TOPICS})}[question.among]
    proposals = things_like(question.typed, known.things, known.library, folders)
    if question.among != "entry":
        return {"found": [each._asdict() for each in proposals]}
    # An entry is changed by what was shown of it: the page keeps the digest of its file.
    return {"found": [{**each._asdict(), "base": _entry_base(each.id, known)}
                      for each in proposals]}  # fmt: skip


def _entry_base(name: str, known: Known) -> str:
    entry = known.library.entries[name.rpartition("/")[2]]
    return base_of(known.files, entry.document.path)


def _said(source: Reference) -> dict[str, str]:
    """A source as it is written: a date that knows its year is a year."""
    said = ((key, getattr(source, key)) for key in Reference.model_fields)
    return {key: str(value) for key, value in said if value is not None}


def _read(question: ReadNote, known: Known) -> Answer:
    briefing = known.briefing(question.briefing)
    number = number_of(question.id, briefing)
    content = known.files.get(notes_path(briefing.id), b"")
    try:
        note = item_at(content, ("annotations", number))
    except EditRefusedError as error:
        raise RefusedError(422, str(error)) from error
    return {"note": note, "base": base_of_briefing(known.files, briefing.id)}


def _words(question: FindWords, known: Known) -> Answer:
    briefing = known.briefing(question.briefing)
    numbers = paragraphs_with(question.words, briefing)
    texts = [{"number": each.number, "text": each.text} for each in briefing.transcript.paragraphs
             if each.number in numbers]  # fmt: skip
    return {"paragraphs": texts, "base": base_of_briefing(known.files, briefing.id)}


def _shown(question: ShowNote, known: Known) -> Answer:
    """A note as its page will show it, and everything that is wrong with it."""
    if known.site is None:
        raise RefusedError(422, "there are errors: mend them first")
    briefing = known.briefing(question.briefing)
    faults = [*_text_faults(question.note.text, known), *_field_faults(question.note)]
    head = _head(question)
    try:
        html = _note_html(head, briefing, known.site)
    except PartFailedError as error:
        raise RefusedError(422, str(error)) from error
    return {"html": html, "faults": faults}


def _note_html(head: AnnotationHead, briefing: Briefing, site: Site) -> str:
    edition, page = site.edition, path_of("briefings", briefing.id)
    known = edition.linker(page)

    def link(target: str) -> Target:
        return known(target) if edition.directory.find(target) else Target("#", target)

    text = Markup(to_html(head.text, link, "n-preview"))  # noqa: S704  # html=False there
    language, around = briefing.head.language or "", edition.library.site.language
    words = render_part(
        site.templates, "parts/_language.html", "attributes", language or around, around
    )
    views = [note_view(edition, head, _NUMBER, text)]
    return str(render_part(site.templates, "parts/_notes.html", "notes", views, words))


def _head(question: ShowNote) -> AnnotationHead:
    """The note as far as it can be shown: what is wrong with it is told, and not shown."""
    note = question.note
    sources = tuple(source for each in note.sources if (source := _reference(each.said)))
    said = {"date": note.date} if note.date else {}
    try:
        when = AnnotationHead.model_validate(
            {"id": "preview", "kind": note.kind, "text": "-", **said}
        )
    except ValidationError:
        when = AnnotationHead(id="preview", kind="context", text="-")
    more = {"text": note.text, "quote": question.quote, "about": question.about,
            "author": note.author or None, "sources": sources}  # fmt: skip
    return when.model_copy(update=more)


def _reference(said: Mapping[str, str]) -> Reference | None:
    try:
        return Reference.model_validate(said)
    except ValidationError:
        return None


def _text_faults(text: str, known: Known) -> list[Answer]:
    problems = check_text(Text("", text), known.library, known.directory)
    return [
        {"field": "text", "line": each.place.line, "column": each.place.column,
         "words": each.place.words[each.place.column - 1 - each.place.cut :
                                   each.place.end_column - 1 - each.place.cut],
         "message": each.message, "help": each.help}
        for each in problems
    ]  # fmt: skip


def _field_faults(note: Note) -> list[Answer]:
    """What cannot stand in the other fields: the field's name, and why."""
    said: dict[str, object] = {"id": "x", "kind": note.kind, "text": "-",
                               "sources": [each.said for each in note.sources]}  # fmt: skip
    if note.date:
        said["date"] = note.date
    try:
        AnnotationHead.model_validate(said)
    except ValidationError as error:
        return [_field_fault(each["loc"], each.get("ctx", {}).get("error"), each["msg"])
                for each in error.errors()]  # fmt: skip
    return []


def _field_fault(loc: tuple[int | str, ...], cause: object, otherwise: str) -> Answer:
    message, _, hint = str(cause if isinstance(cause, ValueError) else otherwise).partition("; ")
    if loc[-1] == "title" and not isinstance(cause, ValueError):
        message, hint = "a source needs a title", "write what it is called"
    return {"field": ".".join(map(str, loc)), "message": message, "help": hint}
