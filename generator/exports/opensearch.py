"""What lets a browser search the site from its address bar: OpenSearch 1.1."""

from generator import urls
from generator.formats import OPENSEARCH
from generator.pages.edition import Edition
from generator.serial import document, element, joined, one_line

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST_NAME, _LONGEST_DESCRIPTION = 16, 1024  # by the specification


def opensearch(edition: Edition) -> dict[str, bytes]:
    """The description of the search, where the site has one and an address."""
    if not (edition.base and edition.options.search):
        return {}
    site = edition.library.site
    page = urls.absolute(edition.base, urls.path_of(urls.SEARCH))
    icon = edition.assets.get("icon.svg")
    image = (
        [element("Image", urls.absolute(edition.base, icon), type="image/svg+xml")] if icon else []
    )
    return {OPENSEARCH.file: document(element(
        "OpenSearchDescription",
        joined([
            element("ShortName", _short(one_line(site.title))),
            element("Description", one_line(site.description)[:_LONGEST_DESCRIPTION]),
            element("Url", type="text/html", template=f"{page}?q={{searchTerms}}"),
            element("InputEncoding", "UTF-8"),
            *image,
        ]),
        xmlns=_NAMESPACE,
    ))}  # fmt: skip


def _short(title: str) -> str:
    """The first words of a title, as many as a browser's menu has room for."""
    if len(title) <= _LONGEST_NAME:
        return title
    words = title[: _LONGEST_NAME + 1].rpartition(" ")[0]
    return words or title[:_LONGEST_NAME]
