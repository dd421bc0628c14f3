"""Other names and periods of time, as the pages of entries and topics show them."""

from typing import NamedTuple

from generator.fields import Dated, OtherName
from generator.locales import base
from generator.model import Entry
from generator.pages.edition import Edition
from generator.pages.parts import When


class Period(NamedTuple):
    """From when to when, in words; None where a bound is open."""

    start: When | None
    end: When | None


class OtherNameView(NamedTuple):
    """Another name, with its language, when it held and what there is to say of it."""

    name: str
    language: str
    period: Period
    note: str


def other_name(edition: Edition, other: OtherName) -> OtherNameView:
    """Another name with its language and time."""
    return OtherNameView(other.name, other.lang or "", period(edition, other), other.note or "")


def original_name(edition: Edition, entry: Entry) -> OtherName | None:
    """What an entry is called in its own language: its first name in another than the site's."""
    site = base(edition.library.site.language)
    names = entry.head.other_names
    return next((each for each in names if each.lang and base(each.lang) != site), None)


def period(edition: Edition, dated: Dated) -> Period:
    """When something held, in words."""
    return Period(edition.when(dated.start), edition.when(dated.end))
