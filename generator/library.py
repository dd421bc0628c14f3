"""The tree of sources as values: what each folder holds, decoded; what is held back, and why."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, compress
from operator import attrgetter, not_
from typing import TypeVar

from generator.decode import Decoded, decode_yaml, problem_in_front
from generator.fields import Written
from generator.folders import (
    BRIEFINGS,
    PAGES,
    TOPICS,
    Folders,
    id_of,
    paths_of,
    same_address,
    sort_paths,
)
from generator.heads import (
    AnnotationsFile,
    EntryHead,
    InstitutionHead,
    PageHead,
    PersonHead,
    ThingHead,
    TopicHead,
)
from generator.memo import Forgetful
from generator.model import Briefing, Entry, Held, Library, Page, Topic, Translation
from generator.options import Options
from generator.problems import Place, Problem, did_you_mean
from generator.readers import (
    Kind,
    Read,
    Rules,
    decode_briefing,
    decode_notes,
    read_briefing,
    read_entry,
    read_page,
    read_topic,
    read_translation,
)
from generator.site import INSTITUTIONS, PEOPLE, Limits, SiteHead
from generator.source import SITE_FILE, Tree

_EMPTY_SITE = SiteHead(title="?", description="?")

T = TypeVar("T", Briefing, Entry, Topic, Page)
V = TypeVar("V")
H = TypeVar("H", bound=Written)


def read_library(tree: Tree, options: Options, memory: Forgetful = Forgetful()) -> Library:  # noqa: B008
    """Read everything that editors wrote; faults are in `problems`, with their places."""
    site = memory(SITE_FILE, _read_site, tree.files.get(SITE_FILE))
    if site.head is None:
        return Library(_EMPTY_SITE, None, {}, {}, {}, {}, (), (*site.problems, *_refused(tree)))
    kinds = [kind.id for kind in site.head.glossary]
    known = memory.settled("folders", (BRIEFINGS, TOPICS, PAGES, PEOPLE, INSTITUTIONS, *kinds))
    folders = memory("", sort_paths, paths_of(tree, memory), known)
    rules = memory.settled("rules", Rules(site.head.limits, options.drafts, options.now))
    reader = _FolderReader(tree, folders, rules, memory)
    heads: dict[str, type[EntryHead]] = dict.fromkeys(kinds, ThingHead)
    heads = {PEOPLE: PersonHead, INSTITUTIONS: InstitutionHead, **heads}
    entries = memory("", _in_order, *(reader.entries(kind, head) for kind, head in heads.items()))
    briefings = _in_time(reader.briefings(), memory)
    by_id = memory(BRIEFINGS, _by_id, briefings)
    topics, pages = reader.topics(), reader.pages()
    translations = reader.translations(by_id, site.head.language)
    problems = (
        *_refused(tree), *site.problems, *folders.problems, *reader.problems,
        *memory("", same_address, folders), *memory("", _same_entry_id, entries),
    )  # fmt: skip
    return Library(
        site.head,
        site.document,
        by_id,
        memory("entries", _by_id, entries),
        memory(TOPICS, _by_id, topics),
        memory(PAGES, _by_id, pages),
        tuple(sorted(reader.held)),
        problems,
        translations,
    )


def _in_order(*groups: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(sorted(chain(*groups), key=attrgetter("id")))


def _in_time(briefings: tuple[Briefing, ...], memory: Forgetful) -> tuple[Briefing, ...]:
    order = memory("", _order, memory.rows("", _moment, briefings))
    return memory.group("in time", map(briefings.__getitem__, order))


def _moment(briefing: Briefing) -> tuple[date, str]:
    return briefing.head.date, briefing.id


def _order(moments: tuple[tuple[date, str], ...]) -> tuple[int, ...]:
    """The places of what is to stand first, second and so on."""
    return tuple(sorted(range(len(moments)), key=moments.__getitem__))


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


class _FolderReader:
    """Reads folder by folder; gathers what is held back and what is wrong on the way."""

    def __init__(self, tree: Tree, folders: Folders, rules: Rules, memory: Forgetful) -> None:
        self.tree, self.folders, self.rules, self.memory = tree, folders, rules, memory
        self.held: list[Held] = []
        self.problems: list[Problem] = []

    def entries(self, folder: str, head: type[EntryHead]) -> tuple[Entry, ...]:
        return self._folder(Kind(folder, head, self.rules), read_entry)

    def topics(self) -> tuple[Topic, ...]:
        return self._folder(Kind(TOPICS, TopicHead, self.rules), read_topic)

    def pages(self) -> tuple[Page, ...]:
        return self._folder(Kind(PAGES, PageHead, self.rules), read_page)

    def briefings(self) -> tuple[Briefing, ...]:
        paths = self.folders.markdown.get(BRIEFINGS, ())
        rules = (self.rules,) * len(paths)
        decoded = self.memory.rows("", decode_briefing, paths, self._contents(paths), rules)
        beside = self.memory("", _beside, self.folders, self._notes())
        return self._sorted_out(
            BRIEFINGS, self.memory.rows("", read_briefing, paths, decoded, beside, rules)
        )

    def translations(
        self, briefings: Mapping[str, Briefing], site: str
    ) -> dict[str, tuple[Translation, ...]]:
        """The translations of the briefings that are shown; those of others are held back too."""
        paths, owners = self.folders.translations, self.folders.owners
        rules = (self.memory.settled("of translations", (self.rules, site)),) * len(paths)
        read = self.memory.rows(
            "", read_translation, paths, self._contents(paths), tuple(map(briefings.get, owners)),
            rules,
        )  # fmt: skip
        lost = [owner in self.folders.lost for owner in owners]
        for path, owner in compress(zip(paths, owners, strict=True), lost):
            self.problems.append(self._ownerless(path, owner, "this translation"))
        self.problems += (each for one in compress(read, lost) for each in one.problems)
        found: dict[str, list[Translation]] = {}
        for each in self._sorted_out("", tuple(compress(read, map(not_, lost)))):
            found.setdefault(each.briefing, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    def _folder(
        self, kind: Kind[H], function: Callable[[str, bytes, Kind[H]], Read[V]]
    ) -> tuple[V, ...]:
        """What the files of a folder are read as."""
        paths = self.folders.markdown.get(kind.folder, ())
        kinds = (self.memory.settled(kind.folder, kind),) * len(paths)
        read = self.memory.rows(kind.folder, function, paths, self._contents(paths), kinds)
        return self._sorted_out(kind.folder, read)

    def _contents(self, paths: Iterable[str]) -> tuple[bytes, ...]:
        return tuple(map(self.tree.files.__getitem__, paths))

    def _sorted_out(self, name: str, read: tuple[Read[V], ...]) -> tuple[V, ...]:
        """What can be shown; keeps what is said of all of it."""
        values, held, problems = self.memory(name, _sorted_out, read)
        self.held += held
        self.problems += problems
        return values

    def _notes(self) -> tuple[Decoded[AnnotationsFile], ...]:
        """The notes of briefings."""
        paths = tuple(self.folders.notes.values())
        decoded = self.memory.rows(
            "", decode_notes, paths, self._contents(paths), (self.rules,) * len(paths)
        )
        self.problems += self.memory("", _problems_in, decoded)
        for name in self.folders.lost:
            if (path := self.folders.notes.get(name)) is not None:
                self.problems.append(self._ownerless(path, name, "these annotations"))
        return decoded

    def _ownerless(self, path: str, owner: str, what: str) -> Problem:
        names = self.folders.stems.get(BRIEFINGS, ())
        hint = did_you_mean(owner, names) or f"call it as its briefing: {owner}.md"
        for now in self._called_once(owner):
            hint = f"it is called “{now}” now: rename this file too"
        return Problem(Place(path), "E201", f"there is no briefing “{owner}” for {what}", hint)

    def _called_once(self, old: str) -> Iterator[str]:
        """The briefings that had an id before, by their names now."""
        paths = self.folders.markdown.get(BRIEFINGS, ())
        rules = (self.rules,) * len(paths)
        for decoded in self.memory.rows("", decode_briefing, paths, self._contents(paths), rules):
            formerly = decoded.head.formerly if decoded.head else ()
            if decoded.document and old in {each.rpartition("/")[2] for each in formerly}:
                yield id_of(decoded.document.path)


def _sorted_out(
    read: tuple[Read[V], ...],
) -> tuple[tuple[V, ...], tuple[Held, ...], tuple[Problem, ...]]:
    return (
        tuple(each.value for each in read if each.value is not None),
        tuple(held for each in read for held in each.held),
        tuple(problem for each in read for problem in each.problems),
    )


def _problems_in(decoded: tuple[Decoded[AnnotationsFile], ...]) -> tuple[Problem, ...]:
    return tuple(problem for each in decoded for problem in each.problems)


def _beside(
    folders: Folders, notes: tuple[Decoded[AnnotationsFile], ...]
) -> tuple[Decoded[AnnotationsFile] | None, ...]:
    """The notes beside each briefing, or None."""
    by_name = dict(zip(folders.notes, notes, strict=True))
    return tuple(map(by_name.get, folders.stems.get(BRIEFINGS, ())))


def _same_entry_id(entries: tuple[Entry, ...]) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for entry in entries:
        key = unicodedata.normalize("NFC", entry.id).casefold()
        other = seen.setdefault(key, entry.document.path)
        if other.split("/")[1] != entry.kind:
            message = f"the id “{entry.id}” is also that of {other}"
            hint = "an id names one entry of the whole glossary: rename one of the files"
            problems.append(Problem(Place(entry.document.path, 1, 1, 2), "E008", message, hint))
    return tuple(problems)


def _by_id(values: Iterable[T]) -> dict[str, T]:
    return {value.id: value for value in values}
