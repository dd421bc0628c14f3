"""Checks on the finished site: every link and fragment leads somewhere, every id is there once."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from generator.problems import Place, Problem, did_you_mean

# Exact on our pages: templates quote every attribute, and text and values escape the quotes.
_ATTRIBUTE = re.compile(rb'\s(href|src|id)="([^"]*)"')


def check_site(files: Mapping[str, bytes], base: str) -> tuple[Problem, ...]:
    """What leads nowhere and what has one id twice, in all pages of a site.

    Args:
        files: every file of the site by its path.
        base: the site's address, or ""; addresses from the host's root are read below it.
    """
    found = {
        path: _ATTRIBUTE.findall(content)
        for path, content in files.items()
        if path.endswith(".html")
    }
    ids = {
        path: frozenset(value for name, value in attributes if name == b"id")
        for path, attributes in found.items()
    }
    problems: list[Problem] = []
    for path, attributes in found.items():
        problems += _repeated_ids(path, attributes, ids[path])
        links = dict.fromkeys(value for name, value in attributes if name != b"id")
        problems += _dead_links(path, links, files, ids, base)
    return tuple(problems)


def _repeated_ids(
    path: str, attributes: list[tuple[bytes, bytes]], known: frozenset[bytes]
) -> Iterator[Problem]:
    written = [value for name, value in attributes if name == b"id"]
    if len(written) == len(known):
        return
    for value in sorted(known):
        if written.count(value) > 1:
            message = f"the page has the id “{value.decode()}” {written.count(value)} times"
            yield Problem(Place(path), "E302", message, "remove the id that was written by hand")


def _dead_links(
    path: str,
    links: Mapping[bytes, None],
    files: Mapping[str, bytes],
    ids: Mapping[str, frozenset[bytes]],
    base: str,
) -> Iterator[Problem]:
    for link in links:
        target, _, fragment = link.partition(b"#")
        fragment = fragment.partition(b":~:")[0]  # what follows is for browsers to mark
        if (resolved := _resolve(path, target, base)) is None:
            continue
        if resolved not in files:
            message = f"the link “{unescape(link.decode())}” leads to no file of the site"
            hint = did_you_mean(resolved, files) if len(files) < 1000 else ""  # noqa: PLR2004
            yield Problem(Place(path), "E301", message, hint)
        elif fragment and resolved in ids and not _has(ids.get(resolved, frozenset()), fragment):
            message = f"the link “{unescape(link.decode())}” leads to no place of {resolved}"
            yield Problem(Place(path), "E301", message)


def _has(ids: frozenset[bytes], fragment: bytes) -> bool:
    return fragment in ids or unquote(unescape(fragment.decode())).encode() in {
        unescape(each.decode()).encode() for each in ids
    }


def _resolve(path: str, target: bytes, base: str) -> str | None:
    """The output path that a link means, or None for one that leads out of the site."""
    if not target:
        return path
    written = unescape(target.decode())
    if written.startswith("//") or urlsplit(written).scheme:
        return None
    if written.startswith("/"):
        below = urlsplit(base).path.rstrip("/") + "/"
        return unquote(written.removeprefix(below))
    if written.startswith("../" * path.count("/")):
        plain = written[3 * path.count("/") :]
        if "/../" not in plain and "%" not in plain and not plain.startswith((".", "..")):
            return plain
    return normpath(join(dirname(path), unquote(written)))
