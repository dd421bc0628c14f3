"""Small values that views of many kinds show: links, dates, offices in words."""

from typing import NamedTuple


class Link(NamedTuple):
    """Somewhere to go, and what it is called; `language` where that is not the site's."""

    href: str
    text: str
    language: str = ""


class When(NamedTuple):
    """A date for machines (ISO 8601) and in words; `within` are those after “since” or “until”."""

    iso: str
    words: str
    within: str = ""

    @property
    def precision(self) -> str:
        """What is known of it: the year, the month or the day."""
        return ("year", "month", "day")[self.iso.count("-")]


class RoleWords(NamedTuple):
    """An office on a day in words; `is_certain` where the dates leave no doubt."""

    title: str
    institution: Link | None
    is_certain: bool
