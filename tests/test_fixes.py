"""`glossator check --fix`: what is safe to mend is mended, and every other byte stays."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from builders import BRIEFING, NOTES, NOW, SITE, built, codes, tree_of
from command import files_of, run, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.distance import edits
from generator.mending import Mended, mend
from generator.patches import Edit, applied, difference
from generator.source import LEDGER, Span
from generator.yaml_writing import rewritten

TRANSCRIPT = (
    "The herring quota was discussed at length with the envoy of the northern islands.\n\n"
    "Nothing was decided, and the fleet sails again in the spring of the coming year.\n"
)
HEAD = "---\ntitle: Talks\ndate: 2016-12-15\n---\n"
ABOUT = "---\ntitle: About\n---\n"
BERG = "---\nname: Anna Berg\n---\n"
ANNOTATED = """# Notes, in the editors' order.
annotations:
  - id: quota
    quote: {quote}   # as spoken
    kind: context
    text: |
      A note.

passages: []
"""


def notes(quote: str, more: str = "") -> str:
    return ANNOTATED.format(quote=quote).replace("    kind:", f"{more}    kind:")


def mended(files: dict[str, str]) -> Mended:
    return mend(tree_of(files), NOW)


def text_of(result: Mended, path: str) -> str:
    return result.tree.files[path].decode()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('"The herring quotas was discused at"', '"The herring quota was discussed at"'),
        ("'The herring quotas was discused at'", "'The herring quota was discussed at'"),
        ("The herring quotas was discused at", '"The herring quota was discussed at"'),
        ("\n      The herring quotas\n      was discused at",
         '\n      "The herring quota was discussed at"'),
    ],
)  # fmt: skip
def test_a_lost_quote_is_put_where_it_is_proposed(written: str, wanted: str) -> None:
    result = mended({BRIEFING: HEAD + TRANSCRIPT, NOTES: notes(written)})
    assert text_of(result, NOTES) == notes(wanted)
    assert [fix.why for fix in result.fixes] == [
        "“quota” stands in paragraph 1: “The herring quota was discussed at”"
    ]


def test_a_quote_in_another_paragraph_gets_its_number() -> None:
    result = mended({BRIEFING: HEAD + TRANSCRIPT,
                     NOTES: notes('"herring quota"', "    paragraph: 2\n")})  # fmt: skip
    assert text_of(result, NOTES) == notes('"herring quota"', "    paragraph: 1\n")


@pytest.mark.parametrize(
    ("text", "quote", "code"),
    [
        (TRANSCRIPT, '"words that nobody has ever said"', "E206"),
        (TRANSCRIPT + "\nThe herring quota was discussed at length.\n",
         '"The herring quotas was discussed at"', "E206"),
        (TRANSCRIPT + "\nThe herring quota.\n", '"herring quota"', "E207"),
    ],
)  # fmt: skip
def test_a_quote_that_could_be_in_two_places_or_none_is_left_alone(
    text: str, quote: str, code: str
) -> None:
    files = {BRIEFING: HEAD + text, NOTES: notes(quote)}
    result = mended(files)
    assert (result.tree, result.fixes) == (tree_of(files), ())
    assert codes(built(files)) == [code]


def test_words_that_are_expected_beside_a_quote_must_be_there() -> None:
    files = {BRIEFING: HEAD + TRANSCRIPT,
             NOTES: notes('"The herring quotas was"', '    after: "decided"\n')}  # fmt: skip
    assert mended(files).fixes == ()


def test_a_mistyped_id_key_and_value_become_the_only_ones_that_can_be_meant() -> None:
    head = "---\ntitel: Talks\ndate: 2016-12-15\nkind: 'statment' # or a speech\nparticipants: [anna-burg, \"anna-berg\"]\n---\n"  # noqa: E501
    result = mended({BRIEFING: head + "We met.\n", "content/people/anna-berg.md": BERG})
    wanted = head.replace("titel", "title").replace("statment", "statement").replace("burg", "berg")
    assert text_of(result, BRIEFING) == wanted + "We met.\n"
    assert not built({BRIEFING: wanted + "We met.\n", "content/people/anna-berg.md": BERG}).problems


def test_an_id_that_could_be_two_is_left_alone() -> None:
    files = {
        BRIEFING: HEAD.replace("---\n", "---\nparticipants: [anna-barg]\n", 1) + "We met.\n",
        "content/people/anna-berg.md": BERG,
        "content/people/anna-burg.md": BERG.replace("Berg", "Burg"),
    }
    assert mended(files).fixes == ()


def test_every_link_to_a_mistyped_or_renamed_id_is_mended_and_code_is_not() -> None:
    page = ABOUT + "[[anna-burg]], [[ anna-burg |she]], [[a-old]] and `[[anna-burg]]`.\n"
    berg = BERG.replace("---\n", "---\nformerly: [a-old]\n", 1)
    result = mended({"content/pages/about.md": page, "content/people/anna-berg.md": berg})
    assert text_of(result, "content/pages/about.md") == (
        ABOUT + "[[anna-berg]], [[ anna-berg |she]], [[anna-berg]] and `[[anna-burg]]`.\n"
    )


def test_a_link_to_a_mistyped_note_is_mended() -> None:
    page = ABOUT + "See [[talks#quotta|there]] and [[talks#quotta]].\n"
    result = mended({"content/pages/about.md": page, BRIEFING: HEAD + TRANSCRIPT,
                     NOTES: notes('"herring quota"')})  # fmt: skip
    assert text_of(result, "content/pages/about.md") == page.replace("quotta", "quota")


OLD_BERG = BERG.replace("---\n", "---\nformerly: [old]\n", 1)
RENAMED = {"content/people/anna-berg.md": BERG, "addresses.txt": "people/anna-bergg/\n"}


@pytest.mark.parametrize(
    ("files", "path", "line"),
    [
        (RENAMED, "content/people/anna-berg.md", "formerly: [anna-bergg]"),
        ({**RENAMED, "addresses.txt": "places/anna-berg/\n"}, "content/people/anna-berg.md",
         "formerly: [places/anna-berg]"),
        ({**RENAMED, "content/people/anna-berg.md": OLD_BERG},
         "content/people/anna-berg.md", "formerly: [old, anna-bergg]"),
    ],
)  # fmt: skip
def test_a_renamed_file_says_what_it_was_called(
    files: dict[str, str], path: str, line: str
) -> None:
    result = mended(files)
    assert f"\n{line}\n" in text_of(result, path)
    assert not built({**files, path: text_of(result, path)}).problems


def test_a_renamed_briefing_is_known_by_its_words(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": SITE, BRIEFING: HEAD + TRANSCRIPT})
    run(tmp_path, "build", "--record", "-q")
    (tmp_path / BRIEFING).rename(tmp_path / "content/briefings/another-name-altogether.md")
    assert run(tmp_path, "check").status == 1
    assert run(tmp_path, "check", "--fix", "--yes").status == 0
    text = (tmp_path / "content/briefings/another-name-altogether.md").read_text("utf-8")
    assert text == HEAD.removesuffix("---\n") + "formerly: [talks]\n---\n" + TRANSCRIPT


def test_a_page_that_may_be_gone_for_good_gets_no_line() -> None:
    files = {**RENAMED, "addresses.txt": "people/boris-holm/\n"}
    assert mended(files).fixes == ()


OTHERS = """annotations:
  - id: quota   # as it was
    quote: herring quota
    kind: context
    text: A note.
"""


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (OTHERS, OTHERS.replace("# as it was\n", "# as it was\n    formerly: [herring]\n")),
        (OTHERS + "    formerly: old\n", OTHERS + "    formerly: [old, herring]\n"),
        (OTHERS + "    formerly: [old] # x\n", OTHERS + "    formerly: [old, herring] # x\n"),
        (OTHERS + "    formerly:\n      - old  # why\n",
         OTHERS + "    formerly:\n      - old  # why\n      - herring\n"),
        ("annotations: [{id: quota, quote: herring quota, kind: context, text: A note.}]\n",
         ("annotations: [{id: quota, formerly: [herring], quote: herring quota, kind: context, "
         "text: A note.}]\n")),
    ],
)  # fmt: skip
def test_a_renamed_note_is_known_by_its_quote(tmp_path: Path, written: str, wanted: str) -> None:
    write(tmp_path, {"site.yaml": SITE, BRIEFING: HEAD + TRANSCRIPT,
                     NOTES: OTHERS.replace("id: quota", "id: herring")})  # fmt: skip
    run(tmp_path, "build", "--record", "-q")
    write(tmp_path, {NOTES: written})
    assert run(tmp_path, "check").status == 1
    assert run(tmp_path, "check", "--fix", "--yes").status == 0
    assert (tmp_path / NOTES).read_text("utf-8") == wanted


def test_what_has_no_heir_is_given_up_only_when_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": SITE, BRIEFING: HEAD + TRANSCRIPT, NOTES: OTHERS,
                     "content/people/anna-berg.md": BERG})  # fmt: skip
    run(tmp_path, "build", "--record", "-q")
    write(tmp_path, {NOTES: "annotations: []\n"})
    (tmp_path / "content/people/anna-berg.md").unlink()
    assert run(tmp_path, "check", "--fix", "--yes").out.startswith("there is nothing to fix")
    shown = run(tmp_path, "check", "--give-up")
    assert shown.status == 1
    assert "\n-people/anna-berg/\n" in shown.out
    assert "\n+gone: people/anna-berg/\n" in shown.out
    assert run(tmp_path, "check", "--give-up", "--yes").status == 0
    run(tmp_path, "build", "--record", "-q")
    assert "gone: briefings/talks/#n-quota\n" in (tmp_path / "addresses.txt").read_text("utf-8")


def test_a_page_of_which_only_places_are_recorded_is_given_up_as_a_whole(tmp_path: Path) -> None:
    ledger = "briefings/gone/#n-one\nbriefings/gone/#p3 abcdabcdabcd\n"
    write(tmp_path, {"site.yaml": SITE, LEDGER: ledger})
    assert run(tmp_path, "check", "--give-up", "--yes").status == 0
    assert (tmp_path / LEDGER).read_text("utf-8").startswith("gone: briefings/gone/\n")


def test_a_link_to_the_old_id_of_a_note_gets_the_new_one() -> None:
    page = ABOUT + "[[talks#herring]] and [[talks#herring|so]].\n"
    result = mended({"content/pages/about.md": page, BRIEFING: HEAD + TRANSCRIPT,
                     NOTES: OTHERS + "    formerly: [herring]\n"})  # fmt: skip
    assert text_of(result, "content/pages/about.md") == page.replace("herring", "quota")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("15.12.2016", "2016-12-15"),
        ("2016/12/15", "2016-12-15"),
        ("12/15/2016 # a Thursday", "2016-12-15 # a Thursday"),
        ('"15 December 2016"', '"2016-12-15"'),
        ("Dec. 5, 2016", "2016-12-05"),
        ("2016-1-5", "2016-01-05"),
    ],
)
def test_a_date_in_another_form_is_written_as_dates_are(written: str, wanted: str) -> None:
    text = HEAD.replace("2016-12-15", written) + TRANSCRIPT
    result = mended({BRIEFING: text})
    assert text_of(result, BRIEFING) == HEAD.replace("2016-12-15", wanted) + TRANSCRIPT


@pytest.mark.parametrize("written", ["3/4/2016", "31.2.2016", "15.12.16", "Ma 5, 2016", "soon"])
def test_a_date_that_could_be_two_or_none_is_left_alone(written: str) -> None:
    assert mended({BRIEFING: HEAD.replace("2016-12-15", written) + TRANSCRIPT}).fixes == ()


def test_a_line_that_stands_twice_is_taken_out_once() -> None:
    twice = HEAD.replace("date:", "kind: speech\nlanguage: en\nkind: speech\ndate:")
    result = mended({BRIEFING: twice + TRANSCRIPT})
    assert text_of(result, BRIEFING) == HEAD.replace(
        "date:", "kind: speech\nlanguage: en\ndate:") + TRANSCRIPT  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "kind: speech\nkind: briefing\n",  # which of them?
        "place:\nplace:\n",
        "source:\n  publisher: A\nsource:\n  publisher: B\n",
        "editorial_note: >\n  A.\neditorial_note: >\n  B.\n",
        "source:\n  publisher: A\n  publisher: B\n",
    ],
)
def test_a_key_that_stands_twice_with_other_values_is_left_alone(lines: str) -> None:
    assert mended({BRIEFING: HEAD.replace("date:", lines + "date:") + TRANSCRIPT}).fixes == ()


def test_a_link_to_a_file_of_the_content_leads_to_its_page() -> None:
    page = ABOUT + "[She](../people/anna-berg.md), `[She](../people/anna-berg.md)`.\n"
    result = mended({"content/pages/about.md": page, "content/people/anna-berg.md": BERG})
    assert text_of(result, "content/pages/about.md") == (
        ABOUT + "[[anna-berg|She]], `[She](../people/anna-berg.md)`.\n"
    )


@pytest.mark.parametrize("link", ["[She](../people/b.md)", "[She](javascript:x)", "![She](a.md)"])
def test_a_link_to_nothing_of_the_content_is_left_alone(link: str) -> None:
    files = {"content/pages/about.md": f"{ABOUT}{link}\n", "content/people/a.md": BERG}
    assert mended(files).fixes == ()


def test_a_quote_beyond_the_end_gets_its_own_paragraph() -> None:
    result = mended({BRIEFING: HEAD + TRANSCRIPT,
                     NOTES: notes('"herring quota"', "    paragraph: 7 # or so\n")})  # fmt: skip
    assert text_of(result, NOTES) == notes('"herring quota"', "    paragraph: 1 # or so\n")


def test_recordings_and_the_words_of_times_are_mended(tmp_path: Path) -> None:
    head = HEAD.replace("date:", "media: [talkes.mp3]\ndate:")
    times = 'annotations: []\ntimes:\n  - {start: 0:01, words: "The hering quota"}\n'
    write(tmp_path, {"site.yaml": SITE, BRIEFING: head + TRANSCRIPT, NOTES: times,
                     "content/media/talks.mp3": "x"})  # fmt: skip
    assert run(tmp_path, "check", "--fix", "--yes").status == 0
    assert "media: [talks.mp3]\n" in (tmp_path / BRIEFING).read_text("utf-8")
    assert (tmp_path / NOTES).read_text("utf-8") == times.replace("hering", "herring")


def test_a_fix_that_would_bring_another_error_is_left_alone() -> None:
    files = {BRIEFING: HEAD.replace("date:", "titel: Two\ndate:") + "We met.\n"}
    result = mended(files)
    assert result.fixes == ()
    assert [fix.why for fix in result.left] == ["“titel” → “title”"]


def test_byte_order_mark_line_ends_and_comments_stay() -> None:
    written = ("\ufeff" + notes('"The herring quotas was"')).replace("\n", "\r\n").encode()
    tree = tree_of({BRIEFING: HEAD + TRANSCRIPT})
    result = mend(type(tree)({**tree.files, NOTES: written}), NOW)
    wanted = ("\ufeff" + notes('"The herring quota was"')).replace("\n", "\r\n").encode()
    assert result.tree.files[NOTES] == wanted


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="Edit"):
        applied(b"abcdef", [Edit(Span(0, 3), "x"), Edit(Span(2, 4), "y")])


@given(st.text("aé\r\n", max_size=30), st.sampled_from([b"", b"\xef\xbb\xbf"]), st.data())
def test_an_edit_changes_its_span_and_nothing_else(
    text: str, mark: bytes, data: st.DataObject
) -> None:
    text = text.replace("\r", "\r\n")
    content = mark + text.encode()
    even = text.replace("\r\n", "\n")
    start = data.draw(st.integers(0, len(even)))
    end = data.draw(st.integers(start, len(even)))
    after = applied(content, [Edit(Span(start, end), "Z")])
    assert after.decode("utf-8-sig").replace("\r\n", "\n") == even[:start] + "Z" + even[end:]
    assert applied(content, [Edit(Span(start, end), even[start:end])]).replace(
        b"\r\n", b"\n") == content.replace(b"\r\n", b"\n")  # fmt: skip
    assert after.startswith(mark)


SLIPS = ["", "x", "the ", "é", '"', "'", ": ", " #"]
QUOTE = "was discussed at length with the envoy"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(QUOTE)), st.sampled_from(SLIPS)),
                min_size=1, max_size=6),
       st.sampled_from(["'{}'", '"{}"']))  # fmt: skip
def test_a_changed_quote_is_mended_to_a_clean_site_or_nothing_is_done(
    changes: list[tuple[int, str]], style: str
) -> None:
    quote = QUOTE
    for place, words in changes:
        quote = quote[:place] + words + quote[place + (not words) :]
    if not quote.strip():
        return
    written = rewritten(style[0], quote)
    files = {BRIEFING: HEAD + TRANSCRIPT, NOTES: notes(written)}
    before, result = built(files), mended(files)
    after = text_of(result, NOTES)
    if after != notes(written):
        assert codes(built({**files, NOTES: after})) == []
        assert after.startswith(notes("").partition("quote: ")[0])
        assert after.endswith(notes("").partition("quote: ")[2])
    else:
        assert codes(before) in ([], ["E206"])


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [("", "", 0), ("ab", "ba", 1), ("nmae", "name", 1), ("titel", "title", 1), ("abc", "", 3)],
)
def test_slips_are_counted(one: str, other: str, number: int) -> None:
    assert edits(one, other) == edits(other, one) == number


def test_a_difference_is_a_unified_diff() -> None:
    assert difference("x.md", b"a\r\nb", b"a\r\nc") == (
        "--- a/x.md\n+++ b/x.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, {"site.yaml": SITE, BRIEFING: HEAD + TRANSCRIPT,
                     NOTES: notes('"The herring quotas was"')})  # fmt: skip
    return tmp_path


def test_without_a_terminal_fixes_are_shown_and_nothing_is_written(site: Path) -> None:
    before = files_of(site)
    ended = run(site, "check", "--fix")
    assert ended.status == 1
    assert f"--- a/{NOTES}\n+++ b/{NOTES}\n@@ " in ended.out
    assert '\n-    quote: "The herring quotas was"   # as spoken\n' in ended.out
    assert '\n+    quote: "The herring quota was"   # as spoken\n' in ended.out
    assert "nothing was written; --yes writes without asking\n" in ended.out
    assert files_of(site) == before


def test_with_yes_they_are_written_and_all_is_well(site: Path) -> None:
    ended = run(site, "check", "--fix", "--yes")
    assert ended.status == 0
    assert f"changed {NOTES}\n" in ended.out
    assert "all is well" in ended.out
    assert run(site, "check", "--fix", "-y").out.startswith("there is nothing to fix")


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
def test_at_a_terminal_it_is_asked(
    answer: str, status: int, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    ended = run(site, "check", "--fix")
    assert ended.status == status
    assert "Change 1 file? [y/N]" in ended.out


def test_what_was_changed_meanwhile_is_not_written_over(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = StringIO("y\n")

    def somebody_writes() -> bool:
        (site / NOTES).write_text("annotations: []\n", "utf-8")
        return True

    monkeypatch.setattr(terminal, "isatty", somebody_writes)
    monkeypatch.setattr(sys, "stdin", terminal)
    ended = run(site, "check", "--fix")
    assert ended.status == 3
    assert f"{NOTES} was changed meanwhile; nothing was written" in ended.err
    assert (site / NOTES).read_text("utf-8") == "annotations: []\n"


def test_fixes_are_shown_as_text_only(site: Path) -> None:
    ended = run(site, "check", "--fix", "--format", "json")
    assert (ended.status, ended.out) == (2, "")
