"""The search: what is indexed, how the indexer is spoken to, and the page in a real browser."""

import gzip
import json
import re
import stat
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from browsing import barriers, each_mode
from builders import NOW, built, note, notes, page_of, published
from playwright.sync_api import Browser, Page, ViewportSize, expect
from typing_extensions import override

from generator.build import Outcome, build
from generator.cli import build as building
from generator.cli import command
from generator.cli.errors import EnvironmentFailedError
from generator.files import read_tree
from generator.options import Options
from generator.publish import publish
from generator.search import Indexer, SearchError, find_indexer, make_index, search_files
from generator.source import Tree

ROOT = Path(__file__).parent.parent
SEARCH = Options(NOW.now, search=True)
FOUND = re.compile(r"found\b|Nothing")


def briefing(title: str, language: str, date: str, *paragraphs: str) -> str:
    head = f'---\ntitle: "{title}"\ndate: {date}\nlanguage: {language}\nspeakers: {{}}\n---\n\n'
    return head + "\n\n".join(paragraphs) + "\n"


MANY = {
    "content/briefings/ru.md": briefing(
        "Заявление", "ru", "2016-01-02", "Начало.", "Министры обороны обсуждали мирный договор."
    ),
    "content/briefings/ru.annotations.yaml": (
        "annotations:\n- id: pact\n  quote: мирный договор\n  kind: context\n"
        "  text: No pact has followed.\n"
    ),
    "content/briefings/ar.md": briefing(
        "تصريح", "ar", "2016-01-03", "مقدمة.", "قال الوزير إن السلام مهم."
    ),
    "content/briefings/ja.md": briefing(
        "声明", "ja", "2017-01-04", "はじめに。", "日本の首相は平和条約について話した。"
    ),
    "content/briefings/en.md": briefing(
        "A statement",
        "en",
        "2017-01-05",
        "In the café we spoke of peace.",
        "The <b>treaty</b> of peace & order was signed by two ministers.",
    ),
    "content/briefings/talk.md": (
        "---\ntitle: A talk\ndate: 2018-02-03\nkind: interview\nspeakers: {Jose: jose}\n"
        "topics: [fisheries]\n---\n\nJose: The House met.\n\nCod is scarce.\n"
    ),
    "content/institutions/house.md": "---\nname: House\n---\n",
    "content/topics/fisheries.md": "---\nname: Fisheries\n---\n",
    "content/people/jose.md": '---\nname: José Álvarez\naliases: ["Álvarez"]\n---\n\nA minister.\n',
}


@pytest.fixture(scope="module")
def indexer() -> Indexer:
    found = find_indexer()
    if found is None:
        pytest.skip("the indexer has no version for this system")
    return found


def with_index(outcome: Outcome, indexer: Indexer) -> dict[str, bytes]:
    assert not outcome.has_errors, outcome.problems
    return {**outcome.files, **make_index(outcome.records, indexer)}


def test_without_the_option_nothing_of_search_is_there() -> None:
    files = published(MANY)
    assert not [path for path in files if path.startswith("search/")]
    assert not [path for path in files if path.endswith(".html") and b"<search" in files[path]]


def test_with_it_every_other_page_has_the_form_and_no_script_of_it() -> None:
    files = built(MANY, SEARCH).files
    for path, content in files.items():
        if path.endswith(".html"):
            is_search = path == "search/index.html"
            [form] = list(page_of(content).iter("form"))
            assert (form.get("action") is None) == is_search
            assert (b"wasm-unsafe-eval" in content) == is_search
            assert (b"search." in b"".join(re.findall(rb"<script[^>]*>", content))) == is_search


def test_no_kind_of_entries_may_have_the_address_of_the_search() -> None:
    site = json.dumps({"title": "T", "description": "D", "glossary": [
        {"id": "search", "title": "Searches", "singular": "Search"}]})  # fmt: skip
    assert "E112" in [each.code for each in built({"site.yaml": site}).problems]


def test_records_hold_every_paragraph_and_note_with_its_id() -> None:
    records = built(MANY, SEARCH).records
    by_key = {(each.path, each.language): each.html for each in records}
    russian = by_key["briefings/ru/index.html", "ru"]
    assert '<p id="p2">Министры обороны обсуждали мирный договор.</p>' in russian
    assert "pact" not in russian
    assert '<div id="n-pact">No pact has followed.</div>' in by_key["briefings/ru/index.html", "en"]
    assert (
        "&lt;b&gt;treaty&lt;/b&gt; of peace &amp; order" in by_key["briefings/en/index.html", "en"]
    )
    assert "平 和 条 約" in by_key["briefings/ja/index.html", "ja"]


def test_notes_stand_in_the_order_of_their_numbers_by_which_the_search_calls_them() -> None:
    site = {
        "content/briefings/en.md": briefing("Sea", "en", "2016-01-02", "Peace came.", "Cod went."),
        "content/briefings/en.annotations.yaml": notes(
            note("cod", "Cod"), note("peace", "Peace"),
            {"id": "all", "about": "briefing", "kind": "source", "text": "As heard."},
        ),
    }  # fmt: skip
    [record] = [each for each in built(site, SEARCH).records if "n-cod" in each.html]
    assert re.findall(r'id="n-(\w+)"', record.html) == ["all", "peace", "cod"]


def test_the_index_is_the_same_every_time(indexer: Indexer) -> None:
    records = built(MANY, SEARCH).records
    first = make_index(records, indexer)
    for _ in range(4):
        assert first == make_index(records, indexer)
    assert {path.split("/")[1] for path in first} == {"ar", "en", "ja", "ru"}
    assert not [path for path in first if "ui" in path or "worker" in path]


def test_the_index_is_kept_and_made_anew_when_anything_is_odd(
    indexer: Indexer, tmp_path: Path
) -> None:
    records = built(MANY, SEARCH).records
    made = search_files(records, indexer, tmp_path / "public")
    none = Indexer("/nowhere", indexer.version)  # the key is the same, the program would fail
    assert search_files(records, none, tmp_path / "public") == made
    [kept] = (tmp_path / ".public.glossator" / "search").iterdir()
    for spoilt in (kept.read_bytes()[:-1], kept.read_bytes()[:-1] + b"?", b"", b"{}\n", b"[]\n"):
        kept.write_bytes(spoilt)
        with pytest.raises(SearchError):
            search_files(records, none, tmp_path / "public")
    assert search_files(records[1:], indexer, tmp_path / "public") != made
    assert publish(made, tmp_path / "public", ROOT).written == len(made)
    assert publish(made, tmp_path / "public", ROOT).is_unchanged


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("exit 3", "ended too early"),
        ("sleep 60", "took too long"),
        ("printf '!!!,'; sleep 60", "not understood"),
        ("printf 'e30=,'; sleep 60", "not understood"),
    ],
)
def test_an_indexer_that_fails_is_told_and_ended(script: str, cause: str, tmp_path: Path) -> None:
    program = tmp_path / "indexer"
    program.write_text(f"#!/bin/sh\n{script.replace('sleep', 'exec sleep')}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    begun = time.monotonic()
    with pytest.raises(SearchError, match=cause):
        make_index(built(MANY, SEARCH).records, Indexer(str(program), ""), longest=0.3)
    assert time.monotonic() - begun < 5


def test_an_indexer_may_answer_with_one_message_of_many_megabytes(indexer: Indexer) -> None:
    text = " ".join(f"word{number}x" for number in range(300_000))
    [record] = [each for each in built(MANY, SEARCH).records if "jose" in each.path]
    parts = [text[start:][:1_000_000] for start in range(0, 3_000_000, 1_000_000)]
    large = [replace(record, path=f"{number}/index.html",
                     html=record.html.replace("<h1>", f"<p>{part}</p><h1>"))
             for number, part in enumerate(parts)]  # fmt: skip
    assert sum(map(len, make_index(large, indexer).values())) > 1_200_000  # in base64 twice


def test_where_it_is_missing_the_build_says_so_once_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "find_indexer", lambda: None)
    (tmp_path / "site.yaml").write_text('{"title": "T", "description": "D"}')
    command(["-C", str(tmp_path), "build"], standalone_mode=False)
    said = capsys.readouterr().out
    assert said.count("no search") == 1
    assert not (tmp_path / "public/search").exists()


def test_where_it_fails_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "find_indexer", lambda: Indexer(str(tmp_path / "no"), ""))
    (tmp_path / "site.yaml").write_text('{"title": "T", "description": "D"}')
    with pytest.raises(EnvironmentFailedError) as failed:
        command(["-C", str(tmp_path), "build"], standalone_mode=False)
    assert failed.value.exit_code == 3
    assert "search index could not be made" in str(failed.value)
    assert not (tmp_path / "public").exists()


# The page.


class _Counting(SimpleHTTPRequestHandler):
    """Serves as hosts do, texts compressed, and remembers what was asked for."""

    asked: list[tuple[str, int]]

    @override
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        content = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in {".html", ".js", ".json", ".css"}:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.asked.append((self.path, len(content)))

    @override
    def log_message(self, format: str, *args: Any) -> None:  # its own name
        """Say nothing."""


class Served:
    """A published site, at a path or at the root, and what was asked of it."""

    def __init__(self, files: Mapping[str, bytes], folder: Path, below: str) -> None:
        publish(files, folder / below if below else folder / "site", ROOT)
        self.asked: list[tuple[str, int]] = []
        handler = type("Handler", (_Counting,), {"asked": self.asked})
        top = folder if below else folder / "site"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(top)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.root = f"http://127.0.0.1:{self.server.server_port}/{below}"

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def own(indexer: Indexer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """This repository's edition below a path."""
    outcome = build(read_tree(ROOT), SEARCH)
    served = Served(with_index(outcome, indexer), tmp_path_factory.mktemp("own"), "sub/")
    yield served
    served.end()


@pytest.fixture(scope="module")
def many(indexer: Indexer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small site in several languages at the root of its host."""
    files = with_index(built(MANY, SEARCH), indexer)
    served = Served(files, tmp_path_factory.mktemp("many"), "")
    yield served
    served.end()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may be said to the console."""
    said: list[str] = []
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert said == []


def ask(page: Page, served: Served, query: str, more: str = "") -> None:
    page.goto(f"{served.root}search/index.html?q={quote(query)}{more}")
    expect(page.get_by_role("status")).to_have_text(FOUND)


def first_hits(page: Page) -> list[str]:
    return page.locator("#found-briefings > ul > li").first.locator(".where a").all_inner_texts()


def marked(page: Page) -> list[str]:
    return page.locator("#found-briefings mark").all_text_contents()


def test_names_come_first_then_the_paragraphs_with_the_words(page: Page, own: Served) -> None:
    ask(page, own, "two plus two")
    assert page.locator("#results h2").all_inner_texts()[:2] == ["Names", "Transcripts and notes"]
    assert page.locator(".names a").first.inner_text() == "Two Plus Two (2+2)"
    assert first_hits(page)[0] == "Paragraph 6"
    assert marked(page)[0] == "Two Plus Two"
    expect(page.get_by_role("status")).to_have_text(re.compile(r"2 names and \d+ texts found"))
    first = page.locator("#found-briefings > ul > li").first
    assert first.locator("time").get_attribute("datetime") == "2016-12-15"
    assert "Sergei Lavrov" in first.locator(".when").inner_text()
    link = first.locator(".where a").first
    assert (link.get_attribute("href") or "").endswith(
        "#p6:~:text=we%20called%20the-,Two%20Plus%20Two"
    )
    link.click()
    expect(page).to_have_url(re.compile(r"/sub/briefings/2016-12-15-yamaguchi/index.html#p6"))
    expect(page.locator("#p6")).to_be_in_viewport()


def test_people_and_institutions_are_found_by_any_name(page: Page, own: Served) -> None:
    for query, wanted in [
        ("Patrushev", "Nikolai Patrushev"),
        ("Шойгу", "Sergei Shoigu"),
        ("шоЙГУ", "Sergei Shoigu"),
    ]:
        ask(page, own, query)
        assert page.locator(".names a").first.inner_text() == wanted
    ask(page, own, "Security Council")
    assert page.locator(".names a").count() >= 3


def test_words_are_found_in_all_their_forms_and_phrases_as_they_stand(
    page: Page, own: Served
) -> None:
    ask(page, own, "minister")
    assert {"ministers", "Minister"} <= set(marked(page))
    ask(page, own, '"plus two format"')
    assert marked(page) == ["Plus Two format"]
    ask(page, own, '"format plus two"')
    expect(page.get_by_role("status")).to_have_text("Nothing found for “"
                                                    '"format plus two"”.')  # fmt: skip


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "‹›", "「」", "『』", "《》", "〝〟", "＂＂"])
def test_the_quotation_marks_of_any_language_make_a_phrase(
    page: Page, own: Served, marks: str
) -> None:
    ask(page, own, "plus two format".join(marks))
    assert marked(page) == ["Plus Two format"]
    ask(page, own, "format plus two".join(marks))
    expect(page.get_by_role("status")).to_contain_text("Nothing found")


@pytest.mark.parametrize(
    ("query", "title", "hit", "words"),
    [
        ("министр договоры", "Заявление", "Paragraph 2", ["Министры", "договор"]),
        ("МИРНЫЙ", "Заявление", "Paragraph 2", ["мирный"]),
        ("السلام", "تصريح", "Paragraph 2", ["السلام"]),
        ("平和条約", "声明", "Paragraph 2", ["平和条約"]),
        ("日本 条約", "声明", "Paragraph 2", ["日本", "条約"]),
        ("cafe", "A statement", "Paragraph 1", ["café"]),
        ("CAFÉ", "A statement", "Paragraph 1", ["café"]),
        ('minister "peace & order"', "A statement", "Paragraph 2", ["peace", "order", "ministers"]),
        ("pact", "Заявление", "Note 1", ["pact"]),
    ],
)
def test_every_script_is_searched(  # noqa: PLR0913, PLR0917  # a case in a line
    page: Page, many: Served, query: str, title: str, hit: str, words: list[str]
) -> None:
    ask(page, many, query)
    assert page.locator("#found-briefings h3").all_inner_texts() == [title]
    assert first_hits(page)[0] == hit
    found = page.locator("#found-briefings li li").first.locator("mark").all_inner_texts()
    assert "".join(found).replace(" ", "").replace("&", "") == "".join(words)


def test_diacritics_of_names_do_not_count(page: Page, many: Served) -> None:
    ask(page, many, "jose alvarez")
    assert page.locator(".names a").all_inner_texts() == ["José Álvarez"]


def test_nothing_found_offers_names_that_are_near(page: Page, own: Served) -> None:
    ask(page, own, "Patrushef")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “Patrushef”.")
    assert page.locator(".names a").all_inner_texts() == ["Nikolai Patrushev"]


@pytest.mark.parametrize("query", ["Patrushef", "zzyzx", '"format plus two"'])
def test_nothing_found_always_leads_on_to_the_lists(page: Page, own: Served, query: str) -> None:
    ask(page, own, query)
    lists = page.get_by_role("region", name="Lists of everything").get_by_role("link")
    assert lists.all_inner_texts() == [
        "Briefings", "People", "Institutions", "Topics", "Glossary"
    ]  # fmt: skip
    expect(page.get_by_text("Put words in quotation marks")).to_be_visible()
    page.get_by_label("Words").fill("peace")
    expect(page.get_by_role("status")).to_contain_text("found.")
    expect(lists).to_have_count(0)
    page.get_by_label("Words").fill(query)
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    lists.get_by_text("People").click()
    expect(page.locator("h1")).to_have_text("People")


def test_a_word_of_several_can_be_near_to_a_name(page: Page, own: Served) -> None:
    ask(page, own, "zzyzx Patrushef")
    assert page.locator(".names a").all_inner_texts() == ["Nikolai Patrushev"]


def test_a_search_that_fails_shows_the_lists_of_which_it_speaks(
    browser: Browser, own: Served
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/names.json", lambda route: route.abort())
        page.goto(f"{own.root}search/index.html?q=peace")
        expect(page.get_by_role("status")).to_contain_text("could not be loaded")
        expect(page.locator("main").get_by_role("link", name="Topics")).to_be_visible()


def test_what_is_narrowed_to_nothing_can_be_widened(page: Page, many: Served) -> None:
    ask(page, many, "cafe", "&year=2016&sort=date")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “cafe”.")
    page.get_by_role("button", name="Search without narrowing").click()
    expect(page.get_by_role("status")).to_have_text("1 text found.")
    expect(page.get_by_label("Words")).to_be_focused()
    assert page.url.endswith("?q=cafe&sort=date")
    page.goto(f"{many.root}search/index.html?year=2016&kind=Interview")
    expect(page.get_by_role("status")).to_have_text("No text fits all that was chosen.")


def test_filters_narrow_and_stand_in_the_address(page: Page, many: Served) -> None:
    page.goto(f"{many.root}search/index.html")
    page.locator("summary").click()
    page.get_by_label("Year").select_option("2016")
    expect(page.locator("#found-briefings h3")).to_have_count(2)
    assert page.url.endswith("?year=2016")
    page.get_by_label("Order").select_option("date")
    page.get_by_label("Words").fill("нет")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “нет”.")
    page.get_by_label("Words").fill("договор")
    expect(page.get_by_role("status")).to_have_text("1 text found.")
    page.reload()
    expect(page.get_by_role("status")).to_have_text("1 text found.")
    assert page.get_by_label("Year").input_value() == "2016"
    assert page.get_by_label("Order").input_value() == "date"


def test_every_filter_narrows(page: Page, many: Served) -> None:
    page.goto(f"{many.root}search/index.html")
    page.locator("summary").click()
    for label, value in (
        ("Year", "2018"),
        ("Kind", "Interview"),
        ("Speaker", "José Álvarez"),
        ("Topic", "Fisheries"),
        ("Person or institution named", "House"),
    ):
        page.get_by_label(label, exact=True).select_option(value)
        expect(page.locator("#found-briefings h3")).to_have_text(["A talk"])
        page.get_by_label(label, exact=True).select_option("")
        expect(page.locator("#found-briefings h3")).to_have_count(0)


def test_texts_in_all_languages_are_put_in_one_order_of_date(page: Page, many: Served) -> None:
    page.goto(f"{many.root}search/index.html?kind=Briefing&sort=date")
    titles = page.locator("#found-briefings h3")
    expect(titles).to_have_text(["A statement", "声明", "تصريح", "Заявление"])
    languages = [each.get_attribute("lang") for each in titles.locator("a").all()]
    assert languages == [None, "ja", "ar", "ru"]
    assert {each.get_attribute("dir") for each in titles.locator("a").all()} == {"auto"}


def test_entries_and_essays_are_found_in_any_order(page: Page, own: Served) -> None:
    ask(page, own, "peace", "&sort=date")
    assert page.locator("#found-pages h3").count() > 1


def test_results_are_a_plain_list_and_what_is_found_is_said(page: Page, own: Served) -> None:
    ask(page, own, "peace")
    roles = page.locator("main [role]").evaluate_all("all => all.map(each => each.role)")
    assert "status" in roles
    assert not {"combobox", "listbox", "option"} & set(roles)
    assert page.locator("[aria-controls], [aria-activedescendant], datalist").count() == 0
    lists = page.locator("#results section > ul")
    assert lists.count() == page.locator("#results section").count() > 1


def test_the_form_is_not_printed(page: Page, own: Served) -> None:
    page.goto(f"{own.root}index.html")
    assert page.locator("header search").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("header search").is_visible()


def test_back_restores_query_and_place(page: Page, own: Served) -> None:
    page.goto(f"{own.root}index.html")
    page.get_by_role("searchbox").fill("ministers")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_have_text(FOUND)
    page.get_by_role("button", name="Show more").last.click()
    link = page.locator("#found-pages h3 a").nth(12)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 500
    link.click()
    expect(page).not_to_have_url(re.compile("search"))
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(FOUND)
    assert page.get_by_role("searchbox").input_value() == "ministers"
    expect(page.locator("#found-pages h3 a").nth(12)).to_be_in_viewport()
    assert page.evaluate("scrollY") == before


def test_results_come_soon_after_the_last_key(page: Page, own: Served) -> None:
    ask(page, own, "peace")
    box = page.get_by_role("searchbox")
    begun = time.monotonic()
    box.fill("peace treaty")
    expect(page.locator("#found-briefings mark").first).to_have_text("peace treaty")
    assert time.monotonic() - begun < 1.5  # 0.3 on a machine that does nothing else


def test_what_readers_type_is_never_read_as_html(page: Page, many: Served) -> None:
    ask(page, many, '<img src=x onerror="document.title=1">')
    assert page.locator("#results img, #found img").count() == 0
    ask(page, many, "order")
    assert "<b>treaty</b>" in page.locator("#found-briefings .snippet").inner_text()


def test_the_first_search_loads_little_and_other_pages_nothing(page: Page, own: Served) -> None:
    own.asked.clear()
    page.goto(f"{own.root}index.html")
    assert not [path for path, _ in own.asked if "search" in path]
    own.asked.clear()
    ask(page, own, "peace treaty")
    assert sum(size for _, size in own.asked) < 155_000
    assert len([path for path, _ in own.asked if "fragment" in path]) <= 12


def test_without_scripts_the_page_says_so_and_leads_to_the_lists(
    browser: Browser, own: Served
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{own.root}search/index.html?q=peace")
        expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
        page.locator("main").get_by_role("link", name="People").click()
        expect(page.locator("h1")).to_have_text("People")


def test_from_a_disk_the_page_says_that_it_cannot_search(page: Page, tmp_path: Path) -> None:
    publish(built(MANY, SEARCH).files, tmp_path / "site", ROOT)
    page.goto(f"{(tmp_path / 'site/search/index.html').as_uri()}?q=peace")
    expect(page.get_by_role("status")).to_contain_text("opened from a disk")
    expect(page.locator("main").get_by_role("link", name="Topics")).to_be_visible()


@each_mode
def test_the_page_with_hits_has_no_fault(
    browser: Browser, own: Served, scheme: Literal["light", "dark"], width: int
) -> None:
    size: ViewportSize = {"width": width, "height": 900}
    with browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True) as context:
        page = context.new_page()
        ask(page, own, "ministers", "&year=2016")
        page.locator("#results summary").first.click()
        assert barriers(page, options={}) == []
        page.set_viewport_size({"width": 320 if width < 400 else width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        controls = page.locator("header input, main input, select, button, summary")
        small = [
            box for each in controls.all() if (box := each.bounding_box()) and box["height"] < 24
        ]
        assert small == []


def test_a_tree_without_a_site_has_no_records() -> None:
    assert build(Tree({}), SEARCH).records == ()
