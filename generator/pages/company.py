"""Who and what a briefing is in company with: speakers, what it names, briefings like it."""

from collections.abc import Iterable
from dataclasses import dataclass

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
        id: the entry's.
        is_body: whether it is a person or an institution.
        kind: what it is, for whom no office is given.
        called: what an institution was called on the day, where that is not its name now.
        part: the string that says what the entry does there (“speaks”), or "".
        paragraphs: the first of those that name it.
        more: where all are listed, with their number, if there are more.
    """

    id: str
    link: Link
    is_body: bool
    kind: str
    roles: tuple[RoleWords, ...]
    called: str
    part: str
    paragraphs: tuple[Link, ...]
    more: Link | None


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


def named(scene: Scene) -> tuple[NamedView, ...]:
    """The entries of a briefing by kind, people and institutions first.

    Speakers and participants stand before those that are only named, each in order of mention.
    """
    part = _parts(scene.briefing)
    found: dict[str, list[int]] = {name: [] for name in part}
    for number, marks in sorted(scene.edition.index.marks.get(scene.briefing.id, {}).items()):
        for mark in marks:
            for target in mark.targets if mark.kind == "mention" else ():
                found.setdefault(target, []).append(number)
    order = {kind: place for place, kind in enumerate(scene.edition.kinds)}
    entries = [scene.edition.library.entries[name] for name in found]
    return tuple(
        _named(scene, entry, part.get(entry.id, ""), tuple(dict.fromkeys(found[entry.id])))
        for entry in sorted(entries, key=lambda entry: order[entry.kind])
    )


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
        entry.id,
        scene.edition.entry_link(scene.page, entry.id),
        is_body=entry.kind in (PEOPLE, INSTITUTIONS),
        kind=_kind(scene, entry),
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


def _kind(scene: Scene, entry: Entry) -> str:
    """What an entry is, in a few words; of a person, that no office is known."""
    if entry.kind == PEOPLE:
        return scene.edition.strings.text("no-office")
    kind = scene.edition.kinds[entry.kind].singular
    return getattr(entry.head, "classification", None) or kind


def _roles(scene: Scene, entry: Entry) -> tuple[RoleWords, ...]:
    return scene.edition.roles(scene.page, entry, scene.briefing.head.date)
