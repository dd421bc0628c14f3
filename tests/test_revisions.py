"""Published words: whoever changes them tells readers so, or nothing is published."""

import json
from collections.abc import Mapping
from hashlib import sha256

import pytest
from builders import (
    BRIEFING_PAGE,
    NOTES,
    NOW,
    briefing,
    built,
    codes,
    markdown,
    note,
    notes,
    page_of,
    tree_of,
    words_of,
)
from hypothesis import given
from hypothesis import strategies as st

from generator.build import prepare
from generator.ledger import recorded
from generator.memo import Memory
from generator.problems import explain
from generator.source import LEDGER

TALKS = "content/briefings/talks.md"
TEXT = "Minister: Thank you.\n\nThe host spoke.\n\nNobody was there."
CHANGED = TEXT.replace("host", "guest")
HEAD = {"speakers": {"Minister": None}}
RUSSIAN = "content/briefings/talks.ru.md"
SAID = markdown(
    {"title": "Разговор", "speakers": {"Министр": None}},
    "\nМинистр: Спасибо.\n\nОн говорил.\n\nНикого не было.",
)
FIRST = {"date": "2016-12-20", "text": "The host was called a guest."}
SECOND = {"date": "2016-12-22", "text": "He was a host after all."}


def _site(text: str = TEXT, **head: object) -> dict[str, str]:
    return {TALKS: briefing(text, **HEAD, **head)}


def _ledger(files: Mapping[str, str]) -> str:
    prepared = prepare(tree_of(files), NOW)
    assert prepared.site, prepared.problems
    return recorded(prepared.library).decode()


def _after(now: Mapping[str, str], before: Mapping[str, str] | None = None) -> list[str]:
    """What is told of a site that says other things than those recorded."""
    found = prepare(tree_of({**now, LEDGER: _ledger(before or _site())}), NOW)
    return [explain(each) for each in found.problems]


def test_the_record_has_the_digest_of_the_file_that_readers_can_fetch() -> None:
    outcome = built(_site())
    words = outcome.files["briefings/talks/transcript.txt"]
    digest = sha256(words).hexdigest()
    assert f"\nbriefings/talks/ sha256:{digest}\n" in recorded(outcome.library).decode()
    data = json.loads(outcome.files["briefings/talks/data.json"])
    assert data["transcript_sha256"] == digest


def test_changed_words_are_an_error_at_the_first_paragraph_that_changed() -> None:
    [told] = _after(_site(CHANGED))
    assert told == (
        "content/briefings/talks.md:9:1: error[E259]: paragraph 2 was published otherwise, "
        "and no correction says so\n"
        "    9 | The guest spoke.\n"
        "      | ^^^^^^^^^^^^^^^^\n"
        "   help: put the words back, or add a line under `corrections:`: "
        "{date: the day of the change, text: what was changed}"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT + "\n\nThat was all.", ":13:1: error[E259]: paragraph 4 was not published,"),
        (TEXT.replace("Minister:", "Minister :"), ":7:1: error[E259]: paragraph 1 was published"),
        (TEXT.replace("Thank you", "Thank  you"), ":7:11: error[E259]: paragraph 1 was published"),
        (TEXT.replace("there.", "there"), ":11:1: error[E259]: paragraph 3 was published"),
        (TEXT.removesuffix("\n\nNobody was there."),
         ":9:1: error[E259]: paragraph 3 was published, and is gone,"),
        ("", ":6:1: error[E259]: paragraph 1 was published, and is gone,"),
    ],
)  # fmt: skip
def test_the_smallest_change_of_a_word_or_sign_is_told(text: str, said: str) -> None:
    told = [each for each in _after(_site(text)) if "E259" in each]
    assert len(told) == 1
    assert said in told[0]


def test_another_name_before_the_words_is_told_too() -> None:
    now = {TALKS: briefing(TEXT.replace("Minister:", "Envoy:"), speakers={"Envoy": None})}
    [told] = _after(now)
    assert "talks.md:7:8: error[E259]: these words were published otherwise" in told


def test_what_is_not_said_may_change_without_a_word() -> None:
    headed = _site(f"## Beginning\n\n{TEXT}", title="Other title", summary="Known by now.")
    assert _after(headed) == []
    windows = {TALKS: _site()[TALKS].replace("\n", "\r\n")}
    assert _after(windows) == []
    assert _after({**_site(), NOTES: notes(note("host", "The host"))}) == []


def test_a_correction_settles_it_until_the_next_change() -> None:
    corrected = _site(CHANGED, corrections=[FIRST])
    assert _after(corrected) == []
    assert " 2016-12-20\n" in _ledger(corrected)
    back = _site(TEXT, corrections=[FIRST])
    assert ["E259" in each for each in _after(back, corrected)] == [True]
    assert _after(_site(TEXT, corrections=[FIRST, SECOND]), corrected) == []
    same_day = SECOND | {"date": FIRST["date"]}
    assert _after(_site(TEXT, corrections=[FIRST, same_day]), corrected) == []


def test_what_readers_were_told_is_not_taken_back() -> None:
    corrected = _site(CHANGED, corrections=[FIRST])
    [told] = _after(_site(CHANGED), corrected)
    assert "talks.md:2:1: error[E260]: the correction of 2016-12-20 was published, and is" in told
    replaced = _after(_site(TEXT, corrections=[SECOND]), corrected)
    assert [each.count("E260") for each in replaced] == [1]


def test_a_translation_is_held_to_its_words_and_its_briefing_tells_of_it() -> None:
    site = {**_site(), RUSSIAN: SAID}
    changed = SAID.replace("говорил", "молчал")
    [told] = _after({**site, RUSSIAN: changed}, site)
    assert told.startswith(f"{RUSSIAN}:8:1: error[E259]: paragraph 2 was published otherwise")
    assert "add a line under `corrections:` of talks.md: {date:" in told
    assert _after({**_site(corrections=[FIRST]), RUSSIAN: changed}, site) == []


def test_a_briefing_that_moves_is_held_to_its_words() -> None:
    moved = {"content/briefings/speech.md": briefing(CHANGED, **HEAD, formerly="talks")}
    [told] = _after(moved)
    assert told.startswith("content/briefings/speech.md:10:1: error[E259]: paragraph 2 was")


def test_a_ledger_without_digests_says_nothing_of_words() -> None:
    ledger = "\n".join(line.partition(" sha256:")[0] for line in _ledger(_site()).splitlines())
    assert codes(built({**_site(CHANGED), LEDGER: ledger})) == []


@pytest.mark.parametrize("tail", ["sha256:abc", f"sha256:{'A' * 64}", f"sha256:{'0' * 64} soon"])
def test_a_digest_that_is_none_is_told(tail: str) -> None:
    assert codes(built({**_site(), LEDGER: f"briefings/talks/ {tail}\n"})) == ["E258"]


def test_readers_see_a_correction_on_the_page_in_feeds_and_in_data() -> None:
    files = built(
        {**_site(CHANGED, corrections=[FIRST, SECOND]),
         "site.yaml": '{"title": "T", "description": "D", "url": "https://example.org/"}'}
    ).files  # fmt: skip
    page = page_of(files[BRIEFING_PAGE])
    shown = " ".join(words_of(each) for each in page.iter("main"))
    assert shown.index("He was a host after all.") < shown.index("The host was called a guest.")
    for feed in ("feed.xml", "feed.json"):
        assert FIRST["text"] in files[feed].decode()
        assert "#corrected-2016-12-22" in files[feed].decode()
    data = json.loads(files["briefings/talks/data.json"])
    assert data["corrections"] == [FIRST, SECOND]
    assert b'<change when="2016-12-22">He was a host' in files["briefings/talks/tei.xml"]


def test_what_is_remembered_is_what_is_found_anew() -> None:
    memory, ledger = Memory(), _ledger(_site())
    for files in (_site(), _site(CHANGED), _site(CHANGED, corrections=[FIRST]), _site()):
        tree = tree_of({**files, LEDGER: ledger})
        assert prepare(tree, NOW, memory=memory).problems == prepare(tree, NOW).problems


WORDS = st.lists(st.sampled_from(["Yes.", "No.", "Perhaps.", "Thank you."]), min_size=1, max_size=4)
DAYS = st.lists(st.sampled_from([FIRST, SECOND]), max_size=2, unique_by=lambda each: each["date"])


@given(WORDS, DAYS, WORDS, DAYS)
def test_words_change_if_and_only_if_a_new_correction_says_so(
    before: list[str], told: list[dict[str, str]], after: list[str], further: list[dict[str, str]]
) -> None:
    first = {TALKS: briefing("\n\n".join(before), corrections=told)}
    second = {TALKS: briefing("\n\n".join(after), corrections=further)}
    problems = prepare(tree_of({**second, LEDGER: _ledger(first)}), NOW).problems
    found = {each.code for each in problems}
    is_new = any(each not in told for each in further)
    assert ("E259" in found) == (before != after and not is_new)
    assert ("E260" in found) == any(each not in further for each in told)
