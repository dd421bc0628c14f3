"""Texts of others become briefings: speakers by cases, formats by the seed, laws by chance."""

import json
import re
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from builders import NOW, ROOT, briefing, entry, escaped, tree_of
from command import PROGRAM, files_of, run, spawn, write
from golden import imported as golden_import
from golden import imports
from hypothesis import example, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from test_cases import cases

from generator.decode import decode_markdown
from generator.heads import BriefingHead
from generator.imports import Imported, RefusedError, Said, Source, import_text
from generator.imports.draft import Block, MissingToolError, NotADocumentError
from generator.imports.formats import reader_of
from generator.imports.labels import candidates
from generator.imports.matching import Cast
from generator.imports.speakers import Spelling, find_speakers
from generator.library import read_library
from generator.model import Library
from generator.pandoc import find_pandoc, pandoc_json
from generator.site import Limits
from generator.transcript import parse_transcript

SEED = "content/briefings/2016-12-15-yamaguchi.md"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TODAY = date(2026, 11, 23)
CAST = {
    "content/people/lavrov.md": entry("Sergei Lavrov", "Lavrov",
                                      other_names=[{"name": "Сергей Лавров", "lang": "ru"}]),
    "content/people/abe.md": entry("Shinzo Abe", other_names=[{"name": "安倍晋三", "lang": "ja"}]),
    "content/people/kishida.md": entry("Fumio Kishida"),
    "content/institutions/ministry.md": entry("Ministry of Foreign Affairs"),
    "content/briefings/earlier.md": briefing("Official Spokesperson: One.",
                                             speakers={"Official Spokesperson": "kishida"}),
}  # fmt: skip


def library_of(files: dict[str, str]) -> Library:
    return read_library(tree_of(files), NOW)


LIBRARY = library_of(CAST)


def holder(name: str, *roles: tuple[str, str, str, str]) -> str:
    """A person with offices: title, institution, from, to ("" where it is open)."""
    return entry(name, roles=[
        {"title": title, "institution": where, "from": start, **({"to": end} if end else {})}
        for title, where, start, end in roles
    ])  # fmt: skip


HOLDERS = library_of({
    "content/people/putin.md": holder("Vladimir Putin", ("President", "kremlin", "2012-05-07", "")),
    "content/people/medvedev.md": holder(
        "Dmitry Medvedev", ("President", "kremlin", "2008-05-07", "2012-05-07"),
        ("Prime Minister", "russian-government", "2012-05-08", "2020-01-16")),
    "content/people/obama.md": holder(
        "Barack Obama", ("President", "white-house", "2009-01-20", "2017-01-20")),
    "content/people/shinzo-abe.md": holder(
        "Shinzo Abe", ("Prime Minister", "cabinet", "2012-12-26", "2020-09-16")),
    "content/people/akie-abe.md": holder("Akie Abe"),
    "content/people/kerry.md": holder(
        "John Kerry", ("Secretary of State", "state-department", "2013-02-01", "2017-01-20")),
    "content/people/lavrov.md": holder("Sergei Lavrov", ("Minister", "mid", "2004-03-09", "")),
    "content/people/bogdanov.md": holder(
        "Mikhail Bogdanov", ("Deputy Minister", "mid", "2011-06-12", "")),
    "content/people/sergei-ivanov.md": holder("Sergei Ivanov"),
    "content/people/guterres.md": holder(
        "António Guterres", ("Secretary-General", "un", "2016", "")),
    "content/institutions/kremlin.md": entry("Administration of the President", place="russia"),
    "content/institutions/russian-government.md": entry("Government of Russia"),
    "content/institutions/white-house.md": entry("White House", place="usa"),
    "content/institutions/cabinet.md": entry("Cabinet of Japan"),
    "content/institutions/state-department.md": entry("Department of State"),
    "content/institutions/un.md": entry("United Nations"),
    "content/institutions/mid.md": entry("Ministry of Foreign Affairs", posts=[
        {"title": "Minister", "aliases": ["Foreign Minister"]}]),
    "content/places/russia.md": entry("Russia"),
    "content/places/usa.md": entry("United States", "US"),
    "content/briefings/earlier.md": briefing("The Secretary: One.", date="2005-03-01",
                                             speakers={"The Secretary": "guterres"}),
})  # fmt: skip


def source(content: str | bytes, name: str = "talks.txt", **more: str) -> Source:
    data = content.encode() if isinstance(content, str) else content
    return Source(name, data, pandoc_json, **more)


def imported(content: str | bytes, name: str = "talks.txt", **more: str) -> Imported:
    return import_text(source(content, name, **more), Said(), LIBRARY, TODAY)


def paragraphs_of(made: Imported) -> list[tuple[str, str]]:
    """Each paragraph with its speaker's label, read back from the written file."""
    content = made.files[made.path]
    decoded = decode_markdown(made.path, content, BriefingHead, Limits())
    assert decoded.document is not None
    assert decoded.head is not None, decoded.problems
    labels = decoded.head.speakers
    transcript = parse_transcript(decoded.document.text.text, decoded.document.body, labels)
    return [(turn.label, each.text) for turn in transcript.turns for each in turn.paragraphs]


def texts_of(made: Imported) -> list[str]:
    return [text for _, text in paragraphs_of(made)]


# Speakers


@cases("speakers")
def test_speakers(given: str, wanted: str) -> None:
    assert _speakers(given) == wanted


@cases("speakers-by-office")
def test_speakers_by_office(given: str, wanted: str) -> None:
    day, _, text = given.partition("\n")
    assert _speakers(text, HOLDERS, date.fromisoformat(day) if day != "?" else None) == wanted


def _speakers(text: str, library: Library = LIBRARY, day: date | None = None) -> str:
    above, _, body = text.rpartition("---\n")
    said = dict(line.rpartition("=")[::2] for line in above.splitlines())
    read = source(body, "page.html" if body.startswith("<") else "talks.txt", paragraphs="line")
    who = {label: None if name == "null" else name for label, name in said.items() if name != "-"}
    cast = Cast(library, who, day)
    spelling = Spelling(cast.knows, {label: name != "-" for label, name in said.items()})
    speech = find_speakers(reader_of(read)(read).blocks, spelling)
    lines = []
    for each in speech.spoken:
        if each.label:
            owner = cast.owner(each.label)
            found = re.search(r"did you mean (\S+)", owner.comment)
            several = re.findall(r"(\S+) \(", owner.comment) if "be " in owner.comment else []
            near = found[1] if found else ", ".join(several)
            known = owner.id or (f"? {near}".strip() if owner.is_unknown else "null")
            guessed = " (guessed)" if owner.comment.startswith("guessed") else ""
            is_plain = re.fullmatch(re.escape(each.label) + r"[:：]\s*", each.opening)
            opening = "" if is_plain else f" [{each.opening}]"
            lines.append(f"{each.label} → {known}{guessed}{opening} | {each.text}")
        else:
            lines.append(("## " if each.is_heading else "") + each.text)
    if speech.doubtful:
        lines.append(f"not: {', '.join(speech.doubtful)}")
    return "\n".join(map(escaped, lines))


# The seed, in every format


@pytest.fixture(scope="module")
def seed() -> tuple[str, list[str]]:
    """The words of this repository's briefing: its label, and its paragraphs."""
    text = (ROOT / SEED).read_text("utf-8").split("---\n", 2)[2].strip()
    label, first = text.split(": ", 1)
    return label, first.split("\n\n")


def said_by(seed: tuple[str, list[str]]) -> list[tuple[str, str]]:
    label, paragraphs = seed
    return [(label, each) for each in paragraphs]


def labelled(seed: tuple[str, list[str]]) -> list[str]:
    label, [first, *others] = seed
    return [f"{label}: {first}", *others]


def as_html(paragraphs: Sequence[str]) -> str:
    body = "\n".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return (f"<!doctype html><html lang=en><head><meta charset=utf-8><title>T</title></head>"
            f"<body><nav><a href=/>Home</a></nav><main>{body}</main></body></html>")  # fmt: skip


def as_docx(paragraphs: Sequence[str], form: str = "docx") -> bytes:
    """A document of a word processor, made by pandoc."""
    lines = [{"t": "Para", "c": _inlines(each)} for each in paragraphs]
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": lines}
    return made_by_pandoc(json.dumps(tree), "json", form)


def _inlines(text: str) -> list[dict[str, object]]:
    return [{"t": "Space"} if part == " " else {"t": "Str", "c": part}
            for part in re.split("( )", text) if part]  # fmt: skip


def made_by_pandoc(text: str, form: str, to: str) -> bytes:
    command = [find_pandoc(), f"--from={form}", f"--to={to}", "--output=-"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def as_vtt(label: str, paragraphs: Sequence[str]) -> str:
    """Subtitles: a cue for about seven words, and a pause of two seconds behind a paragraph."""
    lines, now = ["WEBVTT", ""], 0
    for each in paragraphs:
        words = each.split(" ")
        for place in range(0, len(words), 7):
            shown = escape(" ".join(words[place : place + 7]), quote=False)
            lines += [f"{stamp(now)} --> {stamp(now + 1000)}", f"<v {label}>{shown}", ""]
            now += 1000
        now += 6000
    return "\n".join(lines)


def stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def test_the_seed_from_text_has_the_same_paragraphs(seed: tuple[str, list[str]]) -> None:
    made = imported("\n".join(labelled(seed)), "yamaguchi-2016-12-15.txt")
    assert paragraphs_of(made) == said_by(seed)
    assert made.path == "content/briefings/2016-12-15-yamaguchi.md"
    assert paragraphs_of(imported("\n\n".join(labelled(seed)))) == said_by(seed)


def test_the_seed_from_wrapped_lines_has_the_same_paragraphs(seed: tuple[str, list[str]]) -> None:
    wrapped = "\r\n\r\n".join("\r\n".join(textwrap.wrap(each, 72, break_on_hyphens=False))
                              for each in labelled(seed))  # fmt: skip
    made = imported(wrapped)
    assert paragraphs_of(made) == said_by(seed)
    assert "lines are wrapped at" in made.remarks[0]


def test_the_seed_from_a_page_has_the_same_paragraphs(seed: tuple[str, list[str]]) -> None:
    assert paragraphs_of(imported(as_html(labelled(seed)), "t.html")) == said_by(seed)
    markdown = "\n\n".join(labelled(seed))
    page = made_by_pandoc(markdown, "markdown-smart", "html")
    assert paragraphs_of(imported(page, "t.html")) == said_by(seed)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_the_seed_from_a_document_has_the_same_paragraphs(
    seed: tuple[str, list[str]], form: str
) -> None:
    made = imported(as_docx(labelled(seed), form), f"t.{form}")
    assert paragraphs_of(made) == said_by(seed)
    assert made.left == ()


def test_the_seed_from_subtitles_has_the_same_paragraphs(seed: tuple[str, list[str]]) -> None:
    vtt = as_vtt(*seed)
    assert paragraphs_of(imported(vtt, "t.vtt")) == said_by(seed)
    srt = vtt.replace("WEBVTT\n\n", "").replace(f"<v {seed[0]}>", "").replace(".000", ",000")
    numbered = "\n\n".join(f"{n}\n{cue}" for n, cue in enumerate(srt.strip().split("\n\n"), 1))
    assert texts_of(imported(numbered, "t.srt")) == seed[1]


@pytest.mark.parametrize("path", imports(), ids=lambda path: path.name)
def test_a_sample_becomes_what_is_written_down(path: Path) -> None:
    assert golden_import(path) == path.with_suffix(".out").read_text("utf-8")


# Laws

ALLOWED = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
PARAGRAPH = st.text(ALLOWED, min_size=1).map(str.strip).filter(
    lambda text: text and not text.startswith(("## ", "# ")) and not is_labelled(text)
)  # fmt: skip
PARAGRAPHS = st.lists(PARAGRAPH, min_size=1, max_size=8)


def is_labelled(text: str) -> bool:
    """Whether a paragraph may begin with a label, of which other tests are."""
    return any(candidates(Block(text, "")))


@given(PARAGRAPHS)
@example(["2016. That was the year", "- No", "2*3*4 <b>", "---", "#"])
def test_paragraphs_of_a_text_stay_what_they_are(paragraphs: list[str]) -> None:
    assert texts_of(imported("\n".join(paragraphs), paragraphs="line")) == paragraphs
    assert texts_of(imported("\r\n\r\n".join(paragraphs), paragraphs="blank")) == paragraphs


def collapsed(paragraphs: list[str]) -> list[str]:
    """With one space for several, as pages and documents are written."""
    return [" ".join(re.split("[ \t\r\n\f]+", each)).strip() for each in paragraphs]


@given(PARAGRAPHS)
def test_paragraphs_of_a_page_stay_what_they_are(paragraphs: list[str]) -> None:
    assert texts_of(imported(as_html(paragraphs), "t.html")) == collapsed(paragraphs)


@given(PARAGRAPHS, st.sampled_from(["docx", "odt"]))
@tries(max_examples=12)
def test_paragraphs_of_a_document_stay_what_they_are(paragraphs: list[str], form: str) -> None:
    made = imported(as_docx(collapsed(paragraphs), form), f"t.{form}")
    assert texts_of(made) == collapsed(paragraphs)


@given(PARAGRAPHS)
def test_paragraphs_of_subtitles_stay_what_they_are(paragraphs: list[str]) -> None:
    spaced = [" ".join(each.split()) for each in paragraphs]
    assert texts_of(imported(as_vtt("Anna", spaced), "t.vtt")) == spaced


# What is read how


def test_lines_wrapped_at_a_width_are_joined_and_short_ones_stay() -> None:
    words = "A sentence of this text goes on from line to line until it has ended. " * 12
    text = textwrap.fill(f"Lavrov: {words}", 60) + "\n\nA list:\none\ntwo\n"
    made = imported(text)
    assert texts_of(made) == [words.strip(), "A list:\none\ntwo"]
    assert "2 of shorter lines were kept" in made.remarks[0]


def test_wrapped_ideographs_are_joined_without_a_space() -> None:
    text = "会談が本日行われ、両国の\n首脳は率直に意見を交わし\nました。\n\n次の会談は来年です。"
    assert texts_of(imported(text, paragraphs="blank")) == [
        "会談が本日行われ、両国の首脳は率直に意見を交わしました。", "次の会談は来年です。",
    ]  # fmt: skip


def test_a_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    made = imported("Q: One?\nA: Two.\n\nQ: Three?\nA: Four.\n")
    assert paragraphs_of(made) == [("Q", "One?"), ("A", "Two."), ("Q", "Three?"), ("A", "Four.")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert texts_of(imported(f"{mark}Встреча — завершилась.".encode(encoding))) == [
        "Встреча — завершилась."
    ]


def test_a_page_is_read_in_the_encoding_that_it_names() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset={}"><p>{}</p>'
    for name, codec, words in (
        ("windows-1251", "cp1251", "Слова"),
        ("Shift_JIS", "cp932", "会談①"),
        ("iso-8859-1", "cp1252", "“quoted”"),
        ("gb2312", "gbk", "会议"),
    ):
        assert texts_of(imported(page.format(name, words).encode(codec), "p.html")) == [words]


def test_a_page_says_what_it_is_and_what_was_left_out() -> None:
    page = """<!doctype html><html lang="ru"><head><title>T | Site</title>
      <link rel="canonical" href="https://example.org/a"><meta property="og:site_name" content="S">
      </head><body><nav>Menu</nav><header>Top</header><article><h1>A &amp; B</h1>
      <time datetime="2016-12-15T10:00">yesterday</time>
      <p>One&nbsp;two<sup><a href="#n1">1</a></sup> <img src="x.png" alt="a map"><ol><li>First</ol>
      <div hidden>secret</div><aside>See also</aside></article><footer>End</footer>"""
    made = imported(page, "p.html")
    assert texts_of(made) == ["yesterday", "One\u00a0two", "First"]
    assert made.title.words == "A & B"
    assert made.day.words == "2016-12-15"
    text = made.files[made.path].decode()
    assert 'publisher: "S"  # guessed from “og:site_name” in the head of the page' in text
    assert 'url: "https://example.org/a"' in text
    assert "language: ru  # guessed from the page" in text
    assert [(left.what, left.words) for left in made.left] == [
        ("navigation", "Menu"), ("a header", "Top"), ("a footer", "End"),
        ("the number of a note", "1"), ("a picture", "a map"), ("the numbers of a list", "First"),
        ("hidden text", "secret"), ("what stands beside the text", "See also"),
    ]  # fmt: skip


def test_a_document_says_what_was_left_out() -> None:
    markdown = ("---\ntitle: The title\nauthor: Anna\n---\n\n# Part\n\n**Lavrov:** One[^1] two.\\\n"
                "three\n\n1. First\n2. Second\n\n![a map](x.png)\n\n[^1]: A note.\n")  # fmt: skip
    for form in ("docx", "odt"):
        made = imported(made_by_pandoc(markdown, "markdown", form), f"t.{form}")
        assert ("Lavrov", "One two.\nthree") in paragraphs_of(made)
        assert {"First", "Second"} <= set(texts_of(made))
        assert "## Part" in made.files[made.path].decode()
        assert ("a footnote", "A note.") in [(left.what, left.words) for left in made.left]
        assert "the numbers of a list, 1 to 2" in [left.what for left in made.left]
    made = imported(made_by_pandoc(markdown, "markdown", "docx"), "t.docx")
    assert made.title.words == "The title"
    assert "a paragraph in the style “Author”" in [left.what for left in made.left]


def changed_document(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A document in which one file says something else, or is new."""
    before, after = zipfile.ZipFile(BytesIO(as_docx(["One two."]))), BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in {*before.namelist(), name}:
            content = before.read(each) if each in before.namelist() else b""
            archive.writestr(each, change(content) if each == name else content)
    return after.getvalue()


def test_tracked_changes_headers_and_what_pandoc_drops_are_named() -> None:
    w = 'w:id="1" w:author="Anna" w:date="2020-01-01T00:00:00Z"'
    tracked = (f"<w:del {w}><w:r><w:delText>gone</w:delText></w:r></w:del>"
               f"<w:ins {w}><w:r><w:t> three</w:t></w:r></w:ins>"
               "<w:ins><w:r><w:t> lost</w:t></w:r></w:ins></w:p>")  # fmt: skip
    content = changed_document(
        "word/document.xml", lambda xml: xml.replace(b"</w:p>", tracked.encode(), 1)
    )
    made = imported(content, "t.docx")
    assert texts_of(made) == ["One two. three"]
    assert [(left.what, left.words) for left in made.left] == [
        ("a deletion by Anna, which is tracked", "gone"),
        ("words that pandoc does not pass on", "lost"),
    ]
    head = (b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            b"<w:p><w:r><w:t>Press service</w:t></w:r></w:p></w:hdr>")  # fmt: skip
    made = imported(changed_document("word/header1.xml", lambda _: head), "t.docx")
    assert [left.what for left in made.left] == ["the top of the pages"]


def as_srt(*cues: str) -> str:
    """Subtitles of a second each."""
    return "".join(f"{n}\n{stamp(n * 1000)} --> {stamp(n * 1000 + 1000)}\n{cue}\n\n"
                   for n, cue in enumerate(cues, start=1)).replace(".000", ",000")  # fmt: skip


def test_a_dash_begins_the_words_of_another_speaker() -> None:
    made = imported(as_srt("- Hi.\n- And\nyou?", "- Me."), "t.srt")
    assert texts_of(made) == ["- Hi.", "- And you?", "- Me."]


def test_what_is_said_twice_is_not_taken_for_captions_that_roll() -> None:
    made = imported(as_srt("No.", "No.", "That is", "all", "for", "now."), "t.srt")
    assert texts_of(made) == ["No. No. That is all for now."]
    assert texts_of(imported(as_srt("- No.\n- No."), "t.srt")) == ["- No.", "- No."]


def test_captions_that_roll_are_taken_once() -> None:
    srt = ("1\n00:00:00,000 --> 00:00:02,000\ngood morning\n\n"
           "2\n00:00:02,000 --> 00:00:04,000\ngood morning\nand welcome\n\n"
           "3\n00:00:04,000 --> 00:00:06,000\nand welcome\nto you.\n\n"
           "4\n00:00:20,000 --> 00:00:22,000\nto you.\n")  # fmt: skip
    assert texts_of(imported(srt, "t.srt")) == ["good morning and welcome to you.", "to you."]


def test_words_that_would_be_taken_for_a_speaker_stay_words() -> None:
    vtt = """WEBVTT

00:01.000 --> 00:02.000
<v Anna>Hello.

00:09.000 --> 00:10.000
<v Ben>Yes.

00:19.000 --> 00:20.000
<v Ben>Anna: come!
"""
    made = imported(vtt, "t.vtt")
    assert paragraphs_of(made) == [("Anna", "Hello."), ("Ben", "Yes."), ("Ben", "Anna: come!")]


def test_what_would_change_a_word_is_refused() -> None:
    vtt = ("WEBVTT\n\n00:01.000 --> 00:02.000\nanna: hello.\n\n"
           "00:09.000 --> 00:10.000\n<v anna>Yes.\n")  # fmt: skip
    with pytest.raises(RefusedError, match="would not stand in the transcript"):
        imported(vtt, "t.vtt")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", b"\x00\x01\x02", "NUL"),
        ("a.txt", b"caf\xe9", "0xE9"),
        ("a.txt", b"a\x07b", "U.0007"),
        ("a.pdf", b"%PDF-1.4", "PDF"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.mp3", b"ID3", "sound"),
        ("a.doc", OLD_OFFICE, "old word processor"),
        ("a.docx", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", b"PK\x03\x04 no archive", "damaged"),
        ("a.docx", b"text", "no DOCX"),
        ("a.txt", b"PK\x03\x04 an archive", "archive"),
        ("a.html", b"<html><body><script>x</script>", "no text"),
        ("a.vtt", b"no subtitles", "no subtitles"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_what_to_do(
    name: str, content: bytes, message: str
) -> None:
    with pytest.raises(RefusedError, match=message) as refusal:
        imported(content, name)
    assert refusal.value.problem.help


def test_a_document_that_unpacks_too_large_or_has_entities_is_refused() -> None:
    size, said = 77_777, 200_000_001
    bomb = changed_document("word/media/x.bin", lambda _: b"\0" * size)
    bomb = bomb.replace(size.to_bytes(4, "little"), said.to_bytes(4, "little"))
    with pytest.raises(RefusedError, match="unpacked"):
        imported(bomb, "t.docx")
    entities = changed_document(
        "word/document.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "">]>' + xml
    )
    with pytest.raises(RefusedError, match="entities"):
        imported(entities, "t.docx")


# The command

HALL = {"site.yaml": "title: T\ndescription: D\n", **CAST}


def test_a_text_is_written_as_a_draft_that_passes_check(tmp_path: Path) -> None:
    write(tmp_path, {**HALL, "talks 2016-12-15.txt": "Sergei Lavrov: One.\n\nQuestion: Why?\n"})
    ended = run(tmp_path, "import", "talks 2016-12-15.txt")
    assert ended.status == 0, ended.err
    assert ended.out == "wrote content/briefings/2016-12-15-talks.md\n"
    assert "speaker “Sergei Lavrov”, once: lavrov" in ended.err
    text = (tmp_path / "content/briefings/2016-12-15-talks.md").read_text("utf-8")
    assert text.startswith('---\ntitle: "Talks"  # guessed from the name of the file\n')
    assert "status: draft" in text
    assert run(tmp_path, "check").status == 0
    assert run(tmp_path, "check", "--drafts").status == 0
    again = run(tmp_path, "import", "talks 2016-12-15.txt")
    assert again.status == 2
    assert "is there already; nothing was written" in again.err


def test_what_the_editor_says_counts_before_guesses(tmp_path: Path) -> None:
    write(tmp_path, {**HALL, "a.txt": "Lavroff: One: two.\nNote well: three.\n"})
    ended = spawn(tmp_path, "import", "a.txt", "--stdout", "--title", "Talks: two", "--date",
                "2016-12-15", "--source-url", "https://example.org/", "--publisher", "The hall",
                "--speaker", "Lavroff=lavrov", "--speaker", "Nobody=null")  # fmt: skip
    assert ended.status == 0, ended.err
    head = ended.out.partition("status:")[0]
    assert head.startswith('---\ntitle: "Talks: two"\ndate: 2016-12-15\n')
    assert '  "Lavroff": lavrov\n' in head
    assert "no paragraph begins with “Nobody”" in ended.err
    assert 'source:\n  publisher: "The hall"\n  url: "https://example.org/"\n' in head
    assert not list((tmp_path / "content/briefings").glob("2016*"))


def test_standard_input_is_read(tmp_path: Path) -> None:
    write(tmp_path, HALL)
    command = [PROGRAM, "import", "-", "--stdout"]
    ended = subprocess.run(
        command, input=b"Lavrov: One.", cwd=tmp_path, capture_output=True, check=True
    )
    assert ended.stdout.endswith(b"\n---\n\nLavrov: One.\n")


def test_several_files_become_several_drafts_and_faults_are_told(tmp_path: Path) -> None:
    write(tmp_path, {**HALL, "a-2016-12-15.txt": "One.", "b-2016-12-16.txt": "Two."})
    (tmp_path / "c.txt").write_bytes(b"line\ncaf\xe9")
    ended = run(tmp_path, "import", "a-2016-12-15.txt", "b-2016-12-16.txt", "c.txt")
    assert ended.status == 1
    assert len(ended.out.splitlines()) == 2
    assert "c.txt:2:4: error[E336]: the byte 0xE9 is not UTF-8" in ended.err
    assert "“café” in windows-1252" in ended.err
    assert run(tmp_path, "import", "c.txt", "--encoding", "windows-1252").status == 0
    assert run(tmp_path, "import", "a.txt", "b.txt", "--id", "x").status == 2


def test_wrong_use_is_told(tmp_path: Path) -> None:
    write(tmp_path, {**HALL, "a.txt": "One."})
    for arguments, message in (
        (["a.txt", "--speaker", "Lavrov"], "write --speaker"),
        (["a.txt", "--speaker", "Lavrov=nobody"], "no entry of the glossary"),
        (["a.txt", "--source-url", "example.org"], "no web address"),
        (["missing.txt"], "does not exist"),
        (["a.txt", "--id", "no way"], "cannot be an address"),
    ):
        ended = run(tmp_path, "import", *arguments)
        assert ended.status == 2, arguments
        assert message in ended.err
    assert files_of(tmp_path).keys() == {*HALL, "a.txt"}


def test_without_pandoc_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, HALL)
    (tmp_path / "a.docx").write_bytes(as_docx(["One."]))
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setitem(sys.modules, "webvtt", None)
    for name in ("a.docx", "a.vtt"):
        ended = run(tmp_path, "import", name)
        assert ended.status == 3
        assert "pip install 'glossator[import]'" in ended.err


def test_readings_and_hidden_words_of_a_page_are_named_and_not_taken() -> None:
    page = '<p><ruby>安倍<rt>あべ</rt></ruby>総理<span style="display: none">x</span></p>'
    made = imported(page, "p.html")
    assert texts_of(made) == ["安倍総理"]
    assert [(left.what, left.words) for left in made.left] == [
        ("a reading of characters", "あべ"), ("hidden text", "x"),
    ]  # fmt: skip


def program(folder: Path, script: str) -> str:
    """A program that stands in the place of pandoc."""
    path = folder / "pandoc"
    path.write_text(f"#!{sys.executable}\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_pandoc_that_fails_hangs_or_is_gone_is_told(tmp_path: Path) -> None:
    fails = program(tmp_path, "import sys; sys.exit('no such thing')")
    with pytest.raises(NotADocumentError, match="no such thing"):
        pandoc_json(b"", "docx", fails)
    hangs = program(tmp_path, "import time; time.sleep(60)")
    with pytest.raises(MissingToolError, match="longer than"):
        pandoc_json(b"", "docx", hangs, longest=0.2)
    with pytest.raises(MissingToolError, match="could not be started"):
        pandoc_json(b"", "docx", str(tmp_path / "nothing"))


def test_what_pandoc_cannot_read_or_nests_too_deep_is_refused() -> None:
    broken = changed_document("_rels/.rels", lambda _: b"<")
    with pytest.raises(RefusedError, match="pandoc cannot read"):
        imported(broken, "t.docx")
    tree = b'{"meta": {}, "blocks": ' + b'[{"t": "BulletList", "c": [' * 9999
    deep = Source("t.docx", as_docx(["One."]), lambda *_: tree)
    with pytest.raises(RefusedError, match="too deep"):
        import_text(deep, Said(), LIBRARY, TODAY)
