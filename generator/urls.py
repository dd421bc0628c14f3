"""Addresses: the only place where one is made.

Every page is the `index.html` of a folder of its own and links are relative and name the file, so
that a site works at any address and opened from a disk. See docs/decisions/0003-addresses.md.
"""

from functools import lru_cache
from urllib.parse import quote, urlsplit

HOME = "index.html"
MISSING = "404.html"
ASSETS = "assets/"
LOOPBACK = ("localhost", "127.", "0.0.0.0", "[::1]")  # noqa: S104  # refused, not bound


def path_of(*parts: str) -> str:
    """The output path of the page with an address: ("people", "x") is people/x/index.html."""
    return "/".join([*parts, HOME])


def relative(page: str, target: str, fragment: str = "") -> str:
    """The link from one output path to another, percent-encoded."""
    if page == target and fragment:
        return f"#{quote(fragment)}"
    return "../" * page.count("/") + _quoted(target) + (f"#{quote(fragment)}" if fragment else "")


@lru_cache(maxsize=65536)
def _quoted(path: str) -> str:
    return quote(path)


def absolute(base: str, target: str) -> str:
    """The full address of an output path below a base; folders are named without index.html."""
    folder = target.removesuffix(HOME) if target.endswith(f"/{HOME}") or target == HOME else target
    return base.rstrip("/") + "/" + quote(folder)


def rooted(base: str, target: str, fragment: str = "") -> str:
    """The address of an output path from the host's root, for pages shown at any depth."""
    path = urlsplit(base).path.rstrip("/")
    return f"{path}/{quote(target)}" + (f"#{quote(fragment)}" if fragment else "")


def is_loopback(base: str) -> bool:
    """Whether an address means this machine only."""
    host = urlsplit(base).netloc.rpartition("@")[2].casefold()
    return host.startswith(LOOPBACK)


def paragraph_id(number: int) -> str:
    """The id of a paragraph in its page."""
    return f"p{number}"


def note_id(annotation: str) -> str:
    """The id of an annotation's note in its page."""
    return f"n-{annotation}"


def reference_id(annotation: str) -> str:
    """The id of the number in the text that leads to a note."""
    return f"r-{annotation}"


def quote_id(annotation: str) -> str:
    """The id of the words that a note is about."""
    return f"q-{annotation}"
