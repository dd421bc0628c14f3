"""How the end-to-end tests run the command, and how they look at folders."""

import gc
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from generator.cli import main

PROGRAM = str(Path(sys.executable).parent / "glossator")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run of the command left: its exit status and what it printed."""

    status: int
    out: str
    err: str


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """Run the command's entry point in this process, as if it were called in a folder."""
    out, err, status = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["glossator", *arguments])
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        finally:
            gc.enable()
    return _ended(status, out.getvalue(), err.getvalue())


def spawn(folder: Path, *arguments: str, **environment: str) -> Ended:
    """Run the installed command in a folder, as a process of its own."""
    ended = subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        timeout=120,
    )
    return _ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def _ended(status: int, out: str, err: str) -> Ended:
    assert "Traceback" not in err
    return Ended(status, out.replace("\r\n", "\n"), err.replace("\r\n", "\n"))


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts into a folder, as they are."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def times_of(folder: Path) -> dict[Path, int]:
    """When a folder and everything below it changed last."""
    return {path: path.lstat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
