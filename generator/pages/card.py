"""The picture that other sites show with a link to a page: what stands on it, and where it lies."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from typing import TypeVar

from generator import urls
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.handover import SocialCard
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import speakers
from generator.serial import one_line
from generator.thing import Thing

V = TypeVar("V", bound=View)
_FOLDER = "assets/cards/"
_DRAWN = 2  # grows when the same words are drawn otherwise


def card_of(edition: Edition, thing: Thing | None) -> SocialCard:
    """The card of a thing's page; None stands for the home page."""
    site = edition.library.site
    if thing is None:
        return _card(edition, "", site.title, site.description, site.language)
    if thing.folder == BRIEFINGS:
        return _of_briefing(edition, edition.library.briefings[thing.id])
    title = edition.directory.titles[thing]
    if thing.folder == TOPICS:
        topic = edition.library.topics[thing.id].head
        return _card(edition, edition.strings.text("topic"), title, topic.scope_note or "", "")
    if thing.folder == PAGES:
        return _card(edition, "", title, edition.library.pages[thing.id].head.summary or "", "")
    entry = edition.library.entries[thing.id]
    return _card(edition, edition.kinds[entry.kind].singular, title, entry.head.summary or "", "")


def card_path(edition: Edition, card: SocialCard) -> str:
    """Where the picture lies, named by what stands on it; "" where it cannot be drawn."""
    drawer = edition.options.cards
    if drawer is None or not edition.base or not drawer.draws("".join(card)):
        return ""
    said = json.dumps([_DRAWN, drawer.version, *card]).encode()
    return f"{_FOLDER}{blake2b(said, digest_size=8).hexdigest()}.png"


def pictured(edition: Edition, thing: Thing | None, make: Callable[[], V]) -> V:
    """The view of a thing's page with its picture in the head; None stands for the home page."""
    view, path = make(), card_path(edition, card_of(edition, thing))
    if not path:
        return view
    return replace(view, frame=replace(view.frame, image=urls.absolute(edition.base, path)))


def cards_of(edition: Edition) -> dict[str, SocialCard]:
    """Every card of a site, by its path."""
    if edition.options.cards is None or not edition.base:
        return {}
    cards = (card_of(edition, thing) for thing in (None, *edition.directory.titles))
    return {path: card for card in cards if (path := card_path(edition, card))}


def _of_briefing(edition: Edition, briefing: Briefing) -> SocialCard:
    head, site = briefing.head, edition.library.site
    when = edition.when(head.date)
    above = f"{edition.strings.text(f'kind-{head.kind}')} · {when.words if when else ''}"
    below = edition.strings.text("list-comma").join(speakers(edition, briefing))
    language = head.title_language or head.language or site.language
    return _card(edition, above, head.title, below, language)


def _card(edition: Edition, above: str, title: str, below: str, language: str) -> SocialCard:
    site = edition.library.site
    above, title, below, name = (one_line(each) for each in (above, title, below, site.title))
    return SocialCard(above, title, below, name, language or site.language)
