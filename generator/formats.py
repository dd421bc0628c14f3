"""The formats in which a site is published beside its pages."""

from typing import NamedTuple

from generator.model import INSTITUTIONS, PEOPLE, Briefing, Library


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
OF_BRIEFINGS = (TRANSCRIPT, MARKDOWN, DATA, ANNOTATIONS, TEI, BIBTEX, RIS, CSL)
OF_CITATIONS = (BIBTEX, RIS, CSL)

ATOM = Format("feed.xml", "application/atom+xml", "format-atom")
JSON_FEED = Format("feed.json", "application/feed+json", "format-json-feed")

POPOLO = Format("people/popolo.json", "application/json", "format-popolo")
SKOS = Format("topics/skos.jsonld", "application/ld+json", "format-skos")


def formats_of_site(library: Library) -> tuple[Format, ...]:
    """The files about the whole: of people and institutions, and of topics, if there are any."""
    has_people = any(each.kind in {PEOPLE, INSTITUTIONS} for each in library.entries.values())
    return (POPOLO,) * has_people + (SKOS,) * bool(library.topics)


def formats_of(briefing: Briefing) -> tuple[Format, ...]:
    """The files beside a briefing; what it has no annotations for has no file of them."""
    return tuple(each for each in OF_BRIEFINGS if each is not ANNOTATIONS or briefing.annotations)
