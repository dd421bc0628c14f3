"""Behaviour of text, by cases in files: cases/<what>.md holds inputs and expected outputs."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from builders import (
    BRIEFING,
    CASES,
    DAY,
    NOTES,
    NOW,
    ROOT,
    briefing,
    escaped,
    markdown,
    quoted,
    read_cases,
    tree_of,
)

from generator.anchors import anchor_annotations
from generator.dates import Interval, NotADateError, PartialDate
from generator.decode import decode_markdown
from generator.heads import BriefingHead
from generator.index import Found
from generator.layers import Run, cut
from generator.library import read_library
from generator.mentions import find_mentions
from generator.model import Library, Mark
from generator.problems import Problem
from generator.site import Limits
from generator.source import Span, Text, Tree
from generator.speech import Section, Transcript
from generator.suggestions import Suggestion, make_matter, suggest
from generator.text import sentences
from generator.tokens import tokenize
from generator.transcript import parse_transcript
from generator.yaml_places import parse_yaml, plain

Case = Callable[[str], str]


def cases(name: str) -> pytest.MarkDecorator:
    """Every case of a file, with its title for a name."""
    found = [pytest.param(given, wanted, id=title) for title, given, wanted in read_cases(name)]
    return pytest.mark.parametrize(("given", "wanted"), found)


@cases("transcript")
def test_transcript(given: str, wanted: str) -> None:
    assert _transcript(given) == wanted


@cases("mentions")
def test_mentions(given: str, wanted: str) -> None:
    assert _mentions(given) == wanted


@cases("anchors")
def test_anchors(given: str, wanted: str) -> None:
    assert _anchors(given) == wanted


@cases("layers")
def test_layers(given: str, wanted: str) -> None:
    assert _layers(given) == wanted


@cases("sentences")
def test_sentences(given: str, wanted: str) -> None:
    assert "\n".join(escaped(given[start:end]) for start, end in sentences(given)) == wanted


@cases("tokens")
def test_tokens(given: str, wanted: str) -> None:
    assert escaped("|".join(tokenize(given).words)) == wanted


@cases("suggestions")
def test_suggestions(given: str, wanted: str) -> None:
    assert _suggestions(given) == wanted


@cases("yaml")
def test_yaml(given: str, wanted: str) -> None:
    assert _yaml(given) == wanted


@cases("dates")
def test_dates(given: str, wanted: str) -> None:
    assert "\n".join(map(_date, given.split("\n"))) == wanted


def test_every_file_of_cases_is_tested() -> None:
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    tested = re.findall(r'@cases\("([\w-]+)"\)', "".join(texts))
    assert {f"{name}.md" for name in tested} == {
        path.name for path in CASES.iterdir() if path.name != "yamaguchi-mentions.md"
    }


def test_no_title_is_given_to_two_cases_of_a_file() -> None:
    for path in sorted(CASES.glob("*.md")):
        if path.name != "yamaguchi-mentions.md":
            titles = [title for title, _, _ in read_cases(path.stem)]
            assert len(titles) == len(set(titles)), path


def test_the_yamaguchi_statement_mentions_what_its_list_says() -> None:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in [ROOT / "site.yaml", *(ROOT / "content").rglob("*.*")]
    }
    library = read_library(Tree(files), NOW)
    name = "2016-12-15-yamaguchi"
    texts = library.briefings[name].transcript.paragraphs
    found = [
        (mark.paragraph, " ".join(texts[mark.paragraph - 1].text[mark.start : mark.end].split()),
         mark.targets)
        for mark in find_mentions(library).by_briefing[name]
    ]  # fmt: skip
    assert found == list(_listed_mentions())
    assert {number for number, _, _ in found} <= set(range(1, len(texts) + 1))


def _listed_mentions() -> Iterator[tuple[int, str, tuple[str, ...]]]:
    number = 0
    for line in (CASES / "yamaguchi-mentions.md").read_text("utf-8").split("\n"):
        if line.startswith("## p"):
            number = int(line.removeprefix("## p"))
        elif line.startswith("- "):
            words, _, entries = line.removeprefix("- ").partition(" → ")
            yield number, words, tuple(entries.split(", "))


def _transcript(given: str) -> str:
    """Sections, turns and numbered paragraphs of a briefing.

    The input is a whole file, or the speakers, a line of `---` and a transcript, or just that.
    """
    if not given.startswith(("---\r", "\ufeff")):
        head, _, body = (
            given.rpartition("\n---\n") if given.startswith("speakers:") else ("", "", given)
        )
        given = f"---\ntitle: T\ndate: {DAY}\n{head}\n---\n{body}"
    decoded = decode_markdown(BRIEFING, given.encode(), BriefingHead, Limits())
    assert decoded.document is not None, decoded.problems
    assert decoded.head is not None, decoded.problems
    text = decoded.document.text.text
    transcript = parse_transcript(text, decoded.document.body, decoded.head.speakers)
    for paragraph in transcript.paragraphs:
        assert text.startswith(paragraph.text, paragraph.start)
    return "\n".join(_shown_transcript(transcript))


def _shown_transcript(transcript: Transcript) -> Iterator[str]:
    for section in transcript.sections:
        yield from _shown_section(section)


def _shown_section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {escaped(section.heading)}"
    for turn in section.turns:
        yield f"[{escaped(turn.label)}]" + (" continued" if turn.continued else "")
        yield from (f"{each.number}: {escaped(each.text)}" for each in turn.paragraphs)


def _mentions(given: str) -> str:
    """Each mention, `p1 words → entries`, then the problems.

    Above the line of `---` stand entries by their ids (terms, unless a folder is given): a name or
    front matter; `names:` and `date:` belong to the briefing.
    """
    above, _, text = given.rpartition("---\n")
    written = yaml.load(above, Loader=yaml.BaseLoader) or {}  # noqa: S506  # texts only
    head = {key: written.pop(key) for key in ("names", "date") if key in written}
    files = {BRIEFING: briefing(text, **_without_null(head))}
    for name, value in written.items():
        path = name if "/" in name else f"terms/{name}"
        entry = value if isinstance(value, Mapping) else {"name": value}
        files[f"content/{path}.md"] = markdown(entry)
    library = _library(files)
    mentions = find_mentions(library)
    return _shown_marks(library, mentions.by_briefing["talks"], mentions.problems)


def _suggestions(given: str) -> str:
    """What is suggested, `kind count× words, also …: why`, and what to paste for other forms.

    Above stand entries and topics as in `_mentions`, and `notes:`, the file beside the briefing.
    """
    above, _, text = given.rpartition("---\n")
    written = yaml.load(above, Loader=yaml.BaseLoader) or {}  # noqa: S506  # texts only
    head = {key: written.pop(key) for key in ("names", "topics") if key in written}
    files = {BRIEFING: briefing(text, speakers={"Question": None}, **_without_null(head)),
             NOTES: quoted(written.pop("notes", {}))}  # fmt: skip
    for name, value in written.items():
        path = name if "/" in name else f"terms/{name}"
        files[f"content/{path}.md"] = markdown(
            value if isinstance(value, dict) else {"name": value}
        )
    library = _library(files)
    found = Found(find_mentions(library), anchor_annotations(library))
    suggestions = suggest(make_matter(library, found))
    return "\n".join(line for each in suggestions for line in _shown_suggestion(each))


def _shown_suggestion(each: Suggestion) -> Iterator[str]:
    also = "".join(f", also {form}" for form in each.forms[1:])
    folder = f"{each.entry}: " if each.entry else ""
    yield f"{each.kind} {each.count}× {each.what}{also}: {folder}{each.why}"
    if each.kind != "names" and each.paste:
        yield from (f"  {line}" for line in each.paste.splitlines())


def _without_null(head: dict[str, object]) -> dict[str, object]:
    """Front matter in which an entry of `null` is nothing."""
    rules = head.get("names", [])
    assert isinstance(rules, list)
    for rule in rules:
        rule["entry"] = None if rule["entry"] == "null" else rule["entry"]
    return head


def _anchors(given: str) -> str:
    """Each annotation with its words, then the problems with their help; above, the annotations."""
    above, _, text = given.rpartition("---\n")
    written = yaml.load(above, Loader=yaml.BaseLoader)  # noqa: S506  # texts only
    annotations = [{"kind": "context", "text": "A note.", **each} for each in written]
    files = {BRIEFING: briefing(text), NOTES: quoted({"annotations": annotations})}
    library = _library(files)
    anchors = anchor_annotations(library)
    return _shown_marks(library, anchors.by_briefing["talks"], anchors.problems)


def _library(files: Mapping[str, str]) -> Library:
    library = read_library(tree_of(files), NOW)
    assert not library.problems, library.problems
    return library


def _shown_marks(library: Library, marks: tuple[Mark, ...], problems: tuple[Problem, ...]) -> str:
    texts = library.briefings["talks"].transcript.paragraphs
    lines = []
    for mark in marks:
        words = texts[mark.paragraph - 1].text[mark.start : mark.end]
        lines.append(f"p{mark.paragraph} {escaped(words)} → {', '.join(mark.targets)}")
    for problem in problems:
        lines.append(f"{problem.code} at ‹{_words_at(problem)}›: {problem.message}")
        lines += [f"  {problem.help}"] if problem.code in {"E206", "E207"} else []
    return "\n".join(lines)


def _words_at(problem: Problem) -> str:
    place = problem.place
    return escaped(place.words[place.column - 1 : place.end_column - 1])


def _layers(given: str) -> str:
    """A paragraph cut at its marks.

    The first line is the paragraph; the others name a mark and the words that it covers. Shown are
    the pieces of each run in quotation marks, each with its annotations (a star where one begins)
    and whether it is an insertion; then the entries mentioned and the annotations that end.
    """
    text, *lines = given.split("\n")
    text = text.replace("⏎", "\n")
    runs = cut(text, [_mark(line, text) for line in lines])
    assert "".join(piece.text for run in runs for piece in run.pieces) == text
    return "\n".join(map(_shown_run, runs))


def _mark(line: str, text: str) -> Mark:
    written, _, target = line.partition(" → ")
    name, _, words = written.partition(": ")
    assert text.count(words) == 1, line
    start = text.index(words)
    kind = "mention" if name == "mention" else "annotation"
    targets = tuple(target.split(", ")) if kind == "mention" else (name,)
    return Mark("talks", 1, start, start + len(words), kind, targets)


def _shown_run(run: Run) -> str:
    shown = []
    for piece in run.pieces:
        notes = "".join(f" {note}{'*' * (note in piece.begins)}" for note in piece.annotations)
        shown.append(f"“{escaped(piece.text)}”{notes}" + " inserted" * piece.is_insertion)
    shown += [f"→ {', '.join(run.targets)}"] if run.targets else []
    shown += [f"ends {', '.join(run.ends)}"] if run.ends else []
    return "; ".join(shown)


def _yaml(given: str) -> str:
    """The value as JSON, or the problems with line and column."""
    text = Text("x.yaml", given)
    parsed = parse_yaml(text, Span(0, len(given)))
    lines = [] if parsed.node is None else [json.dumps(plain(parsed.node), ensure_ascii=False)]
    lines += [
        f"{each.code} {each.place.line}:{each.place.column} ‹{_words_at(each)}›"
        for each in parsed.problems
    ]
    return "\n".join(lines)


def _date(line: str) -> str:
    """What a date or `from … to … on …` means."""
    if match := re.fullmatch(r"(?:from (\S+) )?(?:to (\S+) )?on (\S+)", line):
        start, end = (PartialDate.parse(each) if each else None for each in match.group(1, 2))
        return Interval(start, end).holds_on(date.fromisoformat(match[3])).value
    try:
        written = PartialDate.parse(line)
    except NotADateError:
        return "no date"
    return f"{written.words}: {written.earliest} to {written.latest}"
