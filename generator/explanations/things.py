"""What has a file and a page: where it comes from, what stands on it, what leads to it."""

from collections import Counter
from collections.abc import Iterator

from generator import urls
from generator.explanations.known import Known
from generator.explanations.said import Explanation, Facts
from generator.folders import BRIEFINGS, TOPICS
from generator.formats import ATOM
from generator.index import roles_on
from generator.model import Briefing, Entry, Held, Page, Published, Topic, Translation
from generator.moves import moves_of
from generator.thing import Thing, thing_of

_MOST = 12  # lines of a list


def explain_thing(written: Published | Translation, known: Known) -> Explanation:
    """A briefing, a translation, an entry, a topic or a page."""
    if isinstance(written, Translation):
        return _translation(written, known)
    thing = thing_of(written)
    path = known.path(thing)
    shown = (("names", _names_in(written, known)), ("annotations", _notes(written)),
             ("passages", _passages(written, known)), ("named in", _named_in(written, known)),
             ("speaks in", known.index.spoken.get(written.id, ())
              if isinstance(written, Entry) else ()),
             ("translations", _translations(written, known)))  # fmt: skip
    leading = (("what leads here", _leading(thing, known)),
               ("old addresses that lead here", _moves(thing, known)),
               ("files beside the page", _files(written, path, known)),
               ("feeds", _feeds(written, path, known)),
               ("problems", known.problems_in(*_sources(written))))  # fmt: skip
    parts = tuple((heading, _most(tuple(lines))) for heading, lines in (*shown, *leading))
    about = f"{known.directory.titles[thing]} ({_kind(written)})"
    return Explanation(about, _facts(written, path, known), parts)


def explain_held(held: Held, known: Known) -> Explanation:
    """A file that is not published, and why."""
    facts = (("id", held.id), ("file", held.path), ("published", f"no: {held.reason}"))
    return Explanation(f"{held.id} (held back)", facts,
                       (("problems", known.problems_in(held.path)),))  # fmt: skip


def _translation(written: Translation, known: Known) -> Explanation:
    path = urls.path_of(BRIEFINGS, written.briefing, written.language)
    kind = "the words as spoken" if written.head.original else "a translation"
    counts = Counter(each for mark in known.translated.get(written.id, ()) for each in mark.targets)
    return Explanation(
        f"{written.head.title} ({kind} of {written.briefing}, in {written.language})",
        _facts(written, path, known),
        (
            ("names", _most(_counted(counts))),
            ("problems", known.problems_in(written.document.path)),
        ),
    )


def _facts(written: Published | Translation, path: str, known: Known) -> Facts:
    page = known.pages.get(path)
    status = getattr(written.head, "status", "published")
    is_draft = "; a draft, shown because drafts are" if status == "draft" else ""
    blocked = "" if known.edition else "no: errors stand in the way of the whole site"
    return (
        ("id", written.id),
        ("file", ", ".join(_sources(written))),
        ("published", blocked or f"yes{is_draft}"),
        ("address", known.address(path)),
        ("page", f"{path}, by templates/{page.template}" if page else path),
        ("date", written.day.isoformat() if isinstance(written, Briefing | Translation) else ""),
        ("paragraphs", str(len(written.transcript.paragraphs))
         if isinstance(written, Briefing | Translation) else ""),
    )  # fmt: skip


def _sources(written: Published | Translation) -> tuple[str, ...]:
    """The files of which something is made."""
    notes = written.notes_document if isinstance(written, Briefing) else None
    return (written.document.path, *([notes.path] if notes else ()))


def _kind(written: Published) -> str:
    match written:
        case Briefing():
            return f"briefing: {written.head.kind}"
        case Entry():
            return f"entry of {written.kind}"
        case Topic():
            return "topic"
        case Page():
            return "page of its own"


def _names_in(written: Published, known: Known) -> tuple[str, ...]:
    """Whom and what a briefing names, with the number of times."""
    marks = known.index.marks.get(written.id, {}) if isinstance(written, Briefing) else {}
    return _counted(Counter(target for here in marks.values() for mark in here
                            if mark.kind == "mention" for target in mark.targets))  # fmt: skip


def _counted(counts: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple(f"{name}, {number}×" for name, number in ordered)


def _notes(written: Published) -> tuple[str, ...]:
    notes = written.annotations if isinstance(written, Briefing) else ()
    return tuple(f"{each.id} ({each.kind})" for each in notes)


def _passages(written: Published, known: Known) -> Iterator[str]:
    match written:
        case Briefing():
            for passage in written.passages:
                numbers = ", ".join(f"{first}-{last}" if last > first else str(first)
                                    for first, last in passage.paragraphs)  # fmt: skip
                yield f"{numbers}: {passage.topic}"
            yield from (f"the whole: {topic}" for topic in written.head.topics)
        case Topic():
            for found in known.index.passages.get(written.id, ()):
                place = f"#p{found.first}" if found.first else " (the whole)"
                yield f"{found.briefing}{place}"
        case _:
            return


def _named_in(written: Published, known: Known) -> Iterator[str]:
    """Where an entry is named, with the office that it held on that day."""
    if not isinstance(written, Entry):
        return
    for occurrence in known.index.named.get(written.id, ()):
        (mark, text), sentence = occurrence, occurrence.sentence
        briefing = known.library.briefings[mark.briefing]
        words = " ".join(text[sentence.start : sentence.end].split())
        held = "; ".join(each.role.title for each in roles_on(written.head, briefing.day))
        office = f" [{held}]" if held else ""
        yield f"{mark.briefing}#p{mark.paragraph}{office}: {words}"


def _translations(written: Published, known: Known) -> tuple[str, ...]:
    found = known.library.translations.get(written.id, ()) if isinstance(written, Briefing) else ()
    return tuple(f"{each.language}: {each.document.path}" for each in found)


def _leading(thing: Thing, known: Known) -> Iterator[str]:
    for link in known.index.backlinks.get(thing, ()):
        place = f"#{link.place}" if link.place else ""
        words = " ".join("".join(link.words).split()) or "see also"
        yield f"{link.source.folder}/{link.source.id}{place}: {words}"
    if thing.folder == TOPICS:
        for name in (*known.index.narrower.get(thing.id, ()),
                     *known.index.associated.get(thing.id, ())):  # fmt: skip
            yield f"{TOPICS}/{name}: broader or related"
    yield from (f"{known.library.entries[name].kind}/{name}: part of it"
                for name in known.index.parts.get(thing.id, ()))  # fmt: skip
    for briefing in known.library.briefings.values():
        if thing.id in (briefing.head.place, briefing.head.event, *briefing.head.participants):
            yield f"{BRIEFINGS}/{briefing.id}: place, event or participant"


def _moves(thing: Thing, known: Known) -> Iterator[str]:
    for move in moves_of(known.library):
        if move.new == thing:
            yield f"{known.path(move.old).removesuffix(urls.HOME)}, by `formerly:`"


def _files(written: Published, path: str, known: Known) -> tuple[str, ...]:
    found = known.formats(written)
    return tuple(urls.beside(path, each.file) for each in found)


def _feeds(written: Published, path: str, known: Known) -> Iterator[str]:
    """Its own feed, and those of what a briefing is about."""
    if isinstance(written, Briefing):
        marks = known.index.marks.get(written.id, {}).values()
        named = {target for here in marks for mark in here for target in mark.targets}
        about = {*named, *written.head.topics, *(each.topic for each in written.passages),
                 *filter(None, written.head.speakers.values())}  # fmt: skip
        pages = {known.path(thing) for name in about for thing in known.directory.find(name)}
        pages.add(urls.HOME)
    else:
        pages = {path}
    for channel in known.channels:
        if channel.page in pages:
            yield urls.beside(channel.page, ATOM.file)


def _most(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= _MOST:
        return lines
    return (*lines[:_MOST], f"… and {len(lines) - _MOST} more")
