"""Put a finished folder in the place of another: in one step, or file by file under a journal."""
# pathlib makes an object for every path, which is felt with 10,000 files:
# ruff: noqa: PTH103, PTH104, PTH105, PTH106, PTH108, PTH112, PTH114, PTH115, PTH118, PTH119, PTH120, PTH123, PTH208, PTH211

import ctypes
import errno
import os
import shutil
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from generator.contents import is_file_with, read

# The list of our files inside a published folder: a folder gains it last and loses it last.
MANIFEST = ".glossator.json"

_AT_WORKING_FOLDER = -100  # AT_FDCWD of Linux
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT = frozenset(
    {
        errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP,  # kernel or file system
        errno.EXDEV, errno.EBUSY,  # the folder is a mount, or a lower layer of an overlay
        errno.EPERM,  # a sandbox that filters the call
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """A published folder and the places in the working folder beside it.

    Attributes:
        stage: a site that is being filled; may be thrown away at any time.
        ready: a whole site: the new one before the swap, the old one after it.
        journal: exists while files are replaced one by one.
        kept: files that are not ours and had no place in the new site.
        lock: held by the build that publishes; stays for the next.
        holder: the number of the process that holds it.
        search: the search index of the last build, and the records that it was made of.
        note: what the last build published, and of what.
    """

    destination: str
    folder: str
    stage: str
    ready: str
    journal: str
    kept: str
    lock: str
    holder: str
    search: str
    note: str

    @classmethod
    def beside(cls, destination: str) -> "Work":
        """The places for a destination."""
        parent, name = os.path.split(destination)
        folder = os.path.join(parent, f".{name}.glossator")
        places = ("stage", "ready", "journal", "kept", "lock", "holder", "search", "note")
        return cls(destination, folder, *(f"{folder}/{place}" for place in places))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that we wrote into a folder, with their digests."""

    files: dict[str, str]
    format: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """What leads from an old site to a new one, file by file.

    Attributes:
        new: paths where nothing stood.
        replaced: paths where another version of ours stood.
        removed: paths that we no longer make, with the digests that prove them ours.
        emptied: folders that only we needed, deepest first.
    """

    new: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: dict[str, str]
    emptied: tuple[str, ...]


_MANIFEST = TypeAdapter(Manifest)
_JOURNAL = TypeAdapter(Changes)


def exchange(one: str, other: str) -> bool:
    """Exchange two folders in one step; False, and nothing changed, where the system cannot."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    ctypes.set_errno(0)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, _EXCHANGE)
        else:
            here = _AT_WORKING_FOLDER
            failed = library.renameat2(here, first, here, second, _EXCHANGE)
    except AttributeError:  # an old C library has no such call
        return False
    if failed and (number := ctypes.get_errno()) not in _CANNOT:
        raise OSError(number, os.strerror(number), other)
    return not failed


def carry(source: str, target: str) -> None:
    """Let a file or link stand in a second place too, without copying it where that is possible."""
    if os.path.islink(source):
        os.symlink(os.readlink(source), target, target_is_directory=os.path.isdir(source))
        return
    try:
        os.link(source, target)
    except OSError:  # the disk has no links, or no more of them
        if not stat.S_ISREG(os.lstat(source).st_mode):
            raise
        shutil.copy2(source, target)


def sync(folder: str) -> None:
    """Wait until everything written to the file system of a folder is on the disk."""
    if sys.platform == "win32":
        return
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), folder)
    finally:
        os.close(descriptor)


def sweep(work: Work, replaced: AbstractSet[str]) -> None:
    """Delete the old site now that the new one stands in its place, but nothing that is not ours.

    What is neither replaced nor proved ours by the manifest is moved into the new site where it
    is missing there, and aside where another file has its place.
    """
    manifest = read_manifest(work.ready)
    ours = manifest.files if manifest else {}
    our_folders = folders_of([*ours, *replaced])
    folders = [""]
    for path, entry in entries_below(work.ready):
        if entry.is_dir(follow_symlinks=False):
            folders.append(path)
            if path not in our_folders:
                _keep_folder(work, path)
        elif path == MANIFEST:  # it proves what is ours until the rest is gone
            continue
        elif path in replaced or (path in ours and is_file_with(entry.path, ours[path])):
            os.unlink(entry.path)
        else:
            _keep_file(work, path)
    _unlink(f"{work.ready}/{MANIFEST}")
    for folder in reversed(folders):
        os.rmdir(f"{work.ready}/{folder}")


def write_journal(work: Work, changes: Changes) -> None:
    """Decide that `ready` replaces the site file by file, which `finish` does, after a kill too."""
    for folder in ("", *folders_of([*changes.new, *changes.replaced, *changes.removed])):
        place = f"{work.destination}/{folder}"
        if os.path.isdir(place) and not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)
    with open(f"{work.journal}.new", "wb") as file:
        file.write(_JOURNAL.dump_json(changes))
        file.flush()
        os.fsync(file.fileno())
    os.replace(f"{work.journal}.new", work.journal)


def finish(work: Work) -> None:
    """Do what the journal says and is not done yet."""
    with suppress(ValidationError):  # a journal spoilt by hand: the next build compares the bytes
        _apply(work, _JOURNAL.validate_json(read(work.journal)))
    _discard(work.ready)
    _unlink(work.journal)


def is_idle(work: Work) -> bool:
    """Whether no build is publishing, and none was killed before it had cleared up."""
    names = {*os.listdir(work.folder)} if os.path.isdir(work.folder) else set[str]()
    staying = (work.lock, work.kept, work.search, work.note)
    return names <= {os.path.basename(place) for place in staying}


def recover(work: Work) -> None:
    """Finish what a killed build decided, and clear away what it had not finished."""
    if os.path.lexists(work.journal):
        finish(work)
    if os.path.lexists(work.ready):
        left, standing = read_manifest(work.ready), read_manifest(work.destination)
        sweep(work, left.files.keys() & standing.files.keys() if left and standing else set())
    give_up(work)


def give_up(work: Work) -> None:
    """Clear away a site that is not published and will not be."""
    _discard(work.stage)
    _unlink(f"{work.journal}.new")


def read_manifest(folder: str) -> Manifest | None:
    """The manifest of a published folder; None where it is missing or damaged."""
    try:
        return _MANIFEST.validate_json(read(f"{folder}/{MANIFEST}"))
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that the paths lie in, without the root."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def entries_below(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in a folder with its path; a folder comes before what it holds."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(f"{folder}/{above}") as found:
            entries = list(found)
        for entry in entries:
            path = f"{above}{entry.name}"
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")


def folded(path: str) -> str:
    """The path as a disk sees it that ignores case and composition."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _discard(folder: str) -> None:
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def _unlink(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)


def _keep_folder(work: Work, path: str) -> bool:
    if not os.path.isdir(work.destination):
        return False
    with suppress(FileExistsError, NotADirectoryError):
        os.makedirs(f"{work.destination}/{path}", exist_ok=True)
    return os.path.isdir(f"{work.destination}/{path}")


def _keep_file(work: Work, path: str) -> None:
    source, target = f"{work.ready}/{path}", f"{work.destination}/{path}"
    if _is_same(source, target):
        os.unlink(source)
    elif not os.path.lexists(target) and _keep_folder(work, path.rpartition("/")[0]):
        os.rename(source, target)
    else:
        _put_aside(source, work, path)


def _put_aside(source: str, work: Work, path: str) -> None:
    target = f"{work.kept}/{path}"
    number = 1
    while os.path.lexists(target):
        number += 1
        target = f"{work.kept}/{path}~{number}"
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.move(source, target)


def _is_same(one: str, other: str) -> bool:
    try:
        first, second = os.lstat(one), os.lstat(other)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if os.path.samestat(first, second):
        return True
    if stat.S_ISLNK(first.st_mode) and stat.S_ISLNK(second.st_mode):
        return os.readlink(one) == os.readlink(other)
    both_plain = stat.S_ISREG(first.st_mode) and stat.S_ISREG(second.st_mode)
    return both_plain and first.st_size == second.st_size and read(one) == read(other)


def _apply(work: Work, changes: Changes) -> None:
    """Assets first and pages last, so that a page finds what it links to; the manifest at the end.

    What stands where a page goes (a file for a folder, another case of its name) makes room first.
    """
    written = {*changes.new, *changes.replaced}
    folders, names = folders_of(written), {folded(path) for path in written}
    first, last = dict[str, str](), dict[str, str]()
    for path, proof in changes.removed.items():
        makes_room = (
            path in folders or folded(path) in names or not written.isdisjoint(folders_of([path]))
        )
        (first if makes_room else last)[path] = proof
    _remove(work.destination, first, changes.emptied)
    _make_folder(work.destination)
    for folder in sorted(folders):
        _make_folder(f"{work.destination}/{folder}")
    for path in sorted(written - {MANIFEST}, key=lambda path: (path.endswith(".html"), path)):
        _replace(work, path, is_new=path in changes.new)
    _remove(work.destination, last, changes.emptied)
    _replace(work, MANIFEST, is_new=False)


def _remove(folder: str, removed: dict[str, str], emptied: Iterable[str]) -> None:
    for path, proof in removed.items():
        if is_file_with(f"{folder}/{path}", proof):
            os.unlink(f"{folder}/{path}")
    for path in emptied:
        with suppress(OSError):  # not empty yet, or gone
            os.rmdir(f"{folder}/{path}")


def _make_folder(path: str) -> None:
    if os.path.islink(path):
        raise OSError(errno.ELOOP, "a link stands where a folder must be", path)
    os.makedirs(path, exist_ok=True)


def _replace(work: Work, path: str, *, is_new: bool) -> None:
    source, target = f"{work.ready}/{path}", f"{work.destination}/{path}"
    if not os.path.lexists(source):  # done before a kill
        return
    if is_new and os.path.lexists(target) and not _is_same(source, target):
        _put_aside(target, work, path)
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = f"{work.destination}/{MANIFEST}.new"
        shutil.copy2(source, beside)
        os.replace(beside, target)
        os.unlink(source)
