"""Speeches in XML of others: what golden samples do not show, and what is refused."""

import pytest
from builders import NOW, entry, tree_of
from test_import import TODAY, paragraphs_of, texts_of

from generator.imports import Imported, RefusedError, Said, Source, import_text
from generator.imports.formats import reader_of
from generator.library import read_library
from generator.pandoc import pandoc_json

PEOPLE = {"content/people/berg.md": entry("Anna Berg")}
LIST = """<listPerson><person xml:id="ab"><persName>Anna Berg</persName></person></listPerson>"""


def imported(content: str | bytes, name: str = "talks.xml") -> Imported:
    data = content.encode() if isinstance(content, str) else content
    library = read_library(tree_of(PEOPLE), NOW)
    return import_text(Source(name, data, pandoc_json), Said(), library, TODAY)


def tei(body: str, header: str = "") -> str:
    return f"<TEI><teiHeader>{header}</teiHeader><text><body>{body}</body></text></TEI>"


def test_a_printed_label_is_matched_by_the_person_to_whom_it_points() -> None:
    made = imported(tei('<note type="speaker">The Chair:</note><u who="#ab">One.</u>', LIST))
    assert made.owners["The Chair"].id == "berg"
    assert "the name Anna Berg in the file" in made.owners["The Chair"].comment


def test_two_who_speak_under_one_label_are_told_apart_by_nobody() -> None:
    other = '<person xml:id="x"><persName>X. Y.</persName></person>'
    turns = "".join(
        f'<sp who="#{who}"><speaker>A member</speaker><p>{who}</p></sp>' for who in ("ab", "x")
    )
    made = imported(tei(turns, LIST.replace("</listPerson>", f"{other}</listPerson>")))
    assert made.owners["A member"].id is None


def test_a_corpus_is_one_briefing_with_a_heading_for_each_text() -> None:
    one = "<teiHeader><titleStmt><title>{0}</title></titleStmt></teiHeader>"
    texts = "".join(
        "<TEI>" + one.format(title) + "<text><body><p>Words.</p></body></text></TEI>"
        for title in ("First day", "Second day")
    )
    made = imported(f"<teiCorpus>{one.format('All days')}{texts}</teiCorpus>")
    text = made.files[made.path].decode()
    assert "## First day\n\nWords.\n\n## Second day\n\nWords." in text
    assert made.title.words == "All days"
    assert "2 texts" in made.remarks[0]


def test_tei_without_speeches_is_prose_in_which_labels_are_looked_for() -> None:
    made = imported(tei("<p>Anna Berg: One.</p><p>Two <hi>three</hi>.</p>"))
    assert paragraphs_of(made) == [("Anna Berg", "One."), ("Anna Berg", "Two three.")]


def test_words_that_are_cut_are_put_together_by_their_joins() -> None:
    words = """<u><seg><w join="right">Yes</w>
        <pc>,</pc>
        <w>don't<w norm="do"/><w norm="not"/></w><pc>!</pc></seg></u>"""
    assert texts_of(imported(tei(words))) == ["Yes, don't!"]


def test_a_heading_that_is_a_name_stays_a_heading_where_speeches_are_marked() -> None:
    made = imported(tei('<div><head>Anna Berg</head><u who="#ab">One.</u></div>', LIST))
    assert "## Anna Berg\n\nAnna Berg: One." in made.files[made.path].decode()


def test_other_encodings_are_read_as_the_file_names_them() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + tei("<p>Да.</p>")
    assert texts_of(imported(text.encode("windows-1251"))) == ["Да."]
    assert texts_of(imported(tei("<p>Да.</p>").encode("utf-16"))) == ["Да."]


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        ("<TEI>\n<text><body><p>One.</text></TEI>", "mismatched tag", 2),
        ("<TEI>\n<text>", "no element found|unclosed", 2),
        ('<!DOCTYPE TEI [\n<!ENTITY a "b">]><TEI>&a;</TEI>', "defines an entity", 2),
        ('<!DOCTYPE TEI SYSTEM "tei.dtd">\n<TEI>&nbsp;</TEI>', "another file", 2),
        ("<TEI>\n" + "<a>" * 1000, "stand in one another", 2),
        ("<TEI><teiHeader/></TEI>", "no text with a body", 0),
        ("<akomaNtoso><act/></akomaNtoso>", "no debate, but <act>", 0),
        ("<rss/>", "<rss>", 0),
        (tei("<p> </p>"), "no words", 0),
        ('<?xml version="1.0" encoding="nonsense"?><TEI/>', "unknown encoding|cannot be read", 1),
    ],
)  # fmt: skip
def test_xml_that_cannot_be_read_is_refused_with_its_place(
    content: str, message: str, line: int
) -> None:
    with pytest.raises(RefusedError, match=message) as refusal:
        imported(content)
    assert refusal.value.problem.place.line == line
    assert refusal.value.problem.help


def test_xml_is_known_by_its_first_bytes_and_pages_stay_pages() -> None:
    def reader(content: bytes) -> object:
        return reader_of(Source("", content, pandoc_json))

    xml = reader(b"<?xml version='1.0'?><TEI/>")
    assert xml is reader(b"<akomaNtoso/>")
    assert xml is not reader(b"<?xml version='1.0'?>\n<html xmlns='x'></html>")
