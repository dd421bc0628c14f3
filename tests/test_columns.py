"""Columns, tables and shelves equal what is made anew, whatever was replaced in them."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.columns import (
    Column,
    Shelves,
    Table,
    changed_keys,
    column_of,
    differing,
    joined,
    repeated,
    table_of,
    with_others,
)
from generator.memo import Asking, Forgetful, Memory

WORDS = st.text("abc", max_size=2)
LONG = st.lists(WORDS, max_size=200).map(tuple)
SHARED = ("one", "two", "three")


@given(LONG, st.dictionaries(st.integers(0, 199), WORDS, max_size=5))
def test_a_column_with_others_in_it_is_that_of_all_its_values(
    values: tuple[str, ...], others: dict[int, str]
) -> None:
    fitting = {place: word for place, word in others.items() if place < len(values)}
    expected = [fitting.get(place, word) for place, word in enumerate(values)]
    column = column_of(values)
    replaced = column.replaced(fitting)
    assert replaced == tuple(expected)
    assert [replaced[place] for place in range(len(values))] == expected
    assert (replaced[3:70], len(replaced)) == (tuple(expected[3:70]), len(expected))
    told = differing(column, replaced)
    assert told is not None
    assert {place for place in range(len(values)) if values[place] != expected[place]} <= {*told}
    assert column == values  # as it was


@given(st.lists(LONG, max_size=4))
def test_joined_columns_are_one(parts: list[tuple[str, ...]]) -> None:
    column = joined(map(column_of, parts))
    expected = tuple(word for part in parts for word in part)
    assert column == expected
    assert (column[-1:], len(column)) == (expected[-1:], len(expected))


def test_a_column_of_the_same_values_is_the_column_before() -> None:
    values = tuple(str(number) for number in range(100, 300))
    column = column_of(values)
    assert column_of(list(values), column) is column
    longer = column_of((*values, "further"), column)
    assert longer.blocks[0] is column.blocks[0]
    assert differing(column, longer) is None


def test_places_beyond_a_column_are_none() -> None:
    column = repeated("again", 70)
    assert (column[-70], column[69], len(column)) == ("again", "again", 70)
    for place in (70, -71):
        with pytest.raises(IndexError):
            _ = column[place]


@given(st.dictionaries(WORDS, WORDS), st.dictionaries(WORDS, WORDS), st.sets(WORDS))
def test_a_table_is_the_mapping_that_it_was_made_of(
    old: dict[str, str], fresh: dict[str, str], names: set[str]
) -> None:
    gone = {name for name in names if name in old and name not in fresh}
    before = table_of(old)
    after = with_others(before, fresh, gone)
    expected = {key: value for key, value in {**old, **fresh}.items() if key not in gone}
    assert dict(after) == expected
    assert [*after.values()] == [*expected.values()]
    assert before == old
    assert (len(after), "no such" in after) == (len(expected), False)
    changed = {key for key in {*old, *expected} if old.get(key) != expected.get(key)}
    assert changed_keys(before, after) == changed == changed_keys(old, expected)


def under_letters(word: str) -> dict[str, str]:
    return dict.fromkeys(word, word)


class Steps:
    """The same asked of a memory and of what has none."""

    def __init__(self, asked: Forgetful, places: Mapping[int, Sequence[int]]) -> None:
        self.asked, self._places = asked, places

    def answers(self, values: Mapping[str, str]) -> object:
        asked = self.asked
        words = asked.values("words", values)
        lengths = asked.rows("", len, words)
        places = self._places.setdefault(len(words), tuple(range(len(words)))[::-1])  # type: ignore[attr-defined]
        turned = asked.picked("turned", words, places)
        found = asked.looked_up("found", values, sorted(values))
        both = asked.joined("both", turned, words)
        shelves = asked.gathered(under_letters, both)
        table = asked.table("turned", places, turned)
        again = asked.repeated("again", len(words), len(words))
        return (
            tuple(lengths), tuple(turned), tuple(found), tuple(both), dict(shelves), dict(table),
            tuple(again), asked.flat("flat", both), {*asked.keys("keys", values)},
        )  # fmt: skip


@given(st.lists(st.dictionaries(WORDS, WORDS, max_size=3), min_size=1, max_size=5),
       st.integers(0, 150))  # fmt: skip
def test_what_a_memory_answers_is_what_is_answered_without(
    edits: list[dict[str, str]], size: int
) -> None:
    remembered = Steps(Memory(), {})
    table: Table[str, str] = table_of({f"{number:03}": "ab" for number in range(size)})
    for edit in edits:
        table = with_others(table, edit)
        expected = Steps(Forgetful(), {}).answers(dict(table))
        assert remembered.answers(table) == expected
        assert Steps(Memory(), {}).answers(dict(table)) == expected


def test_shelves_say_from_which_places_they_have_something() -> None:
    empty = Shelves[str, str]({})
    shelves = empty.after(Column(()), column_of([{"a": "one"}, {}, {"a": "two", "b": "three"}]))
    assert {*shelves.places("a")} == {0, 2}
    assert (shelves["b"], {*shelves.places("none")}) == (("three",), set())


def test_a_save_asks_only_what_it_changes() -> None:
    memory, asked = Memory(), list[str]()

    def answered(word: str) -> str:
        asked.append(word)
        return word.upper()

    table = table_of({f"{number}": f"word {number}" for number in range(1000)})
    first = memory.rows("", answered, memory.values("words", table))
    asked.clear()
    table = with_others(table, {"500": "another"})
    second = memory.rows("", answered, memory.values("words", table))
    assert asked == ["another"]
    assert differing(column_of(first), column_of(second)) == (500,)
    assert memory.rows("", answered, memory.values("words", table)) is second


@given(st.lists(st.tuples(st.dictionaries(WORDS, WORDS, max_size=3), st.frozensets(WORDS)),
                min_size=1, max_size=6))  # fmt: skip
def test_what_asked_for_a_changed_key_is_asked_again(
    steps: list[tuple[dict[str, str], frozenset[str]]],
) -> None:
    memory = Memory()
    table: Table[str, str] = table_of({})
    for edit, context in steps:
        table = with_others(table, edit)
        words = memory.values("words", table)
        found = memory.each("", _known, words, context, Asking(_changed, _asked))
        assert tuple(found) == tuple(_known(word, context) for word in words)


def _known(word: str, context: frozenset[str]) -> tuple[str, tuple[bool, ...]]:
    return word, tuple(letter in context for letter in word)


def _changed(old: frozenset[str], new: frozenset[str]) -> frozenset[str]:
    return old ^ new


def _asked(found: tuple[str, tuple[bool, ...]]) -> dict[str, None]:
    return dict.fromkeys(found[0])
