"""The only reader of sources: a project's folder becomes a tree."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.source import REPLACED, STRINGS, Tree

_FOLDERS = ("content", "templates")
_SITE_FILE = "site.yaml"
_LARGEST = 250_000_000


def read_tree(project: Path) -> Tree:
    """The sources of a project: site.yaml, content/ and templates/, and the default templates.

    A project's own template stands before the default of the same name. Files and folders whose
    name begins with a dot are editors' litter and are not looked at; symbolic links, pipes and
    devices are refused, never followed.

    Raises:
        OSError: when a file or folder cannot be read; `filename` says which.
    """
    defaults = dict(_default_templates())
    files = dict(defaults)
    refused: dict[str, str] = {}
    for path, entry in _found(project):
        if (reason := _reason_to_refuse(entry)) is not None:
            refused[path] = reason
        else:
            with open(entry.path, "rb") as file:  # noqa: PTH123  # pathlib costs 3 times as much
                files[path] = file.read()
    # A site's own catalogue says what it wants said otherwise; the default says the rest.
    files |= {
        path.replace(STRINGS, STRINGS + REPLACED): content
        for path, content in defaults.items()
        if path.startswith(STRINGS) and files[path] != content
    }
    return Tree(files, refused)


def write_new(project: Path, files: dict[str, bytes]) -> None:
    """Write files that are not there yet.

    Raises:
        FileExistsError: when one of them is; then none is written.
        OSError: when one cannot be written.
    """
    for path in files:
        if (project / path).exists():
            raise FileExistsError(17, "it is there already", str(project / path))
    for path, content in files.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)


def _default_templates() -> Iterator[tuple[str, bytes]]:
    """The templates of the installed package, or those beside it in an editable install."""
    package = Path(__file__).parent
    packaged = package / "templates"
    root = packaged if packaged.is_dir() else package.parent / "templates"
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"templates/{path.relative_to(root).as_posix()}", path.read_bytes()


def _found(project: Path) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Every file, link and device that a site may be made of, by its path; in no order."""
    with os.scandir(project) as entries:
        top = {entry.name: entry for entry in entries}
    if _SITE_FILE in top:
        yield _SITE_FILE, top[_SITE_FILE]
    for folder in _FOLDERS:
        if folder in top:
            yield from _below(folder, top[folder])


def _below(path: str, entry: "os.DirEntry[str]") -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    if not entry.is_dir(follow_symlinks=False):
        yield path, entry
        return
    with os.scandir(entry.path) as entries:
        for each in entries:
            if not each.name.startswith("."):
                yield from _below(f"{path}/{each.name}", each)


def _reason_to_refuse(entry: "os.DirEntry[str]") -> str | None:
    if entry.is_symlink():
        return "a symbolic link"
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        return "a pipe or a device"
    return "a file of more than 250 MB" if status.st_size > _LARGEST else None
