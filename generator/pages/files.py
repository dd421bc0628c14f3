"""The files beside the page of an entry, as its head and its foot name them."""

from generator.formats import Format, formats_of_entry
from generator.model import Entry
from generator.pages.edition import Edition
from generator.pages.parts import Link


def entry_formats(edition: Edition, entry: Entry) -> tuple[Format, ...]:
    """In which formats an entry is published beside its page."""
    return formats_of_entry(entry.kind, is_named=entry.id in edition.index.named)


def entry_files(edition: Edition, entry: Entry) -> tuple[Link, ...]:
    """Links from the page of an entry to the files beside it."""
    return tuple(Link(each.file, edition.strings.text(each.key))
                 for each in entry_formats(edition, entry))  # fmt: skip
