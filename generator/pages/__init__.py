"""Which pages a site has: for each an address, a template and what it shows."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator import urls
from generator.library import BRIEFINGS, PAGES
from generator.model import Entry
from generator.pages.backlinks import backlink_pages
from generator.pages.book_index import INDEX, index_pages
from generator.pages.briefing import briefing_view
from generator.pages.briefings import briefing_lists
from generator.pages.card import pictured
from generator.pages.concordance import mention_pages
from generator.pages.data import data_page
from generator.pages.entries import (
    entry_view,
    institution_view,
    person_view,
)
from generator.pages.frame import Edition, View
from generator.pages.glossary import entry_lists
from generator.pages.home import home_view
from generator.pages.missing import missing_view
from generator.pages.moved import moved_pages
from generator.pages.page import page_view
from generator.pages.parallel import parallel_path, parallel_view
from generator.pages.planned import Planned
from generator.pages.previews import previewed
from generator.pages.record import recorded
from generator.pages.search import search_view
from generator.pages.timeline import timeline_pages
from generator.pages.topics import topic_pages
from generator.pages.tree import topic_lists
from generator.problems import Place, Problem
from generator.references import Thing, thing_of

__all__ = ["Plan", "Planned", "data_page", "plan_pages"]

_TEMPLATES: dict[str, tuple[str, Callable[[Edition, Entry], View]]] = {
    "people": ("person.html", person_view),
    "institutions": ("institution.html", institution_view),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages, by address; two for one address are a problem."""

    pages: tuple[Planned, ...]
    problems: tuple[Problem, ...]


def plan_pages(edition: Edition) -> Plan:
    """Every page of a site."""
    pages: list[Planned] = []
    seen: dict[str, Planned] = {}
    problems: list[Problem] = []
    for page in _all_pages(edition):
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


def _all_pages(edition: Edition) -> Iterator[Planned]:
    library = edition.library
    yield Planned(urls.HOME, "home.html",
                  partial(pictured, edition, None, partial(
                      recorded, edition, None, partial(home_view, edition))),
                  "site.yaml")  # fmt: skip
    yield Planned(urls.MISSING, "missing.html", partial(missing_view, edition), "site.yaml")
    if edition.options.search:
        yield Planned(urls.path_of(urls.SEARCH), "search.html", partial(search_view, edition),
                      "the search")  # fmt: skip
    yield data_page(edition, {})
    yield from _lists(edition)
    for briefing in library.briefings.values():
        thing = Thing(BRIEFINGS, briefing.id)
        yield Planned(
            edition.path(thing), "briefing.html",
            _described(edition, thing, partial(briefing_view, edition, briefing)),
            briefing.document.path,
        )  # fmt: skip
        for translation in library.translations.get(briefing.id, ()):
            yield Planned(
                parallel_path(translation), "parallel.html",
                partial(parallel_view, edition, briefing, translation), translation.document.path,
            )  # fmt: skip
    for entry in library.entries.values():
        template, view = _TEMPLATES.get(entry.kind, ("entry.html", entry_view))
        thing = Thing(entry.kind, entry.id)
        yield Planned(
            edition.path(thing), template,
            _described(edition, thing, partial(view, edition, entry)), entry.document.path,
        )  # fmt: skip
        yield from mention_pages(edition, entry, entry.document.path)
    yield from topic_pages(edition)
    for page in library.pages.values():
        thing = Thing(PAGES, page.id)
        yield Planned(
            edition.path(thing), "page.html",
            partial(pictured, edition, thing, partial(
                previewed, edition, thing, partial(page_view, edition, page))),
            page.document.path,
        )  # fmt: skip
    for written in library.published:
        yield from backlink_pages(edition, thing_of(written), written.document.path)
    yield from moved_pages(edition)


def _described(edition: Edition, thing: Thing, view: Callable[[], View]) -> Callable[[], View]:
    """The view of a thing with cards of what it names, and its record for machines."""
    described = partial(recorded, edition, thing, partial(previewed, edition, thing, view))
    return partial(pictured, edition, thing, described)


def _lists(edition: Edition) -> Iterator[Planned]:
    yield from briefing_lists(edition)
    yield from entry_lists(edition)
    yield from topic_lists(edition, urls.path_of(INDEX))
    yield from index_pages(edition)
    yield from timeline_pages(edition)
