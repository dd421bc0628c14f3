"""What the ids in front matter and the `[[links]]` mean; each that leads nowhere is told."""

from itertools import chain

from generator.directory import Directory
from generator.memo import Forgetful, Reach
from generator.model import Briefing, Document, Entry, Library, Page, Topic, Translation
from generator.problems import Problem
from generator.references.checker import Checker
from generator.references.circles import check_circles
from generator.references.entries import check_entry, check_topic
from generator.references.navigation import check_navigation
from generator.references.reach import Known, Written, between, know
from generator.references.rivals import check_rivals
from generator.references.wordings import check_briefing, check_translation
from generator.source import Span, Text


def check_references(
    library: Library,
    directory: Directory,
    memory: Forgetful = Forgetful(),  # noqa: B008
) -> tuple[Problem, ...]:
    """Every id, `[[link]]`, paragraph number and interval that cannot be right."""
    translations = chain.from_iterable(library.translations.values())
    things: tuple[Written, ...] = (*library.published, *translations)
    entries = memory.group("entries", library.entries.values())
    topics = memory.group("topics", library.topics.values())
    reach: Reach[Written, Known, tuple[Problem, ...]] = Reach(between, _is_clean)
    found = memory.each(_in_thing, things, know(library, directory, memory), reach)
    return (
        *chain.from_iterable(found),
        *memory("", check_circles, entries, topics),
        *check_rivals(library, entries, memory),
        *check_navigation(library, directory),
    )


def check_text(text: Text, library: Library, directory: Directory) -> tuple[Problem, ...]:
    """What is wrong with the links of a Markdown text that stands by itself."""
    document = Document(text, Span(0, 0), 0)
    return tuple(Checker(document, library, directory).body(text.text))


def _is_clean(problems: tuple[Problem, ...]) -> bool:
    return not problems


def _in_thing(thing: Written, known: Known) -> tuple[Problem, ...]:
    checker = Checker(thing.document, known.library, known.directory)
    match thing:
        case Briefing():
            return tuple(check_briefing(thing, checker))
        case Translation():
            return tuple(check_translation(thing, checker))
        case Entry():
            return tuple(check_entry(thing, checker))
        case Topic():
            return tuple(check_topic(thing, checker))
        case Page():
            return tuple(checker.body(thing.body))
