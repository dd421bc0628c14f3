"""Names from A to Z: those of one kind of entries, and those of the whole glossary."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from generator import urls
from generator.model import Entry
from generator.pages.edition import Edition
from generator.pages.frame import View
from generator.pages.lines import (
    Counted,
    EntryLine,
    Name,
    by_letter,
    entry_line,
    letter_id,
    name_cost,
)
from generator.pages.parts import Link
from generator.pages.planned import Planned
from generator.pages.splitting import Around, Pages, Part, split
from generator.site import KindHead

GLOSSARY = "glossary"
_LETTERS = "letters"  # the folder below a list in which its letters lie, apart from the entries


class Letter(NamedTuple):
    """The entries under one letter."""

    id: str
    letter: str
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class ListView(View):
    """What list.html shows: all entries of a kind, or those under a letter."""

    title: str
    count: int
    letters: tuple[Letter, ...]
    around: Around


@dataclass(frozen=True, slots=True)
class GlossaryView(View):
    """What glossary.html shows: every name from A to Z, further names too."""

    title: str
    is_first: bool
    kinds: tuple[Counted, ...]
    letters: tuple[Letter, ...]
    around: Around


def kind_lists(edition: Edition, kind: str) -> Iterator[Planned]:
    """The list of a kind of entries."""
    entries = [each for each in edition.library.entries.values() if each.kind == kind]
    names = [Name(_sorted_as(each), each) for each in entries]
    pages = _pages(edition, kind, edition.kinds[kind].title, names)
    for path, part in ((pages.first, None), *pages.below):
        view = partial(_kind, edition, edition.kinds[kind], pages, part)
        yield Planned(path, "list.html", view, f"content/{kind}/")


def glossary_lists(edition: Edition) -> Iterator[Planned]:
    """The list of all entries."""
    every = [name for each in edition.library.entries.values() for name in _names(edition, each)]
    glossary = _pages(edition, GLOSSARY, edition.strings.text(GLOSSARY), every)
    for path, part in ((glossary.first, None), *glossary.below):
        yield Planned(path, "glossary.html", partial(_glossary, edition, glossary, part),
                      "the glossary")  # fmt: skip


def _pages(edition: Edition, folder: str, title: str, names: list[Name]) -> Pages[Name]:
    parts = split(by_letter(edition, names), name_cost)
    return Pages(urls.path_of(folder), title, f"{folder}/{_LETTERS}", parts, edition.strings)


def _names(edition: Edition, entry: Entry) -> Iterator[Name]:
    """Every name of an entry, its own first; what differs in capitals only would say it twice."""
    head, own = entry.head, edition.library.site.language
    yield Name(_sorted_as(entry), entry)
    shown = {_folded(edition, form) for form in (head.name, _sorted_as(entry))}
    languages = {each.name: each.lang for each in head.other_names if each.lang != own}
    forms = {each.name: each.name for each in head.other_names}
    forms |= {alias.text: alias.sort_name or alias.text for alias in head.aliases}
    for form, sorted_as in sorted(forms.items()):
        if _folded(edition, form) not in shown:
            yield Name(sorted_as, entry, form, languages.get(form) or "")


def _folded(edition: Edition, name: str) -> str:
    """A name as lists compare it; itself where it has neither letters nor digits."""
    return edition.strings.sort_key(name)[0] or name


def _sorted_as(entry: Entry) -> str:
    return entry.head.sort_name or entry.head.name


def _kind(
    edition: Edition, kind: KindHead, pages: Pages[Name], part: Part[Name] | None
) -> ListView:
    section = kind.id if kind.id in edition.library.site.navigation else GLOSSARY
    shown = pages.parts if part is None else (part,)
    count = sum(len(each.items) for each in shown)
    title = pages.heading(part)
    description = edition.strings.text("list-described", kind=title, n=count)
    page = pages.first if part is None else pages.path(part)
    return ListView(
        edition.frame(page, title, description, section=section),
        title, count, _letters(edition, page, pages, part), pages.around(part, letter_id),
    )  # fmt: skip


def _glossary(edition: Edition, pages: Pages[Name], part: Part[Name] | None) -> GlossaryView:
    page = pages.first if part is None else pages.path(part)
    title = pages.heading(part)
    numbers = dict.fromkeys(edition.kinds, 0)
    for each in edition.library.entries.values():
        numbers[each.kind] += 1
    kinds = tuple(
        Counted(Link(urls.relative(page, urls.path_of(kind.id)), kind.title), numbers[kind.id])
        for kind in edition.kinds.values()
    )
    if part is None:
        count = len(edition.library.entries)
        description = edition.strings.text("glossary-described", n=count)
    else:
        description = edition.strings.text("list-described", kind=title, n=len(part.items))
    return GlossaryView(
        edition.frame(page, title, description, section=GLOSSARY),
        title, part is None, kinds,
        _letters(edition, page, pages, part), pages.around(part, letter_id),
    )  # fmt: skip


def _letters(
    edition: Edition, page: str, pages: Pages[Name], part: Part[Name] | None
) -> tuple[Letter, ...]:
    return tuple(
        Letter(letter_id(group.id), group.title,
               tuple(entry_line(edition, page, name) for name in group.items))
        for group in pages.shown(part)
    )  # fmt: skip
