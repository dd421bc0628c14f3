"""What names mean, from the page: lines under `names:`, aliases and new entries as text."""

from generator.edit import Value, add_item, change_fields
from generator.fields import NameRule
from generator.model import Briefing, Entry, Library
from generator.serve.asked import AddAlias, AddEntry, AddName, RefusedError
from generator.starters import entry_files


def with_name(ask: AddName, content: bytes, briefing: Briefing) -> bytes:
    """The briefing with one more line under `names:`, or with the line that was about the same.

    A line for one paragraph comes before those that are about the same words elsewhere, for the
    first that fits counts.
    """
    entry: Value = None
    if ask.entries:
        entry = ask.entries[0] if len(ask.entries) == 1 else list(ask.entries)
    rules = briefing.head.names
    same = [number for number, rule in enumerate(rules) if rule.text.split() == ask.words.split()]
    for number in same:
        if _paragraphs(rules[number]) == ask.paragraph:
            return change_fields(content, ("names", number), {"entry": entry})
    written: dict[str, Value] = {"text": ask.words}
    if ask.paragraph:
        written["paragraphs"] = str(ask.paragraph)
    at = same[0] if ask.paragraph and same else None
    return add_item(content, ("names",), {**written, "entry": entry}, at)


def with_alias(ask: AddAlias, content: bytes, entry: Entry) -> bytes:
    """The entry with one more form of its name."""
    known = [entry.head.name, *(each.name for each in entry.head.other_names),
             *(each.text for each in entry.head.aliases)]  # fmt: skip
    if ask.words in known:
        raise RefusedError(422, f"{entry.head.name} has this name already")
    return add_item(content, ("aliases",), ask.words)


def with_entry(ask: AddEntry, content: bytes | None, library: Library) -> bytes:
    """The file of a new entry."""
    if content is not None:
        raise RefusedError(409, f"there is an entry “{ask.id}” by now: choose another id")
    [kind] = [each for each in library.site.kinds if each.id == ask.kind]
    [written] = entry_files(kind, ask.id, ask.name, ask.summary).values()
    for alias in ask.aliases:
        if alias != ask.name:
            written = add_item(written, ("aliases",), alias)
    return written if ask.status == "published" else change_fields(
        written, (), {"status": ask.status})  # fmt: skip


def _paragraphs(rule: NameRule) -> int | None:
    """The one paragraph that a line is about, 0 for all, None for several."""
    match rule.paragraphs:
        case None:
            return 0
        case [(first, last)] if first == last:
            return first
        case _:
            return None
