"""Words of the transcripts that may be names, with what speaks for it; known names are none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.source import Span
from generator.suggestions.capitals import Run, is_roman, katakana, runs
from generator.suggestions.said import Said
from generator.suggestions.vocabulary import (
    DEMONYM_ENDINGS,
    DOCUMENTS,
    EVENTS,
    FUNCTION,
    INSTITUTIONS,
    LOCATING,
    NATIONALITIES,
    RANKS,
    SAYING,
    TITLES,
)
from generator.tokens import Tokens, tokenize

_SMALL_SHARE = 0.2  # a single word that is written small more often than this is no name
_BELONGING = frozenset({"of", "for", "on"})
_GENERIC = INSTITUTIONS | DOCUMENTS | EVENTS | TITLES | RANKS
_IN_OFFICES = frozenset({*RANKS, "affairs", "justice", "health", "дел", "обороны"})


class Candidate(NamedTuple):
    """Words that may be a name, once.

    Attributes:
        words: as they stand, with single spaces.
        titled: whether a title such as “President” stands before them.
        located: whether a word such as “in” stands before them.
        says: whether a word such as “said” follows.
        office: whether they are an office: “Defence Minister”.
        common: whether one of them stands in the texts in small letters too.
    """

    said: Said
    span: Span
    words: str
    titled: bool = False
    located: bool = False
    says: bool = False
    office: bool = False
    common: bool = False


class _Cut(NamedTuple):
    """Tokens of a run that are left when titles are taken away."""

    first: int
    behind: int
    titled: bool = False
    office: bool = False


@dataclass(frozen=True, slots=True)
class _Habits:
    """How often words stand in small letters, and with a capital where none is due."""

    all: Counter[str]
    within: Counter[str]

    def is_common(self, word: str) -> bool:
        """Whether a word with a capital is seldom a name, as far as the texts tell."""
        return self.all[word.lower()] > _SMALL_SHARE * self.within[word]


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph cut into tokens, with its runs."""

    said: Said
    tokens: Tokens
    runs: tuple[Run, ...]


def candidates(texts: Iterable[Said], people: frozenset[str]) -> tuple[Candidate, ...]:
    """Every candidate, in the order of the texts; `people` are the ids of those who are known."""
    read = tuple(_read(said) for said in texts)
    habits = _habits(read)
    return tuple(
        candidate for each in read for candidate in _in_paragraph(each, habits, people)
    )  # fmt: skip


def _read(said: Said) -> _Read:
    tokens = tokenize(said.paragraph.text)
    return _Read(said, tokens, tuple(runs(said.paragraph.text, tokens)))


def _habits(read: Iterable[_Read]) -> _Habits:
    everywhere, within = Counter[str](), Counter[str]()
    for each in read:
        words = each.tokens.words
        everywhere.update(words)
        for run in each.runs:
            first = run.first + 1 if run.opens else run.first
            within.update(word for word in words[first : run.behind] if word[0].isupper())
    return _Habits(everywhere, within)


def _in_paragraph(read: _Read, habits: _Habits, people: frozenset[str]) -> Iterator[Candidate]:
    words, mentions = read.tokens.words, read.said.mentions
    persons = [each for each in mentions if people.intersection(each.targets)]
    known = _tokens_of(read, [Span(each.start, each.end) for each in mentions])
    of_people = _tokens_of(read, [Span(each.start, each.end) for each in persons])
    for run in read.runs:
        begun = _without_opening(run, words, habits)
        for first, behind in _unknown(begun, words, known, of_people):
            for cut in _cuts(words, first, behind):
                found = _candidate(read, cut, habits)
                if _is_likely(cut, run, words, habits) and not found.said.is_known(*found.span):
                    yield found
    text = read.said.paragraph.text
    for span in katakana(text):
        if not any(each.start < span.end and span.start < each.end for each in mentions):
            yield Candidate(read.said, span, text[span.start : span.end], titled=True)


def _tokens_of(read: _Read, spans: Sequence[Span]) -> frozenset[int]:
    """The tokens that some spans cover."""
    if not spans:
        return frozenset()
    starts = read.tokens.starts
    within = {at for run in read.runs for at in range(run.first, run.behind)}
    return frozenset(at for at in within if any(a <= starts[at] < b for a, b in spans))


def _without_opening(run: Run, words: Sequence[str], habits: _Habits) -> Run:
    """The run without a first word that has its capital from the beginning of the sentence."""
    word = words[run.first]
    if run.opens and habits.is_common(word) and not (word.isupper() and len(word) > 1):
        return run._replace(first=_next_capital(words, run.first + 1, run.behind), opens=False)
    return run


def _next_capital(words: Sequence[str], first: int, behind: int) -> int:
    return next((at for at in range(first, behind) if words[at][0].isupper()), behind)


def _unknown(
    run: Run, words: Sequence[str], known: frozenset[int], of_people: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """What of a run is no mention: all of it where a known name is part of a longer one."""
    stretches = list(_stretches(run, words, known))
    if len(stretches) == 1 and stretches[0] == (run.first, run.behind):
        yield run.first, run.behind
        return
    telling = [each for each in stretches if _is_telling(words, *each)]
    has_title = any(words[at].casefold() in TITLES for first, behind in telling
                    for at in range(first, behind))  # fmt: skip
    is_of_person = bool(of_people.intersection(range(run.first, run.behind)))
    if not telling or has_title or is_of_person or words[run.first].casefold() in TITLES:
        yield from telling
    else:
        yield run.first, run.behind


def _stretches(run: Run, words: Sequence[str], known: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The parts of a run between mentions, from a capitalised word to another."""
    first: int | None = None
    last = run.first
    for at in range(run.first, run.behind):
        if at in known:
            if first is not None:
                yield first, last + 1
            first = None
        elif words[at][0].isupper() or (first is not None and words[at][0].isalnum()):
            first = at if first is None else first
            last = at if words[at][0].isupper() or words[at - 1] == "-" else last
    if first is not None:
        yield first, run.behind if run.behind - 1 not in known else last + 1


def _is_telling(words: Sequence[str], first: int, behind: int) -> bool:
    """Whether some word says more than a title or an adjective does."""
    small = (words[at].casefold() for at in range(first, behind) if words[at][0].isupper())
    return any(each not in TITLES | NATIONALITIES | FUNCTION | RANKS for each in small)


def _cuts(words: Sequence[str], first: int, behind: int) -> Iterator[_Cut]:
    """A run without the titles in it; what stands before a title within it is a name too."""
    at = _title(words, first, behind)
    if at is None:
        yield _Cut(first, behind)
        return
    following = at + 1
    while following < behind and not words[following][0].isalnum():
        following += 1
    before = first if first == at else _last_capital(words, first, at) + 1
    if _ends_institution(words, first, before):
        yield _Cut(first, before)
    if following >= behind:
        if sum(words[each][0].isupper() for each in range(first, behind)) > 1:
            yield _Cut(first, behind, office=True)
    elif words[following][0].isupper():
        yield from _behind_title(words, following, behind)
    else:
        yield from _behind_office(words, first, _next_capital(words, following, behind), behind)


def _behind_title(words: Sequence[str], first: int, behind: int) -> Iterator[_Cut]:
    """A person's name, and what the person is of: “Mr O’Brien of the Trade Organisation”."""
    small = next((at for at in range(first, behind) if words[at] in _BELONGING), behind)
    end = _last_capital(words, first, small) + 1
    yield from (cut._replace(titled=not cut.office) for cut in _cuts(words, first, end))
    if small < behind:
        yield from _cuts(words, _next_capital(words, small, behind), behind)


def _behind_office(words: Sequence[str], first: int, rest: int, behind: int) -> Iterator[_Cut]:
    """“Minister of Defence” is an office, “President of Ruritania” names Ruritania."""
    small = {words[at].casefold() for at in range(rest, behind)}
    if small & _IN_OFFICES and not small & INSTITUTIONS:
        yield _Cut(first, behind, office=True)
    else:
        yield from _cuts(words, rest, behind)


def _title(words: Sequence[str], first: int, behind: int) -> int | None:
    """The first title of a run that belongs to a person or is an office, or None."""
    for at in range(first, behind):
        if words[at].casefold() in TITLES and words[at][0].isupper():
            following = _next_capital(words, at + 1, behind)
            if following < behind and words[following].casefold() in INSTITUTIONS | {"affairs"}:
                continue  # General Staff, Secretary Office
            return at
    return None


def _last_capital(words: Sequence[str], first: int, behind: int) -> int:
    return max((at for at in range(first, behind) if words[at][0].isupper()), default=first - 1)


def _ends_institution(words: Sequence[str], first: int, behind: int) -> bool:
    return behind - first > 1 and words[behind - 1].casefold() in INSTITUTIONS


def _is_likely(cut: _Cut, run: Run, words: Sequence[str], habits: _Habits) -> bool:
    """Whether words that are left are more than an adjective or a number."""
    names = [words[at] for at in range(cut.first, cut.behind) if words[at][0].isalnum()]
    capitals = [word for word in names if word[0].isupper()]
    if not capitals or cut.office:
        return bool(capitals)
    small = [word.casefold() for word in capitals]
    if all(word in NATIONALITIES or is_roman(each) or len(each) == 1
           or (word in FUNCTION and not each.isupper())
           for word, each in zip(small, capitals, strict=True)):  # fmt: skip
        return False
    return len(names) > 1 or cut.titled or _is_name(names[0], cut, run, words, habits)


def _is_name(
    word: str, cut: _Cut, run: Run, words: Sequence[str], habits: _Habits
) -> bool:  # fmt: skip
    """Whether a single word is a name and no noun or adjective with a capital."""
    if word.casefold() in _GENERIC:
        return False
    if word.isupper() and len(word) > 1:
        return True
    if run.opens and run.first == cut.first and not habits.within[word]:
        return False
    return not habits.is_common(word) and not _is_adjective(cut, word, words, habits)


def _is_adjective(cut: _Cut, word: str, words: Sequence[str], habits: _Habits) -> bool:
    """Whether a word is of a place: “Talvoran” beside “Talvora”, before a word in small letters."""
    if word.isupper() or not word.endswith(DEMONYM_ENDINGS):
        return False
    behind = words[cut.behind : cut.behind + 2]
    stems = (word[:length] for length in range(len(word) - 1, max(3, len(word) - 5), -1))
    is_before_noun = behind[:1] == [" "] and behind[-1].islower() and behind[-1] not in FUNCTION
    return is_before_noun or any(
        habits.within[f"{stem}{ending}"] for stem in stems for ending in ("", "a", "e", "ia")
    )


def _candidate(read: _Read, cut: _Cut, habits: _Habits) -> Candidate:
    words, starts = read.tokens.words, read.tokens.starts
    span = Span(starts[cut.first], starts[cut.behind])
    before = next((words[at].casefold() for at in range(cut.first - 1, max(cut.first - 5, -1), -1)
                   if words[at][0].isalpha() and words[at] != "the"), "")  # fmt: skip
    after = next((words[at] for at in range(cut.behind, min(cut.behind + 3, len(words)))
                  if words[at][0].isalpha()), "")  # fmt: skip
    names = words[cut.first : cut.behind]
    common = any(word[0].isupper() and habits.all[word.lower()] for word in names)
    return Candidate(read.said, span, read.said.words(*span), cut.titled,
                     before in LOCATING, after in SAYING, cut.office, common)  # fmt: skip
