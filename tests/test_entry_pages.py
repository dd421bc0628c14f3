"""The pages of people, institutions and other entries."""

import re
from pathlib import Path

import pytest
from builders import BRIEFING, ROOT, briefing, entry, markdown, page_of, published

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
