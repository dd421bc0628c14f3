"""What the ids in front matter and the `[[links]]` mean; each that leads nowhere is told."""

from collections.abc import Iterator, Sequence
from itertools import chain

from generator.directory import Directory, published_in
from generator.memo import Asking, Forgetful
from generator.model import (
    Briefing,
    Document,
    Entry,
    Library,
    Page,
    Published,
    Topic,
    Translation,
)
from generator.problems import Problem
from generator.references.checker import Checker
from generator.references.circles import check_circles
from generator.references.entries import check_entry, check_topic
from generator.references.navigation import check_navigation
from generator.references.reach import Checked, Known, asked, changed, know
from generator.references.rivals import check_rivals
from generator.references.wordings import check_briefing, check_translation
from generator.source import Span, Text

Written = Published | Translation


def check_references(
    library: Library,
    directory: Directory,
    memory: Forgetful = Forgetful(),  # noqa: B008
) -> tuple[Problem, ...]:
    """Every id, `[[link]]`, paragraph number and interval that cannot be right."""
    translations = tuple(chain.from_iterable(library.translations.values()))
    published: Sequence[Written] = published_in(library, memory)
    things = memory.joined("with translations", published, translations)
    entries = memory.values("entries", library.entries)
    topics = memory.values("topics", library.topics)
    known = know(library, directory, memory)
    found = memory.each("", _checked, things, known, Asking(changed, asked))
    return (
        *memory.flat("references", memory.rows("", _problems, found)),
        *memory("", check_circles, entries, topics),
        *check_rivals(library, entries, memory),
        *check_navigation(library, directory),
    )


def check_text(text: Text, library: Library, directory: Directory) -> tuple[Problem, ...]:
    """What is wrong with the links of a Markdown text that stands by itself."""
    document = Document(text, Span(0, 0), 0)
    return tuple(Checker(document, library, directory).body(text.text))


def _problems(checked: Checked) -> tuple[Problem, ...]:
    return checked.problems


def _checked(thing: Written, known: Known) -> Checked:
    checker = Checker(thing.document, known.library, known.directory)
    problems = tuple(_in_thing(thing, checker))
    return Checked(problems, tuple(checker.asked))


def _in_thing(thing: Written, checker: Checker) -> Iterator[Problem]:
    match thing:
        case Briefing():
            return check_briefing(thing, checker)
        case Translation():
            return check_translation(thing, checker)
        case Entry():
            return check_entry(thing, checker)
        case Topic():
            return check_topic(thing, checker)
        case Page():
            return checker.body(thing.body)
