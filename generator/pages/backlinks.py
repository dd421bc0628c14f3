"""What leads to a page, shown there with the sentence in which the link stands."""

from typing import NamedTuple

from generator import urls
from generator.library import BRIEFINGS
from generator.pages.frame import Edition, Link
from generator.references import Thing


class BacklinkView(NamedTuple):
    """A page that leads here, with the sentence around the link; "" for a see-also."""

    link: Link
    is_note: bool
    before: str
    words: str
    after: str


def backlink_views(edition: Edition, page: str, thing: Thing) -> tuple[BacklinkView, ...]:
    """Everything that leads to a thing; a sentence with several links to it is shown once."""
    views, shown = [], set()
    for backlink in edition.index.backlinks.get(thing, ()):
        is_note = backlink.source.folder == BRIEFINGS and bool(backlink.place)
        fragment = urls.note_id(backlink.place) if is_note else ""
        link = edition.link(page, backlink.source, fragment)
        quotation = backlink.quotation
        words = quotation[1:] if quotation else ("", "", "")
        sentence = backlink.source, backlink.place, "".join(words)
        if sentence in shown:
            continue
        shown.add(sentence)
        views.append(BacklinkView(link, is_note, *words))
    return tuple(views)
