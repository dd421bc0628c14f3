"""The pages that editors write freely."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.folders import PAGES
from generator.markdown import plain_text
from generator.model import Page
from generator.pages.backlinks import Backlinks, backlinks_of
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.thing import Thing


@dataclass(frozen=True, slots=True)
class PageView(View):
    """What page.html shows."""

    title: str
    html: Markup
    backlinks: Backlinks | None
    is_draft: bool


def page_view(edition: Edition, page: Page) -> PageView:
    """Everything that a page shows that editors write."""
    thing = Thing(PAGES, page.id)
    path = edition.path(thing)
    link = edition.linker(path)
    description = page.head.summary or plain_text(page.body, lambda target: link(target).title)
    return PageView(
        edition.frame(path, page.head.title, description, section=page.id),
        title=page.head.title,
        html=edition.markdown(path, page.body),
        backlinks=backlinks_of(edition, path, thing),
        is_draft=page.head.status == "draft",
    )
