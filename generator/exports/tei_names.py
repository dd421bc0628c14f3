"""The people, institutions and places that a briefing's TEI file names, as lists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.dates import Answer
from generator.model import Briefing, Entry
from generator.pages.edition import Edition
from generator.registers import identifiers
from generator.serial import Xml, element, joined, xml_text
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing

NAMES = {PEOPLE: "persName", INSTITUTIONS: "orgName", "places": "placeName"}
_LISTS = {PEOPLE: ("listPerson", "person"), INSTITUTIONS: ("listOrg", "org"),
          "places": ("listPlace", "place")}  # fmt: skip
_ANY_FILE = "briefings/any/tei.xml"
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9-]")


@lru_cache(maxsize=4096)
def name_id(name: str) -> str:
    """The `xml:id` of an entry: no digit first, no letter that XML has only in newer editions."""
    return "e-" + _NOT_IN_IDS.sub(lambda match: f"_{ord(match[0]):x}", name)


@dataclass(frozen=True, slots=True)
class Named:
    """An entry as TEI writes it, made once for all files.

    Attributes:
        tag: the element around its name in the text.
        pointer: what the attribute `ref` says, ready for XML: an id of the file, else an address.
        names: the elements of its names.
        numbers: those of its address and its numbers in registers.
    """

    entry: Entry
    tag: str
    pointer: Xml
    names: Xml
    numbers: Xml


def make_cast(edition: Edition) -> dict[str, Named]:
    """Everybody and everything, by id."""
    return {entry.id: _cast(edition, entry) for entry in edition.library.entries.values()}


def _cast(edition: Edition, entry: Entry) -> Named:
    head = entry.head
    tag = NAMES.get(entry.kind, "rs")
    # Every file of a briefing lies in a folder of one depth, so that links from one fit all.
    address = edition.address(_ANY_FILE, Thing(entry.kind, entry.id))
    names = [element(tag, head.name)]
    names += [element(tag, each.name, xml_lang=each.lang or "") for each in head.other_names]
    numbers = [element("idno", address, type="URI")]
    numbers += [element("idno", each.value, type=each.scheme.replace(" ", "-"))
                for each in identifiers(head.identifiers)]  # fmt: skip
    pointer = f"#{name_id(entry.id)}" if entry.kind in NAMES else address
    return Named(entry, tag, xml_text(pointer), Xml("".join(names)), Xml("".join(numbers)))


def lists_of_names(
    edition: Edition, briefing: Briefing, cast: Mapping[str, Named], ids: set[str]
) -> Iterator[Xml]:
    """A list for each kind of which anything is named; of other kinds TEI has none."""
    found = [cast[name] for name in sorted(ids)]
    for kind, (tag, each) in _LISTS.items():
        entries = [
            _entry(edition, briefing.head.date, each, named)
            for named in found
            if named.entry.kind == kind
        ]
        if entries:
            yield element(tag, joined(entries))


def _entry(edition: Edition, day: date, tag: str, named: Named) -> Xml:
    offices = "".join(
        element("occupation", each.role.title, when=day.isoformat(),
                cert="" if each.answer is Answer.YES else "low")
        for each in edition.offices(named.entry, day)
    )  # fmt: skip
    identity = name_id(named.entry.id)
    return Xml(f'<{tag} xml:id="{identity}">{named.names}{offices}{named.numbers}</{tag}>')
