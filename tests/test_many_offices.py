"""A person with more offices than a page has room for."""

import gzip
import json
from functools import cache
from random import Random

from builders import BRIEFING, Files, briefing, entry, page_of, published

PAGE = "people/ann/index.html"
LIST = "people/ann/offices/index.html"
MOST = 100 * 1024


def _office(rng: Random, place: int) -> dict[str, str]:
    title = " ".join("".join(rng.choices("abdefgiklmnoprstu", k=7)) for _ in range(8))
    year, month = 1700 + place // 5, 1 + place % 12
    return {"title": title, "institution": "body",
            "from": f"{year}-{month:02}-01", "to": f"{year}-{month:02}-20"}  # fmt: skip


@cache
def files(number: int = 1500) -> dict[str, bytes]:
    rng = Random(0)  # noqa: S311  # no secret: the same page every time
    site: Files = {
        "content/people/ann.md": entry("Ann", roles=[_office(rng, each) for each in range(number)]),
        "content/institutions/body.md": entry("Body"),
        BRIEFING: briefing("Ann spoke."),
    }
    return dict(published(site))


def rows(path: str, number: int = 1500) -> list[str]:
    """The offices on a page, by their titles."""
    return [each.text or "" for each in page_of(files(number)[path]).iter("th")
            if each.get("scope") == "row"]  # fmt: skip


def test_no_page_of_a_person_with_1500_offices_is_heavy() -> None:
    pages = {path: content for path, content in files().items() if path.startswith("people/ann/")}
    assert len(gzip.compress(pages[PAGE], 9)) <= 25 * 1024
    assert all(len(gzip.compress(each, 9)) <= MOST for each in pages.values())


def test_the_page_shows_the_latest_and_leads_to_all_by_decade() -> None:
    assert len(rows(PAGE)) == 100
    assert b'<a href="../../people/ann/offices/index.html">Offices (1500)</a>' in files()[PAGE]
    below = [path for path in files() if path.startswith("people/ann/offices/") and path != LIST]
    shown = {title for path in below if path.endswith(".html") for title in rows(path)}
    assert len(shown) == 1500
    assert b"1990s" in files()[LIST]
    assert b'href="../../../people/ann/offices/1990s/index.html"' in files()[LIST]


def test_a_decade_is_called_after_its_person() -> None:
    [heading] = page_of(files()["people/ann/offices/1990s/index.html"]).iter("h1")
    assert heading.text == "Ann: Offices, 1990s"


def test_what_the_page_says_to_machines_is_what_it_shows() -> None:
    content = files()[PAGE].decode()
    written = content.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert len(json.loads(written)["hasOccupation"]) == 100


def test_a_hundred_offices_stand_on_one_page() -> None:
    assert len(rows(PAGE, 100)) == 100
    assert LIST not in files(100)
