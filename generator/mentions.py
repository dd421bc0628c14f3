"""Names of the glossary in the transcripts: the longest that fits, never a guess."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from generator.dates import Answer
from generator.decode import problem_in_front
from generator.memo import Forgetful, Reach
from generator.model import Library, Mark, Wording
from generator.offices import Tenure, tenures
from generator.problems import Problem, further, problem_at
from generator.source import Span
from generator.speech import Paragraph
from generator.spellings import (
    Form,
    Glossary,
    Node,
    Spelling,
    bearers_of,
    glossary_of,
    signs_of,
    spellings_of,
)
from generator.tokens import Tokens, is_whole, tokenize


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every mention, by briefing, in the order of the text; those of translations by their ids."""

    by_briefing: Mapping[str, tuple[Mark, ...]]
    problems: tuple[Problem, ...]
    by_translation: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A `names:` line, by its place in the list."""

    number: int
    paragraphs: tuple[tuple[int, int], ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Words that name something: the tokens behind them, whom they name, the rule that says so."""

    behind: int
    entries: tuple[str, ...]
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class _Search:
    """What names may be found in one briefing, and the rules that have settled something."""

    briefing: Wording
    rules: Mapping[str, tuple[tuple[tuple[str, ...], _Rule], ...]]
    used: set[int]


def find_mentions(library: Library, memory: Forgetful = Forgetful()) -> Mentions:  # noqa: B008
    """Find every name of the glossary in every transcript and its translations."""
    entries = memory.values("entries", library.entries)
    spellings = memory.rows("", spellings_of, entries)
    glossary = memory("", glossary_of, spellings, tenures(entries, memory))
    translations = tuple(chain.from_iterable(library.translations.values()))
    by_briefing, told = _in_all(
        "mentions", memory.values("briefings", library.briefings), glossary, memory
    )
    by_translation, also_told = _in_all("mentions in translations", translations, glossary, memory)
    return Mentions(by_briefing, told + also_told, by_translation)


def _in_all(
    name: str, wordings: Sequence[Wording], glossary: Glossary, memory: Forgetful
) -> tuple[Mapping[str, tuple[Mark, ...]], tuple[Problem, ...]]:
    """The mentions of texts by their ids, and what is wrong with them."""
    found = memory.each(name, _searched, wordings, glossary, Reach(_between))
    ids, marks = memory.rows(name, _id, wordings), memory.rows(name, _marks, found)
    return memory.table(name, ids, marks), memory.flat(name, memory.rows(name, _problems, found))


class _Searched(NamedTuple):
    """What was found in a text.

    Attributes:
        signs: of all words that stand in it; a word that does not may have its sign there too.
    """

    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...]
    signs: int


def _id(wording: Wording) -> str:
    return wording.id


def _marks(found: _Searched) -> tuple[Mark, ...]:
    return found.marks


def _problems(found: _Searched) -> tuple[Problem, ...]:
    return found.problems


def _between(old: Glossary, new: Glossary) -> Callable[[Wording, _Searched], bool] | None:
    """What tells whether two glossaries may find other names in a text.

    They may where all words of a name stand in it that only one of them has, or that names
    somebody else on the day of the text.
    """
    known = {id(each) for each in old.spellings} & {id(each) for each in new.spellings}
    one, other = ({spelling for each in glossary.spellings if id(each) not in known
                   for spelling in each} for glossary in (old, new))  # fmt: skip
    tenures_apart = {
        office: _apart(old.holders.get(office, ()), new.holders.get(office, ()))
        for office in old.holders.keys() | new.holders.keys()
        if old.holders.get(office) != new.holders.get(office)
    }
    held = {spelling for each in new.spellings for spelling in each
            if (spelling.form.entry, spelling.form.post) in tenures_apart}  # fmt: skip
    changed, moved = one ^ other, held - (one ^ other)

    @cache
    def is_other(form: Form, day: date) -> bool:
        """Whether an office's title names somebody else on that day."""
        apart = tenures_apart[form.entry, form.post]
        is_touched = any(each.role.interval.holds_on(day) is Answer.YES for each in apart)
        return is_touched and bearers_of(form, old, day) != bearers_of(form, new, day)

    wanted = tuple({each.signs for each in (*changed, *moved)})

    def is_reached(text: Wording, found: _Searched) -> bool:
        signs = found.signs
        if not any([each & signs == each for each in wanted]):  # noqa: C419  # twice as quick
            return False  # in most texts, and known at once
        written = _composed(text)
        return any(_may_stand(each, written) for each in changed) or any(
            is_other(each.form, text.day) and _may_stand(each, written) for each in moved
        )

    return is_reached


def _apart(before: tuple[Tenure, ...], after: tuple[Tenure, ...]) -> tuple[Tenure, ...]:
    """The tenures that only one of both has."""
    return tuple(each for each in (*before, *after) if each not in before or each not in after)


def _may_stand(spelling: Spelling, text: str) -> bool:
    """Whether all words of a name stand somewhere in a text."""
    if spelling.is_folded:
        text = text.casefold()
    return all(word in text for word in spelling.rarest_first)


def _composed(wording: Wording) -> str:
    """A text in the composed form in which tokens are compared."""
    text = wording.document.text
    return text.text if text.is_composed else "\0".join(tokenize(text.text).words)


def _searched(briefing: Wording, glossary: Glossary) -> _Searched:
    stand: set[str] = set()
    search = _Search(briefing, _rules_by_first_word(briefing), set())
    marks: list[Mark] = []
    unsettled: dict[tuple[str, tuple[str, ...]], list[tuple[Paragraph, Span]]] = {}
    for paragraph in briefing.transcript.paragraphs:
        tokens = tokenize(paragraph.text)
        stand.update(tokens.words)
        for first, found in _in_paragraph(paragraph.number, tokens, search, glossary):
            span = Span(tokens.starts[first], tokens.starts[found.behind])
            if found.rule is None and len(found.entries) > 1:
                words = " ".join(paragraph.text[span.start : span.end].split())
                unsettled.setdefault((words, found.entries), []).append((paragraph, span))
            elif found.entries:
                marks.append(Mark(briefing.id, paragraph.number, *span, "mention", found.entries))
    problems = [_ambiguity(briefing, *key, places) for key, places in unsettled.items()]
    problems += _idle_rules(briefing, search)
    return _Searched(tuple(marks), tuple(problems), signs_of(stand))


def _rules_by_first_word(
    briefing: Wording,
) -> dict[str, tuple[tuple[tuple[str, ...], _Rule], ...]]:
    rules: dict[str, list[tuple[tuple[str, ...], _Rule]]] = {}
    for number, written in enumerate(briefing.head.names):
        words = tuple(tokenize(written.text.strip()).words)
        rule = _Rule(number, written.paragraphs or (), written.entry)
        rules.setdefault(words[0], []).append((words, rule))
    return {word: tuple(found) for word, found in rules.items()}


def _in_paragraph(
    number: int, tokens: Tokens, search: _Search, glossary: Glossary
) -> Iterator[tuple[int, _Found]]:
    """Each name with the token at which it begins, from left to right, without overlaps."""
    words = tokens.words
    folded = [word.casefold() for word in words] if glossary.any_case.below else []
    free_from = 0
    for first in _beginnings(words, folded, search, glossary):
        if first < free_from:
            continue
        found = _by_rule(words, first, number, search)
        named = _by_name(words, folded, first, glossary, search.briefing.day)
        if named is not None and (found is None or named.behind > found.behind):
            found = named
        if found is None:
            continue
        if found.rule is not None:
            search.used.add(found.rule)
        free_from = found.behind
        yield first, found


def _beginnings(
    words: list[str], folded: list[str], search: _Search, glossary: Glossary
) -> list[int]:
    """The tokens with which some name begins."""
    begin, rules = glossary.exact.below, search.rules
    if not folded:
        return [first for first, word in enumerate(words) if word in begin or word in rules]
    loose = glossary.any_case.below
    return [
        first
        for first, word in enumerate(words)
        if word in begin or word in rules or folded[first] in loose
    ]


def _by_rule(words: list[str], first: int, number: int, search: _Search) -> _Found | None:
    best: _Found | None = None
    for wanted, rule in search.rules.get(words[first], ()):
        behind = first + len(wanted)
        if tuple(words[first:behind]) != wanted or not is_whole(words, first, behind):
            continue
        if rule.paragraphs and not any(low <= number <= high for low, high in rule.paragraphs):
            continue
        if best is None or behind > best.behind:
            best = _Found(behind, rule.entries, rule.number)
    return best


def _by_name(
    words: list[str], folded: list[str], first: int, glossary: Glossary, day: date
) -> _Found | None:
    """The longest name that begins at a token and is valid on the day, with all who bear it."""
    bearers = partial(bearers_of, glossary=glossary, day=day)
    exact = _longest(words, words, first, glossary.exact, bearers)
    if not folded:
        return exact
    loose = _longest(words, folded, first, glossary.any_case, bearers)
    if exact is None or loose is None:
        return exact or loose
    if exact.behind == loose.behind:
        return _Found(exact.behind, tuple(sorted({*exact.entries, *loose.entries})))
    return max(exact, loose, key=lambda found: found.behind)


def _longest(
    words: list[str],
    keys: list[str],
    first: int,
    node: Node,
    named: Callable[[Form], tuple[str, ...]],
) -> _Found | None:
    best: _Found | None = None
    for place in range(first, len(keys)):
        below = node.below.get(keys[place])
        if below is None:
            break
        node = below
        if node.forms and is_whole(words, first, place + 1):
            entries = {entry for form in node.forms for entry in named(form)}
            if entries:
                best = _Found(place + 1, tuple(sorted(entries)))
    return best


def _ambiguity(
    briefing: Wording,
    words: str,
    entries: tuple[str, ...],
    places: list[tuple[Paragraph, Span]],
) -> Problem:
    paragraph, span = places[0]
    more = further(len(places) - 1)
    message = f"“{words}” could be {_listed(entries)}{more}"
    numbers = ", ".join(dict.fromkeys(str(paragraph.number) for paragraph, _ in places))
    hint = (
        f"say which under `names:` in the front matter: "
        f'{{text: "{words}", paragraphs: "{numbers}", entry: …}}'  # to paste it decides nothing
    )
    at = Span(paragraph.start + span.start, paragraph.start + span.end)
    return replace(problem_at(briefing.document.text, at, "E203", message, hint), choices=entries)


def _listed(entries: tuple[str, ...]) -> str:
    *others, last = entries
    return f"{', '.join(others)} or {last}"


def _idle_rules(briefing: Wording, search: _Search) -> Iterator[Problem]:
    for number, rule in enumerate(briefing.head.names):
        if number in search.used:
            continue
        message = f"“{rule.text}” names nothing in this text"
        hint = "remove the line, or write the words as they stand in the text"
        if _stands(rule.text, briefing):
            message = f"“{rule.text}” settles nothing: an earlier line or a longer name comes first"
            hint = "remove the line, or look at its paragraphs and at the lines above"
        path = ("names", number, "text")
        yield problem_in_front(briefing.document, path, "E204", message, hint)


def _stands(words: str, briefing: Wording) -> bool:
    """Whether words stand in the text at all, within longer names too."""
    return bool(paragraphs_with(words, briefing))


def paragraphs_with(words: str, briefing: Wording) -> tuple[int, ...]:
    """The numbers of the paragraphs in which words stand, within longer names too."""
    wanted = tokenize(words.strip()).words
    return tuple(
        paragraph.number
        for paragraph in briefing.transcript.paragraphs
        if _has(tokenize(paragraph.text).words, wanted)
    )


def _has(text: list[str], wanted: list[str]) -> bool:
    return any(
        text[first : first + len(wanted)] == wanted and is_whole(text, first, first + len(wanted))
        for first in range(len(text) - len(wanted) + 1)
    )
