"""Long lists over several pages, so that no page is heavy whatever the site holds.

A list comes as groups in their order: letters, years, months. If it fits on one page it stays
there. If not, each group gets a page of its own, or several that are numbered, and the first page
leads to them; small groups can share the page of a wider one, as years do that of their decade. An
address depends on the group only, not on how much its neighbours hold, so that it stays when the
site grows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from generator import urls
from generator.pages.parts import Link
from generator.strings import Strings

# What the lines of a page may come to by the estimate of `cost`. The promise is 100 KiB of gzip for
# a whole page, and words that gzip cannot shorten at all, which nobody writes, come to half as much
# again as estimated: 60,000 keeps the promise for them too, with 9 KB left for what is around.
BUDGET = 60_000
# What a line costs after gzip besides its words: its markup, and an address in its link. Measured
# on lists with 10,000 random names: 8 to 23 bytes.
LINE = 24

T = TypeVar("T")


def cost(*words: str) -> int:
    """About how many bytes a line with these words has after gzip, rather too many than too few.

    Half of the words' bytes in UTF-8: English text comes to 0.3 to 0.4 of them, random words of
    syllables to 0.42, random Chinese characters to 0.64, random letters and digits to 0.75.
    """
    return LINE + sum(len(each.encode()) for each in words) // 2


class Group(NamedTuple, Generic[T]):
    """Lines that belong together: their part of an address, what they are called, themselves."""

    id: str
    title: str
    items: tuple[T, ...]


class Part(NamedTuple, Generic[T]):
    """What one page shows.

    Attributes:
        id: its address below the list's, "" for a list on one page.
        name: the group that the page is of: “A”, “1990s”.
        groups: the groups on it, or the one of which it has some lines.
        number: which page of its group it is, from 1; 0 where the group has one page only.
    """

    id: str
    name: str
    groups: tuple[Group[T], ...]
    number: int = 0

    @property
    def items(self) -> tuple[T, ...]:
        """Its lines, without their groups."""
        return tuple(item for group in self.groups for item in group.items)


class Jump(NamedTuple):
    """A link to a group, with how many lines it has; `is_current` on the group's own page."""

    href: str
    text: str
    number: int
    is_current: bool


class Around(NamedTuple):
    """The pages of a list around one of them, and all its groups; None where there is none."""

    first: Link | None
    previous: Link | None
    following: Link | None
    jumps: tuple[Jump, ...]


def grouped(items: Iterable[T], key: Callable[[T], tuple[str, str]]) -> tuple[Group[T], ...]:
    """Items in groups by their ids and titles, in the order in which the groups first occur."""
    found: dict[tuple[str, str], list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return tuple(Group(*name, tuple(those)) for name, those in found.items())


def split(
    groups: Sequence[Group[T]],
    weight: Callable[[T], int],
    budget: int = BUDGET,
    wider: Callable[[Group[T]], tuple[str, str]] | None = None,
) -> tuple[Part[T], ...]:
    """The pages of a list, in its order: one for all of it, or one or more for each group.

    A line that is heavier than the budget has a page of its own. `wider` gives the id and the name
    of the wider group that a group belongs to.
    """
    if _fits(groups, weight, budget):
        return (Part("", "", tuple(groups)),)
    parts: list[Part[T]] = []
    for name, within in groupby(groups, wider or (lambda group: (group.id, group.title))):
        found = tuple(within)
        if wider and _fits(found, weight, budget):
            parts.append(Part(*name, found))
        else:
            parts += [part for group in found for part in _parts(group, weight, budget)]
    return tuple(parts)


def _fits(groups: Iterable[Group[T]], weight: Callable[[T], int], budget: int) -> bool:
    total = 0
    for each in (weight(item) for group in groups for item in group.items):
        total += each
        if total > budget:
            return False
    return True


def _parts(group: Group[T], weight: Callable[[T], int], budget: int) -> Iterator[Part[T]]:
    chunks = list(_chunks(group.items, weight, budget))
    for number, chunk in enumerate(chunks, start=1):
        shown = (group._replace(items=chunk),)
        name = group.id if number == 1 else f"{group.id}/{number}"
        yield Part(name, group.title, shown, number if len(chunks) > 1 else 0)


def _chunks(
    items: tuple[T, ...], weight: Callable[[T], int], budget: int
) -> Iterator[tuple[T, ...]]:
    start, total = 0, 0
    for place, item in enumerate(items):
        heavy = weight(item)
        if place > start and total + heavy > budget:
            yield items[start:place]
            start, total = place, 0
        total += heavy
    yield items[start:]


@dataclass(frozen=True, slots=True)
class Pages(Generic[T]):
    """The pages of a list.

    Attributes:
        first: the output path of the list.
        title: what the list is called.
        folder: the folder in which the pages of its groups lie, if it has any.
        parts: what each of them shows.
        strings: what puts a name and a number together in the site's language.
    """

    first: str
    title: str
    folder: str
    parts: tuple[Part[T], ...]
    strings: Strings

    @property
    def is_whole(self) -> bool:
        """Whether the list is on one page."""
        return len(self.parts) == 1 and not self.parts[0].id

    @property
    def below(self) -> tuple[tuple[str, Part[T]], ...]:
        """The pages below the first, with their paths."""
        return () if self.is_whole else tuple((self.path(part), part) for part in self.parts)

    def path(self, part: Part[T]) -> str:
        """Where a part lies."""
        return urls.path_of(self.folder, part.id) if part.id else self.first

    def called(self, part: Part[T]) -> str:
        """What a part is called beside the others: “A”, “A (2)”."""
        number = self.strings.text("in-brackets", words=part.number) if part.number else ""
        return part.name + number

    def heading(self, part: Part[T] | None) -> str:
        """What a page is called; `part` is None for the first: “People”, “People: A (2)”."""
        if part is None:
            return self.title
        return self.strings.text("part-of", whole=self.title, part=self.called(part))

    def heading_within(self, part: Part[T] | None) -> str:
        """The same where the list is part of a page and named after it: “Ann: Offices, 1780s”."""
        if part is None:
            return self.title
        return self.strings.text("list-comma").join((self.title, self.called(part)))

    def shown(self, part: Part[T] | None) -> tuple[Group[T], ...]:
        """The groups of a page; `part` is None for the first page."""
        if part is None:
            return self.parts[0].groups if self.is_whole else ()
        return part.groups

    def around(self, part: Part[T] | None, anchor: Callable[[str], str]) -> Around:
        """What leads on from a page; `anchor` gives a group's id in the page from the group's.

        On a list of one page the jumps lead to places in it.
        """
        if self.is_whole:
            jumps = tuple(
                Jump(urls.relative(self.first, self.first, anchor(group.id)), group.title,
                     len(group.items), is_current=False)
                for group in self.parts[0].groups
            )  # fmt: skip
            return Around(None, None, None, jumps)
        page = self.first if part is None else self.path(part)
        place = -1 if part is None else self.parts.index(part)
        return Around(
            Link(urls.relative(page, self.first), self.title) if part else None,
            self._link(page, place - 1) if place > 0 else None,
            self._link(page, place + 1) if place + 1 < len(self.parts) else None,
            tuple(self._jumps(page, part)),
        )

    def _link(self, page: str, place: int) -> Link:
        part = self.parts[place]
        return Link(urls.relative(page, self.path(part)), self.called(part))

    def _jumps(self, page: str, current: Part[T] | None) -> Iterator[Jump]:
        for name, found in groupby(self.parts, lambda part: part.name):
            parts = tuple(found)
            yield Jump(
                urls.relative(page, self.path(parts[0])), name,
                sum(len(part.items) for part in parts),
                current is not None and current.name == name,
            )  # fmt: skip
