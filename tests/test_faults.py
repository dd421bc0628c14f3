"""Every kind of fault, put into a whole site that is published already.

`check` and `build` must name the file, the line and the column, show the words with a caret below
them and say what to do; and what was published must stay as it was, byte for byte.
"""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from command import Ended, files_of, run, spawn, times_of, write

SITE = "site.yaml"
BRIEFING = "content/briefings/2016-12-15-talks.md"
NOTES = "content/briefings/2016-12-15-talks.annotations.yaml"
ANNA, BORIS = "content/people/anna-berg.md", "content/people/boris-holm.md"
COUNCIL = "content/institutions/council.md"
PEACE, POLITICS = "content/topics/peace.md", "content/topics/politics.md"
ABOUT = "content/pages/about.md"

SOUND = {
    SITE: """\
title: Small site
description: A site to put faults into.
language: en
navigation: [briefings, people, institutions, topics, glossary, about]
""",
    BRIEFING: """\
---
title: After the talks
date: 2016-12-15
kind: statement
speakers:
  "Minister": anna-berg
participants: [boris-holm]
topics: [peace]
names:
  - {text: "our colleague", entry: boris-holm}
---
Minister: The Council met twice this year. Mr Holm came with our colleague.

We spoke about peace, and then we spoke about trade with the Council.
""",
    NOTES: """\
annotations:
  - id: twice
    quote: "The Council met twice this year"
    kind: context
    text: |
      In March and in May. See [[council]] and [[2016-12-15-talks#p2]].
passages:
  - topic: peace
    paragraphs: 1-2
""",
    ANNA: """\
---
name: Anna Berg
roles:
  - {title: Minister, institution: council, from: 2012-11, to: 2018}
---
She led the [[council]].
""",
    BORIS: "---\nname: Boris Holm\naliases: [Holm]\n---\n",
    COUNCIL: "---\nname: Council\nsummary: It met often.\n---\n",
    PEACE: "---\nname: Peace\nbroader: [politics]\n---\n",
    POLITICS: "---\nname: Politics\n---\n",
    ABOUT: "---\ntitle: About\n---\nAbout [[anna-berg]] and others.\n",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a text: what is written instead of what, and what is told of it.

    Attributes:
        at: the words that the caret must stand below; their first place in `path` counts, or the
            place at which `within` is found before them.
        says: words that message and help must have.
    """

    code: str
    path: str
    old: str
    new: str
    at: str
    says: tuple[str, ...]
    within: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


FAULTS = {
    "a mistyped key": Fault(
        "E110", BRIEFING, "kind: statement", "knid: statement", "knid",
        ("there is no key “knid” here", "did you mean “kind”?")),
    "a mistyped key inside a list": Fault(
        "E110", ANNA, "institution: council", "instituton: council", "instituton",
        ("did you mean “institution”?",)),
    "a key that is like no other": Fault(
        "E110", PEACE, "name: Peace", "name: Peace\nxyzzy: 1", "xyzzy",
        ("no key “xyzzy”", "broader, formerly, name, other_names, related")),
    "a missing key": Fault(
        "E111", BRIEFING, "date: 2016-12-15\n", "", "title: After the talks",
        ("the key “date” is missing", "add it: date: …")),
    "a missing key inside a list": Fault(
        "E111", NOTES, "    kind: context\n", "", "id: twice", ("the key “kind” is missing",)),
    "a value that is none of those known": Fault(
        "E112", BRIEFING, "kind: statement", "kind: statment", "statment",
        ("“statment” is not one of", "did you mean “statement”?")),
    "a misspelt status": Fault(
        "E112", BORIS, "aliases:", "status: drfat\naliases:", "drfat", ("did you mean “draft”?",)),
    "a list instead of a text": Fault(
        "E112", BORIS, "name: Boris Holm", "name: [Boris, Holm]", "[Boris, Holm]",
        ("here stands a list; a text is expected",)),
    "an unknown person": Fault(
        "E201", BRIEFING, "[boris-holm]", "[boris-home]", "boris-home",
        ("“boris-home” is no id", "did you mean “boris-holm”?")),
    "an unknown speaker": Fault(
        "E201", BRIEFING, '"Minister": anna-berg', '"Minister": anna-burg', "anna-burg",
        ("did you mean “anna-berg”?",)),
    "an unknown topic of a passage": Fault(
        "E201", NOTES, "topic: peace", "topic: paece", "paece",
        ("“paece” is no id in content/topics/", "did you mean “peace”?")),
    "an unknown institution of a role": Fault(
        "E201", ANNA, "institution: council", "institution: counsil", "counsil",
        ("did you mean “council”?",)),
    "a name that two people bear": Fault(
        "E203", BRIEFING, "", "", "Holm",
        ("“Holm” could be boris-holm or carla-holm", "say which under `names:`",
         '{text: "Holm", paragraphs: "1", entry: …}'),
        more={"content/people/carla-holm.md": "---\nname: Carla Holm\naliases: [Holm]\n---\n"}),
    "a line of names that matches nothing": Fault(
        "E204", BRIEFING, '{text: "our colleague"', '{text: "our collaegue"', '"our collaegue"',
        ("“our collaegue” names nothing in this text", "remove the line, or")),
    "a line of names that an earlier one hides": Fault(
        "E204", BRIEFING, "entry: boris-holm}\n",
        'entry: boris-holm}\n  - {text: "our  colleague", entry: anna-berg}\n',
        '"our  colleague"', ("settles nothing", "remove the line, or")),
    "an annotation of a paragraph beyond the end": Fault(
        "E205", NOTES, "    kind: context", "    paragraph: 3\n    kind: context", "3",
        ("the transcript has 2", "count paragraphs from 1")),
    "a passage beyond the end": Fault(
        "E205", NOTES, "1-2", "1-3", "1-3", ("the transcript has 2", "count paragraphs")),
    "a quote that an edit has lost": Fault(
        "E206", NOTES, "met twice this year", "met twice that year",
        '"The Council met twice that year"',
        (f"the quote does not stand in {BRIEFING}",
         "did you mean “The Council met twice this year” in paragraph 1?")),
    "a quote that nobody said": Fault(
        "E206", NOTES, "The Council met twice this year", "Of ships and sealing wax",
        '"Of ships and sealing wax"', ("does not stand in", "copy the words")),
    "a quote that stands in another paragraph": Fault(
        "E206", NOTES, "    kind: context", "    paragraph: 2\n    kind: context",
        '"The Council met twice this year"',
        ("does not stand in paragraph 2", "it stands in paragraph 1")),
    "a quote that stands twice": Fault(
        "E207", NOTES, "The Council met twice this year", "spoke about", '"spoke about"',
        ("the quote stands 2 times: in paragraph 2", "add `before:` or `after:`")),
    "a quote that stands in two paragraphs": Fault(
        "E207", NOTES, "The Council met twice this year", "Council", '"Council"',
        ("the quote stands 2 times: in paragraph 1 and 2", "add `paragraph:`")),
    "an id that two annotations have": Fault(
        "E208", NOTES, "passages:",
        "  - {id: twice, quote: trade, kind: context, text: Goods.}\npassages:", "twice",
        ("“twice” is given to two", "another id"), within="  - {id: "),
    "a dead link in a biography": Fault(
        "E211", ANNA, "[[council]]", "[[counsil]]", "[[counsil",
        ("[[counsil]] leads nowhere", "did you mean “council”?")),
    "a dead link that begins a living one": Fault(
        "E211", ANNA, "[[council]].", "[[council]], not the [[counci]].", "[[counci",
        ("[[counci]] leads nowhere",), within="not the "),
    "a dead link below one in code": Fault(
        "E211", ANNA, "[[council]].", "`[[counsil]]`, or the [[counsil]].", "[[counsil",
        ("[[counsil]] leads nowhere",), within="or the "),
    "a dead link in an annotation": Fault(
        "E211", NOTES, "[[council]]", "[[counsil]]", "[[counsil",
        ("[[counsil]] leads nowhere", "did you mean “council”?")),
    "a dead link on a page": Fault(
        "E211", ABOUT, "[[anna-berg]]", "[[anna-burg|Anna]]", "[[anna-burg",
        ("[[anna-burg]] leads nowhere", "did you mean “anna-berg”?")),
    "a link to a paragraph beyond the end": Fault(
        "E211", ABOUT, "[[anna-berg]]", "[[2016-12-15-talks#p3]]", "[[2016-12-15-talks#p3",
        ("leads nowhere: the transcript has 2 paragraphs",)),
    "a link to an annotation that is not there": Fault(
        "E211", ABOUT, "[[anna-berg]]", "[[2016-12-15-talks#twyce]]", "[[2016-12-15-talks#twyce",
        ("there is no annotation “twyce” there", "did you mean “twice”?")),
    "a link that could be two things": Fault(
        "E212", ABOUT, "[[anna-berg]]", "[[council]]", "[[council",
        ("“council” could be institutions/council or topics/council",
         "write one of: institutions/council, topics/council"),
        more={"content/topics/council.md": "---\nname: The council\n---\n",
              NOTES: SOUND[NOTES].replace("[[council]] and", "the Council and"),
              ANNA: SOUND[ANNA].replace("[[council]]", "Council")}),
    "a link that runs a script": Fault(
        "E213", ABOUT, "[[anna-berg]]", "[Anna](javascript:alert%281%29)",
        "javascript:alert%281%29", ("“javascript:alert%281%29” is no link", "https://")),
    "a link in another letter case": Fault(
        "E213", ABOUT, "[[anna-berg]]", "[Anna](JavaScript:alert)", "JavaScript:alert",
        ("is no link that can be followed", "https://")),
    "a link that Markdown writes in another way": Fault(
        "E213", ABOUT, "[[anna-berg]]", "[Anna](ftp://example.org/ä)", "ftp://example.org/ä",
        ("is no link that can be followed", "https://")),
    "a link to a file of the disk": Fault(
        "E213", COUNCIL, "often.\n---\n", "often.\n---\nSee [this](../people/anna-berg.md).\n",
        "../people/anna-berg.md", ("is no link", "link pages of this site as [[id]]")),
    "a picture": Fault(
        "E213", ABOUT, "[[anna-berg]]", "![Anna](anna.png)", "anna.png",
        ("pictures are not shown here", "describe it in words, or link it")),
    "a reference to a draft": Fault(
        "E214", BRIEFING, "", "", "boris-holm",
        ("“boris-holm” is not published: it is a draft", "publish it too"),
        more={BORIS: SOUND[BORIS].replace("aliases:", "status: draft\naliases:"),
              BRIEFING: SOUND[BRIEFING].replace('"our colleague", entry: boris-holm',
                                                '"our colleague", entry: anna-berg')}),
    "a link to a draft": Fault(
        "E214", ABOUT, "[[anna-berg]]", "[[carla-holm]]", "[[carla-holm",
        ("“carla-holm” is not published: it is a draft", "publish it too"),
        more={"content/people/carla-holm.md": "---\nname: Carla Holm\nstatus: draft\n---\n"}),
    "topics that are broader than themselves": Fault(
        "E230", PEACE, "", "", "[politics]",
        ("“peace” is above itself: peace → politics → peace", "remove one `broader`"),
        more={POLITICS: "---\nname: Politics\nbroader: peace\n---\n"}),
    "a date in another notation": Fault(
        "E113", BRIEFING, "2016-12-15", "15.12.2016", "15.12.2016",
        ("“15.12.2016” is no date", "did you mean “2016-12-15”?")),
    "a date that no calendar has": Fault(
        "E113", BRIEFING, "2016-12-15", "2016-02-30", "2016-02-30",
        ("“2016-02-30” is no date", "write 2016-12-15")),
    "half a date where a day is needed": Fault(
        "E113", BRIEFING, "2016-12-15", "2016-12", "2016-12",
        ("“2016-12” is no full date", "write year, month and day")),
    "a role that ends before it begins": Fault(
        "E114", ANNA, "to: 2018", "to: 2011", "2011", ("before it begins", "`from` is the first")),
    "a control character": Fault(
        "E002", BRIEFING, "met twice", "met\a twice", "\a",
        ("the character U+0007 cannot stand in a page", "remove it")),
    "a merge conflict": Fault(
        "E003", BRIEFING, "We spoke", "<<<<<<< ours\nWe talked\n=======\nWe spoke",
        "<<<<<<< ours", ("a merge conflict is not resolved", "keep one side")),
    "a bomb of aliases": Fault(
        "E103", NOTES, "annotations:",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\nannotations:", "&a [",
        ("anchors (&) and aliases (*) are not read", "write the value out")),
    "a tag": Fault(
        "E103", BRIEFING, "title: After", "title: !!python/object/apply:os.system After",
        "!!python/object/apply:os.system After the talks",
        ("the YAML tag", "is not read here", "in quotes")),
    "a directive": Fault(
        "E103", NOTES, "annotations:", "%YAML 1.1\n---\nannotations:", "%YAML 1.1",
        ("directives (%) are not read",)),
    "a merge key": Fault(
        "E110", PEACE, "name: Peace", "name: Peace\n<<: {status: draft}", "<<", ("no key “<<”",)),
    "deep nesting": Fault(
        "E102", BORIS, "[Holm]", "[" * 30 + "Holm" + "]" * 30, "[",
        ("nested deeper than 8 levels",), within="aliases: " + "[" * 7),
    "a key that stands twice": Fault(
        "E104", BORIS, "aliases:", "name: Boris\naliases:", "name",
        ("the key “name” stands here twice", "keep one"), within="Boris Holm\n"),
    "a second colon": Fault(
        "E101", BRIEFING, "title: After the talks", "title: After: the talks", ":",
        ("a second colon on this line", "put the text in quotes"), within="title: After"),
    "an indentation by tabs": Fault(
        "E101", ANNA, "  - {title", "\t- {title", "\t",
        ("a tab indents this line", "indent with spaces")),
    "a bracket that is not closed": Fault(
        "E101", BORIS, "[Holm]", "[Holm", "\n", ("this is not YAML", "']'"),
        within="[Holm"),
    "no front matter": Fault(
        "E105", ABOUT, "---\ntitle: About\n---\n", "", "Abo",
        ("does not begin with front matter", "three dashes")),
    "front matter that is not closed": Fault(
        "E105", ABOUT, "title: About\n---\n", "title: About\n", "---",
        ("is not closed", "three dashes")),
    "huge front matter": Fault(
        "E005", BORIS, "name: Boris Holm",
        "name: Boris Holm\nsummary: " + "many words " * 24_000, "---",
        ("larger than 256,000 bytes", "limits:")),
}  # fmt: skip

SITE_FAULTS = {
    "a mistyped key": Fault(
        "E110", SITE, "language:", "langauge:", "langauge", ("did you mean “language”?",)),
    "a missing key": Fault(
        "E111", SITE, "title: Small site\n", "", "description: A site to put faults into.",
        ("the key “title” is missing", "add it")),
    "a language that is none": Fault(
        "E112", SITE, "language: en", "language: English!", "English!", ("is no language tag",)),
    "a section of its own that is a draft": Fault(
        "E214", SITE, "", "", "about", ("“about” is not published: it is a draft", "publish it"),
        more={ABOUT: SOUND[ABOUT].replace("title", "status: draft\ntitle")}),
    "an unknown section": Fault(
        "E201", SITE, ", about]", ", abuot]", "abuot",
        ("“abuot” in `navigation:`", "did you mean “about”?")),
    "not YAML at all": Fault(
        "E101", SITE, "title: Small site", "title: Small: site", ":", ("a second colon",),
        within="title: Small"),
    "a bomb of aliases": Fault(
        "E103", SITE, "title: Small site", "title: &a Small site", "&a Small site", ("anchors",)),
}  # fmt: skip

SAMPLE = (
    "a mistyped key",
    "a name that two people bear",
    "a quote that an edit has lost",
    "a bomb of aliases",
)
WARNINGS = {
    "a text with invisible signs": Fault(
        "W007", BRIEFING, "We spoke", "We \u202espoke", "\u202e",
        ("the invisible character U+202E", "remove it unless")),
    "a value that YAML cuts": Fault(
        "W114", BORIS, "Boris Holm", "Boris Holm #2", "#", ("for a comment", "quote the text")),
    "a label that opens no turn": Fault(
        "W215", BRIEFING, '"Minister": anna-berg', '"Minister": anna-berg\n  "Mister": boris-holm',
        '"Mister"', ("no paragraph begins with the label “Mister”", "write it as it stands")),
    "a paragraph that begins like a label": Fault(
        "W216", BRIEFING, "We spoke", "Ministre: We spoke", "Ministre",
        ("“Ministre” looks like the label “Minister”", "declare it under `speakers:`")),
    "two holders of one office": Fault(
        "W222", BORIS, "aliases: [Holm]",
        "aliases: [Holm]\nroles:\n  - {title: Minister, institution: council, from: 2015}",
        "{title: Minister, institution: council, from: 2015}",
        ("anna-berg and boris-holm both are Minister of council", "end the first role"),
        more={COUNCIL: SOUND[COUNCIL].replace("summary", "posts: [{title: Minister}]\nsummary")}),
}  # fmt: skip

WRITERS = {
    "line feeds": lambda text: text.encode(),
    "carriage returns": lambda text: text.replace("\n", "\r\n").encode(),
    "old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "a byte order mark": lambda text: text.encode("utf-8-sig"),
    "both": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound site that is published."""
    site = tmp_path_factory.mktemp("sound")
    write(site, SOUND)
    assert run(site, "build", "-q") == Ended(0, "", "")
    return site


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    """A copy of the published site to do harm to."""
    return Path(shutil.copytree(published, tmp_path / "site", symlinks=True))


def faulty(fault: Fault) -> dict[str, str]:
    """The sources of a site with a fault."""
    files = {**SOUND, **fault.more}
    assert fault.old in files[fault.path]
    return {**files, fault.path: files[fault.path].replace(fault.old, fault.new, 1)}


def place(text: str, fault: Fault) -> tuple[int, int]:
    """The line and the column at which the fault's words stand, counted from 1."""
    start = text.index(fault.within) + len(fault.within)
    before = text[: text.index(fault.at, start)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def block(err: str, path: str, code: str) -> list[str]:
    """The lines of the first problem with a code in a file: headline, excerpt, caret, help."""
    lines = err.splitlines()
    heads = [
        number for number, line in enumerate(lines) if re.match(r"\S.*(error|warning)\[", line)
    ]
    for number in heads:
        if lines[number].startswith(f"{path}:") and f"[{code}]" in lines[number]:
            behind = next((each for each in heads if each > number), len(lines))
            return [line for line in lines[number:behind] if "nothing was published" not in line]
    raise AssertionError(err)


def under_the_caret(excerpt: str, caret: str) -> str:
    """The words that the caret stands below."""
    return excerpt[caret.index("^") : caret.rindex("^") + 1]


def assert_told(err: str, fault: Fault, text: str, severity: str = "error") -> None:
    """The problem is told with file, line and column, excerpt, caret and help."""
    line, column = place(text, fault)
    head, excerpt, caret, *rest = block(err, fault.path, fault.code)
    assert head.startswith(f"{fault.path}:{line}:{column}: {severity}[{fault.code}]: ")
    assert excerpt.startswith(f"{line:>5} | ")
    assert set(caret) == {" ", "|", "^"}
    shown = {"\a": "\\u0007", "\u202e": "\\u202e", "\t": " ", "\n": ""}.get(fault.at, fault.at)
    assert under_the_caret(excerpt, caret) == shown
    [helping] = rest
    assert helping.startswith("   help: ")
    for words in fault.says:
        assert words in f"{head}\n{helping}"


def published_in(site: Path) -> tuple[dict[str, bytes], dict[Path, int]]:
    """What is published, and when each of it changed last."""
    return files_of(site / "public"), times_of(site / "public")


def assert_refused(site: Path, status: int = 1) -> str:
    """`check` and `build` fail alike, and nothing published changes; returns what they say."""
    before = published_in(site)
    checked, built = run(site, "check"), run(site, "build")
    assert (checked.status, built.status) == (status, status)
    assert built.err == checked.err
    assert checked.out == built.out == ""
    assert "nothing was published" in built.err.splitlines()[-1]
    assert "fault of glossator" not in built.err
    assert published_in(site) == before
    return built.err


def heads(err: str) -> list[str]:
    return [line for line in err.splitlines() if re.match(r"\S.*(error|warning)\[\w+\]: ", line)]


# One fault in a text


def test_the_site_is_sound_before_a_fault_is_put_in(site: Path) -> None:
    before = published_in(site)
    assert run(site, "check").status == 0
    ended = run(site, "build", "--strict")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("nothing changed")
    assert published_in(site) == before


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place_and_publishes_nothing(name: str, site: Path) -> None:
    fault = FAULTS[name]
    files = faulty(fault)
    write(site, files)
    err = assert_refused(site)
    assert_told(err, fault, files[fault.path])


@pytest.mark.parametrize("name", SITE_FAULTS)
def test_a_fault_in_site_yaml_is_wrong_use(name: str, site: Path) -> None:
    fault = SITE_FAULTS[name]
    files = faulty(fault)
    write(site, files)
    err = assert_refused(site, status=2)
    assert_told(err, fault, files[fault.path])


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_told_with_its_place_and_stops_nothing(name: str, site: Path) -> None:
    fault = WARNINGS[name]
    files = faulty(fault)
    write(site, files)
    for verb in ("check", "build"):
        ended = run(site, verb)
        assert ended.status == 0
        assert_told(ended.err, fault, files[fault.path], "warning")


@pytest.mark.parametrize("kind", [
    "people", "institutions", "briefings", "topics", "pages", "glossary", "assets", "People",
    "con", "_rivers", "rivers.", "places",
])  # fmt: skip
def test_a_kind_whose_folder_cannot_be_is_wrong_use(kind: str, site: Path) -> None:
    kinds = (
        "glossary:\n"
        "  - {id: places, title: Places, singular: Place}\n"
        f'  - {{id: "{kind}", title: Rivers, singular: River}}\n'
    )
    write(site, {SITE: SOUND[SITE] + kinds})
    head, *_ = heads(assert_refused(site, status=2))
    assert head.startswith(f"{SITE}:7:10: error[")


@pytest.mark.parametrize(("path", "old", "new"), [
    (BRIEFING, "source: {}", "source: {publisher: x, sha256: zz}"),
    (NOTES, "    kind", "    paragraph: 0\n    kind"),
    (NOTES, "    kind", f"    paragraph: {'9' * 6_000}\n    kind"),
    (NOTES, "paragraphs: 1-2", "paragraphs: {first: 1}"),
    (ANNA, "from: 2012-11", "from: [2012]"),
    (BORIS, "aliases: [Holm]", "aliases: [~]"),
    (BORIS, "name: Boris Holm", "name:"),
    (BORIS, "name: Boris Holm", "- Boris"),
    (SITE, "language: en", "limits: {front_matter: 0}"),
    (SITE, "language: en", "limits: {front_matter: 9999999999}"),
])  # fmt: skip
def test_a_wrong_value_is_told_in_our_own_words(path: str, old: str, new: str, site: Path) -> None:
    sound = SOUND[path].replace("kind: statement", "kind: statement\nsource: {}")
    write(site, {path: sound.replace(old, new, 1)})
    err = assert_refused(site, status=2 if path == SITE else 1)
    for words in ("Input should", "String should", "Unable to parse", "PartialDate", "instance"):
        assert words not in err


@pytest.mark.parametrize(("path", "old", "name"), [
    (BRIEFING, '"Minister": anna-berg', "people/anna-berg"),
    (BRIEFING, "[boris-holm]", "people/boris-holm"),
    (BRIEFING, "[peace]", "topics/peace"),
    (BRIEFING, "entry: boris-holm", "people/boris-holm"),
    (NOTES, "topic: peace", "topics/peace"),
    (ANNA, "institution: council", "institutions/council"),
    (PEACE, "[politics]", "topics/politics"),
])  # fmt: skip
def test_an_id_has_no_folder_before_it_where_the_folder_is_known(
    path: str, old: str, name: str, site: Path
) -> None:
    plain = name.rpartition("/")[2]
    write(site, {path: SOUND[path].replace(old, old.replace(plain, name), 1)})
    told = block(assert_refused(site), path, "E201")
    assert under_the_caret(told[1], told[2]) == name
    assert told[-1] == f"   help: write {plain}"


def test_a_folder_before_an_id_changes_nothing_where_any_may_stand(site: Path) -> None:
    plain = {BORIS: SOUND[BORIS].replace("aliases", "see_also: [anna-berg]\naliases")}
    write(site, plain)
    assert run(site, "build").status == 0
    before = pages_of(site / "public")
    write(site, {
        BORIS: plain[BORIS].replace("[anna", "[people/anna"),
        NOTES: SOUND[NOTES].replace("[[council]]", "[[institutions/council]]"),
        ABOUT: SOUND[ABOUT].replace("[[anna", "[[people/anna"),
    })  # fmt: skip
    assert run(site, "build").status == 0
    assert pages_of(site / "public") == before


def pages_of(folder: Path) -> dict[str, bytes]:
    """The pages of a site; the data beside them gives what editors wrote as they wrote it."""
    return {path: content for path, content in files_of(folder).items()
            if path.endswith(".html") and path != "data/index.html"}  # fmt: skip  # it says sizes


@pytest.mark.parametrize("target", ["/council", "people/council", "institutions/", "/", "#p1"])
def test_half_an_id_leads_nowhere(target: str, site: Path) -> None:
    write(site, {ABOUT: SOUND[ABOUT].replace("anna-berg", target),
                 PEACE: SOUND[PEACE].replace("[politics]", f'["{target}"]')})  # fmt: skip
    err = assert_refused(site)
    assert [re.sub(r": error\[(\w+)\].*", r" \1", head) for head in heads(err)] == [
        f"{ABOUT}:4:7 E211", f"{PEACE}:3:11 E201",
    ]  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_places_are_the_same_with_a_byte_order_mark_and_carriage_returns(
    name: str, tmp_path: Path
) -> None:
    assert_told_alike(FAULTS[name], "both", tmp_path)


@pytest.mark.parametrize("line_ends", WRITERS)
@pytest.mark.parametrize("name", SAMPLE)
def test_places_are_the_same_in_files_of_all_systems(
    name: str, line_ends: str, tmp_path: Path
) -> None:
    assert_told_alike(FAULTS[name], line_ends, tmp_path)


def assert_told_alike(fault: Fault, line_ends: str, folder: Path) -> None:
    """A fault is told as in a file with plain line feeds."""
    files = faulty(fault)
    write(folder, files)
    plain = run(folder, "check")
    for path, text in files.items():
        (folder / path).write_bytes(WRITERS[line_ends](text))
    ended = run(folder, "check")
    assert ended.status == plain.status > 0
    assert ended.err == plain.err


@pytest.mark.parametrize("name", SAMPLE)
def test_the_installed_command_tells_a_fault_like_that(name: str, site: Path) -> None:
    fault = FAULTS[name]
    files = faulty(fault)
    write(site, files)
    before = published_in(site)
    ended = spawn(site, "build")  # `check` is told apart from it in this process (assert_refused)
    assert ended.status == 1
    assert_told(ended.err, fault, files[fault.path])
    assert published_in(site) == before


# A fault that is no matter of words


@pytest.mark.parametrize("wrong", [b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xe9 ", b"\x93x\x94"])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_byte_that_is_not_utf8_is_named_with_its_place(
    wrong: bytes, begin: bytes, line_end: bytes, site: Path
) -> None:
    text = SOUND[BRIEFING].encode().replace(b"met twice", "trёfs ёш".encode() + wrong)
    (site / BRIEFING).write_bytes(begin + text.replace(b"\n", line_end))
    err = assert_refused(site)
    before = text[: text.index(wrong)].decode()
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    head, excerpt, caret, helping = block(err, BRIEFING, "E001")
    byte = f"0x{wrong[0]:02X}"
    assert head == f"{BRIEFING}:{line}:{column}: error[E001]: the byte {byte} is not UTF-8"
    assert excerpt.startswith(f"{line:>5} | Minister: The Council trёfs ёш")
    assert under_the_caret(excerpt, caret) == "\N{REPLACEMENT CHARACTER}"
    assert helping == "   help: save the file as UTF-8"


def test_a_text_in_utf16_is_called_so(site: Path) -> None:
    (site / ANNA).write_bytes(SOUND[ANNA].encode("utf-16"))
    assert "help: this is UTF-16; save the file as UTF-8" in assert_refused(site)


def test_a_character_that_stands_a_thousand_times_is_told_once(site: Path) -> None:
    write(site, {ANNA: SOUND[ANNA] + "\0" * 1000 + "\a"})
    first, second = heads(assert_refused(site))
    assert first.endswith("U+0000 cannot stand in a page (and 999 more times in this text)")
    assert second.endswith("U+0007 cannot stand in a page")


@pytest.mark.parametrize(
    ("old", "new", "said", "column"),
    [
        ("kind: statement", "\tkind: statement", "a tab indents this line", 1),
        ("title: After the talks", 'title: "After the talks', "a quotation mark on line 2 is", 4),
        ("kind: statement", "kind: 'statement", "the quotation mark here is not closed", 7),
    ],
)
def test_the_usual_slips_of_yaml_are_told_in_words(
    old: str, new: str, said: str, column: int, site: Path
) -> None:
    write(site, {BRIEFING: SOUND[BRIEFING].replace(old, new)})
    err = assert_refused(site)
    assert said in err
    assert f":{column}: error[E101]" in err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("content/briefings/2016-12-15-talks.annotations.yml",
         "call it 2016-12-15-talks.annotations.yaml"),
        ("content/people/carla.MD", "call it carla.md"),
        ("content/pages/more.md.txt", "call it more.md"),
        ("content/briefings/speech.docx", "glossator import speech.docx makes a briefing of"),
        ("content/people/list.xlsx", "a text ends in .md"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_told_with_what_it_may_be(
    name: str, said: str, site: Path
) -> None:
    write(site, {name: "x"})
    ended = run(site, "check")
    assert ended.status == 0
    assert f"{name}: warning[W006]" in ended.err
    assert f"help: {said}" in ended.err


def test_quotation_marks_of_print_around_a_quote_are_explained(site: Path) -> None:
    match = re.search(r'quote: "([^"]+)"', SOUND[NOTES])
    assert match
    write(site, {NOTES: SOUND[NOTES].replace(match[0], f"quote: “{match[1]}”", 1)})
    assert "quotation marks that YAML takes away are straight ones" in assert_refused(site)


def test_site_yml_is_called_by_its_name(site: Path) -> None:
    (site / SITE).rename(site / "site.yml")
    ended = run(site, "check")
    assert ended.status == 2
    assert "which is not read: call it site.yaml" in ended.err


@pytest.mark.parametrize(
    ("written", "said"),
    [("15.12.2016", "did you mean “2016-12-15”?"), ("soon", "write 2016-12-15")],
)
def test_a_day_on_the_command_line_is_told_like_one_in_a_file(
    written: str, said: str, site: Path
) -> None:
    ended = run(site, "new", "briefing", "More talks", "--date", written)
    assert ended.status == 2
    assert f"“{written}” is no day; {said}" in ended.err


def test_of_new_files_that_cannot_all_be_written_none_is_left(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        if (site / "content/briefings/2016-12-20-more.md").exists():
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = files_of(site)
    ended = run(site, "new", "briefing", "More", "--date", "2016-12-20")
    assert ended.status == 3
    assert "2016-12-20-more.annotations.yaml: No space left on device" in ended.err
    assert files_of(site) == before


def test_a_whole_text_in_windows_1252_is_told_once(site: Path) -> None:
    text = SOUND[BRIEFING].replace("our colleague.", "our “colleague” – at a café.")
    (site / BRIEFING).write_bytes(text.encode("cp1252"))
    [head] = heads(assert_refused(site))
    line = text[: text.index("“")].count("\n") + 1
    assert head.startswith(f"{BRIEFING}:{line}:")
    assert "the byte 0x93 is not UTF-8" in head


def test_every_marker_of_a_merge_conflict_is_told(site: Path) -> None:
    conflict = "<<<<<<< HEAD\nWe spoke\n||||||| base\n=======\nThey spoke\n>>>>>>> branch\nWe spoke"
    write(site, {BRIEFING: SOUND[BRIEFING].replace("We spoke", conflict, 1)})
    err = assert_refused(site)
    first = SOUND[BRIEFING][: SOUND[BRIEFING].index("We spoke")].count("\n") + 1
    assert [head.split(" error")[0] for head in heads(err)] == [
        f"{BRIEFING}:{line}:1:" for line in (first, first + 2, first + 3, first + 5)
    ]


def aliased(first: str, line: str) -> str:
    """Nine lines of YAML, each of which repeats the one above it nine times."""
    chain = [
        line.format(name=name, nine=",".join([f"*{above}"] * 9))
        for above, name in pairwise("abcdefghi")
    ]
    return "\n".join([first, *chain])


@pytest.mark.parametrize("yaml", [
    aliased("a: &a [x,x,x,x,x,x,x,x,x]", "{name}: &{name} [{nine}]"),
    aliased("a: &a {x: 1}", "{name}: &{name} {{<<: [{nine}]}}"),
    "annotations: " + "[" * 100_000,
    "annotations: " + "{a: " * 100_000,
    "- " * 50_000,
    "? " * 50_000,
])  # fmt: skip
def test_yaml_bombs_are_refused_in_no_time(yaml: str, site: Path) -> None:
    write(site, {NOTES: yaml})
    err = assert_refused(site)
    head, *_ = heads(err)
    assert re.match(rf"{re.escape(NOTES)}:\d+:\d+: error\[E10[123]\]: ", head)
    assert len(err) < 2_000


@pytest.mark.parametrize(("one", "other"), [
    ("content/people/anna-berg.md", "content/people/Anna-Berg.md"),
    ("content/people/caf\u00e9.md", "content/people/cafe\u0301.md"),
    ("content/topics/straße.md", "content/topics/STRASSE.md"),
    ("content/pages/about.md", "content/pages/ABOUT.md"),
])  # fmt: skip
def test_two_files_that_some_disks_take_for_one_are_refused(
    one: str, other: str, site: Path
) -> None:
    head = "title" if "pages" in one else "name"
    write(site, dict.fromkeys((one, other), f"---\n{head}: Same\n---\n"))
    if (site / one).samefile(site / other):
        pytest.skip("this disk takes the two for one")
    err = assert_refused(site)
    first, second = sorted([one, other])
    message = next(line for line in heads(err) if "[E008]" in line)
    assert message == (f"{second}:1:1: error[E008]: its address differs from that of {first} "
                       "by case or accents only")  # fmt: skip
    assert "rename one of them" in block(err, second, "E008")[-1]


def test_two_annotation_files_that_some_disks_take_for_one_are_refused(site: Path) -> None:
    other = NOTES.replace("talks", "Talks")
    write(site, {other: SOUND[NOTES]})
    assert f"{other}:" in assert_refused(site)


def test_an_id_of_two_kinds_is_refused(site: Path) -> None:
    path = "content/institutions/anna-berg.md"
    write(site, {path: "---\nname: Berg & Co\n---\n"})
    err = assert_refused(site)
    head = next(line for line in heads(err) if "[E008]" in line)
    assert head.startswith((f"{path}:1:1: ", f"{ANNA}:1:1: "))
    assert path in head
    assert ANNA in head
    assert "rename one of the files" in err


@pytest.mark.parametrize("path", [BRIEFING, ANNA, "templates/page.html", SITE])
def test_a_symbolic_link_to_a_file_is_refused(path: str, site: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("---\ntitle: SECRET\n---\n")
    (site / path).unlink(missing_ok=True)
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).symlink_to(secret)
    err = assert_refused(site, status=2 if path == SITE else 1)
    head = next(line for line in heads(err) if "[E004]" in line)
    assert head == f"{path}:1:1: error[E004]: this is a symbolic link, which is not read"
    assert "put the file itself here" in err
    assert "SECRET" not in err


@pytest.mark.parametrize("path", ["content/people", "content/more", "content", "templates"])
def test_a_symbolic_link_to_a_folder_is_refused(path: str, site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    if (site / path).is_dir():
        shutil.rmtree(site / path)
    (site / path).symlink_to(tmp_path / "elsewhere")
    err = assert_refused(site)
    assert f"{path}:1:1: error[E004]: this is a symbolic link, which is not read" in heads(err)


def test_a_symbolic_link_that_leads_nowhere_is_refused(site: Path) -> None:
    (site / "content/people/gone.md").symlink_to("nowhere.md")
    assert "content/people/gone.md:1:1: error[E004]" in assert_refused(site)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(site: Path) -> None:
    os.mkfifo(site / "content/people/pipe.md")
    [head] = heads(assert_refused(site))
    path = "content/people/pipe.md"
    assert head == f"{path}:1:1: error[E004]: this is a pipe or a device, which is not read"


@pytest.mark.parametrize(("path", "code", "says"), [
    ("content/peple/carla.md", "E006", ("“peple” is no folder", "did you mean “people”?")),
    ("content/recipes/soup.md", "E006", ("“recipes” is no folder", "known folders: briefings,")),
    ("content/loose.md", "E006", ("“loose.md” is no folder", "known folders")),
    ("content/people/more/carla.md", "E006", ("folders within a folder", "content/people/")),
    ("content/people/carla holm.md", "E009", ("“carla holm” cannot be an address", "hyphens")),
    ("content/people/_carla.md", "E009", ("“_carla” cannot be an address", "hyphens")),
    ("content/people/con.md", "E009", ("“con” is a name that some systems", "another name")),
    ("content/people/index.md", "E009", ("“index”", "another name")),
    ("content/people/carla.ru.md", "E009", ("has a full stop in its name", "talks.ru.md")),
    (f"content/people/{'ab' * 61}.md", "E009", ("longer than 120 bytes", "shorten it")),
    ("content/briefings/2016-12-15-tlaks.annotations.yaml", "E201",
     ("there is no briefing “2016-12-15-tlaks”", "did you mean “2016-12-15-talks”?")),
])  # fmt: skip
def test_a_file_that_cannot_be_placed_is_refused(
    path: str, code: str, says: tuple[str, ...], site: Path
) -> None:
    text = "annotations: []\n" if path.endswith(".yaml") else "---\nname: Carla Holm\n---\n"
    write(site, {path: text})
    err = assert_refused(site)
    [head] = heads(err)
    assert re.match(rf"{re.escape(path)}(:1:1)?: error\[{code}\]: ", head)
    told = "\n".join(block(err, path, code))
    assert "help: " in told
    for words in says:
        assert words in told


@pytest.mark.parametrize(("path", "text", "lies"), [
    ("content/pages/people.md", "---\ntitle: People\n---\n", "people/index.html"),
    ("content/pages/glossary.md", "---\ntitle: Glossary\n---\n", "glossary/index.html"),
    ("content/briefings/2016.md", "---\ntitle: A year\ndate: 2016-01-01\n---\nWords.\n",
     "briefings/2016/index.html"),
])  # fmt: skip
def test_a_page_at_the_address_of_another_is_refused(
    path: str, text: str, lies: str, site: Path
) -> None:
    write(site, {path: text})
    err = assert_refused(site)
    [head] = heads(err)
    assert head.startswith(f"{path}:1:1: error[E303]: its page would lie at {lies}, where that of ")
    assert block(err, path, "E303")[-1] == "   help: rename the file"


@pytest.mark.parametrize(("template", "at", "says"), [
    ("{% extends 'base.html' %}\n{% block main %}\n  {% if %}\n{% endblock %}\n", "{% if %}",
     "Expected an expression"),
    ("{% extends 'base.html' %}\n{% block main %}\n  <p>{{ view.nothing }}</p>\n{% endblock %}\n",
     "<p>{{ view.nothing }}</p>", "no attribute 'nothing'"),
    ("<p>\n{{ nobody }}\n", "{{ nobody }}", "'nobody' is undefined"),
    ("<p>\n{% include 'parts/absent.html' %}\n", "{% include 'parts/absent.html' %}",
     "parts/absent.html"),
    ("<p>\n\t{{ view.title | shout }}\n", "{{ view.title | shout }}", "shout"),
    ("<p>\n{{ view.title + 1 }}\n", "{{ view.title + 1 }}", "str"),
    ("<p>\n{{ 1 / 0 }}\n", "{{ 1 / 0 }}", "division by zero"),
])  # fmt: skip
def test_a_template_of_the_site_that_fails_is_told_with_its_line(
    template: str, at: str, says: str, site: Path
) -> None:
    path = "templates/page.html"
    write(site, {path: template})
    err = assert_refused(site)
    before = template[: template.index(at)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    head, excerpt, caret, helping = block(err, path, "E304")
    assert head.startswith(f"{path}:{line}:{column}: error[E304]: ")
    assert says in head
    assert under_the_caret(excerpt, caret) == at
    assert helping == "   help: met while making about/index.html"


def test_a_fault_in_a_part_is_told_in_the_part(site: Path) -> None:
    write(site, {
        "templates/page.html": "{% from 'parts/mine.html' import greet %}\n{{ greet(view) }}\n",
        "templates/parts/mine.html":
            "{% macro greet(view) %}\n\n<p>{{ view.gone }}</p>\n{% endmacro %}\n",
    })  # fmt: skip
    [head] = heads(assert_refused(site))
    assert head.startswith("templates/parts/mine.html:3:1: error[E304]: ")


def test_a_template_that_is_not_utf8_is_refused(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/page.html").write_bytes(b"<p>\ncaf\xe9\n")
    err = assert_refused(site)
    assert "templates/page.html:2:4: error[E001]: the byte 0xE9 is not UTF-8" in heads(err)


def test_a_page_with_a_dead_link_of_a_template_is_refused(site: Path) -> None:
    write(site, {"templates/page.html": '<p id="a"><a href="nowhere.html">x</a><b id="a"></b>\n'})
    err = assert_refused(site)
    assert [re.sub(r": error.*", "", head) for head in heads(err)] == ["about/index.html"] * 2
    assert "error[E301]: the link “nowhere.html” leads to no file of the site" in err
    assert "error[E302]: the page has the id “a” 2 times" in err


# Several faults


def test_faults_of_several_files_are_told_in_one_run_sorted_by_place(site: Path) -> None:
    notes = SOUND[NOTES].replace("twice this", "twice that").replace("[[council]]", "[[nobody]]")
    write(site, {
        BRIEFING: SOUND[BRIEFING].replace("[boris-holm]", "[boris-home, anna-burg]")
                                 .replace("[peace]", "[war]"),
        NOTES: notes.replace("topic: peace", "topic: peas").replace("1-2", "1-9"),
        ANNA: SOUND[ANNA].replace("[[council]]", "[[counsil]]"),
        BORIS: SOUND[BORIS].replace("aliases", "alaises"),
        ABOUT: SOUND[ABOUT].replace("title", "titel"),
        "content/peple/x.md": "",
    })  # fmt: skip
    err = assert_refused(site)
    told = heads(err)
    places = [
        (match[1], int(match[2] or 0), int(match[3] or 0))
        for head in told
        if (match := re.match(r"(.+?)(?::(\d+):(\d+))?: error\[", head))
    ]
    assert len(places) == len(told)
    assert places == sorted(places)
    assert [re.sub(r".*? error\[(\w+)\].*", r"\1", head) for head in told] == [
        "E206", "E211", "E201", "E205", "E201", "E201", "E201", "E110", "E111", "E211", "E110",
        "E006",
    ]  # fmt: skip
    assert err.splitlines()[-1].startswith(f"{len(told)} errors; ")


def test_a_fault_is_told_once_not_with_all_that_follows_from_it(site: Path) -> None:
    write(site, {ANNA: SOUND[ANNA].replace("name:", "nmae:")})
    assert [head.split(":")[0] for head in heads(assert_refused(site))] == [ANNA, ANNA]


def test_two_colons_and_terminal_escapes_in_a_message_are_harmless(site: Path) -> None:
    write(site, {PEACE: SOUND[PEACE].replace("name: Peace", 'name: Peace\n"k\\e[31m\\u202e": 1')})
    err = assert_refused(site)
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "\\u001b[31m" in err


def test_removing_the_fault_publishes_again(site: Path) -> None:
    write(site, {ANNA: SOUND[ANNA].replace("[[council]]", "[[counsil]]")})
    assert_refused(site)
    write(site, {ANNA: SOUND[ANNA].replace("led", "headed")})
    ended = run(site, "build")
    assert ended.status == 0
    assert b"headed" in (site / "public/people/anna-berg/index.html").read_bytes()
