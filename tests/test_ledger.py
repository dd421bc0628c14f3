"""The ledger: what was published once leads somewhere for ever, or the build says what to write."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import (
    DAY,
    NOTES,
    NOW,
    SITE,
    briefing,
    built,
    codes,
    entry,
    markdown,
    note,
    notes,
)
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.build import prepare
from generator.cli import command
from generator.files import read_tree, reread, signatures
from generator.ledger import read_ledger, recorded
from generator.memo import Memory
from generator.problems import explain
from generator.source import LEDGER

TALKS = "content/briefings/talks.md"
TEXT = "Thank you.\n\nThe host spoke.\n\nNobody was there."
ANNA = "content/people/anna-berg.md"
RUSSIAN = markdown({"title": "Разговор"}, "\nСпасибо.\n\nОн говорил.\n\nНикого не было.")


def _site(**further: str) -> dict[str, str]:
    return {
        TALKS: briefing(TEXT),
        "content/briefings/talks.ru.md": RUSSIAN,
        NOTES: notes(note("host", "The host")),
        ANNA: entry("Anna Berg"),
        "content/topics/peace.md": markdown({"name": "Peace"}),
        "content/pages/essay.md": markdown({"title": "Essay"}),
    } | further


def _ledger(files: Mapping[str, str]) -> str:
    """What a build of a site would record."""
    outcome = built(files)
    assert not outcome.has_errors, outcome.problems
    return recorded(outcome.library).decode()


def _after(change: Mapping[str, str | None], before: Mapping[str, str] | None = None) -> list[str]:
    """What is told of a site that was recorded and then changed; None removes a file."""
    site = before or _site()
    now = {**site, LEDGER: _ledger(site), **change}
    found = built({path: text for path, text in now.items() if text is not None})
    return [explain(each) for each in found.problems]


def test_a_line_stands_for_every_page_note_and_last_paragraph() -> None:
    first, *lines = _ledger(_site()).splitlines()
    assert first.startswith("# ")
    assert [line.partition(" ")[0] for line in lines] == [
        "briefings/talks/",
        "briefings/talks/#n-host",
        "briefings/talks/#p3",
        "briefings/talks/ru/",
        "briefings/talks/ru/#p3-ru",
        "essay/",
        "people/anna-berg/",
        "topics/peace/",
    ]
    digest = len("sha256:") + 64
    assert {len(line.partition(" ")[2]) for line in lines} == {0, 4, 3 * 4, digest}


def test_a_site_as_it_was_recorded_is_well_and_is_recorded_the_same() -> None:
    site = _site()
    assert _after({}) == []
    assert _ledger({**site, LEDGER: _ledger(site)}) == _ledger(site)


def test_what_is_added_is_no_fault() -> None:
    assert _after({
        "content/people/carl.md": entry("Carl"),
        NOTES: notes(note("host", "The host"), note("nobody", "Nobody")),
        "content/briefings/speech.md": briefing(TEXT),
        "content/briefings/talks.fr.md": markdown({"title": "Entretien"}, "\nA.\n\nB.\n\nC."),
    }) == []  # fmt: skip


def test_a_page_that_is_gone_is_told_with_the_line_to_write() -> None:
    [told] = _after({ANNA: None, "content/people/a-berg.md": entry("Anna Berg")})
    assert told == (
        "addresses.txt:8:1: error[E255]: people/anna-berg/ was published, and leads nowhere now\n"
        "    8 | people/anna-berg/\n"
        "      | ^^^^^^^^^^^^^^^^^\n"
        "   help: if it is content/people/a-berg.md now, write there `formerly: [anna-berg]`; "
        "to give it up, write here `gone: people/anna-berg/`"
    )


@pytest.mark.parametrize(
    ("path", "head", "line"),
    [
        ("content/people/x.md", {}, "`formerly: [anna-berg]`"),  # the only new one there
        ("content/people/x.md", {"formerly": ["y"]}, "`formerly: [y, anna-berg]`"),
        ("content/institutions/anna-berg.md", {}, "`formerly: [people/anna-berg]`"),
    ],
)
def test_the_line_to_write_fits_the_file_in_which_it_is_to_stand(
    path: str, head: dict[str, list[str]], line: str
) -> None:
    [told] = _after({ANNA: None, path: markdown({"name": "Anna Berg", **head})})
    assert f"if it is {path} now, write there {line};" in told


def test_the_line_that_is_proposed_settles_it() -> None:
    new = entry("Anna Berg", formerly=["anna-berg"])
    assert _after({ANNA: None, "content/people/a-berg.md": new}) == []


def test_an_old_address_is_kept_from_then_on() -> None:
    old = entry("Anna Berg", formerly=["a-berg"])
    assert "people/a-berg/\n" in _ledger(_site(**{ANNA: old}))
    [told] = _after({ANNA: entry("Anna Berg")}, _site(**{ANNA: old}))
    assert "people/a-berg/ was published, and leads nowhere now" in told
    assert "if it has another name now, write there `formerly: [a-berg]`" in told


def test_what_is_held_back_is_told_with_the_reason() -> None:
    [told] = _after({ANNA: entry("Anna Berg", status="draft")})
    assert "people/anna-berg/ was published, and is held back now: it is a draft" in told
    assert "help: publish it again; to give it up" in told


def test_a_briefing_that_moves_takes_its_notes_and_translations_with_it() -> None:
    moved: dict[str, str | None] = {TALKS: None, NOTES: None, "content/briefings/talks.ru.md": None}
    new: dict[str, str | None] = {
        "content/briefings/speech.md": briefing(TEXT, formerly="talks"),
        "content/briefings/speech.ru.md": RUSSIAN,
        "content/briefings/speech.annotations.yaml": notes(note("host", "The host")),
    }
    assert _after(moved | new) == []
    new["content/briefings/speech.annotations.yaml"] = notes(note("guest", "The host"))
    [told] = _after(moved | new)
    assert "addresses.txt:3:1: error[E256]: the note “host” was published here, and is gone" in told
    lost = _after(moved)
    assert len(lost) == 1  # nothing more of what was below it
    assert "briefings/talks/ was published" in lost[0]


def test_a_translation_that_is_gone_is_told() -> None:
    [told] = _after({"content/briefings/talks.ru.md": None})
    assert "briefings/talks/ru/ was published, and leads nowhere now" in told
    assert "help: put the translation back; " in told


@pytest.mark.parametrize(
    ("now", "help_"),
    [
        ([note("first", "The host")], ("if it is “first” now (it is about the same words), "
         "write there `formerly: [host]`")),
        ([note("first", "The host", formerly=["a"])], ("if it is “first” now (it is about the same "
         "words), write there `formerly: [a, host]`")),
        ([note("the-host", "The host spoke")], ("if it is “the-host” now, write there "
         "`formerly: [host]`")),
        ([note("a", "The host"), note("b", "The host")], "put it back"),  # which of the two?
        ([], "put it back"),
    ],
)  # fmt: skip
def test_a_note_that_is_gone_or_renamed_is_told(now: list[dict[str, object]], help_: str) -> None:
    [told] = _after({NOTES: notes(*now)})
    assert "the note “host” was published here, and is gone" in told
    giving_up = "to give it up, write here `gone: briefings/talks/#n-host`"
    assert told.endswith(f"\n   help: {help_}; {giving_up}")


def test_a_note_that_says_what_it_was_called_is_found_at_its_old_address() -> None:
    now = notes(note("first", "The host", formerly=["host", "guest"]))
    assert _after({NOTES: now}) == []
    outcome = built({**_site(), NOTES: now})
    page = outcome.files["briefings/talks/index.html"]
    assert isinstance(page, bytes)
    old = '<div class="content note" role="doc-footnote" id="n-first">\n<span id="n-host"></span>'
    assert old + '<span id="n-guest"></span>' in page.decode()
    assert "#n-host" in recorded(outcome.library).decode()  # and is kept from then on


@pytest.mark.parametrize(
    ("former", "said"),
    [
        (["host"], "E252]: “host” is what this annotation is called now"),
        (["nobody"], "E250]: “nobody” is still the id of an annotation here"),
        (["x", "x"], "E251]: “x” stands twice among the former ids of these annotations"),
    ],
)
def test_a_former_id_of_a_note_is_nobody_elses(former: list[str], said: str) -> None:
    found = notes(note("host", "The host", formerly=former), note("nobody", "Nobody"))
    [told] = [explain(each) for each in built(_site(**{NOTES: found})).problems]
    assert said in told


def test_a_paragraph_beyond_the_end_is_told() -> None:
    [told, *_] = _after({TALKS: briefing("Thank you.\n\nThe host spoke.")})
    assert "paragraph 3 was published here, and is gone; the last is 2" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thank you.\n\nWell.\n\nThe host spoke.\n\nNobody was there.", "2 is paragraph 3"),
        ("The host spoke.\n\nNobody was there.", "2 is paragraph 1"),
        ("Nobody was there.\n\nThe host spoke.\n\nThank you.", "1 is paragraph 3"),
    ],
)
def test_paragraphs_that_have_other_numbers_are_told(text: str, said: str) -> None:
    told = [each for each in _after({TALKS: briefing(text)}) if "E257" in each]
    assert len(told) == 1
    assert f"what was paragraph {said} now" in told[0]


def test_paragraphs_whose_words_are_corrected_in_their_place_are_not() -> None:
    text = "Thank you!\n\nThe host spoke.\n\nNobody at all was there."
    assert "E257" not in "".join(_after({TALKS: briefing(text)}))


def test_repeated_paragraphs_are_no_ground_for_a_guess() -> None:
    site = _site(**{TALKS: briefing("Yes.\n\nThe host spoke.\n\nYes."),
                    "content/briefings/talks.ru.md": RUSSIAN})  # fmt: skip
    told = _after({TALKS: briefing("No.\n\nThe host spoke.\n\nYes.")}, site)
    assert "E257" not in "".join(told)


def test_a_line_that_is_removed_gives_its_address_up() -> None:
    site = _site()
    ledger = _ledger(site).replace("people/anna-berg/\n", "")
    del site[ANNA]
    assert not built({**site, LEDGER: ledger}).problems


def test_a_page_without_a_line_of_its_own_is_told_where_its_first_place_stands() -> None:
    site = _site()
    lines = _ledger(site).splitlines(keepends=True)
    ledger = "".join(line for line in lines if not line.startswith("briefings/talks/ "))
    left = {path: text for path, text in site.items() if "talks" not in path}
    [told] = built({**left, LEDGER: ledger}).problems
    assert (told.code, told.place.words.split()[0]) == ("E255", "briefings/talks/#n-host")
    assert told.help.endswith("`gone: briefings/talks/`")


def test_what_is_given_up_is_remembered_until_it_is_there_again() -> None:
    site = _site()
    ledger = _ledger(site).replace("people/anna-berg/\n", "gone: people/anna-berg/\n")
    ledger = ledger.replace("briefings/talks/#n-host", "gone: briefings/talks/#n-host")
    now = {**site, LEDGER: ledger, NOTES: notes()}
    del now[ANNA]
    outcome = built(now)
    assert not outcome.problems
    after = recorded(outcome.library, read_ledger(ledger.encode())).decode()
    assert [line for line in after.splitlines() if line.startswith("gone: ")] == [
        "gone: briefings/talks/#n-host", "gone: people/anna-berg/"
    ]  # fmt: skip
    again = recorded(built(site).library, read_ledger(after.encode())).decode()
    assert again == _ledger(site)


def test_all_below_what_is_given_up_is_given_up_with_it() -> None:
    site = _site()
    ledger = _ledger(site).replace("briefings/talks/ sha256", "gone: briefings/talks/ sha256")
    left = {path: text for path, text in site.items() if "talks" not in path}
    assert not built({**left, LEDGER: ledger}).problems


def test_numbers_of_paragraphs_that_are_given_up_are_written_anew() -> None:
    site = _site()
    ledger = _ledger(site).replace("briefings/talks/#p3", "gone: briefings/talks/#p3")
    changed = {**site, TALKS: briefing("Well.\n\n" + TEXT, corrections=[
        {"date": "2016-12-20", "text": "A word was missing."}])}  # fmt: skip
    del changed["content/briefings/talks.ru.md"]
    outcome = built({**changed, LEDGER: ledger.replace("briefings/talks/ru/", "gone: x/")})
    assert not outcome.has_errors, outcome.problems
    after = recorded(outcome.library, read_ledger(ledger.encode())).decode()
    assert "gone: briefings/talks/#p3" not in after
    assert "\nbriefings/talks/#p4 " in after


def test_nothing_is_said_to_be_lost_where_a_file_has_errors() -> None:
    told = _after({ANNA: entry("Anna Berg", nmae="x")})
    assert len(told) == 1
    assert "E110" in told[0]


@pytest.mark.parametrize("line", ["people", "/people/", "people//", "../x/ y", "people/x/#p1 a b"])
def test_a_line_that_is_no_address_is_told(line: str) -> None:
    [told] = [explain(each) for each in built({LEDGER: f"# head\n\n{line}\n"}).problems]
    assert told.startswith("addresses.txt:3:1: error[E258]: this is no address of a page\n")
    assert f"    3 | {line}\n" in told


def test_conflict_markers_in_the_ledger_are_told() -> None:
    assert "E003" in codes(built({LEDGER: "<<<<<<< ours\npeople/x/\n=======\n>>>>>>> theirs\n"}))


def test_a_folder_that_the_ledger_knows_is_no_typing_error() -> None:
    files = _site(**{ANNA: entry("Anna Berg", formerly="poeple/anna-berg")})
    assert codes(built(files)) == ["W254"]
    assert codes(built({**files, LEDGER: _ledger(files)})) == []


def test_line_ends_and_composed_letters_do_not_matter() -> None:
    decomposed, composed = "content/people/\u1112\u1161\u11ab.md", "content/people/\ud55c.md"
    site = _site(**{decomposed: entry("Han")})
    ledger = _ledger(site)
    assert "people/\ud55c/" in ledger
    now = {**_site(**{composed: entry("Han")}), LEDGER: ledger.replace("\n", "\r\n")}
    assert built(now).problems == ()


NAMES = st.sampled_from(["a", "b", "c", "anna-berg"])


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=2), min_size=1),
       st.dictionaries(NAMES, st.lists(NAMES, max_size=2), min_size=1))  # fmt: skip
def test_whatever_is_renamed_each_recorded_address_leads_on_or_is_told(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    def site(people: dict[str, list[str]]) -> dict[str, str]:
        return {f"content/people/{name}.md": entry(f"Person {name}", formerly=old)
                for name, old in people.items()}  # fmt: skip

    first = built(site(before))
    if first.has_errors:
        return
    ledger = recorded(first.library).decode()
    second = built({**site(after), LEDGER: ledger})
    if "E255" not in codes(second) and not second.has_errors:
        pages = {path.removesuffix("index.html") for path in second.files}
        assert {line.partition(" ")[0] for line in ledger.splitlines()[1:]} <= pages


# The command and the dev server --------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in {"site.yaml": SITE, **_site()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def _run(site: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, ["-C", str(site), *arguments])
    return result.exit_code, result.output


def test_a_build_records_only_when_it_is_told_to(site: Path) -> None:
    assert _run(site, "build")[0] == 0
    assert not (site / LEDGER).exists()
    status, said = _run(site, "build", "--record")
    assert status == 0
    assert "addresses.txt is written" in said
    written = (site / LEDGER).read_bytes()
    (site / ANNA).with_name("carl.md").write_text(entry("Carl"), encoding="utf-8")
    status, said = _run(site, "build")
    assert "addresses.txt is behind what is published: glossator build --record\n" in said
    assert (site / LEDGER).read_bytes() == written
    _run(site, "build", "--record")
    assert (site / LEDGER).read_bytes() != written
    before = (site / LEDGER).stat().st_mtime_ns
    status, said = _run(site, "build", "--record")
    assert "addresses" not in said
    assert (site / LEDGER).stat().st_mtime_ns == before


def test_what_is_not_published_is_not_recorded(site: Path) -> None:
    assert _run(site, "build", "--record", "--drafts")[0] == 2
    assert _run(site, "build", "--record", "--verify")[0] == 2
    (site / TALKS).write_text(briefing(TEXT, topics=["war"]), encoding="utf-8")
    assert _run(site, "build", "--record")[0] == 1
    assert not (site / LEDGER).exists()
    (site / TALKS).write_text(briefing(TEXT, date=DAY, status="draft"), encoding="utf-8")
    (site / "content/briefings/talks.ru.md").unlink()
    assert _run(site, "build", "--record")[0] == 0
    assert "talks" not in (site / LEDGER).read_text(encoding="utf-8")


def test_a_ledger_that_is_touched_is_read_again(site: Path) -> None:
    tree = read_tree(site)
    (site / LEDGER).write_text("people/nobody/\n", encoding="utf-8")
    assert LEDGER in signatures(site)
    assert reread(site, tree, {LEDGER}).files[LEDGER] == b"people/nobody/\n"


def test_what_is_remembered_is_what_is_found_anew(site: Path) -> None:
    memory = Memory()
    (site / LEDGER).write_text(_ledger(_site()), encoding="utf-8")
    tree = read_tree(site)
    assert prepare(tree, NOW, memory=memory).problems == ()
    for text in (TEXT.replace("\n\n", "\n\nWell.\n\n", 1), TEXT):
        (site / TALKS).write_text(briefing(text), encoding="utf-8")
        tree = reread(site, tree, {TALKS})
        assert prepare(tree, NOW, memory=memory).problems == prepare(tree, NOW).problems
