"""Runs the dev server: watches, reads again what was touched, and tells the open pages."""

import asyncio
import gc
import secrets
import socket
import sys
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from generator.build import has_error
from generator.options import Options
from generator.search import find_indexer
from generator.serve.guard import guard_for
from generator.serve.searching import Searching
from generator.serve.watch import Watcher
from generator.serve.web import Desk, make_application, shown_address
from generator.serve.workshop import InterruptedSurveyError, State, Workshop

_QUIET = 0.004  # s without another touch: a save is through
_AT_MOST = 0.03  # s that touches may keep a save waiting
_SECOND_LOOK = 0.12  # s for which a new error may be a half-written file
_SWEEP = 1.0  # s of quiet after which everything is looked at again: a touch may have been missed
_LARGEST_REQUEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Where:
    """Where to listen, and which site to serve."""

    project: Path
    bind: str
    port: int


class Server:
    """A dev server; `run` ends only when it is stopped."""

    def __init__(self, where: Where, options: Options, tell: Callable[[State], None]) -> None:
        """Listen, then read the site once."""
        self._where, self._tell = where, tell
        self._listening = bind_sockets(where.port, where.bind)
        gc.disable()  # while files are read there is next to nothing to collect, and much to see
        self.port: int = self._listening[0].getsockname()[1]
        self.address = shown_address(where.bind, self.port)
        self._watcher = Watcher(where.project, self._touch)
        indexer = find_indexer()
        shown = replace(options, base_url=self.address, search=indexer is not None)
        workshop = Workshop(where.project, shown)
        self._desk = Desk(
            workshop,
            guard_for(where.bind, socket.gethostname()),
            ThreadPoolExecutor(1, "showing"),
            ThreadPoolExecutor(1, "making"),
            ThreadPoolExecutor(1, "surveying"),
            Searching(workshop, indexer),
            secrets.token_urlsafe(32),
            secrets.token_hex(8),
        )
        self._making = self._desk.making
        self._told = self._desk.workshop.state
        self._touched: set[str] = set()
        self._wake = asyncio.Event()

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until cancelled."""
        gc.freeze()  # the first site stays: it need not be looked through again
        sys.setswitchinterval(0.001)  # a page that is asked for comes before one that is made
        server = HTTPServer(make_application(self._desk), max_body_size=_LARGEST_REQUEST)
        server.add_sockets(self._listening)
        watching = asyncio.create_task(self._watcher.watch())
        self._tell(self._desk.workshop.state)
        ready()
        try:
            await self._keep_up()
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            server.stop()
            for live in tuple(self._desk.sockets):
                live.close()
            await server.close_all_connections()
            self._desk.close()
            gc.enable()

    async def _keep_up(self) -> None:
        """Make the newest tree whenever something was touched."""
        quiet: float | None = _SWEEP
        while True:
            try:
                # not wait_for: it loses a cancellation that comes with a wake-up
                async with asyncio.timeout(quiet):
                    await self._wake.wait()
            except TimeoutError:
                quiet = None
                if await self._swept():
                    await self._survey()
                continue
            quiet = _SWEEP
            await self._settle()
            await self._make()

    async def _swept(self) -> bool:
        """Look at all files while nobody writes; whether nothing was touched until it was done."""
        sweeping = asyncio.ensure_future(self._watcher.sweep())
        touched = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait({sweeping, touched}, return_when=asyncio.FIRST_COMPLETED)
            if sweeping.done():
                await sweeping
        finally:
            sweeping.cancel()  # a save does not wait for it; the next one looks at all again
            touched.cancel()
        return not self._wake.is_set()

    async def _survey(self) -> None:
        """While nobody writes: look at the whole site, and clear up."""
        workshop, loop = self._desk.workshop, asyncio.get_running_loop()
        state = workshop.state
        workshop.is_touched.clear()
        surveying = loop.run_in_executor(self._desk.surveying, workshop.survey)
        touched = asyncio.ensure_future(self._wake.wait())
        try:
            either: set[asyncio.Future[Any]] = {surveying, touched}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            touched.cancel()
            workshop.is_touched.set()  # if it is still at work, it ends soon
        try:
            found = await surveying if surveying.done() else None
        except InterruptedSurveyError:
            return
        if found is None:
            surveying.add_done_callback(_heed_nothing)
        elif await loop.run_in_executor(self._making, workshop.add, state, found):
            self._told = workshop.state
            self._desk.tell()
            self._tell(workshop.state)
        elif not self._wake.is_set():
            gc.collect()

    async def _settle(self) -> None:
        """Wait until a save is through."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _AT_MOST
        seen = -1
        while len(self._touched) != seen and loop.time() < until:
            seen = len(self._touched)
            await asyncio.sleep(_QUIET)

    async def _make(self) -> None:
        self._wake.clear()
        touched, self._touched = frozenset(self._touched), set()
        workshop, loop = self._desk.workshop, asyncio.get_running_loop()
        await loop.run_in_executor(self._making, workshop.refresh, touched)
        state, told = workshop.state, self._told
        if state.number == told.number:
            return
        if has_error(state.problems) and not has_error(told.problems):
            try:
                async with asyncio.timeout(_SECOND_LOOK):
                    await self._wake.wait()
            except TimeoutError:
                pass
            else:
                return  # it is being written: the next round tells
        self._told = state
        self._desk.tell()
        if set(state.problems) != set(told.problems):
            self._tell(state)

    def _touch(self, paths: Collection[str]) -> None:
        self._touched |= set(paths)
        if paths:
            self._desk.searching.is_held.set()
            self._wake.set()


def _heed_nothing(done: "asyncio.Future[Any]") -> None:
    """Look at how something ended, so that nobody is told of what does not matter any more."""
    if not done.cancelled():
        done.exception()
