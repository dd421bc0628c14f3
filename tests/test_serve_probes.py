"""Who is not the page that was served has nothing written and nothing told (TRUST 24 to 30)."""

import json
from typing import Any

import pytest
from builders import BRIEFING, NOTES, SITE, briefing, entry, markdown, note, notes
from command import files_of, run, write
from serving import CHANGES, QUESTIONS, Session
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import HTTPStreamClosedError

FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke.\n\nThe end."),
    NOTES: notes(note("one", "The end")),
    "content/briefings/other.md": briefing("Words of another.", date="2016-12-16"),
    "content/people/ann-lee.md": entry("Ann Lee"),
    "content/topics/peace.md": markdown({"name": "Peace"}),
}
NOTE = {"kind": "context", "text": "Words."}
ASKS: dict[str, dict[str, Any]] = {
    "note": {"do": "add-note", "note": NOTE, "quote": "spoke", "paragraph": 1, "start": 8},
    "passage": {"do": "add-passage", "topic": "peace", "paragraphs": "1"},
    "name": {"do": "add-name", "words": "The end", "entries": []},
    "removal": {"do": "remove-note", "id": "one"},
}
ENTRY = {"do": "add-entry", "kind": "people", "id": "new", "name": "New"}
ALIAS = {"do": "add-alias", "entry": "ann-lee", "words": "Lee", "base": ""}
REFUSED = {400, 403, 415}  # 400 is what a form with parts gets that has none
QUESTION = {"do": "complete", "among": "link", "typed": "ann"}


@pytest.mark.parametrize("change", [
    {"Origin": "http://evil.example"}, {"Origin": None}, {"Origin": "null"},
    {"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example:80"},
    {"Glossator_Token": "x"}, {"Glossator_Token": None}, {"Glossator_Token": ""},
    {"Content_Type": "text/plain"}, {"Content_Type": "application/x-www-form-urlencoded"},
    {"Content_Type": "multipart/form-data; boundary=x"}, {"Content_Type": None},
    {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
])  # fmt: skip
def test_only_this_page_may_write_or_ask(session: Session, change: dict[str, str | None]) -> None:
    before = files_of(session.folder)
    base = session.own()["base"]
    for ask in ASKS.values():
        assert session.post(CHANGES, {"briefing": "talks", "base": base, **ask},
                            **change).code in REFUSED  # fmt: skip
    assert session.post(CHANGES, ENTRY, **change).code in REFUSED
    answer = session.question(QUESTION, **change)
    assert answer.code in REFUSED
    assert b"Ann Lee" not in answer.body
    assert files_of(session.folder) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_a_post_is_heard(session: Session, method: str) -> None:  # TRUST 27
    before = files_of(session.folder)
    for path in (CHANGES, QUESTIONS):
        answer = session.ask(path, method, Glossator_Token=session.own()["token"],
                             Content_Type="application/json")  # fmt: skip
        assert answer.code == 405
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert files_of(session.folder) == before


PATHS = ["../people/ann-lee", "..", ".", ".git", "a/b", "a\\b", "/etc/passwd", "", "a\0b", "%2e%2e",
         "talks.md/../x", "-x", "_x", "x" * 300, "con.", "content/briefings/talks.md"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_what_is_like_a_path_names_nothing(session: Session, path: str) -> None:  # TRUST 26, 28
    before = files_of(session.folder)
    asks = [{**ask, "briefing": path} for ask in ASKS.values()]
    asks += [{**ASKS["removal"], "id": path}, {**ASKS["passage"], "topic": path}]
    for ask in asks:
        assert session.save(ask).code in {400, 404, 422}
    for ask in ({**ENTRY, "id": path}, {**ENTRY, "kind": path}, {**ALIAS, "entry": path}):
        assert session.post(CHANGES, ask).code in {400, 404, 422}
    for question in ({"do": "read-note", "briefing": path, "id": "one"},
                     {"do": "find-words", "briefing": path, "words": "x"}):  # fmt: skip
        assert session.question(question).code in {400, 404}
    assert files_of(session.folder) == before


@pytest.mark.parametrize("body", [
    b"", b"null", b"[]", b"{}", b'{"ask": {}}', b'{"ask": {"do": "nothing"}}', b"\xff\xfe",
    b'{"ask": {"do": "add-entry", "kind": "people", "id": "new", "name": "New", "path": "x"}}',
    b'{"ask": {"do": "add-entry", "kind": "people", "id": "new", "name": 7}}', b"[" * 100_000,
    b'{"ask": {"do": "complete", "among": "files", "typed": ""}}',
    b'{"ask": {"do": "complete", "among": "link", "typed": "\\ud800"}}',
])  # fmt: skip
def test_what_is_not_asked_as_it_is_written_down_is_refused(session: Session, body: bytes) -> None:
    before = files_of(session.folder)
    for path in (CHANGES, QUESTIONS):
        assert _send(session, path, body).code == 400
    assert files_of(session.folder) == before


def test_more_than_can_be_meant_is_not_read(session: Session) -> None:
    before = files_of(session.folder)
    for size, codes in ((300_000, {400}), (5_000_000, {400, 413, 599})):
        ask = {"briefing": "talks", "base": session.own()["base"], **ASKS["note"],
               "note": {**NOTE, "text": "x" * size}}  # fmt: skip
        try:
            assert _send(session, CHANGES, json.dumps({"ask": ask}).encode()).code in codes
        except HTTPStreamClosedError:
            continue
    assert files_of(session.folder) == before
    assert session.save(ASKS["note"]).code == 200


def _send(session: Session, path: str, body: bytes) -> HTTPResponse:
    headers = {"Origin": session.address.rstrip("/"), "Content-Type": "application/json",
               "Glossator-Token": session.own()["token"]}  # fmt: skip
    request = HTTPRequest(session.address + path, "POST", headers, body=body)

    async def fetch() -> HTTPResponse:
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    return session.do(fetch())


def test_what_another_briefing_was_is_stale_here(session: Session) -> None:  # TRUST 30
    other = session.own("briefings/other/")["base"]
    assert other != session.own()["base"]
    before = files_of(session.folder)
    for ask in ASKS.values():
        assert session.save({**ask, "base": other}).code == 409
    assert files_of(session.folder) == before


def test_an_alias_is_not_written_on_what_was_not_seen(session: Session) -> None:
    [found] = session.answered({"do": "complete", "among": "entry", "typed": "ann"})["found"]
    write(session.folder, {"content/people/ann-lee.md": entry("Ann Lee", "Annie")})
    answer = session.post(CHANGES, {**ALIAS, "base": found["base"]})
    assert answer.code == 409
    base = json.loads(answer.body)["base"]
    assert session.post(CHANGES, {**ALIAS, "base": base}).code == 200
    text = (session.folder / "content/people/ann-lee.md").read_text()
    assert '"aliases": ["Annie", Lee]' in text


def test_an_entry_that_appears_meanwhile_is_not_written_over(session: Session) -> None:
    write(session.folder, {"content/people/new.md": entry("Somebody")})
    assert session.post(CHANGES, ENTRY).code == 409
    assert (session.folder / "content/people/new.md").read_text() == entry("Somebody")


def test_a_link_in_the_place_of_a_file_is_not_written_through(session: Session) -> None:
    outside = session.folder.parent / "outside.yaml"
    outside.write_text("annotations: []\n")
    (session.folder / "content/briefings/other.annotations.yaml").symlink_to(outside)
    base = session.own("briefings/other/")["base"]
    ask = {**ASKS["note"], "briefing": "other", "quote": "Words", "start": 0, "base": base}
    assert session.save(ask).code in {409, 422}
    assert outside.read_text() == "annotations: []\n"


def test_scripts_are_sent_to_this_page_only(session: Session) -> None:  # TRUST 24, 28
    for name in ("editing/main.js", "editing/editing.css", "dev.js"):
        assert session.ask(f".glossator/{name}").code == 200
        assert session.ask(f".glossator/{name}", Origin="http://evil.example").code == 403
    for name in ("editing/", "editing", "editing/../run.py", "editing/../../files.py",
                 "editing//main.js", "editing/%2e%2e/run.py", "save.py", "asked.py"):  # fmt: skip
        assert session.ask(f".glossator/{name}").code in {400, 404}


def test_the_token_is_in_no_file_and_changes_with_every_run(session: Session) -> None:  # TRUST 29
    token = session.own()["token"]
    assert len(token) >= 32
    assert session.save(ASKS["note"]).code == 200
    assert run(session.folder, "build").status == 0
    for path, content in files_of(session.folder).items():
        assert token.encode() not in content, path
