"""Who and what a briefing is in company with: speakers, what it names, briefings like it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator import urls
from generator.folders import BRIEFINGS, TOPICS
from generator.index import name_on
from generator.model import Briefing, Entry
from generator.pages.notes import Scene
from generator.pages.parts import Link, RoleWords, When
from generator.site import INSTITUTIONS, PEOPLE
from generator.thing import Thing

_MOST_PARAGRAPHS = 5  # that a line of the list names; further ones stand on the entry’s page


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody with the offices of the day."""

    link: Link
    roles: tuple[RoleWords, ...]


@dataclass(frozen=True, slots=True)
class NamedView:
    """An entry that belongs to a briefing, and where it is named.

    Attributes:
        roles: the offices of a person on the day.
        called: what an institution was called on the day, where that is not its name now.
        part: the string that says what the entry does there (“speaks”), or "".
        paragraphs: the first of those that name it.
        more: where all are listed, with their number, if there are more.
    """

    link: Link
    roles: tuple[RoleWords, ...]
    called: str
    part: str
    paragraphs: tuple[Link, ...]
    more: Link | None


class NamedKind(NamedTuple):
    """The entries of one kind that belong to a briefing; `kind` is its folder."""

    kind: str
    title: str
    entries: tuple[NamedView, ...]

    @property
    def is_of_people(self) -> bool:
        """Whether they have offices."""
        return self.kind == PEOPLE

    @property
    def is_of_bodies(self) -> bool:
        """Whether they are people or institutions."""
        return self.kind in {PEOPLE, INSTITUTIONS}


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another briefing, and what the two have in common."""

    link: Link
    date: When | None
    event: Link | None
    topics: tuple[Link, ...]


def speakers(scene: Scene) -> tuple[SpeakerView, ...]:
    """Whoever speaks, with the offices of the day, in the order of the front matter."""
    return _with_roles(scene, scene.briefing.head.speakers.values())


def participants(scene: Scene) -> tuple[SpeakerView, ...]:
    """Whoever else took part, with the offices of the day."""
    return _with_roles(scene, scene.briefing.head.participants)


def named(scene: Scene) -> tuple[NamedKind, ...]:
    """The entries of a briefing by kind, people and institutions first.

    Speakers and participants stand before those that are only named, each in order of mention.
    """
    part = _parts(scene.briefing)
    found: dict[str, list[int]] = {name: [] for name in part}
    for number, marks in sorted(scene.edition.index.marks.get(scene.briefing.id, {}).items()):
        for mark in marks:
            for target in mark.targets if mark.kind == "mention" else ():
                found.setdefault(target, []).append(number)
    by_kind: dict[str, list[NamedView]] = {kind: [] for kind in scene.edition.kinds}
    for name, paragraphs in found.items():
        entry = scene.edition.library.entries[name]
        view = _named(scene, entry, part.get(name, ""), tuple(dict.fromkeys(paragraphs)))
        by_kind[entry.kind].append(view)
    return tuple(NamedKind(kind, scene.edition.kinds[kind].title, tuple(entries))
                 for kind, entries in by_kind.items() if entries)  # fmt: skip


def related(scene: Scene) -> tuple[RelatedView, ...]:
    """The briefings about the same, the nearest first, each with what it shares."""
    edition, here = scene.edition, scene.briefing
    found = (edition.library.briefings[name] for name in edition.index.related.get(here.id, ()))
    topics = topics_of(here)
    return tuple(
        RelatedView(
            edition.link(scene.page, Thing(BRIEFINGS, other.id)),
            edition.when(other.head.date),
            edition.entry_link(scene.page, here.head.event)
            if here.head.event and here.head.event == other.head.event
            else None,
            tuple(edition.link(scene.page, Thing(TOPICS, topic))
                  for shared in [topics_of(other)] for topic in topics if topic in shared),
        )
        for other in found
    )  # fmt: skip


def topics_of(briefing: Briefing) -> tuple[str, ...]:
    """The topics that a briefing or a passage of it is about."""
    return tuple(
        dict.fromkeys([*briefing.head.topics, *(each.topic for each in briefing.passages)])
    )


def _with_roles(scene: Scene, names: Iterable[str | None]) -> tuple[SpeakerView, ...]:
    entries = [scene.edition.library.entries[name]
               for name in dict.fromkeys(names) if name]  # fmt: skip
    return tuple(
        SpeakerView(scene.edition.entry_link(scene.page, entry.id), _roles(scene, entry))
        for entry in entries
    )


def _parts(briefing: Briefing) -> dict[str, str]:
    """Who has a part in a briefing, with the string that says which."""
    parts = {name: "speaks" for name in briefing.head.speakers.values() if name}
    return parts | {name: "takes-part" for name in briefing.head.participants if name not in parts}


def _named(scene: Scene, entry: Entry, part: str, paragraphs: tuple[int, ...]) -> NamedView:
    return NamedView(
        scene.edition.entry_link(scene.page, entry.id),
        roles=_roles(scene, entry),
        called=name_on(entry.head, scene.briefing.head.date),
        part=part,
        paragraphs=tuple(Link(f"#{urls.paragraph_id(number)}", str(number))
                         for number in paragraphs[:_MOST_PARAGRAPHS]),
        more=_more(scene, entry, len(paragraphs) - _MOST_PARAGRAPHS),
    )  # fmt: skip


def _more(scene: Scene, entry: Entry, number: int) -> Link | None:
    """A link to the mentions on an entry's page, where the briefing's list leaves some out."""
    if number <= 0:
        return None
    edition = scene.edition
    link = edition.link(scene.page, edition.entry_thing(entry.id), urls.NAMED_IN)
    return link._replace(text=edition.strings.text("and-more", n=number))


def _roles(scene: Scene, entry: Entry) -> tuple[RoleWords, ...]:
    return scene.edition.roles(scene.page, entry, scene.briefing.head.date)
