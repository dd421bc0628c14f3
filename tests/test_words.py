"""Places, dates, words, addresses and ids, where a case in a file is not enough."""

from collections.abc import Mapping

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    DAY,
    NOTES,
    NOW,
    Files,
    briefing,
    built,
    codes,
    entry,
    faults_of_links,
    markdown,
    mentions_of,
    note,
    notes,
    page_of,
    published,
    quoted,
    tree_of,
)

from generator import urls
from generator.build import build
from generator.dates import Interval, PartialDate
from generator.decode import decode_markdown, decode_yaml
from generator.fields import paragraph_numbers
from generator.heads import AnnotationsFile, BriefingHead, PersonHead
from generator.problems import Problem, did_you_mean, explain, place_in, printable, problem_at
from generator.site import Limits, SiteHead
from generator.source import Span, Text, Tree
from generator.strings import Strings
from generator.text import sentences_around
from generator.yaml_places import find, find_key, parse_yaml

TEXT = Text("a.md", "one\n\ndrei 日本\n")


def words_at(problem: Problem) -> str:
    place = problem.place
    return place.words[place.column - 1 : place.end_column - 1]


def where(problem: Problem) -> tuple[str, int, int]:
    return problem.code, problem.place.line, problem.place.column


# Places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offset", "wanted"),
    [(0, (1, 1)), (3, (1, 4)), (4, (2, 1)), (5, (3, 1)), (11, (3, 7)), (12, (3, 8)), (13, (4, 1))],
)
def test_lines_and_columns_count_characters_from_one(offset: int, wanted: tuple[int, int]) -> None:
    assert TEXT.line_and_column(offset) == wanted


@pytest.mark.parametrize(("offset", "wanted"), [(0, 3), (2, 1), (3, 0), (4, 0), (5, 7), (13, 0)])
def test_a_line_ends_before_its_line_feed(offset: int, wanted: int) -> None:
    assert TEXT.to_line_end(offset) == wanted


def test_a_span_over_several_lines_is_shown_on_its_first() -> None:
    place = place_in(TEXT, Span(1, 8))
    assert (place.line, place.column, place.end_column, place.words) == (1, 2, 4, "one")


def test_an_empty_span_is_shown_as_one_column() -> None:
    place = place_in(TEXT, Span(4, 4))
    assert (place.line, place.column, place.end_column) == (2, 1, 2)


# Problems as people read them ----------------------------------------------------------------


def test_a_caret_stands_below_the_words_meant() -> None:
    text = Text("a.md", "x\nmet Abe here")
    assert explain(problem_at(text, Span(6, 9), "E203", "which?", "say")) == (
        "a.md:2:5: error[E203]: which?\n    2 | met Abe here\n      |     ^^^\n   help: say"
    )


@pytest.mark.parametrize(
    ("line", "span", "under"),
    [
        ("日本 Abe", Span(3, 6), "     ^^^"),
        ("\tAbe", Span(1, 4), " ^^^"),
        ("Cafe\u0301 Abe", Span(6, 9), "     ^^^"),
        ("met 日本", Span(4, 6), "    ^^^^"),
        ("x\u202eAbe", Span(2, 5), "       ^^^"),
        ("Abe", Span(3, 3), "   ^"),
    ],
)
def test_a_caret_stands_right_below_wide_and_invisible_characters(
    line: str, span: Span, under: str
) -> None:
    shown = explain(problem_at(Text("a.md", line), span, "W007", "look"))
    assert shown.split("\n")[2] == f"      | {under}"


def test_a_long_line_is_cut_around_the_words_meant() -> None:
    text = Text("a.md", "a" * 500 + "HERE" + "b" * 500)
    _, line, carets = explain(problem_at(text, Span(500, 504), "E206", "lost")).split("\n")
    assert len(line) < 110
    assert line[carets.index("^") :].startswith("HERE")
    assert carets.count("^") == 4
    assert line.count("…") == 2


def test_a_problem_with_a_whole_file_has_no_line() -> None:
    [problem] = build(Tree({}), NOW).problems
    assert explain(problem).startswith(
        "site.yaml: error[E010]: there is no site.yaml here\n   help:"
    )


def test_what_is_shown_on_a_terminal_controls_nothing() -> None:
    assert printable("a\x1b[31m\u202eb\u2028c") == "a\\u001b[31m\\u202eb\\u2028c"


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("security_council", "Security-Council"),
        ("securitycouncil", "Security-Council"),
        ("un-securty", "un-security"),
        ("ＵＮ security", "un-security"),
        ("abe", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_offered(written: str, near: str) -> None:
    hint = did_you_mean(written, ["Security-Council", "un-security", "shinzo-abe"])
    assert hint == (f"did you mean “{near}”?" if near else "")


# What stands in files ------------------------------------------------------------------------


def test_an_ambiguous_name_is_told_at_its_place_in_the_file() -> None:
    files = {
        BRIEFING: briefing("Lavrov: Yes.\n\nThe\nSecurity Council.", speakers={"Lavrov": None}),
        "content/terms/a.md": entry("A", "Security Council"),
        "content/terms/b.md": entry("B", "Security Council"),
    }
    [problem] = built(files).problems
    assert (where(problem), words_at(problem)) == (("E203", 10, 1), "Security Council")


def test_an_ambiguous_name_behind_a_label_is_told_at_its_place_in_the_file() -> None:
    files = {
        BRIEFING: briefing("Lavrov: The UN.", speakers={"Lavrov": None}).replace("\n", "\r\n"),
        "content/terms/a.md": entry("UN"),
        "content/terms/b.md": entry("UN"),
    }
    [problem] = built(files).problems
    assert (where(problem), words_at(problem)) == (("E203", 7, 13), "UN")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"one\ntwo \xff\n", (2, 5, "two \ufffd")),
        (b"one\r\ntwo \xff\r\n", (2, 5, "two \ufffd")),
        (b"one\rtwo \xff\r", (2, 5, "two \ufffd")),
        ("日本".encode() + b"\xff", (1, 3, "日本\ufffd")),
        (b"\xef\xbb\xbfone\n\xff", (2, 1, "\ufffd")),
        (b"\xef\xbb\xbf" + "日本".encode() + b"\xff", (1, 3, "日本\ufffd")),
        (b"a\xed\xa0\x80", (1, 2, "a\ufffd\ufffd\ufffd")),
        (b"caf\xe9", (1, 4, "caf\ufffd")),
    ],
)
def test_a_byte_that_is_no_utf_8_is_told_at_its_place(
    content: bytes, wanted: tuple[int, int, str]
) -> None:
    [problem] = decode_markdown("a.md", content, PersonHead, Limits()).problems
    place = problem.place
    assert problem.code == "E001"
    assert (place.line, place.column, place.words) == wanted


@pytest.mark.parametrize("char", "\0\x07\x0b\x0c\x1f\x7f\x80\x85\x9f\ufdd0\ufffe\uffff\U0001ffff")
def test_a_character_that_no_page_may_hold_is_told_at_its_place(char: str) -> None:
    [problem] = built({BRIEFING: briefing(f"One{char}two")}).problems
    assert (where(problem), words_at(problem)) == (("E002", 6, 4), char)
    assert f"U+{ord(char):04X}" in problem.message


@pytest.mark.parametrize("char", "\t\u00a0\u00ad\u200b\ufeff\ufffd\ufdf0\ue000\U0001fffd\U0010fffd")
def test_every_other_character_is_kept(char: str) -> None:
    page = published({BRIEFING: briefing(f"One{char}two")})[BRIEFING_PAGE]
    assert f"One{char}two".encode() in page


def test_a_merge_conflict_is_told_at_each_of_its_markers() -> None:
    text = "<<<<<<< HEAD\nours\n||||||| base\nold\n=======\ntheirs\n>>>>>>> other"
    outcome = built({BRIEFING: briefing(text)})
    assert [where(each) for each in outcome.problems] == [
        ("E003", line, 1) for line in (6, 8, 10, 12)
    ]


@pytest.mark.parametrize("text", ["Title\n=======", "a <<<<<<< b", "<<<<<<<< 8", "<< a"])
def test_what_only_looks_like_a_merge_conflict_is_speech(text: str) -> None:
    assert codes(built({BRIEFING: briefing(text)})) == []


def test_a_character_that_turns_the_direction_is_told_and_kept() -> None:
    outcome = built({BRIEFING: briefing("Yes \u202eno")})
    assert [where(each) for each in outcome.problems] == [("W007", 6, 5)]
    assert "Yes \u202eno".encode() in outcome.files[BRIEFING_PAGE]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file does not begin with front matter"),
        ("name: A\n", "the file does not begin with front matter"),
        (" ---\nname: A\n---\n", "the file does not begin with front matter"),
        ("---\nname: A\n", "the front matter is not closed"),
        ("---\nname: A\n --- \n", "the front matter is not closed"),
        ("---", "the front matter is not closed"),
    ],
)
def test_front_matter_stands_between_lines_of_dashes(content: str, message: str) -> None:
    decoded = decode_markdown("a.md", content.encode(), PersonHead, Limits())
    assert [(each.code, each.message) for each in decoded.problems] == [("E105", message)]


@pytest.mark.parametrize(
    "content", ["---\nname: A\n---", "--- \nname: A\n---\t\n", "---\nname: A\n---\n"]
)
def test_nothing_needs_to_stand_behind_front_matter(content: str) -> None:
    decoded = decode_markdown("a.md", content.encode(), PersonHead, Limits())
    assert decoded.head == PersonHead(name="A")
    assert decoded.document is not None
    assert decoded.document.body == len(content)


@pytest.mark.parametrize(
    ("front", "wanted", "words"),
    [
        ("titel: T", ("E110", 2, 1), "titel"),
        ("title: ''", ("E112", 2, 8), "''"),
        ("kind: speach", ("E112", 2, 7), "speach"),
        ("topics: a", ("E112", 2, 9), "a"),
        ("topics: [[a]]", ("E112", 2, 10), "[a]"),
        ("source: x", ("E112", 2, 9), "x"),
        ("source: {publisher: P, urll: x}", ("E110", 2, 24), "urll"),
        ("source: {publisher: P, sha256: x}", ("E112", 2, 32), "x"),
        ("source: {publisher: P, published: 2016-13}", ("E113", 2, 35), "2016-13"),
        ("source: {title: T}", ("E111", 2, 9), "{title: T}"),
        ("names: [{text: a}]", ("E111", 2, 9), "{text: a}"),
        ("names: [{text: a, entry: b, paragraphs: 3-1}]", ("E112", 2, 41), "3-1"),
        ("embargo: 2016-12-15", ("E113", 2, 10), "2016-12-15"),
        ("language: e n", ("E112", 2, 11), "e n"),
        ("participants: [a, ~]", ("E112", 2, 19), "~"),
        ("speakers: {A: [b]}", ("E112", 2, 15), "[b]"),
    ],
)
def test_a_value_that_cannot_be_is_told_at_its_place(
    front: str, wanted: tuple[str, int, int], words: str
) -> None:
    title = "" if front.startswith("title") else "title: T\n"
    content = f"---\n{front}\n{title}date: {DAY}\n---\n"
    [problem] = decode_markdown("a.md", content.encode(), BriefingHead, Limits()).problems
    assert (where(problem), words_at(problem)) == (wanted, words)


def test_a_partial_date_is_no_day_of_a_briefing() -> None:
    [problem] = decode_markdown("a.md", b"---\ntitle: T\ndate: 2016-12\n---", BriefingHead,
                                Limits()).problems  # fmt: skip
    assert (where(problem), words_at(problem)) == (("E113", 3, 7), "2016-12")


def test_missing_keys_are_all_told() -> None:
    decoded = decode_markdown("a.md", b"---\n---\n", BriefingHead, Limits())
    assert [(each.code, each.help) for each in decoded.problems] == [
        ("E111", "add it: title: …"),
        ("E111", "add it: date: …"),
    ]


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("nmae: A", "did you mean “name”?"),
        ("name: A\nalias: [a]", "did you mean “aliases”?"),
        ("name: A\nroles: [{title: T, form: 2016}]", "did you mean “from”?"),
        ("name: A\nsources: [{title: T, URL: x}]", "did you mean “url”?"),
    ],
)
def test_the_nearest_key_is_offered(front: str, hint: str) -> None:
    decoded = decode_markdown("a.md", f"---\n{front}\n---".encode(), PersonHead, Limits())
    assert hint in {each.help for each in decoded.problems}


def test_sizes_are_limited() -> None:
    limits = Limits(text=30, front_matter=20, yaml=10)
    for decoded in (
        decode_markdown("a.md", b"---\nname: A\n---\n" + b"a" * 20, PersonHead, limits),
        decode_markdown("a.md", b"---\nname: AAAAAAAAAAAAAAA\n---", PersonHead, limits),
        decode_yaml("a.yaml", b"annotations: []", AnnotationsFile, limits),
    ):
        assert [each.code for each in decoded.problems] == ["E005"]


def test_an_empty_yaml_file_has_no_keys() -> None:
    assert decode_yaml("a.yaml", b"", AnnotationsFile, Limits()).head == AnnotationsFile()
    problems = decode_yaml("site.yaml", b"# nothing\n", SiteHead, Limits()).problems
    assert [each.code for each in problems] == ["E111", "E111"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("a", 1, "c"), "2"),
        (("a", 1), "{c: 2}"),
        (("a", 5), "[b, {c: 2}]"),
        (("a", "x"), "[b, {c: 2}]"),
        (("z",), "a: [b, {c: 2}]\nd: e"),
        (("d", "e"), "e"),
        ((), "a: [b, {c: 2}]\nd: e"),
    ],
)
def test_a_place_that_is_not_there_is_that_of_what_is_above(
    path: tuple[str | int, ...], words: str
) -> None:
    text = Text("a.yaml", "a: [b, {c: 2}]\nd: e")
    node = parse_yaml(text, Span(0, len(text.text))).node
    assert node is not None
    assert text.text[slice(*find(node, path))] == words


def test_a_key_has_its_own_place() -> None:
    text = Text("a.yaml", "x\na: {b: c}")
    node = parse_yaml(text, Span(2, len(text.text))).node
    assert node is not None
    places = [find_key(node, path) for path in [("a",), ("a", "b"), ("a", "z"), ("z", "b")]]
    assert [text.text[slice(*place)] for place in places] == ["a", "b", "{b: c}", "a: {b: c}"]


# Numbers and dates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("4", ((4, 4),)),
        ("7-9", ((7, 9),)),
        ("7–9", ((7, 9),)),
        ("4, 7 - 9,12", ((4, 4), (7, 9), (12, 12))),
    ],
)
def test_numbers_of_paragraphs(written: str, wanted: tuple[tuple[int, int], ...]) -> None:
    assert paragraph_numbers(written) == wanted


@pytest.mark.parametrize("written", ["", "0", "9-7", "a", "4,", "-4", "4--5", "1-2-3", "1234567"])
def test_what_names_no_paragraphs(written: str) -> None:
    with pytest.raises(ValueError, match="names no paragraphs"):
        paragraph_numbers(written)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2016", "2015", True),
        ("2016-12-15", "2016-12-14", True),
        ("2016-12-15", "2016-12-15", False),
        ("2016-12", "2016", False),
        ("2016", "2016-01", False),
        ("2016", None, False),
        (None, "2016", False),
    ],
)
def test_a_period_that_certainly_ends_before_it_begins(
    start: str | None, end: str | None, *, wanted: bool
) -> None:
    bounds = [PartialDate.parse(each) if each else None for each in (start, end)]
    assert Interval(*bounds).is_empty is wanted


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("people/x", {"aliases": [{"text": "a", "from": 2016, "to": 2015}]}),
        ("people/x", {"other_names": [{"name": "a", "from": 2016, "to": 2015}]}),
        ("people/x", {"roles": [{"title": "a", "from": 2016, "to": 2015}]}),
        ("terms/x", {"from": 2016, "to": 2015}),
        (
            "institutions/x",
            {"posts": [{"title": "a", "aliases": [{"text": "a", "from": 2016, "to": 2015}]}]},
        ),
        ("topics/x", {"other_names": [{"name": "a", "from": 2016, "to": 2015}]}),
    ],
)
def test_a_period_that_ends_before_it_begins_is_told_wherever_it_is_written(
    path: str, head: dict[str, object]
) -> None:
    assert codes(built({f"content/{path}.md": markdown({"name": "X", **head})})) == ["E114"]


# Words ---------------------------------------------------------------------------------------


def test_names_are_put_in_order_without_accents_case_and_signs() -> None:
    names = ["Émile", "eric", "“Eagle”", "Zürich", "zug", "Ełk", "東京", "Абэ", "3M", "d’Ivoire"]
    assert sorted(names, key=Strings("en", {}).sort_key) == [
        "3M", "d’Ivoire", "“Eagle”", "Ełk", "Émile", "eric", "zug", "Zürich", "Абэ", "東京"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Émile", "E"), ("“abe”", "A"), ("Ångström", "A"), ("йод", "И"), ("東京", "漢"), ("3M", "#"),
     ("…", "#"), ("", "#"), ("ßa", "S")],
)  # fmt: skip
def test_names_are_listed_under_their_letter(name: str, wanted: str) -> None:
    assert Strings("en", {}).initial(name) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Two", "Two be."),
        ("One. Two", "One. Two be."),
        (". T", "One. Two be."),
        ("be.", "Two be."),
        ("Three.", "Three."),
        (" ", " "),
    ],
)
def test_a_sentence_is_that_in_which_words_stand(words: str, wanted: str) -> None:
    text = "One. Two be. Three."
    start = text.index(words)
    [(found, _)] = sentences_around(text, [Span(start, start + len(words))])
    assert text[slice(*found)] == wanted


# Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "target", "fragment", "wanted"),
    [
        ("index.html", "people/x/index.html", "", "people/x/index.html"),
        ("people/x/index.html", "index.html", "", "../../index.html"),
        ("people/x/index.html", "people/x/index.html", "p6", "#p6"),
        ("people/x/index.html", "people/x/index.html", "", "../../people/x/index.html"),
        ("a/index.html", "b/index.html", "p6", "../b/index.html#p6"),
        ("a/index.html", "ü ?#/index.html", "ü", "../%C3%BC%20%3F%23/index.html#%C3%BC"),
    ],
)
def test_a_link_is_relative_and_names_the_file(
    page: str, target: str, fragment: str, wanted: str
) -> None:
    assert urls.relative(page, target, fragment) == wanted


def test_a_full_address_names_the_folder() -> None:
    assert urls.absolute("https://e.org/a/", "index.html") == "https://e.org/a/"
    assert urls.absolute("https://e.org", "people/ü/index.html") == "https://e.org/people/%C3%BC/"
    assert urls.absolute("https://e.org", "404.html") == "https://e.org/404.html"
    assert urls.absolute("https://e.org", "xindex.html") == "https://e.org/xindex.html"


def test_an_address_from_the_root_stands_below_the_base() -> None:
    assert urls.rooted("https://e.org/a/", "people/%C3%BC.html") == "/a/people/%C3%BC.html"
    assert urls.rooted("https://e.org", "x.html") == "/x.html"
    assert urls.rooted("", "x.html") == "/x.html"


@pytest.mark.parametrize(
    ("base", "wanted"),
    [
        ("http://localhost", True),
        ("http://LOCALHOST:8000/x", True),
        ("http://127.0.0.1:5500/", True),
        ("http://[::1]:80/", True),
        ("http://0.0.0.0/", True),
        ("http://user@localhost/", True),
        ("https://example.org/localhost", False),
        ("https://localhost.example.org", False),
        ("", False),
    ],
)
def test_an_address_that_means_this_machine(base: str, *, wanted: bool) -> None:
    assert urls.is_loopback(base) is wanted


def test_a_page_for_lost_readers_leads_to_pages_of_any_name() -> None:
    site = {"title": "T", "description": "D", "url": "https://e.org/x/", "navigation": ["über"]}
    files = {"site.yaml": quoted(site), "content/pages/über.md": markdown({"title": "Über"})}
    page = published(files)["404.html"].decode()
    assert 'href="/x/%C3%BCber/index.html"' in page


# Ids -----------------------------------------------------------------------------------------

KNOWN: Files = {
    "content/people/x.md": entry("Abe", roles=[{"title": "Minister", "institution": "i"}]),
    "content/institutions/i.md": entry(
        "Ministry", posts=[{"title": "Minister", "aliases": ["the Minister"]}]
    ),
    "content/topics/t.md": markdown({"name": "Peace"}),
    "content/topics/u.md": markdown({"name": "War", "broader": ["t"], "related": ["t"]}),
    "content/institutions/j.md": entry("Office", part_of="i", predecessors="i", see_also=["x"]),
    "content/terms/k.md": entry("Treaty", part_of="i", participants=["x"], place="i"),
    BRIEFING: briefing(
        "A: Abe, the Minister and counterparts.",
        speakers={"A": "x"},
        topics=["u"],
        participants=["x"],
        place="i",
        event="i",
        names=[{"text": "counterparts", "entry": "x"}],
    ),
    NOTES: quoted({"passages": [{"topic": "t", "paragraphs": "1"}]}),
}


@pytest.fixture(scope="module")
def known() -> Mapping[str, bytes]:
    """The site that is known, as it is published."""
    return published(KNOWN)


@pytest.mark.parametrize(
    ("path", "short", "long"),
    [
        ("content/people/x.md", '"institution": "i"', '"institution": "institutions/i"'),
        ("content/topics/u.md", '"broader": ["t"]', '"broader": ["topics/t"]'),
        ("content/topics/u.md", '"related": ["t"]', '"related": ["topics/t"]'),
        ("content/institutions/j.md", '"part_of": "i"', '"part_of": "institutions/i"'),
        ("content/institutions/j.md", '"predecessors": "i"', '"predecessors": "institutions/i"'),
        ("content/institutions/j.md", '"see_also": ["x"]', '"see_also": ["people/x"]'),
        ("content/terms/k.md", '"part_of": "i"', '"part_of": "institutions/i"'),
        ("content/terms/k.md", '"participants": ["x"]', '"participants": ["people/x"]'),
        ("content/terms/k.md", '"place": "i"', '"place": "institutions/i"'),
        (BRIEFING, '"speakers": {"A": "x"}', '"speakers": {"A": "people/x"}'),
        (BRIEFING, '"topics": ["u"]', '"topics": ["topics/u"]'),
        (BRIEFING, '"participants": ["x"]', '"participants": ["people/x"]'),
        (BRIEFING, '"place": "i"', '"place": "institutions/i"'),
        (BRIEFING, '"event": "i"', '"event": "institutions/i"'),
        (BRIEFING, '"entry": "x"', '"entry": "people/x"'),
        (NOTES, '"topic": "t"', '"topic": "topics/t"'),
    ],
)
def test_an_id_with_its_folder_is_either_refused_or_means_the_same(
    path: str, short: str, long: str, known: Mapping[str, bytes]
) -> None:
    assert short in KNOWN[path]
    outcome = built(KNOWN | {path: KNOWN[path].replace(short, long)})
    if outcome.has_errors:
        assert set(codes(outcome)) == {"E201"}
    else:
        assert outcome.files == known


def test_what_has_one_id_in_two_folders_is_told_apart_by_its_folder() -> None:
    files = {
        "content/terms/peace.md": entry("Peace", see_also=["topics/peace"]),
        "content/topics/peace.md": markdown({"name": "Peace"}, "See [[terms/peace]]."),
        "content/pages/p.md": markdown({"title": "P"}, "See [[peace]]."),
    }
    assert codes(built(files)) == ["E212"]
    del files["content/pages/p.md"]
    assert list(faults_of_links(published(files))) == []


def test_every_range_of_paragraphs_must_be_there() -> None:
    files = {
        BRIEFING: briefing("A", names=[{"text": "A", "paragraphs": "9, 1", "entry": "t"}]),
        "content/terms/t.md": entry("T"),
    }
    assert codes(built(files)) == ["E205"]
    files = {
        BRIEFING: briefing("A"),
        NOTES: quoted({"passages": [{"topic": "t", "paragraphs": "9, 1"}]}),
        "content/topics/t.md": markdown({"name": "T"}),
    }
    assert codes(built(files)) == ["E205"]


def test_footnotes_of_a_note_and_of_the_editors_keep_apart_whatever_the_note_is_called() -> None:
    text = "A[^1] and B[^1].\n\n[^1]: Footnote."
    for name in ("editorial", "a", "1", "note"):
        files = {
            BRIEFING: briefing("Yes. No.", editorial_note=text),
            NOTES: notes(note(name, "Yes", text=text), note(f"{name}-1", "No", text=text)),
        }
        assert list(faults_of_links(published(files))) == []


@pytest.mark.parametrize("name", ["main", "p1", "s1", "t1", "named", "related", "n-a", "ü", "a.b"])
def test_an_annotation_may_have_any_id(name: str) -> None:
    files = {BRIEFING: briefing("Yes."), NOTES: notes(note(name, "Yes", text=f"[[talks#{name}]]"))}
    assert list(faults_of_links(published(files))) == []


def test_a_link_within_a_link_is_no_link_within_a_link() -> None:
    files = {"content/terms/a.md": entry("A", body="[x [[a]] y](https://example.org) z")}
    outcome = built(files)
    if not outcome.has_errors:
        page_of(outcome.files["terms/a/index.html"])  # a browser would tear the two apart


def test_bytes_of_a_site_do_not_depend_on_its_line_ends() -> None:
    tree = tree_of(
        {BRIEFING: briefing("One.\n\nTwo."), "content/terms/a.md": entry("A", body="*b*\n")}
    )
    files = {
        path: content.replace(b"\n", b"\r\n") if path.startswith("content/") else content
        for path, content in tree.files.items()
    }
    assert build(Tree(files), NOW).files == build(tree, NOW).files


def test_a_mention_of_two_entries_is_one_mention_of_each() -> None:
    files = {
        BRIEFING: briefing("Our ministries.", names=[{"text": "ministries", "entry": ["b", "a"]}]),
        "content/terms/a.md": entry("Aa"),
        "content/terms/b.md": entry("Bb"),
    }
    page = page_of(published(files)[BRIEFING_PAGE])
    assert mentions_of(page) == [(1, "ministries", "b"), (1, "ministries", "a")]
