"""Where an entry is named, as a table for spreadsheets: CSV (RFC 4180) in UTF-8.

A spreadsheet runs what begins like a formula, whoever wrote it: such a cell gets an apostrophe
first, as OWASP advises. A mark at the beginning tells spreadsheets that the file is UTF-8.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import groupby

from generator import urls
from generator.folders import BRIEFINGS
from generator.index import Occurrence
from generator.model import Briefing, Entry
from generator.pages.edition import Edition
from generator.serial import one_line
from generator.source import Span
from generator.text import surroundings
from generator.thing import Thing

COLUMNS = ("briefing", "date", "title", "paragraph", "speaker", "before", "words", "after",
           "offices_that_day", "address")  # fmt: skip
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EACH_SIDE = 90  # characters of context, as on the page


def mentions_csv(edition: Edition, path: str, entry: Entry) -> bytes:
    """The file `mentions.csv` that lies at a path: a line a mention, the latest briefing first."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    named = edition.index.named.get(entry.id, ())
    for name, found in groupby(named, key=lambda each: each.mark.briefing):
        briefing = edition.library.briefings[name]
        writer.writerows(_rows(edition, entry, briefing, found, path))
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line."""
    words = one_line(cell)
    return f"'{words}" if words.startswith(_FORMULAS) else words


def _rows(
    edition: Edition, entry: Entry, briefing: Briefing, found: Iterator[Occurrence], path: str
) -> Iterator[tuple[str, ...]]:
    day, labels = briefing.head.date, briefing.transcript.labels
    offices = harmless("; ".join(each.role.title for each in edition.offices(entry, day)))
    same = harmless(briefing.id), day.isoformat(), harmless(briefing.head.title)
    thing = Thing(BRIEFINGS, briefing.id)
    for occurrence in found:
        mark, text = occurrence
        words = surroundings(text, Span(mark.start, mark.end), occurrence.sentence, _EACH_SIDE)
        address = edition.address(path, thing, urls.paragraph_id(mark.paragraph))
        speaker = harmless(labels[mark.paragraph - 1])
        yield (*same, str(mark.paragraph), speaker, *map(harmless, words), offices,
               harmless(address))  # fmt: skip
