"""What is shown for an address that leads nowhere."""

from dataclasses import dataclass, replace

from generator import urls
from generator.pages.edition import Edition
from generator.pages.frame import Frame, View
from generator.pages.parts import Link


@dataclass(frozen=True, slots=True)
class MissingView(View):
    """What missing.html shows."""

    sections: tuple[Link, ...]


def missing_view(edition: Edition) -> MissingView:
    """What is shown for an address that leads nowhere; it must work at any depth."""
    page, strings = urls.MISSING, edition.strings
    frame = edition.frame(page, strings.text("missing-title"), strings.text("missing-described"),
                          indexed=False)  # fmt: skip
    if edition.base:
        frame = _rooted(frame, edition)
    return MissingView(frame, tuple(Link(each.href, each.text) for each in frame.navigation))


def _rooted(frame: Frame, edition: Edition) -> Frame:
    """The frame with addresses from the host's root."""

    def rooted(link: str) -> str:
        return link and urls.rooted(edition.base, link)

    return replace(
        frame,
        home=rooted(frame.home),
        stylesheet=rooted(frame.stylesheet),
        lists=rooted(frame.lists),
        script=rooted(frame.script),
        reading=rooted(frame.reading),
        reading_style=rooted(frame.reading_style),
        icon=rooted(frame.icon),
        search=rooted(frame.search),
        navigation=tuple(item._replace(href=rooted(item.href)) for item in frame.navigation),
        alternates=tuple(each._replace(href=rooted(each.href)) for each in frame.alternates),
    )
