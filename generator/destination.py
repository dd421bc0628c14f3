"""The destination: whether a folder may be published to."""

import os
from pathlib import Path

from generator.refusals import DangerousDestinationError, PublishError
from generator.swap import MANIFEST, Work

_SOURCES = ("content", "templates", "generator", "tests", "docs")


def refuse_dangerous(destination: Path, project: Path) -> None:
    """Refuse a folder where publishing could do harm.

    Raises:
        DangerousDestinationError: says why.
        PublishError: where the folder cannot be looked at.
    """
    folder = Path(os.path.realpath(destination))
    try:
        cause = _danger_of_place(destination, folder, project) or _danger_of_contents(folder)
    except OSError as error:
        raise PublishError(folder, error.strerror or str(error)) from error
    if cause:
        raise DangerousDestinationError(destination, cause)


def _danger_of_place(given: Path, folder: Path, project: Path) -> str:
    if given.is_symlink():
        return "is a symbolic link"
    if folder.parent == folder:
        return "is the root of the disk"
    if ".git" in folder.parts:
        return "lies in a .git folder"
    above = (
        (
            Path(os.path.expanduser("~")),  # noqa: PTH111  # that of pathlib fails without a home
            "is your home folder or holds it",
        ),
        (Path.cwd(), "is the folder you work in or holds it"),
        (project, "is the project or holds it"),
    )
    causes = [cause for inner, cause in above if _is_within(inner, folder)]
    causes += [f"lies in {name}/" for name in _SOURCES if _is_within(folder, project / name)]
    return causes[0] if causes else ""


def _is_within(path: Path, folder: Path) -> bool:
    """Compare as the disk does, which may ignore case."""
    path, folder = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    if not folder.exists():
        return path.is_relative_to(folder)
    return any(each.exists() and each.samefile(folder) for each in (path, *path.parents))


def _danger_of_contents(folder: Path) -> str:
    if not os.path.lexists(folder):
        return ""
    if not folder.is_dir():
        return "is a file"
    if (folder / ".git").is_dir():
        return "is a Git repository"
    proofs = (f"{folder}/{MANIFEST}", Work.beside(str(folder)).journal)
    if not any(os.path.lexists(proof) for proof in proofs) and any(folder.iterdir()):
        return f"holds files but no {MANIFEST} of an earlier build"
    return ""
