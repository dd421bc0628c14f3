"""`glossator explain`: every published thing, address and file has an answer, and it is true."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import (
    BRIEFING,
    NOTES,
    NOW,
    SITE,
    briefing,
    built,
    entry,
    markdown,
    note,
    notes,
    tree_of,
)
from command import run, write

from generator.build import build
from generator.explanations import Explanation, Known, Unknown, as_text, explain, make_known
from generator.files import read_tree
from generator.source import Tree

SITES = Path(__file__).parent / "sites"
BASE = "https://example.org/sub"
FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing(
        "Minister: We met Holm, the Chief of Staff, Anna and Anna Berg.\n\nQuestion: Why?",
        speakers={"Minister": "anna-berg", "Question": None},
        names=[{"text": "Holm", "entry": "boris-holm"}],
        topics=["peace"],
    ),
    NOTES: notes(note("why", "Why?"), passages=[{"topic": "peace", "paragraphs": "1-2"}]),
    "content/briefings/talks.ru.md": markdown({"title": "Речь"}, "\nМы и Анну Берг.\n\nЧто?"),
    "content/people/anna-berg.md": entry(
        "Anna Berg", "Anna", other_names=[{"name": "Анну Берг", "lang": "ru"}],
        formerly=["a-berg"], body="See [[talks#p2]] and [[boris-holm|him]].",
    ),
    "content/people/boris-holm.md": entry(
        "Boris Holm", "Holm",
        roles=[{"title": "Chief", "institution": "staff", "from": "2015", "to": "2018"}],
    ),
    "content/people/carla-holm.md": entry("Carla Holm", "Holm"),
    "content/people/hanna.md": entry("Hanna", {"text": "Anna", "to": "2010"}),
    "content/institutions/staff.md": entry(
        "Staff", posts=[{"title": "Chief", "aliases": ["Chief of Staff"]}]
    ),
    "content/topics/peace.md": markdown({"name": "Peace"}),
    "content/pages/about.md": markdown({"title": "About"}, "[[anna-berg]]"),
    "content/people/secret.md": entry("Secret", status="draft"),
    "content/briefings/later.md": briefing("Soon.", embargo="2030-01-01T00:00:00+00:00"),
}  # fmt: skip


def known_of(tree: Tree, base: str = BASE) -> Known:
    return make_known(tree, replace(NOW, base_url=base, search=True))


@pytest.fixture(scope="module")
def known() -> Known:
    return known_of(tree_of(FILES))


def one(question: str, known: Known) -> Explanation:
    """The only answer to a question."""
    found = explain(question, known)
    assert not isinstance(found, Unknown), found
    [answer] = found
    return answer


def said(question: str, known: Known) -> str:
    return as_text(one(question, known))


def part(heading: str, explanation: Explanation) -> tuple[str, ...]:
    return dict(explanation.parts)[heading]


@pytest.mark.parametrize(
    "question",
    [
        "talks",
        "briefings/talks",
        "briefings/talks/",
        "/briefings/talks/index.html",
        "./content/briefings/talks.md",
        "public/briefings/talks/index.html",
        NOTES,
        f"{BASE}/briefings/talks/",
        "http://example.org/sub/briefings/talks/index.html?x=1",
        "http://127.0.0.1:8000/briefings/talks/",
    ],
)
def test_a_briefing_is_known_by_its_file_its_id_and_its_addresses(
    question: str, known: Known
) -> None:
    assert one(question, known) == one("talks", known)


def test_a_briefing_is_told_with_all_that_stands_on_it(known: Known) -> None:
    talks = one("talks", known)
    facts = dict(talks.facts)
    assert talks.about == "Talks (briefing: briefing)"
    assert facts["file"] == f"{BRIEFING}, {NOTES}"
    assert facts["published"] == "yes"
    assert facts["address"] == f"{BASE}/briefings/talks/"
    assert facts["page"] == "briefings/talks/index.html, by templates/briefing.html"
    assert part("names", talks) == ("anna-berg, 2×", "boris-holm, 2×")
    assert part("annotations", talks) == ("why (context)",)
    assert part("passages", talks) == ("1-2: peace", "the whole: peace")
    assert part("translations", talks) == ("ru: content/briefings/talks.ru.md",)
    assert "briefings/talks/tei.xml" in part("files beside the page", talks)
    assert {"feed.xml", "people/anna-berg/feed.xml", "topics/peace/feed.xml"} <= set(
        part("feeds", talks))  # fmt: skip
    assert part("what leads here", talks) == ("people/anna-berg: See Talks and him.",)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("“Holm” → boris-holm", f"line 1 of `names:` in {BRIEFING}"),
        ("“Anna” → anna-berg",
         "an alias of anna-berg; not hanna: it was not called so on 2016-12-15"),
        ("“Anna Berg” → anna-berg", "the name of anna-berg"),
        ("“Chief of Staff” → boris-holm",
         "an alias of the office “Chief” of staff, which boris-holm held on that day"),
    ],
)  # fmt: skip
def test_each_name_in_a_paragraph_has_its_reason(words: str, reason: str, known: Known) -> None:
    assert f"{words}: {reason}" in part("names", one("talks#p1", known))


def test_a_paragraph_is_told_with_its_speaker_its_notes_and_what_leads_to_it(known: Known) -> None:
    second = one("talks#p2", known)
    assert dict(second.facts)["speaker"] == "“Question”: nobody known"
    assert dict(second.facts)["text"] == "Why?"
    assert part("annotations", second) == ("why: “Why?”",)
    assert part("passage of the topics", second) == ("peace",)
    assert part("named by", second) == ("content/people/anna-berg.md",)
    assert one(f"{BASE}/briefings/talks/#p2:~:text=Why", known) == second


def test_a_paragraph_of_a_translation_is_told(known: Known) -> None:
    russian = one("talks#p1-ru", known)
    assert part("names", russian) == ("“Анну Берг” → anna-berg: another name of anna-berg",)
    assert one("talks.ru#p1", known) == russian
    assert "a translation of talks, in ru" in said("talks.ru", known)
    assert one("briefings/talks/ru/", known) == one("talks.ru", known)


@pytest.mark.parametrize("question", ["why", "talks#why", f"{BASE}/briefings/talks/#n-why",
                                      "briefings/talks/#r-why"])  # fmt: skip
def test_a_note_is_known_by_its_id_and_its_addresses(question: str, known: Known) -> None:
    facts = dict(one(question, known).facts)
    assert facts["about"] == "Why?"
    assert facts["stands in"] == "paragraph 2"
    assert facts["file"] == f"{NOTES}, item 1 of `annotations:`"


def test_what_is_not_published_says_why(known: Known) -> None:
    assert "published  no: it is a draft" in said("secret", known)
    assert "no: it is under embargo until 2030" in said("content/briefings/later.md", known)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("search/en/pagefind.js", "the index of the search"),
        ("sitemap.xml", "the map of the site for search engines"),
        ("public/robots.txt", "what search engines may read"),
        ("topics/peace/feed.json", "a feed: Annotated Briefings: Peace"),
    ],
)
def test_a_file_of_the_site_says_what_it_is(path: str, what: str, known: Known) -> None:
    assert dict(one(path, known).facts)["what"] == what


def test_a_template_says_which_pages_it_makes(known: Known) -> None:
    pages = part("pages made with it", one("templates/topic.html", known))
    assert pages == ("topics/peace/index.html",)


def test_an_old_address_leads_to_what_it_is_now(known: Known) -> None:
    assert one("a-berg", known) == one("anna-berg", known)
    moved = one("people/a-berg/", known)
    assert moved.about == "people/a-berg/index.html (a page that is made for you)"
    assert dict(moved.facts)["made of"] == "content/people/anna-berg.md"
    assert part("old addresses that lead here", one("anna-berg", known)) == (
        "people/a-berg/, by `formerly:`",
    )


def test_errors_are_told_with_what_they_are_about() -> None:
    bad, page = "---\nnmae: Bad\n---\n", markdown({"title": "A"}, "[[x]]")
    files = {**FILES, "content/people/bad.md": bad, "content/pages/about.md": page}
    faulty = known_of(tree_of(files))
    held = one("content/people/bad.md", faulty)
    assert "no: it has errors" in as_text(held)
    assert any("E110" in line for line in part("problems", held))
    assert "no: errors stand in the way of the whole site" in said("talks", faulty)
    assert any("E211" in line for line in part("problems", one("about", faulty)))
    assert "an alias of anna-berg" in said("talks#p1", faulty)


def test_an_id_of_two_things_is_told_twice() -> None:
    known = known_of(tree_of({**FILES, "content/topics/staff.md": markdown({"name": "Staffing"})}))
    found = explain("staff", known)
    assert not isinstance(found, Unknown)
    assert [each.about for each in found] == ["Staff (entry of institutions)", "Staffing (topic)"]


@pytest.mark.parametrize(
    ("question", "reason", "near"),
    [
        ("anna-burg", "there is nothing of that name", "anna-berg"),
        ("content/people/anna-burg.md", "there is nothing of that name",
         "content/people/anna-berg.md"),
        ("talks#p9", "there is no place “#p9” in talks, which has 2 paragraphs", ""),
        ("talks#whyy", "there is no place “#whyy” in talks, which has 2 paragraphs", "talks#why"),
        ("https://example.com/x", f"this is no address of this site, which is at {BASE}", ""),
    ],
)  # fmt: skip
def test_what_is_unknown_is_told_with_what_it_could_be(
    question: str, reason: str, near: str, known: Known
) -> None:
    assert explain(question, known) == Unknown(reason, near)


@pytest.mark.parametrize("site", sorted(path.name for path in SITES.iterdir()))
@pytest.mark.parametrize("base", ["", BASE])
def test_everything_that_a_site_is_made_of_and_makes_is_explained(site: str, base: str) -> None:
    tree = read_tree(SITES / site / "in")
    options = replace(NOW, base_url=base, search=True)
    outcome = build(tree, options)
    known = make_known(tree, options)
    library = outcome.library
    questions = [
        *outcome.files,
        *(path.removesuffix("index.html") for path in outcome.files if path != "index.html"),
        *(path for path in tree.files if path.startswith("content/")),
        *(each.document.path for each in library.published),
        *(each.id for each in library.published),
        *(held.path for held in library.held),
    ]
    for each in library.briefings.values():
        questions += [f"{each.id}#p{number.number}" for number in each.transcript.paragraphs]
        questions += [f"{each.id}#{one.id}" for one in each.annotations]
    unknown = [question for question in questions if isinstance(explain(question, known), Unknown)]
    assert unknown == []


def test_every_mention_of_a_real_text_has_a_reason() -> None:
    known = known_of(read_tree(SITES.parent.parent), "")
    for number in range(1, 15):
        for line in part("names", one(f"2016-12-15-yamaguchi#p{number}", known)):
            assert line.partition(": ")[2], line


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


def test_the_command_explains_as_text_and_as_json(site: Path) -> None:
    ended = run(site, "explain", "talks")
    assert ended.status == 0
    assert ended.out.startswith("Talks (briefing: briefing)\n  id          talks\n")
    [value] = json.loads(run(site, "explain", "talks", "--format", "json").out)
    assert value["facts"]["id"] == "talks"
    assert value["parts"]["annotations"] == ["why (context)"]


def test_a_path_is_understood_from_where_one_stands(site: Path) -> None:
    from_below = run(site / "content" / "people", "explain", "anna-berg.md")
    assert from_below.out == run(site, "explain", "anna-berg").out != ""


def test_the_section_of_a_problem_is_printed_anywhere(tmp_path: Path) -> None:
    ended = run(tmp_path, "explain", "e203")
    assert ended.out.startswith("E203 · An ambiguous name\n")
    assert "**Cure:** say which" in ended.out
    ended = run(tmp_path, "explain", "E299")
    assert (ended.status, ended.out) == (2, "")
    assert "“E299”: there is no problem E299; did you mean “E" in ended.err


def test_what_is_unknown_is_a_wrong_use_of_the_command(site: Path) -> None:
    ended = run(site, "explain", "anna-burg")
    assert (ended.status, ended.out) == (2, "")
    assert "“anna-burg”: there is nothing of that name; did you mean “anna-berg”?" in ended.err


def test_the_site_of_these_tests_is_sound() -> None:
    assert not built(FILES).has_errors
