"""How long a save takes to show: from the write to the open page's DOM, in chromium.

    python bench/serve.py CORPUS [--saves 60]

The saves go round a transcript, an annotation and an entry's text, each shown in its own page. The
time runs from before the file is written until a MutationObserver in the page has seen the words;
the clocks of both processes are the machine's. The corpus is copied and the copy is edited.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

OBSERVER = """() => {
  window.seen = {};
  new MutationObserver(() => {
    const now = performance.timeOrigin + performance.now();
    for (const [mark] of document.body.innerHTML.matchAll(/saved-\\d+-mark/gu))
      window.seen[mark] ??= now;
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--saves", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(given.corpus, site, ignore=shutil.ignore_patterns("public"))
        command = [sys.executable, "-m", "generator", "-C", str(site), "serve", "-p", "0"]
        started = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = (server.stdout or sys.stdin).readline().split()[0]
                print(f"ready after {time.perf_counter() - started:.1f} s")
                measure(site, address, given.saves)
            finally:
                server.terminate()


def measure(site: Path, address: str, saves: int) -> None:
    """Open a page for each kind of file and save that file again and again."""
    texts = sorted(site.glob("content/briefings/*.md"))
    text = texts[len(texts) // 2]
    notes = text.with_name(f"{text.stem}.annotations.yaml")
    person = sorted(site.glob("content/people/*.md"))[7]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for what, file, path in (
            ("transcript", text, f"briefings/{text.stem}/"),
            ("annotation", notes, f"briefings/{text.stem}/"),
            ("person", person, f"people/{person.stem}/"),
        ):
            page = browser.new_page(bypass_csp=True)
            page.goto(address + path)
            page.evaluate(OBSERVER)
            page.wait_for_timeout(1500)
            found = [saved(page, file, number) for number in range(saves)]
            tell(what, found[2:])
            page.close()
        browser.close()


def saved(page: Page, file: Path, number: int) -> float:
    """The milliseconds from one save to the page's DOM."""
    mark = f"saved-{number}-mark"
    original = file.read_text(encoding="utf-8")
    if file.suffix == ".yaml":
        changed = original.replace(
            "kind: context\n    text: ", f"kind: context\n    text: {mark} ", 1
        )
        if changed == original:
            changed = original.replace("text: |\n      ", f"text: |\n      {mark} ", 1)
    else:
        changed = f"{original.rstrip()}\n\n{mark} is what was added.\n"
    if changed == original:
        sys.exit(f"no place to write to in {file}")
    begun = time.time()
    file.write_text(changed, encoding="utf-8")
    page.wait_for_function("mark => window.seen[mark]", arg=mark, timeout=60_000)
    done = page.evaluate("mark => window.seen[mark]", mark)
    file.write_text(original, encoding="utf-8")
    page.wait_for_function("mark => !document.body.innerHTML.includes(mark)", arg=mark)
    page.wait_for_timeout(60)
    return float(done) - begun * 1000


def tell(what: str, found: list[float]) -> None:
    """Print the spread."""
    ordered = sorted(found)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{what:12} median {statistics.median(found):6.1f} ms   p95 {p95:6.1f} ms   "
          f"worst {ordered[-1]:6.1f} ms   ({len(found)} saves)")  # fmt: skip


if __name__ == "__main__":
    main()
