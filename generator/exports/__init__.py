"""Everything the site knows, in the formats of others: one file a format, all from one model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from generator import urls
from generator.citation import citation_of
from generator.exports.annotations import annotation_collection
from generator.exports.archive import archives
from generator.exports.bibtex import bibtex
from generator.exports.concepts import glossary_scheme, topics_scheme
from generator.exports.csl import csl
from generator.exports.data import briefing_data
from generator.exports.feeds import channels, feed
from generator.exports.hosts import headers, robots, sitemaps
from generator.exports.llms import llms
from generator.exports.markdown import briefing_markdown
from generator.exports.mentions import mentions_csv
from generator.exports.news import make_news
from generator.exports.opensearch import opensearch
from generator.exports.popolo import popolo, popolo_of
from generator.exports.redirects import redirects
from generator.exports.ris import ris
from generator.exports.skos import skos
from generator.exports.tei import tei
from generator.exports.tei_names import Named, make_cast
from generator.exports.tmx import tmx
from generator.exports.turtle import turtle
from generator.folders import BRIEFINGS
from generator.formats import (
    ANNOTATIONS,
    ATOM,
    BIBTEX,
    CSL,
    DATA,
    ENTRY,
    GLOSSARY,
    GLOSSARY_TURTLE,
    JSON_FEED,
    MARKDOWN,
    MENTIONS,
    POPOLO,
    RIS,
    SKOS,
    SKOS_TURTLE,
    TEI,
    TMX,
    TRANSCRIPT,
    Format,
    formats_of_entry,
    formats_of_site,
)
from generator.model import Briefing, Entry
from generator.pages.edition import Edition
from generator.pages.parallel import parallel_path
from generator.shelf import Files, Put, laid, shelve
from generator.speech import as_text
from generator.thing import Thing

_ARCHIVES = "data/"  # the folder; they are made of all that is exported

_WHOLE: Mapping[Format, Callable[[Edition, str], bytes]] = {
    POPOLO: popolo,
    GLOSSARY: lambda edition, path: skos(glossary_scheme(edition, path)),
    GLOSSARY_TURTLE: lambda edition, path: turtle(glossary_scheme(edition, path)),
    SKOS: lambda edition, path: skos(topics_scheme(edition, path)),
    SKOS_TURTLE: lambda edition, path: turtle(topics_scheme(edition, path)),
}
_OF_ENTRY: Mapping[Format, Callable[[Edition, str, Entry], bytes]] = {
    ENTRY: popolo_of,
    MENTIONS: mentions_csv,
}
Work = Callable[[], Mapping[str, bytes]]


def export_all(edition: Edition, pages: Mapping[str, bytes]) -> Files[bytes]:
    """Every file that is no page, by path; `pages` are the finished ones, for the sitemap."""
    cast = make_cast(edition)
    work: list[Work] = [partial(_beside, edition, cast, each)
                        for each in edition.library.briefings.values()]  # fmt: skip
    work += [partial(_beside_entry, edition, each) for each in edition.library.entries.values()]
    if edition.base:
        news = make_news(edition)
        work += [partial(feed, edition, channel) for channel in channels(edition, news)]
    many, _ = shelve(_done, work, edition.options.jobs, edition.options.scratch)
    files = headers(edition) | redirects(edition) | llms(edition) | opensearch(edition)
    for each in formats_of_site(edition.library):
        files |= _whole(edition, each)
    if edition.base:
        files |= sitemaps(edition, pages)
        files |= robots(edition)
    exported = Files(many, files)
    packed = laid(archives(edition, exported), len(work), edition.options.scratch)
    return Files(exported, packed)


def export_one(edition: Edition, pages: Mapping[str, bytes], path: str) -> bytes | None:
    """The file at a path as `export_all` makes it, or None; only what lies beside it is made."""
    for work in _where_it_may_be(edition, pages, path):
        made = work()
        if path in made:
            return made[path]
    return None


def _where_it_may_be(edition: Edition, pages: Mapping[str, bytes], path: str) -> Iterator[Work]:
    library, (folder, _, _) = edition.library, path.rpartition("/")
    kind, _, name = folder.rpartition("/")
    kind, name = _of_briefing(kind, name)
    if kind == BRIEFINGS and name in library.briefings:
        yield partial(_beside, edition, make_cast(edition), library.briefings[name])
    if name in library.entries and library.entries[name].kind == kind:
        yield partial(_beside_entry, edition, library.entries[name])
    yield from (partial(_whole, edition, each) for each in formats_of_site(library)
                if each.file == path)  # fmt: skip
    yield partial(headers, edition)
    yield partial(redirects, edition)
    yield partial(llms, edition)
    yield partial(opensearch, edition)
    if edition.base:
        yield partial(sitemaps, edition, pages)
        yield partial(robots, edition)
        yield partial(_feed_at, edition, path)
    if path.startswith(_ARCHIVES):
        yield partial(export_all, edition, pages)


def _of_briefing(kind: str, name: str) -> tuple[str, str]:
    """The folder and the name of a briefing, of whose translation they may be."""
    folder, _, above = kind.partition("/")
    return (folder, above) if folder == BRIEFINGS and above else (kind, name)


def _whole(edition: Edition, form: Format) -> dict[str, bytes]:
    """A file about the whole site."""
    return {form.file: _WHOLE[form](edition, form.file)}


def _feed_at(edition: Edition, path: str) -> dict[str, bytes]:
    """The feed that has a file at a path, if one has."""
    if path.rpartition("/")[2] not in {ATOM.file, JSON_FEED.file}:
        return {}
    folder = path.rpartition("/")[0]
    return {
        path: content
        for channel in channels(edition, make_news(edition))
        if channel.page.rpartition("/")[0] == folder
        for path, content in feed(edition, channel).items()
    }


def _done(work: Sequence[Work], put: Put) -> None:
    for each in work:
        for path, content in each().items():
            put(path, content)


def _beside(edition: Edition, cast: Mapping[str, Named], briefing: Briefing) -> dict[str, bytes]:
    return dict(_files(edition, cast, briefing))


def _beside_entry(edition: Edition, entry: Entry) -> dict[str, bytes]:
    """The files beside the page of an entry."""
    page = edition.path(Thing(entry.kind, entry.id))
    formats = formats_of_entry(entry.kind, is_named=entry.id in edition.index.named)
    paths = {urls.beside(page, each.file): each for each in formats}
    return {path: _OF_ENTRY[each](edition, path, entry) for path, each in paths.items()}


def _files(
    edition: Edition, cast: Mapping[str, Named], briefing: Briefing
) -> Iterator[tuple[str, bytes]]:
    """The files beside the page of a briefing."""
    page = edition.path(Thing(BRIEFINGS, briefing.id))
    url = urls.absolute(edition.base, page) if edition.base else ""
    cited = citation_of(edition.library, briefing, url)
    words = as_text(briefing.transcript)
    digest = sha256(words).hexdigest()

    def at(name: str) -> str:
        return urls.beside(page, name)

    yield at(TRANSCRIPT.file), words
    yield at(MARKDOWN.file), briefing_markdown(edition, briefing, at(MARKDOWN.file))
    yield at(DATA.file), briefing_data(edition, briefing, at(DATA.file), digest)
    if briefing.annotations:
        path = at(ANNOTATIONS.file)
        yield path, annotation_collection(edition, briefing, path, digest)
    yield at(TEI.file), tei(edition, briefing, at(TEI.file), cast)
    yield at(BIBTEX.file), bibtex(cited)
    yield at(RIS.file), ris(cited)
    yield at(CSL.file), csl(cited)
    yield from _in_languages(edition, briefing, page)


def _in_languages(edition: Edition, briefing: Briefing, page: str) -> Iterator[tuple[str, bytes]]:
    """The texts of a briefing in other languages: one by one, and beside its own."""
    translations = edition.library.translations.get(briefing.id, ())
    for each in translations:
        yield urls.beside(parallel_path(each), TRANSCRIPT.file), as_text(each.transcript)
    if translations:
        yield urls.beside(page, TMX.file), tmx(edition, briefing)
