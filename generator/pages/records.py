"""What readers can search: the words of every page, and the names of everything."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from markupsafe import escape

from generator import urls
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.handover import Record
from generator.locales import base
from generator.markdown import to_html
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.notes import note_numbers
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing

NAMES = "search/names.json"

# An indexer takes words from between spaces; these scripts write none. Hangul has spaces.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_BETWEEN = re.compile(
    rf"(?<=[{_UNSPACED}])(?=[^\s\u0300-\u036f\u3099\u309a])|(?<=\S)(?=[{_UNSPACED}])"
)
_BREAK = re.compile(r"<(?:/?(?:p|li|ul|ol|h\d|blockquote|td|tr|div)|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_languages(edition: Edition) -> tuple[str, ...]:
    """The languages of the texts, that of the site first."""
    spoken = {_language(edition, each) for each in edition.library.briefings.values()}
    own = base(edition.library.site.language)
    return (own, *sorted(spoken - {own}))


def search_records(
    edition: Edition, watch: Callable[[], None] = lambda: None
) -> tuple[Record, ...]:
    """Everything that can be found, in the order of its addresses; `watch` is called at each."""
    found = []
    for record in chain(_briefings(edition), _entries(edition), _topics(edition), _pages(edition)):
        watch()
        found.append(record)
    return tuple(sorted(found, key=lambda record: (record.path, record.language)))


def names_file(edition: Edition) -> bytes:
    """Every entry and topic for the script: its page, its name, its kind and its other names."""
    library = edition.library
    kinds = [kind.singular for kind in edition.kinds.values()]
    place = {kind: number for number, kind in enumerate(edition.kinds)}
    rows: list[tuple[object, ...]] = []
    for entry in library.entries.values():
        others = [each.name for each in entry.head.other_names]
        others += [alias.text for alias in entry.head.aliases]
        thing = edition.entry_thing(entry.id)
        named = len(edition.index.named.get(entry.id, ()))
        rows.append((edition.path(thing), edition.directory.titles[thing], place[entry.kind],
                     named, *_others(entry.head.name, others)))  # fmt: skip
    for topic in library.topics.values():
        thing = Thing(TOPICS, topic.id)
        others = [each.name for each in topic.head.other_names]
        rows.append((edition.path(thing), edition.directory.titles[thing], len(kinds),
                     len(edition.index.passages.get(topic.id, ())),
                     *_others(topic.head.name, others)))  # fmt: skip
    content = {"kinds": [*kinds, edition.strings.text("search-topic")], "names": rows}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _others(name: str, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in dict.fromkeys(others) if other != name)


def _briefings(edition: Edition) -> Iterator[Record]:
    for briefing in edition.library.briefings.values():
        language = _language(edition, briefing)
        words = [_element("h1", briefing.head.title), *_paragraphs(briefing)]
        notes = [*_notes(edition, briefing)]
        head = _briefing_head(edition, briefing)
        path = edition.path(Thing(BRIEFINGS, briefing.id))
        site = base(edition.library.site.language)
        if language == site:
            yield _record(path, language, head, [*words, *notes])
            continue
        yield _record(path, language, head, words)
        if notes:
            yield _record(path, site, head, notes)


def _language(edition: Edition, briefing: Briefing) -> str:
    return base(briefing.head.language or edition.library.site.language)


def _paragraphs(briefing: Briefing) -> Iterator[str]:
    for paragraph in briefing.transcript.paragraphs:
        yield _element("p", paragraph.text, urls.paragraph_id(paragraph.number))


def _notes(edition: Edition, briefing: Briefing) -> Iterator[str]:
    path = edition.path(Thing(BRIEFINGS, briefing.id))
    if briefing.head.summary:
        yield _element("p", briefing.head.summary)
    texts = {note.id: note.text for note in briefing.annotations}
    for note in note_numbers(edition, briefing):  # in their order: the search counts them
        yield _element("div", _plain(edition, path, texts[note]), urls.note_id(note))


def _briefing_head(edition: Edition, briefing: Briefing) -> list[str]:
    head, titles = briefing.head, edition.directory.titles
    entries = edition.library.entries
    speakers = [titles[edition.entry_thing(each)]
                for each in dict.fromkeys(head.speakers.values()) if each]  # fmt: skip
    topics = dict.fromkeys([*head.topics, *(each.topic for each in briefing.passages)])
    marks = edition.index.marks.get(briefing.id, {})
    named = {target for found in marks.values() for mark in found if mark.kind == "mention"
             for target in mark.targets}  # fmt: skip
    named |= {each for each in (*head.speakers.values(), *head.participants) if each}
    known = [entries[each] for each in named if each in entries]
    bodies = sorted(titles[edition.entry_thing(each.id)] for each in known
                    if each.kind in (PEOPLE, INSTITUTIONS))  # fmt: skip
    when = edition.when(head.date)
    meta = {
        "title": head.title, "in": edition.title_language(Thing(BRIEFINGS, briefing.id)),
        "date": when.words if when else "", "iso": str(head.date),
        "speakers": edition.strings.text("list-comma").join(speakers),
        "several": "yes" if len(speakers) > 1 else "", "turns": _turns(edition, briefing),
    }  # fmt: skip
    filters = {
        "type": ["briefing"],
        "year": [str(head.date.year)],
        "kind": [edition.strings.text(f"kind-{head.kind}")],
        "speaker": speakers,
        "topic": [titles[Thing(TOPICS, each)] for each in topics],
        "entry": bodies,
    }
    return [*_meta(meta), *_filters(filters), _head("sort", "date", str(head.date))]


def _turns(edition: Edition, briefing: Briefing) -> str:
    """Who speaks from which paragraph on: `1 Name|5 Other`."""
    known = briefing.head.speakers
    parts = []
    for turn in briefing.transcript.turns:
        who = known.get(turn.label)
        name = edition.directory.titles[edition.entry_thing(who)] if who else turn.label
        if turn.paragraphs:
            parts.append(f"{turn.paragraphs[0].number} {name.replace('|', ' ')}")
    return "|".join(parts)


def _entries(edition: Edition) -> Iterator[Record]:
    for entry in edition.library.entries.values():
        thing = edition.entry_thing(entry.id)
        kind = edition.kinds[entry.kind].singular
        yield _written(edition, thing, kind, entry.head.summary or "", entry.body)


def _topics(edition: Edition) -> Iterator[Record]:
    kind = edition.strings.text("search-topic")
    for topic in edition.library.topics.values():
        note = topic.head.scope_note or ""
        yield _written(edition, Thing(TOPICS, topic.id), kind, note, topic.body)


def _pages(edition: Edition) -> Iterator[Record]:
    for page in edition.library.pages.values():
        yield _written(edition, Thing(PAGES, page.id), "", page.head.summary or "", page.body)


def _written(edition: Edition, thing: Thing, kind: str, summary: str, body: str) -> Record:
    """The record of a page that editors wrote."""
    path, title = edition.path(thing), edition.directory.titles[thing]
    text = f"{summary}\n{_plain(edition, path, body)}".strip()
    elements = [_element("h1", title), _element("p", text, "main")]
    head = [*_meta({"title": title, "what": kind}), *_filters({"type": ["page"]})]
    return _record(path, base(edition.library.site.language), head, elements)


def _plain(edition: Edition, page: str, markdown: str) -> str:
    """The words of what an editor wrote, without its markup."""
    html = to_html(markdown, edition.linker(page), "s")
    return _unescaped(" ".join(_TAG.sub("", _BREAK.sub(" ", html)).split()))


def _unescaped(html: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        html = html.replace(entity, char)
    return html


def _record(path: str, language: str, head: Iterable[str], elements: Iterable[str]) -> Record:
    html = (f'<!doctype html><html lang="{language}"><head>{"".join(head)}</head>'
            f"<body>{''.join(elements)}</body></html>")  # fmt: skip
    return Record(path, language, html)


def _element(name: str, text: str, identity: str = "") -> str:
    spaced = _BETWEEN.sub(" ", text) if not text.isascii() else text
    attribute = f' id="{escape(identity)}"' if identity else ""
    return f"<{name}{attribute}>{escape(spaced)}</{name}>"


def _meta(values: Mapping[str, str]) -> list[str]:
    return [_head("meta", name, value) for name, value in values.items() if value]


def _filters(values: Mapping[str, Iterable[str]]) -> list[str]:
    return [_head("filter", name, value) for name, found in values.items() for value in found]


def _head(what: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{what}="{name}[content]" content="{escape(value)}">'
