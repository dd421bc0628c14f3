"""What leads to a thing: every `[[link]]` that editors wrote, with the sentence around it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generator.directory import Directory
from generator.excerpts import excerpt
from generator.markdown import Quotation, quotations
from generator.memo import Forgetful, Reach
from generator.model import Briefing, Entry, Library, Published, Topic
from generator.references.reach import one_of
from generator.source import Span
from generator.thing import Thing, thing_of


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


def backlinks(
    library: Library,
    directory: Directory,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> Mapping[Thing, tuple[tuple[Backlink, ...], ...]]:
    """What leads to each thing, text by text: the latest briefings first, each `see also` last."""
    others: tuple[Entry | Topic, ...] = (*library.entries.values(), *library.topics.values())
    texts: tuple[Published, ...] = (
        *tuple(library.briefings.values())[::-1], *others, *library.pages.values()
    )  # fmt: skip
    reach: Reach[Published, Directory, tuple[Link, ...]] = Reach(_between)
    links = memory.each(_linking, texts, directory, reach)
    see_also: Reach[Entry | Topic, Directory, tuple[Link, ...]] = Reach(_between_ids)
    links += memory.each(_see_also, others, directory, see_also)
    return memory.gathered(_by_thing, links)


def _by_thing(links: tuple[Link, ...]) -> dict[Thing, tuple[Backlink, ...]]:
    found: dict[Thing, list[Backlink]] = {}
    for backlink, thing in links:
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


def _between(old: Directory, new: Directory) -> Callable[[Published], bool]:
    """What tells whether something links to what is understood or called otherwise now."""
    return one_of(_changed(old, new))


def _between_ids(old: Directory, new: Directory) -> Callable[[Entry | Topic], bool]:
    """The same of the ids under `see_also`."""
    ids = _changed(old, new)
    return lambda written: any(
        each.partition("#")[0].strip().rpartition("/")[2] in ids for each in written.head.see_also
    )


def _changed(old: Directory, new: Directory) -> frozenset[str]:
    names = {name for name, _ in old.things.items() ^ new.things.items()}
    return frozenset(names | {thing.id for thing, _ in new.titles.items() - old.titles.items()})


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


def _see_also(written: Entry | Topic, directory: Directory) -> tuple[Link, ...]:
    source = Backlink(thing_of(written), "")
    return tuple(
        (source, thing) for target in written.head.see_also for thing in directory.find(target)
    )
