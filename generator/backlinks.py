"""What leads to a thing: every `[[link]]` that editors wrote, with the sentence around it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from typing_extensions import override

from generator.columns import changed_keys
from generator.directory import Directory, id_in, published_in
from generator.excerpts import excerpt
from generator.folders import BRIEFINGS
from generator.markdown import Quotation, quotations
from generator.memo import Asking, Forgetful
from generator.model import Briefing, Entry, Library, Published, Topic
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
) -> "Backlinks":
    """What leads to each thing: the latest briefings first, each `see also` last."""
    texts = published_in(library, memory)
    entries: Sequence[Entry | Topic] = memory.values("entries", library.entries)
    others = memory.joined("others", entries, memory.values("topics", library.topics))
    linked = memory.each("", _linked, texts, directory, Asking(_between, _asked))
    see_also = memory.each("", _see_also, others, directory, Asking(_between, _asked_also))
    return Backlinks(
        memory.gathered(_by_thing, linked), memory.gathered(_also_by_thing, see_also)
    )  # fmt: skip


class Linked(NamedTuple):
    """The links of something, and the ids that were asked for them."""

    links: tuple[Link, ...]
    asked: tuple[str, ...]


class Backlinks(Mapping[Thing, tuple[Backlink, ...]]):
    """What leads to each thing, put together when it is looked at."""

    def __init__(
        self,
        links: Mapping[Thing, tuple[tuple[Backlink, ...], ...]],
        see_also: Mapping[Thing, tuple[tuple[Backlink, ...], ...]],
    ) -> None:
        """Keep the links, text by text: the earliest briefings first, then all else."""
        self._links, self._see_also = links, see_also
        self._made: dict[Thing, tuple[Backlink, ...]] = {}

    @override
    def __getitem__(self, thing: Thing) -> tuple[Backlink, ...]:
        if thing not in self._made:
            if thing not in self:
                raise KeyError(thing)
            parts = self._links.get(thing, ())
            others = [each for each in parts if each[0].source.folder != BRIEFINGS]
            latest = [each for each in reversed(parts) if each[0].source.folder == BRIEFINGS]
            see_also = self._see_also.get(thing, ())
            self._made[thing] = tuple(chain.from_iterable((*latest, *others, *see_also)))
        return self._made[thing]

    @override
    def __contains__(self, thing: object) -> bool:
        return thing in self._links or thing in self._see_also

    @override
    def __iter__(self) -> Iterator[Thing]:
        return iter(dict.fromkeys((*self._links, *self._see_also)))

    @override
    def __len__(self) -> int:
        return len({*self._links, *self._see_also})


def _by_thing(linked: Linked) -> dict[Thing, tuple[Backlink, ...]]:
    found: dict[Thing, list[Backlink]] = {}
    for backlink, thing in linked.links:
        if thing != backlink.source:
            found.setdefault(thing, []).append(backlink)
    return {thing: tuple(those) for thing, those in found.items()}


def _also_by_thing(linked: Linked) -> dict[Thing, tuple[Backlink, ...]]:
    return _by_thing(linked)


def _linked(written: Published, directory: Directory) -> Linked:
    """Every sentence of something written that leads to a thing; one for several links to it."""
    title_of = partial(_title, directory)
    quoted = [(source, place, quotation) for source, place, text in _texts(written)
              for quotation in quotations(text, title_of)]  # fmt: skip
    links = tuple(
        (Backlink(source, place, words, len("".join(words).encode())), thing)
        for source, place, quotation in quoted
        for thing, words in _led_to(quotation, directory)
    )
    asked = dict.fromkeys(id_in(target) for *_, each in quoted for target, _ in each.links)
    return Linked(links, tuple(asked))


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


def _asked(linked: Linked) -> dict[str, None]:
    return dict.fromkeys(linked.asked)


def _asked_also(linked: Linked) -> dict[str, None]:
    return _asked(linked)


def _between(old: Directory, new: Directory) -> set[str]:
    """The ids of what is understood or called otherwise now."""
    ids = changed_keys(old.things, new.things)
    return ids | {thing.id for thing in changed_keys(old.titles, new.titles)}


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


def _see_also(written: Entry | Topic, directory: Directory) -> Linked:
    source, targets = Backlink(thing_of(written), ""), written.head.see_also
    return Linked(
        tuple((source, thing) for target in targets for thing in directory.find(target)),
        tuple(map(id_in, targets)),
    )
