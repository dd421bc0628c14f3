"""All the data of a site in one ZIP file, or in one and one a year where it is much.

The files are stored, not packed: packers of different machines make different bytes of one text,
and two builds of the same sources must be the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from generator import urls
from generator.folders import BRIEFINGS
from generator.formats import ARCHIVE, EPUB, OF_BRIEFINGS, OF_ENTRIES, OF_SITES
from generator.pages.edition import Edition
from generator.shelf import sizes_of
from generator.thing import Thing

_MOST = 100_000_000  # bytes of one archive
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # before it ZIP knows no time
_MODE = 0o100644 << 16
_NAMES = frozenset(each.file.rpartition("/")[2] for each in (*OF_BRIEFINGS, *OF_ENTRIES)
                   if each is not EPUB)  # fmt: skip
_WHOLE = frozenset(each.file for each in OF_SITES)


def archives(
    edition: Edition, files: Mapping[str, bytes], most: int = _MOST
) -> Iterator[tuple[str, bytes]]:
    """The archives of the data among some files, by path; with more than `most` bytes one a year.

    The archive of the whole has everything or, beside those of years, what is of no one year.
    """
    sizes = sizes_of(files)
    data = sorted(path for path in files if _is_data(path))
    parts: dict[str, list[str]] = {ARCHIVE.file: []}
    years = {} if sum(sizes[path] for path in data) <= most else _years(edition)
    for path in data:
        year = years.get(path.rpartition("/")[0] + "/")
        part = f"data/briefings-{year}.zip" if year else ARCHIVE.file
        parts.setdefault(part, []).append(path)
    for part, paths in parts.items():
        yield part, _archived(paths, files)


def _years(edition: Edition) -> dict[str, int]:
    """The years of briefings, by their folders."""
    return {
        edition.path(Thing(BRIEFINGS, each.id)).removesuffix(urls.HOME): each.head.date.year
        for each in edition.library.briefings.values()
    }


def _is_data(path: str) -> bool:
    return path in _WHOLE or path.rpartition("/")[2] in _NAMES


def _archived(paths: Iterable[str], files: Mapping[str, bytes]) -> bytes:
    return stored((path, files[path]) for path in paths)


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files with their names as a ZIP file, in their order, the same on every machine."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for path, content in files:
            info = ZipInfo(path, _FIRST_DAY)
            info.create_system, info.external_attr = 3, _MODE  # Unix, whatever the machine
            archive.writestr(info, content)
    return written.getvalue()
