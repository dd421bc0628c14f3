"""What files hold: told by digests, compared, copied; large ones never as a whole in memory."""
# pathlib makes an object for every path, which is felt with 10,000 files:
# ruff: noqa: PTH123

import filecmp
import os
import shutil
import stat
from hashlib import blake2b, file_digest
from pathlib import Path

Content = bytes | Path  # of a file: what was made, or a file of the sources as it lies


def digest(data: Content) -> str:
    """The digest by which a manifest knows a file."""
    if isinstance(data, bytes):
        return blake2b(data, digest_size=16).hexdigest()
    with data.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=16)).hexdigest()


def is_file_with(path: str, expected: str) -> bool:
    """Whether a plain file with this digest stands there."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode) and digest(Path(path)) == expected
    except (FileNotFoundError, NotADirectoryError):
        return False


def holds(path: str, data: Content) -> bool:
    """Whether a plain file with this content stands there."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(found.st_mode):
        return False
    if isinstance(data, bytes):
        return found.st_size == len(data) and read(path) == data
    return found.st_size == data.stat().st_size and filecmp.cmp(path, data, shallow=False)


def read(path: str) -> bytes:
    """The bytes of a file."""
    with open(path, "rb", buffering=0) as file:
        return file.read()


def copy(source: Path, target: str) -> None:
    """Put a new file beside others with what another holds; the system copies, not we.

    It is no link: whoever edits the source must not change what is published.
    """
    with open(target, "xb"):
        pass
    shutil.copyfile(source, target)
