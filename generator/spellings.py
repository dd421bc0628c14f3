"""How the names of a glossary are written: tries over tokens, and whom a name means on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from zlib import crc32

from generator.dates import Answer, Interval
from generator.fields import Alias, AliasHead
from generator.heads import InstitutionHead
from generator.model import Entry
from generator.offices import Tenure
from generator.tokens import tokenize

_SIGNS = 4096  # bits for the words of a text; one of 1,000 words has every fifth


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a name: whose it is, and when; `post` where it is an office's title."""

    entry: str
    interval: Interval
    post: str = ""


@dataclass(slots=True)
class Node:
    """A place in the trie: the tokens that may follow, and what may end here."""

    below: "dict[str, Node]" = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


@dataclass(frozen=True)
class Spelling:
    """The words of a name and what they stand for; folded ones are found in any case."""

    words: tuple[str, ...]
    is_folded: bool
    form: Form

    @cached_property
    def rarest_first(self) -> tuple[str, ...]:
        """The words by their length: a long one is sooner found to be missing."""
        return tuple(sorted((each for each in self.words if not each.isspace()), key=len))[::-1]

    @cached_property
    def signs(self) -> int:
        """Of all its words."""
        return signs_of(self.rarest_first)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All names in tries, by entry in `spellings`, and who held which office when."""

    spellings: Sequence[tuple[Spelling, ...]]
    exact: Node = field(compare=False)
    any_case: Node = field(compare=False)
    holders: Mapping[tuple[str, str], tuple[Tenure, ...]]


def spellings_of(entry: Entry) -> tuple[Spelling, ...]:
    """How an entry's names are written."""
    own = AliasHead.model_construct(text=entry.head.name)
    others = [
        AliasHead.model_construct(text=each.name, start=each.start, end=each.end)
        for each in entry.head.other_names
    ]
    named: list[tuple[Alias, str]] = [(each, "") for each in (own, *others, *entry.head.aliases)]
    if isinstance(entry.head, InstitutionHead):
        named += [(alias, post.title) for post in entry.head.posts for alias in post.aliases]
    return tuple(
        _spelling(text, alias, Form(entry.id, alias.interval, post))
        for alias, post in named
        for text in filter(None, (alias.text, alias.plural))
    )


def glossary_of(
    spellings: Sequence[tuple[Spelling, ...]],
    holders: Mapping[tuple[str, str], tuple[Tenure, ...]],
) -> Glossary:
    """The names of entries, ready to be found; `holders` held each office."""
    exact, any_case = Node(), Node()
    for each in chain.from_iterable(spellings):
        node = any_case if each.is_folded else exact
        for word in each.words:
            node = node.below.setdefault(word, Node())
        if each.form not in node.forms:
            node.forms.append(each.form)
    return Glossary(spellings, exact, any_case, holders)


def bearers_of(form: Form, glossary: Glossary, day: date) -> tuple[str, ...]:
    """Whom a form names on a day: an office names its holder, or its institution if unknown."""
    if form.interval.holds_on(day) is Answer.NO:
        return ()
    if not form.post:
        return (form.entry,)
    held = glossary.holders.get((form.entry, form.post), ())
    certain = [each.person for each in held if each.role.interval.holds_on(day) is Answer.YES]
    return tuple(dict.fromkeys(certain)) or (form.entry,)


def signs_of(words: Iterable[str]) -> int:
    """A bit for each word, whatever its case."""
    signs = 0
    for word in {each.casefold() for each in words}:
        signs |= 1 << crc32(word.encode()) % _SIGNS
    return signs


def _spelling(text: str, alias: Alias, form: Form) -> Spelling:
    words = tokenize(text.strip()).words
    if alias.match == "any-case":
        return Spelling(tuple(word.casefold() for word in words), is_folded=True, form=form)
    return Spelling(tuple(words), is_folded=False, form=form)
