"""The ledger of published addresses: what was published once is never lost without a word.

`addresses.txt` lies beside site.yaml, if editors want it. A line is the address of a page, or of a
place in one: a note, or the last paragraph, with a sign for the words of each, so that paragraphs
that have other numbers than before are noticed:

    briefings/talks/ sha256:0b5c…e1 2016-12-20
    briefings/talks/#n-host
    briefings/talks/#p3 kT3xQ9_aLm0Z

The page of a transcript has the digest of its words (that of `transcript.txt`) and the days of the
corrections that were published with them; `revisions` holds the words to it.
Lists, letters and years are not in it: they come and go with what they hold.
"""

import re
import unicodedata
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from itertools import zip_longest
from typing import NamedTuple

from generator import urls
from generator.decode import decode_text
from generator.folders import BRIEFINGS, PAGES
from generator.memo import Forgetful
from generator.model import Briefing, Library, Published, Translation, Wording
from generator.moves import moves_of
from generator.problems import Problem, Severity, nearest, problem_at
from generator.source import LEDGER, Span, Text
from generator.speech import Transcript, as_text
from generator.thing import Thing, thing_of

_HEAD = "# Addresses that were published; to give one up, remove its line. See docs/content.md.\n"
_LINE = re.compile(
    r"(?P<page>(?:[^\s/#]+/)+)(?:#(?P<place>\S+?)(?: (?P<signs>[\w-]+))?"
    r"| sha256:(?P<digest>[0-9a-f]{64})(?P<days>(?: \d{4}-\d\d-\d\d)*))?\Z"
)
_LARGEST = 50_000_000  # bytes
_SIGN = 4  # characters of a paragraph's sign: 24 bits
_MOST_SOUGHT = 20  # lost addresses for which it is looked where they went
_PARAGRAPH = re.compile(r"p(\d+)(?:-[A-Za-z0-9-]+)?\Z")
_DEEPEST = 2  # parts of the address of what is no translation
_GIVING_UP = "to give the address up, remove this line"
Recorded = Published | Translation
Fault = tuple[str, str, str, str]  # the line of the ledger, code, message, help


class Said(NamedTuple):
    """The words of a transcript, and what readers were told about them.

    Attributes:
        digest: the SHA-256 of the words as `transcript.txt` has them, in hexadecimal.
        days: those of the corrections, the first one first.
    """

    digest: str
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was recorded.

    Attributes:
        text: the file, or None where there is none.
        pages: the places of each page, each with its paragraphs' signs or "".
        said: the words of each transcript's page.
    """

    text: Text | None = None
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said: Mapping[str, Said] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_ledger(content: bytes | None) -> Ledger:
    """The ledger from its file."""
    if content is None:
        return Ledger()
    read = decode_text(LEDGER, content, _LARGEST)
    if read.text is None:
        return Ledger(problems=read.problems)
    pages: dict[str, dict[str, str]] = {}
    said: dict[str, Said] = {}
    problems = list(read.problems)
    for start, line in _lines(read.text):
        if match := _LINE.match(line):
            page = _composed(match["page"])
            places = pages.setdefault(page, {})
            if match["place"]:
                places[_composed(match["place"])] = match["signs"] or ""
            elif match["digest"]:
                said[page] = Said(match["digest"], tuple(match["days"].split()))
        else:
            at = Span(start, start + len(line))
            message = "this is no address of a page"
            hint = "write people/anna-berg/, or let a build write it"
            problems.append(problem_at(read.text, at, "E258", message, hint))
    return Ledger(read.text, pages, said, tuple(problems))


def _lines(text: Text) -> Iterator[tuple[int, str]]:
    """The lines that say something, each with where it begins."""
    start = 0
    for line in text.text.split("\n"):
        if line.strip() and not line.startswith("#"):
            yield start, line.rstrip()
        start += len(line) + 1


def recorded(library: Library) -> bytes:
    """The ledger of all that is published now, at old addresses too."""
    lines = set(moved_pages(library))
    for page, written in pages_of(library).items():
        lines |= {
            page + _tail(written, library),
            *(f"{page}#{place}" for place in _places(written)),
        }
    return (_HEAD + "".join(f"{line}\n" for line in sorted(lines))).encode()


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
        _composed(line.partition(" ")[0]): Span(start, start + len(line))
        for start, line in (_lines(text) if faults else ())
    }
    for line, code, message, hint in faults:
        yield problem_at(text, spans[line], code, message, hint)


# What is published ---------------------------------------------------------------------------


def _page(*parts: str) -> str:
    """The address of a page from the site's root."""
    written = "".join(f"{part}/" for part in parts)
    return written if written.isascii() else _composed(written)


def _page_of(thing: Thing) -> str:
    return _page(thing.id) if thing.folder == PAGES else _page(thing.folder, thing.id)


def _composed(written: str) -> str:
    """In the form in which addresses are compared: disks differ in how they keep accents."""
    return unicodedata.normalize("NFC", written)


def pages_of(library: Library) -> dict[str, Recorded]:
    """Every page that editors wrote a file for."""
    pages: dict[str, Recorded] = {_page_of(thing_of(each)): each for each in library.published}
    for briefing in library.briefings.values():
        for each in library.translations.get(briefing.id, ()):
            pages[_page(BRIEFINGS, briefing.id, each.language)] = each
    return pages


def moved_pages(library: Library) -> dict[str, str]:
    """Where each old address leads."""
    moved: dict[str, str] = {}
    for move in moves_of(library):
        old, new = _page_of(move.old), _page_of(move.new)
        moved[old] = new
        if move.new.folder == BRIEFINGS:
            for each in library.translations.get(move.new.id, ()):
                moved[f"{old}{each.language}/"] = f"{new}{each.language}/"
    return moved


def digest_of(transcript: Transcript) -> str:
    """The SHA-256 of the words, as of the file `transcript.txt`."""
    return sha256(as_text(transcript)).hexdigest()


def corrected(written: Wording, library: Library) -> tuple[str, ...]:
    """The days of the corrections of a transcript; those of a translation are its briefing's."""
    briefing = written if isinstance(written, Briefing) else library.briefings[written.briefing]
    return tuple(sorted(each.date.isoformat() for each in briefing.head.corrections))


def _tail(written: Recorded, library: Library) -> str:
    if not isinstance(written, Wording):
        return ""
    digest = f"sha256:{digest_of(written.transcript)}"
    return "".join(f" {each}" for each in (digest, *corrected(written, library)))


def _places(written: Recorded) -> Iterator[str]:
    """The places of a page as the ledger has them: each note, and the last paragraph with signs."""
    match written:
        case Briefing():
            yield from (_composed(urls.note_id(each.id)) for each in written.annotations)
            last = urls.paragraph_id(len(written.transcript.paragraphs))
        case Translation():
            last = urls.translated_id(len(written.transcript.paragraphs), written.language)
        case _:
            return
    if written.transcript.paragraphs:
        yield f"{last} {''.join(_signs(written))}"


def first_change(written: Wording, places: Mapping[str, str]) -> tuple[int, str]:
    """The first paragraph that is not as recorded, from 1, and what became of it.

    It is 0 where all are: then something else than their words is different.
    """
    signs = next((signs for place, signs in places.items() if _PARAGRAPH.match(place)), "")
    pairs = zip_longest(_signs(written), _apart(signs)) if signs else ()
    for place, (now, then) in enumerate(pairs, start=1):
        if then is None:
            return place, f"paragraph {place} was not published"
        if now is None:
            return place, f"paragraph {place} was published, and is gone"
        if now != then:
            return place, f"paragraph {place} was published otherwise"
    return 0, "these words were published otherwise"


def _apart(signs: str) -> list[str]:
    return [signs[at : at + _SIGN] for at in range(0, len(signs), _SIGN)]


def _signs(written: Wording) -> Iterator[str]:
    """A sign for each paragraph's words: those that are the same have the same."""
    for paragraph in written.transcript.paragraphs:
        digest = blake2b(_composed(paragraph.text).encode(), digest_size=3).digest()
        yield urlsafe_b64encode(digest).decode()


# What is lost --------------------------------------------------------------------------------


def _faults(page: str, written: Recorded, places: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with the places of a page that is still there."""
    notes = {_composed(urls.note_id(each.id)) for each in written.annotations
             } if isinstance(written, Briefing) else frozenset[str]()  # fmt: skip
    faults: list[Fault] = []
    for place, signs in places.items():
        if match := _PARAGRAPH.match(place):
            if isinstance(written, Briefing | Translation):
                faults += _renumbered(f"{page}#{place}", written, int(match[1]), signs)
        elif place not in notes:
            near = nearest(place, (each for each in notes if each not in places))
            hint = f"is it {_quoted(near)} now? Then call it as before" if near else "put it back"
            message = f"the note {_quoted(place)} was published here, and is gone"
            faults.append((f"{page}#{place}", "E256", message, f"{hint}; {_GIVING_UP}"))
    return tuple(faults)


def _quoted(place: str) -> str:
    return f"“{place.removeprefix(urls.note_id(''))}”"


def _renumbered(line: str, written: Wording, number: int, signs: str) -> Iterator[Fault]:
    """Paragraphs that have another number than before, or none."""
    before = _apart(signs)
    now = list(_signs(written))
    times, places = Counter(now), {sign: place for place, sign in enumerate(now)}
    once = {sign for sign, each in Counter(before).items() if each == 1 == times[sign]}
    for place, sign in enumerate(before):
        if sign in once and places[sign] != place:
            message = f"what was paragraph {place + 1} is paragraph {places[sign] + 1} now"
            hint = "give paragraphs their numbers back, for citations name them"
            yield line, "E257", message, f"{hint}; {_GIVING_UP}"
            return
    if len(now) < number:
        message = f"paragraph {number} was published here, and is gone; the last is {len(now)}"
        yield line, "E256", message, f"put it back; {_GIVING_UP}"


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
        if _page(*parts[:-1]) in gone:
            continue
        path = _path(parts)
        if path in held:
            message = f"{page} was published, and is held back now: {held[path]}"
            yield page, "E255", message, f"publish it again; {_GIVING_UP}"
        else:
            message = f"{page} was published, and leads nowhere now"
            yield page, "E255", message, f"{_leading_on(page, fresh)}; {_GIVING_UP}"


def _fresh(
    lost: tuple[str, ...], ledger: Ledger, pages: Mapping[str, Recorded]
) -> tuple[Published, ...]:
    """What is published and was not recorded: one of it may be what is lost."""
    if len(lost) > _MOST_SOUGHT:
        return ()
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
    fresh = tuple(each for page, each in pages.items()
                  if page not in ledger.pages and not isinstance(each, Translation))  # fmt: skip
    found = {page: renamed for page in lost
             if len(renamed := _renamed(page, ledger.said.get(page), fresh)) == 1}  # fmt: skip
    claims = Counter(each.document.path for [each] in found.values())
    return {page: _successor(page, each) for page, [each] in found.items()
            if claims[each.document.path] == 1}  # fmt: skip


def _renamed(page: str, said: Said | None, fresh: tuple[Published, ...]) -> list[Published]:
    """What a page may be now: the same words, the same name in another folder, one like it."""
    *above, name = page.rstrip("/").split("/")
    folder = "/".join(above) or PAGES
    if said is not None:
        return [each for each in fresh if isinstance(each, Briefing)
                and digest_of(each.transcript) == said.digest]  # fmt: skip
    if same := [each for each in fresh if each.id == name]:
        return same
    return [each for each in fresh if thing_of(each).folder == folder and nearest(name, [each.id])]


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
