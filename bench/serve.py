"""How long a save takes to show: from the write to the open page's DOM, in chromium.

    python bench/serve.py CORPUS [--saves 30] [--only transcript topic]

Each kind of edit is saved again and again, shown in the page that it is about. The time runs from
before the file is written until the page has exchanged what differs and the words are in its DOM;
the clocks of both processes are the machine's. The server's share, which a busy machine changes
less, is told as milliseconds of the processor a save (each is taken back by a second one). The
corpus is copied and the copy is edited. Last, twenty saves 50 ms apart: the page must end with the
last of them.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from edits import Edit, edits_of
from playwright.sync_api import Page, sync_playwright

OBSERVER = """() => {
  window.swaps = [];
  document.addEventListener("glossator:swapped", () => {
    const now = performance.timeOrigin + performance.now();
    window.swaps.push([now, document.documentElement.outerHTML]);
  });
}"""
ARRIVED = """([since, sign]) => {
  const found = window.swaps.find(([at, page]) => at > since && page.includes(sign));
  return found ? found[0] : 0;
}"""
_WARM = 2  # saves before those that count
_BURST, _APART = 20, 0.05


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--saves", type=int, default=30)
    parser.add_argument("--only", nargs="*", default=[], metavar="KIND")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(given.corpus, site, ignore=shutil.ignore_patterns("public"))
        kinds = edits_of(site)
        with served(site) as (address, server), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            for name, edit in kinds.items():
                if not given.only or name in given.only:
                    page = opened(browser.new_page(bypass_csp=True), address + edit.page)
                    for number in range(_WARM):
                        saved(page, site, edit, number)
                    begun, numbers = processor(server), range(_WARM, given.saves)
                    found = [saved(page, site, edit, each) for each in numbers]
                    tell(name, found, (processor(server) - begun) / 2 / len(found))
                    page.close()
            edit = kinds["transcript"]
            page = opened(browser.new_page(bypass_csp=True), address + edit.page)
            burst(page, site, edit)
            browser.close()


@contextmanager
def served(site: Path) -> Iterator[tuple[str, int]]:
    """A dev server for a site: its address and its process."""
    command = [sys.executable, "-m", "generator", "-C", str(site), "serve", "-p", "0"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = (server.stdout or sys.stdin).readline().split()[0]
            print(
                f"ready after {time.perf_counter() - started:.1f} s, {megabytes(server.pid)} MB",
                flush=True,
            )
            yield address, server.pid
            print(f"{megabytes(server.pid)} MB at the end")
        finally:
            server.terminate()


def megabytes(process: int) -> int:
    """What a process holds in memory; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def processor(process: int) -> float:
    """The milliseconds of the processor that a process took; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/stat")
    told = status.read_text(encoding="utf-8").rpartition(")")[2].split() if status.exists() else []
    return sum(map(int, told[11:13])) * 1000 / os.sysconf("SC_CLK_TCK")


def opened(page: Page, address: str) -> Page:
    """A page that notes its exchanges, some moments after it was opened."""
    page.goto(address, timeout=120_000)
    page.evaluate(OBSERVER)
    page.wait_for_timeout(1500)
    return page


def saved(page: Page, site: Path, edit: Edit, number: int) -> float:
    """The milliseconds from one save to the page's DOM."""
    file, original = site / edit.file, (site / edit.file).read_text(encoding="utf-8")
    changed = edit.changed(original, number)
    if changed == original:
        sys.exit(f"no place to write to in {file}")
    took = written(page, file, changed, edit.sign.format(number))
    written(page, file, original, "")
    page.wait_for_timeout(150)
    return took


def written(page: Page, file: Path, text: str, sign: str) -> float:
    """Write a file and wait until a sign of it is in the page: the milliseconds that it took."""
    page.evaluate("() => { window.swaps = []; }")
    begun = time.time() * 1000
    file.write_text(text, encoding="utf-8")
    arrived = page.wait_for_function(ARRIVED, arg=[begun, sign], timeout=60_000, polling=20)
    return float(arrived.json_value()) - begun


def burst(page: Page, site: Path, edit: Edit) -> None:
    """Many saves in a row: how many of them were seen, and when the last was there."""
    file, original = site / edit.file, (site / edit.file).read_text(encoding="utf-8")
    page.evaluate("() => { window.swaps = []; }")
    begun = 0.0
    for number in range(_BURST):
        begun = time.time() * 1000
        file.write_text(edit.changed(original, number), encoding="utf-8")
        time.sleep(_APART)
    last = edit.sign.format(_BURST - 1)
    arrived = page.wait_for_function(ARRIVED, arg=[begun, last], timeout=60_000, polling=20)
    took = float(arrived.json_value()) - begun
    seen = page.evaluate(
        "signs => signs.filter(sign => swaps.some(([, page]) => page.includes(sign))).length",
        [edit.sign.format(number) for number in range(_BURST)],
    )
    print(f"{_BURST} saves {_APART * 1000:.0f} ms apart: {seen} seen, the last after {took:.0f} ms")


def tell(what: str, found: list[float], processor: float) -> None:
    """Print the spread."""
    ordered = sorted(found)
    p95 = ordered[int(len(ordered) * 0.95)]
    load = os.getloadavg()[0]
    print(f"{what:12} median {statistics.median(found):6.1f} ms   p95 {p95:6.1f} ms   "
          f"worst {ordered[-1]:6.1f} ms   processor {processor:5.1f} ms   "
          f"({len(found)} saves, load {load:.1f})",
          flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
