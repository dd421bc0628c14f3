"""Home, lists, topics, the timeline, the index of passages; and that none of them grows heavy."""

import gzip
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest
from browsing import MODES, NARROW, barriers, show_in
from builders import (
    NOTES,
    NOW,
    ROOT,
    Files,
    briefing,
    built,
    codes,
    entry,
    faults_of_links,
    having_class,
    markdown,
    page_of,
    planned,
    published,
    quoted,
)
from golden import made, sites
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.build import Outcome
from generator.pages.splitting import Group, Pages, Part, grouped, split
from generator.render import render_pages
from generator.strings import Strings

MOST = 100 * 1024  # bytes of a page after gzip
MANY = 10_000
STRINGS = Strings("en", {"in-brackets": {"other": " ({words})"}})
LISTS = {
    "home.html", "briefings.html", "year.html", "list.html", "glossary.html", "topics.html",
    "topic_list.html", "topic.html", "dossier.html", "index_of_passages.html", "timeline.html",
}  # fmt: skip
SYLLABLES = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
TALKS = "content/briefings/talks.md"


# Reading pages ---------------------------------------------------------------------------------


def words(element: Element) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def within(page: Element, name: str) -> list[Element]:
    """The elements of a class."""
    return [each for each in page.iter() if name in each.get("class", "").split()]


def main_of(files: Mapping[str, bytes], path: str) -> str:
    """The words of a page's main part."""
    return words(next(page_of(files[path]).iter("main")))


# Splitting -------------------------------------------------------------------------------------


def groups_of(sizes: list[list[int]]) -> tuple[Group[tuple[int, int, int]], ...]:
    """Groups of items that are all different: group, place, weight."""
    return tuple(
        Group(f"g{number}", f"G{number}",
              tuple((number, place, weight) for place, weight in enumerate(weights)))
        for number, weights in enumerate(sizes) if weights
    )  # fmt: skip


def weight_of(item: tuple[int, int, int]) -> int:
    return item[2]


@given(st.lists(st.lists(st.integers(1, 50), max_size=12), max_size=8), st.integers(1, 120))
def test_splitting_loses_and_repeats_nothing_and_keeps_the_order(
    sizes: list[list[int]], budget: int
) -> None:
    groups = groups_of(sizes)
    parts = split(groups, weight_of, budget)
    assert [item for part in parts for item in part.items] == [
        item for group in groups for item in group.items
    ]
    assert len({part.id for part in parts}) == len(parts)
    for part in parts:
        assert sum(map(weight_of, part.items)) <= budget or len(part.items) == 1
    is_light = sum(weight for weights in sizes for weight in weights) <= budget
    assert is_light == ([part.id for part in parts] == [""])


@given(st.lists(st.lists(st.integers(1, 50), max_size=12), min_size=1, max_size=8))
def test_a_page_of_a_group_stays_where_it_is_whatever_its_neighbours_hold(
    sizes: list[list[int]],
) -> None:
    alone = split(groups_of([[100], *sizes]), weight_of, 60)
    beside = split(groups_of([[100, 20, 30, 40], *sizes]), weight_of, 60)
    rest = [part for part in alone if part.groups[0].id != "g0"]
    assert rest == [part for part in beside if part.groups[0].id != "g0"]


@given(st.lists(st.lists(st.integers(1, 50), max_size=12), max_size=8))
def test_from_page_to_page_a_reader_comes_through_the_whole_list(sizes: list[list[int]]) -> None:
    parts = split(groups_of([[100], *sizes]), weight_of, 60)
    pages = Pages("x/index.html", "X", "x/y", parts, STRINGS)
    at: Part[tuple[int, int, int]] | None = pages.parts[0]
    seen = []
    while at is not None:
        seen.append(at)
        around = pages.around(at, str)
        assert around.first is not None
        assert sum(jump.is_current for jump in around.jumps) == 1
        link = around.following
        at = None if link is None else _led_to(pages, pages.path(at), link.href)
    assert seen == list(pages.parts)


@given(st.lists(st.lists(st.integers(1, 20), max_size=4), max_size=8), st.integers(20, 120))
def test_small_groups_share_the_page_of_a_wider_one(sizes: list[list[int]], budget: int) -> None:
    def wider(group: Group[tuple[int, int, int]]) -> tuple[str, str]:
        number = int(group.id[1:]) // 3
        return f"w{number}", f"W{number}"

    groups = groups_of([[100], *sizes])
    parts = split(groups, weight_of, budget, wider)
    assert [item for part in parts for item in part.items] == [
        item for group in groups for item in group.items
    ]
    for part in parts:
        assert sum(map(weight_of, part.items)) <= budget or len(part.items) == 1
        if part.id.startswith("g"):
            within = [each for each in groups if wider(each) == wider(part.groups[0])]
            assert sum(weight_of(item) for each in within for item in each.items) > budget


def _led_to(pages: Pages[tuple[int, int, int]], page: str, href: str) -> Part[tuple[int, int, int]]:
    target = normpath(join(dirname(page), href))
    return next(part for path, part in pages.below if path == target)


def test_groups_come_in_the_order_in_which_they_first_occur() -> None:
    found = grouped(["b1", "a1", "b2"], lambda each: (each[0], each[0].upper()))
    assert found == (Group("b", "B", ("b1", "b2")), Group("a", "A", ("a1",)))


# A site too large for single pages -------------------------------------------------------------


def heavy() -> Files:
    """Few things with so many words that no list of them fits on a page."""
    chance = random.Random(4)  # noqa: S311  # no secret

    def long(number: int) -> str:
        return " ".join(
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(number)
        )

    files = {
        f"content/people/p{number}.md":
            entry(f"{letter}on {number}", f"{letter}on{number}", f"Alias {long(300)}",
                  summary=long(700), roles=[{"title": long(800), "from": f"{1980 + number}"}])
        for number, letter in enumerate("AABBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBCÉE")
    }  # fmt: skip
    files |= {f"content/topics/t{number}.md":
              markdown({"name": f"{'ABC'[number % 3]} topic {number}", "scope_note": long(600)})
              for number in range(40)}  # fmt: skip
    for number in range(40):
        name = f"content/briefings/b{number}"
        text = f"A: Bon5 spoke. {long(700)}\n\n{long(100)}\n"
        files[f"{name}.md"] = briefing(text, date=f"201{number // 30}-{1 + number % 4:02}-01",
                                       title=f"Talks {number}", summary=long(900),
                                       speakers={"A": "p1"})  # fmt: skip
        passages = [{"topic": "t1", "paragraphs": "1-2"}]
        files[f"{name}.annotations.yaml"] = quoted({"passages": passages})
    return files


@cache
def heavy_site() -> Mapping[str, bytes]:
    return published(heavy())


@pytest.mark.parametrize(
    "path",
    ["people/letters/a", "people/letters/b", "people/letters/b/2", "people/letters/e",
     "glossary/letters/a", "topics/letters/b", "briefings/2010/02", "topics/t1/2010",
     "topics/t1/2010/2", "topics/t1/2011", "timeline/1980s", "timeline/2010s"],
)  # fmt: skip
def test_what_is_too_heavy_for_one_page_has_several(path: str) -> None:
    assert f"{path}/index.html" in heavy_site()


def test_every_link_between_the_pages_of_a_list_leads_somewhere() -> None:
    assert list(faults_of_links(heavy_site())) == []


def test_every_page_of_a_list_can_be_reached_from_the_first_page() -> None:
    files = heavy_site()
    reached, to_see = {"index.html"}, ["index.html"]
    while to_see:
        page = to_see.pop()
        for link in re.findall(r'<a[^>]* href="([^"]+)"', files[page].decode()):
            parts = urlsplit(link)
            target = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
            if target.endswith(".html") and target not in reached:
                reached.add(target)
                to_see.append(target)
    assert {path for path in files if path.endswith(".html")} - reached == {"404.html"}


def test_the_pages_of_a_list_hold_each_entry_once() -> None:
    files = heavy_site()
    pages = [page_of(content) for path, content in files.items()
             if path.startswith("people/letters/")]  # fmt: skip
    listed = [words(each) for page in pages for each in within(page, "name")]
    assert len(listed) == len(set(listed)) == 36


def test_an_accented_letter_stands_with_its_base_letter() -> None:
    listed = main_of(heavy_site(), "people/letters/e/index.html")
    assert "Éon 34" in listed
    assert "Eon 35" in listed


def many_entries() -> Files:
    chance = random.Random(1)  # noqa: S311  # no secret

    def name(size: int) -> str:
        return "".join(chance.choices(SYLLABLES, k=size)).title()

    def sentence() -> str:
        return " ".join(name(chance.randint(1, 4)).lower() for _ in range(10))

    files = {}
    for number in range(MANY):
        year = 1960 + number % 60
        file = f"{name(4).lower()}-{number}.md"
        own, alias = f"{name(3)} {name(4)}", f"{name(3)}{number}"
        if number % 4:
            roles = [{"title": sentence(), "from": f"{year}-0{1 + number % 9}"}]
            files[f"content/people/{file}"] = entry(own, alias, summary=sentence(), roles=roles)
        else:
            files[f"content/institutions/{file}"] = entry(own, alias, summary=sentence(),
                                                          founded=str(year))  # fmt: skip
    return files


def many_briefings() -> Files:
    """So many briefings of one year, each a passage of one topic, with one name in all."""
    chance = random.Random(2)  # noqa: S311  # no secret
    files = {
        "content/topics/all.md": markdown({"name": "All"}),
        "content/people/anna.md": entry("Anna Berg", "Berg"),
    }
    for number in range(MANY):
        day = date(2016, 1, 1) + timedelta(days=number % 366)
        said = " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(25))
        files[f"content/briefings/b{number}.md"] = briefing(
            f"A: Berg {said}.\n", date=str(day), title=f"Talks {said[:40]}", topics=["all"],
            speakers={"A": "anna"},
        )  # fmt: skip
        files[f"content/briefings/b{number}.annotations.yaml"] = (
            "passages: [{topic: all, paragraphs: 1}]\n"
        )
    return files


def rendered(files: Files, path: str) -> bytes:
    """One page of a site whose other pages are not made."""
    return with_cards(files, path)[0]


def with_cards(files: Files, path: str) -> tuple[bytes, bytes]:
    """The same, and the file of its cards."""
    plan, templates = planned(files)
    [wanted] = [page for page in plan.pages if page.path == path]
    made = render_pages([wanted], templates)
    assert made.problems == ()
    cards = (content for name, content in made.files.items() if name != path)
    return made.files[path], next(cards, b"")


def people_of_many_words(number: int) -> tuple[Files, list[str]]:
    """People with names and sentences that pack badly, and their names."""
    chance = random.Random(3)  # noqa: S311  # no secret

    def said(size: int) -> str:
        return " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(size))

    names = [said(2).title() for _ in range(number)]
    return {
        f"content/people/p{place}.md": entry(name, summary=said(14),
                                             roles=[{"title": said(4), "from": "2010"}])
        for place, name in enumerate(names)
    }, names  # fmt: skip


def test_a_briefing_that_names_eight_hundred_has_cards_as_far_as_they_fit() -> None:
    files, names = people_of_many_words(800)
    text = "\n\n".join("A: " + ", ".join(names[start : start + 20]) for start in range(0, 800, 20))
    files[TALKS] = briefing(text, speakers={"A": None})
    page, cards = with_cards(files, "briefings/talks/index.html")
    assert len(gzip.compress(page, 6)) < MOST
    assert len(gzip.compress(cards, 6)) < MOST
    assert 300 < cards.count(b'\n["people/') < 800
    assert all(page.count(f'href="../../people/p{number}/index.html"'.encode()) == 2
               for number in range(800))  # fmt: skip  # in the text and in the list below it


def test_a_page_with_three_thousand_links_has_cards_as_far_as_they_fit() -> None:
    files, _ = people_of_many_words(3000)
    body = "\n".join(f"- [[p{number}]]" for number in range(3000))
    files["content/pages/all.md"] = markdown({"title": "All"}, body)
    page, cards = with_cards(files, "all/index.html")
    assert len(gzip.compress(page, 6)) < MOST
    assert len(gzip.compress(cards, 6)) < MOST
    assert 300 < cards.count(b'\n["people/') < 800
    assert page.count(b"people/p2999/index.html") == 1


def test_an_institution_with_three_thousand_parts_names_them_all_on_a_light_page() -> None:
    _, names = people_of_many_words(3000)
    files = {f"content/institutions/i{place}.md": entry(name, part_of="whole")
             for place, name in enumerate(names)}  # fmt: skip
    files["content/institutions/whole.md"] = entry("Whole")
    page = rendered(files, "institutions/whole/index.html")
    assert len(gzip.compress(page, 6)) < MOST
    assert len(re.findall(rb"institutions/i\d+/index", page)) == 3000


def test_parts_of_parts_are_drawn_as_deep_as_a_reader_follows() -> None:
    chain = {f"content/institutions/i{number}.md":
             entry(f"Part {number}", **({"part_of": f"i{number - 1}"} if number else {}))
             for number in range(200)}  # fmt: skip
    shown = words(page_of(rendered(chain, "institutions/i100/index.html")))
    assert {number for number in range(200) if f"Part {number} " in shown} == set(range(80, 121))


def test_topics_that_are_nested_too_deep_for_a_tree_stand_from_a_to_z() -> None:
    def chain(number: int) -> Files:
        return {f"content/topics/t{place}.md":
                markdown({"name": f"Topic {place}",
                          **({"broader": [f"t{place - 1}"]} if place else {})})
                for place in range(number)}  # fmt: skip

    for number, is_tree in ((40, True), (41, False), (400, False)):
        page = page_of(rendered(chain(number), "topics/index.html"))
        assert bool(within(page, "letter")) != is_tree
        [section] = within(page, "letter" if not is_tree else "tree")
        assert len(within(section, "name")) == number


def test_of_two_thousand_topics_the_broadest_stand_as_a_tree_above_the_letters() -> None:
    files = {f"content/topics/t{place}.md":
             markdown({"name": f"Topic {place}", "scope_note": f"{place} " * 40,
                       **({"broader": [f"t{(place - 1) // 6}"]} if place else {})})
             for place in range(2000)}  # fmt: skip
    content = rendered(files, "topics/index.html")
    assert len(gzip.compress(content, 6)) < MOST
    page = page_of(content)
    [tree] = within(page, "tree")
    levels = {1, 7, 43, 259, 1555}  # how many topics the first levels have
    assert len(within(tree, "name")) in levels - {1, 1555}
    assert "T 2000" in words(page)


def test_the_first_page_leads_on_even_to_a_single_letter() -> None:
    files = {f"content/terms/t{number}.md": entry(f"Term {number}", summary=f"{number} " * 9000)
             for number in range(9)}  # fmt: skip
    site = published(files)
    assert list(faults_of_links(site)) == []
    assert "T 9" in main_of(site, "terms/index.html")


@pytest.mark.parametrize("files", [many_entries, many_briefings])
def test_no_list_is_heavy_whatever_the_site_holds(files: object) -> None:
    assert callable(files)
    plan, templates = planned(files())
    lists = [page for page in plan.pages if page.template in LISTS]
    rendered = render_pages(lists, templates)
    assert rendered.problems == ()
    heaviest = max((len(gzip.compress(each, 6)), path) for path, each in rendered.files.items())
    assert heaviest[0] < MOST, heaviest
    assert heaviest[0] > MOST / 3, "the pages are split finer than need be"
    addresses = {page.path for page in plan.pages}
    for path, content in rendered.files.items():
        folder = dirname(path)
        links = {
            each
            for each in re.findall(r' href="([^"#:]+)', content.decode())
            if not each.endswith(("json", "jsonld", "ttl"))
        }  # data lies beside the pages
        assert {normpath(join(folder, unquote(link))) for link in links} <= addresses, path


# Topics ----------------------------------------------------------------------------------------


def dossier() -> Files:
    return {
        "content/topics/peace.md": markdown({"name": "Peace", "scope_note": "What it takes."}),
        "content/topics/treaty.md":
            markdown({"name": "Treaty", "broader": ["peace"], "related": ["war"],
                      "other_names": [{"name": "Pact"}]}),
        "content/topics/war.md": markdown({"name": "War", "broader": ["peace"]}),
        "content/people/anna.md":
            entry("Anna Berg", "Berg", sort_name="Berg, Anna",
                  roles=[{"title": "Minister", "institution": "council",
                          "from": "2010", "to": "2016-12-15"},
                         {"title": "President", "from": "2016-12-15"}]),
        "content/institutions/council.md":
            entry("Council of Arden", "Council", founded="2001", dissolved="2017-05"),
        "content/events/summit.md":
            markdown({"name": "Summit of Arden", "from": "2016-12", "to": "2017-01-03",
                      "summary": "They met."}),
        "content/briefings/early.md":
            briefing("A: One Council.\n\nTwo.\n\nThree Council.\n\nFour Council.\n",
                     date="2015-03-01", title="Early", speakers={"A": "anna"}),
        "content/briefings/early.annotations.yaml":
            quoted({"passages": [{"topic": "treaty", "paragraphs": "2-3, 4", "note": "A note."}]}),
        TALKS: briefing("Question: And Berg?\n\nA: Five.\n", title="Late", topics=["war"],
                        speakers={"A": "anna", "Question": None}),
        NOTES: quoted({"passages": [{"topic": "treaty", "paragraphs": "1-2"}]}),
    }  # fmt: skip


@cache
def dossier_site() -> Mapping[str, bytes]:
    return published(dossier())


def test_a_topic_gathers_passages_with_who_speaks_in_which_office_on_the_day() -> None:
    shown = main_of(dossier_site(), "topics/treaty/index.html")
    early, late = "1 March 2015 · Anna Berg, Minister, Council of Arden", "15 December 2016"
    assert early in shown
    assert shown.index(early) < shown.index(late)
    assert "Two. 1 further paragraph Three Council. Early, paragraphs 2–3 A note." in shown
    assert "And Berg? 1 further paragraph Anna Berg: Five. Late, paragraphs 1–2" in shown


def test_a_topic_says_what_is_broader_narrower_and_related_with_their_passages() -> None:
    shown = main_of(dossier_site(), "topics/peace/index.html")
    assert "Narrower Treaty 3 passages War 1 passage" in shown
    assert "Broader Peace Related War" in main_of(dossier_site(), "topics/treaty/index.html")


def test_a_link_turns_the_order_of_passages_round() -> None:
    page = page_of(dossier_site()["topics/treaty/index.html"])
    [orders] = within(page, "orders")
    hrefs = [each.get("href") for each in orders.iter("a")]
    assert hrefs[1] == "../../topics/treaty/newest/index.html"
    assert [each.get("aria-current") for each in orders.iter("a")] == ["true", None]
    newest = main_of(dossier_site(), "topics/treaty/newest/index.html")
    assert newest.index("15 December 2016") < newest.index("1 March 2015")
    assert "topics/war/newest/index.html" not in dossier_site()


def test_a_very_long_passage_goes_on_in_the_briefing() -> None:
    long = "\n\n".join([f"A: {'word ' * 1000}", *["word " * 1000] * 5])
    files = {TALKS: briefing(f"{long}\n", speakers={"A": None}),
             NOTES: quoted({"passages": [{"topic": "t", "paragraphs": "1-6"}]}),
             "content/topics/t.md": markdown({"name": "T"})}  # fmt: skip
    shown = main_of(published(files), "topics/t/index.html")
    assert "1 further paragraph" in shown
    assert "Talks, paragraphs 1–6 4 more paragraphs in the briefing" in shown


def test_what_belongs_to_two_topics_is_shown_in_full_below_one() -> None:
    files = {"content/topics/t0.md": markdown({"name": "T0"})}
    for level in range(1, 40):
        above = [f"t{level - 1}"] if level == 1 else [f"t{level - 1}", f"u{level - 1}"]
        files[f"content/topics/t{level}.md"] = markdown({"name": f"T{level}", "broader": above})
        files[f"content/topics/u{level}.md"] = markdown({"name": f"U{level}", "broader": above})
    page = page_of(published(files)["topics/index.html"])
    names = [words(each) for each in within(page, "name")]
    assert set(names) == {"T0", *(f"{kind}{level}" for kind in "TU" for level in range(1, 40))}
    assert len(names) < 200
    assert words(page).count("(see above") == 74


# The index of passages -------------------------------------------------------------------------


def index_lines(files: Mapping[str, bytes]) -> list[str]:
    page = page_of(files["index-of-passages/index.html"])
    [index] = within(page, "book-index")
    return [words(each) for each in index.iter("li")]


def test_the_index_names_each_place_by_day_and_paragraphs() -> None:
    assert index_lines(dossier_site()) == [
        "Berg, Anna, 15 December 2016: 1",
        "Council of Arden, 1 March 2015: 1, 3–4",
        "Pact, see Treaty",
        "Treaty, 1 March 2015: 2–3, 4; 15 December 2016: 1–2. See also War",
        "War, 15 December 2016",
    ]


def test_a_name_that_may_mean_several_has_one_heading_that_leads_to_each() -> None:
    files = {f"content/institutions/{name}.md": entry(f"{name} Ministry", "Ministry", f"{name} M")
             for name in ("Arden", "Borland")}  # fmt: skip
    rules = [{"text": "Ministry", "entry": ["Arden", "Borland"]}]
    files[TALKS] = briefing("A: The Ministry.", speakers={"A": None}, names=rules)
    assert [each for each in index_lines(published(files)) if each.startswith("Ministry")] == [
        "Ministry, see Arden Ministry, Borland Ministry"
    ]


def test_the_index_counts_by_year_what_is_named_too_often_to_be_listed() -> None:
    files = {"content/people/anna.md": entry("Anna Berg", "Berg", sort_name="Berg, Anna")}
    for number in range(101):
        files[f"content/briefings/b{number}.md"] = briefing(
            "Berg.\n", date=f"{2010 + number // 60}-01-01", title=f"B{number}"
        )
    assert index_lines(published(files)) == ["Berg, Anna, 2010 (60); 2011 (41)"]
    del files["content/briefings/b100.md"]
    assert index_lines(published(files))[0].count("1 January") == 100


# The timeline ----------------------------------------------------------------------------------


def test_the_timeline_has_everything_with_a_date_in_order() -> None:
    page = page_of(dossier_site()["timeline/index.html"])
    [timeline] = within(page, "timeline")
    assert [words(each) for each in timeline.iter("li")] == [
        "2001 · Institution Council of Arden is founded",
        "2010 · Office Anna Berg becomes Minister, Council of Arden",
        "1 March 2015 · Briefing Early Anna Berg",
        "December 2016 · Event Summit of Arden until 3 January 2017 They met.",
        "15 December 2016 · Briefing Late Anna Berg",
        "15 December 2016 · Office Anna Berg ceases to be Minister, Council of Arden",
        "15 December 2016 · Office Anna Berg becomes President",
        "May 2017 · Institution Council of Arden is dissolved",
    ]
    headings = [words(each) for each in timeline.iter() if each.tag in {"h2", "h3"}]
    assert headings == ["2001", "2010", "2015", "March 2015", "2016", "December 2016", "2017",
                        "May 2017"]  # fmt: skip
    [kinds] = within(page, "kinds")
    assert words(kinds) == "Briefings 2 Offices 3 Institutions 2 Events 1"


def test_a_timeline_of_several_pages_begins_with_the_latest_dates_and_leads_to_all() -> None:
    files = {f"content/events/e{number}.md": markdown(
                 {"name": f"Event {number}", "date": f"{1990 + number // 2}-01-{1 + number % 2:02}",
                  "summary": f"{number} {'word ' * 600}"})
             for number in range(60)}  # fmt: skip
    page = page_of(published(files)["timeline/index.html"])
    [timeline] = within(page, "timeline")
    shown = [each.text for each in timeline.iter("a")]
    assert shown[-1] == "Event 59"
    assert 5 < len(shown) < 30
    assert shown == [f"Event {number}" for number in range(60 - len(shown), 60)]
    assert [words(each) for each in page.iter("h2")] == ["Latest"]
    [kinds] = within(page, "kinds")
    assert [each.attrib for each in kinds.iter("li")] == [{}]  # nothing here to choose from
    [jumps] = within(page, "letters")
    assert words(jumps) == "1990s 20 2000s 20 2010s 20"


def test_the_timeline_of_a_site_without_dates_says_so() -> None:
    assert "Nothing has a date yet." in main_of(published({}), "timeline/index.html")


def test_a_reader_chooses_what_the_timeline_shows(browser: Browser, address: str) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{address}timeline/index.html")
        lines, boxes = page.locator(".timeline li"), page.locator(".kinds input")
        every = lines.count()
        assert boxes.count() == page.locator(".kinds li").count() > 2
        assert lines.filter(visible=True).count() == every
        for box in boxes.all()[1:]:
            box.uncheck()
        left = lines.filter(visible=True)
        assert left.count() == page.locator(".timeline [data-kind=briefings]").count() > 0
        assert page.locator(".timeline .year").filter(visible=True).count() == 1
        boxes.nth(1).check()
        assert lines.filter(visible=True).count() > left.count() / 2
    finally:
        context.close()


def test_the_timeline_is_whole_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{address}timeline/index.html")
        assert page.locator(".kinds input").count() == 0
        lines = page.locator(".timeline li")
        assert lines.filter(visible=True).count() == lines.count() > 50
    finally:
        context.close()


@pytest.mark.parametrize("path", ["timeline", "index-of-passages", "topics/russia-japan-relations",
                                  "topics/russia-japan-relations/newest"])  # fmt: skip
def test_axe_finds_nothing(path: str, browser: Browser, address: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{address}{path}/index.html")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for scheme, width in MODES:
            show_in(page, scheme, 320 if width == NARROW else width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert barriers(page, options={}) == []


# Home and lists --------------------------------------------------------------------------------


def test_what_an_editor_sees_of_drafts_is_told_apart_in_lists() -> None:
    files = {
        "content/briefings/talks.md": briefing("Nothing.", status="draft"),
        "content/briefings/speech.md": briefing("Nothing.", title="Speech"),
        "content/people/ada.md": entry("Ada Moss", status="draft"),
        "content/people/bo.md": entry("Bo Holm"),
    }
    made = built(files, replace(NOW, drafts=True)).files
    for path in ("index.html", "briefings/index.html", "people/index.html"):
        drafts = [each.text for each in page_of(made[path]).iter("b")]
        assert drafts == ["Draft"], path
    assert b"Draft" not in published(files)["people/index.html"]


@pytest.mark.parametrize("path", ["briefings", "people", "topics", "terms"])
def test_an_empty_list_says_so_and_not_how_it_is_ordered(path: str) -> None:
    [head] = having_class(page_of(published({})[f"{path}/index.html"]), "head")
    assert " ".join("".join(head.itertext()).split()).endswith("yet.")


def test_home_says_how_much_there_is_who_speaks_and_who_is_named() -> None:
    shown = main_of(dossier_site(), "index.html")
    assert "2 briefings 3 topics 3 entries" in shown
    assert "Treaty 3 passages War 1 passage All topics" in shown
    assert "Anna Berg speaks in 5 paragraphs, named in 1 paragraph" in shown
    assert "Council of Arden named in 3 paragraphs" in shown


def test_the_bars_are_as_long_as_their_numbers() -> None:
    page = page_of(dossier_site()["index.html"])
    widths = [each.get("width") for bars in within(page, "bars") for each in bars.iter()
              if each.tag.endswith("rect")]  # fmt: skip
    assert widths == ["100.0", "83.3", "50.0"]


@pytest.mark.parametrize(
    ("url", "cited"),
    [
        ("", "paragraph 1."),
        ("https://e.org/x/", "paragraph 1. https://e.org/x/briefings/talks/#p1"),
    ],
)
def test_home_says_how_to_cite_by_the_latest_briefing(url: str, cited: str) -> None:
    site = {"title": "T", "description": "D", **({"url": url} if url else {})}
    page = page_of(published({**dossier(), "site.yaml": quoted(site)})["index.html"])
    [section] = within(page, "cite")
    assert words(section).endswith(f"Anna Berg, “Late”, 15 December 2016, {cited}")


def test_an_empty_site_has_all_its_lists() -> None:
    files = published({})
    assert list(faults_of_links(files)) == []
    assert "No briefings yet." in main_of(files, "index.html")
    assert "No topics yet." in main_of(files, "topics/index.html")


def test_years_and_letters_have_their_numbers_with_units() -> None:
    files = dossier_site()
    assert "2016 1 briefing 2015 1 briefing" in main_of(files, "briefings/index.html")
    assert "Berg, Anna" not in main_of(files, "people/index.html")
    assert "Anna Berg speaks in 2 briefings, 1 mention" in main_of(files, "people/index.html")
    assert "People 1 entry Institutions 1 entry Places 0 entries" in main_of(
        files, "glossary/index.html"
    )


def test_names_that_differ_in_capitals_only_stand_once_in_the_glossary() -> None:
    files = {"content/terms/peace.md": entry("Peace treaty", "peace treaty", "PEACE", "…")}
    page = page_of(published(files)["glossary/index.html"])
    lines = [words(each) for section in within(page, "letter") for each in section.iter("li")]
    assert lines == ["… see Peace treaty", "PEACE see Peace treaty", "Peace treaty"]


def test_a_list_has_a_link_to_each_of_its_letters_in_the_order_of_the_language() -> None:
    files = {f"content/people/p{number}.md": entry(name)
             for number, name in enumerate(["Ёлкина", "Жук", "Едов", "Яшин", "Азов"])}  # fmt: skip
    files["site.yaml"] = quoted({"title": "T", "description": "D", "language": "ru"})
    page = page_of(published(files)["people/index.html"])
    [jumps] = within(page, "letters")
    letters = [words(each) for each in jumps.iter("a")]
    assert letters == ["А", "Е", "Ж", "Я"]
    ids = {each.get("id") for each in page.iter()}
    assert {unquote(each.get("href", ""))[1:] for each in jumps.iter("a")} <= ids
    assert [words(each) for each in within(page, "name")] == [
        "Азов",
        "Едов",
        "Ёлкина",
        "Жук",
        "Яшин",
    ]


def test_a_year_counts_its_briefings_by_month() -> None:
    days = ["2016-03-01", "2016-03-02", "2016-05-01"]
    files = {f"content/briefings/b{number}.md": briefing("One.", date=day)
             for number, day in enumerate(days)}  # fmt: skip
    page = page_of(published(files)["briefings/2016/index.html"])
    [jumps] = within(page, "letters")
    assert words(jumps) == "March 2016 2 May 2016 1"
    assert [words(each) for each in page.iter("h2")] == ["March 2016", "May 2016"]


def test_home_leads_to_the_feeds_and_says_what_the_site_is() -> None:
    site = quoted({"title": "T", "description": "Word for word.", "url": "https://e.org/"})
    page = page_of(published({**dossier(), "site.yaml": site})["index.html"])
    assert [words(each) for each in within(page, "lede")] == ["Word for word."]
    [feeds] = [each for each in page.iter("section") if each.get("aria-labelledby") == "feeds"]
    assert "feed.xml" in [each.get("href") for each in feeds.iter("a")]


@pytest.mark.parametrize("section", ["timeline", "index-of-passages"])
def test_the_header_can_link_the_timeline_and_the_index(section: str) -> None:
    site = {"title": "T", "description": "D", "navigation": [section]}
    files = published({"site.yaml": quoted(site)})
    [current] = [each for each in page_of(files[f"{section}/index.html"]).iter("a")
                 if each.get("aria-current") == "page"]  # fmt: skip
    assert current.get("href") == f"../{section}/index.html"


@pytest.mark.parametrize("section", ["timeline", "index-of-passages"])
def test_no_page_or_kind_takes_the_address_of_a_list(section: str) -> None:
    page = {f"content/pages/{section}.md": markdown({"title": "Mine"})}
    assert codes(built(page)) == ["E303"]
    kind = {"id": section, "title": "Ours", "singular": "Own"}
    site = {"title": "T", "description": "D", "glossary": [kind]}
    assert codes(built({"site.yaml": quoted(site)})) == ["E112"]


# All pages -------------------------------------------------------------------------------------


def _faults_of_outline(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with headings and descriptions, over all pages of a site."""
    faults, described = [], dict[str, str]()
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        page = page_of(content)
        levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", each.tag)]
        steps = [after - before for before, after in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or max(steps, default=0) > 1:
            faults.append(f"{path}: headings {levels}")
        [description] = [each.get("content", "") for each in page.iter("meta")
                         if each.get("name") == "description"]  # fmt: skip
        if not description or description in described:
            faults.append(f"{path}: described as {described.get(description)}: “{description}”")
        described[description] = path
    return faults


@pytest.mark.parametrize("site", [each for each in sites() if each.name != "faulty"],
                         ids=lambda site: site.name)  # fmt: skip
def test_headings_and_descriptions_of_golden_sites(site: Path) -> None:
    assert _faults_of_outline(made(site).files) == []


def test_headings_and_descriptions_of_our_own_site(edition: Outcome) -> None:
    assert _faults_of_outline(edition.files) == []


def test_headings_and_descriptions_of_a_site_with_split_lists() -> None:
    assert _faults_of_outline(heavy_site()) == []


def test_no_word_of_ours_stands_in_the_templates_of_lists() -> None:
    strays = []
    for name in sorted({*LISTS, "missing.html", "page.html", "parts/_lists.html",
                        "parts/_passages.html"}):  # fmt: skip
        text = (ROOT / "templates" / name).read_text("utf-8")
        plain = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
        strays += re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", plain))
    assert strays == []
