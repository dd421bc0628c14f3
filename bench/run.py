"""How long a build takes and how much memory it needs: the program behind `make bench`.

For each size a corpus is written to a temporary folder and built there by fresh processes, several
times from nothing and once more when nothing has changed. Exit status 1 when a budget is missed.

    python bench/run.py --briefings 100 1000 10000 --runs 3

Budgets are in seconds of the processors, which a busy machine changes less than those of the clock.
This process stays small on purpose: on Linux a child's peak memory begins with its parent's.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = "public"
SOURCES = {"site.yaml", "content"}
_SAMPLE_SECONDS = 0.05
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
# ru_maxrss counts kilobytes, on macOS bytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_ROW = "{:>10} {:>8} {:>8} {:>13} {:>11} {:>9} {:>12} {:>11}"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a build from nothing may take of the processors and of memory; and one of the same."""

    processor: float
    megabytes: float
    unchanged: float


# With search: its indexer takes the most memory (without, the peak is 310 MB).
BUDGETS = {1000: Budget(processor=50, megabytes=800, unchanged=1)}


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds by the clock and of all processors, its peak of memory."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The builds of a corpus."""

    briefings: int
    pages: int
    cold: tuple[Run, ...]
    unchanged: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        return median(run.seconds for run in self.cold)

    @property
    def processor(self) -> float:
        return median(run.processor for run in self.cold)

    @property
    def megabytes(self) -> float:
        return max(run.megabytes for run in self.cold)


class BuildFailedError(Exception):
    """A build that should have succeeded did not."""

    def __init__(self, status: int, written: str) -> None:
        super().__init__(f"the build ended with status {status}:\n{written}")


def main() -> int:
    """Measure, print a table, compare with the budgets."""
    wanted = _arguments()
    heads = ("briefings", "pages", "cold s", "min–max", "processor s", "peak MB", "unchanged s")
    print(_ROW.format(*heads, "processor s"))
    missed = []
    for briefings in wanted.briefings:
        with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="glossator-bench-") as folder:
            measured = _measure(Path(folder), briefings, wanted)
        print(_row(measured), flush=True)
        missed += _missed(measured)
    print("\n".join(missed) if missed else "within budget")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure builds of generated corpora.")
    parser.add_argument("--briefings", type=int, nargs="+", default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    parser.add_argument("--timings", action="store_true", help="show each stage of the last build")
    return parser.parse_args()


def _measure(folder: Path, briefings: int, wanted: argparse.Namespace) -> Measured:
    generate = [sys.executable, str(ROOT / "bench" / "corpus.py"), str(folder)]
    size = ["--briefings", str(briefings), "--seed", str(wanted.seed)]
    subprocess.run([*generate, *size], check=True, stdout=subprocess.DEVNULL)
    cold = []
    for number in range(wanted.runs):
        _clear(folder)
        last = number == wanted.runs - 1
        cold.append(_build(folder, ["--timings"] if wanted.timings and last else ["-q"]))
    pages = sum(1 for _ in (folder / OUTPUT).rglob("*.html"))
    unchanged = [_build(folder, ["-q"]) for _ in range(wanted.runs)]
    return Measured(briefings, pages, tuple(cold), tuple(unchanged))


def _clear(folder: Path) -> None:
    """Leave the sources only: no output, and nothing that an earlier build remembers."""
    for path in folder.iterdir():
        if path.name in SOURCES:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _build(folder: Path, flags: list[str]) -> Run:
    """One build by a fresh process, timed from its start to its end."""
    command = [sys.executable, "-m", "generator", "build", "-d", OUTPUT, *flags]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as written:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        ended = Event()
        peaks: list[int] = [0]
        watcher = Thread(target=_watch, args=(process.pid, ended, peaks), daemon=True)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
        written.seek(0)
        output = written.read()
    if process.returncode:
        raise BuildFailedError(process.returncode, output)
    if "-q" not in flags:
        print(output, end="")
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, max(usage.ru_maxrss * _MAXRSS_UNIT, *peaks) / 1e6)


def _watch(pid: int, ended: Event, peaks: list[int]) -> None:
    """Add up the memory of a build with its workers, again and again (Linux only)."""
    while not ended.wait(_SAMPLE_SECONDS):
        workers = _children(pid)
        if workers:
            peaks.append(sum(map(_memory, [pid, *workers])))


def _children(pid: int) -> list[int]:
    """A process's children, and theirs."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    below = [int(child) for children in lists for child in children.split()]
    return [*below, *(grandchild for child in below for grandchild in _children(child))]


def _memory(pid: int) -> int:
    """The bytes a process holds; pages that it shares with others are counted in part."""
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def _row(measured: Measured) -> str:
    seconds = [run.seconds for run in measured.cold]
    return _ROW.format(
        f"{measured.briefings:,}",
        f"{measured.pages:,}",
        f"{measured.seconds:.2f}",
        f"{min(seconds):.2f}–{max(seconds):.2f}",
        f"{measured.processor:.2f}",
        f"{measured.megabytes:.0f}",
        f"{median(run.seconds for run in measured.unchanged):.2f}",
        f"{median(run.processor for run in measured.unchanged):.2f}",
    )


def _missed(measured: Measured) -> list[str]:
    budget = BUDGETS.get(measured.briefings)
    if budget is None:
        return []
    limits = (
        ("seconds of the processors", measured.processor, budget.processor),
        ("MB", measured.megabytes, budget.megabytes),
        (
            "seconds with nothing changed",
            median(run.processor for run in measured.unchanged),
            budget.unchanged,
        ),
    )
    return [
        f"over budget: {measured.briefings:,} briefings took {value:.1f} {unit}; {limit:g} allowed"
        for unit, value, limit in limits
        if value > limit
    ]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildFailedError as error:
        sys.exit(str(error))
