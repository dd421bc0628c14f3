"""A briefing as something to cite: the one model from which every form of a citation is made."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.heads import InstitutionHead, PersonHead
from generator.index import roles_on
from generator.model import Briefing, Entry, Library


class Name(NamedTuple):
    """Who is cited: family and given name, or a literal name where nobody said how it parts.

    Attributes:
        roles: offices held on the day of the briefing.
        entry: the id of whose name it is.
    """

    family: str
    given: str
    literal: str
    roles: tuple[str, ...] = ()
    entry: str = ""

    @property
    def inverted(self) -> str:
        """The name as a bibliography lists it: “Lavrov, Sergei”."""
        return f"{self.family}, {self.given}" if self.given else self.literal


@dataclass(frozen=True, slots=True)
class Citation:
    """What the forms of a citation say, each in its own way; "" is what is not known.

    Attributes:
        key: the briefing's id.
        type: as what citation managers take it: webpage, presentation, document.
        kind: what it is, as the front matter has it: `press-conference`.
        site: the title of the edition.
        publisher: who publishes the edition.
        url: the page's full address.
        origin: the publisher of the text that the edition reproduces.
        origin_url: where it was published.
    """

    key: str
    type: str
    kind: str
    authors: tuple[Name, ...]
    title: str
    date: date
    place: str
    site: str
    publisher: str
    url: str
    language: str
    origin: str
    origin_url: str


def citation_of(library: Library, briefing: Briefing, url: str) -> Citation:
    """The citation of a briefing whose page has an address, or "" for none."""
    head, site = briefing.head, library.site
    return Citation(
        key=briefing.id,
        type=site.citation_type,
        kind=head.kind,
        authors=_authors(library, briefing),
        title=" ".join(head.title.split()),
        date=head.date,
        place=library.entries[head.place].head.name if head.place else "",
        site=" ".join(site.title.split()),
        publisher=site.publisher or "",
        url=url,
        language=head.language or site.language,
        origin=head.source.publisher if head.source else "",
        origin_url=head.source.url or "" if head.source else "",
    )


def name_of(entry: Entry, roles: tuple[str, ...] = ()) -> Name:
    """The name of an entry; `sort_name` says how a person's parts.

    Without it the name stays whole: which part of it is the family's cannot be guessed.
    """
    name = entry.head.name
    family, comma, given = (entry.head.sort_name or "").partition(",")
    if comma and given.strip() and not isinstance(entry.head, InstitutionHead):
        return Name(family.strip(), given.strip(), name, roles, entry.id)
    return Name("", "", name, roles, entry.id)


def _authors(library: Library, briefing: Briefing) -> tuple[Name, ...]:
    """Those who speak and are known, in the order of the front matter."""
    spoken = {turn.label for turn in briefing.transcript.turns}
    known = [who for label, who in briefing.head.speakers.items() if who and label in spoken]
    entries = [library.entries[who] for who in dict.fromkeys(known)]
    return tuple(name_of(entry, _roles(entry, briefing.head.date)) for entry in entries)


def _roles(entry: Entry, day: date) -> tuple[str, ...]:
    if not isinstance(entry.head, PersonHead):
        return ()
    return tuple(each.role.title for each in roles_on(entry.head, day) if each.answer == "yes")
