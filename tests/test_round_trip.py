"""What is published comes back: a briefing's own files are imported, and make the same again."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date

import pytest
from builders import NOW, briefing, built, entry, markdown, note, notes, published, quoted, tree_of
from hypothesis import assume, given
from hypothesis import strategies as st
from test_laws import annotated_sites, any_texts, examples, speeches

from generator.imports import Imported, RefusedError, Said, Source, import_text
from generator.library import read_library
from generator.markdown import plain_text
from generator.pandoc import pandoc_json

TODAY = date(2026, 11, 23)
PATH = "content/briefings/talks.md"
NOTES = "content/briefings/talks.annotations.yaml"
DATA = "briefings/talks/data.json"
lines = any_texts.filter(lambda text: text.strip())
GLOSSARY = {
    "content/people/anna.md": entry("Anna Berg"),
    "content/people/boris.md": entry("Boris Holm", "Holm"),
    "content/places/rome.md": entry("Rome"),
    "content/events/summit.md": entry("The summit"),
    "content/topics/peace.md": markdown({"name": "Peace"}),
}
FULL = briefing(
    "Before any label.\n\nMinister: Holm [the Deputy] went to Rome, to Rome.\n\nMore: words.\n\n"
    "## A part\n\nStill going on.\n\nQuestion：When?\n\nMinister:\n\nQuestion: To Rome?\n\n## \n\n"
    "## Last\n\nMinister: Soon.\n\nMinister: No: later.",
    kind="press-conference", summary="A *short* one", place="rome", event="summit",
    speakers={"Minister": "anna", "Question": None, "Nobody: here": "boris"},
    participants=["boris"], language="de", title_language="en",
    source={"publisher": "Ministry", "title": "Talks", "url": "https://example.com/a?b=1",
            "published": "2016-12", "retrieved": "2017-01-02", "sha256": "0" * 64,
            "licence": {"name": "CC BY 4.0"}, "note": "two\nlines"},
    topics=["peace"], editorial_note="Note.\n\nMore.",
    corrections=[{"date": "2017-02-01", "text": "A word."}], formerly="old-talks",
)  # fmt: skip
FULL_NOTES = notes(
    note("rome-2", "Rome", paragraph=2, before="to Rome, to"),
    {**note("left", "went to Rome"), "kind": "question", "author": "A. Editor",
     "date": "2017-02-01", "text": "By **train**,\n\n- see [[boris]].",
     "sources": [{"title": "Timetable", "url": "https://example.com/t", "date": "2016"}]},
    {"id": "turn", "about": "turn", "paragraph": 4, "kind": "context", "text": "All of it."},
    {"id": "whole", "about": "briefing", "kind": "source", "text": "The whole."},
    passages=[{"topic": "peace", "paragraphs": "1, 3-4", "note": "Why"}],
)  # fmt: skip
SITE = {**GLOSSARY, PATH: FULL, NOTES: FULL_NOTES}


def imported(content: bytes, files: Mapping[str, str], name: str = "data.json") -> Imported:
    """What becomes of a file in a site that has the entries and topics of these files."""
    known = {path: text for path, text in files.items() if "content/briefings/" not in path}
    library = read_library(tree_of(known), NOW)
    return import_text(Source(name, content, pandoc_json), Said(), library, TODAY)


def again(made: Imported, files: Mapping[str, str]) -> dict[str, str]:
    """The site with the imported briefing in the place of its own, approved by the editor."""
    written = {path: content.decode() for path, content in made.files.items()}
    head, dashes, body = written[made.path].partition("\n---\n")
    written[made.path] = head.replace("\nstatus: draft  # published", "") + dashes + body
    kept = {path: text for path, text in files.items()
            if not path.startswith(made.path.removesuffix("md"))}  # fmt: skip
    return {**kept, **written}


# data.json


def test_everything_that_data_has_comes_back_and_makes_the_same_bytes() -> None:
    before = published(SITE)[DATA]
    made = imported(before, SITE)
    assert made.left == ()
    assert published(again(made, SITE))[DATA] == before
    data = json.loads(before)
    assert [each["id"] for each in data["annotations"]] == ["left", "rome-2", "turn", "whole"]


@examples(12)
@given(annotated_sites())
def test_any_site_comes_back_from_its_data(site: tuple[list[str], dict[str, str]]) -> None:
    texts, files = site
    outcome = built(files)
    assume(not outcome.has_errors)
    wanted = {}
    for number, text in enumerate(texts):
        path = f"briefings/b{number}/data.json"
        if text.strip() and json.loads(outcome.files[path])["sections"]:
            wanted[path] = outcome.files[path]
            files = again(imported(wanted[path], site[1]), files)
    found = published(files)
    assert {path: found[path] for path in wanted} == wanted


@examples(12)
@given(lines, lines, lines, st.one_of(any_texts, speeches()))
def test_any_words_come_back_from_data(title: str, label: str, remark: str, text: str) -> None:
    label = label.replace("\n", " ")
    remark = remark.replace("[", "(").replace("<", "(")  # no links that lead nowhere
    listed = notes(note("n", "first", text=remark, author=title))
    files = {**GLOSSARY, NOTES: listed, PATH: briefing(
        f"first\n\n{text}", title=title, summary=remark, speakers={label: "anna", "Lavrov": None},
        source={"publisher": title, "note": remark},
    )}  # fmt: skip
    outcome = built(files)
    assume(not outcome.has_errors)
    assert (
        published(again(imported(outcome.files[DATA], files), files))[DATA] == (outcome.files[DATA])
    )


def test_another_site_is_told_what_it_does_not_know() -> None:
    made = imported(published(SITE)[DATA], {"content/people/berg.md": entry("Anna Berg")})
    assert made.owners["Minister"].id == "berg"
    assert made.owners["Nobody: here"].comment == ("unknown; in the file it is Boris Holm (boris)")
    assert [each.what for each in made.left] == [
        "“place:” rome", "“event:” summit", "“participants:” boris", "“topics:” peace",
        "a passage under peace",
    ]  # fmt: skip


def test_what_data_has_no_room_for_is_told() -> None:
    data = json.loads(published(SITE)[DATA])
    data |= {"media": ["../media/a.mp3"], "shoe": 1, "translations": [{"language": "ru"}]}
    made = imported(json.dumps(data).encode(), SITE)
    assert [each.what for each in made.left] == ["the recording", "a translation", "the key “shoe”"]
    assert "names:" in made.remarks[0]


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        ('{"version": 1,\n "id": }', "no JSON", 2),
        ('{"version": 2, "id": "a", "sections": []}', "version", 0),
        ('{"id": "../a", "version": 1, "sections": []}', "id", 0),
        ('{"id": "a", "version": 1, "sections": 3}', "sections", 0),
        ('{"id": "a", "version": 1, "title": 3.5, "sections": []}', "neither a text", 0),
        ('{"a": ' + "[" * 100_000, "too deep", 0),
    ],
)
def test_json_of_something_else_is_refused(content: str, message: str, line: int) -> None:
    with pytest.raises(RefusedError, match=message) as refusal:
        imported(content.encode(), GLOSSARY)
    assert refusal.value.problem.place.line == line
    assert refusal.value.problem.help


def test_data_whose_front_matter_no_briefing_can_have_is_refused() -> None:
    data = {"id": "a", "version": 1, "title": "T", "date": "yesterday",
            "sections": [{"turns": [{"paragraphs": [{"text": "One."}]}]}]}  # fmt: skip
    with pytest.raises(RefusedError, match="yesterday"):
        imported(quoted(data).encode(), GLOSSARY)


# tei.xml

TEI_OF = "briefings/talks/tei.xml"


def even(quote: str) -> str:
    """A quote as it is compared: TEI has the words at its place, not those that were copied."""
    return " ".join(unicodedata.normalize("NFC", quote).split())


def told_by_tei(data: bytes) -> dict[str, object]:
    """What of a briefing's data TEI has too, as it has it."""
    found = json.loads(data)
    sections = [
        (section.get("heading"), [
            (turn.get("label"), turn.get("speaker"), turn.get("continued"),
             [each["text"] for each in turn.get("paragraphs", ())])
            for turn in section.get("turns", ())
        ]) for section in found["sections"]
    ]  # fmt: skip
    remarks = [
        {**each, "text": plain_text(each["text"], lambda _: ""), "quote": even(each["quote"])}
        for each in found["annotations"] if "about" not in each
    ]  # fmt: skip
    head = {key: found.get(key) for key in ("id", "title", "date", "kind", "place", "topics",
                                            "corrections", "language")}  # fmt: skip
    source = {key: value for key, value in found.get("source", {}).items()
              if key not in {"retrieved", "sha256"}}  # fmt: skip
    return {**head, "source": source, "sections": sections, "annotations": remarks}


def test_what_tei_has_comes_back() -> None:
    files = {**SITE, NOTES: FULL_NOTES.replace("[[boris]]", "1 * 2 * 3 < [x] {y} #a and [[anna]]")}
    files[NOTES] = files[NOTES].replace("[[anna]]", "him")
    before = published(files)
    made = imported(before[TEI_OF], files, "tei.xml")
    assert made.left == ()
    after = published(again(made, files))
    assert told_by_tei(after[DATA]) == told_by_tei(before[DATA])
    assert after["briefings/talks/transcript.txt"] == before["briefings/talks/transcript.txt"]
    assert "passages" in made.remarks[0]


@examples(10)
@given(annotated_sites())
def test_any_words_and_notes_come_back_from_tei(site: tuple[list[str], dict[str, str]]) -> None:
    texts, files = site
    before = built(files)
    assume(not before.has_errors)
    wanted = {}
    for number in range(len(texts)):
        folder = f"briefings/b{number}/"
        data = before.files[f"{folder}data.json"]
        if json.loads(data)["sections"]:
            wanted[f"{folder}data.json"] = told_by_tei(data)
            files = again(imported(before.files[f"{folder}tei.xml"], site[1], "tei.xml"), files)
    found = published(files)
    assert {path: told_by_tei(found[path]) for path in wanted} == wanted


@examples(20)
@given(lines, lines, st.one_of(any_texts, speeches()))
def test_any_title_label_and_note_come_back_from_tei(label: str, remark: str, text: str) -> None:
    label = label.replace("\n", " ")
    remark = remark.replace("[", "(").replace("<", "(")  # no links that lead nowhere
    files = {**GLOSSARY, NOTES: notes(note("n", "first", text=remark, author=remark)),
             PATH: briefing(f"first\n\n{label}: {text}", title=remark, speakers={label: "anna"},
                            source={"publisher": remark, "note": label})}  # fmt: skip
    outcome = built(files)
    assume(not outcome.has_errors)
    assume(plain_text(remark, lambda _: "").strip())
    after = published(again(imported(outcome.files[TEI_OF], files, "tei.xml"), files))
    assert told_by_tei(after[DATA]) == told_by_tei(outcome.files[DATA])


def test_own_tei_without_its_address_is_refused_and_a_note_without_words_is_told() -> None:
    content = published(SITE)[TEI_OF]
    with pytest.raises(RefusedError, match="no address"):
        imported(content.replace(b"briefings/talks/index.html", b"~"), SITE, "tei.xml")
    made = imported(content.replace(b"#string-range(p2,", b"#string-range(p99,"), SITE, "tei.xml")
    assert [each.what for each in made.left] == ["an annotation that points to no words"] * 2
