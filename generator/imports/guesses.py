"""Dates in names of files and in short lines; guesses, which the written file marks as such."""

import re
from collections.abc import Iterable
from datetime import date

from generator.dates import MONTHS
from generator.imports.draft import NOT_KNOWN, Block, Guess

_NUMBERS = re.compile(r"(?<!\d)(\d{4})([-_./]?)(\d{2})\2(\d{2})(?!\d)", re.ASCII)
_BACKWARDS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)", re.ASCII)
_IDEOGRAPHS = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_OTHERS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
)
_MONTHS = {
    name.casefold(): number
    for names in (MONTHS, *map(str.split, _OTHERS))
    for number, name in enumerate(names, start=1)
}
_MONTHS |= {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}
_MONTHS["sept"] = 9
_SHORT = 80  # characters of a line that may be a date line
_NEAR = 5  # blocks from the beginning in which such a line is looked for


def date_in(text: str) -> date | None:
    """The first date that a text writes out, or None."""
    found = [each for each in (
        _read(_NUMBERS, text, (1, 3, 4)), _read(_IDEOGRAPHS, text, (1, 2, 3)),
        _read(_BACKWARDS, text, (3, 2, 1)), _read(_DAY_FIRST, text, (3, 2, 1)),
        _read(_MONTH_FIRST, text, (3, 1, 2)),
    ) if each]  # fmt: skip
    return min(found)[1] if found else None


def title_of(name: str) -> Guess:
    """What the name of a file says besides a date."""
    stem = name.rpartition(".")[0] or name
    words = " ".join(_NUMBERS.sub(" ", stem).replace("_", " ").replace("-", " ").split())
    if not any(map(str.isalnum, words)):
        return Guess("Untitled", f"{NOT_KNOWN}: write the title")
    return Guess(words[0].upper() + words[1:], "the name of the file")


def date_line(blocks: Iterable[Block]) -> Guess | None:
    """The date of a short line near the beginning."""
    for _, block in zip(range(_NEAR), blocks, strict=False):
        if len(block.text) <= _SHORT and (day := date_in(block.text)):
            return Guess(day.isoformat(), f"{block.where} of the file")
    return None


def _read(pattern: re.Pattern[str], text: str, order: tuple[int, int, int]
          ) -> tuple[int, date] | None:  # fmt: skip
    """Where a pattern finds a real date, and which."""
    for found in pattern.finditer(text):
        year, month, day = (found[place] for place in order)
        number = int(month) if month.isdecimal() else _MONTHS.get(month.casefold(), 0)
        try:
            return found.start(), date(int(year), number, int(day))
        except ValueError:
            continue
    return None
