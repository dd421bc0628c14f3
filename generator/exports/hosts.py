"""What hosts and search engines read: response headers, the map of the site, robots.txt."""

from collections.abc import Mapping
from datetime import date

from generator import urls
from generator.changes import last_change
from generator.folders import BRIEFINGS
from generator.formats import ATOM, JSON_FEED, OF_BRIEFINGS, OF_ENTRIES, OF_SITES, OPENSEARCH
from generator.pages.edition import Edition
from generator.pages.frame import CONTENT_SECURITY_POLICY, MEDIA_SOURCE, SEARCH_POLICY
from generator.serial import document, element, joined
from generator.thing import Thing

HEADERS = "_headers"
_MOST_ADDRESSES = 50_000  # in one map, by the protocol of sitemaps
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NOT_INDEXED = b'<meta name="robots" content="noindex">'
_HEAD = 3000  # bytes of a page in which its robots' line would stand
_ALL = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
)
_FOREVER = "Cache-Control: public, max-age=31536000, immutable"  # names carry a digest
_OPEN = "Access-Control-Allow-Origin: *"  # data may be read by pages of others


def headers(edition: Edition) -> dict[str, bytes]:
    """The headers of responses, as Netlify and Cloudflare Pages read them from a file.

    A page obeys its own policy and the header's: the latter must let the search page run and
    sounds be played.
    """
    allowed = SEARCH_POLICY if edition.options.search else CONTENT_SECURITY_POLICY
    if any(each.head.media for each in edition.library.briefings.values()):
        allowed += MEDIA_SOURCE
    policy = f"Content-Security-Policy: {allowed}; frame-ancestors 'none'"
    rules = [("/*", (policy, *_ALL)), (f"/{urls.ASSETS}*", (_FOREVER,))]
    rules += [
        (
            f"/{BRIEFINGS}/:briefing/{each.file}",
            (f"Content-Type: {each.type}; charset=utf-8", _OPEN),
        )
        for each in OF_BRIEFINGS
    ]
    rules += [
        (f"{folder}/{each.file}", (f"Content-Type: {each.type}; charset=utf-8", _OPEN))
        for each in (ATOM, JSON_FEED) for folder in ("", "/:kind/:name")
    ]  # fmt: skip
    rules += [(f"/:kind/:name/{each.file}", (f"Content-Type: {each.type}; charset=utf-8", _OPEN))
              for each in OF_ENTRIES]  # fmt: skip
    rules += [(f"/{each.file}", (f"Content-Type: {each.type}; charset=utf-8", _OPEN))
              for each in (*OF_SITES, OPENSEARCH)]  # fmt: skip
    text = "".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in rules)
    return {HEADERS: text.encode()}


def robots(edition: Edition) -> dict[str, bytes]:
    """Everything may be read; where the map of the site is."""
    address = urls.absolute(edition.base, "sitemap.xml")
    return {"robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()}


def sitemaps(
    edition: Edition, pages: Mapping[str, bytes], most: int = _MOST_ADDRESSES
) -> dict[str, bytes]:
    """The map of the site, in parts where there are more pages than one map may name.

    Briefings say when they changed last; of other pages no honest day is known.
    """
    changed = {edition.path(Thing(BRIEFINGS, each.id)): last_change(each)
               for each in edition.library.briefings.values()}  # fmt: skip
    indexed = [path for path, content in sorted(pages.items())
               if path.endswith(".html") and _NOT_INDEXED not in content[:_HEAD]]  # fmt: skip
    if len(indexed) <= most:
        return {"sitemap.xml": _map(edition, indexed, changed)}
    parts = [indexed[start : start + most] for start in range(0, len(indexed), most)]
    files = {f"sitemap-{number}.xml": _map(edition, part, changed)
             for number, part in enumerate(parts, start=1)}  # fmt: skip
    entries = [element("sitemap", element("loc", urls.absolute(edition.base, path)))
               for path in files]  # fmt: skip
    return files | {"sitemap.xml": document(element("sitemapindex", joined(entries),
                                                    xmlns=_SITEMAPS))}  # fmt: skip


def _map(edition: Edition, paths: list[str], changed: Mapping[str, date]) -> bytes:
    entries = [
        element("url", element("loc", urls.absolute(edition.base, path)),
                *([element("lastmod", changed[path].isoformat())] if path in changed else []))
        for path in paths
    ]  # fmt: skip
    return document(element("urlset", joined(entries), xmlns=_SITEMAPS))
