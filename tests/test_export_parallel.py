"""Texts in several languages as data: each by itself, and paired for translators."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from builders import BRIEFING, briefing, entry, page_of, published, tree_of
from translate.storage.tmx import tmxfile

from generator.build import prepare
from generator.exports import export_all, export_one
from generator.options import Options
from generator.pages import plan_pages

FOLDER = "briefings/talks/"
SOURCES = {
    BRIEFING: briefing("Minister: One & <two>.\n\nThree.\n\nFour.", speakers={"Minister": "anna"}),
    "content/briefings/talks.ru.md": (
        "---\ntitle: Беседа\noriginal: true\nalignment: 1=1-2, 3=-\n"
        "speakers: {Министр: anna}\n---\n"
        "Министр: Раз.\n\nАнна и два.\n\nТри.\n"
    ),
    "content/briefings/talks.ar.md": "---\ntitle: محادثات\n---\nواحد.\n\nاثنان.\n\nثلاثة.\n",
    "content/people/anna.md": entry("Anna Berg", "Анна"),
}


@cache
def files() -> Mapping[str, bytes]:
    return published(SOURCES)


def test_a_translators_tool_reads_the_pairs() -> None:
    read = tmxfile(BytesIO(files()[f"{FOLDER}parallel.tmx"]), "en", "ru")
    assert [(str(unit.source), str(unit.target)) for unit in read.units if unit.target] == [
        ("One & <two>.", "Раз.\nАнна и два."),
        ("Three.", "Три."),
    ]
    arabic = tmxfile(BytesIO(files()[f"{FOLDER}parallel.tmx"]), "en", "ar")
    assert [str(unit.target) for unit in arabic.units if unit.target] == [
        "واحد.", "اثنان.", "ثلاثة."
    ]  # fmt: skip


def test_each_text_is_there_by_itself_and_linked() -> None:
    text = files()[f"{FOLDER}ru/transcript.txt"].decode()
    assert text == "Министр: Раз.\n\nАнна и два.\n\nТри.\n"
    page = page_of(files()[f"{FOLDER}ru/index.html"])
    heads = [each.get("href") for each in page.iter("link") if each.get("type") == "text/plain"]
    shown = [each.get("href") for each in page.iter("a")]
    assert heads == ["transcript.txt"]
    assert "transcript.txt" in shown
    briefing_page = page_of(files()[f"{FOLDER}index.html"])
    assert "parallel.tmx" in [each.get("href") for each in briefing_page.iter("a")]


def test_the_data_have_the_texts_who_is_named_in_them_and_the_pairs() -> None:
    arabic, russian = json.loads(files()[f"{FOLDER}data.json"])["translations"]
    assert (arabic["language"], arabic["title"]) == ("ar", "محادثات")
    assert (russian["language"], russian["original"]) == ("ru", True)
    [section] = russian["sections"]
    [turn] = section["turns"]
    assert turn["speaker"] == "anna"
    assert turn["paragraphs"][1]["text"] == "Анна и два."
    assert turn["paragraphs"][1]["mentions"] == [{"start": 0, "end": 4, "entries": ["anna"]}]
    assert russian["pairs"] == [[[1], [1, 2]], [[2], [3]], [[3], []]]


def test_a_briefing_in_one_language_has_no_pairs() -> None:
    made = published({BRIEFING: briefing("One.")})
    assert not [path for path in made if path.endswith(".tmx")]
    assert "translations" not in json.loads(made[f"{FOLDER}data.json"])


def test_a_file_of_a_translation_made_alone_is_the_one_that_a_build_makes() -> None:
    site = prepare(tree_of(SOURCES), Options(datetime(2026, 1, 1, tzinfo=UTC))).site
    assert site is not None
    pages = {page.path: b"" for page in plan_pages(site.edition).pages}
    made = export_all(site.edition, pages)
    assert {path: export_one(site.edition, pages, path) for path in made} == made
