"""Topics and the glossary as SKOS: one graph of statements, which each format writes its own way.

SKOS is the W3C's vocabulary for thesauri: https://www.w3.org/TR/skos-reference/.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator import urls
from generator.folders import TOPICS
from generator.heads import EntryHead, InstitutionHead, ThingHead
from generator.model import Entry, Topic
from generator.pages.edition import Edition
from generator.pages.glossary import GLOSSARY
from generator.registers import identifiers
from generator.thing import Thing

NAMESPACE = "http://www.w3.org/2004/02/skos/core#"


class Words(NamedTuple):
    """Words in a language."""

    words: str
    language: str


Said = Mapping[str, tuple[Words | str, ...]]


class Node(NamedTuple):
    """Something with an address, its SKOS class, and what is said of it by SKOS's own terms."""

    address: str
    type: str
    said: Said


def topics_scheme(edition: Edition, path: str) -> tuple[Node, ...]:
    """The topics, in a file that lies at a path: the scheme first, then a concept for each."""
    topics = edition.library.topics.values()
    top = [Thing(TOPICS, each.id) for each in topics if not each.head.broader]
    scheme = _scheme(edition, path, TOPICS, top)
    return (scheme, *(_topic(edition, path, scheme.address, each) for each in topics))


def glossary_scheme(edition: Edition, path: str) -> tuple[Node, ...]:
    """The glossary, in a file that lies at a path: scheme, concepts, and a collection a kind."""
    entries = edition.library.entries.values()
    top = [Thing(each.kind, each.id) for each in entries if not _wholes(each.head)]
    scheme = _scheme(edition, path, GLOSSARY, top)
    concepts = (_entry(edition, path, scheme.address, each) for each in entries)
    return (scheme, *concepts, *_collections(edition, path))


def _scheme(edition: Edition, path: str, section: str, top: Iterable[Thing]) -> Node:
    site = edition.library.site
    section_title = edition.strings.text(section)
    label = Words(f"{site.title}: {section_title}", site.language)
    said: Said = {"prefLabel": (label,), "hasTopConcept": _addresses(edition, path, top)}
    return Node(_section(edition, path, section), "ConceptScheme", said)


def _section(edition: Edition, path: str, section: str) -> str:
    target = urls.path_of(section)
    return urls.absolute(edition.base, target) if edition.base else urls.relative(path, target)


def _topic(edition: Edition, path: str, scheme: str, topic: Topic) -> Node:
    head, index, language = topic.head, edition.index, edition.library.site.language

    def topics(names: Iterable[str]) -> tuple[str, ...]:
        return _addresses(edition, path, (Thing(TOPICS, name) for name in dict.fromkeys(names)))

    return Node(edition.address(path, Thing(TOPICS, topic.id)), "Concept", {
        "prefLabel": (Words(head.name, language),),
        "altLabel": tuple(Words(each.name, each.lang or language) for each in head.other_names),
        "scopeNote": (Words(head.scope_note, language),) if head.scope_note else (),
        "broader": topics(head.broader),
        "narrower": topics(index.narrower.get(topic.id, ())),
        "related": topics((*head.related, *index.associated.get(topic.id, ()))),
        "inScheme": (scheme,),
        "topConceptOf": () if head.broader else (scheme,),
    })  # fmt: skip


def _entry(edition: Edition, path: str, scheme: str, entry: Entry) -> Node:
    head, language = entry.head, edition.library.site.language
    wholes = _wholes(head)

    def entries(names: Iterable[str]) -> tuple[str, ...]:
        return _addresses(edition, path, (edition.entry_thing(name) for name in names))

    return Node(edition.address(path, Thing(entry.kind, entry.id)), "Concept", {
        "prefLabel": (Words(head.name, language),),
        "altLabel": tuple(_other_labels(head, language)),
        "definition": (Words(head.summary, language),) if head.summary else (),
        "broader": entries(wholes),
        "narrower": entries(edition.index.parts.get(entry.id, ())),
        "exactMatch": tuple(each.href for each in identifiers(head.identifiers) if each.href),
        "inScheme": (scheme,),
        "topConceptOf": () if wholes else (scheme,),
    })  # fmt: skip


def _other_labels(head: EntryHead, language: str) -> Iterator[Words]:
    """The other names and the forms that texts use, each once: SKOS has no label in two roles."""
    names = [Words(each.name, each.lang or language) for each in head.other_names]
    names += [Words(each.text, language) for each in head.aliases]
    yield from (each for each in dict.fromkeys(names) if each != Words(head.name, language))


def _wholes(head: EntryHead) -> tuple[str, ...]:
    return head.part_of if isinstance(head, (InstitutionHead, ThingHead)) else ()


def _collections(edition: Edition, path: str) -> Iterator[Node]:
    """The kinds of entries: SKOS's collections group concepts without being any."""
    language = edition.library.site.language
    for kind in edition.kinds.values():
        members = [Thing(kind.id, each.id) for each in edition.library.entries.values()
                   if each.kind == kind.id]  # fmt: skip
        if members:
            said: Said = {"prefLabel": (Words(kind.title, language),),
                    "member": _addresses(edition, path, members)}  # fmt: skip
            yield Node(_section(edition, path, kind.id), "Collection", said)


def _addresses(edition: Edition, path: str, things: Iterable[Thing]) -> tuple[str, ...]:
    return tuple(edition.address(path, each) for each in things)
