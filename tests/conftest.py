"""What several tests share: this repository's own site, built once, served, and a browser."""

import gc
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import launched
from command import write
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from serving import Session
from typing_extensions import override

from generator.build import Outcome, build
from generator.files import read_tree
from generator.options import Options
from generator.publish import publish

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 23, tzinfo=UTC)
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108  # pytest makes a folder of its own in it

# Builds make many values and few circles: looking for these less often saves 6 to 10 % of a test.
gc.set_threshold(50_000, 20, 50)

settings.register_profile("default", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """Tests write a hundred thousand small files: into memory, where it has room for them.

    On a disk a run waits for them longer than it computes. Another place is told as usual,
    by PYTEST_DEBUG_TEMPROOT.
    """
    if _takes_files(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def _takes_files(folder: Path) -> bool:
    """Whether a folder has room for what tests write, and runs the programs among it."""
    return (
        os.access(folder, os.W_OK)
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC
        and shutil.disk_usage(folder).free > ROOM
    )


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test often waits, for a browser, a disk, a watcher."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def edition() -> Outcome:
    """This repository's own site, in memory."""
    return build(read_tree(ROOT), Options(NOW))


@pytest.fixture(scope="session")
def published(edition: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, published in a folder below another, as on a host with several sites."""
    folder = tmp_path_factory.mktemp("host") / "sub"
    publish(edition.files, folder, ROOT)
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    @override
    def log_message(self, format: str, *args: Any) -> None:  # its own name
        """Say nothing."""


@pytest.fixture(scope="session")
def address(published: Path) -> Iterator[str]:
    """Where the published site is served, below a path."""
    handler = partial(_Quiet, directory=str(published.parent))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sub/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """A dev server of the files that the test's module names."""
    write(tmp_path, request.module.FILES)
    session = Session(tmp_path)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests of a process."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()
