"""The tree of sources as values: what each folder holds, decoded; what is held back, and why."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.decode import Decoded, decode_markdown, decode_yaml, problem_in_front
from generator.fields import Written
from generator.memo import Forgetful
from generator.model import (
    INSTITUTIONS,
    PEOPLE,
    AnnotationsFile,
    Briefing,
    BriefingHead,
    Document,
    Entry,
    EntryHead,
    Held,
    InstitutionHead,
    Library,
    Limits,
    Options,
    Page,
    PageHead,
    PersonHead,
    SiteHead,
    ThingHead,
    Topic,
    TopicHead,
    Translation,
    TranslationHead,
)
from generator.problems import Place, Problem, did_you_mean
from generator.source import Tree
from generator.transcript import parse_transcript

SITE_FILE = "site.yaml"
CONTENT = "content/"
_NOTES_SUFFIX = ".annotations.yaml"
_ID = re.compile(r"[^\W_][\w-]*\Z")
_LONGEST_ID = 120
# A language as translations bear it in their names: ru, pt-BR, zh-Hant.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)\Z", re.IGNORECASE)
BRIEFINGS, TOPICS, PAGES = "briefings", "topics", "pages"
HAS_ERRORS = "it has errors"  # why a file is held back whose errors are told by themselves
_EMPTY_SITE = SiteHead(title="?", description="?")

T = TypeVar("T", Briefing, Entry, Topic, Page)
H = TypeVar("H", bound=Written)


@dataclass(frozen=True, slots=True)
class _Folders:
    """Paths under content/, by the folder they lie in, and what cannot be read there."""

    markdown: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    translations: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_library(tree: Tree, options: Options, memory: Forgetful = Forgetful()) -> Library:  # noqa: B008
    """Read everything that editors wrote; faults are in `problems`, with their places."""
    site = memory(SITE_FILE, _read_site, tree.files.get(SITE_FILE))
    if site.head is None:
        return Library(_EMPTY_SITE, None, {}, {}, {}, {}, (), (*site.problems, *_refused(tree)))
    kinds = [kind.id for kind in site.head.glossary]
    known = memory.settled("folders", (BRIEFINGS, TOPICS, PAGES, PEOPLE, INSTITUTIONS, *kinds))
    folders = memory("", _sort_paths, memory.group("paths", sorted(tree.files)), known)
    reader = _FolderReader(tree, folders, site.head.limits, options, memory)
    entries = reader.entries(PEOPLE, PersonHead) + reader.entries(INSTITUTIONS, InstitutionHead)
    for kind in kinds:
        entries += reader.entries(kind, ThingHead)
    briefings = reader.briefings()
    translations = reader.translations(_by_id(briefings), site.head.language)
    topics = reader.topics()
    pages = reader.pages()
    problems = (
        *_refused(tree), *site.problems, *folders.problems, *reader.problems,
        *memory("", _same_address, folders), *_same_entry_id(entries),
    )  # fmt: skip
    in_order = sorted(briefings, key=lambda each: (each.head.date, each.id))
    return Library(
        site.head,
        site.document,
        _by_id(in_order),
        _by_id(sorted(entries, key=lambda each: each.id)),
        _by_id(sorted(topics, key=lambda each: each.id)),
        _by_id(sorted(pages, key=lambda each: each.id)),
        tuple(sorted(reader.held)),
        problems,
        translations,
    )


def _read_site(content: bytes | None) -> Decoded[SiteHead]:
    if content is None:
        message = "there is no site.yaml here"
        hint = "run the command in the folder of a site, or make one: glossator new site FOLDER"
        return Decoded(None, None, (Problem(Place(SITE_FILE), "E010", message, hint),))
    site = decode_yaml(SITE_FILE, content, SiteHead, Limits())
    problems = (*site.problems, *_taken_folders(site))
    return Decoded(site.document, site.head if problems == site.problems else None, problems)


def _taken_folders(site: Decoded[SiteHead]) -> Iterator[Problem]:
    """Kinds of entries in a folder, or at an address, that something else has."""
    taken = {BRIEFINGS, TOPICS, PAGES, PEOPLE, INSTITUTIONS, "media", "glossary", "timeline",
             "index-of-passages", "assets", "search"}  # fmt: skip
    for number, kind in enumerate(site.head.glossary if site.head else ()):
        if kind.id.casefold() in taken and site.document is not None:
            message = f"the folder “{kind.id}” is taken"
            path = ("glossary", number, "id")
            yield problem_in_front(site.document, path, "E112", message, "write another id")
        taken.add(kind.id.casefold())


def _refused(tree: Tree) -> tuple[Problem, ...]:
    return tuple(
        Problem(Place(path, 1, 1, 2), "E004", f"this is {what}, which is not read",
                "put the file itself here")
        for path, what in sorted(tree.refused.items())
    )  # fmt: skip


def _sort_paths(paths: tuple[str, ...], known: tuple[str, ...]) -> _Folders:
    markdown: dict[str, list[str]] = {}
    notes, translations, problems = [], [], []
    for path in paths:
        if not path.startswith(CONTENT):
            continue
        folder, _, name = path.removeprefix(CONTENT).partition("/")
        if folder not in known or "/" in name or not name:
            problems.append(_misplaced(path, folder, known))
        elif folder == BRIEFINGS and name.endswith(_NOTES_SUFFIX):
            notes.append(path)
        elif folder == BRIEFINGS and _is_translation(name):
            translations.append(path)
        elif name.endswith(".md"):
            problems += _name_problems(path, name.removesuffix(".md"))
            markdown.setdefault(folder, []).append(path)
        else:
            message = "this kind of file is not published"
            hint = "a text ends in .md, annotations in .annotations.yaml"
            problems.append(Problem(Place(path), "W006", message, hint))
    return _Folders({key: tuple(value) for key, value in markdown.items()}, tuple(notes),
                    tuple(translations), tuple(problems))  # fmt: skip


def _is_translation(name: str) -> bool:
    """Whether a file's name is a briefing's id, a language and .md: talks.ru.md."""
    briefing, _, language = name.removesuffix(".md").partition(".")
    return name.endswith(".md") and bool(_ID.match(briefing)) and bool(_TAG.match(language))


def _misplaced(path: str, folder: str, known: tuple[str, ...]) -> Problem:
    if folder in known:
        message = "folders within a folder of content/ are not read"
        return Problem(Place(path), "E006", message, f"move the file to content/{folder}/")
    message = f"“{folder}” is no folder of this site's content"
    hint = did_you_mean(folder, known) or (
        f"known folders: {', '.join(sorted(known))}; further kinds are declared in site.yaml"
    )
    return Problem(Place(path), "E006", message, hint)


def _name_problems(path: str, stem: str) -> Iterator[Problem]:
    hint = "a file name is the page's address: use letters, digits and hyphens"
    if "." in stem and _ID.match(stem.partition(".")[0]):
        message = f"“{stem}” has a full stop in its name"
        only = "only a briefing's translation has one, before its language: talks.ru.md"
        yield Problem(Place(path), "E009", message, only)
    elif not _ID.match(stem):
        yield Problem(Place(path), "E009", f"“{stem}” cannot be an address", hint)
    elif _RESERVED.match(stem):
        message = f"“{stem}” is a name that some systems keep for themselves"
        yield Problem(Place(path), "E009", message, "give the file another name")
    elif len(stem.encode()) > _LONGEST_ID:
        message = f"the file's name is longer than {_LONGEST_ID} bytes"
        yield Problem(Place(path), "E009", message, "shorten it")


class _FolderReader:
    """Reads folder by folder; gathers what is held back and what is wrong on the way."""

    def __init__(
        self, tree: Tree, folders: _Folders, limits: Limits, options: Options, memory: Forgetful
    ) -> None:
        self.tree, self.folders, self.limits, self.options = tree, folders, limits, options
        self.memory = memory
        self.held: list[Held] = []
        self.problems: list[Problem] = []
        self.renamed: dict[str, str] = {}  # what briefings are called now, by their old ids

    def entries(self, kind: str, head: type[EntryHead]) -> list[Entry]:
        return [
            self.memory(document.path, _entry, kind, document, written)
            for name, document, written in self._documents(kind, head)
            if self._is_published(name, document, written.status)
        ]

    def topics(self) -> list[Topic]:
        return [
            self.memory(document.path, _topic, document, head)
            for name, document, head in self._documents(TOPICS, TopicHead)
            if self._is_published(name, document, head.status)
        ]

    def pages(self) -> list[Page]:
        return [
            self.memory(document.path, _page, document, head)
            for name, document, head in self._documents(PAGES, PageHead)
            if self._is_published(name, document, head.status)
        ]

    def briefings(self) -> list[Briefing]:
        documents = list(self._documents(BRIEFINGS, BriefingHead))
        for name, _, head in documents:
            self.renamed |= {old.rpartition("/")[2]: name for old in head.formerly}
        notes = self._notes()
        return [
            self.memory(document.path, _briefing, document, head, notes.get(name))
            for name, document, head in documents
            if self._is_published(name, document, head.status)
            and not self._is_embargoed(name, document, head)
        ]

    def translations(
        self, briefings: Mapping[str, Briefing], site: str
    ) -> dict[str, tuple[Translation, ...]]:
        """The translations of the briefings that are shown; those of others are held back too."""
        known = self._stems(BRIEFINGS)
        found: dict[str, list[Translation]] = {}
        for path in self.folders.translations:
            decoded = self.memory(
                path, decode_markdown, path, self.tree.files[path], TranslationHead, self.limits
            )
            self.problems += decoded.problems
            name = path.rpartition("/")[2].removesuffix(".md")
            owner, _, language = name.partition(".")
            if owner not in known:
                self.problems.append(self._ownerless(path, owner, "this translation"))
                continue
            if decoded.document is None or decoded.head is None:
                self.held.append(Held(path, name, HAS_ERRORS))
            elif owner not in briefings:
                reason = "its briefing is not published"
                self.held.append(Held(path, name, reason))
            elif self._is_published(name, decoded.document, decoded.head.status):
                briefing = briefings[owner]
                translation = self.memory(
                    path, _translation, briefing, decoded.document, decoded.head
                )
                found.setdefault(owner, []).append(translation)
                self.problems += _language_faults(
                    translation, language, briefing.head.language or site
                )
        return {name: tuple(each) for name, each in found.items()}

    def _stems(self, folder: str) -> frozenset[str]:
        """The names of a folder's Markdown files without their endings."""
        paths = self.folders.markdown.get(folder, ())
        return frozenset(path.rpartition("/")[2].removesuffix(".md") for path in paths)

    def _documents(self, folder: str, head: type[H]) -> Iterator[tuple[str, Document, H]]:
        for path in self.folders.markdown.get(folder, ()):
            decoded = self.memory(
                path, decode_markdown, path, self.tree.files[path], head, self.limits
            )
            self.problems += decoded.problems
            name = _id(path)
            if decoded.document is not None and decoded.head is not None:
                yield name, decoded.document, decoded.head
            else:
                self.held.append(Held(path, name, HAS_ERRORS))

    def _notes(self) -> dict[str, Decoded[AnnotationsFile]]:
        notes = {}
        known = self._stems(BRIEFINGS)
        for path in self.folders.notes:
            name = path.rpartition("/")[2].removesuffix(_NOTES_SUFFIX)
            decoded = self.memory(
                path, decode_yaml, path, self.tree.files[path], AnnotationsFile, self.limits
            )
            self.problems += decoded.problems
            if name not in known:
                self.problems.append(self._ownerless(path, name, "these annotations"))
            if decoded.document is not None and decoded.head is not None:
                notes[name] = decoded
        return notes

    def _ownerless(self, path: str, owner: str, what: str) -> Problem:
        hint = did_you_mean(owner, self._stems(BRIEFINGS)) or f"call it as its briefing: {owner}.md"
        if owner in self.renamed:
            hint = f"it is called “{self.renamed[owner]}” now: rename this file too"
        return Problem(Place(path), "E201", f"there is no briefing “{owner}” for {what}", hint)

    def _is_published(self, name: str, document: Document, status: str) -> bool:
        if status == "published" or self.options.drafts:
            return True
        self.held.append(Held(document.path, name, "it is a draft"))
        return False

    def _is_embargoed(self, name: str, document: Document, head: BriefingHead) -> bool:
        if head.embargo is None or head.embargo <= self.options.now or self.options.drafts:
            return False
        reason = f"it is under embargo until {head.embargo.isoformat()}"
        self.held.append(Held(document.path, name, reason))
        return True


def _briefing(
    document: Document,
    head: BriefingHead,
    notes: Decoded[AnnotationsFile] | None,
) -> Briefing:
    name = _id(document.path)
    transcript = parse_transcript(document.text.text, document.body, head.speakers)
    if notes is None or notes.head is None:
        return Briefing(name, document, head, transcript, None, (), ())
    beside, written = notes.document, notes.head
    parts = (written.annotations, written.passages, written.times)
    return Briefing(name, document, head, transcript, beside, *parts)


def _translation(briefing: Briefing, document: Document, head: TranslationHead) -> Translation:
    name = _id(document.path)
    transcript = parse_transcript(document.text.text, document.body, head.speakers)
    language = name.partition(".")[2]
    return Translation(
        name, briefing.id, language, briefing.head.date, document, head, transcript
    )  # fmt: skip


def _language_faults(translation: Translation, language: str, briefing: str) -> Iterator[Problem]:
    written = translation.head.language
    if written is not None and written.casefold() != language.casefold():
        message = f"the file's name says “{language}”, here stands “{written}”"
        hint = "rename the file, or remove this line: the name is enough"
        yield problem_in_front(translation.document, ("language",), "E280", message, hint)
    if language.casefold() == briefing.casefold():
        message = f"the briefing itself is in “{briefing}”: this is no translation of it"
        hint = "say under `language:` of the briefing what it is in, or name this file otherwise"
        yield Problem(Place(translation.document.path, 1, 1, 2), "E281", message, hint)


def _entry(kind: str, document: Document, head: EntryHead) -> Entry:
    return Entry(_id(document.path), kind, document, head, _body(document))


def _topic(document: Document, head: TopicHead) -> Topic:
    return Topic(_id(document.path), document, head, _body(document))


def _page(document: Document, head: PageHead) -> Page:
    return Page(_id(document.path), document, head, _body(document))


def _id(path: str) -> str:
    """The id of what lies at a path: the file's name."""
    return path.rpartition("/")[2].removesuffix(".md")


def _body(document: Document) -> str:
    return document.text.text[document.body :].strip("\n")


def _same_address(folders: _Folders) -> tuple[Problem, ...]:
    """Two files whose addresses some disks and servers take for one."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for paths in (*folders.markdown.values(), folders.translations):
        for path in paths:
            key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
            if key in seen:
                message = f"its address differs from that of {seen[key]} by case or accents only"
                hint = "some disks and servers take the two for one: rename one of them"
                problems.append(Problem(Place(path, 1, 1, 2), "E008", message, hint))
            seen.setdefault(key, path)
    return tuple(problems)


def _same_entry_id(entries: Iterable[Entry]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        key = unicodedata.normalize("NFC", entry.id).casefold()
        other = seen.setdefault(key, entry.document.path)
        if other.split("/")[1] != entry.kind:
            message = f"the id “{entry.id}” is also that of {other}"
            hint = "an id names one entry of the whole glossary: rename one of the files"
            yield Problem(Place(entry.document.path, 1, 1, 2), "E008", message, hint)


def _by_id(values: Iterable[T]) -> dict[str, T]:
    return {value.id: value for value in values}
