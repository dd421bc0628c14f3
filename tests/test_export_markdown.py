"""A briefing as Markdown: read back it says the same, whatever the words are."""

import re
from collections.abc import Mapping

import yaml
from builders import BRIEFING, NOTES, briefing, entry, note, notes, published, quoted
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from test_laws import any_texts, examples, runs_of_lines, speeches

from generator.exports.markdown import escaped

FILE = "briefings/talks/index.html.md"
SITE = quoted({"title": "Annotated Briefings", "description": "Word for word.",
               "url": "https://example.org/edition"})  # fmt: skip


def reader() -> MarkdownIt:
    """What note-taking tools read: CommonMark with whatever is often added to it."""
    return (MarkdownIt("commonmark").enable(["table", "strikethrough"])
            .use(footnote_plugin).use(deflist_plugin).use(dollarmath_plugin))  # fmt: skip


def words_of(tokens: list[Token]) -> str:
    """The words of a block, without its links to paragraphs and notes."""
    said, depth = "", 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if not depth and token.type in {"text", "softbreak"}:
            said += "\n" if token.type == "softbreak" else token.content
        assert token.type in {"text", "softbreak", "link_open", "link_close", "footnote_ref",
                              "text_special"}, token.type  # fmt: skip
    return said


def paragraphs_of(file: bytes) -> list[str]:
    """The paragraphs of the transcript as a reader of Markdown finds them."""
    body = re.sub(r"\A---\n.*?\n---\n", "", file.decode(), flags=re.DOTALL)
    children = [token.children or [] for token in reader().parse(body) if token.type == "inline"]
    return [words_of(each)[1:] for each in children
            if each and each[0].type == "link_open" and each[1].content.isdecimal()]  # fmt: skip


@examples(60)
@given(st.one_of(any_texts, speeches()))
def test_any_words_are_read_back_from_markdown(text: str) -> None:
    files = published({"site.yaml": SITE, BRIEFING: briefing(f"x\n\n{text}")})
    assert paragraphs_of(files[FILE]) == ["x", *runs_of_lines(text)]


@examples(100)
@given(any_texts.map(str.strip).filter(lambda text: text and "\n" not in text))
def test_any_line_stays_one_paragraph_of_the_same_words(line: str) -> None:
    opening, inline, closing = reader().parse(escaped(line))
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert words_of(inline.children or []) == line


def a_site() -> Mapping[str, bytes]:
    return published({
        "site.yaml": SITE,
        BRIEFING: briefing(
            "Minister: 2016. That *was* [the] year.\n\nQuestion: Why?", place="rome",
            speakers={"Minister": "anna-berg", "Question": None},
            source={"publisher": "Ministry", "url": "https://example.com/a"},
        ),
        NOTES: notes(
            {**note("year", "2016"), "text": "See [[anna-berg|her]], `[[x]]`.[^a]\n\n[^a]: Or not.",
             "author": "Editors", "date": "2017-02-01",
             "sources": [{"title": "A [list]", "publisher": "X", "url": "https://example.com/t"}]},
            {"id": "all", "about": "briefing", "kind": "context", "text": "On the whole."},
        ),
        "content/people/anna-berg.md": entry(
            "Anna Berg", roles=[{"title": "Minister", "from": "2015", "to": "2018"}]
        ),
        "content/places/rome.md": entry("Rome"),
    })  # fmt: skip


def test_a_file_has_front_matter_offices_notes_and_sources() -> None:
    written = a_site()[FILE].decode()
    _, front, body = written.split("---\n", 2)
    assert yaml.safe_load(front) == {
        "title": "Talks", "date": "2016-12-15", "kind": "briefing", "language": "en",
        "address": "https://example.org/edition/briefings/talks/", "place": "Rome",
        "speakers": ["Anna Berg"], "edition": "Annotated Briefings",
        "source": "https://example.com/a",
    }  # fmt: skip
    assert (
        body
        == """
# Talks

[^all]

## Minister

[Anna Berg](https://example.org/edition/people/anna-berg/), Minister

[1](https://example.org/edition/briefings/talks/#p1) 2016[^year]. That \\*was\\* \\[the\\] year.

## Question

[2](https://example.org/edition/briefings/talks/#p2) Why?

[^all]: **Context:** On the whole.

[^year]: **Context:** See [her](https://example.org/edition/people/anna-berg/), `[[x]]`.[^year-a]

    [^year-a]: Or not.

    — Editors 2017-02-01

    - [A \\[list\\]](<https://example.com/t>), X
"""
    )


def test_every_note_is_a_footnote_that_is_found() -> None:
    tokens = reader().parse(a_site()[FILE].decode())
    labels = [token.meta["label"] for token in tokens if token.type == "footnote_open"]
    assert labels == ["all", "year", "year-a"]


def test_without_an_address_links_lead_from_the_file_to_the_pages() -> None:
    files = published({BRIEFING: briefing("One.")})
    assert "[1](../../briefings/talks/index.html#p1) One." in files[FILE].decode()


def test_signs_that_turn_the_direction_are_written_as_numbers() -> None:
    files = published({"site.yaml": SITE, BRIEFING: briefing("One \u202e two.")})
    assert "One &#8238; two." in files[FILE].decode()
    assert paragraphs_of(files[FILE]) == ["One \u202e two."]
