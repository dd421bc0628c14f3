"""The tree of sources as values: what each folder holds, decoded; what is held back, and why."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, compress, count
from operator import attrgetter, not_
from typing import TypeVar, cast

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
    BriefingHead,
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

_NONE: Sequence[None] = (None,)
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
    by_id = _by_id(BRIEFINGS, _in_time(reader.briefings(), memory), memory)
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
        _by_id("entries", memory("", _one_of_each, entries), memory),
        _by_id(TOPICS, topics, memory),
        _by_id(PAGES, pages, memory),
        tuple(sorted(reader.held)),
        problems,
        translations,
    )


def _in_order(*groups: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(chain(*groups), key=attrgetter("id")))


def _one_of_each(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """One entry of each id: where folders have the same, E008 is told and the last counts."""
    return tuple({entry.id: entry for entry in entries}.values())


def _in_time(briefings: Sequence[Briefing], memory: Forgetful) -> Sequence[Briefing]:
    order = memory("", _order, memory.rows("", _moment, briefings))
    return memory.picked("in time", briefings, order)


def _moment(briefing: Briefing) -> tuple[date, str]:
    return briefing.head.date, briefing.id


def _order(moments: Sequence[tuple[date, str]]) -> tuple[int, ...]:
    """The places of what is to stand first, second and so on."""
    return tuple(sorted(range(len(moments)), key=tuple(moments).__getitem__))


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

    def entries(self, folder: str, head: type[EntryHead]) -> Sequence[Entry]:
        return self._folder(Kind(folder, head, self.rules), read_entry)

    def topics(self) -> Sequence[Topic]:
        return self._folder(Kind(TOPICS, TopicHead, self.rules), read_topic)

    def pages(self) -> Sequence[Page]:
        return self._folder(Kind(PAGES, PageHead, self.rules), read_page)

    def briefings(self) -> Sequence[Briefing]:
        paths = self.folders.markdown.get(BRIEFINGS, ())
        rules = self.memory.repeated("of briefings", self.rules, len(paths))
        notes = self.memory.joined("notes or none", self._notes(), _NONE)
        beside = self.memory.picked("beside", notes, self.memory("", _beside, self.folders))
        read = self.memory.rows("", read_briefing, paths, self._decoded(), beside, rules)
        return self._sorted_out(BRIEFINGS, read)

    def _decoded(self) -> Sequence[Decoded[BriefingHead]]:
        """The files of the briefings."""
        paths = self.folders.markdown.get(BRIEFINGS, ())
        rules = self.memory.repeated("of briefings", self.rules, len(paths))
        contents = self._contents(BRIEFINGS, paths)
        return self.memory.rows("", decode_briefing, paths, contents, rules)

    def translations(
        self, briefings: Mapping[str, Briefing], site: str
    ) -> dict[str, tuple[Translation, ...]]:
        """The translations of the briefings that are shown; those of others are held back too."""
        paths, owners = self.folders.translations, self.folders.owners
        rules = self.memory.repeated("of translations", (self.rules, site), len(paths))
        read = self.memory.rows(
            "", read_translation, paths, self._contents("translations", paths),
            tuple(map(briefings.get, owners)), rules,
        )  # fmt: skip
        lost = [owner in self.folders.lost for owner in owners]
        for path, owner in compress(zip(paths, owners, strict=True), lost):
            self.problems.append(self._ownerless(path, owner, "this translation"))
        self.problems += (each for one in compress(read, lost) for each in one.problems)
        found: dict[str, list[Translation]] = {}
        for each in self._sorted_out("translations", tuple(compress(read, map(not_, lost)))):
            found.setdefault(each.briefing, []).append(each)
        return {name: tuple(each) for name, each in found.items()}

    def _folder(
        self, kind: Kind[H], function: Callable[[str, bytes, Kind[H]], Read[V]]
    ) -> Sequence[V]:
        """What the files of a folder are read as."""
        paths = self.folders.markdown.get(kind.folder, ())
        kinds = self.memory.repeated(kind.folder, kind, len(paths))
        contents = self._contents(kind.folder, paths)
        read = self.memory.rows(kind.folder, function, paths, contents, kinds)
        return self._sorted_out(kind.folder, read)

    def _contents(self, name: str, paths: Sequence[str]) -> Sequence[bytes]:
        return self.memory.looked_up(name, self.tree.files, paths)

    def _sorted_out(self, name: str, read: Sequence[Read[V]]) -> Sequence[V]:
        """What can be shown; keeps what is said of all of it."""
        memory = self.memory
        self.held += memory.flat(f"held {name}", memory.rows(name, _held, read))
        self.problems += memory.flat(f"problems {name}", memory.rows(name, _problems, read))
        shown = memory(name, _places_of_true, memory.rows(name, _is_shown, read))
        return memory.rows(name, _value, memory.picked(name, read, shown))

    def _notes(self) -> Sequence[Decoded[AnnotationsFile]]:
        """The notes of briefings."""
        memory, paths = self.memory, self.memory("", _notes_paths, self.folders)
        rules = memory.repeated("of notes", self.rules, len(paths))
        decoded = memory.rows("", decode_notes, paths, self._contents("notes", paths), rules)
        self.problems += memory.flat("problems of notes", memory.rows("", _problems, decoded))
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
        for decoded in self._decoded():
            formerly = decoded.head.formerly if decoded.head else ()
            if decoded.document and old in {each.rpartition("/")[2] for each in formerly}:
                yield id_of(decoded.document.path)


def _is_shown(read: Read[V]) -> bool:
    return read.value is not None


def _value(read: Read[V]) -> V:
    return cast("V", read.value)  # asked of what is shown only


def _held(read: Read[V]) -> tuple[Held, ...]:
    return read.held


def _problems(read: Read[V] | Decoded[AnnotationsFile]) -> tuple[Problem, ...]:
    return read.problems


def _places_of_true(answers: Sequence[bool]) -> tuple[int, ...]:
    return tuple(compress(count(), answers))


def _notes_paths(folders: Folders) -> tuple[str, ...]:
    return tuple(folders.notes.values())


def _beside(folders: Folders) -> tuple[int, ...]:
    """The place of the notes beside each briefing; behind all of them where it has none."""
    places = {name: place for place, name in enumerate(folders.notes)}
    return tuple(places.get(name, len(places)) for name in folders.stems.get(BRIEFINGS, ()))


def _same_entry_id(entries: Sequence[Entry]) -> tuple[Problem, ...]:
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


def _by_id(name: str, values: Sequence[T], memory: Forgetful) -> Mapping[str, T]:
    return memory.table(name, memory.rows(f"ids of {name}", _id, values), values)


def _id(written: T) -> str:
    return written.id
