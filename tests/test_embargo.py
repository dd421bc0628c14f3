"""What is held back: until which moment, told on every build, and without a trace on the site."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from builders import NOW, briefing, built, codes, entry, markdown, note, notes
from command import run, write
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import Outcome
from generator.ledger import recorded

SITE = {
    "site.yaml": '{"title": "T", "description": "D", "url": "https://example.org/a/"}',
    "content/briefings/open.md": briefing(
        "Minister: Anna Berg came.\n\nThank you.", speakers={"Minister": "anna-berg"},
        topics=["peace"], formerly="opened",
    ),
    "content/briefings/open.ru.md": markdown({"title": "Открыто"}, "\nСпасибо.\n\nВсё."),
    "content/people/anna-berg.md": entry("Anna Berg"),
    "content/places/city.md": entry("City"),
    "content/topics/peace.md": markdown({"name": "Peace"}),
}  # fmt: skip
ZONE = timezone(timedelta(hours=9))
UNTIL = datetime(2026, 12, 20, 0, 0, tzinfo=ZONE)


def held_briefing(name: str, **head: object) -> dict[str, str]:
    """Everything that a briefing can have, none of it to be seen."""
    path = f"content/briefings/{name}"
    return {
        f"{path}.md": briefing(
            "Envoy: Anna Berg spoke of Qzxhidden.\n\nQzxhidden again.", title="Qzxhidden",
            speakers={"Envoy": "anna-berg"}, participants=["anna-berg"], place="city",
            topics=["peace"], formerly=f"qzxhidden-{name}", summary="Qzxhidden.",
            corrections=[{"date": "2026-01-01", "text": "Qzxhidden, [[anna-berg]]."}],
            source={"publisher": "Qzxhidden", "url": "https://qzxhidden.example.org/"}, **head,
        ),
        f"{path}.ru.md": markdown({"title": "Qzxhidden"}, "\nQzxhidden.\n\nQzxhidden."),
        f"{path}.annotations.yaml": notes(
            note("qzxhidden", "Qzxhidden again", text="[[anna-berg]] Qzxhidden"),
            passages=[{"topic": "peace", "paragraphs": "1-2", "note": "Qzxhidden"}],
        ),
    }  # fmt: skip


HIDDEN = {
    "content/people/hidden.md": entry("Qzxhidden", status="draft", body="See [[anna-berg]]."),
    "content/topics/hidden.md": markdown(
        {"name": "Qzxhidden", "broader": "peace", "status": "draft"}
    ),
    "content/pages/hidden.md": markdown(
        {"title": "Qzxhidden", "formerly": "qzx", "status": "draft"}
    ),
    **held_briefing("draft", status="draft"),
    **held_briefing("late", embargo=UNTIL.isoformat()),
}  # fmt: skip


def at(moment: datetime, files: Mapping[str, str]) -> Outcome:
    return built(files, replace(NOW, now=moment, search=True))


def one(embargo: str) -> dict[str, str]:
    return {"content/briefings/talks.md": briefing("Yes.", embargo=embargo)}


@pytest.mark.parametrize("zone", [UTC, ZONE, timezone(timedelta(hours=-10))])
def test_an_embargo_ends_at_its_moment_and_not_before(zone: timezone) -> None:
    files = one(UNTIL.isoformat())
    moment = UNTIL.astimezone(zone)
    [held] = at(moment - timedelta(microseconds=1), files).held
    assert held.reason == "it is under embargo until 2026-12-20T00:00:00+09:00"
    for later in (moment, moment + timedelta(seconds=1)):
        assert at(later, files).held == ()
        assert "briefings/talks/index.html" in at(later, files).files


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-12-20T00:00:00+09:00", "2026-12-19T15:00:00"),
        ("2026-12-19T15:00Z", "2026-12-19T15:00:00"),
        ("2026-12-19 10:30:00-04:30", "2026-12-19T15:00:00"),
    ],
)
def test_the_same_moment_may_be_written_in_any_zone(written: str, moment: str) -> None:
    exact = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert at(exact - timedelta(seconds=1), one(written)).held
    assert not at(exact, one(written)).held


@pytest.mark.parametrize(
    "written",
    ["2026-12-20", "2026-12-20T00:00", "2026-12-20T00:00:00", "tomorrow", "2026-12-20 9:00Z"],
)
def test_a_moment_without_time_or_zone_is_an_error_and_nothing_is_published(written: str) -> None:
    outcome = built(one(written))
    assert codes(outcome) == ["E113"]
    assert not outcome.files


def test_nothing_that_is_held_back_leaves_a_trace() -> None:
    with_it = at(NOW.now, {**SITE, **HIDDEN})
    assert len(with_it.held) == 3 + 2 * 2
    assert with_it.files == without().files
    assert with_it.records == without().records
    assert recorded(with_it.library) == recorded(without().library)
    for path, content in with_it.files.items():
        assert b"qzxhidden" not in (path.encode() + content).lower(), path


NAMES = st.sets(st.sampled_from(["a", "b", "c", "d"]))


@given(NAMES, NAMES)
@settings(max_examples=25)
def test_a_site_with_things_held_back_is_the_site_without_them(
    drafts: set[str], embargoed: set[str]
) -> None:
    files = dict(SITE)
    for name in drafts:
        files |= held_briefing(name, status="draft")
    for name in embargoed - drafts:
        files |= held_briefing(name, embargo=UNTIL.isoformat())
    outcome = at(NOW.now, files)
    assert {each.id.partition(".")[0] for each in outcome.held} == drafts | embargoed
    assert outcome.files == without().files


@cache
def without() -> Outcome:
    return at(NOW.now, SITE)


# The command


def test_every_build_names_and_counts_what_it_holds_back(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, **HIDDEN})
    now = ("--now", "2026-12-19T14:59:59")
    for verb in ("build", "check"):
        said = run(tmp_path, verb, *now).out.splitlines()
        named = [line for line in said if line.startswith("held back: ")]
        assert len(named) == 7
        late = "content/briefings/late.md: it is under embargo until 2026-12-20T00:00:00+09:00"
        assert f"held back: {late}" in named
        assert said[-1] == "7 files are held back"
        for form in ("json", "github"):
            ended = run(tmp_path, verb, *now, "--format", form)
            assert ended.err.splitlines() == [*named, said[-1]]
        assert run(tmp_path, verb, *now, "--quiet").out == ""
    rows = json.loads(run(tmp_path, "list", *now, "--format", "json").out)
    assert {
        row["id"] for row in rows if row["reason"].endswith("until 2026-12-20T00:00:00+09:00")
    } == {"late"}


def test_an_embargo_that_has_passed_is_published_by_the_next_build(tmp_path: Path) -> None:
    write(tmp_path, {**SITE, **held_briefing("late", embargo=UNTIL.isoformat())})
    page = tmp_path / "public/briefings/late/index.html"
    assert run(tmp_path, "build", "--now", "2026-12-19T14:59:59").status == 0
    assert not page.exists()
    assert run(tmp_path, "build", "--now", "2026-12-19T15:00:00").status == 0
    assert page.exists()
