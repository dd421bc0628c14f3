"""What was published and is no more, by the ledger: what is lost, and what to write about it.

A page or note that is called otherwise has the line `formerly:` that leads on from its old address;
what is gone for good is given up in the ledger, by `gone:` before its address.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator import urls
from generator.folders import PAGES
from generator.heads import AnnotationHead
from generator.ledger import (
    GONE,
    PARAGRAPH,
    Ledger,
    Recorded,
    apart,
    composed,
    digest_of,
    lines_of,
    moved_pages,
    page_at,
    pages_of,
    sign_of,
    signs_of,
)
from generator.memo import Forgetful
from generator.model import Briefing, Library, Published, Translation, Wording
from generator.problems import Problem, Severity, nearest, problem_at
from generator.source import Span, Text
from generator.thing import thing_of

_MOST_SOUGHT = 20  # lost addresses for which it is looked where they went
_DEEPEST = 2  # parts of the address of what is no translation
Fault = tuple[str, str, str, str]  # the address in the ledger, code, message, help


def check_ledger(
    ledger: Ledger,
    library: Library,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> tuple[Problem, ...]:
    """What was published and is there no more, or has another number now.

    Where files have errors nothing is said: what they hold is not lost.
    """
    if not ledger.pages or any(each.severity is Severity.ERROR for each in library.problems):
        return ledger.problems
    pages, moved = pages_of(library), moved_pages(library)
    lost: list[str] = []
    faults: list[Fault] = []
    for page, places in ledger.pages.items():
        written = pages.get(page) or pages.get(moved.get(page, ""))
        if written is None:
            lost.append(page)
        elif places:
            faults += memory(page, _faults, page, written, places)
    faults += _losses(tuple(lost), ledger, library, pages)
    return (*ledger.problems, *(_at_their_lines(ledger.text, faults) if ledger.text else ()))


def _at_their_lines(text: Text, faults: list[Fault]) -> Iterator[Problem]:
    spans = {
        composed(line.partition(" ")[0]): Span(start, start + len(line))
        for start, line in (lines_of(text) if faults else ())
    }
    # A page whose own line was removed stands where the first of its places does.
    for place, span in tuple(spans.items()):
        spans.setdefault(place.partition("#")[0], span)
    for address, code, message, hint in faults:
        giving_up = f"; to give it up, write here `{GONE}{address}`"
        yield problem_at(text, spans[address], code, message, hint + giving_up)


# Places of pages -----------------------------------------------------------------------------


def _faults(page: str, written: Recorded, places: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with the places of a page that is still there."""
    notes = written.annotations if isinstance(written, Briefing) else ()
    there = _addresses(notes)
    renamed = renamed_notes(notes, places)
    faults: list[Fault] = []
    for place, signs in places.items():
        if match := PARAGRAPH.match(place):
            if isinstance(written, Wording):
                faults += _renumbered(f"{page}#{place}", written, int(match[1]), signs)
        elif place not in there:
            message = f"the note {_quoted(place)} was published here, and is gone"
            hint = _leading_on_from_note(place, notes, places, renamed.get(place))
            faults.append((f"{page}#{place}", "E256", message, hint))
    return tuple(faults)


def renamed_notes(
    notes: Iterable[AnnotationHead], places: Mapping[str, str]
) -> dict[str, AnnotationHead]:
    """What each note that is lost is called now, where its words leave no doubt."""
    there, fresh = _addresses(notes), _fresh_notes(notes, places).values()
    signs = {place: sign for place, sign in places.items()
             if sign and place not in there and not PARAGRAPH.match(place)}  # fmt: skip
    lost, found = Counter(signs.values()), Counter(map(sign_of, fresh))
    by_sign = {sign_of(note): note for note in fresh}
    return {place: by_sign[sign] for place, sign in signs.items() if lost[sign] == 1 == found[sign]}


def _addresses(notes: Iterable[AnnotationHead]) -> set[str]:
    """The places of a page at which its notes are found, those that they had among them."""
    return {composed(urls.note_id(name)) for note in notes for name in (note.id, *note.formerly)}


def _fresh_notes(
    notes: Iterable[AnnotationHead], places: Mapping[str, str]
) -> dict[str, AnnotationHead]:
    """The notes that were not recorded, by their places."""
    named = {composed(urls.note_id(note.id)): note for note in notes}
    return {place: note for place, note in named.items() if place not in places}


def _leading_on_from_note(
    place: str,
    notes: Iterable[AnnotationHead],
    places: Mapping[str, str],
    renamed: AnnotationHead | None,
) -> str:
    """What to write that leads on from a lost note."""
    fresh = _fresh_notes(notes, places)
    meant = renamed or fresh.get(nearest(place, fresh))
    if meant is None:
        return "put it back"
    former = (*meant.formerly, place.removeprefix(urls.note_id("")))
    why = " (it is about the same words)" if renamed else ""
    return f"if it is “{meant.id}” now{why}, write there `formerly: [{', '.join(former)}]`"


def _quoted(place: str) -> str:
    return f"“{place.removeprefix(urls.note_id(''))}”"


def _renumbered(line: str, written: Wording, number: int, signs: str) -> Iterator[Fault]:
    """Paragraphs that have another number than before, or none."""
    before = apart(signs)
    now = list(signs_of(written))
    times, places = Counter(now), {sign: place for place, sign in enumerate(now)}
    once = {sign for sign, each in Counter(before).items() if each == 1 == times[sign]}
    for place, sign in enumerate(before):
        if sign in once and places[sign] != place:
            message = f"what was paragraph {place + 1} is paragraph {places[sign] + 1} now"
            hint = "give paragraphs their numbers back, for citations name them"
            yield line, "E257", message, hint
            return
    if len(now) < number:
        message = f"paragraph {number} was published here, and is gone; the last is {len(now)}"
        yield line, "E256", message, "put it back"


# Pages ---------------------------------------------------------------------------------------


class _Lead(NamedTuple):
    """What leads on from a lost address: the file that is meant, and its whole `formerly:`."""

    page: str
    path: str
    formerly: tuple[str, ...]


def _losses(
    lost: tuple[str, ...], ledger: Ledger, library: Library, pages: Mapping[str, Recorded]
) -> Iterator[Fault]:
    """What to do about each page that is gone; nothing of translations that went with theirs."""
    held = {each.path: each.reason for each in library.held}
    gone = frozenset(lost)
    fresh = _fresh(lost, ledger, pages)
    for page in lost:
        parts = page.rstrip("/").split("/")
        if page_at(*parts[:-1]) in gone:
            continue
        path = _path(parts)
        if path in held:
            message = f"{page} was published, and is held back now: {held[path]}"
            yield page, "E255", message, "publish it again"
        else:
            message = f"{page} was published, and leads nowhere now"
            yield page, "E255", message, _leading_on(page, fresh)


def _fresh(
    lost: tuple[str, ...], ledger: Ledger, pages: Mapping[str, Recorded]
) -> tuple[Published, ...]:
    """What is published and was not recorded: one of it may be what is lost."""
    return _unrecorded(ledger, pages) if len(lost) <= _MOST_SOUGHT else ()


def _unrecorded(ledger: Ledger, pages: Mapping[str, Recorded]) -> tuple[Published, ...]:
    return tuple(
        each for page, each in pages.items()
        if page not in ledger.pages and not isinstance(each, Translation)
    )  # fmt: skip


class Successor(NamedTuple):
    """What a lost page is now, and how its file says what it was called."""

    written: Published
    former: str


def successors(ledger: Ledger, library: Library) -> dict[str, Successor]:
    """What each page that leads nowhere was renamed to, where that is beyond doubt."""
    pages, moved = pages_of(library), moved_pages(library)
    held = {each.path for each in library.held}
    lost = [page for page in ledger.pages
            if page not in pages and moved.get(page) not in pages
            and _path(page.rstrip("/").split("/")) not in held]  # fmt: skip
    fresh = _unrecorded(ledger, pages)
    said = {page: ledger.said[page] for page in lost if page in ledger.said}
    by_words = _by_words(fresh) if said else {}
    found = {page: renamed for page in lost
             if len(renamed := by_words.get(said[page].digest, ()) if page in said
                    else _renamed(page, fresh)) == 1}  # fmt: skip
    claims = Counter(each.document.path for [each] in found.values())
    return {page: _successor(page, each) for page, [each] in found.items()
            if claims[each.document.path] == 1}  # fmt: skip


def _by_words(fresh: tuple[Published, ...]) -> dict[str, tuple[Published, ...]]:
    """The briefings that have the same words, by the digest of these."""
    found: dict[str, tuple[Published, ...]] = {}
    for each in fresh:
        if isinstance(each, Briefing):
            digest = digest_of(each.transcript)
            found[digest] = (*found.get(digest, ()), each)
    return found


def _renamed(page: str, fresh: tuple[Published, ...]) -> tuple[Published, ...]:
    """What a page without words may be now: the same name in another folder, or one like it."""
    *above, name = page.rstrip("/").split("/")
    folder = "/".join(above) or PAGES
    if same := tuple(each for each in fresh if each.id == name):
        return same
    return tuple(
        each for each in fresh if thing_of(each).folder == folder and nearest(name, [each.id])
    )


def _successor(page: str, written: Published) -> Successor:
    *above, name = page.rstrip("/").split("/")
    folder = "/".join(above) or PAGES
    return Successor(written, name if thing_of(written).folder == folder else f"{folder}/{name}")


def _path(parts: list[str]) -> str:
    """The file of which a page was."""
    match parts:
        case [name]:
            return f"content/{PAGES}/{name}.md"
        case [folder, name]:
            return f"content/{folder}/{name}.md"
        case [folder, name, *rest]:
            return f"content/{folder}/{'.'.join([name, *rest])}.md"
        case _:
            return ""


def _leading_on(page: str, fresh: tuple[Published, ...]) -> str:
    """What to write that leads on from a lost address, and in which file it should stand."""
    if page.count("/") > _DEEPEST:
        return "put the translation back"
    if lead := _lead(page, fresh):
        return f"if it is {lead.path} now, write there `formerly: [{', '.join(lead.formerly)}]`"
    name = page.rstrip("/").rpartition("/")[2]
    return f"if it has another name now, write there `formerly: [{name}]`"


def _lead(page: str, fresh: tuple[Published, ...]) -> _Lead | None:
    """What is like a lost page: of its name, of a like name in its folder, or alone new there."""
    folder, _, name = page.rstrip("/").rpartition("/")
    folder = folder or PAGES
    known = {each.document.path: each for each in fresh if page.count("/") <= _DEEPEST}
    same = [path for path in known if path.endswith(f"/{name}.md")]
    beside = {path.rpartition("/")[2].removesuffix(".md"): path for path in known
              if path.split("/")[1] == folder}  # fmt: skip
    near = same[0] if same else beside.get(nearest(name, beside), "")
    if not near and len(beside) == 1:
        [near] = beside.values()
    if not near:
        return None
    old = name if near.split("/")[1] == folder else f"{folder}/{name}"
    return _Lead(page, near, (*known[near].head.formerly, old))
