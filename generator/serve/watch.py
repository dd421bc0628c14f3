"""What was touched on the disk: events as a wake-up, and a look at everything once it is quiet.

An event says only where to read again; what is read is compared with what is known. Events can be
lost (a folder is moved in, a queue runs over), so signatures are compared when it is quiet.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from pathlib import Path

from watchfiles import awatch

from generator.files import FOLDERS, TOP, Signature, signatures

_STEP = 1  # ms in which one save is heard
_AT_MOST = 20  # ms that further touches may keep the first waiting
_AGAIN = 0.5  # s until a watch that failed is tried again
Touch = Callable[[Collection[str]], None]


class Watcher:
    """Tells which paths of a project were touched; `touch` is called in the event loop."""

    def __init__(self, project: Path, touch: Touch) -> None:
        """Remember how everything looks now, before it is read."""
        self._project, self._touch = project.resolve(), touch
        self._anew = asyncio.Event()
        self._known: dict[str, Signature] = signatures(self._project)

    async def watch(self) -> None:
        """Listen until cancelled."""
        await asyncio.gather(self._top(), self._below())

    async def sweep(self) -> None:
        """Touch what looks other than at the last sweep."""
        now = await asyncio.get_running_loop().run_in_executor(None, signatures, self._project)
        before, self._known = self._known, now
        differing = {path for path in before.keys() | now.keys()
                     if before.get(path) != now.get(path)}  # fmt: skip
        if differing:
            self._touch(differing)

    async def _top(self) -> None:
        """Hear of site.yaml, and of the folders when they come and go."""
        while True:
            async for touched in self._events([self._project], asyncio.Event(), recursive=False):
                if touched & set(FOLDERS):
                    self._anew.set()
                self._touch(touched & {*TOP, *FOLDERS})
            await asyncio.sleep(_AGAIN)

    async def _below(self) -> None:
        """Hear of everything in the folders; begin anew when one of them comes or goes."""
        while True:
            self._anew.clear()
            there = [self._project / each for each in FOLDERS if (self._project / each).is_dir()]
            if not there:
                await self._anew.wait()
                continue
            async for touched in self._events(there, self._anew, recursive=True):
                self._touch(touched)
            if not self._anew.is_set():
                await asyncio.sleep(_AGAIN)
            self._touch(FOLDERS)

    async def _events(
        self, paths: list[Path], stop: asyncio.Event, *, recursive: bool
    ) -> AsyncIterator[set[str]]:
        """Sets of touched paths; the end when stopped or when the system refuses."""
        try:
            async for changes in awatch(
                *paths, watch_filter=None, debounce=_AT_MOST, step=_STEP, stop_event=stop,
                recursive=recursive, ignore_permission_denied=True,
            ):  # fmt: skip
                yield {path for _, written in changes if (path := self._relative(written))}
        except (OSError, RuntimeError):
            return

    def _relative(self, written: str) -> str:
        try:
            return Path(written).relative_to(self._project).as_posix()
        except ValueError:
            return ""
