"""The ledger of published addresses: what was published once is never lost without a word.

`addresses.txt` lies beside site.yaml, if editors want it. A line is the address of a page, or of a
place in one: a note, or the last paragraph, with a sign for the words of each, so that paragraphs
that have other numbers than before, and notes that have another id, are noticed. What was given up
knowingly says so:

    briefings/talks/ sha256:0b5c…e1 2016-12-20
    briefings/talks/#n-host 9Co3
    briefings/talks/#p3 kT3xQ9_aLm0Z
    gone: people/a-berg/

The page of a transcript has the digest of its words (that of `transcript.txt`) and the days of the
corrections that were published with them; `revisions` holds the words to it.
Lists, letters and years are not in it: they come and go with what they hold.
"""

import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from itertools import zip_longest
from typing import NamedTuple

from generator import urls
from generator.decode import decode_text
from generator.folders import BRIEFINGS, PAGES
from generator.heads import AnnotationHead
from generator.model import Briefing, Library, Published, Translation, Wording
from generator.moves import moves_of
from generator.problems import Problem, problem_at
from generator.source import LEDGER, Span, Text
from generator.speech import Transcript, as_text
from generator.thing import Thing, thing_of

_HEAD = "# Addresses that were published. See docs/content.md.\n"
GONE = "gone: "
_LINE = re.compile(
    rf"(?P<gone>{GONE})?(?P<page>(?:[^\s/#]+/)+)(?:#(?P<place>\S+?)(?: (?P<signs>[\w-]+))?"
    r"| sha256:(?P<digest>[0-9a-f]{64})(?P<days>(?: \d{4}-\d\d-\d\d)*))?\Z"
)
_LARGEST = 50_000_000  # bytes
_SIGN = 4  # characters of the sign of a paragraph or note: 24 bits
PARAGRAPH = re.compile(r"p(\d+)(?:-[A-Za-z0-9-]+)?\Z")
Recorded = Published | Translation


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
        pages: the places of each page, each with its signs or "".
        said: the words of each transcript's page.
        gone: addresses that were given up, with all that is below them.
    """

    text: Text | None = None
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said: Mapping[str, Said] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
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
    gone: set[str] = set()
    problems = list(read.problems)
    for start, line in lines_of(read.text):
        if match := _LINE.match(line):
            page, place = composed(match["page"]), composed(match["place"] or "")
            if match["gone"]:
                gone.add(f"{page}#{place}" if place else page)
            elif place:
                pages.setdefault(page, {})[place] = match["signs"] or ""
            else:
                pages.setdefault(page, {})
            if match["digest"]:
                said[page] = Said(match["digest"], tuple(match["days"].split()))
        else:
            at = Span(start, start + len(line))
            message = "this is no address of a page"
            hint = "write people/anna-berg/, or let a build write it"
            problems.append(problem_at(read.text, at, "E258", message, hint))
    kept = {page: places for page, places in pages.items() if not _is_below(page, gone)}
    return Ledger(read.text, kept, {page: said[page] for page in said if page in kept},
                  frozenset(gone), tuple(problems))  # fmt: skip


def _is_below(page: str, gone: Collection[str]) -> bool:
    """Whether a page was given up, or one that it belongs to."""
    parts = page.rstrip("/").split("/")
    return any(page_at(*parts[:count]) in gone for count in range(1, len(parts) + 1))


def lines_of(text: Text) -> Iterator[tuple[int, str]]:
    """The lines that say something, each with where it begins."""
    start = 0
    for line in text.text.split("\n"):
        if line.strip() and not line.startswith("#"):
            yield start, line.rstrip()
        start += len(line) + 1


def recorded(library: Library, before: Ledger = Ledger()) -> bytes:  # it is frozen
    """The ledger of all that is published now, at old addresses too, and of what was given up."""
    pages = pages_of(library)
    lines = set(moved_pages(library))
    for page, written in pages.items():
        lines |= {
            page + _tail(written, library),
            *(f"{page}#{place}" for place in _places(written)),
        }
    there = {line.partition(" ")[0] for line in lines}
    lines |= {GONE + each for each in before.gone - there if not _is_counted(each, pages)}
    return (_HEAD + "".join(f"{line}\n" for line in sorted(lines))).encode()


def _is_counted(address: str, pages: Mapping[str, Recorded]) -> bool:
    """Whether an address is that of a paragraph which a later one stands for."""
    page, _, place = address.partition("#")
    match, written = PARAGRAPH.match(place), pages.get(page)
    return bool(match and isinstance(written, Wording)
                and int(match[1]) <= len(written.transcript.paragraphs))  # fmt: skip


# What is published ---------------------------------------------------------------------------


def page_at(*parts: str) -> str:
    """The address of a page from the site's root."""
    written = "".join(f"{part}/" for part in parts)
    return written if written.isascii() else composed(written)


def page_of(thing: Thing) -> str:
    """The address of something's page."""
    return page_at(thing.id) if thing.folder == PAGES else page_at(thing.folder, thing.id)


def composed(written: str) -> str:
    """In the form in which addresses are compared: disks differ in how they keep accents."""
    return unicodedata.normalize("NFC", written)


def pages_of(library: Library) -> dict[str, Recorded]:
    """Every page that editors wrote a file for."""
    pages: dict[str, Recorded] = {page_of(thing_of(each)): each for each in library.published}
    for briefing in library.briefings.values():
        for each in library.translations.get(briefing.id, ()):
            pages[page_at(BRIEFINGS, briefing.id, each.language)] = each
    return pages


def moved_pages(library: Library) -> dict[str, str]:
    """Where each old address leads."""
    moved: dict[str, str] = {}
    for move in moves_of(library):
        old, new = page_of(move.old), page_of(move.new)
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
            for note in written.annotations:
                for name in (note.id, *note.formerly):
                    yield f"{composed(urls.note_id(name))} {sign_of(note)}"
            last = urls.paragraph_id(len(written.transcript.paragraphs))
        case Translation():
            last = urls.translated_id(len(written.transcript.paragraphs), written.language)
        case _:
            return
    if written.transcript.paragraphs:
        yield f"{last} {''.join(signs_of(written))}"


def first_change(written: Wording, places: Mapping[str, str]) -> tuple[int, str]:
    """The first paragraph that is not as recorded, from 1, and what became of it.

    It is 0 where all are: then something else than their words is different.
    """
    signs = next((signs for place, signs in places.items() if PARAGRAPH.match(place)), "")
    pairs = zip_longest(signs_of(written), apart(signs)) if signs else ()
    for place, (now, then) in enumerate(pairs, start=1):
        if then is None:
            return place, f"paragraph {place} was not published"
        if now is None:
            return place, f"paragraph {place} was published, and is gone"
        if now != then:
            return place, f"paragraph {place} was published otherwise"
    return 0, "these words were published otherwise"


def apart(signs: str) -> list[str]:
    """Each of the signs of paragraphs."""
    return [signs[at : at + _SIGN] for at in range(0, len(signs), _SIGN)]


def signs_of(written: Wording) -> Iterator[str]:
    """A sign for each paragraph's words: those that are the same have the same."""
    return (_sign(paragraph.text) for paragraph in written.transcript.paragraphs)


def sign_of(note: AnnotationHead) -> str:
    """A sign for the words that a note is about, or that it says where it is about no words."""
    return _sign(" ".join((note.quote or note.text).split()))


def _sign(words: str) -> str:
    return urlsafe_b64encode(blake2b(composed(words).encode(), digest_size=3).digest()).decode()
