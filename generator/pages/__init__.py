"""Which pages a site has: for each an address, a template and what it shows."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator import urls
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.model import Briefing, Entry, Page, Published, Topic
from generator.pages.backlinks import backlink_pages
from generator.pages.book_index import INDEX, index_pages
from generator.pages.briefing import briefing_view
from generator.pages.briefings import briefing_lists
from generator.pages.card import pictured
from generator.pages.concordance import mention_pages
from generator.pages.data import data_page
from generator.pages.edition import Edition
from generator.pages.entries import (
    entry_view,
    institution_view,
    person_view,
)
from generator.pages.frame import View
from generator.pages.glossary import GLOSSARY, glossary_lists, kind_lists
from generator.pages.held import office_pages
from generator.pages.home import home_view
from generator.pages.missing import missing_view
from generator.pages.moved import moved_pages
from generator.pages.page import page_view
from generator.pages.parallel import parallel_path, parallel_view
from generator.pages.planned import Planned
from generator.pages.previews import previewed
from generator.pages.record import recorded
from generator.pages.search import search_view
from generator.pages.timeline import TIMELINE, timeline_pages
from generator.pages.topics import topic_pages
from generator.pages.tree import topic_lists
from generator.problems import Place, Problem
from generator.thing import Thing, thing_of

__all__ = ["Plan", "Planned", "data_page", "page_at", "plan_pages"]

_TEMPLATES: dict[str, tuple[str, Callable[[Edition, Entry], View]]] = {
    "people": ("person.html", person_view),
    "institutions": ("institution.html", institution_view),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages, by address; two for one address are a problem."""

    pages: tuple[Planned, ...]
    problems: tuple[Problem, ...]


def plan_pages(edition: Edition, pause: Callable[[], None] = lambda: None) -> Plan:
    """Every page of a site; `pause` is called before each, and may end the work by raising."""
    pages: list[Planned] = []
    seen: dict[str, Planned] = {}
    problems: list[Problem] = []
    for page in _all_pages(edition):
        pause()
        key = page.path.lower()
        if not key.isascii():
            key = unicodedata.normalize("NFC", page.path).casefold()
        if key in seen:
            message = f"its page would lie at {page.path}, where that of {seen[key].source} lies"
            is_old = page.template == "moved.html"
            hint = "remove the line under `formerly:`" if is_old else "rename the file"
            problems.append(Problem(Place(page.source, 1, 1, 2), "E303", message, hint))
            continue
        seen[key] = page
        pages.append(page)
    return Plan(tuple(sorted(pages, key=lambda page: page.path)), tuple(problems))


def page_at(edition: Edition, path: str) -> Planned | None:
    """The page at a path, or None; nothing is planned but what may lie there."""
    return next((page for page in _pages_near(edition, path) if page.path == path), None)


def _all_pages(edition: Edition) -> Iterator[Planned]:
    yield from _single_pages(edition)
    for lists in _lists(edition).values():
        yield from lists(edition)
    for written in edition.library.published:
        yield from _pages_of(edition, written)
    yield from moved_pages(edition)


def _pages_near(edition: Edition, path: str) -> Iterator[Planned]:
    """The pages among which that at a path is, if there is one."""
    folder, _, below = path.partition("/")
    yield from _single_pages(edition)
    for thing in (Thing(folder, below.partition("/")[0]), Thing(PAGES, folder)):
        if (written := edition.library.find(thing.folder, thing.id)) is not None:
            yield from _pages_of(edition, written)
    if folder in (lists := _lists(edition)):
        yield from lists[folder](edition)
    yield from moved_pages(edition)


def _single_pages(edition: Edition) -> Iterator[Planned]:
    yield Planned(urls.HOME, "home.html",
                  partial(pictured, edition, None, partial(
                      recorded, edition, None, partial(home_view, edition))),
                  "site.yaml")  # fmt: skip
    yield Planned(urls.MISSING, "missing.html", partial(missing_view, edition), "site.yaml")
    if edition.options.search:
        yield Planned(urls.path_of(urls.SEARCH), "search.html", partial(search_view, edition),
                      "the search")  # fmt: skip
    yield data_page(edition, {})


def _lists(edition: Edition) -> Mapping[str, Callable[[Edition], Iterator[Planned]]]:
    """The lists, by the folder in which they lie."""
    return {
        BRIEFINGS: briefing_lists,
        **{kind: partial(kind_lists, kind=kind) for kind in edition.kinds},
        GLOSSARY: glossary_lists,
        TOPICS: partial(topic_lists, passages=urls.path_of(INDEX)),
        INDEX: index_pages,
        TIMELINE: timeline_pages,
    }


def _pages_of(edition: Edition, written: Published) -> Iterator[Planned]:
    """The page of something written, and further ones below it."""
    thing, source = thing_of(written), written.document.path
    match written:
        case Briefing():
            view: Callable[[], View] = partial(briefing_view, edition, written)
            yield Planned(edition.path(thing), "briefing.html",
                          _described(edition, thing, view), source)  # fmt: skip
            for translation in edition.library.translations.get(written.id, ()):
                view = partial(parallel_view, edition, written, translation)
                path = translation.document.path
                yield Planned(parallel_path(translation), "parallel.html", view, path)
        case Entry():
            template, view_of = _TEMPLATES.get(written.kind, ("entry.html", entry_view))
            view = partial(view_of, edition, written)
            yield Planned(edition.path(thing), template, _described(edition, thing, view), source)
            yield from mention_pages(edition, written, source)
            yield from office_pages(edition, written, source)
        case Topic():
            yield from topic_pages(edition, written)
        case Page():
            shown = partial(previewed, edition, thing, partial(page_view, edition, written))
            view = partial(pictured, edition, thing, shown)
            yield Planned(edition.path(thing), "page.html", view, source)
    yield from backlink_pages(edition, thing, source)


def _described(edition: Edition, thing: Thing, view: Callable[[], View]) -> Callable[[], View]:
    """The view of a thing with cards of what it names, and its record for machines."""
    described = partial(recorded, edition, thing, partial(previewed, edition, thing, view))
    return partial(pictured, edition, thing, described)
