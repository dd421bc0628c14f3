"""What tests in a real browser share: modes of a page, its barriers, and a pointer that is away."""

import os
import shutil
from collections.abc import Mapping
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync")
IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
NARROW, WIDE = 390, 1440
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Each width and each scheme once: colours are the scheme's, places are the width's, to which
# test_browser.py holds the stylesheets. The thorough profile tries every pair.
MODES: tuple[tuple[Scheme, int], ...] = (("light", NARROW), ("dark", WIDE))
if IS_THOROUGH:
    MODES += (("dark", NARROW), ("light", WIDE))
each_mode = pytest.mark.parametrize(("scheme", "width"), MODES)

# Chromium's headless shell begins with a pointer in the upper left corner, as if a reader pointed
# at what is there. An init script for tests that ask what a page does before anybody points.
NO_POINTER = """(() => {
    const away = (event) => {
        if (event.clientX || event.clientY) removeEventListener("pointerover", away, true);
        else event.stopImmediatePropagation();
    };
    addEventListener("pointerover", away, true);
})()"""

_RUN = "([where, options]) => axe.run(where, options).then(found => found.violations)"
_WITH_SIZES = {"rules": {"target-size": {"enabled": True}}}


def launched(playwright: Playwright) -> Browser:
    """Debian's chromium, without a window: its shell where it is there, a quarter of the cost."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.fail("no chromium here: `make test` installs it")
    return playwright.chromium.launch(executable_path=path, args=list(_QUIET))


def show_in(page: Page, scheme: Scheme, width: int) -> None:
    """Show the page that is open in other colours and another width: cheaper than to load it."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})


def barriers(
    page: Page, where: str = "html", options: Mapping[str, object] = _WITH_SIZES
) -> list[tuple[str, str]]:
    """The rules of axe that a page breaks, each with the first element that does.

    axe is given to a page once, however often it is asked.
    """
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(_RUN, [where, {"resultTypes": ["violations"], **options}])
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
