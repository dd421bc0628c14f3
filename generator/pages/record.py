"""What a page says of itself to machines: schema.org, citation managers, the same elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from generator import urls
from generator.changes import last_change
from generator.citation import Citation, Name, citation_of
from generator.dates import PartialDate
from generator.folders import BRIEFINGS, TOPICS
from generator.formats import (
    ATOM,
    JSON_FEED,
    OF_CITATIONS,
    OPENSEARCH,
    Format,
    formats_of,
    formats_of_site,
)
from generator.heads import InstitutionHead, PersonHead, Role, ThingHead
from generator.model import Briefing, Entry, Topic
from generator.pages.edition import Edition
from generator.pages.files import entry_formats
from generator.pages.frame import Alternate, Frame, Meta, View
from generator.pages.offices import offices_shown
from generator.registers import identifiers
from generator.serial import known
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing

V = TypeVar("V", bound=View)
Record = dict[str, object]

_CONTEXT = "https://schema.org"
_TYPES = {
    PEOPLE: "Person", INSTITUTIONS: "Organization", "places": "Place", "events": "Event",
    "documents": "CreativeWork", "terms": "DefinedTerm",
}  # fmt: skip
_HAVE_FEEDS = (PEOPLE, INSTITUTIONS, TOPICS)


def recorded(edition: Edition, thing: Thing | None, make: Callable[[], V]) -> V:
    """The view of a thing's page with its record in the head; None stands for the home page."""
    view = make()
    if thing is None:
        files = (*([JSON_FEED] if edition.has_news else []), *formats_of_site(edition.library))
        also = (Alternate(each.type, edition.strings.text(each.key), each.file) for each in files)
        alternates = (*view.frame.alternates, *also, *_opensearch(edition))
        frame = replace(view.frame, data=_site(edition), alternates=alternates)
        return replace(view, frame=frame)
    if thing.folder == BRIEFINGS:
        return replace(view, frame=_of_briefing(edition, thing, view.frame))
    record, files = _topic_or_entry(edition, thing)
    feeds = _feeds(edition, thing) if has_feed(edition, thing) else ()
    also = (Alternate(each.type, edition.strings.text(each.key), each.file) for each in files)
    return replace(view, frame=replace(
        view.frame, data=record, alternates=(*view.frame.alternates, *feeds, *also)))  # fmt: skip


def _topic_or_entry(edition: Edition, thing: Thing) -> tuple[Record, tuple[Format, ...]]:
    """What a page says of itself, and the formats beside it."""
    if thing.folder == TOPICS:
        return _topic(edition, edition.library.topics[thing.id]), ()
    entry = edition.library.entries[thing.id]
    return _entry(edition, entry), entry_formats(edition, entry)


def _opensearch(edition: Edition) -> tuple[Alternate, ...]:
    """What lets a browser add the search to its own, where there is one."""
    if not (edition.base and edition.options.search):
        return ()
    title = edition.library.site.title
    return (Alternate(OPENSEARCH.type, title, OPENSEARCH.file, rel="search"),)


def has_feed(edition: Edition, thing: Thing) -> bool:
    """Whether a person, institution or topic has something to be told of, and where."""
    index = edition.index
    return bool(
        edition.base
        and thing.folder in _HAVE_FEEDS
        and (thing.id in index.passages if thing.folder == TOPICS
             else thing.id in index.named or thing.id in index.spoken)
    )  # fmt: skip


def _feeds(edition: Edition, thing: Thing) -> tuple[Alternate, ...]:
    title = edition.strings.text("feed-of", site=edition.library.site.title,
                                 name=edition.directory.titles[thing])  # fmt: skip
    return tuple(Alternate(each.type, title, each.file) for each in (ATOM, JSON_FEED))


def _of_briefing(edition: Edition, thing: Thing, frame: Frame) -> Frame:
    briefing = edition.library.briefings[thing.id]
    page = edition.path(thing)
    url = urls.absolute(edition.base, page) if edition.base else ""
    citation = citation_of(edition.library, briefing, url)
    formats = formats_of(edition.library, briefing)
    files = (Alternate(each.type, "", each.file) for each in formats if each not in OF_CITATIONS)
    return replace(
        frame,
        alternates=(*frame.alternates, *files),
        metas=tuple(_metas(citation)),
        data=_briefing(edition, briefing, citation, page),
    )


def _metas(citation: Citation) -> list[Meta]:
    """What Google Scholar and Zotero read; see docs/exports.md."""
    found = [
        ("citation_title", citation.title),
        *(("citation_author", _one_author(name)) for name in citation.authors),
        ("citation_date", citation.date.isoformat().replace("-", "/")),
        ("citation_publisher", citation.publisher or citation.site),
        ("citation_language", citation.language),
        ("citation_public_url", citation.url),
        ("z:itemType", citation.type),
    ]
    return [Meta(name, content) for name, content in found if content]


def _one_author(name: Name) -> str:
    """A name that Zotero takes for one: with spaces on both sides of the comma it would see two."""
    if " " in name.family and " " in name.given:
        return name._replace(family=name.family.replace(" ", "\N{NO-BREAK SPACE}")).inverted
    return name.inverted


def _briefing(edition: Edition, briefing: Briefing, citation: Citation, page: str) -> Record:
    head = briefing.head
    here = Thing(BRIEFINGS, briefing.id)
    spoken = {turn.label for turn in briefing.transcript.turns}
    speakers = dict.fromkeys(who for label, who in head.speakers.items() if who and label in spoken)
    changed = last_change(briefing)
    return known({
        "@context": _CONTEXT,
        "@type": "Article",
        "@id": edition.address(page, here),
        "headline": citation.title,
        "datePublished": head.date.isoformat(),
        "dateModified": changed.isoformat() if changed != head.date else "",
        "inLanguage": citation.language,
        "author": [_named(edition, page, who) for who in speakers],
        "publisher": _publisher(edition),
        "isBasedOn": head.source.url if head.source else "",
        "license": head.source.licence.url if head.source and head.source.licence else "",
        "about": _ids(edition, page, (Thing(TOPICS, each) for each in head.topics)),
        "mentions": _ids(edition, page, map(edition.entry_thing, _mentioned(edition, briefing))),
    })  # fmt: skip


def _mentioned(edition: Edition, briefing: Briefing) -> list[str]:
    """The people and institutions that a briefing names, in order of mention."""
    marks = edition.index.marks.get(briefing.id, {})
    return list(dict.fromkeys(
        target for number in sorted(marks) for mark in marks[number] if mark.kind == "mention"
        for target in mark.targets
        if edition.library.entries[target].kind in (PEOPLE, INSTITUTIONS)
    ))  # fmt: skip


def _ids(edition: Edition, page: str, things: Iterable[Thing]) -> list[Record]:
    return [{"@id": edition.address(page, each)} for each in things]


def _named(edition: Edition, page: str, name: str) -> Record:
    entry = edition.library.entries[name]
    return {"@type": _TYPES.get(entry.kind, "Thing"), "name": entry.head.name,
            "@id": edition.address(page, edition.entry_thing(name))}  # fmt: skip


def _publisher(edition: Edition) -> Record:
    publisher = edition.library.site.publisher
    return {"@type": "Organization", "name": publisher} if publisher else {}


def _site(edition: Edition) -> Record:
    site = edition.library.site
    return known({
        "@context": _CONTEXT,
        "@type": "WebSite",
        "@id": urls.absolute(edition.base, urls.HOME) if edition.base else urls.HOME,
        "name": site.title,
        "description": site.description,
        "inLanguage": site.language,
        "publisher": _publisher(edition),
        "license": site.licence.url if site.licence else "",
    })  # fmt: skip


def _topic(edition: Edition, topic: Topic) -> Record:
    page = edition.path(Thing(TOPICS, topic.id))
    return known({
        "@context": _CONTEXT,
        "@type": "DefinedTerm",
        "@id": edition.address(page, Thing(TOPICS, topic.id)),
        "name": topic.head.name,
        "alternateName": [each.name for each in topic.head.other_names],
        "description": topic.head.scope_note,
        "inDefinedTermSet": _index_of(edition, page, TOPICS),
    })  # fmt: skip


def _entry(edition: Edition, entry: Entry) -> Record:
    head = entry.head
    thing = Thing(entry.kind, entry.id)
    page = edition.path(thing)
    links = (each.href for each in identifiers(head.identifiers))
    return known({
        "@context": _CONTEXT,
        "@type": _TYPES.get(entry.kind, "Thing"),
        "@id": edition.address(page, thing),
        "name": head.name,
        "alternateName": [each.name for each in head.other_names],
        "description": head.summary,
        "sameAs": [link for link in links if link],
        **_particulars(edition, page, entry),
    })  # fmt: skip


def _particulars(edition: Edition, page: str, entry: Entry) -> Record:
    match entry.head:
        case PersonHead() as head:
            return {
                **_dates(birthDate=head.birth_date, deathDate=head.death_date),
                "hasOccupation": [_occupation(role) for role in offices_shown(entry)],
            }
        case InstitutionHead() as head:
            return {
                **_dates(foundingDate=head.founded, dissolutionDate=head.dissolved),
                "parentOrganization": _ids(edition, page, map(edition.entry_thing, head.part_of)),
            }
        case ThingHead() as head if entry.kind == "events":
            return _dates(startDate=head.start or head.date, endDate=head.end)
        case ThingHead() as head if entry.kind == "documents":
            return _dates(datePublished=head.date)
        case _ if entry.kind == "terms":
            return {"inDefinedTermSet": _index_of(edition, page, entry.kind)}
        case _:
            return {}


def _occupation(role: Role) -> Record:
    """An office with its dates: schema.org's Role stands between a person and an occupation."""
    return known({
        "@type": "Role",
        "hasOccupation": {"@type": "Occupation", "name": role.title},
        **_dates(startDate=role.start, endDate=role.end),
    })  # fmt: skip


def _dates(**dates: PartialDate | None) -> Record:
    return {key: str(value) for key, value in dates.items() if value is not None}


def _index_of(edition: Edition, page: str, folder: str) -> str:
    """The address of the list of a folder's things."""
    target = urls.path_of(folder)
    return urls.absolute(edition.base, target) if edition.base else urls.relative(page, target)
