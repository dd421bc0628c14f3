"""The whole of it: a tree of sources in, a tree of files and a list of problems out."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b

from rjsmin import jsmin

from generator import urls
from generator.alignment import check_translations
from generator.anchors import anchor_annotations
from generator.check import check_site
from generator.directory import make_directory
from generator.exports import export_all
from generator.exports.epub import STYLESHEET, Unbound, books, bound
from generator.folders import paths_of
from generator.handover import Record, SocialCard
from generator.index import Found, make_index
from generator.ledger import read_ledger
from generator.library import read_library
from generator.losses import check_ledger
from generator.memo import Forgetful
from generator.mentions import find_mentions
from generator.model import Held, Library
from generator.moves import check_moves
from generator.options import Options
from generator.pages import data_page, plan_pages
from generator.pages.card import cards_of
from generator.pages.edition import Edition
from generator.pages.records import NAMES, names_file, search_records
from generator.problems import Problem, Severity
from generator.recordings import check_recordings, published_recordings
from generator.references import check_references
from generator.render import TEMPLATES, Templates, make_templates, render_pages
from generator.revisions import check_revisions
from generator.shelf import Files, laid, sizes_of
from generator.source import LEDGER, Tree
from generator.strings import Strings, read_strings

# A string, which stays, or comments and white space.
_CSS = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?:/\*.*?\*/|\s+)+""", re.DOTALL)
_AROUND = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|;? ?(\}) ?| ?([{;,]) ?|(:) """)

_IN_ASSETS = re.compile(r'"\{([\w-]+)\}"')


def packed_css(written: str) -> str:
    """A stylesheet without comments and without space where it never means anything.

    No more is taken away: packers that go on know too little of newer selectors; one made
    `.speaker :is(h2)` into `.speaker:is(h2)`.
    """
    spaced = _CSS.sub(lambda match: match[1] or " ", written)
    return _AROUND.sub(lambda match: next(filter(None, match.groups())), spaced).strip()


_PACKERS: Mapping[str, Callable[[str], str]] = {".css": packed_css, ".js": jsmin}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build makes: files to publish unless a problem is an error.

    Attributes:
        records: what the search index is to be made of, where the options ask for a search.
        media: sounds and films, which are published as they lie in the project: their paths
            there, by output path.
        cards: the pictures to be drawn, by their paths.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    library: Library
    records: tuple[Record, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, SocialCard] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        """Whether anything stands in the way of publishing."""
        return has_error(self.problems)

    @property
    def held(self) -> tuple[Held, ...]:
        """What is written but not published."""
        return self.library.held


Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose pages can be planned and made: all of them, or the one that is looked at.

    Attributes:
        files: what needs no making: stylesheets and the like.
        media: sounds and films by output path: where they lie in the project.
        book_style: the stylesheet of books.
    """

    edition: Edition
    templates: Templates
    files: Mapping[str, bytes]
    media: Mapping[str, str]
    book_style: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was read and found; `site` is None where an error stands in the way of showing it."""

    library: Library
    problems: tuple[Problem, ...]
    site: Site | None


def build(tree: Tree, options: Options, watch: Watch = lambda _: None) -> Outcome:
    """Make a site from its sources.

    Problems come sorted by place. A stage that finds errors ends the build after it, since later
    stages stand on what it found; `watch` is told the name of each stage as it begins.
    """
    prepared = prepare(tree, options, watch)
    if prepared.site is None:
        return Outcome({}, prepared.problems, prepared.library)
    site = prepared.site
    plan = plan_pages(site.edition)
    if has_error(plan.problems):
        return Outcome({}, _sorted(prepared.problems + plan.problems), prepared.library)
    watch("showing")
    rendered = render_pages(plan.pages, site.templates, options.jobs, options.scratch)
    exported = export_all(site.edition, rendered.files)
    bound, wrong = _bound(site, tuple(books(site.edition)))
    sizes = {**sizes_of(exported), **sizes_of(bound)}
    told = render_pages([data_page(site.edition, sizes)], site.templates)
    names = {NAMES: names_file(site.edition)} if options.search else {}
    files = Files(rendered.files, told.files, exported, bound, site.files, names)
    problems = prepared.problems + plan.problems + rendered.problems + wrong
    if not has_error(problems):
        watch("verifying")
        whole = Files(files, dict.fromkeys(site.media, b""))
        problems += check_site(whole, site.edition.base, options.jobs)
    records = search_records(site.edition) if options.search and not has_error(problems) else ()
    return Outcome(files, _sorted(problems), prepared.library, records, site.media,
                   cards_of(site.edition))  # fmt: skip


def book_at(site: Site, path: str) -> bytes | None:
    """The book that lies at a path, or None."""
    found = tuple(each for each in books(site.edition) if each.path == path)
    return _bound(site, found)[0].get(path)


def _bound(
    site: Site, unbound: tuple[Unbound, ...]
) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    """Books by path; what is wrong with their templates."""
    options = site.edition.options
    leaves = [leaf for each in unbound for leaf in each.leaves()]
    rendered = render_pages(leaves, site.templates, options.jobs, options.scratch)
    if rendered.problems:
        return {}, rendered.problems
    made = ((each.path, bound(each, rendered.files, site.book_style)) for each in unbound)
    return laid(made, len(unbound), options.scratch), ()


def prepare(
    tree: Tree,
    options: Options,
    watch: Watch = lambda _: None,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> Prepared:
    """Everything that comes before the pages are rendered; a memory spares what was done before."""
    watch("reading")
    library = read_library(tree, options, memory)
    directory = make_directory(library, memory)
    looks = memory.settled("looks", _looks(tree, memory))
    strings = read_strings(looks, library.site.language, library.site_document, memory)
    strings = memory.settled("strings", strings)
    watch("checking")
    problems = library.problems + strings.problems + check_references(library, directory, memory)
    ledger = memory("", read_ledger, tree.files.get(LEDGER))
    problems += check_translations(library, memory) + check_moves(library, ledger.pages, memory)
    problems += check_ledger(ledger, library, memory)
    problems += check_revisions(ledger, library, memory) + check_recordings(tree, library, memory)
    watch("finding")
    mentions = find_mentions(library, memory)
    anchors = anchor_annotations(library, memory)
    problems += mentions.problems + anchors.problems
    if has_error(problems):
        return Prepared(library, _sorted(problems), None)
    watch("gathering")
    index = make_index(library, directory, Found(mentions, anchors), memory)
    assets = memory.settled("assets", _assets(looks, strings, memory))
    edition = Edition(
        library, index, directory, options, strings, assets.paths, mentions.by_translation
    )
    pages = memory.settled("templates", _of_pages(looks))
    templates = memory("", make_templates, pages, strings)
    problems += templates.problems
    if has_error(problems):
        return Prepared(library, _sorted(problems), None)
    style = looks.files.get(STYLESHEET, b"")
    files = {**assets.files, ".nojekyll": b""}
    site = Site(edition, templates, files, published_recordings(tree, library, memory), style)
    return Prepared(library, _sorted(problems), site)


def has_error(problems: tuple[Problem, ...]) -> bool:
    """Whether a problem stands in the way of publishing."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


def _looks(tree: Tree, memory: Forgetful) -> Tree:
    """What decides about the looks alone: templates, strings and assets."""
    paths = memory("", _of_looks, paths_of(tree, memory))
    return Tree({path: tree.files[path] for path in paths})


def _of_looks(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in paths if path.startswith(TEMPLATES))


@dataclass(frozen=True, slots=True)
class _Assets:
    """Files that pages share: by output path, and each one's output path by its name."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]


def _of_pages(looks: Tree) -> Mapping[str, bytes]:
    return {path: each for path, each in looks.files.items() if path.endswith(".html")}


def _assets(tree: Tree, strings: Strings, memory: Forgetful) -> _Assets:
    """Stylesheets, scripts and what belongs to them, with a digest in each name.

    `"{key}"` in a stylesheet is a string of the catalogue.
    """
    prefix = f"{TEMPLATES}assets/"
    found = {
        path.removeprefix(prefix): memory(path, _packed, path, content, strings)
        for path, content in sorted(tree.files.items())
        if path.startswith(prefix)
    }
    paths = {name: _digested(name, content) for name, content in found.items()}
    return _Assets({paths[name]: content for name, content in found.items()}, paths)


def _packed(path: str, content: bytes, strings: Strings) -> bytes:
    """A stylesheet or script without its comments and indents, which are for whoever edits it."""
    packer = next((pack for ending, pack in _PACKERS.items() if path.endswith(ending)), None)
    try:
        packed = packer(content.decode()) if packer else ""
    except UnicodeDecodeError:  # a site's own, in some other encoding
        return content
    packed = _IN_ASSETS.sub(partial(_said, strings, path.endswith(".css")), packed)
    return packed.encode() if packer else content


def _said(strings: Strings, as_css: bool, found: re.Match[str]) -> str:  # noqa: FBT001  # two ways
    """A string of the catalogue as stylesheets or scripts write it."""
    if found[1] not in strings.forms:
        return found[0]
    if not as_css:
        return json.dumps(strings.text(found[1]), ensure_ascii=False)
    words = re.sub(r'["\\\n]', lambda char: f"\\{ord(char[0]):x} ", strings.text(found[1]))
    return f'"{words}"'


def _digested(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    digest = blake2b(content, digest_size=5).hexdigest()
    return f"{urls.ASSETS}{stem}.{digest}{dot}{ending}"
