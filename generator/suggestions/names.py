"""Names that the glossary lacks: who or what is named where, gathered into entries to be."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.site import INSTITUTIONS as INSTITUTIONS_KIND
from generator.site import PEOPLE, KindHead
from generator.starters import draft_files, slug
from generator.suggestions.candidates import Candidate
from generator.suggestions.matter import Matter
from generator.suggestions.said import Suggestion
from generator.suggestions.spellings import known_forms, other_form
from generator.suggestions.vocabulary import DOCUMENTS, EVENTS, INSTITUTIONS, JOINING, PLACES, RANKS

_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS_OF_A_PERSON = 4
_INITIALS = 2  # letters: JF Kennedy, but UNESCO Institute
_OFTEN_LOCATED = 0.2
_KINDS = {
    "documents": DOCUMENTS,
    "events": EVENTS,
    INSTITUTIONS_KIND: INSTITUTIONS,
    "places": PLACES,
}


@dataclass(frozen=True)
class _Form:
    """A way in which something is named, with all its places."""

    words: str
    found: tuple[Candidate, ...]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Its words without signs."""
        return tuple(_WORD.findall(self.words))

    @property
    def is_titled(self) -> bool:
        """Whether a title stands before it somewhere."""
        return any(each.titled for each in self.found)

    @property
    def says_something(self) -> bool:
        """Whether it is the subject of a report of speech."""
        return any(each.says for each in self.found)

    @property
    def is_common(self) -> bool:
        """Whether its words stand in small letters elsewhere."""
        return any(each.common for each in self.found)

    @property
    def is_located(self) -> bool:
        """Whether a word such as “in” stands before it often enough."""
        return sum(each.located for each in self.found) >= _OFTEN_LOCATED * len(self.found)

    @property
    def is_like_a_person(self) -> bool:
        """Whether all its words begin with capitals and none is that of an institution or place."""
        small = {part.casefold() for part in self.parts}
        return (
            1 < len(self.parts) <= _MOST_WORDS_OF_A_PERSON
            and not small & (JOINING | DOCUMENTS | EVENTS | INSTITUTIONS | PLACES | RANKS)
            and not any(part.isupper() and len(part) > _INITIALS for part in self.parts)
        )


def suggest_names(matter: Matter) -> tuple[Suggestion, ...]:
    """The names that stand in the texts and in no entry, those that stand most often first."""
    known = known_forms(matter.library)
    labels = _labels(matter)
    forms = [form for form in _forms(matter.candidates)
             if form.words not in labels and other_form(form.words, known) is None]  # fmt: skip
    groups = _grouped(forms)
    kinds = {kind.id: kind for kind in matter.library.site.kinds}
    found = [_suggestion(group, kinds) for group in groups]
    return tuple(sorted(found, key=lambda each: (-each.count, each.what)))


def _labels(matter: Matter) -> frozenset[str]:
    """What transcripts write before a speaker's words: no name of anything."""
    wordings = {said.wording.id: said.wording for said in matter.said}
    return frozenset(label for each in wordings.values() for label in each.head.speakers)


def _forms(candidates: Iterable[Candidate]) -> list[_Form]:
    found: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(candidate.words, []).append(candidate)
    return [_Form(words, tuple(places)) for words, places in found.items()]


def _grouped(forms: Sequence[_Form]) -> list[tuple[_Form, ...]]:
    """The forms by what they name: the fullest first, then its surname, its initials."""
    fuller = _owners(forms)
    groups: dict[str, list[_Form]] = {}
    for form in sorted(forms, key=lambda each: (each.words in fuller, -len(each.words))):
        groups.setdefault(fuller.get(form.words, form.words), []).append(form)
    return [tuple(group) for group in groups.values()]


def _owners(forms: Sequence[_Form]) -> dict[str, str]:
    """The only fuller form that each short form can stand for, by the short one."""
    short = {form.words for form in forms if len(form.parts) == 1}
    owners: dict[str, set[str]] = {}
    for form in forms:
        if form.is_like_a_person and form.parts[-1] in short:
            owners.setdefault(form.parts[-1], set()).add(form.words)
        for letters in _initials(form):
            if letters in short and letters != form.words:
                owners.setdefault(letters, set()).add(form.words)
    return {words: full.pop() for words, full in owners.items() if len(full) == 1}


def _initials(form: _Form) -> set[str]:
    """The acronyms that a form of several words may have."""
    if len(form.parts) < 2:  # noqa: PLR2004  # a single word has no initials
        return set()
    capitals = "".join(part[0] for part in form.parts if part[0].isupper())
    return {capitals, "".join(part[0].upper() for part in form.parts)}


def _suggestion(group: tuple[_Form, ...], kinds: Mapping[str, KindHead]) -> Suggestion:
    full = group[0]
    found = sorted(
        (each for form in group for each in form.found),
        key=lambda each: (each.said.wording.document.path, each.said.paragraph.start, each.span),
    )
    kind, reason = _guess(group, kinds)
    forms = tuple(form.words for form in group)
    path, paste = "", ""
    if kind and (name := slug(full.words)):
        [(path, content)] = draft_files(kinds[kind], name, full.words, forms[1:]).items()
        paste = content.decode()
    return Suggestion(
        "names", full.words, reason, len(found),
        tuple(each.said.place(*each.span) for each in found), path, paste, forms,
        tuple(dict.fromkeys(each.said.briefing for each in found)), kind,
    )  # fmt: skip


def _guess(group: Sequence[_Form], kinds: Mapping[str, KindHead]) -> tuple[str, str]:
    """The folder in which an entry would lie, and why; "" for an office, which is no entry."""
    full = group[0]
    if all(each.office for each in full.found):
        return "", "an office: an alias of a post of its institution leads to whoever held it"
    kind, reason = _likely(group)
    if kind in kinds:
        return kind, reason
    return (INSTITUTIONS_KIND if kind != PEOPLE else PEOPLE), reason


def _likely(group: Sequence[_Form]) -> tuple[str, str]:
    full = group[0]
    titled = PEOPLE, "a title stands before it"
    if full.is_like_a_person and any(form.is_titled for form in group):
        return titled
    if told := _by_its_words(full):
        return told[0], f"“{told[1]}” stands in it"
    if len(full.parts) == 1 and full.is_titled:
        return titled
    if any(form.words.isupper() and len(form.words) > 1 for form in group):
        return INSTITUTIONS_KIND, "it is an acronym"
    return _by_its_place(full)


def _by_its_place(full: _Form) -> tuple[str, str]:
    if full.is_located:
        return "places", f"“{_before(full)}” stands before it"
    if full.is_like_a_person and full.says_something:
        return PEOPLE, "it says something"
    if full.is_like_a_person and not full.is_common:
        return PEOPLE, "names of people look like this"
    return "terms", "it has a capital where none is due"


def _by_its_words(full: _Form) -> tuple[str, str] | None:
    """The kind of thing that a word of a name tells: “Gulf of Ingstad Protocol” is a protocol."""
    small = [part.casefold() for part in full.parts]
    head = next((place for place, part in enumerate(small) if part in JOINING), len(small))
    told = [(kind, word) for word in (*reversed(small[:head]), *reversed(small[head:]))
            for kind, words in _KINDS.items() if word in words]  # fmt: skip
    others = [each for each in told if each[0] != "places"]
    return next(iter(others or told), None)


def _before(form: _Form) -> str:
    """The word that stands most often before a form that is somewhere."""
    words = Counter(
        text.split()[-1] if (text := each.said.paragraph.text[: each.span.start]).split() else ""
        for each in form.found
        if each.located
    )
    return words.most_common(1)[0][0]
