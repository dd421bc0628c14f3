"""Annotations written from the page: who may, what changes, and that nothing is lost."""

import json
from typing import Any

import pytest
from builders import BRIEFING, NOTES, SITE, briefing, entry
from command import files_of
from playwright.sync_api import Browser, expect
from serving import PAGE, Session
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

WRITTEN = """\
# by hand
annotations:
  - id: one   # first
    quote: 'The end'
    kind: context
    text: Words.
"""
FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke, and spoke.\n\nThe end, she spoke."),
    NOTES: WRITTEN,
    "content/people/ann-lee.md": entry("Ann Lee"),
}


def own(session: Session) -> dict[str, str]:
    found: dict[str, str] = session.told()["own"]
    return found


def post(session: Session, ask: dict[str, Any], headers: dict[str, str]) -> HTTPResponse:
    request = HTTPRequest(session.address + ".glossator/annotations", "POST", headers,
                          body=json.dumps({"ask": ask}))  # fmt: skip

    async def fetch() -> HTTPResponse:
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    return session.do(fetch())


def headers(session: Session) -> dict[str, str]:
    return {"Origin": session.address.rstrip("/"), "Content-Type": "application/json",
            "Glossator-Token": own(session)["token"]}  # fmt: skip


def added(session: Session, **more: object) -> dict[str, Any]:
    found = own(session)
    return {
        "do": "add",
        "briefing": "talks",
        "base": found["base"],
        "quote": "spoke",
        "paragraph": 1,
        "start": 19,
        "kind": "question",
        "text": "Why [[ann-lee]]?",
        **more,
    }


@pytest.mark.parametrize("change", [
    {"Origin": "http://evil.example"}, {"Origin": None}, {"Glossator-Token": "x"},
    {"Glossator-Token": None}, {"Content-Type": "text/plain"}, {"Host": "evil.example"},
    {"Content-Type": "application/x-www-form-urlencoded"},
])  # fmt: skip
def test_only_this_page_may_write(session: Session, change: dict[str, str | None]) -> None:
    # TRUST 26
    sent = {name: value for name, value in {**headers(session), **change}.items() if value}
    before = files_of(session.folder)
    assert post(session, added(session), sent).code in {403, 415}
    assert files_of(session.folder) == before


@pytest.mark.parametrize("change", [
    {"briefing": "../../x"}, {"briefing": "nobody"}, {"path": "x"}, {"kind": "joke"},
    {"text": ""}, {"text": "[[nobody]]"}, {"quote": "never said"}, {"paragraph": 9},
    {"do": "remove"}, {"start": 0, "quote": "k"},
])  # fmt: skip
def test_what_cannot_stand_is_refused_and_nothing_is_written(
    session: Session, change: dict[str, object]
) -> None:
    before = files_of(session.folder)
    answer = post(session, added(session, **change), headers(session))
    assert answer.code in {400, 404, 422}
    assert files_of(session.folder) == before


def test_a_save_adds_its_lines_and_changes_no_other(session: Session) -> None:  # P11
    answer = post(session, added(session), headers(session))
    assert answer.code == 200, answer.body
    text = (session.folder / NOTES).read_text()
    assert text.startswith(WRITTEN)
    assert "  - id: spoke\n    quote: spoke\n    paragraph: 1\n    before: " in text
    assert b"Why" in session.ask(PAGE).body
    assert [path for path in files_of(session.folder) if ".annotations.yaml." in path] == []


def test_a_stale_save_gets_409_and_writes_nothing(session: Session) -> None:  # TRUST 30
    ask = added(session, quote="The end", paragraph=2, start=0)
    (session.folder / NOTES).write_text(WRITTEN + "# somebody else\n")
    assert post(session, ask, headers(session)).code == 409
    assert (session.folder / NOTES).read_text() == WRITTEN + "# somebody else\n"
    assert post(session, {**ask, "base": own(session)["base"]}, headers(session)).code == 200


def test_an_annotation_is_changed_and_removed(session: Session) -> None:
    base = {"briefing": "talks", "id": "one"}
    change = {
        "do": "change",
        "kind": "source",
        "text": "New.",
        **base,
        "base": own(session)["base"],
    }
    assert post(session, change, headers(session)).code == 200
    text = (session.folder / NOTES).read_text()
    assert "  - id: one   # first\n    quote: 'The end'\n    kind: source\n" in text
    remove = {"do": "remove", **base, "base": own(session)["base"]}
    assert post(session, remove, headers(session)).code == 200
    assert (session.folder / NOTES).read_text() == "# by hand\nannotations:\n  []\n"


def test_saves_at_once_that_try_again_all_arrive(session: Session) -> None:
    for number in range(5):
        stale = added(session, text="x")["base"]
        sent = headers(session)
        first = post(session, {**added(session), "base": stale, "text": f"A{number}"}, sent)
        again = post(session, {**added(session), "base": stale, "text": f"B{number}"}, sent)
        assert (first.code, again.code) == (200, 409)
        assert post(session, added(session, text=f"B{number}"), sent).code == 200
    assert (session.folder / NOTES).read_text().count("quote: spoke") == 10


def test_words_selected_in_the_page_become_an_annotation(
    session: Session, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(session.address + PAGE)
    page.evaluate("""() => {
      const walk = document.createTreeWalker(document.querySelector('[data-paragraph="2"]'), 4);
      let node;
      while ((node = walk.nextNode()) && !node.data.includes("she spoke"));
      const at = node.data.indexOf("she spoke");
      getSelection().setBaseAndExtent(node, at, node, at + 9);
    }""")
    expect(page.locator("glossator-annotate .annotate")).to_be_visible()
    page.keyboard.press("Alt+a")
    page.keyboard.type("She did, says [[ann-lee]].")
    page.locator("glossator-annotate select").select_option("source")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("She did, says Ann Lee.")
    assert (
        (session.folder / NOTES)
        .read_text()
        .startswith(WRITTEN + '  - id: she-spoke\n    quote: "she spoke"\n    kind: source\n')
    )
    page.close()
