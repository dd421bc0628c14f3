"""The dev server: what it answers, to whom, and that nothing ends it."""

import json
import os
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from builders import BRIEFING, SITE, briefing, entry
from command import files_of, run, write
from playwright.sync_api import Browser, Page, Route, expect
from serving import PAGE, Session
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from generator.serve.guard import guard_for
from generator.serve.workshop import State

FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke.\n\nThe end."),
    "content/people/ann-lee.md": entry("Ann Lee"),
}


def codes(state: State) -> set[str]:
    return {problem.code for problem in state.problems}


def test_pages_and_assets_come_from_memory_and_nothing_is_written(session: Session) -> None:
    before = files_of(session.folder)
    page = session.ask(PAGE)
    assert page.code == 200
    assert b"Ann Lee" in page.body
    assert b"Content-Security-Policy" not in page.body
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in page.headers
    sheet = page.body.decode().partition('rel="stylesheet" href="../../')[2].partition('"')[0]
    assert session.ask(sheet).headers["Content-Type"].startswith("text/css")
    assert session.ask("briefings/talks").headers["Location"] == "/briefings/talks/"
    missing = session.ask("nowhere/")
    assert missing.code == 404
    assert b"<main" in missing.body
    assert files_of(session.folder) == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000",
                                  "", "localhost.evil.example", "[::1", "192.168.1.7"])  # fmt: skip
def test_another_host_is_refused(session: Session, host: str) -> None:  # TRUST 24
    assert session.ask(PAGE, Host=host).code == 403 if host else True
    assert guard_for("127.0.0.1", "box").refusal({"Host": host})


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:1", "[::1]:1"])
def test_this_machine_is_answered(session: Session, host: str) -> None:
    assert session.ask(PAGE, Host=host).code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1",
                                    "https://127.0.0.1"])  # fmt: skip
def test_another_origin_is_refused_by_page_and_socket(session: Session, origin: str) -> None:
    # TRUST 24 and 25
    assert session.ask(PAGE, Origin=origin).code == 403
    assert session.ask(".glossator/dev.js", Origin=origin).code == 403
    with pytest.raises(HTTPClientError, match="403"):
        session.do(_socket(session.address, origin))


def test_another_site_may_link_here_but_not_load_from_here(session: Session) -> None:
    cross = {"Sec_Fetch_Site": "cross-site"}
    assert session.ask(".glossator/dev.js", Sec_Fetch_Mode="no-cors", **cross).code == 403
    assert session.ask(PAGE, Sec_Fetch_Mode="navigate", **cross).code == 200


async def _socket(address: str, origin: str) -> object:
    place = f"ws://{urlsplit(address).netloc}/.glossator/live"
    socket = await websocket_connect(HTTPRequest(place, headers={"Origin": origin}))
    heard = await socket.read_message()
    await socket.write_message(json.dumps({"command": "info", "url": "x", "path": "/etc/passwd"}))
    socket.close()
    return json.loads(heard or "")


def test_the_socket_tells_a_number_and_no_path(session: Session) -> None:  # TRUST 25
    heard = session.do(_socket(session.address, session.address.rstrip("/")))
    assert heard == {"number": 1, "run": session.told()["run"], "searched": 0}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_answered(session: Session, method: str) -> None:  # TRUST 26
    assert session.ask(PAGE, method).code == 405


@pytest.mark.parametrize("path", ["forcereload?path=x", "livereload", "livereload.js",
                                  ".glossator/forcereload"])  # fmt: skip
def test_no_address_of_the_stock_server_acts(session: Session, path: str) -> None:  # TRUST 27
    assert session.ask(path).code == 404


@pytest.mark.parametrize("path", [
    "../site.yaml", "..%2fsite.yaml", "%2e%2e/site.yaml", "site.yaml", "content/briefings/talks.md",
    ".git/config", "assets/../site.yaml", "/etc/passwd", "//etc/passwd", "etc/passwd",
    "briefings/talks/..%5c..%5csite.yaml", ".glossator/run.py", ".glossator/../run.py",
    "assets/%00", "public/index.html", "templates/base.html", "%ff",
])  # fmt: skip
def test_only_files_of_the_build_are_sent(session: Session, path: str) -> None:  # TRUST 28
    write(session.folder, {".git/config": "secret", "public/index.html": "secret"})
    answer = session.ask(path)
    assert answer.code in {301, 400, 404}
    assert b"secret" not in answer.body
    assert b"Word for word" not in answer.body or answer.code == 404


def test_what_is_published_has_nothing_of_the_dev_server(session: Session) -> None:  # 29 and P10
    assert run(session.folder, "build").status == 0
    before = files_of(session.folder / "public")
    write(session.folder, {BRIEFING: briefing("Changed.", title="")})
    session.until(lambda state: bool(state.problems))
    session.ask(PAGE)
    assert files_of(session.folder / "public") == before
    for content in before.values():
        assert b"glossator-state" not in content
        assert b".glossator/" not in content
        assert b"127.0.0.1" not in content


def test_a_mistake_is_told_above_the_last_good_page_and_goes_when_mended(session: Session) -> None:
    write(session.folder, {BRIEFING: briefing("Broken.", place="nowhere")})
    session.until(lambda state: "E201" in codes(state))
    assert session.problems() == ["E201"]
    assert b"Ann Lee" in session.ask(PAGE).body
    write(session.folder, {BRIEFING: briefing("Mended.")})
    session.until(lambda state: not state.problems)
    assert b"Mended." in session.ask(PAGE).body


def test_site_yaml_may_break_and_go_and_come_back(session: Session) -> None:
    write(session.folder, {"site.yaml": "title: ["})
    session.until(lambda state: "E101" in codes(state))
    (session.folder / "site.yaml").unlink()
    session.until(lambda state: "E010" in codes(state))
    assert b"Ann Lee" in session.ask(PAGE).body
    write(session.folder, {"site.yaml": SITE})
    session.until(lambda state: not state.problems)


def test_the_content_folder_may_go_and_come_back(session: Session) -> None:  # TRUST 52
    (session.folder / "content").rename(session.folder / "away")
    _until(lambda: session.ask(PAGE).code == 404)
    (session.folder / "away").rename(session.folder / "content")
    _until(lambda: session.ask(PAGE).code == 200)
    write(session.folder, {BRIEFING: briefing("Heard after that.")})
    _until(lambda: b"Heard after that." in session.ask(PAGE).body)


def test_five_hundred_files_at_once_and_a_folder_renamed_all_arrive(session: Session) -> None:
    write(session.folder, {f"content/briefings/b{number}.md": briefing(f"Text {number}.")
                           for number in range(500)})  # fmt: skip
    _until(lambda: session.ask("briefings/b499/").code == 200)
    assert b"Text 250." in session.ask("briefings/b250/").body
    (session.folder / "content/people").rename(session.folder / "content/persons")
    session.until(lambda state: "E006" in codes(state))
    (session.folder / "content/persons").rename(session.folder / "content/people")
    session.until(lambda state: not state.problems)


def test_a_save_with_the_same_size_and_time_is_seen(session: Session) -> None:  # TRUST 52
    file = session.folder / BRIEFING
    status = file.stat()
    changed = file.read_bytes().replace(b"Ann Lee", b"Ann Lea")
    other = session.folder / "content/briefings/.talks.swp"
    other.write_bytes(changed)
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(file)
    _until(lambda: b"Ann Lea" in session.ask(PAGE).body)


def test_a_template_that_fails_leaves_the_page(session: Session) -> None:
    session.ask(PAGE)
    write(session.folder, {"templates/briefing.html": "{{ view.nothing }}"})
    _until(lambda: session.problems() == ["E304"])
    assert b"Ann Lee" in session.ask(PAGE).body
    write(session.folder, {"templates/briefing.html": "{% if %}"})
    _until(lambda: session.problems() == ["E304"])
    (session.folder / "templates/briefing.html").unlink()
    _until(lambda: session.problems() == [])


def test_a_half_written_file_tells_nothing_and_the_whole_one_arrives(session: Session) -> None:
    for _ in range(20):
        write(session.folder, {BRIEFING: ""})
        write(session.folder, {BRIEFING: briefing("Whole.")})
    _until(lambda: b"Whole." in session.ask(PAGE).body)
    assert not session.states[-1].problems


def test_a_link_instead_of_a_file_is_told_and_not_followed(session: Session) -> None:
    (session.folder / "content/people/linked.md").symlink_to("/etc/hostname")
    session.until(lambda state: "E004" in codes(state))
    assert session.problems() == ["E004"]


def test_twenty_saves_in_a_row_all_end_in_the_last(session: Session) -> None:
    for number in range(20):
        write(session.folder, {BRIEFING: briefing(f"Save {number:02}.")})
    _until(lambda: b"Save 19." in session.ask(PAGE).body)


def _until(is_so: Callable[[], bool]) -> None:
    """Ask until it is so; each question waits for its answer."""
    for _ in range(2000):
        if is_so():
            return
    pytest.fail("it never came")


@pytest.fixture
def page(session: Session, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 800, "height": 400})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(session.address + PAGE)
    yield page
    page.close()
    assert faults == []


def test_a_save_shows_without_losing_the_place_or_what_was_open(
    session: Session, page: Page
) -> None:
    text = "\n\n".join(f"Paragraph {number} is here." for number in range(1, 60))
    write(session.folder, {BRIEFING: briefing(text)})
    expect(page.locator("#p59")).to_be_attached()
    page.evaluate("document.getElementById('p40').scrollIntoView(); window.kept = true")
    before = page.evaluate("document.getElementById('p40').getBoundingClientRect().top")
    opened = "document.querySelectorAll('details').forEach(each => each.open = true)"
    page.evaluate(opened)
    changed = text.replace("Paragraph 2 is here.", "Paragraph 2 is here. " + "More words. " * 80)
    write(session.folder, {BRIEFING: briefing(changed, title="New title")})
    expect(page).to_have_title(re.compile("New title"))
    expect(page.locator("#p2")).to_contain_text("More words.")
    after = page.evaluate("document.getElementById('p40').getBoundingClientRect().top")
    assert abs(after - before) < 2
    assert page.evaluate("window.kept")


def test_a_mistake_lies_over_the_page_with_line_caret_and_help(
    session: Session, page: Page
) -> None:
    write(session.folder, {BRIEFING: briefing("Broken.", place="ann-le")})
    overlay = page.locator("glossator-overlay section")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("content/briefings/talks.md:4:10")
    expect(overlay).to_contain_text("^^^^")
    expect(overlay).to_contain_text("did you mean “ann-lee”?")
    expect(page.locator("main")).to_contain_text("Ann Lee")
    write(session.folder, {BRIEFING: briefing("Mended.")})
    expect(overlay).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Mended.")


def test_the_overlay_is_told_put_away_by_escape_and_leaves_the_focus(
    session: Session, page: Page
) -> None:
    overlay, said = (
        page.locator("glossator-overlay section"),
        page.locator("glossator-overlay .said"),
    )
    link = page.locator("main a").first
    link.focus()
    long = "nowhere-" * 60
    write(session.folder, {BRIEFING: briefing("Ann Lee [broken].", place=long, event="not-there")})
    expect(overlay.locator("article")).to_have_count(2)
    expect(said).to_contain_text("2 errors")
    expect(link).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    badge = page.locator("glossator-overlay .badge")
    expect(badge).to_have_text("2 errors")
    badge.click()
    expect(overlay).to_be_focused()
    page.keyboard.press("Escape")
    expect(badge).to_be_focused()
    write(session.folder, {BRIEFING: briefing("Ann Lee mended.")})
    expect(said).to_have_text("Mended")
    expect(badge).to_be_hidden()


def test_the_search_finds_what_is_written_and_what_is_saved_then(
    session: Session, page: Page
) -> None:
    notice = page.locator("glossator-overlay .draft")
    said = page.locator("#found")
    page.goto(f"{session.address}search/?q=spoke")
    expect(said).to_contain_text("1", timeout=20_000)
    expect(notice).to_be_hidden()
    expect(page.locator("#results mark").first).to_have_text("spoke")
    write(session.folder, {BRIEFING: briefing("The ambassadors spoke.")})
    page.goto(f"{session.address}search/?q=ambassadors")
    expect(page.locator("#results mark").first).to_have_text("ambassadors", timeout=20_000)
    expect(notice).to_be_hidden()
    assert not (session.folder / "public").exists()
    assert not list(session.folder.glob("**/pagefind*"))


def test_the_index_is_said_to_be_made_and_is_made_only_when_the_search_is_opened(
    session: Session,
) -> None:
    searching = session.server._desk.searching  # noqa: SLF001  # the only one who knows
    assert session.ask("search/en/pagefind.js").code == 404
    write(session.folder, {BRIEFING: briefing("Changed.")})
    _until(lambda: session.told()["number"] > 1)
    assert searching.number == 0
    assert "The search index is being made" in session.told("search/")["notice"]
    assert session.ask("search/en/pagefind.js").code == 200
    _until(lambda: searching.number == 1)
    assert session.told("search/")["notice"] == ""
    write(session.folder, {"content/people/x.md": entry("Xaver")})
    _until(lambda: "being renewed" in str(session.told("search/")["notice"]))
    assert session.ask("search/en/pagefind.js").code == 200, "the old one is there meanwhile"
    _until(lambda: session.told("search/")["notice"] == "")
    assert "Xaver" in session.ask("search/names.json").body.decode()


def test_without_the_extra_the_search_says_what_it_needs(
    session: Session, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.server._desk.searching, "_indexer", None)  # noqa: SLF001
    page.goto(f"{session.address}search/")
    expect(page.locator("glossator-overlay .draft")).to_contain_text("glossator[search]")


def test_a_template_that_is_being_written_leaves_the_page_and_reloads_nothing(
    session: Session, page: Page
) -> None:
    page.evaluate("window.kept = true")
    write(session.folder, {"templates/briefing.html": ""})
    _until(lambda: session.told()["number"] > 1)
    write(session.folder, {"templates/briefing.html": "<!doctype html><title>T</title><main>Own"})
    expect(page.locator("main")).to_contain_text("Own")


def test_a_draft_is_shown_and_marked(session: Session, page: Page) -> None:
    write(session.folder, {BRIEFING: briefing("Not yet.", status="draft")})
    expect(page.locator("main")).to_contain_text("Not yet.")
    expect(page.locator("glossator-overlay .draft")).to_contain_text("Not published: a draft")


def test_a_stylesheet_is_replaced_without_a_reload(session: Session, page: Page) -> None:
    page.evaluate("window.kept = true")
    write(session.folder, {"templates/assets/site.css": "body { color: rgb(1, 2, 3) }"})
    expect(page.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
    assert page.evaluate("window.kept")
    expect(page.locator("head link[href*='/site.']")).to_have_count(1)  # once the new one is there


@pytest.mark.parametrize("others", [0, 40], ids=["in its page", "beside it"])
def test_a_card_says_what_was_saved_without_a_reload(
    others: int, session: Session, page: Page
) -> None:
    names = [f"Zed {chr(65 + each)}ox" for each in range(others)]
    write(session.folder, {BRIEFING: briefing(f"Ann Lee spoke to {', '.join(names) or 'all'}.")} | {
        f"content/people/z{each}.md": entry(name, summary="A person of the country. " * 5)
        for each, name in enumerate(names)
    })  # fmt: skip
    expect(page.locator(".named a[href*='people']")).to_have_count(others + 1)
    page.reload()
    link, card = page.locator('#transcript a[href*="ann-lee"]'), page.locator("#card")
    link.hover()
    expect(card).to_contain_text("Ann Lee")
    page.evaluate("window.kept = true")
    page.mouse.move(1, 1)
    expect(card).not_to_be_visible()
    with page.expect_response(f"**/{PAGE}"):
        write(session.folder, {"content/people/ann-lee.md": entry("Ann Lee", summary="Minister.")})
    link.hover()
    expect(card).to_contain_text("Minister.")
    assert page.evaluate("window.kept")


def test_of_two_stylesheets_on_their_way_the_later_stays(session: Session, page: Page) -> None:
    held: list[Route] = []
    page.route("**/site*.css*", lambda route: held.append(route))  # noqa: PLW0108  # it is marked
    for number in (1, 2):
        with page.expect_request("**/site*.css*"):
            text = f"body {{ color: rgb(1, 2, {number}) }}"
            write(session.folder, {"templates/assets/site.css": text})
    while len(held) < 2:  # a request is told of before it is given to the route
        page.wait_for_timeout(10)
    for late in held:
        late.continue_()
    expect(page.locator("head link[href*='/site.']")).to_have_count(1)
    expect(page.locator("body")).to_have_css("color", "rgb(1, 2, 2)")
