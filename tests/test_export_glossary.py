"""The glossary as data: SKOS in two forms, Popolo of each, mentions as a table."""

import csv
import json
from collections.abc import Mapping
from functools import cache
from io import StringIO

import pytest
from builders import BRIEFING, briefing, entry, markdown, page_of, published, quoted
from hypothesis import given
from pyld import jsonld
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from test_laws import any_texts, examples

from generator.exports.mentions import COLUMNS, harmless

URL = "https://example.org/edition"
SITE = quoted({"title": "Annotated Briefings", "description": "Word for word.", "url": URL})
lines = any_texts.filter(lambda text: text.strip())


@cache
def files() -> Mapping[str, bytes]:
    """A site of a few things that belong together."""
    return published({
        "site.yaml": SITE,
        BRIEFING: briefing(
            "Minister: =Holm= and Holm of the Bureau.\n\nNobody.",
            title='=HYPERLINK("http://x")', speakers={"Minister": "anna"},
        ),
        "content/people/anna.md": entry(
            "Anna Berg", other_names=[{"name": "А. Берг", "lang": "ru"}],
            roles=[{"title": "Minister", "institution": "ministry", "from": "2015", "to": "2018"}],
        ),
        "content/people/boris.md": entry(
            "Boris Holm", "Holm", identifiers={"wikidata": "Q1", "own": "7"},
            roles=[{"title": "Clerk", "institution": "bureau"}, {"title": "Poet"}],
        ),
        "content/institutions/ministry.md": entry("Ministry", posts=[{"title": "Minister"}]),
        "content/institutions/bureau.md": entry("Bureau", part_of="ministry", summary="A “room”."),
        "content/places/rome.md": entry("Rome"),
        "content/topics/peace.md": markdown({"name": "Peace", "other_names": [
            {"name": "Мир", "lang": "ru"}], "scope_note": 'Of "treaties".\nAnd\\more.'}),
        "content/topics/treaty.md": markdown({"name": "Treaty", "broader": "peace",
                                              "related": "rome-treaty"}),
        "content/topics/rome-treaty.md": markdown({"name": "Treaty of Rome"}),
    })  # fmt: skip


def graphs_of(made: Mapping[str, bytes], name: str) -> tuple[Graph, Graph]:
    """A scheme as it is read from its two forms."""
    base = f"{URL}/{name}/"
    statements = jsonld.to_rdf(
        json.loads(made[f"{name}/skos.jsonld"]), {"base": base, "format": "application/n-quads"}
    )
    turtle = Graph().parse(data=made[f"{name}/skos.ttl"], format="turtle", publicID=base)
    return Graph().parse(data=statements, format="nt"), turtle


@pytest.mark.parametrize("name", ["topics", "glossary"])
def test_both_forms_say_the_same(name: str) -> None:
    linked, turtle = graphs_of(files(), name)
    assert len(turtle) > 10
    assert isomorphic(linked, turtle)


def test_the_glossary_is_a_scheme_of_concepts_and_collections() -> None:
    graph, _ = graphs_of(files(), "glossary")
    scheme, bureau = URIRef(f"{URL}/glossary/"), URIRef(f"{URL}/institutions/bureau/")
    ministry, boris = URIRef(f"{URL}/institutions/ministry/"), URIRef(f"{URL}/people/boris/")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    assert (bureau, SKOS.broader, ministry) in graph
    assert (ministry, SKOS.narrower, bureau) in graph
    assert (bureau, SKOS.definition, Literal("A “room”.", lang="en")) in graph
    assert (bureau, SKOS.topConceptOf, None) not in graph
    assert set(graph.objects(boris, SKOS.altLabel)) == {Literal("Holm", lang="en")}
    assert set(graph.objects(boris, SKOS.exactMatch)) == {
        URIRef("https://www.wikidata.org/entity/Q1")
    }
    people = URIRef(f"{URL}/people/")
    assert set(graph.objects(people, SKOS.member)) == {boris, URIRef(f"{URL}/people/anna/")}


def test_every_relation_holds_both_ways_as_skos_wants_it() -> None:
    for name in ("topics", "glossary"):
        graph, _ = graphs_of(files(), name)
        for one, other in ((SKOS.broader, SKOS.narrower), (SKOS.related, SKOS.related),
                           (SKOS.hasTopConcept, SKOS.topConceptOf)):  # fmt: skip
            assert {(a, b) for a, b in graph.subject_objects(one)} == {
                (a, b) for b, a in graph.subject_objects(other)
            }, one
        assert not set(graph.subject_objects(SKOS.related)) & set(
            graph.subject_objects(SKOS.broader)
        )


@examples(15)
@given(lines, lines)
def test_any_words_are_read_back_from_both_forms(name: str, summary: str) -> None:
    made = published({
        "site.yaml": SITE,
        "content/people/x.md": entry("X", summary=summary, other_names=[{"name": name}]),
        "content/topics/y.md": markdown({"name": "Y", "scope_note": summary}),
    })  # fmt: skip
    for scheme in ("topics", "glossary"):
        linked, turtle = graphs_of(made, scheme)
        assert isomorphic(linked, turtle)
        said = {str(each) for each in turtle.objects() if isinstance(each, Literal)}
        assert any(each.strip() == summary.strip() for each in said)


# Popolo ------------------------------------------------------------------------------------------


def test_a_person_has_memberships_and_an_institution_its_posts_and_holders() -> None:
    anna = json.loads(files()["people/anna/popolo.json"])
    assert (anna["id"], anna["name"]) == ("anna", "Anna Berg")
    held = {"id": "anna/1", "person_id": "anna", "organization_id": "ministry",
            "post_id": "ministry/Minister", "role": "Minister",
            "start_date": "2015", "end_date": "2018"}  # fmt: skip
    assert anna["memberships"] == [held]
    ministry = json.loads(files()["institutions/ministry/popolo.json"])
    assert ministry["posts"] == [
        {"id": "ministry/Minister", "label": "Minister", "organization_id": "ministry"}
    ]
    assert ministry["memberships"] == [held]
    bureau = json.loads(files()["institutions/bureau/popolo.json"])
    assert bureau["parent_id"] == "ministry"
    assert [each["id"] for each in bureau["memberships"]] == ["boris/1"]
    assert "places/rome/popolo.json" not in files()


def test_each_file_says_what_the_whole_says() -> None:
    whole = json.loads(files()["people/popolo.json"])
    for person in whole["persons"]:
        alone = json.loads(files()[f"people/{person['id']}/popolo.json"])
        mine = [each for each in whole["memberships"] if each["person_id"] == person["id"]]
        assert alone.pop("memberships", []) == mine
        alone.pop("links")
        person.pop("links")
        assert alone == person


# Mentions ----------------------------------------------------------------------------------------


def rows_of(path: str) -> list[dict[str, str]]:
    text = files()[path].decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_each_mention_is_a_row_with_its_words_and_the_office_of_the_day() -> None:
    first, second = rows_of("people/boris/mentions.csv")
    assert first == {
        "briefing": "talks", "date": "2016-12-15", "title": "'=HYPERLINK(\"http://x\")",
        "paragraph": "1", "speaker": "Minister", "before": "'=", "words": "Holm",
        "after": "'= and Holm of the Bureau.", "offices_that_day": "Clerk; Poet",
        "address": f"{URL}/briefings/talks/#p1",
    }  # fmt: skip
    assert (second["before"], second["after"]) == ("'=Holm= and", "of the Bureau.")
    assert "people/anna/mentions.csv" not in files()


def test_a_table_begins_with_its_columns_and_ends_lines_as_rfc_4180_has_it() -> None:
    content = files()["people/boris/mentions.csv"]
    assert content.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 3


@given(any_texts)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert "\n" not in cell
    assert cell.removeprefix("'").split() == " ".join(text.split()).removeprefix("'").split() or (
        any(sign in text for sign in "\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff")
    )


def test_the_page_of_an_entry_names_the_files_beside_it() -> None:
    page = page_of(files()["people/boris/index.html"])
    made = {path.rpartition("/")[2] for path in files() if path.startswith("people/boris/")}
    heads = {each.get("href") for each in page.iter("link") if each.get("rel") == "alternate"}
    shown = {each.get("href") for each in page.iter("a")}
    assert {"popolo.json", "mentions.csv"} <= made & heads & shown
