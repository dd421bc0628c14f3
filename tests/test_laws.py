"""Laws: what holds for every text, every site and every order of files.

HYPOTHESIS_PROFILE=thorough tries twenty times as many examples, other ones in each run.
"""

import json
import os
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import groupby, pairwise
from posixpath import dirname, join, normpath

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    NOW,
    all_mentions,
    briefing,
    built,
    codes,
    entry,
    faults_of_links,
    markdown,
    names_in,
    note,
    notes,
    page_of,
    paragraph_elements,
    paragraphs_of,
    published,
    quoted,
    skeleton,
    tree_of,
    words_of,
)
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from generator.anchors import most_like, places_of_quote
from generator.build import build
from generator.dates import Answer, Interval, PartialDate
from generator.decode import decode_markdown, decode_yaml, problem_in_front
from generator.heads import AnnotationHead, AnnotationsFile, BriefingHead, PersonHead
from generator.layers import Run, cut
from generator.model import Mark
from generator.site import Limits
from generator.source import Span, Text, Tree
from generator.speech import Paragraph
from generator.text import sentences
from generator.tokens import tokenize
from generator.yaml_places import Scalar, find, find_key, parse_yaml, plain

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def examples(number: int) -> settings:
    """How many examples a law is tried on; always the same ones unless thorough."""
    return settings(
        max_examples=number * 20 if IS_THOROUGH else number,
        deadline=None,
        derandomize=not IS_THOROUGH,
        database=None,
        suppress_health_check=SLOW,
    )


# Strategies: texts ---------------------------------------------------------------------------

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})", re.MULTILINE)
_NONCHARACTERS = [chr(0xFDD0 + each) for each in range(32)] + [
    chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
]
# Everything that a text file may hold: no controls, surrogates and noncharacters.
characters = st.one_of(
    st.sampled_from(
        "ab A.:’'-–“”()[]{}<>&\"#*_`\\/|~!=+ \t\n\n\u00a0\u0301\u200d\u2028\ufeff漢カか한"
    ),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=_NONCHARACTERS),
)
any_texts = st.text(characters, max_size=60).filter(lambda text: not _CONFLICT.search(text))
_WORDS = [
    "Abe", "Shinzo", "Putin’s", "UN", "Security", "Council", "Zürich", "Zu\u0308rich", "Путин",
    "安倍総理は", "プーチン", "한국은", "NATO-led", "l’Iran", "(laughter)", "[Defence Minister]",
    "2016.", "Yes.", "“no”", "<b>", "&amp;", "*2*", "a:b", "and", "the",
]  # fmt: skip
_GAPS = [" ", " ", " ", ", ", "\n", "\u00a0", "  ", "\n\n", "\n\n", "\n## Part\n", "\nLavrov: "]


@st.composite
def speeches(draw: st.DrawFn) -> str:
    """A transcript made of words that names and notes can be found in."""
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25))
    gaps = draw(st.lists(st.sampled_from(_GAPS), min_size=len(words), max_size=len(words)))
    return "".join(word + gap for word, gap in zip(words, gaps, strict=True))


@st.composite
def _quotes(draw: st.DrawFn, text: str) -> tuple[str, int]:
    """Some words of a paragraph as they are copied, and its number."""
    paragraphs = runs_of_lines(text) or ["none"]
    number = draw(st.integers(1, len(paragraphs)))
    words = paragraphs[number - 1].split()
    first = draw(st.integers(0, len(words) - 1))
    return " ".join(words[first : draw(st.integers(first + 1, len(words)))]), number


def runs_of_lines(text: str) -> list[str]:
    """The paragraphs of a transcript without labels, told in another way than the generator's."""

    def kind(line: str) -> str:
        return "heading" if line.startswith("## ") else "words" if line.strip() else "blank"

    return ["\n".join(lines) for what, lines in groupby(text.split("\n"), kind) if what == "words"]


@st.composite
def annotated_sites(draw: st.DrawFn) -> tuple[list[str], dict[str, str]]:
    """Some texts, and a site whose glossary and notes are made of their own words."""
    texts = draw(st.lists(st.one_of(any_texts, speeches()), min_size=2, max_size=5))
    files = {f"content/briefings/b{number}.md": briefing(text) for number, text in enumerate(texts)}
    for number, text in enumerate(texts):
        if quotes := draw(st.lists(_quotes(text), max_size=3)) if text.strip() else []:
            listed = [
                note(f"n{place}", quote, paragraph=paragraph)
                for place, (quote, paragraph) in enumerate(quotes)
            ]
            files[f"content/briefings/b{number}.annotations.yaml"] = notes(*listed)
    words = sorted({word for text in texts for word in text.split()}) or ["Abe"]
    names = draw(st.lists(st.lists(st.sampled_from(words), min_size=1, max_size=2), max_size=5))
    cuts = draw(st.lists(st.integers(1, 12), min_size=len(names), max_size=len(names)))
    found = {}
    for name, length in zip(names, cuts, strict=True):
        written = " ".join(name)[:length].strip()
        found["".join(tokenize(written).words).casefold()] = written
    for number, written in enumerate(found.values()):
        aliases = [{"text": f"\u2003{written}", "match": "any-case"}]
        files[f"content/terms/t{number}.md"] = entry(f" {written}", *aliases)
    return texts, files


# Laws of one text ----------------------------------------------------------------------------


_ODD = "\n\n\ufeff\u2028 \n\n \u00a0\n<\n## \n&lt;"


@examples(20)
@given(annotated_sites())
@example(([_ODD], {"content/briefings/b0.md": briefing(_ODD)}))
def test_every_text_is_published_verbatim_with_names_and_notes_or_without(
    site: tuple[list[str], dict[str, str]],
) -> None:
    texts, files = site
    outcome = built(files)
    if "E207" in codes(outcome):  # a quote that stands twice; it is found, and that is the law
        outcome = built({path: file for path, file in files.items() if path.endswith(".md")})
    assert not outcome.has_errors, outcome.problems
    for number, text in enumerate(texts):
        page = page_of(outcome.files[f"briefings/b{number}/index.html"])
        assert paragraphs_of(page) == runs_of_lines(text)


@examples(8)
@given(speeches(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_line_ends_and_a_byte_order_mark_are_all_that_is_normalised(
    text: str, end: str, mark: str
) -> None:
    content = (mark + briefing(text).replace("\n", end)).encode()
    tree = tree_of({})
    outcome = build(Tree({**tree.files, BRIEFING: content}), NOW)
    assert not outcome.has_errors, outcome.problems
    assert paragraphs_of(page_of(outcome.files[BRIEFING_PAGE])) == runs_of_lines(text)


@examples(10)
@given(st.lists(any_texts.filter(lambda text: text.strip() and not text.startswith(("#", "\n")))))
def test_labels_are_parted_from_words_and_nothing_else_is(words: list[str]) -> None:
    spoken = [word.strip().replace("\n", " ") for word in words]
    spoken = [word for word in spoken if not word.startswith("## ") and word.strip()]
    text = "\n\n".join(f"Lavrov: {word}" for word in spoken)
    files = {
        BRIEFING: briefing(text, speakers={"Lavrov": "lavrov"}),
        "content/people/lavrov.md": entry("Sergei Lavrov"),
    }
    page = page_of(published(files)[BRIEFING_PAGE])
    assert paragraphs_of(page) == spoken
    labels = [each for heading in page.iter("h2") for each in heading.iter("a")]
    assert ["".join(each.itertext()) for each in labels] == ["Lavrov"] * len(spoken)


@examples(200)
@given(any_texts)
def test_tokens_join_to_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert len(tokens.starts) == len(tokens.words) + 1
    pieces = [text[start:end] for start, end in pairwise(tokens.starts)]
    assert "".join(pieces) == text
    for piece, word in zip(pieces, tokens.words, strict=True):
        assert piece
        assert word == (" " if piece.isspace() else unicodedata.normalize("NFC", piece))


@examples(200)
@given(any_texts)
def test_tokens_are_the_same_in_every_form_of_unicode(text: str) -> None:
    composed, decomposed = (tokenize(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed.words == decomposed.words


@examples(200)
@given(any_texts)
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    spans = sentences(text)
    bounds = [0, *(bound for span in spans for bound in span), len(text)]
    assert bounds == sorted(bounds)
    assert all(text[start:end].strip() for start, end in spans)
    assert not "".join(
        text[start:end] for start, end in zip(*[iter(bounds)] * 2, strict=True)
    ).strip()


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with mentions that do not overlap and notes that may."""
    text = draw(st.text(st.sampled_from("ab []()\n"), min_size=1, max_size=30))
    bounds = draw(st.sets(st.integers(0, len(text)), max_size=8))
    pairs = [*zip(*[iter(sorted(bounds))] * 2, strict=False)]
    marks = [Mark("b", 1, start, end, "mention", ("a",)) for start, end in pairs]
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark("b", 1, start, end, "annotation", (f"n{number}",)))
    return text, draw(st.permutations(marks))


@examples(300)
@given(marked())
def test_runs_join_to_the_text_whatever_marks_it_has(site: tuple[str, list[Mark]]) -> None:
    text, marks = site
    runs = cut(text, marks)
    assert "".join(_words(run) for run in runs) == text
    assert all(piece.text for run in runs for piece in run.pieces)
    mentions = sorted(mark[2:4] for mark in marks if mark.kind == "mention")
    assert [_words(run) for run in runs if run.targets] == [text[a:b] for a, b in mentions]


@examples(300)
@given(marked())
def test_each_note_covers_its_words_and_begins_and_ends_once(
    site: tuple[str, list[Mark]],
) -> None:
    text, marks = site
    runs = cut(text, marks)
    pieces = [piece for run in runs for piece in run.pieces]
    for mark in marks:
        if mark.kind == "annotation":
            name = mark.targets[0]
            covered = "".join(piece.text for piece in pieces if name in piece.annotations)
            assert covered == text[mark.start : mark.end]
            assert sum(name in piece.begins for piece in pieces) == 1
            assert sum(name in run.ends for run in runs) == 1


@examples(100)
@given(marked())
def test_the_order_in_which_marks_are_given_does_not_matter(site: tuple[str, list[Mark]]) -> None:
    text, marks = site
    assert cut(text, marks) == cut(text, sorted(marks))


def _words(run: Run) -> str:
    return "".join(piece.text for piece in run.pieces)


# Laws of approximate matching ----------------------------------------------------------------


def edits(pattern: str, text: str, *, anywhere: bool) -> int:
    """The edits that make the pattern the text, or (anywhere) some part of it: row by row."""
    row = [0 if anywhere else place for place in range(len(text) + 1)]
    for above, char in enumerate(pattern):
        below = [above + 1]
        for place, other in enumerate(text):
            below.append(min(row[place] + (char != other), row[place + 1] + 1, below[place] + 1))
        row = below
    return min(row) if anywhere else row[-1]


@examples(400)
@given(st.text("ab c’", min_size=1, max_size=12), st.text("ab c’", max_size=24))
def test_likeness_is_that_of_the_nearest_part_of_the_text(pattern: str, text: str) -> None:
    span, likeness = most_like(pattern, text)
    assert likeness == 1 - edits(pattern, text, anywhere=True) / len(pattern)
    assert 0 <= span.start <= span.end <= len(text)


@examples(400)
@given(st.text("+-*", min_size=1, max_size=10), st.text("+-*", max_size=20))
def test_the_proposed_part_is_as_like_as_is_said(pattern: str, text: str) -> None:
    span, likeness = most_like(pattern, text)  # signs only: it is not widened to whole words
    assert likeness == 1 - edits(pattern, text[slice(*span)], anywhere=False) / len(pattern)


@examples(100)
@given(speeches(), st.data())
def test_a_part_of_the_text_is_most_like_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span, likeness = most_like(text[start:end], text)
    assert likeness == 1
    assert text[start:end].strip() in text[slice(*span)]


@examples(150)
@given(st.one_of(speeches(), any_texts), st.data())
def test_any_words_of_a_text_are_found_in_it_in_every_form_of_unicode(
    text: str, data: st.DataObject
) -> None:
    composed = unicodedata.normalize("NFC", text)
    bounds = [at for at in range(len(composed) + 1) if _is_bound(composed, at)]
    start = data.draw(st.sampled_from(bounds))
    quote = composed[start : data.draw(st.sampled_from([at for at in bounds if at >= start]))]
    assume(quote.strip())
    found = [
        _found(words, there)
        for words in (quote, unicodedata.normalize("NFD", quote))
        for there in (composed, unicodedata.normalize("NFD", text))
    ]
    assert found[0]
    assert found == [found[0]] * 4


def _is_bound(text: str, at: int) -> bool:
    """Whether no letter is torn from its marks here."""
    return at == len(text) or unicodedata.category(text[at])[0] not in "MC"


def _found(quote: str, text: str) -> list[str]:
    """The words of each place at which a quote stands, composed."""
    annotation = AnnotationHead(id="a", quote=quote, kind="context", text="A note.")
    return [
        unicodedata.normalize("NFC", text[mark.start : mark.end])
        for mark in places_of_quote(annotation, (Paragraph(1, text, 0),))
    ]


# Laws of dates -------------------------------------------------------------------------------


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(date(2015, 11, 1), date(2017, 2, 28)))
    parts = draw(st.integers(1, 3))
    return PartialDate(*(day.year, day.month, day.day)[:parts])


@cache
def meanings(written: PartialDate | None) -> list[date | None]:
    """Every day that a date may mean; no bound means nothing else."""
    if written is None:
        return [None]
    days = [date(2015, 1, 1) + timedelta(days=each) for each in range(3 * 366)]
    return [day for day in days if day.isoformat().startswith(str(written))]


bounds = st.none() | partial_dates()
near_days = st.dates(date(2015, 10, 1), date(2017, 3, 31))


@examples(300)
@given(bounds, bounds, near_days)
def test_a_period_holds_on_a_day_as_all_meanings_of_its_dates_say(
    start: PartialDate | None, end: PartialDate | None, day: date
) -> None:
    begun = {each is None or each <= day for each in meanings(start)}
    ended = {each is not None and each <= day for each in meanings(end)}
    held = {one and not other for one in begun for other in ended}
    wanted = Answer.UNCERTAIN if len(held) > 1 else Answer.YES if held == {True} else Answer.NO
    assert Interval(start, end).holds_on(day) is wanted


@examples(100)
@given(bounds, bounds, bounds, bounds)
def test_periods_certainly_overlap_when_some_day_lies_in_both_whatever_the_dates_mean(
    a: PartialDate | None, b: PartialDate | None, c: PartialDate | None, d: PartialDate | None
) -> None:
    starts = [max(meanings(each), key=str) for each in (a, c)]
    ends = [min(meanings(each), key=str) for each in (b, d)]
    latest = max((each for each in starts if each), default=date.min)
    earliest = min((each for each in ends if each), default=date.max)
    assert Interval(a, b).certainly_overlaps(Interval(c, d)) == (latest < earliest)


@examples(100)
@given(partial_dates())
def test_a_date_is_read_as_it_is_written(written: PartialDate) -> None:
    assert PartialDate.parse(str(written)) == written
    assert [written.earliest, written.latest] == [meanings(written)[0], meanings(written)[-1]]


# Laws of YAML and of decoding ----------------------------------------------------------------


def parsed(text: str) -> object:
    result = parse_yaml(Text("x.yaml", text), Span(0, len(text)))
    assert result.node is not None, result.problems
    assert not result.problems
    return plain(result.node)


@examples(200)
@given(any_texts)
def test_any_text_survives_in_quotation_marks(text: str) -> None:
    assert parsed(f"key: {quoted(text)}") == {"key": text}
    line = re.sub(r"\s", " ", text)
    assert parsed("key: '" + line.replace("'", "''") + "'") == {"key": line}


values = st.recursive(
    any_texts | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_texts, inner, max_size=3),
    max_leaves=6,
)


@examples(100)
@given(st.dictionaries(any_texts.filter(bool), values, min_size=1, max_size=4))
def test_what_json_says_yaml_says_and_each_place_is_that_of_its_value(
    value: dict[str, object],
) -> None:
    text = Text("x.yaml", quoted(value))
    result = parse_yaml(text, Span(0, len(text.text)))
    assume(result.node is not None or result.problems[0].code != "E102")  # too deep
    assert result.node is not None, result.problems
    assert plain(result.node) == value
    for key, below in value.items():
        start, end = find_key(result.node, (key,))
        assert json.loads(text.text[start:end]) == key
        start, end = find(result.node, (key,))
        assert json.loads(text.text[start:end]) == below


_YAML_TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(st.sampled_from("ab:-[]{},&*!|>'\"%@`#?~ \n\t\u2028\u0085\0\ufeffé😀"), max_size=40),
    st.lists(
        st.sampled_from(["a: b", "- c", "  d: 1", "---", "...", "? x", ": y", "[", "{a: ", "&a",
                         "*a", "!!str x", "<<: *a", "key: |", "  text", "%YAML 1.2", "a: #x"])
    ).map("\n".join),
)  # fmt: skip


@examples(400)
@given(_YAML_TEXTS, st.integers(0, 5))
@example("[" * 50_000, 0)
@example("- " * 50_000, 0)
@example("{a: " * 50_000, 0)
@example("? " * 50_000, 0)
def test_no_yaml_is_too_odd_to_answer(text: str, start: int) -> None:
    whole = Text("x.yaml", text)
    span = Span(min(start, len(text)), len(text))
    result = parse_yaml(whole, span)
    if result.node is None:
        assert result.problems
    else:
        assert 0 <= result.node.span.start <= result.node.span.end <= len(text)
        find(result.node, ("a", 0, "b"))
        find_key(result.node, ("a",))
    for problem in result.problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    find(Scalar(None, span), ("a", 0))


_BYTES = st.one_of(
    st.binary(max_size=60),
    st.lists(
        st.sampled_from([b"\xef\xbb\xbf", b"---\n", b"---\r\n", b"title: T\n", b"name: N\n",
                         b"\xff", "é".encode(), b"\xc3", b"\0", b"\x85", b"a: [", b"\r", b"\n",
                         "😀".encode(), b"date: 2016-12-15\n", b"roles: [{title: x, from: 1}]\n",
                         b"quote: x\n",
                         b"<<<<<<< a\n", b"names: [{text: a}]\n", b"\xed\xa0\x80", b"status: x\n"]),
        max_size=8,
    ).map(b"".join),
)  # fmt: skip


@examples(400)
@given(_BYTES)
@example(b"\xef\xbb\xbfa\xff")
@example(b"\xef\xbb\xbf" + "ééé".encode() + b"\xff")
def test_no_bytes_are_too_odd_to_decode(content: bytes) -> None:
    for decode, head in (
        (decode_markdown, BriefingHead),
        (decode_markdown, PersonHead),
        (decode_yaml, AnnotationsFile),
    ):
        decoded = decode("content/x.md", content, head, Limits())
        assert decoded.head is not None or decoded.problems
        if decoded.document is not None:
            problem_in_front(decoded.document, ("names", 0, "entry"), "E201", "no", "")


@examples(25)
@given(st.lists(_BYTES, min_size=3, max_size=3))
def test_no_files_are_too_odd_to_build(contents: list[bytes]) -> None:
    paths = [BRIEFING, NOTES, "content/people/abe.md"]
    files = {**tree_of({}).files, **dict(zip(paths, contents, strict=True))}
    outcome = build(Tree(files), NOW)
    assert outcome.files or outcome.has_errors


# Laws of whole sites -------------------------------------------------------------------------

_NAMES = [
    "Abe", "Shinzo Abe", "Putin", "Security Council", "UN", "UN Security Council", "Council", "Yes",
    "NATO", "Iran", "Defence Minister", "Zürich", "Путин", "安倍", "プーチン", "한국",
]  # fmt: skip
_FOLDERS = ["people", "institutions", "terms", "places"]


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, str]:
    """A site of some briefings, entries that they name, notes, topics, pages, and links."""
    names = draw(st.lists(st.sampled_from(_NAMES), unique=True, min_size=4, max_size=10))
    ids = [f"e{number}" for number in range(len(names))]
    files = {"content/people/lavrov.md": entry("Sergei Lavrov", body="Of [[e0]].")}
    for name, own in zip(names, ids, strict=True):
        folder = draw(st.sampled_from(_FOLDERS))
        body = f"About it: [[{draw(st.sampled_from(ids))}]] and [[b0#p1|there]]."
        see = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
        files[f"content/{folder}/{own}.md"] = entry(name, body=body, see_also=see)
    for number in range(draw(st.integers(1, 3))):
        files |= _a_briefing(draw, f"b{number}", ids)
    files["content/topics/peace.md"] = markdown({"name": "Peace", "related": ["war"]}, "[[e1]]")
    files["content/topics/war.md"] = markdown({"name": "War", "broader": ["peace"]})
    text = "See [[b0]] and [[peace]].[^1]\n\n[^1]: F."
    files["content/pages/about.md"] = markdown({"title": "About"}, text)
    return files


def _a_briefing(draw: st.DrawFn, name: str, ids: list[str]) -> dict[str, str]:
    text = "Lavrov: " + draw(speeches())
    day = draw(st.dates(date(2016, 1, 1), date(2017, 12, 31))).isoformat()
    both = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    rules = [{"text": "Security", "entry": both}] if "Security" in text else []
    words = runs_of_lines(text)[0].removeprefix("Lavrov:").split()
    about = note("n1", " ".join(words), paragraph=1, text=f"See [[{ids[0]}]].[^a]\n\n[^a]: F.")
    passages = [{"topic": "peace", "paragraphs": "1"}]
    return {
        f"content/briefings/{name}.md": briefing(
            text, speakers={"Lavrov": "lavrov"}, date=day, topics=["war"], names=rules
        ),
        f"content/briefings/{name}.annotations.yaml": notes(about, passages=passages),
    }


def sound(files: Mapping[str, str]) -> Mapping[str, bytes]:
    """The files of a site, unless chance made a rule idle or a quote repeat itself."""
    outcome = built(files)
    assume(not {"E204", "E207"} & set(codes(outcome)))
    assert not outcome.has_errors, outcome.problems
    return outcome.files


@examples(8)
@given(worlds(), st.data())
def test_a_site_is_the_same_to_the_byte_in_whatever_order_its_files_are_read(
    files: dict[str, str], data: st.DataObject
) -> None:
    wanted = sound(files)
    tree = tree_of(files).files
    order = data.draw(st.permutations(sorted(tree)))
    assert build(Tree({path: tree[path] for path in order}), NOW).files == wanted
    assert list(built(dict(reversed(files.items()))).files) == list(wanted)


@examples(10)
@given(worlds())
def test_every_id_is_there_once_and_every_link_leads_somewhere(files: dict[str, str]) -> None:
    assert list(faults_of_links(sound(files))) == []


@examples(10)
@given(worlds())
def test_the_concordances_hold_every_linked_name_and_nothing_else(files: dict[str, str]) -> None:
    site = sound(files)
    linked = Counter(
        (entry, path, f"p{number}", " ".join(words.split()))
        for path, found in all_mentions(site).items()
        for number, words, entry in found
    )
    listed = Counter(
        (path.split("/")[1], *line)
        for path, content in site.items()
        if re.fullmatch(r"(?:people|institutions|terms|places)/[^/]+/index\.html", path)
        for line in concordance_of(path, content)
    )
    assert listed == linked


def concordance_of(path: str, content: bytes) -> Iterator[tuple[str, str, str]]:
    """The page, the paragraph and the words of each line of an entry's concordance."""
    for line in page_of(content).findall(".//section[@class='concordance']//li"):
        link, words = line.find(".//a"), line.find(".//b")
        assert link is not None
        assert words is not None
        target, _, place = link.attrib["href"].partition("#")
        yield (
            normpath(join(dirname(path), target)),
            place.partition(":~:")[0],
            " ".join("".join(words.itertext()).split()),
        )


@examples(8)
@given(worlds())
def test_an_unrelated_person_changes_no_page_but_the_lists_of_names(files: dict[str, str]) -> None:
    before = sound(files)
    after = sound(files | {"content/people/zz.md": entry("Nobody Anywhere", "Nemo", body="Alone.")})
    changed = {path for path in after if before.get(path) != after[path]}
    # The home page counts entries; the data of people and of the glossary list them.
    lists = {
        "people/index.html",
        "glossary/index.html",
        "index.html",
        "people/popolo.json",
        "glossary/skos.jsonld",
        "glossary/skos.ttl",
        "data/index.html",
        "data/site.zip",
    }
    assert changed == {"people/zz/index.html", "people/zz/popolo.json", *lists}
    assert before.keys() <= after.keys()


@examples(8)
@given(worlds(), st.data())
def test_two_entries_that_change_places_change_nothing_else(
    files: dict[str, str], data: st.DataObject
) -> None:
    paths = [path for path in files if re.search(r"/e\d+\.md$", path)]
    one, other = data.draw(st.permutations(paths))[:2]
    ids = {path: path.split("/")[2].removesuffix(".md") for path in paths}
    swapped = {ids[one]: ids[other], ids[other]: ids[one]}

    def renamed(text: str) -> str:
        return re.sub(r"\be\d+\b", lambda match: swapped.get(match[0], match[0]), text)

    changed = {path: renamed(text) for path, text in files.items()}
    changed[one], changed[other] = changed[other], changed[one]
    wanted = {
        path: [(number, words, swapped.get(who, who)) for number, words, who in found]
        for path, found in all_mentions(sound(files)).items()
    }
    assert all_mentions(sound(changed)) == wanted


@examples(8)
@given(worlds(), st.sampled_from(["texts", "names"]))
def test_names_and_notes_are_found_in_every_form_of_unicode(
    files: dict[str, str], decomposed_are: str
) -> None:
    def composed(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    def decomposed(path: str, text: str) -> str:
        kind = "texts" if "/briefings/" in path else "names"
        return unicodedata.normalize("NFD" if kind == decomposed_are else "NFC", text)

    def found(site: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
        return [
            (path, name, composed(words_of(each)))
            for path, content in site.items()
            if re.match(r"briefings/.*\.html\Z", path)
            for paragraph in paragraph_elements(page_of(content))
            for each, name in (*names_in(paragraph), *_annotated(paragraph))
        ]

    site = sound({path: composed(text) for path, text in files.items()})
    other = sound({path: decomposed(path, text) for path, text in files.items()})
    assert found(other) == found(site)


def _annotated(paragraph: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """Each span of annotated words in a paragraph, with the number of its note."""
    return ((each, each.attrib["data-note"]) for each in paragraph.iter()
            if "data-note" in each.attrib)  # fmt: skip


# Laws of hostile texts -----------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)",
    "javascript:alert(1)", "{{ 7*7 }}", "{% raw %}", "{% include 'base.html' %}", "{# no #}",
    "</title></p></main>", "<!-- no", "-->", "]]>", "<svg/onload=alert(1)>", "&lt;b&gt;&#60;i>",
    "${7+7}", '"autofocus onfocus=x', "<a href=javascript:x>", "</textarea><style>", "\u202enot",
    "<base href=//evil.example>", "&amp;quot;", "%3Cscript%3E", "\\x3c", "{.x onclick=y}",
]  # fmt: skip


def filled(text: str) -> dict[str, str]:
    """A site with a text in every place that takes one."""

    def zed(mark: str) -> str:
        return f"Zed {mark} {text}"

    source = {"title": zed("A"), "author": zed("B"), "publisher": zed("C"), "note": zed("D")}
    licence = {"name": zed("E"), "url": "https://example.org/"}
    others = [{"name": zed("F"), "note": zed("G"), "lang": "en", "from": 2001}]
    label, person = zed("H")[:150], zed("I")  # a label is no longer than 200 characters
    body = f"{zed('J')} [[x|{zed('K').replace(']', '')}]] [[b]]\n\n- {zed('L')}\n\n> {zed('M')}\n"
    body += f"\n## {zed('N')}\n\n[{zed('O').replace(']', '')}](https://example.org/)[^1]\n"
    body += f"\n[^1]: {zed('P')}\n"
    common = {"summary": zed("Q"), "sources": [source], "other_names": others,
              "identifiers": {zed("R"): zed("S"), "wikidata": zed("T")}}  # fmt: skip
    head: dict[str, object] = {
        "title": zed("U"), "summary": zed("V"), "speakers": {label: "x"}, "topics": ["t"],
        "editorial_note": body, "participants": ["x"], "place": "y", "event": "y",
        "source": {"title": zed("W"), "publisher": zed("X"), "note": zed("Y"), "licence": licence,
                   "url": "https://example.org/", "published": 2016},
        "names": [{"text": zed("Z"), "entry": ["x", "y"]}],
    }  # fmt: skip
    words = (
        f"{label}: {person} and {zed('Z')} said {zed('AA')} here.\n\n## {zed('AB')}\n\n{zed('AC')}"
    )
    quote = note("n", f"said {zed('AA')}", text=body, author=zed("AD"), sources=[source])
    role = {"title": zed("AE"), "institution": "i", "note": zed("AF"), "sources": [source]}
    kinds = [{"id": "things", "title": zed("AG"), "singular": zed("AH")}]
    site = {"title": zed("AI"), "description": zed("AJ"), "publisher": zed("AK"),
            "licence": licence, "glossary": kinds, "url": "https://example.org/x/",
            "navigation": ["people", "p"]}  # fmt: skip
    return {
        "site.yaml": quoted(site),
        "content/briefings/b.md": briefing(words, **head),
        "content/briefings/c.md": briefing("Yes.", topics=["t"]),
        "content/briefings/b.annotations.yaml": notes(
            quote, passages=[{"topic": "t", "paragraphs": "1-2", "note": zed("AL")}]
        ),
        "content/people/x.md": entry(person, {"text": zed("AM"), "plural": zed("AN")}, body=body,
                                     **common, birth_place=zed("AO"), roles=[role]),
        "content/institutions/i.md": entry(zed("AP"), body=body, **common, classification=zed("AQ"),
                                           posts=[{"title": zed("AE"), "aliases": [zed("AR")]}]),
        "content/things/y.md": entry(zed("AS"), body=body, **common, classification=zed("AT"),
                                     sort_name=zed("AU"), participants=["x"]),
        "content/topics/t.md": markdown({"name": zed("AV"), "scope_note": zed("AW"),
                                         "other_names": others, "see_also": ["x"]}, body),
        "content/pages/p.md": markdown({"title": zed("AX"), "summary": zed("AY")}, body),
    }  # fmt: skip


@cache
def skeletons(text: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The elements and the names of their attributes of every page of a site full of a text."""
    return {
        path: skeleton(page_of(content))
        for path, content in published(filled(text)).items()
        if path.endswith(".html")
    }


@examples(8)
@given(st.lists(st.sampled_from(HOSTILE), min_size=3, max_size=6, unique=True).map(" ".join))
@example(" ".join(HOSTILE))
def test_no_text_makes_an_element_or_an_attribute(text: str) -> None:
    calm = skeletons("calm words")
    hostile = skeletons(text)
    assert hostile.keys() == calm.keys()
    for path, wanted in calm.items():
        page, cards = parted(hostile[path])
        calm_page, calm_cards = parted(wanted)
        assert page == calm_page, path
        assert cards <= calm_cards, path


def parted(
    skeleton: list[tuple[str, tuple[str, ...]]],
) -> tuple[list[tuple[str, tuple[str, ...]]], set[tuple[str, tuple[str, ...]]]]:
    """A page's elements, and apart from them those of its cards, which long names may shorten."""
    start = next((place for place, each in enumerate(skeleton) if each[0] == "template"), None)
    return skeleton[:start], set(skeleton[start:] if start is not None else ())


@examples(6)
@given(st.lists(st.sampled_from(HOSTILE), min_size=3, max_size=6, unique=True).map(" ".join))
def test_titles_are_shown_as_they_are_written(text: str) -> None:
    site = published(filled(text))
    for folder, mark in [("briefings/b", "U"), ("people/x", "I"), ("institutions/i", "AP"),
                         ("things/y", "AS"), ("topics/t", "AV"), ("p", "AX")]:  # fmt: skip
        heading = page_of(site[f"{folder}/index.html"]).find(".//h1")
        assert heading is not None
        assert "".join(heading.itertext()) == f"Zed {mark} {text}"


UNSAFE = [
    "[x](javascript:alert(1))", "<javascript:alert(1)>", "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x][a]\n\n[a]: javascript:alert(1)", "[x](data:text/html,y)",
    "[x](vbscript:y)", "[x](//evil.example)", "![x](https://evil.example/y.png)", "[x](blob:y)",
    "[x](../../secret)", "[![x](javascript:y)](https://example.org)",
    "| a |\n|-|\n| [x](file:///y) |", "text[^1]\n\n[^1]: [x](javascript:y)",
    "Term\n: [x](javascript:y)", "- > [x](javascript:y)",
]  # fmt: skip


@pytest.mark.parametrize("text", UNSAFE)
def test_a_link_that_could_act_is_refused_wherever_it_is_written(text: str) -> None:
    sites = [
        {"content/people/x.md": entry("X", body=text)},
        {"content/topics/t.md": markdown({"name": "T"}, text)},
        {"content/pages/p.md": markdown({"title": "P"}, text)},
        {BRIEFING: briefing("Yes.", editorial_note=text)},
        {BRIEFING: briefing("Yes."), NOTES: notes(note("n", "Yes", text=text))},
    ]
    for files in sites:
        outcome = built(files)
        assert "E213" in codes(outcome), files
        assert not outcome.files


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", 'https://x" onclick="y', "https://x y", " https://x", "//x", "x"]
)
def test_an_address_that_could_act_is_refused(url: str) -> None:
    for files in (
        {BRIEFING: briefing("Yes.", source={"publisher": "P", "url": url})},
        {"content/people/x.md": entry("X", sources=[{"title": "T", "archived": url}])},
        {"site.yaml": quoted({"title": "T", "description": "D", "url": url})},
    ):
        outcome = built(files)
        assert "E112" in codes(outcome)
        assert not outcome.files


@pytest.mark.parametrize(
    "text", ["[x](https://a){onclick=y style=z #i .c}", "`x`{onclick=y}", "{{ 7*7 }}{onclick=y}"]
)
def test_attributes_that_could_act_are_dropped(text: str) -> None:
    page = page_of(
        published({"content/pages/p.md": markdown({"title": "P"}, text)})["p/index.html"]
    )
    assert not {
        name for each in page.iter() for name in each.attrib if name in {"onclick", "style"}
    }
