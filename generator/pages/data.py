"""The page of the data: every file of the site that is no page, what it is, and how large."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator import urls
from generator.fields import Licence
from generator.folders import BRIEFINGS
from generator.formats import (
    ARCHIVE,
    ATOM,
    EPUB_OF_ALL,
    JSON_FEED,
    LLMS,
    OF_BRIEFINGS,
    OF_ENTRIES,
    SITEMAP,
    Format,
    formats_of,
    formats_of_site,
)
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.files import entry_formats
from generator.pages.frame import View
from generator.pages.parts import Link
from generator.pages.planned import Planned
from generator.thing import Thing

DATA = "data"
_MOST_KINDS = 2  # that a pattern names
_MOST_OF_A_UNIT = 10_000  # of a unit; more is said in the next


class FileLine(NamedTuple):
    """Files of one format.

    Attributes:
        link: the file, or an example of the files.
        about: what stands in it, in a sentence.
        type: its media type.
        pattern: where the files lie, of several: `briefings/ID/tei.xml`.
        number: how many there are; 1 for a file about the whole.
        size: of all together, in words; "" while nobody has made them.
    """

    link: Link
    about: str
    type: str
    pattern: str
    number: int
    size: str


class FileGroup(NamedTuple):
    """Formats that belong together, under a heading."""

    id: str
    title: str
    lines: tuple[FileLine, ...]


class Terms(NamedTuple):
    """A licence of texts, and of how many briefings."""

    licence: Link
    briefings: int


@dataclass(frozen=True, slots=True)
class DataView(View):
    """What data.html shows; `licence` is that of what editors wrote, `texts` of the transcripts."""

    title: str
    groups: tuple[FileGroup, ...]
    licence: Link | None
    texts: tuple[Terms, ...]
    unsaid: int


class _Found(NamedTuple):
    """A format with the paths of its files and where they lie."""

    format: Format
    pattern: str
    paths: tuple[str, ...]


def data_page(edition: Edition, sizes: Mapping[str, int]) -> Planned:
    """The page; `sizes` are those of the files in bytes, by path, as far as they are known."""
    view = partial(data_view, edition, sizes)
    return Planned(urls.path_of(DATA), "data.html", view, "the page of the data")


def data_view(edition: Edition, sizes: Mapping[str, int]) -> DataView:
    """Everything that the page shows."""
    text, page = edition.strings.text, urls.path_of(DATA)
    found = (
        ("whole", text("data-whole"), _about_the_whole(edition, sizes)),
        ("briefings", text("data-briefings"), _beside_briefings(edition)),
        ("entries", text("data-entries"), _beside_entries(edition)),
    )
    groups = (FileGroup(name, title, tuple(_line(edition, page, each, sizes) for each in formats))
              for name, title, formats in found)  # fmt: skip
    licences = _licences(edition)
    licence = edition.library.site.licence
    return DataView(
        edition.frame(page, text(DATA), text("data-about", site=edition.library.site.title)),
        title=text(DATA),
        groups=tuple(each for each in groups if each.lines),
        licence=Link(licence.url or "", licence.name) if licence else None,
        texts=tuple(Terms(Link(each.url or "", each.name), number)
                    for each, number in licences.items()),
        unsaid=len(edition.library.briefings) - sum(licences.values()),
    )  # fmt: skip


def _licences(edition: Edition) -> dict[Licence, int]:
    """The licences of transcripts, as their sources give them, with the number of briefings."""
    counted: dict[Licence, int] = {}
    for briefing in edition.library.briefings.values():
        source = briefing.head.source
        if source is not None and source.licence is not None:
            counted[source.licence] = counted.get(source.licence, 0) + 1
    return counted


def _about_the_whole(edition: Edition, sizes: Mapping[str, int]) -> Iterator[_Found]:
    """The archives, which are known when they are made, and what each site has."""
    for path in sorted((each for each in sizes if each.startswith(f"{DATA}/")), reverse=True):
        yield _Found(EPUB_OF_ALL if path.endswith(".epub") else ARCHIVE, "", (path,))
    has_feeds = [ATOM, JSON_FEED] if edition.has_news else []
    maps = [SITEMAP] if edition.base else []
    for each in (*formats_of_site(edition.library), LLMS, *has_feeds, *maps):
        yield _Found(each, "", (each.file,))


def _beside_briefings(edition: Edition) -> Iterator[_Found]:
    pages = [(each, edition.path(Thing(BRIEFINGS, each.id))) for each in _latest(edition)]
    for form in OF_BRIEFINGS:
        paths = [
            urls.beside(page, form.file)
            for each, page in pages
            if form in formats_of(edition.library, each)
        ]
        yield from _found(f"{BRIEFINGS}/ID/{form.file}", form, paths)


def _latest(edition: Edition) -> Iterator[Briefing]:
    return (edition.library.briefings[name] for name in reversed(edition.in_order))


def _beside_entries(edition: Edition) -> Iterator[_Found]:
    pages = [(each, edition.path(Thing(each.kind, each.id)))
             for each in edition.library.entries.values()]  # fmt: skip
    for form in OF_ENTRIES:
        found = {urls.beside(page, form.file): each.kind for each, page in pages
                 if form in entry_formats(edition, each)}  # fmt: skip
        kinds = [kind for kind in edition.kinds if kind in found.values()]
        folder = "|".join(kinds) if len(kinds) <= _MOST_KINDS else "*"
        yield from _found(f"{folder}/ID/{form.file}", form, list(found))


def _found(pattern: str, form: Format, paths: list[str]) -> Iterator[_Found]:
    if paths:
        yield _Found(form, pattern, tuple(paths))


def _line(edition: Edition, page: str, found: _Found, sizes: Mapping[str, int]) -> FileLine:
    form, text = found.format, edition.strings.text
    known = [sizes[path] for path in found.paths if path in sizes]
    first = found.paths[0]
    name = first if form in {ARCHIVE, EPUB_OF_ALL} and first != form.file else text(form.key)
    return FileLine(
        Link(urls.relative(page, first), name),
        text(f"about-{form.key}"),
        form.type,
        found.pattern,
        len(found.paths),
        _size(edition, sum(known)) if known else "",
    )


def _size(edition: Edition, count: int) -> str:
    """A number of bytes as people say it, in units of a thousand."""
    number, key = count, "size-bytes"
    for larger in ("size-kilobytes", "size-megabytes"):
        if number >= _MOST_OF_A_UNIT:
            number, key = round(number / 1000), larger
    return edition.strings.text(key, n=number)
