"""The search of the dev server: its index is made when it is asked for, while nobody writes.

An open page of the search asks for itself again after every save, so that the index follows what is
written as long as somebody looks at it, and costs nothing else. It is held in memory alone.
"""

import asyncio
import os
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from generator.build import Site
from generator.handover import Record
from generator.pages.records import search_records
from generator.search import Indexer, SearchError, key_of, make_index
from generator.serve.workshop import State, Workshop

_QUIET = 0.5  # s without a touch after which an index is made anew
_NICE = 10  # how far the indexer stands back behind all else on the machine
_MISSING = "There is no search here: it needs the extra `search` (pip install 'glossator[search]')"
_MAKING = "The search index is being made; what is looked for is found when it is there"
_BEHIND = "The search index is being renewed; until then the search finds what was there before"


class InterruptedIndexError(Exception):
    """Something was touched while the words of the site were gathered."""


@dataclass(frozen=True, slots=True)
class _Index:
    """An index: of which site it was made, what tells its words from others, and its files."""

    site: Site
    key: str
    files: Mapping[str, bytes]


class Searching:
    """Keeps the newest index. All is called on the loop; the work is done in a thread of its own.

    Attributes:
        number: how many times an index was made, or could not be made.
        is_held: set when something is touched: saves come first.
    """

    def __init__(self, workshop: Workshop, indexer: Indexer | None) -> None:
        """Make nothing yet."""
        self.number = 0
        self.is_held = Event()
        self._workshop, self._indexer = workshop, indexer
        self._thread = ThreadPoolExecutor(1, "indexing")
        self._index: _Index | None = None
        self._former: Mapping[str, bytes] = {}  # of the index before, for pages that still use it
        self._tried: Site | None = None
        self._fault = ""
        self._making: asyncio.Task[None] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def notice(self, state: State, tell: Callable[[], None]) -> str:
        """What a reader of the search page must know of its index; it is made where it is behind.

        `tell` is called when there is another one.
        """
        if self._indexer is None:
            return _MISSING
        if state.site is None:
            return ""
        if self._tried is not state.site and self._making is None:
            self._making = asyncio.get_running_loop().create_task(self._make(self._indexer, tell))
        if self._making is not None:
            return _BEHIND if self._index else _MAKING
        return self._fault

    async def file(self, path: str) -> bytes | None:
        """A file of the index; whoever asks for the first one waits until it is made."""
        if self._index is None and self._making is not None:
            await asyncio.shield(self._making)
        found = self._index.files.get(path) if self._index else None
        return found if found is not None else self._former.get(path)

    def close(self) -> None:
        """End all work."""
        self.is_held.set()
        if self._making is not None:
            self._making.cancel()
        if self._process is not None:
            self._process.kill()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _make(self, indexer: Indexer, tell: Callable[[], None]) -> None:
        """Make an index of the newest site, as soon as nobody writes; the first one at once."""
        loop = asyncio.get_running_loop()
        try:
            is_first = self._index is None
            while True:
                self.is_held.clear()
                if not is_first:
                    await asyncio.sleep(_QUIET)
                is_first = False
                site = self._workshop.state.site
                if site is None or self.is_held.is_set():
                    continue
                with suppress(InterruptedIndexError):
                    await self._renew(site, indexer, loop)
                    return
        finally:
            self._making = None
            self.number += 1
            tell()

    async def _renew(self, site: Site, indexer: Indexer, loop: asyncio.AbstractEventLoop) -> None:
        self._tried = site  # whatever comes of it: a page that asks again begins no second try
        try:
            made = await loop.run_in_executor(self._thread, self._made, site, indexer)
        except SearchError as error:
            self._fault = f"There is no search: {error.cause}"
        else:
            if self._index and made.files is not self._index.files:
                self._former = self._index.files
            self._index, self._fault = made, ""

    def _made(self, site: Site, indexer: Indexer) -> _Index:
        """The index of a site; the one that is there, where the words are the same."""
        records = self._records(site)
        key = key_of(records, indexer)
        if self._index and self._index.key == key:
            return _Index(site, key, self._index.files)
        try:
            return _Index(site, key, make_index(records, indexer, started=self._started))
        finally:
            self._process = None

    def _records(self, site: Site) -> tuple[Record, ...]:
        """The words of a site, gathered as long as nothing is touched."""
        return search_records(site.edition, self._pause)

    def _pause(self) -> None:
        if self.is_held.is_set():
            raise InterruptedIndexError

    def _started(self, process: "subprocess.Popen[bytes]") -> None:
        """The indexer stands back behind saves; it is ended with the server."""
        self._process = process
        with suppress(OSError, AttributeError):  # a system without such an order
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
