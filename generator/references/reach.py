"""What a reference can mean, and which files a change of that may concern."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.directory import Directory
from generator.memo import Forgetful
from generator.model import Briefing, Library, Published, Translation
from generator.source import Text

Written = Published | Translation


@dataclass(frozen=True, slots=True)
class Known:
    """What can be referred to; two that have the same facts answer alike."""

    library: Library = field(compare=False)
    directory: Directory = field(compare=False)
    facts: Mapping[str, object]


def know(library: Library, directory: Directory, memory: Forgetful) -> Known:
    """What can be referred to in a library."""
    known = Known(library, directory, _facts(library, directory, memory))
    return memory.settled("known", known)


def _facts(library: Library, directory: Directory, memory: Forgetful) -> Mapping[str, object]:
    """Under each id, all that a reference to it may ask; under "", what all of them may ask."""
    names = memory.settled("ids", tuple(library.briefings))
    places = memory.rows("places", _places, tuple(library.briefings.values()))
    folders = memory.settled("entry folders", library.site.folders)
    return memory("facts", _by_id, directory, names, places, folders)


def _by_id(
    directory: Directory,
    names: tuple[str, ...],
    places: tuple[tuple[int, tuple[str, ...]], ...],
    folders: tuple[str, ...],
) -> dict[str, object]:
    at = dict(zip(names, places, strict=True))
    facts = {name: (found, at.get(name)) for name, found in directory.things.items()}
    return {**facts, **directory.moved, **directory.silent, "": folders}


def _places(briefing: Briefing) -> tuple[int, tuple[str, ...]]:
    """What the part behind # of a link to a briefing may name."""
    return len(briefing.transcript.paragraphs), tuple(each.id for each in briefing.annotations)


def between(old: Known, new: Known) -> Callable[[Written], bool] | None:
    """What tells whether something refers to what may be meant or be there otherwise now."""
    before, after = old.facts, new.facts
    changed = {name for name in before.keys() | after.keys()
               if before.get(name) != after.get(name)}  # fmt: skip
    return None if "" in changed else one_of(changed)


def one_of(ids: Collection[str]) -> Callable[[Written], bool]:
    """What tells whether one of some ids is written somewhere in a file."""

    def is_written(thing: Written) -> bool:
        for text, part in _parts(thing) if ids else ():
            if text.has_escapes:
                return True
            for each in ids:
                if each in part:
                    return True
        return False

    return is_written


def _parts(thing: Written) -> Iterator[tuple[Text, str]]:
    """The texts in which references stand, and the parts of them: transcripts have none."""
    document = thing.document
    if not isinstance(thing, Briefing | Translation):
        yield document.text, document.text.text
        return
    yield document.text, document.text.text[document.front.start : document.front.end]
    if isinstance(thing, Briefing) and thing.notes_document is not None:
        yield thing.notes_document.text, thing.notes_document.text.text
