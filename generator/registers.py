"""Registers that give numbers to people and things, and where each number leads."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

# The address of each scheme, from its own documentation.
_RESOLVERS = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/entity/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "lcnaf": ("Library of Congress", "https://id.loc.gov/authorities/names/{}"),
}


class Identifier(NamedTuple):
    """A number in somebody's register, with its address there or ""."""

    scheme: str
    value: str
    href: str


def identifiers(written: Mapping[str, str]) -> tuple[Identifier, ...]:
    """Identifiers in the order of their schemes, with the address of those that are known."""
    return tuple(_identifier(*each) for each in sorted(written.items()))


def _identifier(scheme: str, value: str) -> Identifier:
    if scheme in _RESOLVERS:
        title, pattern = _RESOLVERS[scheme]
        return Identifier(title, value, pattern.format(quote(value, safe="")))
    return Identifier(scheme, value, "")
