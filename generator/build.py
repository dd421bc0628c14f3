"""The whole of it: a tree of sources in, a tree of files and a list of problems out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from rjsmin import jsmin

from generator import urls
from generator.alignment import check_translations
from generator.anchors import anchor_annotations
from generator.check import check_site
from generator.exports import export_all
from generator.index import make_index
from generator.library import read_library
from generator.mentions import find_mentions
from generator.model import Held, Library, Options
from generator.pages import plan_pages
from generator.pages.frame import Edition
from generator.pages.records import NAMES, Record, names_file, search_records
from generator.problems import Problem, Severity
from generator.references import check_references, make_directory
from generator.render import TEMPLATES, make_templates, render_pages
from generator.source import Tree
from generator.strings import read_strings

# A string, which stays, or a comment or the white space at the beginning of a line.
_CSS = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/\n?|^[ \t]+|\n\n+""",
    re.DOTALL | re.MULTILINE,
)


def packed_css(written: str) -> str:
    """A stylesheet without comments and indents.

    No more is taken away: packers that go on know too little of newer selectors; one made
    `.speaker :is(h2)` into `.speaker:is(h2)`.
    """
    return _CSS.sub(lambda match: match[1] or "", written)


_PACKERS: Mapping[str, Callable[[str], str]] = {".css": packed_css, ".js": jsmin}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build makes: files to publish unless a problem is an error.

    `records` is what the search index is to be made of, where the options ask for a search.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    library: Library
    records: tuple[Record, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything stands in the way of publishing."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def held(self) -> tuple[Held, ...]:
        """What is written but not published."""
        return self.library.held


Watch = Callable[[str], None]


def build(tree: Tree, options: Options, watch: Watch = lambda _: None) -> Outcome:
    """Make a site from its sources.

    Problems come sorted by place. A stage that finds errors ends the build after it, since later
    stages stand on what it found; `watch` is told the name of each stage as it begins.
    """
    watch("reading")
    library = read_library(tree, options)
    directory = make_directory(library)
    strings = read_strings(tree, library.site.language, library.site_document)
    watch("checking")
    problems = library.problems + strings.problems + check_references(library, directory)
    problems += check_translations(library)
    watch("finding")
    mentions = find_mentions(library)
    anchors = anchor_annotations(library)
    problems += mentions.problems + anchors.problems
    if _has_error(problems):
        return Outcome({}, _sorted(problems), library)
    watch("gathering")
    index = make_index(library, directory, mentions, anchors)
    assets = _assets(tree)
    edition = Edition(
        library, index, directory, options, strings, assets.paths, mentions.by_translation
    )
    plan = plan_pages(edition)
    watch("showing")
    templates = make_templates(tree.files, strings)
    problems += templates.problems
    if _has_error(problems):
        return Outcome({}, _sorted(problems), library)
    rendered = render_pages(plan.pages, templates, options.jobs)
    exported = export_all(edition, rendered.files)
    files = {**rendered.files, **exported, **assets.files, ".nojekyll": b""}
    if options.search:
        files[NAMES] = names_file(edition)
    problems += plan.problems + rendered.problems
    if not _has_error(problems):
        watch("verifying")
        problems += check_site(files, edition.base)
    records = search_records(edition) if options.search and not _has_error(problems) else ()
    return Outcome(files, _sorted(problems), library, records)


def _has_error(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


@dataclass(frozen=True, slots=True)
class _Assets:
    """Files that pages share: by output path, and each one's output path by its name."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]


def _assets(tree: Tree) -> _Assets:
    """Stylesheets, scripts and what belongs to them, with a digest in each name."""
    prefix = f"{TEMPLATES}assets/"
    found = {
        path.removeprefix(prefix): _packed(path, content)
        for path, content in sorted(tree.files.items())
        if path.startswith(prefix)
    }
    paths = {name: _digested(name, content) for name, content in found.items()}
    return _Assets({paths[name]: content for name, content in found.items()}, paths)


def _packed(path: str, content: bytes) -> bytes:
    """A stylesheet or script without its comments and indents, which are for whoever edits it."""
    packer = next((pack for ending, pack in _PACKERS.items() if path.endswith(ending)), None)
    try:
        return packer(content.decode()).encode() if packer else content
    except UnicodeDecodeError:  # a site's own, in some other encoding
        return content


def _digested(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    digest = blake2b(content, digest_size=5).hexdigest()
    return f"{urls.ASSETS}{stem}.{digest}{dot}{ending}"
