"""Cards: what a page names, in a few words for the reader who rests on a link.

There is one for each thing that a page names. They lie in its template `cards`, which shows nothing
by itself; the script shows them. Those of a page that names much would be a sixth of its weight:
they lie in a script beside it, which is fetched when something is first pointed at. No card is
larger than `LARGEST`. See docs/decisions/0015-cards-beside-the-page.md.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from generator import urls
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.index import name_on
from generator.markdown import wikilinks
from generator.model import Briefing, Entry
from generator.pages.edition import Edition
from generator.pages.frame import Beside, Card, Cards, View
from generator.pages.names import original_name
from generator.pages.parts import RoleWords
from generator.serial import json_text
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing

LARGEST = 400  # bytes of a card, as JSON
_IN_PAGE = 4_000  # bytes of a page's cards, some fifteen; more lie beside it
_BESIDE = 120_000  # bytes of them in a file: one of some twelve thousand words names as much
_MARKUP = 40  # bytes of a card for brackets, commas and quotation marks
_LEAST = 48  # bytes of it for which a long name in another script makes way
_LONGEST = 160  # characters of its sentence
_AT_HOME = frozenset({PEOPLE, INSTITUTIONS, "places"})  # kinds whose names are names somewhere else


def previewed(edition: Edition, thing: Thing, view: Callable[[], View]) -> View:
    """The view of a thing's page with a card for each thing that the page names."""
    made = view()
    page = edition.path(thing)
    return replace(made, frame=replace(made.frame, cards=_laid(page, _cards(edition, thing))))


def _laid(page: str, cards: Iterable[Card]) -> Cards | None:
    """Cards in their page, or in a file beside it; None where there are none."""
    found, lines, size = [], [], 0
    for card in cards:
        line = json_text(card)
        size += len(line.encode())
        if size > _BESIDE:
            break
        found.append(card)
        lines.append(line)
    if size <= _IN_PAGE:
        return Cards(tuple(found)) if found else None
    content = ("site.cards=[\n" + ",\n".join(lines) + "\n]\n").encode()
    name = f"cards.{blake2b(content, digest_size=5).hexdigest()}.js"
    return Cards((), Beside(urls.beside(page, name), content), name)


def _cards(edition: Edition, thing: Thing) -> Iterator[Card]:
    """Cards of the names in a transcript, then of the links that editors wrote."""
    briefing = edition.library.briefings.get(thing.id) if thing.folder == BRIEFINGS else None
    day = briefing.head.date if briefing else None
    seen: set[str] = set()
    mentioned = _mentioned(edition, briefing) if briefing else ()
    for target in (*mentioned, *_linked(edition, thing)):
        [found, *_] = edition.directory.find(target)
        if found == thing or found.folder == PAGES:
            continue  # the script finds a place of the same page there
        number = _paragraph(edition, found, target.partition("#")[2])
        fragment = urls.paragraph_id(number) if number else ""
        key = urls.relative("", edition.path(found), fragment).replace(f"/{urls.HOME}", "")
        if key not in seen:
            seen.add(key)
            yield _card(edition, key, found, number, day)


def _mentioned(edition: Edition, briefing: Briefing) -> Iterable[str]:
    """The entries that a briefing names, in the order of the list at its foot: it packs well."""
    marks = edition.index.marks.get(briefing.id, {})
    named = dict.fromkeys(target for _, here in sorted(marks.items()) for mark in here
                          if mark.kind == "mention" for target in mark.targets)  # fmt: skip
    speakers = (who for who in briefing.head.speakers.values() if who)
    order = {kind: place for place, kind in enumerate(edition.kinds)}
    entries = (edition.library.entries[name] for name in dict.fromkeys([*named, *speakers]))
    ordered = sorted(entries, key=lambda entry: order[entry.kind])
    return (f"{entry.kind}/{entry.id}" for entry in ordered)


def _linked(edition: Edition, thing: Thing) -> Iterable[str]:
    """The targets of the `[[links]]` in what editors wrote on a page."""
    library, name = edition.library, thing.id
    match thing.folder:
        case _ if thing.folder == BRIEFINGS:
            briefing = library.briefings[name]
            notes = (note.text for note in briefing.annotations)
            texts = (*notes, briefing.head.editorial_note or "")
        case _ if thing.folder == TOPICS:
            texts = (library.topics[name].body,)
        case _ if thing.folder == PAGES:
            texts = (library.pages[name].body,)
        case _:
            texts = (library.entries[name].body,)
    return (target for text in texts if text for target in wikilinks(text))


def _paragraph(edition: Edition, thing: Thing, place: str) -> int:
    """The number of the paragraph that a link leads to, or 0."""
    if thing.folder != BRIEFINGS or not place:
        return 0
    paragraphs = edition.library.briefings[thing.id].transcript.paragraphs
    numbers = range(1, len(paragraphs) + 1)
    return next((number for number in numbers if urls.paragraph_id(number) == place), 0)


def _card(edition: Edition, key: str, thing: Thing, number: int, day: date | None) -> Card:
    match thing.folder:
        case _ if thing.folder == BRIEFINGS:
            return _briefing_card(edition, key, edition.library.briefings[thing.id], number)
        case _ if thing.folder == TOPICS:
            topic = edition.library.topics[thing.id]
            count = len(edition.index.passages.get(topic.id, ()))
            facts = (edition.strings.text("card-topic"), *_counted(edition, "card-passages", count))
            return _with_words(Card(key, topic.head.name, facts), topic.head.scope_note or "")
        case _:
            return _entry_card(edition, key, edition.library.entries[thing.id], day)


def _entry_card(edition: Edition, key: str, entry: Entry, day: date | None) -> Card:
    count = edition.index.passages_naming.get(entry.id, 0)
    facts = (edition.kinds[entry.kind].singular, *_counted(edition, "card-named", count))
    original, language = _original(edition, entry)
    on_day = _on_day(edition, entry, day) if day else ""
    card = Card(key, entry.head.name, facts, on_day, "", original, language)
    return _with_words(card, entry.head.summary or "")


def _briefing_card(edition: Edition, key: str, briefing: Briefing, number: int) -> Card:
    """A briefing, with the first words of the paragraph that a link leads to."""
    head = briefing.head
    when = edition.when(head.date)
    speakers = dict.fromkeys(
        edition.library.entries[who].head.name for who in head.speakers.values() if who
    )
    kind = edition.strings.text(f"kind-{head.kind}")
    card = Card(key, head.title, (kind, when.words if when else "", *speakers))
    if number:
        words = briefing.transcript.paragraphs[number - 1].text
        quoted = _with_words(card, words)
        return quoted._replace(words=edition.strings.text("card-quoted", words=quoted.words))
    return _with_words(card, head.summary or "")


def _original(edition: Edition, entry: Entry) -> tuple[str, str]:
    """A name as it is written at home, and its language; further kinds have translations."""
    found = original_name(edition, entry) if entry.kind in _AT_HOME else None
    return (found.name, found.lang or "") if found else ("", "")


def _counted(edition: Edition, key: str, count: int) -> tuple[str, ...]:
    return (edition.strings.text(key, n=count),) if count else ()


def _on_day(edition: Edition, entry: Entry, day: date) -> str:
    """What somebody was, or something was called, on a day; "" where there is nothing to say."""
    if entry.kind == PEOPLE:
        held = (_role(edition, role) for role in edition.roles("", entry, day))
        words = edition.strings.text("places-comma").join(held) or edition.strings.text(
            "card-no-office"
        )
    else:
        words = name_on(entry.head, day)
    when = edition.when(day)
    if not words or when is None:
        return ""
    return edition.strings.text("card-on-day", date=when.words, words=words)


def _role(edition: Edition, role: RoleWords) -> str:
    title = role.title if role.is_certain else edition.strings.text("card-perhaps", role=role.title)
    if not role.institution:
        return title
    return edition.strings.text("office-of", office=title, institution=role.institution.text)


def _with_words(card: Card, words: str) -> Card:
    """A card with a sentence, all of it no larger than a card may be."""
    on_day = _fitting(card.on_day, LARGEST // 3, LARGEST)
    shown = (card.key, card.name, *card.facts, on_day)
    room = LARGEST - _MARKUP - sum(len(each.encode()) for each in shown)
    if len(card.original.encode()) <= room - _LEAST:
        room -= len(card.original.encode())
    else:
        card = card._replace(original="", language="")
    return card._replace(on_day=on_day, words=_fitting(words, room, _LONGEST))


def _fitting(text: str, size: int, length: int) -> str:
    """The first words of a text, no more than some bytes and characters."""
    words = " ".join(text.split())
    if len(words) <= length and len(words.encode()) <= size:
        return words
    cut = words[:length].encode()[: max(size - 3, 0)].decode(errors="ignore")  # 3 for “…”
    shorter = (cut.rpartition(" ")[0] or cut).rstrip(",;:–— ")
    return f"{shorter}…" if shorter else ""
