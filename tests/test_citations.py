"""Citations as files and in the head come back whole in the programs that read them."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
import rispy
from builders import BRIEFING, BRIEFING_PAGE, Files, briefing, entry, page_of, published, quoted
from pybtex.database import parse_string
from test_exports import untex

URL = "https://example.org"
FOLDER = "briefings/talks/"
SITE = {"title": "Edition", "description": "D", "url": URL, "publisher": "Institute & Sons"}

# What Zotero's translator “Embedded Metadata” makes of the names in a head.
HIGHWIRE = {
    "citation_title": "title",
    "citation_date": "date",
    "citation_publisher": "publisher",
    "citation_language": "language",
    "citation_public_url": "url",
}
TYPES = ("webpage", "presentation", "document")  # of Zotero's own, by their names


def a_site(sort_names: Mapping[str, str | None], *, title: str, **site: object) -> Files:
    """A briefing in which each of some people says something."""
    labels = {f"Label {number}": f"p{number}" for number in range(len(sort_names))}
    return {
        "site.yaml": quoted({**SITE, **site}),
        BRIEFING: briefing(
            "\n\n".join(f"{label}: Yes." for label in labels) or "Yes.", title=title, place="rome",
            speakers=labels, source={"publisher": "The Office", "url": "https://office.test/a_b%7B"},
        ),
        "content/places/rome.md": entry("Rome"),
    } | {
        f"content/people/p{number}.md": entry(name, **({"sort_name": parts} if parts else {}))
        for number, (name, parts) in enumerate(sort_names.items())
    }  # fmt: skip


def by_zotero(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The item that the translator makes of a page's head."""
    metas = [(each.get("name"), each.get("content", ""))
             for each in page_of(files[BRIEFING_PAGE]).iter("meta")]  # fmt: skip
    item: dict[str, Any] = {HIGHWIRE[name]: " ".join(content.split())
                            for name, content in metas if name in HIGHWIRE}  # fmt: skip
    # Any name of these would make an article, a paper, a chapter … of it.
    others = re.compile("citation_(journal|conference|book|dissertation|technical|series|isbn)")
    assert not [name for name, _ in metas if name and others.match(name)]
    [item["itemType"]] = [content for name, content in metas if name == "z:itemType"]
    item["creators"] = [
        creator
        for name, content in metas if name == "citation_author"
        for creator in creators(content)
    ]  # fmt: skip
    return item


def creators(written: str) -> list[tuple[str, ...]]:
    """Family and given name, or one name; the translator parts several authors by these signs."""
    authors = re.split(r"\s*;\s*", written)
    parts = re.split(r"\s*,\s*", written)
    if len(authors) == 1 and len(parts) > 1 and " " in parts[0] and " " in parts[1]:
        authors = parts
    return [tuple(re.split(r"\s*,\s*", each.replace("\N{NO-BREAK SPACE}", " "), maxsplit=1))
            for each in authors if each.strip()]  # fmt: skip


SPEAKERS = pytest.mark.parametrize(
    "people",
    [
        {},
        {"Anna Berg": "Berg, Anna"},
        {"王小明": "王, 小明", "安倍 晋三": "安倍, 晋三", "Ministry": None},
        {"Juan And": "And, Juan", "Ludwig van Beethoven": "van Beethoven, Ludwig"},
        {"Mariano José Rajoy Brey": "Rajoy Brey, Mariano José"},
    ],
    ids=["nobody", "one", "several, of other scripts", "words that part names", "spaces"],
)
TITLES = pytest.mark.parametrize(
    "title", ["Talks", 'The “treaty” {and} "peace"', r"50% & $5_a #1 \x ~ ^", "共同声明", "{", "}{"]
)


def names_of(people: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    return [tuple((parts or name).split(", ")) for name, parts in people.items()]


@SPEAKERS
def test_zotero_makes_an_item_of_the_head(people: dict[str, str | None]) -> None:
    assert by_zotero(published(a_site(people, title="The “{talks}”"))) == {
        "itemType": "webpage",
        "title": "The “{talks}”",
        "date": "2016/12/15",
        "publisher": "Institute & Sons",
        "language": "en",
        "url": f"{URL}/{FOLDER}",
        "creators": names_of(people),
    }


@pytest.mark.parametrize("kind", TYPES)
def test_zotero_takes_a_briefing_for_what_the_site_says(kind: str) -> None:
    files = published(a_site({}, title="T", citation_type=kind))
    assert by_zotero(files)["itemType"] == kind


@TITLES
@SPEAKERS
def test_every_field_comes_back_from_every_file(people: dict[str, str | None], title: str) -> None:
    files = published(a_site(people, title=title))
    names = names_of(people)
    origin = "The Office https://office.test/a_b%7B"

    [entry_] = parse_string(files[f"{FOLDER}citation.bib"].decode(), "bibtex").entries.values()
    assert {key: untex(value) for key, value in entry_.fields.items()} == {
        "title": title, "date": "2016-12-15", "year": "2016", "month": "12",
        "organization": "Institute & Sons", "howpublished": "Edition", "venue": "Rome",
        "language": "en", "url": f"{URL}/{FOLDER}", "note": origin,
    }  # fmt: skip
    read = [
        (" ".join([*each.prelast_names, *each.last_names]).strip("{}"),
         " ".join([*each.first_names, *each.middle_names]))
        for each in entry_.persons.get("author", ())
    ]  # fmt: skip
    assert [tuple(filter(None, each)) for each in read] == names

    [record] = rispy.loads(files[f"{FOLDER}citation.ris"].decode())
    assert record.get("authors", []) == [", ".join(each) for each in names]
    assert record == {
        **({"authors": record["authors"]} if names else {}),
        "type_of_reference": "ELEC", "title": title, "secondary_title": "Edition",
        "publisher": "Institute & Sons", "place_published": "Rome", "year": "2016",
        "date": "2016/12/15", "language": "en", "urls": [f"{URL}/{FOLDER}"], "notes": [origin],
        "id": "talks",
    }  # fmt: skip

    [item] = json.loads(files[f"{FOLDER}citation.json"])
    whole = [{"family": each[0], "given": each[1]} if len(each) > 1 else {"literal": each[0]}
             for each in names]  # fmt: skip
    assert item == {
        **({"author": whole} if whole else {}),
        "id": "talks", "type": "webpage", "title": title, "event-place": "Rome",
        "issued": {"date-parts": [[2016, 12, 15]]}, "container-title": "Edition",
        "publisher": "Institute & Sons", "language": "en", "URL": f"{URL}/{FOLDER}",
        "note": origin,
    }  # fmt: skip
