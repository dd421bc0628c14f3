"""The topics as a SKOS concept scheme, in JSON-LD whose context is in the file itself."""

from generator import urls
from generator.library import TOPICS
from generator.model import Topic
from generator.pages.frame import Edition
from generator.references import Thing
from generator.serial import json_bytes, known

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TERMS = ("prefLabel", "altLabel", "scopeNote")
_RELATIONS = ("broader", "narrower", "related", "inScheme", "hasTopConcept", "topConceptOf")


def skos(edition: Edition, path: str) -> bytes:
    """The file that lies at a path: the scheme, and a concept for each topic."""
    index = urls.path_of(TOPICS)
    scheme = urls.absolute(edition.base, index) if edition.base else urls.relative(path, index)
    topics = edition.library.topics.values()
    top = [edition.address(path, Thing(TOPICS, each.id)) for each in topics
           if not each.head.broader]  # fmt: skip
    concepts = [_concept(edition, path, scheme, each) for each in topics]
    language = edition.library.site.language
    label = {"@language": language, "@value": edition.library.site.title}
    return json_bytes({
        "@context": _context(),
        "@graph": [
            known({"id": scheme, "type": "ConceptScheme", "prefLabel": label,
                   "hasTopConcept": top}),
            *concepts,
        ],
    })  # fmt: skip


def _context() -> dict[str, object]:
    return {
        "id": "@id",
        "type": "@type",
        "Concept": f"{_SKOS}Concept",
        "ConceptScheme": f"{_SKOS}ConceptScheme",
        **{term: f"{_SKOS}{term}" for term in _TERMS},
        **{term: {"@id": f"{_SKOS}{term}", "@type": "@id"} for term in _RELATIONS},
    }


def _concept(edition: Edition, path: str, scheme: str, topic: Topic) -> dict[str, object]:
    head, index = topic.head, edition.index
    language = edition.library.site.language

    def addresses(names: tuple[str, ...]) -> list[str]:
        return [edition.address(path, Thing(TOPICS, name)) for name in dict.fromkeys(names)]

    def text(words: str, lang: str | None = None) -> dict[str, str]:
        return {"@language": lang or language, "@value": words}

    return known({
        "id": edition.address(path, Thing(TOPICS, topic.id)),
        "type": "Concept",
        "prefLabel": text(head.name),
        "altLabel": [text(each.name, each.lang) for each in head.other_names],
        "scopeNote": text(head.scope_note) if head.scope_note else None,
        "broader": addresses(head.broader),
        "narrower": addresses(index.narrower.get(topic.id, ())),
        "related": addresses((*head.related, *index.associated.get(topic.id, ()))),
        "inScheme": scheme,
        "topConceptOf": None if head.broader else scheme,
    })  # fmt: skip
