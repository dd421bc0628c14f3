"""Checks what one file refers to: ids in its YAML, `[[links]]` in its Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import unquote

from generator.decode import front_node, problem_in_front
from generator.directory import Directory, id_in
from generator.folders import BRIEFINGS
from generator.markdown import refused, wikilinks, without_code
from generator.model import Briefing, Document, Library
from generator.problems import Problem, did_you_mean, offered, problem_at
from generator.readers import HAS_ERRORS
from generator.source import Span
from generator.thing import Thing
from generator.yaml_places import find

Fault = tuple[str, str, str, str]  # the words of a link that is wrong, code, message, help
Path = tuple[str | int, ...]  # of a value in YAML: ("roles", 0, "to")
_PARAGRAPH = re.compile(r"p(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks what one file refers to.

    Attributes:
        asked: the ids that were asked for, in the order in which they were.
    """

    document: Document
    library: Library
    directory: Directory
    asked: dict[str, None] = field(default_factory=dict)

    def find(self, target: str) -> tuple[Thing, ...]:
        """What an id or the target of a link means."""
        self.asked[id_in(target)] = None
        return self.directory.find(target)

    def ids(
        self, path: Path, ids: Iterable[str | None], folders: tuple[str, ...] = ()
    ) -> Iterator[Problem]:
        """Problems with a list of ids that should be known in some folders (any, if empty)."""
        written = tuple(ids)
        for number, name in enumerate(written):
            if name is not None:
                yield from self.id((*path, number), name, folders)

    def id(self, path: Path, name: str, folders: tuple[str, ...] = ()) -> Iterator[Problem]:
        """Problems with an id that should be known in some folders (any, if empty)."""
        if folders and "/" in name and self.find(name):
            message = f"“{name}” has its folder before it, which is known here"
            yield self.problem(path, "E201", message, f"write {name.rpartition('/')[2]}")
            return
        found = self.find(name) if "#" not in name else ()
        fitting = [thing for thing in found if not folders or thing.folder in folders]
        if len(fitting) == 1 or (fitting and folders):
            return
        if len(fitting) > 1:
            yield self.problem(path, "E212", *_several(name, tuple(fitting)))
            return
        known = {each.id for each in self.directory.titles if not folders or each.folder in folders}
        where = f" in {' or '.join(f'content/{folder}/' for folder in folders)}"
        message = f"“{name}” is no id{where if folders else ' of this site'}"
        silent = "" if found else self.directory.silent.get(name, "")
        otherwise = "an id is a file's name without .md"
        hint = partial(self.directory.hint, name, known, otherwise)
        for fault in unknown(name, silent, message, hint):
            yield self.problem(path, *fault)

    def problem(self, path: Path, code: str, message: str, hint: str) -> Problem:
        """What is wrong at a path of the file's YAML."""
        return problem_in_front(self.document, path, code, message, hint)

    def body(self, text: str) -> Iterator[Problem]:
        """Problems with the links of a Markdown body, each where its words stand in the file."""
        written = self.document.text.text
        yield from self._placed(self._faults(text), Span(self.document.body, len(written)))

    def field(self, path: Path, text: str) -> Iterator[Problem]:
        """Problems with the links of a Markdown text that stands at a path of the YAML."""
        if faults := tuple(self._faults(text)):
            yield from self._placed(faults, find(front_node(self.document), path))

    def _placed(self, faults: Iterable[Fault], within: Span) -> Iterator[Problem]:
        for sought, code, message, hint in faults:
            at = _place_of(sought, self.document.text.text, within)
            yield problem_at(self.document.text, at, code, message, hint)

    def _faults(self, text: str) -> Iterator[Fault]:
        """What is wrong with a Markdown text: the words it is about, code, message, help."""
        for target in dict.fromkeys(wikilinks(text)):
            for fault in self._link(target):
                yield f"[[{target}", *fault
        for each in dict.fromkeys(refused(text)):
            yield each.sought, "E213", each.message, each.help

    def _link(self, target: str) -> Iterator[tuple[str, str, str]]:
        match self.find(target):
            case [thing]:
                if wrong := _fragment_fault(self.library, thing, target):
                    yield "E211", f"[[{target}]] leads nowhere: {wrong[0]}", wrong[1]
            case []:
                name = target.partition("#")[0].strip()
                silent = self.directory.silent.get(name, "")
                known = {thing.id for thing in self.directory.titles}
                message, otherwise = f"[[{target}]] leads nowhere", "link a file's name without .md"
                near = partial(self.directory.hint, name, known, otherwise)
                for code, said, hint in unknown(name, silent, message, near):
                    yield ("E211" if code == "E201" else code), said, hint
            case several:
                message, hint = _several(target, several)
                yield "E212", message, hint


def unknown(
    name: str, silent: str, message: str, hint: Callable[[], str]
) -> Iterator[tuple[str, str, str]]:
    """Why an id has no page: the code, the message, the help; nothing if that is told already.

    `silent` says why a file of that name is held back, or is ""; `hint` gives the help.
    """
    if silent and silent != HAS_ERRORS:
        yield "E214", f"“{name}” is not published: {silent}", "publish it too, or remove it here"
    elif not silent:
        yield "E201", message, hint()


def _place_of(sought: str, text: str, within: Span) -> Span:
    """Where the words of a faulty link stand: outside of code, and not within a longer link."""
    masked = without_code(text[within.start : within.end])
    form = re.escape(sought) + (r"(?=\s*(?:\]\]|\|))" if sought.startswith("[[") else "")
    for pattern in (form, re.escape(unquote(sought))):
        if match := re.search(pattern, masked):
            return Span(within.start + match.start(), within.start + match.end())
    return Span(within.start, within.start + 1)


def _fragment_fault(library: Library, thing: Thing, target: str) -> tuple[str, str] | None:
    """What is wrong with the part behind # of a link, and what to do; None if nothing is."""
    fragment = target.partition("#")[2]
    if not fragment:
        return None
    if thing.folder != BRIEFINGS:
        return f"“#{fragment}” is no place of that page", "remove what stands from # on"
    briefing = library.briefings[thing.id]
    last = len(briefing.transcript.paragraphs)
    if match := _PARAGRAPH.match(fragment):
        if 1 <= int(match[1]) <= last:
            return None
        return f"the transcript has {last} paragraphs", "count paragraphs from 1"
    return _note_fault(briefing, fragment)


def _note_fault(briefing: Briefing, name: str) -> tuple[str, str] | None:
    known = [annotation.id for annotation in briefing.annotations]
    if name in known:
        return None
    if now := next((each.id for each in briefing.annotations if name in each.formerly), ""):
        return f"the annotation “{name}” has another id now", offered(now)
    hint = did_you_mean(name, known) or "write #p and a number, or # and an annotation's id"
    return f"there is no annotation “{name}” there", hint


def _several(target: str, found: tuple[Thing, ...]) -> tuple[str, str]:
    forms = [f"{thing.folder}/{thing.id}" for thing in found]
    return f"“{target}” could be {' or '.join(forms)}", f"write one of: {', '.join(forms)}"
