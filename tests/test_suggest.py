"""What `glossator suggest` finds in real texts, and what it writes."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import BRIEFING, NOW, ROOT, SITE, briefing, entry, tree_of
from command import files_of, run, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.anchors import anchor_annotations
from generator.files import read_tree
from generator.index import Found
from generator.library import read_library
from generator.mentions import find_mentions
from generator.source import Tree
from generator.suggestions import Matter, Suggestion, make_matter, suggest

TEXT = "We met Mr Smith of the Trade Organisation, Shoygu and Anna Smith in Ruritania.\n"
FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing(TEXT),
    "content/people/sergei-shoigu.md": entry("Sergei Shoigu", "Shoigu"),
}


def matter_of(tree: Tree) -> Matter:
    library = read_library(tree, NOW)
    return make_matter(library, Found(find_mentions(library), anchor_annotations(library)))


def places(found: tuple[Suggestion, ...]) -> set[tuple[int, int, int]]:
    """Line, column and end of all places."""
    return {(each.line, each.column, each.end_column)
            for suggestion in found for each in suggestion.places}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


@pytest.fixture(scope="module")
def bare() -> Tree:
    """This repository's own briefings without their glossary and without their `names:`."""
    tree = read_tree(ROOT)
    kept = {path: content for path, content in tree.files.items()
            if not path.startswith("content/") or path.endswith("yamaguchi.md")}  # fmt: skip
    [path] = [path for path in kept if path.startswith("content/")]
    kept[path] = re.sub(rb"^names:\n(?:  .*\n)+", b"", kept[path], flags=re.MULTILINE)
    return Tree(kept)


def test_most_names_of_the_yamaguchi_statement_come_back_without_its_glossary(bare: Tree) -> None:
    known = read_library(read_tree(ROOT), NOW)
    name = "2016-12-15-yamaguchi"
    texts = known.briefings[name].transcript.paragraphs
    real = {
        (mark.paragraph, mark.start, mark.end)
        for mark in find_mentions(known).by_briefing[name]
        if any(map(str.isupper, texts[mark.paragraph - 1].text[mark.start : mark.end]))
    }
    names = suggest(matter_of(bare), ("names",))
    found = {_in_paragraph(place, bare) for place in places(names)}
    come_back = {each for each in real if any(_overlap(each, other) for other in found)}
    right = {each for each in found if any(_overlap(each, other) for other in real)}
    assert len(come_back) / len(real) >= 0.9
    assert len(right) / len(found) >= 0.9


def _in_paragraph(place: tuple[int, int, int], tree: Tree) -> tuple[int, int, int]:
    line, column, end = place
    [briefing] = read_library(tree, NOW).briefings.values()
    start = briefing.document.text.line_at(line)[0]
    for each in briefing.transcript.paragraphs:
        if start <= each.start < start + 1000:
            return each.number, start + column - 1 - each.start, start + end - 1 - each.start
    raise AssertionError(place)


def _overlap(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


WORDS = st.sampled_from(
    ["Anna", "Berg", "Ruritania", "Council", "of", "the", "and", "met", "Mr", "’s", "President",
     "UN", ".", "-", "“", "Russian", "Петров", "プーチン", "Annas", "said", "S"]
)  # fmt: skip
GLOSSARY = {
    "content/people/anna-berg.md": entry("Anna Berg", "Berg"),
    "content/places/ruritania.md": entry("Ruritania"),
    "content/institutions/un.md": entry("UN Council of Ruritania", "UN"),
}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=14))
def test_what_is_a_mention_already_is_never_suggested(words: list[str]) -> None:
    matter = matter_of(tree_of({BRIEFING: briefing(" ".join(words)), **GLOSSARY}))
    marks = matter.index.marks.get("talks", {}).get(1, ())
    [paragraph] = matter.library.briefings["talks"].transcript.paragraphs
    line_start = paragraph.start - matter.library.briefings["talks"].document.text.line_and_column(
        paragraph.start)[1] + 1  # fmt: skip
    for _, column, end in places(suggest(matter, ("names", "forms"))):
        start, behind = (at - 1 + line_start - paragraph.start for at in (column, end))
        assert not any(mark.start <= start and behind <= mark.end for mark in marks)


def test_suggestions_as_text_say_what_how_often_where_and_why(site: Path) -> None:
    ended = run(site, "suggest")
    assert ended.status == 0
    assert "  2× Anna Smith, also “Smith”\n      people: a title stands before it\n" in ended.out
    assert f"      {BRIEFING}:6:11\n" in ended.out
    assert '        aliases: ["Shoigu", "Shoygu"]\n' in ended.out


def test_suggestions_as_json_hold_every_place(site: Path) -> None:
    found = json.loads(run(site, "suggest", "--format", "json", "--kind", "names").out)
    [smith] = [each for each in found if each["what"] == "Anna Smith"]
    assert (smith["kind"], smith["count"], smith["entry"]) == ("names", 2, "people")
    assert [place["line"] for place in smith["places"]] == [6, 6]
    assert {each["kind"] for each in found} == {"names"}


def test_only_what_is_asked_for_is_shown(site: Path) -> None:
    assert "Anna Smith" in run(site, "suggest", "--only", "smith").out
    assert "Ruritania" not in run(site, "suggest", "--only", "smith").out
    assert run(site, "suggest", "--only", "nobody").out == "nothing to suggest\n"
    assert "and 2 more: --most 0" in run(site, "suggest", "-k", "names", "-n", "1").out
    assert "Ruritania" in run(site, "suggest", "--briefing", "talks").out


def test_an_unknown_briefing_is_refused(site: Path) -> None:
    ended = run(site, "suggest", "--briefing", "walks")
    assert (ended.status, ended.out) == (2, "")
    assert "there is no briefing “walks”; did you mean “talks”?" in ended.err


def test_drafts_are_shown_before_they_are_written_and_written_only_when_agreed(site: Path) -> None:
    before = files_of(site)
    ended = run(site, "suggest", "--write", "--only", "Anna Smith")
    assert 'content/people/anna-smith.md\n    ---\n    name: "Anna Smith"\n' in ended.out
    assert ended.out.endswith("nothing was written; --yes writes without asking\n")
    assert files_of(site) == before


def test_written_drafts_pass_check_and_are_not_suggested_again(site: Path) -> None:
    assert run(site, "suggest", "--write", "--yes").status == 0
    new = files_of(site).keys() - FILES.keys()
    assert new == {"content/people/anna-smith.md", "content/places/ruritania.md",
                   "content/institutions/trade-organisation.md"}  # fmt: skip
    assert all("status: draft" in (site / path).read_text("utf-8") for path in new)
    assert run(site, "check", "--strict", "--drafts").status == 0
    assert run(site, "suggest", "-k", "names").out == "nothing to suggest\n"


def test_what_lies_there_is_never_written_over(site: Path) -> None:
    held = "---\nname: Another\nstatus: published\n---\n"
    write(site, {"content/people/anna-smith.md": held})
    ended = run(site, "suggest", "--write", "--yes", "--only", "Anna Smith")
    assert "content/people/anna-smith.md is there already, and stays as it is\n" in ended.out
    assert (site / "content/people/anna-smith.md").read_text("utf-8") == held


def test_files_with_errors_are_left_out_and_told(site: Path) -> None:
    write(site, {"content/briefings/walks.md": "---\ntitel: Walks\n---\nWe met Freedonia.\n"})
    ended = run(site, "suggest")
    assert ended.status == 0
    assert "1 file with errors left out: see glossator check" in ended.err
    assert "Freedonia" not in ended.out


def test_a_site_without_texts_has_nothing_to_suggest(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": SITE})
    assert run(tmp_path, "suggest").out == "nothing to suggest\n"


@pytest.mark.parametrize(
    "text", ["", "Мир.", "’s", "A", "S.", "-X-", "I", "プーチン", "“X” of the"]
)
def test_no_text_is_too_odd(text: str) -> None:
    files: Mapping[str, str] = {BRIEFING: briefing(text), **GLOSSARY}
    assert suggest(matter_of(tree_of(files))) is not None
