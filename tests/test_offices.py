"""Charts of offices, the tree and the line of institutions, and who is named together."""

from datetime import date

import pytest
from builders import BRIEFING, briefing, entry, having_class, page_of, published
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import Interval, PartialDate
from generator.pages.chart import Axis, axis_of

PERSON, PAGE = "content/people/ann-lee.md", "people/ann-lee/index.html"
PAST = {"title": "Envoy", "from": "2004", "to": "2010-03"}
PRESENT = {"title": "Minister", "from": "2010-03-05"}


def partial_dates() -> st.SearchStrategy[PartialDate]:
    days = st.dates()
    return st.one_of(
        days.map(lambda day: PartialDate(day.year)),
        days.map(lambda day: PartialDate(day.year, day.month)),
        days.map(lambda day: PartialDate(day.year, day.month, day.day)),
    )


def periods() -> st.SearchStrategy[Interval]:
    bounds = st.none() | partial_dates()
    return st.builds(Interval, bounds, bounds).filter(lambda each: not each.is_empty)


def _ends(extent: tuple[str, str]) -> tuple[float, float]:
    start, width = (float(each.removesuffix("%")) for each in extent)
    return start, start + width


@given(st.lists(periods(), max_size=6), st.lists(st.dates(), max_size=200))
def test_everything_stands_within_the_axis(found: list[Interval], days: list[date]) -> None:
    axis = axis_of(found, days)
    if axis is None:
        return
    for period in (each for each in found if each.start or each.end):
        bar = axis.bar(period)
        for extent in (bar.possible, bar.certain, *bar.tails):
            if extent:
                start, end = _ends(extent)
                assert -0.05 <= start <= end <= 100.15
        assert len(bar.tails) == (period.start is None) + (period.end is None)
    marks = axis.marks(days)
    assert len(marks) <= 101
    assert bool(marks) == bool(days)
    assert len(axis.ticks()) <= 7


def test_what_is_not_certain_is_told_apart() -> None:
    axis = Axis(date(2000, 1, 1), date(2010, 1, 1), date(2000, 1, 1), date(2010, 1, 1))
    bar = axis.bar(Interval(PartialDate(2002), PartialDate(2006, 1, 1)))
    assert _ends(bar.possible) == pytest.approx((20, 60), abs=0.2)
    assert bar.certain is not None
    assert _ends(bar.certain) == pytest.approx((30, 60), abs=0.2)
    year = axis.bar(Interval(PartialDate(2002), PartialDate(2002)))
    assert year.certain is None


@pytest.mark.parametrize(("found", "days"), [
    ([], [date(2000, 1, 1), date(2010, 1, 1)]),
    ([Interval(PartialDate(2000), PartialDate(2010))], []),
    ([Interval(), Interval()], [date(2000, 1, 1)]),
    ([Interval(PartialDate(2000, 1)), Interval(PartialDate(2000, 5))], []),
])  # fmt: skip
def test_where_there_is_nothing_to_compare_there_is_no_chart(
    found: list[Interval], days: list[date]
) -> None:
    assert axis_of(found, days) is None


def _person(*roles: dict[str, str]) -> dict[str, str]:
    return {
        PERSON: entry("Ann Lee", roles=roles),
        BRIEFING: briefing("Lee: Words.", speakers={"Lee": "ann-lee"}),
    }


def test_a_person_has_a_chart_that_a_screen_reader_is_told_of() -> None:
    page = page_of(published(_person(PAST, PRESENT))[PAGE])
    [chart] = having_class(page, "chart")
    assert chart.get("role") == "img"
    assert chart.get("aria-label") == (
        "Chart from 2004 to 2016; what follows says the same in words"
    )
    words = " ".join("".join(chart.itertext()).split())
    assert words.startswith("Envoy 2004 to March 2010 Minister since 5 March 2010 Speaks in 1 brie")
    assert [each for each in page.iter() if "style" in each.attrib] == []


def test_one_office_of_a_silent_person_is_a_table_alone() -> None:
    page = page_of(published({PERSON: entry("Ann Lee", roles=[PAST])})[PAGE])
    assert having_class(page, "chart") == []
    assert having_class(page, "offices") != []


def _institutions() -> dict[str, str]:
    folder = "content/institutions/"
    return {
        f"{folder}agency.md": entry("Agency", dissolved="2007"),
        f"{folder}ministry.md": entry("Ministry", founded="2007", predecessors=["agency"],
                                      part_of=["cabinet"]),
        f"{folder}cabinet.md": entry("Cabinet"),
        f"{folder}staff.md": entry("Staff", part_of=["ministry"]),
    }  # fmt: skip


def _shown(name: str, part: str) -> list[str]:
    page = page_of(published(_institutions())[f"institutions/{name}/index.html"])
    [found] = having_class(page, part)
    return [each.text or "" for each in found.iter() if each.tag in {"a", "b"}]


def test_an_institution_stands_in_its_tree() -> None:
    for name in ("cabinet", "ministry", "staff"):
        assert _shown(name, "tree") == ["Cabinet", "Ministry", "Staff"]


def test_every_part_of_an_institution_is_shown_and_the_parts_of_those_where_there_is_room() -> None:
    folder, names = "content/institutions/", [f"a{number:03}" for number in range(210)]
    files = {f"{folder}whole.md": entry("Whole")}
    files |= {f"{folder}{name}.md": entry(name, part_of=["whole"]) for name in names}
    files |= {f"{folder}b{number}.md": entry(f"b{number}", part_of=["a007"]) for number in range(3)}
    made = published(files)
    [tree] = having_class(page_of(made["institutions/whole/index.html"]), "tree")
    shown = " ".join("".join(tree.itertext()).split())
    assert shown == f"Where it belongs Whole {' '.join(names)}".replace("a007", "a007 (3)")
    [tree] = having_class(page_of(made["institutions/a007/index.html"]), "tree")
    assert "".join(tree.itertext()).split()[3:] == ["Whole", "a007", "b0", "b1", "b2"]


def test_the_line_is_told_by_either_end() -> None:
    assert _shown("agency", "line") == ["Agency", "Ministry"]
    assert _shown("ministry", "line") == ["Agency", "Ministry"]


def _company(text: str, *more: str) -> list[str]:
    files = {BRIEFING: briefing(text), PERSON: entry("Ann Lee"),
             "content/people/bo-ek.md": entry("Bo Ek")}  # fmt: skip
    files |= {f"content/places/place{name}.md": entry(f"Place {name}") for name in more}
    page = page_of(published(files)[PAGE])
    found = [each for each in page.iter("section") if each.get("aria-labelledby") == "together"]
    return [each.text or "" for section in found for each in section.iter("a")]


def test_who_is_named_in_the_same_paragraphs_is_told_from_two_on() -> None:
    assert _company("Ann Lee met Bo Ek.\n\nBo Ek saw Ann Lee.") == ["Bo Ek", "2 paragraphs"]
    assert _company("Ann Lee met Bo Ek.\n\nBo Ek left. Ann Lee left.\n\nAnn Lee.")[1:] == [
        "2 paragraphs"
    ]
    assert _company("Ann Lee met Bo Ek.\n\nAnn Lee spoke.") == []


def test_a_list_of_names_is_no_company() -> None:
    names = [f"{first}{second}" for first in "bcdfghk" for second in "aeiou"] + list("lmnpqr")
    crowd = ", ".join(f"Place {name}" for name in names)
    assert len(names) == 41
    assert _company(f"Ann Lee, {crowd}.\n\nAnn Lee, {crowd}.", *names) == []


def test_the_name_in_its_own_script_stands_under_the_heading_once() -> None:
    names = [{"name": "Энн Ли", "lang": "ru"}]
    page = page_of(published({PERSON: entry("Ann Lee", other_names=names)})[PAGE])
    [original] = having_class(page, "original")
    assert [(each.get("lang"), each.text) for each in original] == [("ru", "Энн Ли")]
    [article] = page.iter("article")
    assert "".join(article.itertext()).count("Энн Ли") == 1
