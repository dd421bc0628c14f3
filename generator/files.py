"""The only reader of sources: a project's folder becomes a tree."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from generator.columns import with_others
from generator.source import LEDGER, MEDIA, REPLACED, SITE_FILE, STRINGS, Tree

T = TypeVar("T", bytes, str, int)

FOLDERS = ("content", "templates")
TOP = (SITE_FILE, LEDGER)  # files that lie beside the folders
_LARGEST = 250_000_000
Signature = tuple[int, int, int]
_MANY = 100  # touched paths; above, everything is read again


def read_tree(project: Path) -> Tree:
    """The sources of a project: site.yaml, addresses.txt, content/, templates/ with the defaults.

    A project's own template stands before the default of the same name. Files and folders whose
    name begins with a dot are editors' litter and are not looked at; symbolic links, pipes and
    devices are refused, never followed. Of sounds and films only the size is read.

    Raises:
        OSError: when a file or folder cannot be read; `filename` says which.
    """
    defaults = dict(_default_templates())
    files = dict(defaults)
    refused: dict[str, str] = {}
    media: dict[str, int] = {}
    for path, entry in _found(project):
        status = entry.stat(follow_symlinks=False)
        if (reason := _reason(path, status)) is not None:
            refused[path] = reason
        elif path.startswith(MEDIA):
            media[path] = status.st_size
        else:
            with open(entry.path, "rb") as file:  # noqa: PTH123  # pathlib costs 3 times as much
                files[path] = file.read()
    return Tree(files | _replaced(files, defaults), refused, media)


def _replaced(files: Mapping[str, bytes | None], defaults: Mapping[str, bytes]) -> dict[str, bytes]:
    """The default catalogues of strings where a site has its own, which say what it does not."""
    return {
        path.replace(STRINGS, STRINGS + REPLACED): content
        for path, content in defaults.items()
        if path.startswith(STRINGS) and files.get(path) != content
    }


def read_manual() -> str:
    """docs/content.md as it came with the program."""
    return (_shipped("docs") / "content.md").read_text(encoding="utf-8")


def read_starter() -> dict[str, bytes]:
    """What a new site has beside its content, by path; `dot-` stands for a full stop in names."""
    root = Path(__file__).parent / "starter"
    return {
        path.relative_to(root).as_posix().replace("dot-", "."): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def write_new(project: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet; what begins as a program does can be run.

    Raises:
        FileExistsError: when one of them is; then none is written.
        OSError: when one cannot be written; then none is.
    """
    for path in files:
        if (project / path).exists():
            raise FileExistsError(17, "it is there already", str(project / path))
    made: list[Path] = []
    try:
        for path, content in files.items():
            write_over(project, path, content, None)
            made.append(project / path)
            if content.startswith(b"#!"):
                made[-1].chmod(made[-1].stat().st_mode | 0o111)
    except OSError:
        for target in made:
            target.unlink(missing_ok=True)
        raise


class WrittenMeanwhileError(FileExistsError):
    """A file that says something else than is known of it, or is there against expectation."""

    def __init__(self, path: str) -> None:
        """Say which file."""
        super().__init__(17, "somebody else wrote it meanwhile", path)


def write_over(project: Path, path: str, content: bytes, was: bytes | None) -> None:
    """Write one file of the sources whole or not at all, with the rights that it had.

    `was` is what it says until then, None where it is not there yet.

    Raises:
        WrittenMeanwhileError: when it says something else; it is left as it is.
        OSError: when it cannot be written; it is left as it is.
    """
    target = project / path
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside.unlink(missing_ok=True)  # of a process that was killed
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if was is None:
            _put(beside, target)
        else:
            _put_over(beside, target, was)
    except FileExistsError as error:
        raise WrittenMeanwhileError(path) from error
    except OSError as error:
        error.filename = str(target)  # a full disk names none, and the name of ours says nothing
        raise
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, target: Path) -> None:
    """Give a file the name of one that must not be there yet."""
    try:
        os.link(beside, target)  # refuses what is there, in one step
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        if target.exists():
            raise FileExistsError(17, "it is there already", str(target)) from None
        beside.replace(target)


def _put_over(beside: Path, target: Path, was: bytes) -> None:
    """Give a file the name of one that must say what it did."""
    status = target.lstat() if target.is_file() and not target.is_symlink() else None
    if status is None or target.read_bytes() != was:
        raise FileExistsError(17, "it says something else", str(target))
    if not status.st_mode & stat.S_IWUSR:
        raise PermissionError(13, "it is read-only", str(target))
    beside.chmod(stat.S_IMODE(status.st_mode))
    beside.replace(target)


def _default_templates(at: str = "templates") -> Iterator[tuple[str, bytes]]:
    """The templates of the installed package, or those beside it in an editable install.

    `at` is the path of one of them, or of a folder that has some.
    """
    root = _shipped("templates")
    there = root / at.removeprefix("templates").removeprefix("/")
    for path in [there] if there.is_file() else sorted(there.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"templates/{path.relative_to(root).as_posix()}", path.read_bytes()


def problems_page() -> str:
    """docs/problems.md, from the installed package or beside it in an editable install."""
    return (_shipped("docs") / "problems.md").read_text("utf-8")


def _shipped(name: str) -> Path:
    """A folder that the installed package holds, or the one beside it in an editable install."""
    package = Path(__file__).parent
    packaged = package / name
    return packaged if packaged.is_dir() else package.parent / name


def _found(project: Path) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Every file, link and device that a site may be made of, by its path; in no order."""
    with os.scandir(project) as entries:
        top = {entry.name: entry for entry in entries}
    yield from ((name, top[name]) for name in TOP if name in top)
    for folder in FOLDERS:
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


def _reason(path: str, status: os.stat_result) -> str | None:
    """Why something on the disk is not read, or None for a plain file."""
    if stat.S_ISLNK(status.st_mode):
        return "a symbolic link"
    if not stat.S_ISREG(status.st_mode):
        return "a pipe or a device"
    is_too_large = status.st_size > _LARGEST and not path.startswith(MEDIA)
    return "a file of more than 250 MB" if is_too_large else None


def reread(project: Path, tree: Tree, touched: Collection[str]) -> Tree:
    """The tree after files and folders at some paths were written, moved or removed.

    What is read again and says the same stays the same object; if nothing differs, so does the
    tree. A file that cannot be read is refused with the reason, not raised: it may be half there.
    """
    if len(touched) > _MANY:
        touched = {*TOP, *FOLDERS}
    fresh, gone = dict[str, bytes](), set[str]()
    refused, media = dict(tree.refused), dict(tree.media)
    strings = STRINGS.rstrip("/")
    is_about_strings = any(_is_at(path, strings) or _is_at(strings, path) for path in touched)
    for path in touched:
        found: dict[str, bytes | str | int] = {}
        if _is_at(path, "templates"):
            found |= dict(_default_templates(path))
        found |= dict(_read_at(project, path))
        for old in _known_at(path, tree.files, fresh, refused, media):
            gone.add(old)
            fresh.pop(old, None)
            refused.pop(old, None)
            media.pop(old, None)
        refused |= _those(str, found)
        media |= _those(int, found)
        fresh |= _those(bytes, found)
    if is_about_strings:
        gone |= {*_known_at(f"{STRINGS}{REPLACED}".rstrip("/"), tree.files)}
        defaults = dict(_default_templates(strings))
        now = {path: fresh.get(path, tree.files.get(path)) for path in defaults}
        fresh |= _replaced(now, defaults)
    files = _written_over(tree.files, fresh, gone)
    if files is tree.files and (refused, media) == (tree.refused, tree.media):
        return tree
    return Tree(files, refused, media)


def _written_over(
    files: Mapping[str, bytes], fresh: Mapping[str, bytes], gone: Collection[str]
) -> Mapping[str, bytes]:
    """Files without some and with others; the very same if that makes no difference."""
    gone = [path for path in gone if path in files and path not in fresh]
    fresh = {path: content for path, content in fresh.items() if files.get(path) != content}
    return with_others(files, fresh, gone) if gone or fresh else files


def _those(kind: type[T], found: Mapping[str, object]) -> dict[str, T]:
    """What was found of one kind."""
    return {path: each for path, each in found.items() if isinstance(each, kind)}


def signatures(project: Path) -> dict[str, Signature]:
    """How every file looks without being read; equal looks are no promise of equal bytes."""
    looks: dict[str, Signature] = {}
    try:
        for path, entry in _found(project):
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                looks[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    except OSError:
        return looks  # a folder went while it was read: what is missing is looked at again
    return looks


def _is_at(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _known_at(path: str, *known: Collection[str]) -> list[str]:
    """The paths known at or below a path; what is a file has nothing below it."""
    if any(path in each for each in known):
        return [path]
    return [old for each in known for old in each if old.startswith(f"{path}/")]


def _read_at(project: Path, path: str) -> Iterator[tuple[str, bytes | str | int]]:
    """What lies at a path and below it: bytes, a sound's size, or why they are not read."""
    parts = path.split("/")
    if parts[0] not in {*TOP, *FOLDERS} or any(part.startswith(".") for part in parts):
        return
    folders = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
    try:
        if not all(stat.S_ISDIR((project / each).lstat().st_mode) for each in folders):
            return
        status = (project / path).lstat()
        if stat.S_ISDIR(status.st_mode):
            yield from _read_folder(project, path)
        else:
            yield path, _reason(path, status) or _size_or_bytes(project, path, status.st_size)
    except FileNotFoundError:
        return  # it went while it was looked at; that is told too
    except OSError as error:
        yield path, f"something that cannot be read ({error.strerror})"


def _size_or_bytes(project: Path, path: str, size: int) -> bytes | int:
    return size if path.startswith(MEDIA) else (project / path).read_bytes()


def _read_folder(project: Path, path: str) -> Iterator[tuple[str, bytes | str | int]]:
    with os.scandir(project / path) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        yield from _read_at(project, f"{path}/{name}")
