"""The site being written: what was read last, what is wrong with it, and pages made on request."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from posixpath import join

from generator import urls
from generator.build import Prepared, Site, has_error, prepare
from generator.exports import export_one
from generator.files import read_tree, reread, write_over
from generator.library import BRIEFINGS, PAGES, TOPICS
from generator.memo import Memory
from generator.model import Briefing, Entry, Options, Page, Topic
from generator.pages import Planned
from generator.problems import Place, Problem, Severity
from generator.render import render_pages
from generator.serve.save import Add, Change, RefusedError, Remove, edited
from generator.source import Tree

_KEPT_PAGES = 64


@dataclass(frozen=True)
class State:
    """The site at one moment; nothing here changes, the next moment has its own.

    Attributes:
        number: which moment it is, from 1.
        site: what pages are made of: the last site without errors, or None.
        problems: what is wrong with the sources now.
    """

    number: int
    tree: Tree
    site: Site | None
    problems: tuple[Problem, ...]

    @cached_property
    def pages(self) -> Mapping[str, Planned]:
        """The pages of the site by path."""
        return {page.path: page for page in self.site.plan.pages} if self.site else {}


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
        tree = _read(project)
        self.state = State(1, tree, *self._made(tree, None))

    def refresh(self, touched: frozenset[str]) -> bool:
        """Read what was touched; whether anything differs from before."""
        old = self.state
        tree = reread(self.project, old.tree, touched)
        if tree is old.tree:
            return False
        self.state = State(old.number + 1, tree, *self._made(tree, old.site))
        return True

    def save(self, ask: Add | Change | Remove) -> int:
        """Write an annotation; the number of the state that has it. Runs where `refresh` runs.

        Raises:
            RefusedError: nothing was written.
        """
        if f"content/briefings/{ask.briefing}.md" not in self.state.tree.files:
            raise RefusedError(404, "there is no such briefing")
        path = notes_path(ask.briefing)
        self.refresh(frozenset({path}))  # what is on the disk now, whatever was heard of it
        state = self.state
        if state.site is None or path in state.tree.refused or has_error(state.problems):
            raise RefusedError(422, "there are errors: mend them first")
        content = edited(ask, state.tree.files.get(path), state.site.edition.library,
                         datetime.now(UTC).date())  # fmt: skip
        tree = Tree({**state.tree.files, path: content}, state.tree.refused, state.tree.media)
        prepared = prepare(tree, self._options, memory=self._memory)
        wrong = [each for each in prepared.problems if each.severity is Severity.ERROR]
        if wrong:
            raise RefusedError(422, f"{wrong[0].message}; {wrong[0].help}".removesuffix("; "))
        write_over(self.project, path, content)
        self.refresh(frozenset({path}))
        return self.state.number

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

    def _made(self, tree: Tree, good: Site | None) -> tuple[Site | None, tuple[Problem, ...]]:
        """The site of a tree, or the last good one; and what is wrong."""
        try:
            prepared: Prepared = prepare(tree, self._options, memory=self._memory)
        except Exception:  # noqa: BLE001  # a fault of ours must not end the server
            self._memory = Memory()
            return good, (_fault(traceback.format_exc()),)
        return prepared.site or good, prepared.problems


def notes_path(briefing: str) -> str:
    """Where the annotations of a briefing are written."""
    return f"content/briefings/{briefing}.annotations.yaml"


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
