"""What something with a page is called: its folder and its id."""

from typing import NamedTuple

from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.model import Briefing, Entry, Page, Published, Topic


class Thing(NamedTuple):
    """Something that has a page: its folder and its id."""

    folder: str
    id: str


def thing_of(written: Published) -> Thing:
    """What an editors' file is about."""
    match written:
        case Briefing():
            return Thing(BRIEFINGS, written.id)
        case Entry():
            return Thing(written.kind, written.id)
        case Topic():
            return Thing(TOPICS, written.id)
        case Page():
            return Thing(PAGES, written.id)
