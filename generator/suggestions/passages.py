"""Passages that are likely to belong to a topic, with the words that decided.

A topic is known by its names, by the entries that its page names, and by the paragraphs that it
has already. Each paragraph is compared with that by its words and names, rare ones counting more
(the cosine of TF-IDF vectors, G. Salton and C. Buckley 1988). It is suggested when it is at least
as near as the farther half of the topic's own paragraphs are to the others, and never on account
of one word alone.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from generator.markdown import wikilinks
from generator.model import Topic
from generator.suggestions.matter import Matter
from generator.suggestions.said import Said, Suggestion
from generator.suggestions.weights import is_telling, rarity, words_of, written_by_stem

_LEAST = 0.15  # below this likeness nothing is suggested
_FEWEST_WORDS = 2  # that decide
_SHARE = 0.8  # of the likeness of the topic's own paragraphs
_NAME_WEIGHT, _ENTRY_WEIGHT = 2.0, 1.5
_MOST_TERMS = 80  # by which a topic is known
_MOST = 20  # suggestions for a topic
_SHOWN = 5  # words that decided
Vector = Mapping[str, float]


@dataclass(frozen=True)
class _Texts:
    """The paragraphs with their words and names, weighed."""

    said: Sequence[Said]

    @cached_property
    def first(self) -> Mapping[str, int]:
        """Where each briefing's paragraphs begin."""
        places = reversed(tuple(enumerate(self.said)))
        return {said.briefing: number for number, said in places}

    @cached_property
    def terms(self) -> tuple[Counter[str], ...]:
        return tuple(_terms(each) for each in self.said)

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        return rarity(self.terms)

    @cached_property
    def vectors(self) -> tuple[Vector, ...]:
        return tuple(self.vector(terms) for terms in self.terms)

    @cached_property
    def having(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """The paragraphs in which each term stands, with its weight there."""
        having: dict[str, list[tuple[int, float]]] = {}
        for number, vector in enumerate(self.vectors):
            for term, weight in vector.items():
                having.setdefault(term, []).append((number, weight))
        return having

    def likenesses(self, wanted: Vector) -> Mapping[int, float]:
        """How like each paragraph is to something; what has nothing of it is left out."""
        found: dict[int, float] = {}
        for term, weight in wanted.items():
            for number, share in self.having.get(term, ()):
                found[number] = found.get(number, 0) + weight * share
        return found

    def vector(self, terms: Mapping[str, float]) -> Vector:
        """The weights of terms, of length 1."""
        weights = {term: (1 + math.log(count)) * self.rarity.get(term, 0) *
                   (_ENTRY_WEIGHT if term.startswith("@") else 1)
                   for term, count in terms.items() if count >= 1}  # fmt: skip
        return _normal(weights)


def suggest_passages(matter: Matter) -> tuple[Suggestion, ...]:
    """Paragraphs that topics might gather, topic by topic, the likeliest first."""
    texts = _Texts(matter.spoken)
    found = (each for topic in matter.library.topics.values()
             for each in _for_topic(topic, texts, matter))  # fmt: skip
    return tuple(found)


def _terms(said: Said) -> Counter[str]:
    """The words of a paragraph and, each behind @, the entries that it names."""
    words = Counter(word for word in words_of(said.paragraph.text) if is_telling(word))
    words.update(f"@{entry}" for mark in said.mentions for entry in mark.targets)
    return words


def _for_topic(topic: Topic, texts: _Texts, matter: Matter) -> Iterator[Suggestion]:
    members = _own(topic, texts, matter)
    described = _description(topic, texts, matter)
    wanted = _weightiest(_sum([described, *(texts.vectors[number] for number in members)]))
    floor, mine = _floor(members, texts, described), set(members)
    likely = [(likeness, number) for number, likeness in texts.likenesses(wanted).items()
              if likeness >= floor and number not in mine]  # fmt: skip
    for likeness, number in sorted(likely, key=lambda each: (-each[0], each[1]))[:_MOST]:
        shares = _shares(wanted, texts.vectors[number])
        if len(shares) >= _FEWEST_WORDS:
            said = texts.said[number]
            yield _suggestion(topic, said, likeness, _deciding(shares, said, matter))


def _own(topic: Topic, texts: _Texts, matter: Matter) -> list[int]:
    """The paragraphs that the topic has already."""
    numbers = (
        texts.first[passage.briefing] + number - 1
        for passage in matter.index.passages.get(topic.id, ())
        if passage.first
        for number in range(passage.first, passage.last + 1)
        if number <= len(matter.library.briefings[passage.briefing].transcript.paragraphs)
    )
    return sorted(set(numbers))


def _description(topic: Topic, texts: _Texts, matter: Matter) -> Vector:
    """The words of a topic's names, and the entries that its page leads to."""
    names = (topic.head.name, *(each.name for each in topic.head.other_names))
    words = Counter(word for name in names for word in words_of(name) if is_telling(word))
    linked = [*wikilinks(topic.body), *topic.head.see_also]
    entries = {target.partition("#")[0].rpartition("/")[2] for target in linked}
    words.update(f"@{entry}" for entry in entries if entry in matter.library.entries)
    weights = texts.vector(words)
    return {term: weight * _NAME_WEIGHT for term, weight in weights.items()}


def _floor(members: Sequence[int], texts: _Texts, described: Vector) -> float:
    """How near a paragraph must be: as near as most of the topic's own are to its others."""
    if len(members) < 2:  # noqa: PLR2004  # one has no others
        return _LEAST
    total = _sum([described, *(texts.vectors[number] for number in members)])
    kept = dict.fromkeys(_weightiest(total))
    likenesses = []
    for number in members:
        own = texts.vectors[number]
        others = _normal({term: total[term] - own.get(term, 0) for term in kept})
        likenesses.append(sum(_shares(others, own).values()))
    return max(_LEAST, _SHARE * median(likenesses))


def _shares(wanted: Vector, vector: Vector) -> dict[str, float]:
    """What each word adds to the likeness of two vectors."""
    return {term: weight * share for term, share in vector.items()
            if (weight := wanted.get(term, 0)) * share > 0.005}  # noqa: PLR2004  # fmt: skip


def _sum(vectors: Iterable[Vector]) -> dict[str, float]:
    total: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0) + weight
    return total


def _weightiest(vector: Vector) -> Vector:
    """The terms that tell most, at length 1."""
    kept = sorted(vector, key=lambda term: (-vector[term], term))[:_MOST_TERMS]
    return _normal({term: vector[term] for term in kept})


def _normal(vector: Vector) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}


def _deciding(shares: Mapping[str, float], said: Said, matter: Matter) -> str:
    """The words and names that made a paragraph likely, the weightiest first."""
    ranked = sorted(shares, key=lambda term: (-shares[term], term))[:_SHOWN]
    entries = matter.library.entries
    written = written_by_stem(said.paragraph.text)
    return ", ".join(entries[term[1:]].head.name if term[1:] in entries else f"“{written[term]}”"
                     for term in ranked if term[1:] in entries or term in written)  # fmt: skip


def _suggestion(topic: Topic, said: Said, likeness: float, deciding: str) -> Suggestion:
    number = said.paragraph.number
    path = said.wording.document.path.removesuffix(".md") + ".annotations.yaml"
    return Suggestion(
        "passages", topic.id, f"likeness {likeness:.2f}, by: {deciding}", 1,
        (said.place(0, len(said.paragraph.text)),), path,
        f"passages: [{{topic: {topic.id}, paragraphs: {number}}}]",
        briefings=(said.briefing,),
    )  # fmt: skip
