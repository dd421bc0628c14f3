"""The formats in which a site is published beside its pages."""

from typing import NamedTuple

from generator.model import Briefing, Library
from generator.site import INSTITUTIONS, PEOPLE

_BODIES = (PEOPLE, INSTITUTIONS)


class Format(NamedTuple):
    """A file beside a page.

    Attributes:
        file: its name.
        type: its media type, for links and servers.
        key: the string that readers see.
    """

    file: str
    type: str
    key: str


TRANSCRIPT = Format("transcript.txt", "text/plain", "format-text")
DATA = Format("data.json", "application/json", "format-data")
ANNOTATIONS = Format("annotations.jsonld", "application/ld+json", "format-annotations")
TEI = Format("tei.xml", "application/tei+xml", "format-tei")
BIBTEX = Format("citation.bib", "application/x-bibtex", "format-bibtex")
RIS = Format("citation.ris", "application/x-research-info-systems", "format-ris")
CSL = Format("citation.json", "application/vnd.citationstyles.csl+json", "format-csl")
MARKDOWN = Format("index.html.md", "text/markdown", "format-markdown")
TMX = Format("parallel.tmx", "application/x-tmx+xml", "format-tmx")
EPUB = Format("book.epub", "application/epub+zip", "format-epub")
OF_BRIEFINGS = (TRANSCRIPT, MARKDOWN, DATA, ANNOTATIONS, TEI, BIBTEX, RIS, CSL, TMX, EPUB)
OF_CITATIONS = (BIBTEX, RIS, CSL)

ARCHIVE = Format("data/site.zip", "application/zip", "format-archive")
EPUB_OF_ALL = Format("data/book.epub", "application/epub+zip", "format-epub-of-all")
LLMS = Format("llms.txt", "text/plain", "format-llms")
SITEMAP = Format("sitemap.xml", "application/xml", "format-sitemap")
OPENSEARCH = Format("opensearch.xml", "application/opensearchdescription+xml", "format-opensearch")
ATOM = Format("feed.xml", "application/atom+xml", "format-atom")
JSON_FEED = Format("feed.json", "application/feed+json", "format-json-feed")

ENTRY = Format("popolo.json", "application/json", "format-popolo-entry")
MENTIONS = Format("mentions.csv", "text/csv", "format-mentions")
OF_ENTRIES = (ENTRY, MENTIONS)

POPOLO = Format("people/popolo.json", "application/json", "format-popolo")
SKOS = Format("topics/skos.jsonld", "application/ld+json", "format-skos")
SKOS_TURTLE = Format("topics/skos.ttl", "text/turtle", "format-skos-turtle")
GLOSSARY = Format("glossary/skos.jsonld", "application/ld+json", "format-glossary")
GLOSSARY_TURTLE = Format("glossary/skos.ttl", "text/turtle", "format-glossary-turtle")
OF_SITES = (POPOLO, GLOSSARY, GLOSSARY_TURTLE, SKOS, SKOS_TURTLE)


def formats_of_site(library: Library) -> tuple[Format, ...]:
    """The files about the whole: of people and institutions, of the glossary, of topics."""
    has_people = any(each.kind in _BODIES for each in library.entries.values())
    glossary = (GLOSSARY, GLOSSARY_TURTLE) if library.entries else ()
    return (*[POPOLO] * has_people, *glossary, *((SKOS, SKOS_TURTLE) if library.topics else ()))


def formats_of_entry(kind: str, *, is_named: bool) -> tuple[Format, ...]:
    """The files beside the page of an entry: Popolo knows people and institutions only."""
    return (*[ENTRY] * (kind in _BODIES), *[MENTIONS] * is_named)


def formats_of(library: Library, briefing: Briefing) -> tuple[Format, ...]:
    """The files beside a briefing: none of notes or translations that it lacks, books if wanted."""
    is_there = {
        ANNOTATIONS: bool(briefing.annotations),
        TMX: briefing.id in library.translations,
        EPUB: library.site.books,
    }
    return tuple(each for each in OF_BRIEFINGS if is_there.get(each, True))
