"""Names from the page: lines under `names:`, aliases and entries; each in its file alone."""

import json

import pytest
from builders import BRIEFING, SITE, briefing, entry
from command import files_of, run
from serving import CHANGES, Session

HEAD = """\
---
title: Talks  # theirs
date: 2016-12-15
{names}status: 'published'
---
"""
TEXT = "Lee spoke of Lee. The Council met.\n\nLee, said the Council.\n\nThe end.\n"
RULES = """\
names:
  # settled by hand
  - {text: Lee, entry: ann-lee}
  - text: Council   # which?
    entry: null

"""
FILES = {
    "site.yaml": SITE,
    BRIEFING: HEAD.format(names=RULES) + TEXT,
    "content/people/ann-lee.md": "---\nname: Ann Lee\naliases: [Lee]   # short\n---\nA life.\n",
    "content/people/bruce-lee.md": "---\nname: Bruce Lee\naliases:\n  - Lee\n---\n",
    "content/institutions/council.md": entry("The Council", "Council"),
}


def named(session: Session, words: str, *entries: str, paragraph: int = 0) -> int:
    ask = {"do": "add-name", "words": words, "entries": entries, "paragraph": paragraph}
    return session.save(ask).code


def head_of(session: Session) -> str:
    text = (session.folder / BRIEFING).read_text()
    assert text.endswith("---\n" + TEXT)
    return text.removesuffix(TEXT)


def test_a_line_for_a_paragraph_comes_before_that_for_the_whole(session: Session) -> None:
    assert named(session, "Lee", "bruce-lee", paragraph=2) == 200
    new = "  - text: Lee\n    paragraphs: 2\n    entry: bruce-lee\n"
    rules = RULES.replace("  - {text: Lee", f"{new}  - {{text: Lee")
    assert head_of(session) == HEAD.format(names=rules)


def test_the_line_that_was_about_the_same_says_something_else(session: Session) -> None:
    assert named(session, "Lee", "bruce-lee") == 200
    rules = RULES.replace("ann-lee", "bruce-lee")
    assert head_of(session) == HEAD.format(names=rules)
    assert named(session, "Council", "council") == 200
    rules = rules.replace("entry: null", "entry: council")
    assert head_of(session) == HEAD.format(names=rules)
    assert named(session, "Lee", "ann-lee", "bruce-lee") == 200
    rules = rules.replace("entry: bruce-lee", "entry: [ann-lee, bruce-lee]")
    assert head_of(session) == HEAD.format(names=rules)
    assert named(session, "Lee") == 200
    rules = rules.replace("[ann-lee, bruce-lee]", "null")
    assert head_of(session) == HEAD.format(names=rules)


@pytest.mark.parametrize(("words", "entries", "paragraph"), [
    ("Lee", ("nobody",), 0), ("never said", ("ann-lee",), 0), ("Lee", ("ann-lee",), 9),
    ("The end", ("ann-lee",), 1),
])  # fmt: skip
def test_a_line_that_settles_nothing_is_refused(
    session: Session, words: str, entries: tuple[str, ...], paragraph: int
) -> None:
    assert named(session, words, *entries, paragraph=paragraph) == 422
    assert (session.folder / BRIEFING).read_text() == FILES[BRIEFING]


def alias(session: Session, name: str, words: str) -> tuple[int, str]:
    found = session.answered({"do": "complete", "among": "entry", "typed": name})["found"]
    [base] = [each["base"] for each in found if each["id"] == name]
    answer = session.post(CHANGES, {"do": "add-alias", "entry": name, "words": words, "base": base})
    return answer.code, json.loads(answer.body)["reason"]


def test_an_alias_is_written_as_the_others_are(session: Session) -> None:
    assert alias(session, "ann-lee", "A. Lee: “Ann”") == (200, "")
    path = session.folder / "content/people/ann-lee.md"
    assert path.read_text() == (
        '---\nname: Ann Lee\naliases: [Lee, "A. Lee: “Ann”"]   # short\n---\nA life.\n'
    )
    assert alias(session, "bruce-lee", "Bruce") == (200, "")
    text = (session.folder / "content/people/bruce-lee.md").read_text()
    assert text == FILES["content/people/bruce-lee.md"].replace("  - Lee\n", "  - Lee\n  - Bruce\n")


def test_an_alias_that_is_there_or_makes_names_unsure_is_refused(session: Session) -> None:
    before = files_of(session.folder)
    assert alias(session, "ann-lee", "Lee")[0] == 422
    status, reason = alias(session, "ann-lee", "The Council")
    assert status == 422
    assert "content/briefings/talks.md: “The Council” could be ann-lee or council" in reason
    assert files_of(session.folder) == before


def test_an_entry_is_written_as_the_command_writes_it(session: Session) -> None:
    ask = {"do": "add-entry", "kind": "people", "id": "carl", "name": 'Carl "X": Y'}
    assert session.post(CHANGES, ask).code == 200
    written = (session.folder / "content/people/carl.md").read_bytes()
    assert run(session.folder, "new", "person", 'Carl "X": Y', "--id", "karl").status == 0
    assert written == (session.folder / "content/people/karl.md").read_bytes()
    more = {
        "id": "dan",
        "aliases": ["D.", "Dan"],
        "summary": "A: b",
        "status": "draft",
        "name": "Dan",
    }
    assert session.post(CHANGES, {**ask, **more}).code == 200
    text = (session.folder / "content/people/dan.md").read_text()
    assert "aliases:  # further forms to link in transcripts\n  - D.\n" in text
    assert 'summary: "A: b"\n' in text
    assert text.endswith("\nstatus: draft\n---\n")
    assert session.post(CHANGES, ask).code == 409
    assert session.post(CHANGES, {**ask, "kind": "dragons"}).code == 404


def test_choosing_settles_one_of_several_mistakes_at_a_time(session: Session) -> None:
    text = briefing("Lee spoke.\n\nLee again, and Chan.\n\nChan.")
    (session.folder / BRIEFING).write_text(text)
    for name in ("jackie", "kitty"):
        (session.folder / f"content/people/{name}.md").write_text(entry(name.title(), "Chan"))
    session.until(lambda state: len(state.problems) == 2)
    [lee, chan] = [each["choice"] for each in session.told()["problems"]]
    assert lee["words"] == "Lee"
    assert [each["id"] for each in lee["entries"]] == ["ann-lee", "bruce-lee"]
    assert lee["entries"][0]["name"] == "Ann Lee"
    places = session.answered({"do": "find-words", "briefing": "talks", "words": "Lee"})
    assert [each["number"] for each in places["paragraphs"]] == [1, 2]
    assert named(session, "Lee", "ann-lee", paragraph=1) == 200
    assert named(session, "Lee", "bruce-lee") == 200
    assert [each["code"] for each in session.told()["problems"]] == ["E203"]
    assert named(session, chan["words"], "kitty") == 200
    assert session.told()["problems"] == []
    assert session.told()["own"]["base"]
