"""The header of a briefing's TEI file: what it is, who publishes it, where its text comes from."""

from collections.abc import Iterator

from generator.exports.tei_names import name_id
from generator.fields import Licence, Origin, Reference
from generator.folders import BRIEFINGS, TOPICS
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.serial import Xml, element, joined
from generator.thing import Thing

# What made the file, by which `import` knows it again; the version is that of its shape.
_ENCODING = element("encodingDesc", element("appInfo", element(
    "application", element("label", "Glossator"), ident="glossator", version="1",
)))  # fmt: skip


def tei_header(edition: Edition, briefing: Briefing, path: str) -> Xml:
    """The element `teiHeader`."""
    return element("teiHeader", joined([
        element("fileDesc", joined([
            _title(edition, briefing), _publication(edition, briefing, path), _source(briefing),
        ])),
        _ENCODING,
        _profile(edition, briefing, path),
        *_revisions(briefing),
    ]))  # fmt: skip


def bibliography(source: Reference) -> Iterator[Xml]:
    """What is known of a publication."""
    if source.author:
        yield element("author", source.author)
    yield element("title", source.title)
    if source.publisher:
        yield element("publisher", source.publisher)
    if source.date:
        yield element("date", str(source.date), when=str(source.date))
    if source.url:
        yield element("ref", source.url, target=source.url)


def _title(edition: Edition, briefing: Briefing) -> Xml:
    spoken = {turn.label for turn in briefing.transcript.turns}
    speakers = [who for label, who in briefing.head.speakers.items() if who and label in spoken]
    authors = [element("author", edition.library.entries[who].head.name, ref=f"#{name_id(who)}")
               for who in dict.fromkeys(speakers)]  # fmt: skip
    return element("titleStmt", element("title", briefing.head.title), *authors)


def _publication(edition: Edition, briefing: Briefing, path: str) -> Xml:
    site = edition.library.site
    address = edition.address(path, Thing(BRIEFINGS, briefing.id))
    return element(
        "publicationStmt",
        element("publisher", site.publisher or site.title),
        element("idno", address, type="URI"),
        *_availability(site.licence),
    )


def _availability(licence: Licence | None) -> Iterator[Xml]:
    if licence is not None:
        yield element("availability", element("licence", licence.name, target=licence.url or ""))


def _source(briefing: Briefing) -> Xml:
    source = briefing.head.source
    if source is None:
        return element("sourceDesc", element("p"))
    return element("sourceDesc", element("bibl", *_origin(source)))


def _origin(source: Origin) -> Iterator[Xml]:
    if source.title:
        yield element("title", source.title)
    yield element("publisher", source.publisher)
    if source.published:
        yield element("date", str(source.published), when=str(source.published))
    for address in (source.url, source.archived):
        if address:
            yield element("ref", address, target=address)
    yield from _availability(source.licence)
    if source.note:
        yield element("note", source.note)


def _profile(edition: Edition, briefing: Briefing, path: str) -> Xml:
    head = briefing.head
    day = head.date.isoformat()
    language = head.language or edition.library.site.language
    place = [element("placeName", edition.library.entries[head.place].head.name,
                     ref=edition.address(path, edition.entry_thing(head.place)))] if (
        head.place) else []  # fmt: skip
    topics = dict.fromkeys([*head.topics, *(each.topic for each in briefing.passages)])
    terms = [
        element("term", edition.library.topics[name].head.name,
                ref=edition.address(path, Thing(TOPICS, name)))
        for name in topics
    ]  # fmt: skip
    kind = element("term", edition.strings.text(f"kind-{head.kind}"), type="kind",
                   key=head.kind)  # fmt: skip
    return element("profileDesc", joined([
        element("creation", element("date", day, when=day), *place),
        element("langUsage", element("language", language, ident=language)),
        element("textClass", element("keywords", kind, *terms)),
    ]))  # fmt: skip


def _revisions(briefing: Briefing) -> Iterator[Xml]:
    """The corrections, the latest first, as TEI wants them."""
    corrections = sorted(briefing.head.corrections, key=lambda each: each.date, reverse=True)
    if corrections:
        yield element("revisionDesc", *(
            element("change", each.text, when=each.date.isoformat()) for each in corrections
        ))  # fmt: skip
