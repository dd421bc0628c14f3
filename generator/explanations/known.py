"""Everything that explanations are made from; a site with errors has no pages, but the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from generator import urls
from generator.anchors import anchor_annotations
from generator.build import prepare
from generator.directory import Directory, make_directory
from generator.exports.feeds import Channel, channels
from generator.exports.hosts import HEADERS
from generator.exports.news import make_news
from generator.folders import PAGES
from generator.formats import (
    ARCHIVE,
    ATOM,
    EPUB_OF_ALL,
    JSON_FEED,
    LLMS,
    OPENSEARCH,
    TRANSCRIPT,
    Format,
    formats_of,
    formats_of_entry,
    formats_of_site,
)
from generator.index import Found, Index, make_index
from generator.mentions import find_mentions
from generator.model import Briefing, Entry, Library, Mark, Published, Translation
from generator.options import Options
from generator.pages import plan_pages
from generator.pages.edition import Edition
from generator.pages.parallel import parallel_path
from generator.pages.planned import Planned
from generator.pages.records import NAMES
from generator.problems import Problem
from generator.recordings import published_recordings
from generator.source import Tree
from generator.thing import Thing, thing_of

_FOR_HOSTS: Mapping[str, str] = {
    HEADERS: "the headers of responses, for hosts that read them",
    "_redirects": "where old addresses lead, for hosts that read it",
    "robots.txt": "what search engines may read",
    ".nojekyll": "tells GitHub Pages to publish the files as they are",
    NAMES: "the names that the search knows",
}


@dataclass(frozen=True)
class Known:
    """What was read and found.

    Attributes:
        edition: None where errors stand in the way of the site.
        pages: the pages by output path; none where errors stand in the way.
    """

    tree: Tree
    library: Library
    directory: Directory
    index: Index
    translated: Mapping[str, tuple[Mark, ...]]
    problems: tuple[Problem, ...]
    edition: Edition | None
    pages: Mapping[str, Planned]

    @property
    def base(self) -> str:
        """The address of the site, or "" where it has none."""
        return self.edition.base if self.edition else self.library.site.url or ""

    def path(self, thing: Thing) -> str:
        """The output path of a thing's page."""
        parts = (thing.id,) if thing.folder == PAGES else (thing.folder, thing.id)
        return urls.path_of(*parts)

    def address(self, path: str) -> str:
        """The full address of an output path, or the path where the site has no address."""
        return urls.absolute(self.base, path) if self.base else path.removesuffix(urls.HOME)

    def problems_in(self, *paths: str) -> tuple[str, ...]:
        """What is wrong with some files, a line each."""
        return tuple(f"{each.place.path}:{each.place.line}: {each.code}: {each.message}"
                     for each in self.problems if each.place.path in paths)  # fmt: skip

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """The feeds of the site."""
        if self.edition is None or not self.edition.base:
            return ()
        return tuple(channels(self.edition, make_news(self.edition)))

    def formats(self, written: Published) -> tuple[Format, ...]:
        """The formats in which something is published beside its page."""
        match written:
            case Briefing():
                return formats_of(self.library, written)
            case Entry():
                return formats_of_entry(written.kind, is_named=written.id in self.index.named)
            case _:
                return ()

    @cached_property
    def beside(self) -> Mapping[str, tuple[str, Published]]:
        """The files beside pages, each with its format and whose page that is."""
        found = {
            urls.beside(self.path(thing_of(written)), each.file): (each.type, written)
            for written in self.library.published
            for each in self.formats(written)
        }
        for translations in self.library.translations.values():
            for each in translations:
                path = urls.beside(parallel_path(each), TRANSCRIPT.file)
                found[path] = (TRANSCRIPT.type, self.library.briefings[each.briefing])
        return found

    @cached_property
    def other_files(self) -> Mapping[str, str]:
        """What else the site consists of, each with what it is."""
        if self.edition is None:
            return {}
        files = dict(_FOR_HOSTS)
        whole = (*formats_of_site(self.library), ARCHIVE, EPUB_OF_ALL, LLMS, OPENSEARCH)
        files |= {each.file: f"the whole as {each.type}" for each in whole}
        files |= {path: f"templates/assets/{name}, with a digest of it in its name"
                  for name, path in self.edition.assets.items()}  # fmt: skip
        files |= {urls.beside(channel.page, form.file): f"a feed: {channel.title}"
                  for channel in self.channels for form in (ATOM, JSON_FEED)}  # fmt: skip
        return files | dict.fromkeys(self.recordings, "a sound or film")

    @cached_property
    def recordings(self) -> Mapping[str, str]:
        """The sounds and films that are published: where they lie, by output path."""
        return published_recordings(self.tree, self.library)

    @property
    def translations(self) -> Mapping[str, Translation]:
        """Every translation that is shown, by its id."""
        found = chain.from_iterable(self.library.translations.values())
        return {each.id: each for each in found}


def make_known(tree: Tree, options: Options) -> Known:
    """What is known of a site, as it would be published."""
    prepared = prepare(tree, options)
    library = prepared.library
    if prepared.site is not None:
        edition = prepared.site.edition
        pages = {page.path: page for page in plan_pages(edition).pages}
        return Known(tree, library, edition.directory, edition.index, edition.translated,
                     prepared.problems, edition, pages)  # fmt: skip
    directory = make_directory(library)
    found = Found(find_mentions(library), anchor_annotations(library))
    index = make_index(library, directory, found)
    return Known(tree, library, directory, index, found.mentions.by_translation,
                 prepared.problems, None, {})  # fmt: skip
