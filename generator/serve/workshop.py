"""The site being written: what was read last, what is wrong with it, and pages made on request."""

import re
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join
from threading import Event

from typing_extensions import override

from generator import urls
from generator.build import Prepared, Site, book_at, has_error, prepare
from generator.columns import table_of, with_others
from generator.directory import Directory
from generator.exports import export_one
from generator.files import WrittenMeanwhileError, read_tree, reread, write_over
from generator.folders import BRIEFINGS, PAGES, TOPICS
from generator.library import read_library
from generator.memo import Memory
from generator.model import Briefing, Entry, Library, Page, Topic
from generator.options import Options
from generator.pages import Planned, page_at, plan_pages
from generator.pages.records import NAMES, names_file
from generator.problems import Place, Problem, Severity
from generator.render import render_pages
from generator.serve.answers import Known
from generator.serve.asked import Change, RefusedError
from generator.serve.save import (
    STALE,
    Changed,
    Removed,
    Sources,
    base_for,
    changed,
    file_of,
    notes_path,
    text_path,
)
from generator.site import SiteHead
from generator.source import Tree

_KEPT_PAGES = 64
_KEPT_REMOVALS = 50
_DIGEST = re.compile(r"\.[0-9a-f]{10}(?=\.)")  # in the name of a file that is made with a page
_SHOWING = "E3"  # codes from here on are of stages that no text of an editor's has reached


@dataclass(frozen=True)
class State:
    """The site at one moment; nothing here changes, the next moment has its own.

    Attributes:
        number: which moment it is, from 1.
        library: what was read, whether or not it has errors.
        site: what pages are made of: the last site without errors, or None.
        problems: what is wrong with the sources now.
    """

    number: int
    tree: Tree
    library: Library
    site: Site | None
    problems: tuple[Problem, ...]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Those of all pages, which few questions need."""
        plan = plan_pages(self.site.edition) if self.site else None
        return tuple(page.path for page in plan.pages) if plan else ()

    def page(self, path: str) -> Planned | None:
        """The page at a path, or None."""
        return page_at(self.site.edition, path) if self.site else None

    @cached_property
    def known(self) -> Known:
        """What a page may ask about."""
        return Known(self.tree.files, self.library, self.site)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written.

    Attributes:
        base: the digest that the next change to the same has to bring, or "".
        name: the id of what is new, or "".
        undo: the key by which what was removed comes back, or "".
    """

    base: str
    name: str
    undo: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A page or file as it is sent, what is wrong with its template, and what to know of it."""

    content: bytes
    problems: tuple[Problem, ...] = ()
    notice: str = ""


# What was looked at, by what decides about addresses, and what is wrong there.
Survey = tuple[Directory | None, SiteHead | None, tuple[Problem, ...]]


class InterruptedSurveyError(Exception):
    """Something was touched while the whole site was looked at."""


class Workshop:
    """Keeps the newest state.

    `refresh`, `show` and `survey` may be called from three threads, each from one only.
    """

    def __init__(self, project: Path, options: Options) -> None:
        """Read everything once."""
        self.project, self._options = project, replace(options, drafts=True)
        self._memory = Memory()
        self._good: dict[str, bytes] = {}  # pages as they were last made without a fault
        self._removed: dict[str, Removed] = {}
        self._surveyed: Survey = (None, None, ())
        self.is_touched = Event()  # set where somebody waits for `refresh`
        tree = _read(project)
        self.state = State(1, tree, *self._made(tree, None))

    def refresh(self, touched: frozenset[str]) -> bool:
        """Read what was touched; whether anything differs from before."""
        old = self.state
        tree = reread(self.project, old.tree, touched)
        if tree is old.tree:
            return False
        self.state = State(old.number + 1, tree, *self._made(tree, old))
        return True

    def survey(self) -> Survey:
        """What only a look at the whole site tells: pages that lie at one address.

        It is looked at again when something bears another id or name, or site.yaml changed. What
        lists that grew too long for one page come to lie on is left to a build.

        Raises:
            InterruptedSurveyError: as soon as `is_touched` is set.
        """
        site, found = self.state.site, self._surveyed
        if site is None:
            return found
        directory, head = site.edition.directory, site.edition.library.site
        if directory is found[0] and head is found[1]:
            return found
        return directory, head, plan_pages(site.edition, self._pause).problems

    def add(self, state: State, surveyed: Survey) -> bool:
        """Take over what was told of a state; whether that is news. Runs where `refresh` runs."""
        known, self._surveyed = self._surveyed[2], surveyed
        if self.state is not state or surveyed[2] == known:
            return False
        others = (each for each in state.problems if each not in known)
        self.state = replace(state, number=state.number + 1,
                             problems=tuple(sorted({*others, *surveyed[2]})))  # fmt: skip
        return True

    def _pause(self) -> None:
        if self.is_touched.is_set():
            raise InterruptedSurveyError

    def save(self, ask: Change) -> Saved:
        """Write what was asked for. Runs where `refresh` runs.

        Raises:
            RefusedError: nothing was written; it says why.
            OSError: the disk refused; nothing was written.
        """
        path = file_of(ask, self.state.library)
        # What is on the disk now, whatever was heard of it: of a briefing, both of its files.
        self.refresh(frozenset({path, *_beside(path)}))
        state = self.state
        if path in state.tree.refused:
            raise RefusedError(422, f"{path} is {state.tree.refused[path]}: it is not written to")
        made = changed(ask, self._sources(state), self._removed)
        self._check(made, state)
        try:
            write_over(self.project, path, made.content, state.tree.files.get(path))
        except WrittenMeanwhileError as error:
            raise RefusedError(409, STALE) from error
        finally:
            self.refresh(frozenset({path}))
        return Saved(base_for(ask, self._sources(self.state)), made.name, self._keep(made))

    def base_for(self, ask: Change) -> str:
        """The digest that a change has to bring now, or "" if there is nothing to change."""
        try:
            return base_for(ask, self._sources(self.state))
        except RefusedError:
            return ""

    def _sources(self, state: State) -> Sources:
        return Sources(state.tree.files, state.library, datetime.now(UTC).date())

    def _check(self, made: Changed, state: State) -> None:
        """Refuse a change that brings errors which were not there."""
        tree = replace(state.tree, files=with_others(state.tree.files, {made.path: made.content}))
        prepared = prepare(tree, self._options, memory=self._memory)
        known = Counter((each.place.path, each.code) for each in state.problems)
        for problem in prepared.problems:
            known[problem.place.path, problem.code] -= 1
            is_new = known[problem.place.path, problem.code] < 0
            is_met_first = has_error(state.problems) and problem.code >= _SHOWING
            if problem.severity is Severity.ERROR and is_new and not is_met_first:
                elsewhere = "" if problem.place.path == made.path else f"{problem.place.path}: "
                reason = f"{elsewhere}{problem.message}; {problem.help}".removesuffix("; ")
                raise RefusedError(422, reason)

    def _keep(self, made: Changed) -> str:
        """Remember what was removed; the key by which it is known."""
        if made.removed is None:
            return ""
        key = f"{self.state.number}"
        self._removed[key] = made.removed
        while len(self._removed) > _KEPT_REMOVALS:
            del self._removed[next(iter(self._removed))]
        return key

    def show(self, path: str, state: State) -> Shown | None:
        """A file of the site, or None; a template that fails leaves the page as it was."""
        if state.site is None:
            return None
        if (content := state.site.files.get(path)) is not None:
            return Shown(content)
        if not path.endswith(".html"):
            beside = _exported(path, state, state.site) or _beside_page(path, state)
            return None if beside is None else Shown(beside)
        if (page := state.page(path)) is None:
            return None
        problems = tuple[Problem, ...]()
        try:
            rendered = render_pages([page], state.site.templates)
            content, problems = rendered.files.get(path), rendered.problems
        except Exception:  # noqa: BLE001  # a fault of ours must not end the server
            content, problems = None, (_fault(traceback.format_exc()),)
        if content:  # none at all: the template is being written
            self._good.pop(path, None)
            self._good[path] = content
            while len(self._good) > _KEPT_PAGES:
                del self._good[next(iter(self._good))]
        return Shown(content or self._good.get(path, b""), problems, _draft(page, state.site))

    def _made(
        self, tree: Tree, old: State | None
    ) -> tuple[Library, Site | None, tuple[Problem, ...]]:
        """What was read, the site of a tree or the last good one, and what is wrong."""
        good = old.site if old else None
        try:
            prepared: Prepared = prepare(tree, self._options, memory=self._memory)
        except Exception:  # noqa: BLE001  # a fault of ours must not end the server
            self._memory = Memory()
            library = old.library if old else read_library(Tree({}), self._options)
            return library, good, (_fault(traceback.format_exc()),)
        # What the last survey told holds until the next: a mistake must not flicker.
        problems = tuple(sorted({*prepared.problems, *self._surveyed[2]}))
        return prepared.library, prepared.site or good, problems


def _exported(path: str, state: State, site: Site) -> bytes | None:
    """A file beside the pages, or None."""
    if path == NAMES:
        return names_file(site.edition)
    return export_one(site.edition, _Paths(state), path) or book_at(site, path)


def _beside_page(path: str, state: State) -> bytes | None:
    """A file that is made with the page of its folder, or None.

    A page that was sent before something was saved asks for it by an older digest.
    """
    page = state.page(join(dirname(path), urls.HOME))
    made = page.view().beside if page else ()
    return next((each.content for each in made if _undated(each.path) == _undated(path)), None)


def _undated(path: str) -> str:
    """A path without the digest in its name."""
    return _DIGEST.sub("", path)


class _Paths(Mapping[str, bytes]):
    """The paths of all pages, for the files that list them; planned when one is asked for."""

    def __init__(self, state: State) -> None:
        self._state = state

    @override
    def __getitem__(self, path: str) -> bytes:
        return dict.fromkeys(self, b"")[path]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._state.paths)

    @override
    def __len__(self) -> int:
        return len(self._state.paths)


def _beside(path: str) -> tuple[str, ...]:
    """The other file of a briefing, whose digest is asked for too."""
    folder, _, name = path.rpartition("/")
    if folder != f"content/{BRIEFINGS}":
        return ()
    briefing = name.removesuffix(".md").removesuffix(".annotations.yaml")
    return text_path(briefing), notes_path(briefing)


def _read(project: Path) -> Tree:
    """All of the sources; a disk that fails while they are read is asked again, file by file."""
    try:
        tree = read_tree(project)
        return replace(tree, files=table_of(tree.files))
    except OSError:
        return reread(project, Tree({}), frozenset({"site.yaml", "content", "templates"}))


def _draft(page: Planned, site: Site) -> str:
    """Why a page would not be published, in words for its reader, or ""."""
    library, folder = site.edition.library, page.source.split("/")
    if len(folder) < 3:  # noqa: PLR2004  # content/, a folder, a file
        return ""
    name = folder[-1].removesuffix(".md")
    things: dict[str, Mapping[str, Briefing | Entry | Topic | Page]] = {
        BRIEFINGS: library.briefings, TOPICS: library.topics, PAGES: library.pages}  # fmt: skip
    found = things.get(folder[1], library.entries).get(name)
    if found is None:
        return ""
    if found.head.status == "draft":
        return "Not published: a draft"
    embargo = getattr(found.head, "embargo", None)
    if embargo is not None and embargo > site.edition.options.now:
        return f"Not published: under embargo until {embargo.isoformat()}"
    return ""


def _fault(trace: str) -> Problem:
    message = f"the program failed: {trace.strip().splitlines()[-1]}"
    return Problem(Place("glossator"), "E401", message, "this is a fault of glossator: report it")


def path_of(address: str) -> str:
    """The path of a file that an address means: "briefings/" is briefings/index.html."""
    path = address.removeprefix("/")
    return join(path, urls.HOME) if not path or path.endswith("/") else path
