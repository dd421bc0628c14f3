"""What every page shows around its own matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.pages.parts import Link

_FURTHEST_DESCRIPTION = 155
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'"
)
# The index is read by WebAssembly; no other page may run any.
SEARCH_POLICY = CONTENT_SECURITY_POLICY.replace(
    "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
)
# Pages with a sound or film play it from the site itself.
MEDIA_SOURCE = "; media-src 'self'"


class NavigationItem(NamedTuple):
    """A section in the header; `is_current` where the page belongs to it."""

    href: str
    text: str
    is_current: bool


class Alternate(NamedTuple):
    """The same in another format: its media type, what it is called and where it lies.

    `rel` is what it is to the page: `search` of what describes the search.
    """

    type: str
    title: str
    href: str
    rel: str = "alternate"


class LanguageLink(NamedTuple):
    """The same in another language: its tag and full address."""

    language: str
    href: str


class Meta(NamedTuple):
    """Something about a page for machines that read its head."""

    name: str
    content: str


class Card(NamedTuple):
    """What a link leads to, in a few words; see pages/previews.py. Scripts read it as a list.

    Attributes:
        key: its address as links write it, without what is in all of them.
        facts: its kind and what can be counted or dated.
        on_day: what somebody was on the day of the page, or "".
        words: a sentence, the first words of a paragraph, or "".
        original: its name in another language, which `language` says, or "".
    """

    key: str
    name: str
    facts: tuple[str, ...]
    on_day: str = ""
    words: str = ""
    original: str = ""
    language: str = ""


class Beside(NamedTuple):
    """A file that is made with a page: its output path, and what is in it."""

    path: str
    content: bytes


class Cards(NamedTuple):
    """The cards of a page: those that lie in it, or a script with all of them.

    `href` is where the script is, or "".
    """

    shown: tuple[Card, ...]
    script: Beside | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the base template shows around a page; addresses that the site lacks are "".

    `lists` is the stylesheet of all pages but briefings’, after `stylesheet`.
    `reading` is the script that `script` fetches when a reader begins to use the page, and
    `reading_style` the stylesheet that goes with it.
    `data` is what the page is about in the terms of schema.org, or None; `metas` stand in its head;
    `image` is the full address of the picture that other sites show with a link to it.
    """

    site: str
    language: str
    title: str
    description: str
    home: str
    stylesheet: str
    lists: str
    script: str
    reading: str
    reading_style: str
    icon: str
    search: str
    navigation: tuple[NavigationItem, ...]
    canonical: str
    licence: Link | None
    publisher: str
    alternates: tuple[Alternate, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    metas: tuple[Meta, ...] = ()
    data: Mapping[str, object] | None = None
    policy: str = CONTENT_SECURITY_POLICY
    is_indexed: bool = True
    image: str = ""
    cards: Cards | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What a template is given, with the frame around it."""

    frame: Frame

    @property
    def beside(self) -> tuple[Beside, ...]:
        """The files that are made with the page."""
        cards = self.frame.cards
        return (cards.script,) if cards and cards.script else ()


def shortened(text: str) -> str:
    """The first words of a text, as many as a search engine shows."""
    words = " ".join(text.split())
    if len(words) <= _FURTHEST_DESCRIPTION:
        return words
    return words[:_FURTHEST_DESCRIPTION].rpartition(" ")[0].rstrip(",;:–— ") + "…"
