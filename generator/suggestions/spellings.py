"""Words that look like another form of a name that the glossary has, with the alias to add."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.heads import InstitutionHead
from generator.model import Entry, Library
from generator.site import PEOPLE
from generator.suggestions.matter import Matter
from generator.suggestions.said import Said, Suggestion
from generator.suggestions.sounds import is_inflected, is_slip, plurals, singulars, sound
from generator.tokens import is_whole, tokenize

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s\-\u2010\u2011]\Z")  # what may stand between the words of a name


class Known(NamedTuple):
    """A way to write a name that the glossary has."""

    words: str
    parts: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True)
class KnownForms:
    """All names of the glossary, by the number and the first sounds of their words.

    Attributes:
        surnames: the full names of people, by the first letter of the last word.
    """

    alike: Mapping[tuple[str, ...], tuple[Known, ...]]
    surnames: Mapping[str, tuple[Known, ...]]


class OtherForm(NamedTuple):
    """Whose name words may be another form of, and why."""

    entries: tuple[str, ...]
    why: str


def known_forms(library: Library) -> KnownForms:
    """The names, other names and aliases of every entry."""
    alike: dict[tuple[str, ...], list[Known]] = {}
    surnames: dict[str, list[Known]] = {}
    for entry in library.entries.values():
        for words in names_of(entry):
            known = Known(words, tuple(_WORD.findall(words)), entry.id)
            if known.parts:
                alike.setdefault(_key(known.parts), []).append(known)
        others = (each.name for each in entry.head.other_names)
        for words in (entry.head.name, *others) if entry.kind == PEOPLE else ():
            full = tuple(_WORD.findall(words))
            if len(full) > 1:
                surnames.setdefault(full[-1][0], []).append(Known(words, full, entry.id))
    return KnownForms({key: tuple(found) for key, found in alike.items()},
                      {key: tuple(found) for key, found in surnames.items()})  # fmt: skip


def names_of(entry: Entry) -> Iterator[str]:
    """Every way in which an entry is called, its offices' aliases included."""
    head = entry.head
    yield head.name
    yield from (each.name for each in head.other_names)
    posts = head.posts if isinstance(head, InstitutionHead) else ()
    for alias in (*head.aliases, *(alias for post in posts for alias in post.aliases)):
        yield from filter(None, (alias.text, alias.plural))


def other_form(words: str, known: KnownForms) -> OtherForm | None:
    """Whose name words may be another form of, if the glossary has one that is like them."""
    parts = tuple(_WORD.findall(words))
    if not parts:
        return None
    near = known.alike.get(_key(parts), ())
    for is_like, why in _LIKENESSES:
        found = [each for each in near if each.words != words and is_like(parts, each.parts)]
        if found:
            return _of(found, why.format(f"“{found[0].words}”"))
    return _by_surname(parts, known)


def suggest_forms(matter: Matter) -> tuple[Suggestion, ...]:
    """Other forms of known names in the texts, those that stand most often first."""
    known = known_forms(matter.library)
    found: dict[str, list[tuple[Said, int, int]]] = {}
    for candidate in matter.candidates:
        found.setdefault(candidate.words, []).append((candidate.said, *candidate.span))
    forms = {words: form for words in found if (form := other_form(words, known)) is not None}
    varied = _Varied(matter.library)
    for said in matter.said:
        for start, end, form in varied.within(said):
            words = said.words(start, end)
            forms.setdefault(words, form)
            places = found.setdefault(words, [])
            if (said, start, end) not in places:
                places.append((said, start, end))
    suggestions = (_suggestion(words, form, found[words], matter) for words, form in forms.items())
    return tuple(sorted(suggestions, key=lambda each: (-each.count, each.what)))


def _key(parts: Iterable[str]) -> tuple[str, ...]:
    """The first sounds of words: what is alike begins alike."""
    return tuple(sound(part)[:1] for part in parts)


def _every(
    is_like: Callable[[str, str], bool],
) -> Callable[[tuple[str, ...], tuple[str, ...]], bool]:
    """Whether all words of two names are equal or alike in one way."""

    def are_like(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        return all(a == b or is_like(a, b) for a, b in zip(one, other, strict=True))

    return are_like


def _is_plural(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[:-1] == other[:-1] and other[-1] in singulars(one[-1])


_LIKENESSES: tuple[tuple[Callable[[tuple[str, ...], tuple[str, ...]], bool], str], ...] = (
    (lambda one, other: one == other, "it differs from {} by signs between the words only"),
    (_every(lambda one, other: one.casefold() == other.casefold()),
     "it differs from {} by capitals only"),
    (_is_plural, "it looks like the plural of {}"),
    (_every(is_inflected), "it looks like {} in another case"),
    (_every(lambda one, other: sound(one) == sound(other)), "it sounds like {}"),
    (_every(is_slip), "it is spelt almost like {}"),
)  # fmt: skip


def _of(found: Iterable[Known], why: str) -> OtherForm:
    return OtherForm(tuple(dict.fromkeys(each.entry for each in found)), why)


def _by_surname(parts: tuple[str, ...], known: KnownForms) -> OtherForm | None:
    """Somebody's surname alone, or with initials that fit."""
    *before, last = parts
    people = [each for each in known.surnames.get(last[0], ())
              if last == each.parts[-1] or is_inflected(last, each.parts[-1])]  # fmt: skip
    if not people:
        return None
    if not before:
        return _of(people, f"it is the surname of {_named(people)}")
    fitting = [each for each in people
               if all(len(one) == 1 and one == first[0]
                      for one, first in zip(before, each.parts, strict=False))]  # fmt: skip
    return _of(fitting, f"its initials are those of {_named(fitting)}") if fitting else None


def _named(people: Iterable[Known]) -> str:
    return " and ".join(f"“{each.words}”" for each in people)


class _Varied:
    """Names of several words, and all in the plural, however they are capitalised and hyphened."""

    def __init__(self, library: Library) -> None:
        self._forms: dict[str, dict[tuple[str, ...], OtherForm]] = {}
        self._small: set[tuple[str, ...]] = set()  # may begin without a capital
        for entry in library.entries.values():
            for words in names_of(entry):
                parts = tuple(_WORD.findall(words))
                if len(parts) > 1:
                    why = f"it differs from “{words}” by capitals or hyphens only"
                    self._add(parts, OtherForm((entry.id,), why))
                if parts and parts[-1].isascii() and parts[-1].isalpha():
                    why = f"it looks like the plural of “{words}”"
                    for plural in plurals(parts[-1]):
                        self._add((*parts[:-1], plural), OtherForm((entry.id,), why))

    def _add(self, parts: tuple[str, ...], form: OtherForm) -> None:
        small = tuple(part.casefold() for part in parts)
        if not parts[0][0].isupper():
            self._small.add(small)
        forms = self._forms.setdefault(small[0], {})
        before = forms.get(small)
        entries = (*(before.entries if before else ()), *form.entries)
        forms[small] = OtherForm(tuple(dict.fromkeys(entries)), before.why if before else form.why)

    def within(self, said: Said) -> Iterator[tuple[int, int, OtherForm]]:
        """Where such forms stand in a paragraph, outside of mentions."""
        tokens = tokenize(said.paragraph.text)
        words = tokens.words
        for first, word in enumerate(words):
            for parts, form in self._forms.get(word.casefold(), {}).items():
                behind = first + 2 * len(parts) - 1
                if not _stands(words, first, parts) or not is_whole(words, first, behind):
                    continue
                if parts not in self._small and not word[0].isupper():
                    continue
                start, end = tokens.starts[first], tokens.starts[behind]
                overlaps = any(each.start < end and start < each.end for each in said.mentions)
                if not overlaps and not said.is_known(start, end):
                    yield start, end, form


def _stands(words: list[str], first: int, parts: tuple[str, ...]) -> bool:
    """Whether words stand at a token, parted by spaces or hyphens."""
    behind = first + 2 * len(parts) - 1
    return (
        behind <= len(words)
        and tuple(word.casefold() for word in words[first:behind:2]) == parts
        and all(_BETWEEN.match(word) for word in words[first + 1 : behind : 2])
    )


def _suggestion(
    words: str, form: OtherForm, places: list[tuple[Said, int, int]], matter: Matter
) -> Suggestion:
    path, paste, why = "", "", form.why
    match form.entries:
        case (entry,):
            path = matter.library.entries[entry].document.path
            paste = _alias_line(words, matter.library.entries[entry])
        case several:
            why += f"; which of them is meant: {', '.join(several)}?"
    return Suggestion(
        "forms", words, why, len(places),
        tuple(said.place(start, end) for said, start, end in places), path, paste,
        briefings=tuple(dict.fromkeys(said.briefing for said, *_ in places)),
    )  # fmt: skip


def _alias_line(words: str, entry: Entry) -> str:
    """The line of aliases with one more; an item of it where the others say more than words."""
    aliases = entry.head.aliases
    if any(each.model_fields_set != {"text"} for each in aliases):
        return f"- {_quoted(words)}"
    texts = (*(each.text for each in aliases), words)
    return f"aliases: [{', '.join(map(_quoted, texts))}]"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
