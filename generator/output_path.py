"""Paths that published files may have: inside the site, and safe on every disk and host."""

import re
from collections.abc import Iterable

from generator import swap
from generator.refusals import OutputPathError
from generator.swap import folders_of

_LONGEST_NAME = 255
_DANGEROUS_NAMES = (
    (re.compile(r"\.{0,2}\Z"), "is not a plain path below the site"),
    (
        re.compile(r'.*[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]', re.DOTALL),
        "has a character that some disks refuse",
    ),
    (
        re.compile(r"_(?!(?:headers|redirects)\Z)|\.(?!nojekyll\Z)"),
        "has a name that hosts do not publish",
    ),
    (
        re.compile(r"(?i:con|prn|aux|nul|con(?:in|out)\$|(?:com|lpt)[\d¹²³]) *(?:\.|\Z)"),
        "has the name of a device on Windows",
    ),
    (re.compile(r".*[. ]\Z"), "has a name whose end Windows drops"),
)


def output_path(path: str) -> str:
    """The path, if a published file may have it: inside the site and safe on every disk and host.

    Raises:
        OutputPathError: says why not.
    """
    for name in path.split("/"):
        for pattern, cause in _DANGEROUS_NAMES:
            if pattern.match(name):
                raise OutputPathError(path, cause)
        if len(name.encode()) > _LONGEST_NAME:
            raise OutputPathError(path, f"has a name longer than {_LONGEST_NAME} bytes")
    return path


def refuse_collisions(paths: Iterable[str]) -> None:
    """Refuse paths that some disks take for one, and files where there must be a folder.

    Raises:
        OutputPathError: says which.
    """
    seen: dict[str, str] = {}
    for path in paths:
        if (other := seen.setdefault(swap.folded(path), path)) != path:
            raise OutputPathError(path, f"is the same as “{other}” on disks that ignore case")
    for folder in {swap.folded(folder) for folder in folders_of(paths)} & seen.keys():
        raise OutputPathError(seen[folder], "is a folder as well")
