"""What nothing uses: aliases that match no words, entries that nothing leads to, empty topics."""

from collections.abc import Iterator
from itertools import chain

from generator.decode import front_node
from generator.fields import AliasHead
from generator.heads import InstitutionHead, PersonHead
from generator.model import Briefing, Document, Entry, Library
from generator.problems import Place, place_in
from generator.suggestions.matter import Matter
from generator.suggestions.said import Suggestion
from generator.thing import thing_of
from generator.tokens import tokenize
from generator.yaml_places import find

Path = tuple[str | int, ...]
_REFERRING = ("place", "event", "part_of", "predecessors", "successors", "participants", "see_also")


def suggest_unused(matter: Matter) -> tuple[Suggestion, ...]:
    """Aliases, entries and topics that could go, or that a text is still missing for."""
    return (*_aliases(matter), *_entries(matter), *_topics(matter))


def _aliases(matter: Matter) -> Iterator[Suggestion]:
    named = _named(matter)
    for entry in matter.library.entries.values():
        for path, alias in _aliases_of(entry):
            if not any(_comparable(each, alias) in named for each in _spellings(alias)):
                why = "no text has these words where they would be linked"
                yield _suggestion(alias.text, why, entry.document, path)


def _named(matter: Matter) -> frozenset[str]:
    """The words of all mentions, as written and in small letters."""
    found = {said.words(mark.start, mark.end) for said in matter.said for mark in said.mentions}
    even = {"".join(tokenize(words).words) for words in found}
    return frozenset(even | {words.casefold() for words in even})


def _comparable(words: str, alias: AliasHead) -> str:
    even = "".join(tokenize(" ".join(words.split())).words)
    return even.casefold() if alias.match == "any-case" else even


def _spellings(alias: AliasHead) -> Iterator[str]:
    yield from filter(None, (alias.text, alias.plural))


def _aliases_of(entry: Entry) -> Iterator[tuple[Path, AliasHead]]:
    """The aliases of an entry and of its offices, with their places."""
    yield from ((("aliases", number), alias) for number, alias in enumerate(entry.head.aliases))
    posts = entry.head.posts if isinstance(entry.head, InstitutionHead) else ()
    for place, post in enumerate(posts):
        for number, alias in enumerate(post.aliases):
            yield ("posts", place, "aliases", number), alias


def _entries(matter: Matter) -> Iterator[Suggestion]:
    used = _used(matter.library)
    for entry in matter.library.entries.values():
        is_led_to = entry.id in matter.index.named or thing_of(entry) in matter.index.backlinks
        if not is_led_to and entry.id not in used:
            why = "no text names it and no page leads to it"
            yield _suggestion(entry.id, why, entry.document, ("name",))


def _used(library: Library) -> frozenset[str]:
    """The ids that stand in the front matter of something else."""
    used: set[str] = set()
    for written in library.published:
        head = written.head
        for key in _REFERRING:
            value = getattr(head, key, None) or ()
            used.update((value,) if isinstance(value, str) else value)
        if isinstance(head, PersonHead):
            used.update(role.institution for role in head.roles if role.institution)
        if isinstance(written, Briefing):
            used.update(filter(None, written.head.speakers.values()))
    for each in chain.from_iterable(library.translations.values()):
        used.update(filter(None, each.head.speakers.values()))
    return frozenset(used)


def _topics(matter: Matter) -> Iterator[Suggestion]:
    for topic in matter.library.topics.values():
        if topic.id not in matter.index.passages and topic.id not in matter.index.narrower:
            why = "no briefing and no passage belongs to this topic"
            yield _suggestion(topic.id, why, topic.document, ("name",))


def _suggestion(what: str, why: str, document: Document, path: Path) -> Suggestion:
    place: Place = place_in(document.text, find(front_node(document), path))
    return Suggestion("unused", what, why, 1, (place,), document.path)
