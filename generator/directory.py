"""The directory of a site: everything that an id or a `[[link]]` can name."""

from collections.abc import Iterable, Mapping
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
        name = target.partition("#")[0].strip()
        folder, slash, rest = name.rpartition("/")
        found = self.things.get(rest, ())
        return tuple(thing for thing in found if not slash or thing.folder == folder)

    def hint(self, name: str, known: Iterable[str], otherwise: str) -> str:
        """What may be meant by an id that nothing has: what had it once, or one that is like it."""
        if now := self.moved.get(name.rpartition("/")[2]):
            return f"it is called “{now}” now"
        return did_you_mean(name, known) or otherwise


def make_directory(library: Library, memory: Forgetful = Forgetful()) -> Directory:  # noqa: B008
    """The directory of a library."""
    names = memory.rows("names", _named, library.published)
    held = memory.settled("held", tuple((each.id, each.reason) for each in library.held))
    return memory("", _directory, names, held)


def _named(written: Published) -> tuple[Thing, str, Formerly]:
    """What something is, what it is called, and how it was called before."""
    head = written.head
    title = head.title if isinstance(head, BriefingHead | PageHead) else head.name
    return thing_of(written), title, head.formerly


def _directory(
    names: tuple[tuple[Thing, str, Formerly], ...], held: tuple[tuple[str, str], ...]
) -> Directory:
    titles = {thing: title for thing, title, _ in names}
    things: dict[str, tuple[Thing, ...]] = {}
    for thing in sorted(titles):
        things[thing.id] = (*things.get(thing.id, ()), thing)
    moved = {old.rpartition("/")[2]: thing.id for thing, _, formerly in names for old in formerly}
    return Directory(things, titles, dict(held), moved)
