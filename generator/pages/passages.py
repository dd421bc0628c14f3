"""A passage as topics show it: the words, who says them in which office, when, and where."""

from typing import NamedTuple

from generator import urls
from generator.folders import BRIEFINGS
from generator.index import Passage
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.parts import Link, RoleWords, When
from generator.pages.splitting import cost
from generator.speech import Paragraph
from generator.thing import Thing

# Characters of a passage that a topic shows, save that its first paragraph is always shown: whoever
# reads on for so long reads on in the briefing.
_LONGEST = 12_000


class Said(NamedTuple):
    """A paragraph; `speaker` says who speaks where that is another than before, "" otherwise."""

    number: int
    text: str
    speaker: str


class PassageView(NamedTuple):
    """Paragraphs that a topic gathers; `first` is None for a whole briefing.

    Attributes:
        speaker: who says the first of them: an entry, or a label (with no address).
        roles: the offices that the speaker held on the day.
        numbers: the paragraphs' numbers, “3” or “6–7”.
        further: the paragraphs after the first, as far as they are shown.
        left: how many are not shown.
        language: that of the words.
    """

    link: Link
    date: When | None
    speaker: Link | None
    roles: tuple[RoleWords, ...]
    numbers: str
    first: Said | None
    further: tuple[Said, ...]
    left: int
    note: str
    language: str


def passage_view(edition: Edition, page: str, passage: Passage) -> PassageView:
    """A passage on a page."""
    briefing = edition.library.briefings[passage.briefing]
    shown = _shown(briefing, passage)
    said = _said(edition, briefing, shown)
    fragment = urls.paragraph_id(passage.first) if passage.first else ""
    speaker, roles = None, tuple[RoleWords, ...]()
    if shown:
        label = _label_at(briefing, passage.first)
        speaker = Link("", label) if label else None
        if who := briefing.head.speakers.get(label):
            speaker = edition.entry_link(page, who)
            roles = edition.roles(page, edition.library.entries[who], briefing.head.date)
    return PassageView(
        edition.link(page, Thing(BRIEFINGS, briefing.id), fragment),
        edition.when(briefing.head.date),
        speaker,
        roles,
        numbers(passage.first, passage.last) if passage.first else "",
        said[0] if said else None,
        said[1:],
        passage.last - passage.first + 1 - len(shown) if passage.first else 0,
        passage.note,
        briefing.head.language or edition.library.site.language,
    )


def passage_cost(edition: Edition, passage: Passage) -> int:
    """What a passage costs a page."""
    briefing = edition.library.briefings[passage.briefing]
    words = (paragraph.text for paragraph in _shown(briefing, passage))
    return cost(briefing.id, briefing.head.title, passage.note, *words)


def numbers(first: int, last: int) -> str:
    """Paragraphs' numbers: “3”, “6–7”."""
    return str(first) if first == last else f"{first}–{last}"


def _shown(briefing: Briefing, passage: Passage) -> tuple[Paragraph, ...]:
    """The paragraphs of a passage that are shown; () for a whole briefing."""
    if not passage.first:
        return ()
    paragraphs = briefing.transcript.paragraphs[passage.first - 1 : passage.last]
    total = 0
    for place, paragraph in enumerate(paragraphs):
        total += len(paragraph.text)
        if place and total > _LONGEST:
            return paragraphs[:place]
    return paragraphs


def _said(
    edition: Edition, briefing: Briefing, paragraphs: tuple[Paragraph, ...]
) -> tuple[Said, ...]:
    said, before = [], None
    for each in paragraphs:
        label = _label_at(briefing, each.number)
        is_new = before is not None and label != before
        said.append(Said(each.number, each.text, _name(edition, briefing, label) if is_new else ""))
        before = label
    return tuple(said)


def _name(edition: Edition, briefing: Briefing, label: str) -> str:
    who = briefing.head.speakers.get(label)
    return edition.directory.titles[edition.entry_thing(who)] if who else label


def _label_at(briefing: Briefing, number: int) -> str:
    """Who speaks in a paragraph, as the transcript writes it; "" before any label."""
    for turn in briefing.transcript.turns:
        if turn.paragraphs and turn.paragraphs[-1].number >= number:
            return turn.label
    return ""
