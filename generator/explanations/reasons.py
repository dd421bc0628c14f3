"""Why words of a transcript are linked as they are: which line, name, alias or office decided."""

from collections.abc import Iterator
from datetime import date

from generator.dates import Answer
from generator.fields import Alias
from generator.heads import InstitutionHead, PersonHead
from generator.model import Entry, Library, Mark, Wording
from generator.tokens import tokenize


def reasons_of(mark: Mark, wording: Wording, library: Library) -> tuple[str, ...]:
    """What decided about a mention, and which other names the day has ruled out."""
    words = wording.transcript.paragraphs[mark.paragraph - 1].text[mark.start : mark.end]
    if rule := _rule(mark, words, wording):
        return (rule,)
    bearers = (
        reason
        for target in mark.targets
        if target in library.entries
        for reason in _borne(library.entries[target], words, wording.day, library)
    )
    return (*dict.fromkeys(bearers), *_ruled_out(mark, words, wording, library))


def _rule(mark: Mark, words: str, wording: Wording) -> str:
    """The line under `names:` that settled it, or ""; the first that fits counts."""
    for number, rule in enumerate(wording.head.names, start=1):
        ranges = rule.paragraphs or ()
        is_here = not ranges or any(low <= mark.paragraph <= high for low, high in ranges)
        if is_here and _even(rule.text) == _even(words) and set(rule.entry) == set(mark.targets):
            return f"line {number} of `names:` in {wording.document.path}"
    return ""


def _borne(entry: Entry, words: str, day: date, library: Library) -> Iterator[str]:
    """In which ways an entry is called so on a day."""
    head = entry.head
    if _even(head.name) == _even(words):
        yield f"the name of {entry.id}"
    for other in head.other_names:
        if _even(other.name) == _even(words) and other.interval.holds_on(day) is not Answer.NO:
            yield f"another name of {entry.id}"
    if any(_is_called(alias, words) and alias.interval.holds_on(day) is not Answer.NO
           for alias in head.aliases):  # fmt: skip
        yield f"an alias of {entry.id}"
    for institution in library.entries.values():
        if isinstance(institution.head, InstitutionHead):
            yield from _offices(institution, institution.head, entry, words)


def _offices(
    institution: Entry, head: InstitutionHead, entry: Entry, words: str
) -> Iterator[str]:  # fmt: skip
    for post in head.posts:
        if not any(_is_called(alias, words) for alias in post.aliases):
            continue
        office = f"an alias of the office “{post.title}” of {institution.id}"
        roles = entry.head.roles if isinstance(entry.head, PersonHead) else ()
        if entry.id == institution.id:
            yield f"{office}, whose holder on that day is not known"
        elif any((each.institution, each.title) == (institution.id, post.title) for each in roles):
            yield f"{office}, which {entry.id} held on that day"


def _ruled_out(mark: Mark, words: str, wording: Wording, library: Library) -> Iterator[str]:
    """Whose names these words are too, but not on that day."""
    for entry in library.entries.values():
        if entry.id in mark.targets:
            continue
        called = [
            *(alias.interval for alias in entry.head.aliases if _is_called(alias, words)),
            *(each.interval for each in entry.head.other_names if _even(each.name) == _even(words)),
        ]
        if called and all(each.holds_on(wording.day) is Answer.NO for each in called):
            yield f"not {entry.id}: it was not called so on {wording.day.isoformat()}"


def _is_called(alias: Alias, words: str) -> bool:
    written = [_even(each) for each in (alias.text, alias.plural) if each]
    if alias.match == "any-case":
        return _even(words).casefold() in [each.casefold() for each in written]
    return _even(words) in written


def _even(words: str) -> str:
    """Words as names are compared: in composed form, with single spaces."""
    return "".join(tokenize(words.strip()).words)
