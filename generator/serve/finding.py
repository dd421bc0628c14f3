"""What may be meant by what an editor began to type: things by any part of a name, and sources."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from typing import NamedTuple

from generator.directory import Directory
from generator.fields import Reference
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.heads import PersonHead
from generator.model import Briefing, Entry, Library, Published, Topic
from generator.thing import Thing, thing_of

SHOWN = 12  # proposals
_SHOWN_WORDS = 90  # characters of a paragraph


class Named(NamedTuple):
    """A thing and the forms by which it is found, folded.

    Attributes:
        id: as it is written in a link; with its folder where another thing has the same id.
    """

    thing: Thing
    id: str
    name: str
    forms: tuple[str, ...]


class Proposal(NamedTuple):
    """Something that may be meant: what is written for it, its name, and what it is."""

    id: str
    name: str
    kind: str


def named_things(library: Library, directory: Directory) -> tuple[Named, ...]:
    """Everything that can be linked, with its names."""
    found = []
    for written in library.published:
        thing = thing_of(written)
        is_shared = len(directory.things[thing.id]) > 1
        name = directory.titles[thing]
        forms = dict.fromkeys(map(folded, (name, thing.id, *_other_names(written))))
        found.append(
            Named(thing, f"{thing.folder}/{thing.id}" if is_shared else thing.id, name, (*forms,))
        )
    return tuple(found)


def things_like(
    typed: str, things: Iterable[Named], library: Library, folders: frozenset[str] | None = None
) -> list[Proposal]:
    """Things with a name or an id that has what was typed: the likeliest first."""
    wanted = folded(typed).strip()
    found = (
        (rank, len(each.name), each.name, each.id, each.thing.folder)
        for each in things
        if (folders is None or each.thing.folder in folders)
        and (rank := _rank(each.forms, wanted)) is not None
    )
    kinds = kind_words(library)
    return [Proposal(written, name, kinds[folder])
            for _, _, name, written, folder in nsmallest(SHOWN, found)]  # fmt: skip


def places_like(target: str, library: Library, directory: Directory) -> Iterator[Proposal]:
    """Paragraphs and annotations of a briefing, for `id#` and a part of their number or words."""
    name, _, typed = target.partition("#")
    wanted = folded(typed).strip()
    for thing in directory.find(name):
        if thing.folder != BRIEFINGS:
            continue
        briefing = library.briefings[thing.id]
        for paragraph in briefing.transcript.paragraphs:
            place = f"p{paragraph.number}"
            if place.startswith(wanted) or wanted in folded(paragraph.text):
                yield Proposal(f"{name}#{place}", _cut(paragraph.text), "Paragraph")
        for note in briefing.annotations:
            if wanted in note.id or wanted in folded(note.quote):
                yield Proposal(f"{name}#{note.id}", _cut(note.quote or note.text), "Annotation")


def kind_words(library: Library) -> Mapping[str, str]:
    """What things are called, by their folder."""
    words = {BRIEFINGS: "Briefing", TOPICS: "Topic", PAGES: "Page"}
    return {**words, **{kind.id: kind.singular for kind in library.site.kinds}}


def sources_of(library: Library) -> tuple[Reference, ...]:
    """Every source that is named anywhere, each once, the ones named most often first."""
    counted: dict[Reference, int] = {}
    for source in _all_sources(library):
        counted[source] = counted.get(source, 0) + 1
    return tuple(sorted(counted, key=lambda each: (-counted[each], each.title)))


def sources_like(typed: str, sources: Iterable[Reference]) -> Iterator[Reference]:
    """Sources with a title, publisher or author that has what was typed."""
    wanted = folded(typed).strip()
    for source in sources:
        said = (source.title, source.publisher, source.author, source.url)
        if _rank(tuple(folded(each) for each in said if each), wanted) is not None:
            yield source


def folded(text: str) -> str:
    """A text without case and accents, to search in."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))


def _other_names(written: Published) -> Iterator[str]:
    if isinstance(written, Entry | Topic):
        yield from (each.name for each in written.head.other_names)
    if isinstance(written, Entry):
        yield from (each.text for each in written.head.aliases)
    if isinstance(written, Briefing):
        yield written.head.date.isoformat()


def _rank(forms: tuple[str, ...], wanted: str) -> int | None:
    """How well some forms have what is wanted, 0 best; None if they have not all of its words."""
    best = None
    for form in forms:
        at = form.find(wanted)
        if at < 0:
            continue
        rank = 3 if at and form[at - 1].isalnum() else 2
        if at == 0:
            rank = 0 if form == wanted else 1
        best = rank if best is None else min(best, rank)
    if best is None and all(any(word in form for form in forms) for word in wanted.split()):
        return 4
    return best


def _all_sources(library: Library) -> Iterator[Reference]:
    for briefing in library.briefings.values():
        for note in briefing.annotations:
            yield from note.sources
    for entry in library.entries.values():
        yield from entry.head.sources
        if isinstance(entry.head, PersonHead):
            for role in entry.head.roles:
                yield from role.sources


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN_WORDS else f"{words[:_SHOWN_WORDS].rstrip()}…"
