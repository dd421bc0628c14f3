"""What a question is about: files, addresses and ids become the things that they mean."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator import urls
from generator.explanations.known import Known
from generator.model import Briefing, Held, Published, Translation, Wording
from generator.pages.planned import Planned
from generator.problems import nearest
from generator.thing import Thing, thing_of
from generator.urls import is_web_address

_PARAGRAPH = re.compile(r"p?(\d+)(?:-[A-Za-z0-9-]+)?\Z")
_NOTE = re.compile(r"(?:n|r)-")
_NOTES = ".annotations.yaml"


class AboutThing(NamedTuple):
    """Something that has a file and a page."""

    written: Published | Translation


class AboutParagraph(NamedTuple):
    """A paragraph of a text."""

    wording: Wording
    number: int


class AboutNote(NamedTuple):
    """An annotation of a briefing, by its place in the file."""

    briefing: Briefing
    number: int


class AboutHeld(NamedTuple):
    """A file that is not published."""

    held: Held


class AboutPage(NamedTuple):
    """A page that the program makes."""

    page: Planned


class AboutFile(NamedTuple):
    """Another file of the sources or of the site."""

    path: str


class Unknown(NamedTuple):
    """A question that means nothing here, and what it could have been."""

    reason: str
    near: str = ""


About = (
    AboutThing | AboutParagraph | AboutNote | AboutHeld | AboutPage | AboutFile
)  # fmt: skip


def understand(question: str, known: Known) -> tuple[About, ...] | Unknown:
    """What a question means: all things that have the id, or the one at the address."""
    question = question.strip()
    name, place = _parted(question)
    for path in _paths(name, known):
        if found := _at(path, known):
            return _placed(found, place, known) if place else found
    if is_web_address(question) and not _is_ours(question, known):
        return Unknown(f"this is no address of this site, which is at {known.base}")
    return Unknown("there is nothing of that name", nearest(name, _names(known)))


def _parted(question: str) -> tuple[str, str]:
    """A file, address or id, and the place in it."""
    name, _, place = question.partition("#")
    return unquote(name), unquote(place).partition(":~:")[0]


def _is_ours(address: str, known: Known) -> bool:
    host = urlsplit(address).hostname
    return not known.base or urls.is_loopback(address) or host == urlsplit(known.base).hostname


def _paths(name: str, known: Known) -> Iterator[str]:
    """What a name may be below the site's root: of an address, what stands behind the site's."""
    if not is_web_address(name):
        bare = name.removeprefix("./")
        yield bare
        yield bare.removeprefix("public/")
    elif _is_ours(name, known):
        parts = urlsplit(name).path.split("/")[1:]
        below = len(urlsplit(known.base).path.strip("/").split("/")) if known.base else 0
        starts = {0, below} if urlsplit(known.base).path.strip("/") else {0}
        yield from ("/".join(parts[start:]) or urls.HOME for start in sorted(starts, reverse=True))


def _at(name: str, known: Known) -> tuple[About, ...]:
    """What is of a name: a source file, things of an id, a page, a file of the site."""
    bare = name.strip("/")
    output = tuple(_of_output(name.removeprefix("/"), known))
    if output and (not bare or name.endswith(("/", ".html"))):
        return output
    for find in (_of_file, _of_id):
        if bare and (found := tuple(find(bare, known))):
            return found
    if output:
        return output
    return (AboutFile(bare),) if bare in known.tree.files or bare in known.tree.media else ()


def _of_file(path: str, known: Known) -> Iterator[About]:
    owner = path.removesuffix(_NOTES) + ".md" if path.endswith(_NOTES) else path
    for written in (*known.library.published, *known.translations.values()):
        if written.document.path == owner:
            yield AboutThing(written)
    yield from (AboutHeld(each) for each in known.library.held if each.path == owner)


def _of_id(name: str, known: Known) -> Iterator[About]:
    things = known.directory.find(name)
    yield from (AboutThing(_written(thing, known)) for thing in things)
    if name in known.translations:
        yield AboutThing(known.translations[name])
    yield from (AboutHeld(each) for each in known.library.held
                if name in (each.id, f"{each.path.split('/')[1]}/{each.id}"))  # fmt: skip
    if not things and (now := known.directory.moved.get(name.rpartition("/")[2])):
        yield from (AboutThing(_written(thing, known)) for thing in known.directory.find(now))
    for briefing in known.library.briefings.values():
        yield from (AboutNote(briefing, number) for number, each in enumerate(briefing.annotations)
                    if each.id == name)  # fmt: skip


def _written(thing: Thing, known: Known) -> Published:
    return next(each for each in known.library.published if thing_of(each) == thing)


def _of_output(path: str, known: Known) -> Iterator[About]:
    """The page or file at an output path, or at the address of a folder."""
    for candidate in (path, f"{path}{urls.HOME}", f"{path}/{urls.HOME}".lstrip("/")):
        if page := known.pages.get(candidate):
            yield from _of_page(page, known)
            return
        if _is_made(candidate, known):
            yield AboutFile(candidate)
            return


def _is_made(path: str, known: Known) -> bool:
    """Whether the site has a file, besides its pages, at a path."""
    if known.edition is None:
        return False
    is_map = bool(known.base) and re.match(r"sitemap[\w-]*\.xml\Z", path) is not None
    is_index = known.edition.options.search and path.startswith(f"{urls.SEARCH}/")
    is_file = not path.endswith(("/", urls.HOME))
    return path in known.beside or path in known.other_files or is_map or (is_index and is_file)


def _of_page(page: Planned, known: Known) -> Iterator[About]:
    """The thing whose page it is, or the page itself."""
    for written in known.library.published:
        if page.source == written.document.path and page.path == known.path(thing_of(written)):
            yield AboutThing(written)
            return
    for translation in known.translations.values():
        if page.source == translation.document.path and page.template == "parallel.html":
            yield AboutThing(translation)
            return
    yield AboutPage(page)


def _placed(found: tuple[About, ...], place: str, known: Known) -> tuple[About, ...] | Unknown:
    """The place of a text that is meant: a paragraph, or a note."""
    wordings = [each.written for each in found
                if isinstance(each, AboutThing)
                and isinstance(each.written, Briefing | Translation)]  # fmt: skip
    if not wordings:
        return found if known.pages else Unknown(f"there is no place “#{place}”")
    wording, places = wordings[0], list[str]()
    if isinstance(wording, Briefing):
        name = _NOTE.sub("", place, count=1) if _NOTE.match(place) else place
        places = [each.id for each in wording.annotations]
        if name in places:
            return (AboutNote(wording, places.index(name)),)
        wording = _translation_of(wording, place, known) or wording
    match = _PARAGRAPH.match(place)
    if match and 1 <= int(match[1]) <= len(wording.transcript.paragraphs):
        return (AboutParagraph(wording, int(match[1])),)
    last = len(wording.transcript.paragraphs)
    near = nearest(place, places)
    reason = f"there is no place “#{place}” in {wording.id}, which has {last} paragraphs"
    return Unknown(reason, f"{wording.id}#{near}" if near else "")


def _translation_of(briefing: Briefing, place: str, known: Known) -> Translation | None:
    """The translation to which a place such as p4-ru belongs."""
    language = place.partition("-")[2]
    found = known.library.translations.get(briefing.id, ())
    return next((each for each in found if language and each.language == language), None)


def _names(known: Known) -> Iterator[str]:
    """All that could have been meant."""
    yield from known.directory.things
    yield from (f"{thing.folder}/{thing.id}" for thing in known.directory.titles)
    yield from known.translations
    yield from (each.id for each in known.library.held)
    yield from (path for path in known.tree.files if path.startswith("content/"))
    yield from known.pages
    yield from (path.removesuffix(urls.HOME) for path in known.pages)
    for briefing in known.library.briefings.values():
        yield from (each.id for each in briefing.annotations)
