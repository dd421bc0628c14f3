"""Changes written from the page: what changes, and that nothing is lost (TRUST P11, 26, 30)."""

import json
import resource
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from builders import BRIEFING, NOTES, SITE, briefing, entry, markdown
from command import files_of
from serving import PAGE, Session
from tornado.httpclient import HTTPResponse

WRITTEN = """\
# by hand
annotations:
  - id: one   # first
    quote: 'The end'
    kind: context
    text: Words.
    sources:
      - title: A book   # seen
        publisher: 'House'

  - id: two
    quote: Ann Lee
    kind: source
    text: |
      More.
    author: editors
    date: 2026-01-02
passages:
  - {topic: peace, paragraphs: 1-2}   # all of it
"""
FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke, and spoke.\n\nThe end, she spoke."),
    NOTES: WRITTEN,
    "content/people/ann-lee.md": entry("Ann Lee"),
    "content/topics/peace.md": markdown({"name": "Peace"}),
    "content/topics/war.md": markdown({"name": "War"}),
}
NOTE = {"kind": "question", "text": "Why [[ann-lee]]?"}


def added(**more: object) -> dict[str, Any]:
    said = {key: more.pop(key) for key in ("kind", "text", "author", "date", "sources")
            if key in more}  # fmt: skip
    place = {"quote": "spoke", "paragraph": 1, "start": 19}
    return {"do": "add-note", "note": {**NOTE, **said}, **place, **more}


def notes_of(session: Session) -> str:
    return (session.folder / NOTES).read_text()


def read(session: Session, name: str) -> dict[str, Any]:
    """An annotation as the dialog gets it, and sends it back unchanged."""
    note = session.answered({"do": "read-note", "briefing": "talks", "id": name})["note"]
    sources = [{"was": number, "said": each} for number, each in enumerate(note.get("sources", []))]
    shown = {key: note[key] for key in ("kind", "text", "author", "date") if key in note}
    return {**shown, "sources": sources}


def changed(session: Session, name: str, **more: object) -> HTTPResponse:
    note = {**read(session, name), **more}
    return session.save({"do": "change-note", "id": name, "note": note})


@pytest.mark.parametrize("change", [
    {"briefing": "nobody"}, {"kind": "joke"}, {"text": " "}, {"text": "[[nobody]]"},
    {"quote": "never said"}, {"paragraph": 9}, {"quote": "k", "start": 0}, {"quote": ""},
    {"sources": [{"said": {"title": "x", "url": "javascript:alert(1)"}}]},
    {"sources": [{"said": {"publisher": "x"}}]}, {"sources": [{"was": 4, "said": {"title": "x"}}]},
    {"date": "yesterday"}, {"about": "turn", "paragraph": 9},
])  # fmt: skip
def test_what_cannot_stand_is_refused_and_nothing_is_written(
    session: Session, change: dict[str, object]
) -> None:
    if change.get("sources") == [{"was": 4, "said": {"title": "x"}}]:
        answer = changed(session, "one", **change)
    else:
        answer = session.save(added(**change))
    assert answer.code in {404, 422}, answer.body
    assert json.loads(answer.body)["reason"]
    assert notes_of(session) == WRITTEN


def test_a_save_adds_its_lines_and_changes_no_other(session: Session) -> None:  # P11
    answer = session.save(added(author="A. B.", sources=[{"said": {"title": "No: 1"}}]))
    assert answer.code == 200, answer.body
    head, passages = WRITTEN.split("passages:")
    text = notes_of(session)
    assert text.startswith(head)
    assert text.endswith("passages:" + passages)
    new = text.removeprefix(head).removesuffix("passages:" + passages)
    assert new.startswith("  - id: spoke\n    quote: spoke\n    paragraph: 1\n    before: ")
    assert new.endswith('    sources:\n      - title: "No: 1"\n')
    assert b"Why" in session.ask(PAGE).body
    assert [path for path in files_of(session.folder) if ".annotations.yaml." in path] == []


def test_an_annotation_may_be_about_a_turn_or_the_whole(session: Session) -> None:
    assert session.save(added(about="turn", quote="", paragraph=2)).code == 200
    assert session.save(added(about="briefing", quote="", paragraph=0)).code == 200
    assert "    about: turn\n    paragraph: 2\n" in notes_of(session)
    assert "    about: briefing\n    kind" in notes_of(session)


def test_words_written_by_hand_are_found_where_they_stand(session: Session) -> None:
    typed = {"quote": "she spoke", "start": -1, "paragraph": 0}
    assert session.save(added(**typed)).code == 200
    assert '    quote: "she spoke"\n    kind' in notes_of(session)
    twice = session.save(added(quote="spoke", start=-1, paragraph=0))
    assert "more than once" in json.loads(twice.body)["reason"]


def test_words_that_moved_are_found_and_never_others(session: Session) -> None:
    ask = added(quote="The end", paragraph=1, start=0)  # a paragraph was put before it meanwhile
    assert session.save(ask).code == 200
    assert session.save(added(quote="spoke", paragraph=2, start=3)).code == 422


def test_a_stale_save_gets_409_and_writes_nothing(session: Session) -> None:  # TRUST 30
    ask = {**added(), "base": session.own()["base"]}
    (session.folder / NOTES).write_text(WRITTEN + "# somebody else\n")
    answer = session.save(ask)
    assert answer.code == 409
    assert notes_of(session) == WRITTEN + "# somebody else\n"
    now = json.loads(answer.body)["base"]
    assert session.save({**ask, "base": now}).code == 200


def test_a_changed_transcript_makes_a_save_stale_too(session: Session) -> None:
    ask = {**added(), "base": session.own()["base"]}
    text = briefing("Ann Lee spoke, and spoke.\n\nThe end, she spoke.\n\nMore.")
    (session.folder / BRIEFING).write_text(text)
    assert session.save(ask).code == 409


def test_what_is_kept_of_another_briefing_or_of_none_is_stale(session: Session) -> None:
    for base in ("", "0" * 32, "x"):
        assert session.save({**added(), "base": base}).code == 409


def test_an_unchanged_annotation_leaves_the_file_as_it_is(session: Session) -> None:
    for name in ("one", "two"):
        assert changed(session, name).code == 200
        assert notes_of(session) == WRITTEN


def test_what_changes_in_an_annotation_is_all_that_changes(session: Session) -> None:
    sources = [{"was": 0, "said": {"title": "A book", "publisher": "Home", "date": "2016"}},
               {"said": {"title": "Another"}}]  # fmt: skip
    assert changed(session, "one", text="New words.", author="A", sources=sources).code == 200
    expected = (
        WRITTEN.replace("    text: Words.\n", '    text: "New words."\n')
        .replace("'House'\n", "Home\n        date: 2016\n      - title: Another\n    author: A\n")
    )  # fmt: skip
    assert notes_of(session) == expected
    assert changed(session, "two", author="", text="More.\n\nAnd more.").code == 200
    expected = expected.replace("      More.\n    author: editors\n",
                                "      More.\n\n      And more.\n")  # fmt: skip
    assert notes_of(session) == expected
    assert changed(session, "one", sources=[]).code == 200
    assert "seen" not in notes_of(session)


def test_two_who_change_one_annotation_do_not_lose_one_anothers_words(session: Session) -> None:
    base = session.own()["base"]
    mine = {"do": "change-note", "id": "one", "note": {**read(session, "one"), "text": "Mine."}}
    assert changed(session, "one", text="Theirs.").code == 200
    assert session.save({**mine, "base": base}).code == 409
    assert "Theirs." in notes_of(session)


def test_an_annotation_goes_and_comes_back_to_the_byte(session: Session) -> None:
    gone = session.save({"do": "remove-note", "id": "one"})
    assert gone.code == 200
    begin, end = WRITTEN.index("  - id: one"), WRITTEN.index("\n  - id: two")
    assert notes_of(session) == WRITTEN[:begin] + WRITTEN[end:]
    undo = {"do": "restore", "key": json.loads(gone.body)["undo"], "base": ""}
    assert session.save(undo).code == 200
    assert notes_of(session) == WRITTEN


def test_what_was_removed_comes_back_where_others_wrote_since(session: Session) -> None:
    gone = session.save({"do": "remove-note", "id": "one"})
    assert session.save(added()).code == 200
    key = json.loads(gone.body)["undo"]
    assert session.save({"do": "restore", "key": key, "base": ""}).code == 200
    assert session.told()["problems"] == []
    text = notes_of(session)
    assert text.index("id: one") < text.index("id: two") < text.index("id: spoke")
    assert session.save({"do": "restore", "key": "nonsense", "base": ""}).code == 404


def test_an_annotation_that_is_linked_elsewhere_stays(session: Session) -> None:
    session.folder.joinpath("content/people/ann-lee.md").write_text(
        entry("Ann Lee", body="See [[talks#one]].")
    )
    while b"See " not in session.ask("people/ann-lee/").body:
        pass
    answer = session.save({"do": "remove-note", "id": "one"})
    assert answer.code == 422
    assert "content/people/ann-lee.md" in json.loads(answer.body)["reason"]
    assert notes_of(session) == WRITTEN


def test_a_passage_is_added_changed_and_removed(session: Session) -> None:
    new = {"do": "add-passage", "topic": "war", "paragraphs": "2", "note": "Its end."}
    assert session.save(new).code == 200
    more = '  - topic: war\n    paragraphs: 2\n    note: "Its end."\n'
    assert notes_of(session) == WRITTEN + more
    was = {"number": 3, "topic": "peace", "paragraphs": "1-2"}  # others came and went
    change = {"do": "change-passage", "was": was, "topic": "war", "paragraphs": "1"}
    assert session.save(change).code == 200
    first = "  - {topic: war, paragraphs: 1}   # all of it\n"
    assert notes_of(session).endswith(f"passages:\n{first}{more}")
    assert session.save({"do": "remove-passage", "was": was}).code == 404
    was = {"number": 1, "topic": "war", "paragraphs": "2"}
    gone = session.save({"do": "remove-passage", "was": was})
    assert notes_of(session).endswith(f"passages:\n{first}")
    undo = {"do": "restore", "key": json.loads(gone.body)["undo"], "base": ""}
    assert session.save(undo).code == 200
    assert notes_of(session).endswith(f"passages:\n{first}{more}")


@pytest.mark.parametrize("change", [
    {"topic": "nowhere"}, {"paragraphs": "7"}, {"paragraphs": "2-1"}, {"paragraphs": "all"},
    {"paragraphs": ""},
])  # fmt: skip
def test_a_passage_that_cannot_be_is_refused(session: Session, change: dict[str, str]) -> None:
    ask = {"do": "add-passage", "topic": "war", "paragraphs": "2", **change}
    assert session.save(ask).code == 422
    assert notes_of(session) == WRITTEN


def test_an_error_elsewhere_stands_in_nobodys_way_and_a_new_one_does(session: Session) -> None:
    (session.folder / "content/people/ann-lee.md").write_text("---\nname: [\n---\n")
    session.until(lambda state: bool(state.problems))
    assert session.save(added(text="Words.")).code == 200
    assert session.save(added(text="[[nobody]]", quote="she", paragraph=2, start=9)).code == 422


def test_many_saves_at_once_are_as_many_annotations(session: Session) -> None:  # P11
    def save(number: int) -> None:
        base = session.own()["base"]
        while True:
            answer = session.save({**added(text=f"Number {number}."), "base": base})
            if answer.code == 200:
                return
            assert answer.code == 409, answer.body
            base = json.loads(answer.body)["base"]

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(save, range(12)))
    text = notes_of(session)
    assert all(text.count(f"Number {number}.") == 1 for number in range(12))
    assert session.told()["problems"] == []


def test_a_file_that_may_not_be_written_is_left_and_told(session: Session) -> None:
    (session.folder / NOTES).chmod(0o444)
    answer = session.save(added())
    assert answer.code == 500
    assert "read-only" in json.loads(answer.body)["reason"]
    assert notes_of(session) == WRITTEN


def test_a_disk_without_room_loses_nothing_and_a_second_try_works(session: Session) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))  # no file may become larger
    try:
        answer = session.save(added())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert answer.code == 500
    assert "cannot be written" in json.loads(answer.body)["reason"]
    assert notes_of(session) == WRITTEN
    assert [path for path in files_of(session.folder) if ".annotations.yaml." in path] == []
    assert session.save(added()).code == 200
