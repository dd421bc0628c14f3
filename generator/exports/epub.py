"""Books as EPUB 3.3 (https://www.w3.org/TR/epub-33/): one beside each briefing, one of all.

The leaves are pages like others, planned here and rendered with them; here they are bound too. As
the archive of the data, a book is stored and not packed, so that every machine makes the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from generator import urls
from generator.changes import last_change
from generator.exports.archive import stored
from generator.folders import BRIEFINGS
from generator.formats import EPUB, EPUB_OF_ALL
from generator.model import Briefing
from generator.pages.book import CONTENTS, STYLE, Book, book_of, book_of_all, leaves
from generator.pages.edition import Edition
from generator.pages.planned import Planned
from generator.serial import Xml, document, element, joined, moment, one_line
from generator.thing import Thing

STYLESHEET = "templates/book/style.css"
_FOLDER = "EPUB"
_MOST_IN_ONE = 200  # briefings in the book of the site; where there are more, a book is of a year
_PACKAGE = "package.opf"
_FEATURES = ("tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability")


@dataclass(frozen=True, slots=True)
class Unbound:
    """A book whose leaves are planned: where it will lie, what it holds, its first address."""

    path: str
    book: Book
    identity: str

    def leaves(self) -> tuple[Planned, ...]:
        """The leaves, planned below a folder that bears the name of the file."""
        return tuple(leaves(self.book, self.path))


def books(edition: Edition, most: int = _MOST_IN_ONE) -> Iterator[Unbound]:
    """The books of a site that wants any: of each briefing, and of all.

    Of more than `most` briefings there is a book a year.
    """
    if not edition.library.site.books or not edition.library.briefings:
        return
    for briefing in edition.library.briefings.values():
        page = edition.path(Thing(BRIEFINGS, briefing.id))
        yield _unbound(edition, urls.beside(page, EPUB.file), book_of(edition, briefing))
    for path, title, briefings in _wholes(edition, most):
        yield _unbound(edition, path, book_of_all(edition, title, briefings))


def bound(unbound: Unbound, rendered: Mapping[str, bytes], style: bytes) -> bytes:
    """The EPUB file; `rendered` are the leaves by the paths under which they were planned."""
    names = [leaf.path.removeprefix(f"{unbound.path}/") for leaf in unbound.leaves()]
    files = {f"{_FOLDER}/{name}": rendered[f"{unbound.path}/{name}"] for name in names}
    parts = {
        "mimetype": EPUB.type.encode(),  # first, by the specification
        "META-INF/container.xml": _container(),
        f"{_FOLDER}/{_PACKAGE}": _package(unbound, names),
        f"{_FOLDER}/{STYLE}": style,
        **files,
    }  # fmt: skip
    return stored(parts.items())


def _unbound(edition: Edition, path: str, book: Book) -> Unbound:
    address = (
        urls.absolute(edition.base, path)
        if edition.base
        else f"{edition.library.site.title}/{path}"
    )
    return Unbound(path, book, address)


def _wholes(edition: Edition, most: int) -> Iterator[tuple[str, str, list[Briefing]]]:
    """The books of several briefings: path, title, and what is in each."""
    site, briefings = edition.library.site, list(edition.library.briefings.values())
    if len(briefings) <= most:
        yield EPUB_OF_ALL.file, site.title, briefings
        return
    for year in reversed(edition.years):
        title = edition.strings.text("part-of", whole=site.title, part=edition.year(year))
        chosen = [each for each in briefings if each.head.date.year == year]
        yield f"data/book-{year}.epub", title, chosen


def _container() -> bytes:
    rootfile = element("rootfile", **{
        "full-path": f"{_FOLDER}/{_PACKAGE}", "media-type": "application/oebps-package+xml",
    })  # fmt: skip
    return document(element("container", element("rootfiles", rootfile), version="1.0",
                            xmlns="urn:oasis:names:tc:opendocument:xmlns:container"))  # fmt: skip


def _package(unbound: Unbound, names: list[str]) -> bytes:
    book = unbound.book
    language = book.library.site.language
    items = [_item(f"i{number}", name, "application/xhtml+xml")
             for number, name in enumerate(names)]  # fmt: skip
    items.append(_item("style", STYLE, "text/css"))
    spine = [element("itemref", idref=f"i{number}") for number in range(len(names))]
    return document(element(
        "package",
        element("metadata", joined(_metadata(unbound)), xmlns_dc="http://purl.org/dc/elements/1.1/"),
        element("manifest", joined(items)),
        element("spine", joined(spine)),
        xmlns="http://www.idpf.org/2007/opf", version="3.0", xml_lang=language,
        **{"unique-identifier": "id"},
    ))  # fmt: skip


def _item(name: str, href: str, media: str) -> Xml:
    properties = "nav" if href == CONTENTS else ""
    return element("item", id=name, href=href, properties=properties, **{"media-type": media})


def _metadata(unbound: Unbound) -> Iterator[Xml]:
    book, site = unbound.book, unbound.book.library.site
    briefings = [book.library.briefings[name] for name in book.briefings]
    yield element("dc:identifier", uuid5(NAMESPACE_URL, unbound.identity).urn, id="id")
    yield element("dc:title", one_line(book.title))
    for language in dict.fromkeys([site.language, *(each.head.language for each in briefings)]):
        if language:
            yield element("dc:language", language)
    speakers = dict.fromkeys(
        who for each in briefings for who in each.head.speakers.values() if who
    )
    for who in speakers:
        yield element("dc:creator", book.library.entries[who].head.name)
    yield element("dc:publisher", one_line(site.publisher or site.title))
    if len(briefings) == 1:
        yield element("dc:date", briefings[0].head.date.isoformat())
    sources = (each.head.source.url for each in briefings if each.head.source)
    yield from (element("dc:source", url) for url in dict.fromkeys(sources) if url)
    if site.licence:
        yield element("dc:rights", site.licence.name)
    changed = max(last_change(each) for each in briefings)
    yield element("meta", moment(changed), property="dcterms:modified")
    yield from _accessibility()


def _accessibility() -> Iterator[Xml]:
    """What https://www.w3.org/TR/epub-a11y-11/ wants to be said."""
    said = [("accessMode", "textual"), ("accessModeSufficient", "textual"),
            ("accessibilityHazard", "none")]  # fmt: skip
    said += [("accessibilityFeature", each) for each in _FEATURES]
    yield from (element("meta", value, property=f"schema:{name}") for name, value in said)
