"""Old addresses for hosts that lead on from them: as Netlify and Cloudflare Pages read them."""

from urllib.parse import quote

from generator import urls
from generator.moves import moves_of
from generator.pages.edition import Edition

REDIRECTS = "_redirects"


def redirects(edition: Edition) -> dict[str, bytes]:
    """A line for every old address, then one for what lay below it; nothing where none has moved.

    In this order since Cloudflare reads 2,000 of the former, but no more than 100 of the latter.
    """
    pairs = [
        (_folder(edition.path(move.old)), _folder(edition.path(move.new)))
        for move in moves_of(edition.library)
    ]
    if not pairs:
        return {}
    lines = [f"{old} {new} 301\n" for old, new in pairs]
    lines += [f"{old}* {new}:splat 301\n" for old, new in pairs]
    return {REDIRECTS: "".join(lines).encode()}


def _folder(path: str) -> str:
    """The address of a page's folder, from the root of the host."""
    return quote(f"/{path.removesuffix(urls.HOME)}")
