"""Checks on the finished site: every link and fragment leads somewhere, every id is there once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from itertools import chain
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from generator.problems import Place, Problem, did_you_mean
from generator.processes import spread

# Exact on our pages: templates quote every attribute, and text and values escape the quotes.
# The white space is looked at last, so that the search is one for the letters before it, which is
# two to five times as fast.
_ID = re.compile(rb'id="(?<=\sid=")([^"]*)"')
_LINKS = (re.compile(rb'href="(?<=\shref=")([^"]*)"'), re.compile(rb'src="(?<=\ssrc=")([^"]*)"'))
_WORTH_SHARING = 300  # pages; below, starting a process costs more than it saves


def check_site(files: Mapping[str, bytes], base: str, jobs: int = 1) -> tuple[Problem, ...]:
    """What leads nowhere and what has one id twice, in all pages of a site.

    Args:
        files: every file of the site by its path.
        base: the site's address, or ""; addresses from the host's root are read below it.
        jobs: how many processes share the work of a large site.
    """
    pages = [path for path in files if path.endswith(".html")]
    shares = jobs if len(pages) >= _WORTH_SHARING else 1
    ids: dict[str, bytes] = {}
    problems: list[Problem] = []
    for found, repeated in spread(partial(_all_ids, files), pages, shares):
        ids |= found
        problems += repeated
    for dead in spread(partial(_all_dead, _Links(files, ids, base)), pages, shares):
        problems += dead
    return tuple(problems)


def _all_ids(
    files: Mapping[str, bytes], pages: Sequence[str]
) -> tuple[dict[str, bytes], list[Problem]]:
    """The ids of pages, in the quotes around them, and which stand there twice."""
    ids: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in pages:
        written = _ID.findall(files[path])
        ids[path] = b'"%s"' % b'""'.join(written)
        if len(written) != len(set(written)):
            problems += _repeated(path, written)
    return ids, problems


def _repeated(path: str, written: list[bytes]) -> Iterator[Problem]:
    counts: dict[bytes, int] = {}
    for value in written:
        counts[value] = counts.get(value, 0) + 1
    for value, number in sorted(counts.items()):
        if number > 1:
            message = f"the page has the id “{value.decode()}” {number} times"
            yield Problem(Place(path), "E302", message, "remove the id that was written by hand")


def _all_dead(links: "_Links", pages: Sequence[str]) -> list[Problem]:
    return [problem for path in pages for problem in links.dead_on(path)]


class _Links:
    """What links lead to in a site; what is so for one page need not be asked for others."""

    def __init__(self, files: Mapping[str, bytes], ids: Mapping[str, bytes], base: str) -> None:
        self.files, self.ids, self.base = files, ids, base
        self._alive: set[tuple[int, bytes]] = set()  # by way of the root: depth of the page, link

    def dead_on(self, path: str) -> Iterator[Problem]:
        """The links of a page that lead to nothing."""
        depth = path.count("/")
        root = b"../" * depth
        page = self.files[path]
        for link in dict.fromkeys(chain(*(each.findall(page) for each in _LINKS))):
            is_upward = depth > 0 and link.startswith(root) and not link.startswith(root + b"..")
            if is_upward and (depth, link) in self._alive:
                continue
            problem = self._problem(path, link)
            if problem is not None:
                yield problem
            elif is_upward:
                self._alive.add((depth, link))

    def _problem(self, path: str, link: bytes) -> Problem | None:
        target, _, fragment = link.partition(b"#")
        fragment = fragment.partition(b":~:")[0]  # what follows is for browsers to mark
        if (resolved := _resolve(path, target, self.base)) is None:
            return None
        if resolved not in self.files:
            message = f"the link “{unescape(link.decode())}” leads to no file of the site"
            few = len(self.files) < 1000  # noqa: PLR2004
            return Problem(Place(path), "E301", message,
                           did_you_mean(resolved, self.files) if few else "")  # fmt: skip
        if fragment and resolved in self.ids and not _has(self.ids[resolved], fragment):
            message = f"the link “{unescape(link.decode())}” leads to no place of {resolved}"
            return Problem(Place(path), "E301", message)
        return None


def _has(ids: bytes, fragment: bytes) -> bool:
    if b'"%s"' % fragment in ids:
        return True
    wanted = unquote(unescape(fragment.decode())).encode()
    return wanted in {unescape(each.decode()).encode() for each in ids[1:-1].split(b'""')}


def _resolve(path: str, target: bytes, base: str) -> str | None:
    """The output path that a link means, or None for one that leads out of the site."""
    if not target:
        return path
    written = unescape(target.decode())
    if written.startswith("//") or (":" in written and urlsplit(written).scheme):
        return None
    if written.startswith("/"):
        below = urlsplit(base).path.rstrip("/") + "/"
        return unquote(written.removeprefix(below))
    if written.startswith("../" * path.count("/")):
        plain = written[3 * path.count("/") :]
        if "/../" not in plain and "%" not in plain and not plain.startswith((".", "..")):
            return plain
    return normpath(join(dirname(path), unquote(written)))
