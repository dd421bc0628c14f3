"""A concept scheme as JSON-LD, whose context is in the file itself."""

from collections.abc import Iterable

from generator.exports.concepts import NAMESPACE, Node, Words
from generator.serial import json_bytes, known

_LABELS = ("prefLabel", "altLabel", "scopeNote", "definition")
_RELATIONS = ("broader", "narrower", "related", "inScheme", "hasTopConcept", "topConceptOf",
              "exactMatch", "member")  # fmt: skip
_CONTEXT: dict[str, object] = {
    "id": "@id",
    "type": "@type",
    **{term: f"{NAMESPACE}{term}" for term in ("Concept", "ConceptScheme", "Collection", *_LABELS)},
    **{term: {"@id": f"{NAMESPACE}{term}", "@type": "@id"} for term in _RELATIONS},
}


def skos(nodes: Iterable[Node]) -> bytes:
    """The JSON-LD file of a scheme."""
    return json_bytes({"@context": _CONTEXT, "@graph": [_written(each) for each in nodes]})


def _written(node: Node) -> dict[str, object]:
    said: dict[str, object] = {term: [_value(each) for each in values]
                               for term, values in node.said.items()}  # fmt: skip
    return known({"id": node.address, "type": node.type, **said})


def _value(value: Words | str) -> object:
    if isinstance(value, str):
        return value
    return {"@language": value.language, "@value": value.words}
