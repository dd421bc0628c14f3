"""The directory of a site: everything that an id or a `[[link]]` can name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.fields import Formerly
from generator.folders import BRIEFINGS, TOPICS
from generator.heads import BriefingHead, PageHead
from generator.memo import Forgetful
from generator.model import Library, Published
from generator.problems import did_you_mean
from generator.thing import Thing, thing_of

# Sections of every site; further ones are its kinds of entries.
SECTIONS = (BRIEFINGS, TOPICS, "glossary", "timeline", "index-of-passages", "data")


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that a `[[link]]` can name.

    Attributes:
        things: what bears an id, by the id.
        titles: what each thing is called.
        silent: ids of files that are there but could not be read, or are held back.
        moved: what things are called now, by the ids that they had.
    """

    things: Mapping[str, tuple[Thing, ...]]
    titles: Mapping[Thing, str]
    silent: Mapping[str, str]
    moved: Mapping[str, str] = field(default_factory=dict)

    def find(self, target: str) -> tuple[Thing, ...]:
        """What `id`, `folder/id` or `id#p6` may mean."""
        folder, slash, rest = _without_place(target).rpartition("/")
        found = self.things.get(rest, ())
        return tuple(thing for thing in found if not slash or thing.folder == folder)

    def hint(self, name: str, known: Iterable[str], otherwise: str) -> str:
        """What may be meant by an id that nothing has: what had it once, or one that is like it."""
        if now := self.moved.get(name.rpartition("/")[2]):
            return f"it is called “{now}” now"
        return did_you_mean(name, known) or otherwise


def id_in(target: str) -> str:
    """The id in `id`, `folder/id` or `id#p6`."""
    return _without_place(target).rpartition("/")[2]


def make_directory(library: Library, memory: Forgetful = Forgetful()) -> Directory:  # noqa: B008
    """The directory of a library."""
    written = published_in(library, memory)
    things = memory.rows("", thing_of, written)
    held = memory.settled("held", tuple((each.id, each.reason) for each in library.held))
    return memory(
        "",
        Directory,
        memory("", _by_id, things),
        memory.table("titles", things, memory.rows("", _title, written)),
        memory("", _silent, held),
        memory("", _moved, things, memory.rows("", _formerly, written)),
    )


def published_in(library: Library, memory: Forgetful) -> Sequence[Published]:
    """All that has a page of its own."""
    return memory.joined(
        "published",
        memory.values("briefings", library.briefings),
        memory.values("entries", library.entries),
        memory.values("topics", library.topics),
        memory.values("pages", library.pages),
    )


def _without_place(target: str) -> str:
    return target.partition("#")[0].strip()


def _title(written: Published) -> str:
    head = written.head
    return head.title if isinstance(head, BriefingHead | PageHead) else head.name


def _formerly(written: Published) -> Formerly:
    return written.head.formerly


def _by_id(things: Sequence[Thing]) -> dict[str, tuple[Thing, ...]]:
    found: dict[str, tuple[Thing, ...]] = {}
    for thing in sorted(things):
        found[thing.id] = (*found.get(thing.id, ()), thing)
    return found


def _silent(held: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(held)


def _moved(things: Sequence[Thing], formerly: Sequence[Formerly]) -> dict[str, str]:
    return {old.rpartition("/")[2]: thing.id
            for thing, ids in zip(things, formerly, strict=True) for old in ids}  # fmt: skip
