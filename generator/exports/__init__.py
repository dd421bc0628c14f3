"""Everything the site knows, in the formats of others: one file a format, all from one model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from generator import urls
from generator.citation import citation_of
from generator.exports.annotations import annotation_collection
from generator.exports.bibtex import bibtex
from generator.exports.csl import csl
from generator.exports.data import briefing_data
from generator.exports.feeds import channels, feed
from generator.exports.hosts import headers, robots, sitemaps
from generator.exports.news import make_news
from generator.exports.popolo import popolo
from generator.exports.redirects import redirects
from generator.exports.ris import ris
from generator.exports.skos import skos
from generator.exports.tei import tei
from generator.exports.tei_names import Named, make_cast
from generator.exports.transcript import transcript_text
from generator.formats import (
    ANNOTATIONS,
    ATOM,
    BIBTEX,
    CSL,
    DATA,
    JSON_FEED,
    POPOLO,
    RIS,
    SKOS,
    TEI,
    TRANSCRIPT,
    formats_of_site,
)
from generator.library import BRIEFINGS
from generator.model import Briefing
from generator.pages.frame import Edition
from generator.references import Thing
from generator.shelf import Files, Put, shelve

_WHOLE = {POPOLO: popolo, SKOS: skos}
Work = Callable[[], Mapping[str, bytes]]


def export_all(edition: Edition, pages: Mapping[str, bytes]) -> Files:
    """Every file that is no page, by path; `pages` are the finished ones, for the sitemap."""
    cast = make_cast(edition)
    work: list[Work] = [partial(_beside, edition, cast, each)
                        for each in edition.library.briefings.values()]  # fmt: skip
    if edition.base:
        news = make_news(edition)
        work += [partial(feed, edition, channel) for channel in channels(edition, news)]
    many, _ = shelve(_done, work, edition.options.jobs, edition.options.scratch)
    files = {**headers(edition), **redirects(edition)}
    files |= {each.file: _WHOLE[each](edition, each.file)
              for each in formats_of_site(edition.library)}  # fmt: skip
    if edition.base:
        files |= sitemaps(edition, pages)
        files |= robots(edition)
    return Files(many, files)


def export_one(edition: Edition, pages: Mapping[str, bytes], path: str) -> bytes | None:
    """The file at a path as `export_all` makes it, or None; only what lies beside it is made."""
    folder = path.rpartition("/")[0]
    for briefing in edition.library.briefings.values():
        if edition.path(Thing(BRIEFINGS, briefing.id)).rpartition("/")[0] == folder:
            beside = _beside(edition, make_cast(edition), briefing)
            if path in beside:
                return beside[path]
    for each in formats_of_site(edition.library):
        if each.file == path:
            return _WHOLE[each](edition, path)
    hosts = headers(edition) | redirects(edition)
    if edition.base:
        hosts |= sitemaps(edition, pages) | robots(edition)
    return hosts[path] if path in hosts else _feed_at(edition, path)


def _feed_at(edition: Edition, path: str) -> bytes | None:
    if not edition.base or path.rpartition("/")[2] not in {ATOM.file, JSON_FEED.file}:
        return None
    made = (feed(edition, channel) for channel in channels(edition, make_news(edition)))
    return next((files[path] for files in made if path in files), None)


def _done(work: Sequence[Work], put: Put) -> None:
    for each in work:
        for path, content in each().items():
            put(path, content)


def _beside(edition: Edition, cast: Mapping[str, Named], briefing: Briefing) -> dict[str, bytes]:
    return dict(_files(edition, cast, briefing))


def _files(
    edition: Edition, cast: Mapping[str, Named], briefing: Briefing
) -> Iterator[tuple[str, bytes]]:
    """The files beside the page of a briefing."""
    page = edition.path(Thing(BRIEFINGS, briefing.id))
    url = urls.absolute(edition.base, page) if edition.base else ""
    cited = citation_of(edition.library, briefing, url)
    words = transcript_text(briefing)
    digest = sha256(words).hexdigest()

    def at(name: str) -> str:
        return urls.beside(page, name)

    yield at(TRANSCRIPT.file), words
    yield at(DATA.file), briefing_data(edition, briefing, at(DATA.file), digest)
    if briefing.annotations:
        path = at(ANNOTATIONS.file)
        yield path, annotation_collection(edition, briefing, path, digest)
    yield at(TEI.file), tei(edition, briefing, at(TEI.file), cast)
    yield at(BIBTEX.file), bibtex(cited)
    yield at(RIS.file), ris(cited)
    yield at(CSL.file), csl(cited)
