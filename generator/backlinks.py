"""What leads to a thing: every `[[link]]` that editors wrote, with the sentence around it."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.excerpts import excerpt
from generator.markdown import Quotation, quotations
from generator.memo import Forgetful, Reach
from generator.model import Briefing, Entry, Library, Published, Topic
from generator.references import HIDDEN_IDS, Directory, Thing, texts_of, thing_of
from generator.source import Span


class Backlink(NamedTuple):
    """A sentence that leads here, or a `see also`.

    Attributes:
        source: what it stands in.
        place: the annotation's id, or "" where the sentence stands in the thing's own text.
        words: the words around the links and those of the links, by turns; () for a `see also`.
        size: the bytes of the words.
    """

    source: Thing
    place: str
    words: tuple[str, ...] = ()
    size: int = 0


Link = tuple[Backlink, Thing]  # with what it leads to


def links_of(
    texts: tuple[Published, ...], directory: Directory, memory: Forgetful
) -> list[tuple[Link, ...]]:
    """Every sentence with a `[[link]]`, text by text; texts that are as they were are not read."""
    reach: Reach[Published, Directory, tuple[Link, ...]] = Reach(_changed_titles, texts_of)
    return memory.each(_linking, texts, directory, reach)


def backlinks(
    library: Library, directory: Directory, links: Iterable[tuple[Link, ...]]
) -> dict[Thing, tuple[Backlink, ...]]:
    """What leads to each thing, in the order of the texts, each `see also` after them."""
    found: dict[Thing, list[Backlink]] = {}
    for backlink, thing in chain(chain.from_iterable(links), _see_also(library, directory)):
        if thing != backlink.source:
            found.setdefault(thing, []).append(backlink)
    return {thing: tuple(those) for thing, those in found.items()}


def _linking(written: Published, directory: Directory) -> tuple[Link, ...]:
    """Every sentence of something written that leads to a thing; one for several links to it."""
    title_of = partial(_title, directory)
    return tuple(
        (Backlink(source, place, words, len("".join(words).encode())), thing)
        for source, place, text in _texts(written)
        for quotation in quotations(text, title_of)
        for thing, words in _led_to(quotation, directory)
    )


def _led_to(quotation: Quotation, directory: Directory) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    """What a sentence leads to, each with the words around the links to it."""
    found: dict[Thing, list[Span]] = {}
    for target, span in quotation.links:
        for thing in directory.find(target):
            found.setdefault(thing, []).append(span)
    yield from ((thing, excerpt(quotation.words, spans)) for thing, spans in found.items())


def _title(directory: Directory, target: str) -> str:
    match directory.find(target):
        case [thing]:
            return directory.titles[thing]
        case _:
            return target


def _changed_titles(old: Directory, new: Directory) -> frozenset[str]:
    """The ids that two directories understand or call differently; see references.py."""
    names = {name for name in old.things.keys() | new.things.keys()
             if old.things.get(name) != new.things.get(name)}  # fmt: skip
    names |= {thing.id for thing, title in new.titles.items() if old.titles.get(thing) != title}
    return frozenset({*names, *HIDDEN_IDS} if names else ())


def _texts(written: Published) -> Iterator[tuple[Thing, str, str]]:
    """What editors wrote in Markdown: what it stands in, at which note, the text."""
    thing = thing_of(written)
    if isinstance(written, Briefing):
        yield from ((thing, place, text) for place, text in _notes(written) if "[[" in text)
    else:
        yield thing, "", written.body


def _notes(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """What editors wrote about a briefing: at which note, or "", and the text."""
    yield "", briefing.head.editorial_note or ""
    yield from (("", correction.text) for correction in briefing.head.corrections)
    yield from ((annotation.id, annotation.text) for annotation in briefing.annotations)


def _see_also(library: Library, directory: Directory) -> Iterator[Link]:
    things: tuple[Entry | Topic, ...] = (*library.entries.values(), *library.topics.values())
    for written in things:
        source = Backlink(thing_of(written), "")
        for target in written.head.see_also:
            yield from ((source, thing) for thing in directory.find(target))
