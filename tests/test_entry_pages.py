"""The pages of people, institutions and other entries."""

import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from builders import (
    BRIEFING,
    ROOT,
    briefing,
    entry,
    having_class,
    markdown,
    page_of,
    published,
)

PERSON = "people/ada/index.html"
OFFICE = {"title": "Minister", "institution": "house", "from": "2010", "to": "2012"}


def _site(**head: object) -> dict[str, str]:
    return {
        BRIEFING: briefing("HOST: Ada Moss came.\n"),
        "content/people/ada.md": markdown({"name": "Ada Moss", **head}),
        "content/institutions/house.md": entry("House"),
    }


def _when(files: dict[str, str]) -> str:
    page = page_of(published(files)[PERSON])
    line = page.find(".//section[@class='concordance']//p[@class='when']")
    assert line is not None
    return "".join(line.itertext())


def test_a_briefing_outside_all_offices_says_that_none_is_recorded() -> None:
    assert _when(_site(roles=[OFFICE])) == "15 December 2016 · no office recorded on that day"


def test_an_office_that_may_have_ended_is_held_perhaps() -> None:
    words = _when(_site(roles=[OFFICE | {"to": "2016"}]))
    assert words == "15 December 2016 · perhaps Minister, House"


def test_nothing_is_said_of_offices_where_a_person_has_none() -> None:
    assert _when(_site()) == "15 December 2016"


def test_the_note_of_an_office_is_not_read_with_every_cell_of_its_row() -> None:
    page = page_of(published(_site(roles=[OFFICE | {"note": "Acting at first."}]))[PERSON])
    [row] = page.findall(".//tbody//th")
    assert (row.get("abbr"), "".join(row.itertext())) == ("Minister", "Minister Acting at first.")


def test_a_table_of_offices_has_no_column_that_stands_empty() -> None:
    columns = {}
    for roles in ([OFFICE], [{"title": "Envoy", "from": "2012"}]):
        page = page_of(published(_site(roles=roles))[PERSON])
        columns[roles[0]["title"]] = [each.text for each in page.findall(".//thead//th")]
        assert len(page.findall(".//tbody/tr/*")) == len(columns[roles[0]["title"]])
    assert columns == {
        "Minister": ["Office", "Body", "From", "To"],
        "Envoy": ["Office", "From", "To"],
    }


# What the specification of the reader's site says of these pages, 5.1 to 5.3 ----------------------


FULL = {
    "content/people/ada.md": markdown(
        {"name": "Ada Moss", "summary": "A minister.", "birth_date": "1980-02-03",
         "identifiers": {"wikidata": "Q1", "viaf": "22"},
         "other_names": [{"name": "Ада Мосс", "lang": "ru"}, {"name": "Ada Berg", "to": "2011"}],
         "roles": [OFFICE | {"sources": [{"title": "Gazette"}]},
                   {"title": "Envoy", "from": "2012"}]}
    ),
    "content/institutions/house.md": entry("House"),
    "content/places/city.md": entry("City"),
    "content/events/summit.md": entry("Summit"),
    BRIEFING: briefing("HOST: Ada Moss came to the House. Ada Moss left.", place="city",
                       event="summit", speakers={"HOST": None}, participants=["ada"]),
    "content/briefings/early.md": briefing("HOST: Ada Moss came.", title="Early", date="2011-01-01",
                                           place="city", speakers={"HOST": "ada"}),
}  # fmt: skip


@cache
def _full(path: str) -> Element:
    return page_of(published(FULL)[path])


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _section(path: str, name: str) -> Element:
    [found] = [each for each in _full(path).iter("section") if each.get("aria-labelledby") == name]
    return found


def test_a_person_is_named_in_every_script_with_offices_in_a_table_and_links_to_registers() -> None:
    page = _full(PERSON)
    [heading] = page.iter("h1")
    assert heading.text == "Ada Moss"
    assert [_plain(each) for each in having_class(page, "original")] == ["Ада Мосс"]
    assert [_plain(each) for each in having_class(page, "lede")] == ["A minister."]
    [table] = page.iter("table")
    rows = [[_plain(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [
        ["Office", "Body", "From", "To", "Source"],
        ["Envoy", "", "2012", "", ""],
        ["Minister", "House", "2010", "2012", "Gazette"],
    ]
    facts = {_plain(each[0]): _plain(each[1]) for each in page.iter("div")
             if len(each) > 1 and each[0].tag == "dt"}  # fmt: skip
    assert facts["Also named"] == "Ada Berg (until 2011)"
    outward = [each for each in page.iter("a") if (each.get("href") or "").startswith("https:")]
    assert [each.text for each in outward] == ["22", "Q1"]
    assert not [each for each in page.iter("a") if each.get("rel")]


def test_kinds_that_editors_write_begin_as_all_other_kinds_do() -> None:
    house = entry("House", classification="chamber of deputies")
    files = published(FULL | {"content/institutions/house.md": house})
    facts = having_class(page_of(files["institutions/house/index.html"]), "facts")[0]
    assert _plain(facts) == "Kind Chamber of deputies"


def test_mentions_stand_by_briefing_the_latest_first_with_their_words_bold() -> None:
    named = _section(PERSON, "named-in")
    assert [_plain(each) for each in named.iter("h3")] == ["Talks", "Early"]
    assert [_plain(each) for each in named.iter("b")] == ["Ada Moss"] * 3
    assert "3 mentions in 2 briefings" in _plain(named)


def test_a_briefing_in_which_somebody_speaks_says_the_office_of_the_day() -> None:
    assert _plain(_section(PERSON, "speaks-in")) == (
        "Speaks in Early 1 January 2011 · Minister, House"
    )


def test_who_took_part_without_a_word_is_told_on_the_page() -> None:
    assert _plain(_section(PERSON, "takes-part")) == (
        "Takes part in Talks 15 December 2016 · Envoy"
    )


@pytest.mark.parametrize(
    ("path", "briefings"),
    [("places/city", ["Talks", "Early"]), ("events/summit", ["Talks"])],
)
def test_a_place_and_an_event_name_their_briefings(path: str, briefings: list[str]) -> None:
    section = _section(f"{path}/index.html", "takes-part")
    assert [_plain(each) for each in section.iter("h2")] == ["Briefings"]
    assert [_plain(each) for each in section.iter("h3")] == briefings


def test_of_very_many_briefings_at_a_place_the_latest_are_named_and_all_counted() -> None:
    files = {"content/places/city.md": entry("City")} | {
        f"content/briefings/b{number}.md": briefing("A: One.", place="city", speakers={"A": None})
        for number in range(101)
    }
    page = page_of(published(files)["places/city/index.html"])
    assert [_plain(each) for each in page.iter("h2")] == ["Briefings 101"]
    assert len(list(page.iter("h3"))) == 100


def test_a_catalogue_of_the_site_says_everything_that_these_pages_say() -> None:
    english = (ROOT / "templates/strings/en.yaml").read_text("utf-8")
    ours = re.sub(r"(?m)^(  entry-(?:offices|from|named-in|born): ).*$", r"\1Zz", english)
    files = _site(roles=[OFFICE], birth_date="1980") | {"templates/strings/en.yaml": ours}
    page = page_of(published(files)[PERSON])
    headings = {"".join(each.itertext()) for each in page.iter("h2")}
    assert headings == {"Zz"}
    assert "Zz" in {"".join(each.itertext()) for each in page.iter("dt")}


@pytest.mark.parametrize(
    "name",
    ["person", "institution", "entry", "parts/_entry", "parts/_people", "parts/_backlinks",
     "parts/_sources"],
)  # fmt: skip
def test_no_word_for_readers_stands_in_a_template(name: str) -> None:
    template = Path(ROOT / f"templates/{name}.html").read_text("utf-8")
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    assert re.findall(r">[^<>]*[A-Za-z]{2,}[^<>]*<", bare) == []
