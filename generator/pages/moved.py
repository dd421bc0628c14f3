"""The pages at old addresses: each says where its page is now, and leads there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator import urls
from generator.folders import BRIEFINGS
from generator.moves import moves_of
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.parallel import parallel_path
from generator.pages.parts import Link
from generator.pages.planned import Planned
from generator.thing import Thing


@dataclass(frozen=True, slots=True)
class MovedView(View):
    """What moved.html shows; `script` leads on at once."""

    link: Link
    script: str


def moved_pages(edition: Edition) -> Iterator[Planned]:
    """A page at every old address, of translations too."""
    for move in moves_of(edition.library):
        old, new = edition.path(move.old), edition.path(move.new)
        for path, now in ((old, new), *_translations(edition, move.new, old)):
            view = partial(_moved, edition, move.new, path, now)
            yield Planned(path, "moved.html", view, move.document.path)


def _translations(edition: Edition, new: Thing, old: str) -> Iterator[tuple[str, str]]:
    """Where the translations of a briefing lay, and where they lie now."""
    found = edition.library.translations.get(new.id, ()) if new.folder == BRIEFINGS else ()
    for each in found:
        yield urls.beside(old, urls.path_of(each.language)), parallel_path(each)


def _moved(edition: Edition, thing: Thing, page: str, now: str) -> MovedView:
    title = edition.strings.text("moved-to", page=edition.directory.titles[thing])
    frame = edition.frame(page, title, title, indexed=False)
    if edition.base:
        frame = replace(frame, canonical=urls.absolute(edition.base, now))
    link = edition.link(page, thing)
    link = link._replace(href=urls.relative(page, now))
    return MovedView(frame, link, edition.asset(page, "moved.js"))
