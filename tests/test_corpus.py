"""The generated corpora of bench/ are what they promise: valid, settled, the same every time."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from runpy import run_path

import pytest

from generator.anchors import anchor_annotations
from generator.heads import PersonHead, ThingHead
from generator.library import read_library
from generator.mentions import find_mentions
from generator.model import Library
from generator.options import Options
from generator.source import Tree
from generator.transcript import insertions

SCRIPT = Path(__file__).parent.parent / "bench" / "corpus.py"
make_corpus: Callable[..., dict[str, bytes]] = run_path(str(SCRIPT))["make_corpus"]
LINK = re.compile(r"\[\[([^\]|#]+)")
BRIEFINGS = 60


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return make_corpus(BRIEFINGS)


@pytest.fixture(scope="module")
def library(files: dict[str, bytes]) -> Library:
    return read_library(Tree(files), Options(now=datetime(2026, 11, 23, tzinfo=UTC)))


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("0", "1"):
        command = [sys.executable, str(SCRIPT), str(tmp_path / seed), "--briefings", "12"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
    first, second = (_tree(tmp_path / seed) for seed in ("0", "1"))
    assert first == second == make_corpus(12)


def test_another_seed_gives_another_corpus() -> None:
    assert make_corpus(3, 1) != make_corpus(3, 2)


def test_a_corpus_without_briefings_is_still_a_site() -> None:
    assert "site.yaml" in make_corpus(0)


def test_every_file_is_read_without_a_problem(library: Library, files: dict[str, bytes]) -> None:
    assert library.problems == ()
    read = [library.briefings, library.entries, library.topics, library.pages]
    annotated = [each for each in library.briefings.values() if each.notes_document]
    assert sum(map(len, read)) + len(annotated) + 1 == len(files)
    assert len(library.briefings) == BRIEFINGS == len(annotated)


def test_every_shared_name_is_settled_and_every_line_under_names_is_needed(
    library: Library,
) -> None:
    found = find_mentions(library)
    assert found.problems == ()
    rules = [rule for each in library.briefings.values() for rule in each.head.names]
    assert {len(rule.entry) for rule in rules} == {0, 1, 2}


def test_every_quote_stands_exactly_once(library: Library) -> None:
    assert anchor_annotations(library).problems == ()
    for briefing in library.briefings.values():
        whole = "\n".join(paragraph.text for paragraph in briefing.transcript.paragraphs)
        assert [whole.count(each.quote) for each in briefing.annotations] == [1] * len(
            briefing.annotations
        )
        assert 6 <= len(briefing.annotations) <= 10


def test_every_id_that_is_referred_to_exists(library: Library, files: dict[str, bytes]) -> None:
    known = {*library.entries, *library.briefings, *library.topics, *library.pages}
    links = {link for content in files.values() for link in LINK.findall(content.decode())}
    assert links <= known
    for briefing in library.briefings.values():
        head = briefing.head
        spoken = {who for who in head.speakers.values() if who}
        ruled = {entry for rule in head.names for entry in rule.entry}
        placed = {each for each in (head.place, head.event) if each}
        assert spoken | ruled | placed | {*head.participants} <= set(library.entries)
        assert {*head.topics, *(each.topic for each in briefing.passages)} <= set(library.topics)
    for topic in library.topics.values():
        assert {*topic.head.broader, *topic.head.related} <= set(library.topics)
    for entry in library.entries.values():
        assert set(entry.head.see_also) <= known
        if isinstance(entry.head, PersonHead):
            assert {role.institution for role in entry.head.roles} <= {None, *library.entries}
        if isinstance(entry.head, ThingHead):
            assert {*entry.head.part_of, *entry.head.participants} <= set(library.entries)


def test_passages_lie_within_their_transcript(library: Library) -> None:
    for briefing in library.briefings.values():
        last = max(high for each in briefing.passages for _, high in each.paragraphs)
        assert last <= len(briefing.transcript.paragraphs)


def test_a_post_has_one_holder_at_a_time_without_a_gap(library: Library) -> None:
    held: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for entry in library.entries.values():
        for role in entry.head.roles if isinstance(entry.head, PersonHead) else ():
            if role.institution:
                term = (str(role.start), str(role.end or "9999"))
                held.setdefault((role.institution, role.title), []).append(term)
    assert len(held) >= 10
    for terms in held.values():
        terms.sort()
        assert terms[0][0] < "1990"
        assert terms[-1][1] == "9999"
        assert all(before[1] == after[0] for before, after in pairwise(terms))


def test_briefings_have_the_size_that_the_figures_speak_of(library: Library) -> None:
    briefings = library.briefings.values()
    lengths = [len(briefing.transcript.paragraphs) for briefing in briefings]
    sizes = [
        sum(len(each.text) for each in briefing.transcript.paragraphs) for briefing in briefings
    ]
    mentions = find_mentions(library).by_briefing.values()
    assert min(lengths) >= 18
    assert max(lengths) <= 26
    assert 5_000 < sum(sizes) / BRIEFINGS < 6_500
    assert 36 < sum(map(len, mentions)) / BRIEFINGS < 45


def test_the_most_named_entry_is_named_in_most_briefings(library: Library) -> None:
    mentions = find_mentions(library).by_briefing.values()
    named = Counter(
        target for marks in mentions for target in {each for mark in marks for each in mark.targets}
    )
    assert named.most_common(1)[0][1] > BRIEFINGS / 2
    assert len(named) > len(library.entries) / 2


def test_transcripts_have_what_real_ones_have(library: Library) -> None:
    briefings = library.briefings.values()
    texts = [each.text for briefing in briefings for each in briefing.transcript.paragraphs]
    assert any(re.match(r"\d{4}\. That was", text) for text in texts)
    assert any(insertions(text) for text in texts)
    assert any("(laughter)" in text for text in texts)
    assert any("’s" in text for text in texts)
    assert any(briefing.head.speakers.get("Question", "") is None for briefing in briefings)
    assert all(len(briefing.transcript.turns) > 2 for briefing in briefings)
    assert any(len(briefing.transcript.sections) > 1 for briefing in briefings)


def test_the_glossary_grows_more_slowly_than_the_briefings() -> None:
    sizes = [
        sum(
            path.startswith("content/") and "/briefings/" not in path for path in make_corpus(count)
        )
        for count in (10, 160)
    ]
    assert sizes[0] < sizes[1] < 2 * sizes[0]


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
