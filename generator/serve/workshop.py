"""The site being written: what was read last, what is wrong with it, and pages made on request."""

import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from posixpath import join

from generator import urls
from generator.build import Prepared, Site, book_at, has_error, prepare
from generator.exports import export_one
from generator.files import WrittenMeanwhileError, read_tree, reread, write_over
from generator.library import BRIEFINGS, PAGES, TOPICS, read_library
from generator.memo import Memory
from generator.model import Briefing, Entry, Library, Options, Page, Topic
from generator.pages import Planned
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
from generator.source import Tree

_KEPT_PAGES = 64
_KEPT_REMOVALS = 50
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
    def pages(self) -> Mapping[str, Planned]:
        """The pages of the site by path."""
        return {page.path: page for page in self.site.plan.pages} if self.site else {}

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
    """A page or file as it is sent, and what is wrong with its template."""

    content: bytes
    problems: tuple[Problem, ...] = ()
    draft: str = ""


class Workshop:
    """Keeps the newest state; `refresh` and `show` may be called from two threads."""

    def __init__(self, project: Path, options: Options) -> None:
        """Read everything once."""
        self.project, self._options = project, replace(options, drafts=True)
        self._memory = Memory()
        self._good: dict[str, bytes] = {}  # pages as they were last made without a fault
        self._removed: dict[str, Removed] = {}
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
        tree = replace(state.tree, files={**state.tree.files, made.path: made.content})
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
        if (page := state.pages.get(path)) is None:
            if path.endswith(".html"):
                return None
            beside = export_one(state.site.edition, dict.fromkeys(state.pages, b""), path)
            beside = beside or book_at(state.site, path)
            return None if beside is None else Shown(beside)
        problems = tuple[Problem, ...]()
        try:
            rendered = render_pages([page], state.site.templates)
            content, problems = rendered.files.get(path), rendered.problems
        except Exception:  # noqa: BLE001  # a fault of ours must not end the server
            content, problems = None, (_fault(traceback.format_exc()),)
        if content is not None:
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
        return prepared.library, prepared.site or good, prepared.problems


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
        return read_tree(project)
    except OSError:
        return reread(project, Tree({}), frozenset({"site.yaml", "content", "templates"}))


def _draft(page: Planned, site: Site) -> str:
    """Why a page would not be published, or ""."""
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
        return "a draft"
    embargo = getattr(found.head, "embargo", None)
    if embargo is not None and embargo > site.edition.options.now:
        return f"under embargo until {embargo.isoformat()}"
    return ""


def _fault(trace: str) -> Problem:
    message = f"the program failed: {trace.strip().splitlines()[-1]}"
    return Problem(Place("glossator"), "E401", message, "this is a fault of glossator: report it")


def path_of(address: str) -> str:
    """The path of a file that an address means: "briefings/" is briefings/index.html."""
    path = address.removeprefix("/")
    return join(path, urls.HOME) if not path or path.endswith("/") else path
