"""Addresses: the only place where one is made.

Every page is the `index.html` of a folder of its own and links are relative and name the file, so
that a site works at any address and opened from a disk. See docs/decisions/0003-addresses.md.
"""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"]")
HOME = "index.html"
MISSING = "404.html"
ASSETS = "assets/"
NAMED_IN = "named-in"  # the id of the mentions on an entry’s page
SEARCH = "search"
MEDIA = "media/"


def path_of(*parts: str) -> str:
    """The output path of the page with an address: ("people", "x") is people/x/index.html."""
    return "/".join([*parts, HOME])


def relative(page: str, target: str, fragment: str = "") -> str:
    """The link from one output path to another, percent-encoded."""
    if page == target and fragment:
        return f"#{quoted(fragment)}"
    return "../" * page.count("/") + quoted(target) + (f"#{quoted(fragment)}" if fragment else "")


@lru_cache(maxsize=65536)
def quoted(part: str) -> str:
    """A part of an address, percent-encoded: much the same is asked for all the time."""
    return quote(part)


def absolute(base: str, target: str) -> str:
    """The full address of an output path below a base; folders are named without index.html."""
    folder = target.removesuffix(HOME) if target.endswith(f"/{HOME}") or target == HOME else target
    return base.rstrip("/") + "/" + quoted(folder)


def full(base: str, link: str) -> str:
    """The full address of what a link from the site's root leads to."""
    path, sign, fragment = link.partition("#")
    return base.rstrip("/") + "/" + re.sub(r"(\A|/)index\.html\Z", r"\1", path) + sign + fragment


def beside(page: str, name: str) -> str:
    """The output path of a file that lies in the folder of a page."""
    return page.removesuffix(HOME) + name


def rooted(base: str, link: str) -> str:
    """A relative link of a page at the top, from the host's root: it works at any depth."""
    return f"{urlsplit(base).path.rstrip('/')}/{link}"


def is_web_address(written: str) -> bool:
    """Whether a text is an address that a browser can open: http or https, with a host."""
    try:
        parts = urlsplit(written)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"} and bool(host) and not _NOT_IN_ADDRESSES.search(written)
    )


def is_loopback(base: str) -> bool:
    """Whether an address means this machine only."""
    host = (urlsplit(base).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def paragraph_id(number: int) -> str:
    """The id of a paragraph in its page."""
    return f"p{number}"


def translated_id(number: int, language: str) -> str:
    """The id of a translation's paragraph in its page."""
    return f"p{number}-{language}"


def note_id(annotation: str) -> str:
    """The id of an annotation's note in its page."""
    return f"n-{annotation}"


def reference_id(annotation: str) -> str:
    """The id of the number in the text that leads to a note."""
    return f"r-{annotation}"


def passage(identifier: str, words: str) -> str:
    """The fragment of a place in which a browser also marks some words (WICG Text Fragments).

    Browsers that do not know the directive go to the place. Of the signs that `quote` leaves, the
    hyphen means something in a directive.
    """
    marked = quote(words, safe="").replace("-", "%2D")
    return f"#{quoted(identifier)}" + (f":~:text={marked}" if words else "")
