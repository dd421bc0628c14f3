"""Paths under content/: what lies in which folder, and what cannot be read there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.memo import Forgetful
from generator.problems import Place, Problem, did_you_mean
from generator.source import Tree

CONTENT = "content/"
BRIEFINGS, TOPICS, PAGES = "briefings", "topics", "pages"
NOTES_SUFFIX = ".annotations.yaml"
_IMPORTED = {"txt", "html", "htm", "docx", "odt", "vtt", "srt", "json", "xml", "tei", "akn"}
_ID = re.compile(r"[^\W_][\w-]*\Z")
_LONGEST_ID = 120
# A language as translations bear it in their names: ru, pt-BR, zh-Hant.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folders:
    """Paths under content/, by the folder they lie in, and what cannot be read there.

    Attributes:
        stems: the names of the Markdown files without their endings, folder by folder.
        notes: the path of the notes of each briefing.
        owners: the briefings of which the translations are.
        lost: those of the notes and translations whose briefing is not there.
    """

    markdown: Mapping[str, tuple[str, ...]]
    stems: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    translations: tuple[str, ...]
    owners: tuple[str, ...]
    lost: tuple[str, ...]
    problems: tuple[Problem, ...]


def paths_of(tree: Tree, memory: Forgetful) -> tuple[str, ...]:
    """The paths of all files, in their order."""
    return memory("", _in_their_order, memory.keys("files", tree.files))


def _in_their_order(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))


def sort_paths(paths: tuple[str, ...], known: tuple[str, ...]) -> Folders:
    """The paths by their folders; those that are `known` are read."""
    markdown: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    translations, problems = [], []
    for path in paths:
        if not path.startswith(CONTENT):
            continue
        folder, _, name = path.removeprefix(CONTENT).partition("/")
        if folder not in known or "/" in name or not name:
            problems.append(_misplaced(path, folder, known))
        elif folder == BRIEFINGS and name.endswith(NOTES_SUFFIX):
            notes[name.removesuffix(NOTES_SUFFIX)] = path
        elif folder == BRIEFINGS and _is_translation(name):
            translations.append(path)
        elif name.endswith(".md"):
            problems += _name_problems(path, name.removesuffix(".md"))
            markdown.setdefault(folder, []).append(path)
        else:
            message = "this kind of file is not published"
            problems.append(Problem(Place(path), "W006", message, _other_ending(folder, name)))
    stems = {key: tuple(map(id_of, value)) for key, value in markdown.items()}
    owners = tuple(id_of(path).partition(".")[0] for path in translations)
    here = frozenset(stems.get(BRIEFINGS, ()))
    return Folders(
        {key: tuple(value) for key, value in markdown.items()},
        stems,
        notes,
        tuple(translations),
        owners,
        tuple(each for each in (*notes, *dict.fromkeys(owners)) if each not in here),
        tuple(problems),
    )


def _is_translation(name: str) -> bool:
    """Whether a file's name is a briefing's id, a language and .md: talks.ru.md."""
    briefing, _, language = name.removesuffix(".md").partition(".")
    return name.endswith(".md") and bool(_ID.match(briefing)) and bool(_TAG.match(language))


def _other_ending(folder: str, name: str) -> str:
    """What a file may be that is of no kind that is read."""
    stem, _, ending = name.rpartition(".")
    if name.endswith((".annotations.yml", ".annotation.yaml", ".annotations.yaml.txt")):
        return f"call it {name.partition('.')[0]}{NOTES_SUFFIX}"
    if ending.casefold() in {"md", "markdown"} or name.endswith(".md.txt"):
        return f"call it {stem.removesuffix('.md')}.md"
    if folder == BRIEFINGS and ending.casefold() in _IMPORTED:
        return f"glossator import {name} makes a briefing of such a file; move it out of content/"
    return "a text ends in .md, annotations in .annotations.yaml"


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


def same_address(folders: Folders) -> tuple[Problem, ...]:
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


def id_of(path: str) -> str:
    """The id of what lies at a path: the file's name."""
    return path.rpartition("/")[2].removesuffix(".md")
