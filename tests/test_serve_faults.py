"""What happens to the dev server while people work: it keeps up, and nothing ends it."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from builders import BRIEFING, SITE, briefing, entry
from command import PROGRAM, spawn, write
from playwright.sync_api import Browser, Page, expect
from serving import DEADLINE, PAGE, Session

from generator.files import read_tree, reread
from generator.serve.watch import Watcher

FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke.\n\nThe end."),
    "content/people/ann-lee.md": entry("Ann Lee"),
}
EVERYWHERE = "0.0.0.0"  # noqa: S104  # that it is warned of is what is tested
OVERLAY = "glossator-overlay section"


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + DEADLINE
    while not is_so():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.01)


def shows(session: Session, words: str, path: str = PAGE) -> Callable[[], bool]:
    return lambda: words.encode() in session.ask(path).body


@pytest.fixture
def page(session: Session, browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(session.address + PAGE)
    yield page
    page.close()


def test_a_checkout_that_swaps_500_files_arrives_whole(session: Session) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.fsync=none")
        subprocess.run(["git", *who, *words], cwd=session.folder, check=True, capture_output=True)

    def texts(word: str) -> dict[str, str]:
        return {f"content/briefings/b{number}.md": briefing(f"{word} {number}.")
                for number in range(500)}  # fmt: skip

    write(session.folder, texts("Old"))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    write(session.folder, texts("New"))
    git("rm", "-q", "--cached", "content/briefings/b7.md")
    (session.folder / "content/briefings/b7.md").unlink()
    git("commit", "-qam", "two")
    until(shows(session, "New 499.", "briefings/b499/"))
    git("checkout", "-q", "-")
    for number in (0, 7, 250, 499):
        until(shows(session, f"Old {number}.", f"briefings/b{number}/"))
    git("checkout", "-q", "other")
    until(lambda: session.ask("briefings/b7/").code == 404)
    until(shows(session, "New 0.", "briefings/b0/"))
    assert session.states[-1].problems == ()


def test_a_truncated_file_is_a_mistake_until_it_is_whole(session: Session, page: Page) -> None:
    whole = briefing("It is whole again.").encode()
    file = session.folder / BRIEFING
    file.write_bytes(whole[:20])
    expect(page.locator(OVERLAY)).to_contain_text("E105")
    expect(page.locator("main")).to_contain_text("Ann Lee spoke.")
    with file.open("ab") as rest:
        rest.write(whole[20:])
    expect(page.locator("main")).to_contain_text("It is whole again.")
    expect(page.locator(OVERLAY)).to_be_hidden()


def test_files_saved_by_renaming_show_each_time(session: Session, page: Page) -> None:
    file = session.folder / BRIEFING
    for number in range(5):
        beside = file.with_name(f"{file.name}~{number}")
        beside.write_text(briefing(f"Renamed {number}."), encoding="utf-8")
        beside.replace(file)
        expect(page.locator("main")).to_contain_text(f"Renamed {number}.")
    assert not session.states[-1].problems


def test_twenty_saves_50_ms_apart_end_in_the_last_and_leave_none_behind(
    session: Session, page: Page
) -> None:
    page.evaluate("""() => { window.seen = []; new MutationObserver(() => {
        const found = document.querySelector("main").textContent.match(/Save (\\d+)\\./u);
        if (found && window.seen.at(-1) !== Number(found[1])) window.seen.push(Number(found[1]));
    }).observe(document.body, { subtree: true, childList: true, characterData: true }); }""")
    for number in range(20):
        write(session.folder, {BRIEFING: briefing(f"Save {number}.")})
        time.sleep(0.05)
    expect(page.locator("main")).to_contain_text("Save 19.")
    seen = page.evaluate("window.seen")
    assert seen == sorted(seen)
    assert seen[-1] == 19


def test_each_open_page_follows_its_own_file(session: Session, browser: Browser) -> None:
    one, other = browser.new_page(), browser.new_page()
    one.goto(session.address + PAGE)
    other.goto(session.address + "people/ann-lee/")
    write(
        session.folder,
        {
            BRIEFING: briefing("For the one."),
            "content/people/ann-lee.md": entry("Ann Lee", body="For the other."),
        },
    )
    expect(one.locator("main")).to_contain_text("For the one.")
    expect(other.locator("main")).to_contain_text("For the other.")
    one.close()
    other.close()


def test_an_open_page_finds_the_server_again(tmp_path: Path, browser: Browser) -> None:
    write(tmp_path, FILES)
    first = Session(tmp_path)
    page = browser.new_page()
    page.goto(first.address + PAGE)
    page.evaluate("window.kept = true")
    first.stop()
    write(tmp_path, {BRIEFING: briefing("Written while nobody listened.")})
    second = Session(tmp_path, first.server.port)
    try:
        expect(page.locator("main")).to_contain_text("Written while nobody listened.")
        assert page.evaluate("window.kept")
        write(tmp_path, {BRIEFING: briefing("And heard again.")})
        expect(page.locator("main")).to_contain_text("And heard again.")
    finally:
        page.close()
        second.stop()


@pytest.mark.parametrize("path", ["", PAGE])
def test_a_site_that_begins_with_mistakes_shows_them_and_then_itself(
    tmp_path: Path, browser: Browser, path: str
) -> None:
    write(tmp_path, {**FILES, BRIEFING: briefing("Broken.", place="nowhere")})
    session = Session(tmp_path)
    page = browser.new_page()
    try:
        page.goto(session.address + path)
        expect(page.locator(OVERLAY)).to_contain_text("E201")
        write(tmp_path, {BRIEFING: briefing("Mended.")})
        expect(page.locator(OVERLAY)).to_be_hidden()
        expect(page.locator("main")).to_be_visible()
        assert page.locator("h1").count() == 1
    finally:
        page.close()
        session.stop()


def test_pages_at_one_address_are_told_once_it_is_quiet(session: Session) -> None:
    taken = "content/pages/people.md"
    write(session.folder, {taken: "---\ntitle: People\n---\nWords.\n"})
    session.until(lambda state: any(each.code == "E303" for each in state.problems))
    write(session.folder, {BRIEFING: briefing("It goes on.")})
    until(shows(session, "It goes on."))
    (session.folder / taken).unlink()
    session.until(lambda state: not state.problems)


def test_what_no_event_told_is_found_by_looking(session: Session) -> None:
    touched: set[str] = set()
    watcher = Watcher(session.folder, touched.update)  # it does not listen: every event is lost
    write(session.folder, {BRIEFING: briefing("Longer than before, by some words.")})
    (session.folder / "content/people").rename(session.folder / "content/persons")
    session.do(watcher.sweep())
    assert touched == {BRIEFING, "content/people/ann-lee.md", "content/persons/ann-lee.md"}


STRINGS = "templates/strings/en.yaml"


@pytest.mark.parametrize("touched", [{STRINGS}, {"templates"}, {"content", "templates"}])
def test_a_catalogue_that_comes_and_goes_is_read_as_at_the_start(
    tmp_path: Path, touched: set[str]
) -> None:
    write(tmp_path, FILES)
    first = read_tree(tmp_path)
    write(tmp_path, {STRINGS: "briefings: Talks\n"})
    with_own = reread(tmp_path, first, touched)
    assert with_own == read_tree(tmp_path)
    (tmp_path / STRINGS).unlink()
    assert reread(tmp_path, with_own, touched) == first
    assert reread(tmp_path, first, touched) is first


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The command itself, and what it said when it was ready."""
    with subprocess.Popen([PROGRAM, "serve", "-p", "0", *arguments], cwd=folder, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
        try:
            yield process, (process.stdout.readline() if process.stdout else "")
        finally:
            process.kill()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_command_ends_without_a_trace_when_it_is_stopped(
    tmp_path: Path, sent: signal.Signals
) -> None:
    write(tmp_path, FILES)
    before = sorted(tmp_path.iterdir())
    with serving(tmp_path) as (process, said):
        assert said.startswith("http://127.0.0.1:")
        process.send_signal(sent)
        _, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == (0 if sent is signal.SIGINT else -signal.SIGTERM)
    assert "Traceback" not in err
    assert sorted(tmp_path.iterdir()) == before


def test_a_bind_that_others_can_reach_is_warned_of(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    with serving(tmp_path, "--bind", EVERYWHERE) as (process, said):
        assert said.startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=DEADLINE)
    assert "everybody who can reach 0.0.0.0 can read this site, drafts too" in err


def test_a_port_in_use_is_told_with_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = spawn(tmp_path, "serve", "-p", str(taken.getsockname()[1]))
    assert ended.status == 2
    assert "cannot listen at 127.0.0.1:" in ended.err
    assert "choose another --port" in ended.err


def test_an_address_that_is_not_of_this_machine_is_told(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    ended = spawn(tmp_path, "serve", "-p", "0", "--bind", "no.such.host.invalid")
    assert ended.status == 2
    assert "cannot listen at no.such.host.invalid" in ended.err


def test_cards_are_found_by_a_page_that_was_sent_before_the_last_change(session: Session) -> None:
    names = [f"Zed {chr(65 + each)}ox" for each in range(40)]
    write(session.folder, {BRIEFING: briefing(f"{', '.join(names)} met.")} | {
        f"content/people/z{each}.md": entry(name, summary="A person of the country. " * 5)
        for each, name in enumerate(names)
    })  # fmt: skip
    until(lambda: session.ask(f"{PAGE}cards.0123456789.js").code == 200)
    assert session.ask(f"{PAGE}cards.0123456789.js").body.startswith(b"site.cards=[")
    assert session.ask("people/z1/cards.0123456789.js").code == 404
