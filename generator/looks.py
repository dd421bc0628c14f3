"""How a folder looks without being read: a digest that tells whether anything in it was touched."""

import os
from hashlib import blake2b


def looks(folder: str) -> str:
    """A digest of all that the system tells of a folder's files; "" where there is no folder.

    The moment of a file's last change is among it, which no program can set: a file that was
    written by hand, and dated back, looks different. What only looks different is no harm: the
    build then compares the bytes.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  # pathlib is felt with 100,000 files
        return ""
    digest, waiting = blake2b(digest_size=16), [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(f"{folder}/{above}") as found:
            entries = sorted(found, key=lambda entry: entry.name)
        waiting += [f"{above}{each.name}/" for each in entries
                    if each.is_dir(follow_symlinks=False)]  # fmt: skip
        digest.update("".join(_look(above, entry) for entry in entries).encode(errors="replace"))
    return digest.hexdigest()


def _look(above: str, entry: "os.DirEntry[str]") -> str:
    """A file's path, kind and rights, size, place on the disk and moments; less of a folder."""
    if entry.is_dir(follow_symlinks=False):
        return f"{above}{entry.name}/\n"
    found = entry.stat(follow_symlinks=False)
    return (
        f"{above}{entry.name}\0{found.st_mode} {found.st_size} {found.st_ino} "
        f"{found.st_mtime_ns} {found.st_ctime_ns}\n"
    )
