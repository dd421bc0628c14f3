"""Feeds: Atom and JSON Feed of the site, of each person, institution and topic."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from generator import urls
from generator.exports.links import FullLinks
from generator.exports.news import Item, News
from generator.folders import TOPICS
from generator.formats import ATOM, JSON_FEED
from generator.markdown import to_html
from generator.pages.edition import Edition
from generator.pages.record import has_feed
from generator.serial import Xml, document, element, joined, json_bytes, known, moment
from generator.thing import Thing

_MOST = 50  # items of the site's own feed
_ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
_JSON_VERSION = "https://jsonfeed.org/version/1.1"


class Told(NamedTuple):
    """An item with its HTML, "" where it is told in plain words."""

    item: Item
    html: str


class Channel(NamedTuple):
    """A feed: its title and the page it belongs to; `items` gathers what it tells, when asked."""

    title: str
    description: str
    page: str
    items: Callable[[], Iterable[Item]]
    most: int = 20


def channels(edition: Edition, news: News) -> Iterator[Channel]:
    """The feeds of a site that has an address: its own, those of people, institutions, topics."""
    site = edition.library.site
    title = edition.strings.text("feed-title", site=site.title)
    if edition.has_news:
        yield Channel(title, site.description, urls.HOME, news.of_all, _MOST)
    entries = (Thing(each.kind, each.id) for each in edition.library.entries.values())
    topics = (Thing(TOPICS, name) for name in edition.library.topics)
    for thing in chain(entries, topics):
        if has_feed(edition, thing):
            name = edition.directory.titles[thing]
            yield Channel(
                edition.strings.text("feed-of", site=site.title, name=name), "",
                edition.path(thing), partial(_about, edition, news, thing),
            )  # fmt: skip


def feed(edition: Edition, channel: Channel) -> dict[str, bytes]:
    """A feed in both its forms, by path."""
    items = tuple(_told(edition, item) for item in _latest(channel.items(), channel.most))
    return {
        urls.beside(channel.page, ATOM.file): atom(edition, channel, items),
        urls.beside(channel.page, JSON_FEED.file): json_feed(edition, channel, items),
    }


def _about(edition: Edition, news: News, thing: Thing) -> Iterator[Item]:
    return news.about(thing, _briefings(edition, thing))


def _briefings(edition: Edition, thing: Thing) -> Iterable[str]:
    index = edition.index
    if thing.folder == TOPICS:
        return dict.fromkeys(each.briefing for each in index.passages.get(thing.id, ()))
    named = (each.mark.briefing for each in index.named.get(thing.id, ()))
    return dict.fromkeys(chain(named, index.spoken.get(thing.id, ())))


def _latest(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """The latest items; those of one day by their ids, so that nothing is left to chance."""
    return tuple(nlargest(most, items, key=lambda each: (each.updated, each.id)))


def atom(edition: Edition, channel: Channel, items: tuple[Told, ...]) -> bytes:
    """A feed as Atom (RFC 4287)."""
    site = edition.library.site
    page = urls.absolute(edition.base, channel.page)
    here = urls.absolute(edition.base, urls.beside(channel.page, ATOM.file))
    return document(element(
        "feed",
        joined([
            element("id", here),
            element("title", channel.title),
            *([element("subtitle", channel.description)] if channel.description else []),
            element("updated", moment(items[0].item.updated)),
            element("author", element("name", site.publisher or site.title)),
            element("link", rel="self", type=ATOM.type, href=here),
            element("link", rel="alternate", type="text/html", href=page),
            *(_atom_entry(*each) for each in items),
        ]),
        xmlns=_ATOM_NAMESPACE, xml_lang=site.language,
    ))  # fmt: skip


def _atom_entry(item: Item, html: str) -> Xml:
    content = [element("content", html, type="html", xml_base=item.address)] if html else []
    return element(
        "entry",
        element("id", item.id),
        element("title", item.title),
        element("link", rel="alternate", type="text/html", href=item.address),
        element("published", moment(item.published)),
        element("updated", moment(item.updated)),
        *(element("author", element("name", name)) for name in item.authors),
        element("summary", item.summary),
        *content,
    )


def json_feed(edition: Edition, channel: Channel, items: tuple[Told, ...]) -> bytes:
    """A feed as JSON Feed 1.1."""
    site = edition.library.site
    return json_bytes(known({
        "version": _JSON_VERSION,
        "title": channel.title,
        "description": channel.description,
        "home_page_url": urls.absolute(edition.base, channel.page),
        "feed_url": urls.absolute(edition.base, urls.beside(channel.page, JSON_FEED.file)),
        "language": site.language,
        "authors": [{"name": site.publisher or site.title}],
        "items": [_json_item(*each) for each in items],
    }))  # fmt: skip


def _json_item(item: Item, html: str) -> dict[str, object]:
    content = {"content_html": html} if html else {"content_text": item.summary}
    return known({
        "id": item.id, "url": item.address, "title": item.title,
        "summary": item.summary if html else "",
        "date_published": moment(item.published), "date_modified": moment(item.updated),
        "authors": [{"name": name} for name in item.authors], **content,
    })  # fmt: skip


def _told(edition: Edition, item: Item) -> Told:
    """An item with the HTML of a note, in which links are full."""
    html = to_html(item.text, FullLinks(edition), f"n-{item.note}") if item.note else ""
    return Told(item, html.strip())
