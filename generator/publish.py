"""Publish a built site: the folder that readers see holds the old site or the new one, whole."""
# pathlib makes an object for every path, which is felt with 10,000 files:
# ruff: noqa: PTH101, PTH102, PTH103, PTH105, PTH108, PTH118, PTH123

import errno
import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from generator import swap
from generator.contents import Content, copy, digest, holds, is_file_with, read
from generator.destination import refuse_dangerous
from generator.looks import looks
from generator.output_path import output_path, refuse_collisions
from generator.refusals import NOTHING_CHANGED, BusyError, OccupiedError, PublishError
from generator.shelf import Files
from generator.swap import MANIFEST, Changes, Work, folders_of

Exchange = Callable[[str, str], bool]  # of two folders in one step; False where that cannot be


@dataclass(frozen=True, slots=True)
class Published:
    """How many files of the site were new or changed, were the same, and are gone.

    Attributes:
        looks: how the published folder looked then; see looks.py.
    """

    written: int
    kept: int
    removed: int
    looks: str = field(default="", compare=False)

    @property
    def is_unchanged(self) -> bool:
        """Whether the site was published before as it is."""
        return not self.written and not self.removed


@dataclass(frozen=True, slots=True)
class _Plan:
    """What becomes of every file and folder.

    Attributes:
        same: files that stand already as they are made.
        foreign: files that are not ours.
        folders: all folders of the new site; "" is the site itself.
        modes: the permissions of the folders of the old one.
    """

    changes: Changes
    same: AbstractSet[str]
    foreign: AbstractSet[str]
    folders: AbstractSet[str]
    modes: Mapping[str, int]

    @property
    def published(self) -> Published:
        written = {*self.changes.new, *self.changes.replaced} - {MANIFEST}
        return Published(len(written), len(self.same - {MANIFEST}), len(self.changes.removed))


def publish(
    files: Mapping[str, Content],
    destination: Path,
    project: Path,
    exchange: Exchange = swap.exchange,
) -> Published:
    """Make a folder hold exactly these files, beside those in it that are not ours.

    A folder that holds them already is not touched at all.

    Raises:
        DangerousDestinationError: for a folder that must not be published to.
        BusyError: while another build publishes to the folder.
        PublishError: where the disk fails; the folder is as it was.
    """
    refuse_dangerous(destination, project)
    made = _made(files)
    work = Work.beside(os.path.realpath(destination))
    try:
        seen = looks(work.destination)  # before the bytes are compared
        if swap.is_idle(work) and _is_published(made, work.destination):
            return Published(0, len(files), 0, seen)
        with _locked(work):
            swap.recover(work)
            refuse_dangerous(destination, project)
            plan = _plan(made, work.destination)
            if {*plan.changes.new, *plan.changes.replaced, *plan.changes.removed}:
                _replace(made, plan, work, exchange)
            return replace(plan.published, looks=looks(work.destination))
    except OSError as error:
        raise _failure(error, work) from error


def differences(files: Mapping[str, Content], destination: Path) -> tuple[str, ...]:
    """The paths that are missing, differ, or are ours and no longer made; nothing is written."""
    folder = os.path.realpath(destination)
    try:
        differing = {
            path for path, data in _made(files).items() if not holds(f"{folder}/{path}", data)
        }
        manifest = swap.read_manifest(folder)
        if manifest:
            differing.discard(MANIFEST)  # it differs whenever a page does
            stale = manifest.files.keys() - files.keys()
            differing.update(path for path in stale if os.path.lexists(f"{folder}/{path}"))
    except OSError as error:
        raise PublishError(error.filename or folder, error.strerror or str(error)) from error
    return tuple(sorted(differing))


def _made(files: Mapping[str, Content]) -> Files[Content]:
    """The files by checked paths, and the manifest last."""
    paths = sorted(map(output_path, files))
    refuse_collisions(paths)
    digests = {path: digest(files[path]) for path in paths}
    manifest = json.dumps({"files": digests, "format": 1}, ensure_ascii=False, indent=0)
    return Files(files, {MANIFEST: f"{manifest}\n".encode()})


def _is_published(made: Mapping[str, Content], folder: str) -> bool:
    return all(holds(f"{folder}/{path}", data) for path, data in made.items())


@contextmanager
def _locked(work: Work) -> Iterator[None]:
    os.makedirs(work.folder, exist_ok=True)
    lock = FileLock(work.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        process = b""
        with suppress(FileNotFoundError):  # it has just begun, or has just ended
            process = read(work.holder)
        raise BusyError(work.destination, process.decode("ascii", "replace")) from None
    try:
        with open(work.holder, "w", encoding="ascii") as file:
            file.write(str(os.getpid()))
        yield
    finally:
        with suppress(OSError):
            os.unlink(work.holder)
        lock.release()


def _plan(made: Mapping[str, Content], folder: str) -> _Plan:
    files, modes = _look(folder)
    manifest = swap.read_manifest(folder)
    ours = manifest.files if manifest else {}
    same = {path for path in made.keys() & files if holds(f"{folder}/{path}", made[path])}
    replaced = made.keys() & files - same
    removed = {
        path: ours[path]
        for path in sorted(files & ours.keys() - made.keys())
        if is_file_with(f"{folder}/{path}", ours[path])
    }
    foreign = files - made.keys() - removed.keys()
    needed = folders_of(made)
    kept_folders = (modes.keys() - folders_of(ours)) | folders_of(foreign)
    in_the_way = (made.keys() & kept_folders) | (needed & foreign)
    if manifest:
        in_the_way |= replaced - ours.keys() - {MANIFEST}
    if in_the_way:
        raise OccupiedError(folder, min(in_the_way))
    emptied = modes.keys() - kept_folders - needed - {""}
    changes = Changes(
        new=tuple(sorted(made.keys() - files)),
        replaced=tuple(sorted(replaced)),
        removed=removed,
        emptied=tuple(sorted(emptied, key=lambda path: (-path.count("/"), path))),
    )
    return _Plan(changes, same, foreign, {"", *needed, *kept_folders}, modes)


def _look(folder: str) -> tuple[set[str], dict[str, int]]:
    """The files of a folder, and its folders with their permissions; "" is the folder itself."""
    if not os.path.lexists(folder):
        return set(), {}
    device = os.lstat(folder).st_dev
    files, modes = set[str](), {"": _mode_of(folder, device)}
    for path, entry in swap.entries_below(folder):
        if entry.is_dir(follow_symlinks=False):
            modes[path] = _mode_of(entry.path, device)
        else:
            files.add(path)
    return files, modes


def _mode_of(folder: str, device: int) -> int:
    """The permissions of a folder, or an error now where it could not be cleared away later."""
    found = os.lstat(folder)
    if found.st_dev != device:
        raise OSError(errno.EXDEV, "a disk is mounted inside the site", folder)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
    return stat.S_IMODE(found.st_mode)


def _replace(made: Mapping[str, Content], plan: _Plan, work: Work, exchange: Exchange) -> None:
    try:
        _stage(made, plan, work)
        swap.sync(work.stage)
        if not plan.modes:  # there is no folder yet
            os.replace(work.stage, work.destination)
            return
        os.replace(work.stage, work.ready)
        is_exchanged = exchange(work.ready, work.destination)
        if not is_exchanged:
            swap.write_journal(work, plan.changes)
    except OSError:
        with suppress(FileNotFoundError):
            os.replace(work.ready, work.stage)
        swap.give_up(work)
        raise
    if is_exchanged:
        swap.sweep(work, {*plan.same, *plan.changes.replaced})
    else:
        swap.finish(work)


def _stage(made: Mapping[str, Content], plan: _Plan, work: Work) -> None:
    """Fill the stage with the whole new site; what is on the disk already is linked, not copied."""
    os.mkdir(work.stage)
    default = stat.S_IMODE(os.lstat(work.stage).st_mode)
    for folder in sorted(plan.folders - {""}):
        os.mkdir(f"{work.stage}/{folder}")
    for path in (*plan.same, *plan.foreign):
        swap.carry(f"{work.destination}/{path}", f"{work.stage}/{path}")
    for path in (*plan.changes.new, *plan.changes.replaced):
        _write(f"{work.stage}/{path}", made[path])
    for folder in plan.folders & plan.modes.keys():
        if plan.modes[folder] != default:
            os.chmod(f"{work.stage}/{folder}", plan.modes[folder])


def _write(path: str, data: Content) -> None:
    try:
        if isinstance(data, Path):
            copy(data, path)
            return
        with open(path, "xb") as file:
            file.write(data)
    except OSError as error:  # of a full disk Python does not say the path
        raise OSError(error.errno, error.strerror, path) from error


def _failure(error: OSError, work: Work) -> PublishError:
    advice = NOTHING_CHANGED
    if os.path.lexists(work.journal):
        advice = "the published folder is half replaced; repair the cause and build again"
    elif os.path.lexists(work.ready):
        advice = "the old site is still to be cleared away; repair the cause and build again"
    path = os.path.join(work.folder, error.filename or work.destination)  # some are relative
    return PublishError(path, error.strerror or str(error), advice)
