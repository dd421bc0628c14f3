"""Where an entry speaks and is named: context, links to the words, and pages that stay light."""

import gzip
import re

from builders import (
    NOTES,
    briefing,
    entry,
    faults_of_links,
    having_class,
    note,
    notes,
    page_of,
    published,
)

BERG = entry("Anna Berg", "Anna Berg", roles=[{"title": "Minister", "from": "2016"}])
PERSON = "people/berg/index.html"
MOST = 100 * 1024


def many(briefings: int, mentions: int) -> dict[str, str]:
    """Briefings of twenty years that name somebody often, in words that repeat little."""
    said = " ".join(f"Word{number} met Anna Berg near {number * 7919 % 9973}." for number in
                    range(mentions))  # fmt: skip
    return {"content/people/berg.md": BERG} | {
        f"content/briefings/b{number}.md": briefing(
            said.replace("Word", f"W{number * 31 % 97}x"), date=f"{1990 + number % 20}-05-01",
            speakers={"Berg": "berg"},
        )
        for number in range(briefings)
    }  # fmt: skip


def test_a_mention_links_to_its_words() -> None:
    site = published({
        "content/people/berg.md": entry("Anna Berg", "Berg-Holm, A.", "Anna"),
        "content/briefings/talks.md": briefing("We met Berg-Holm, A. again.\n\nAnna came."),
    })  # fmt: skip
    links = [link.get("href") for item in having_class(page_of(site[PERSON]), "lines")
             for link in item.iter("a")]  # fmt: skip
    assert links == [
        "../../briefings/talks/index.html#p1:~:text=Berg%2DHolm%2C%20A.",
        "../../briefings/talks/index.html#p2:~:text=Anna",
    ]


def test_words_with_the_number_of_a_note_behind_them_are_not_looked_for() -> None:
    site = published({
        "content/people/berg.md": entry("Anna Berg", "Anna"),
        "content/briefings/talks.md": briefing("We met Anna."),
        NOTES: notes(note("n1", "met Anna")),
    })  # fmt: skip
    assert b'index.html#p1"' in site[PERSON]
    assert b":~:text" not in site[PERSON]


def test_context_is_ninety_characters_each_side() -> None:
    filler = "word " * 60
    site = published({
        "content/people/berg.md": entry("Anna Berg", "Anna"),
        "content/briefings/talks.md": briefing(f"{filler}Anna {filler}end."),
    })  # fmt: skip
    [line] = having_class(page_of(site[PERSON]), "sentence")
    before, after = "".join(line[0].itertext()), "".join(line[1].itertext()).removeprefix("Anna")
    assert before.startswith("…")
    assert after.endswith("…")
    assert 80 <= len(before) <= 92
    assert 80 <= len(after) <= 92


def test_up_to_a_hundred_mentions_nothing_is_folded() -> None:
    page = page_of(published(many(20, 5))[PERSON])
    assert having_class(page, "year") == []
    assert len(having_class(page, "sentence")) == 100


def test_above_a_hundred_mentions_the_years_are_folded_on_the_same_page() -> None:
    site = published(many(20, 6))
    page = page_of(site[PERSON])
    years = having_class(page, "year")
    assert [each.tag for each in years] == ["details"] * 20
    assert [each.get("id") for each in years][:2] == ["year-2009", "year-2008"]
    assert "open" in years[0].attrib
    assert len(having_class(page, "sentence")) == 120
    below = [path for path in site if path.startswith("people/berg/") and path.endswith(".html")]
    assert below == ["people/berg/index.html"]


def test_no_page_is_heavy_and_no_mention_is_lost() -> None:
    site = published(many(80, 100))
    pages = [path for path in site if re.match(r"people/berg/.*index\.html\Z", path)]
    assert len(pages) > 2
    assert max(len(gzip.compress(site[path])) for path in pages) < MOST
    shown = [len(having_class(page_of(site[path]), "sentence")) for path in pages
             if path != PERSON]  # fmt: skip
    assert sum(shown) == 8_000
    assert "8000 mentions in 80 briefings" in " ".join(page_of(site[PERSON]).itertext())
    assert list(faults_of_links({path: site[path] for path in site})) == []
