"""A concept scheme as Turtle, the form of RDF that people read: https://www.w3.org/TR/turtle/."""

import re
from collections.abc import Iterable

from generator.exports.concepts import NAMESPACE, Node, Words

# What Turtle cannot have between quotation marks, and signs that nobody sees.
_IN_WORDS = re.compile('["\\\\\x00-\x1f\x7f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_IN_ADDRESSES = re.compile('[\x00-\x20<>"{}|^`\\\\]')


def turtle(nodes: Iterable[Node]) -> bytes:
    """The Turtle file of a scheme."""
    return "\n".join([f"@prefix skos: <{NAMESPACE}> .\n", *map(_written, nodes)]).encode()


def _written(node: Node) -> str:
    said = [f"a skos:{node.type}"]
    said += [f"skos:{term} {', '.join(map(_value, values))}"
             for term, values in node.said.items() if values]  # fmt: skip
    return _address(node.address) + " " + " ;\n    ".join(said) + " .\n"


def _value(value: Words | str) -> str:
    if isinstance(value, str):
        return _address(value)
    return f'"{_IN_WORDS.sub(_escaped, value.words)}"@{value.language}'


def _address(written: str) -> str:
    return f"<{_IN_ADDRESSES.sub(_escaped, written)}>"


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04X}"
