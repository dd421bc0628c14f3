"""The dev server against those who should not speak with it: raw requests, as attackers send them.

The numbers are the rows of the table of failures that each probe is about.
"""

import re
from pathlib import Path

import pytest
from builders import BRIEFING, NOTES, SITE, briefing, entry, note, notes
from command import files_of, write
from serving import PAGE, Session

FILES = {
    "site.yaml": SITE,
    BRIEFING: briefing("Ann Lee spoke.\n\nThe end."),
    NOTES: notes(note("one", "spoke")),
    "content/people/ann-lee.md": entry("Ann Lee"),
}
CLOSE = "Connection: close"


def status_of(answer: bytes) -> int:
    return int(answer.split(None, 2)[1]) if answer else 0


@pytest.mark.parametrize("hosts", [
    ["Host: rebound.example"], ["Host: rebound.example:{port}"], [],
    ["Host: 127.0.0.1:{port}", "Host: rebound.example"], ["Host: 127.0.0.1@rebound.example"],
    ["Host: rebound.example#127.0.0.1"], ["Host: 127.0.0.1.rebound.example"], ["Host: 0.0.0.0"],
])  # fmt: skip
@pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/1.0"])
def test_a_name_that_was_bound_anew_to_this_machine_reads_nothing(
    session: Session, hosts: list[str], version: str
) -> None:  # 24
    named = [host.format(port=session.server.port) for host in hosts]
    answer = session.raw(f"GET /{PAGE} {version}", *named, CLOSE)
    assert status_of(answer) in {0, 400, 403}
    assert b"Ann Lee" not in answer


def test_an_address_of_another_host_in_the_request_line_reads_nothing(session: Session) -> None:
    answer = session.raw(f"GET http://rebound.example/{PAGE} HTTP/1.1",
                         "Host: rebound.example", CLOSE)  # fmt: skip
    assert b"Ann Lee" not in answer


def test_no_answer_allows_another_origin_to_read_it(session: Session) -> None:  # 24
    for method in ("GET", "OPTIONS", "HEAD"):
        answer = session.raw(f"{method} /{PAGE} HTTP/1.1", f"Host: 127.0.0.1:{session.server.port}",
                             "Origin: http://evil.example", CLOSE)  # fmt: skip
        assert status_of(answer) in {403, 405}
        assert b"access-control-allow" not in answer.lower()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "",
                                    "http://127.0.0.1.evil.example", "file://"])  # fmt: skip
def test_a_socket_of_another_website_is_not_opened(session: Session, origin: str) -> None:  # 25
    answer = session.raw(
        "GET /.glossator/live HTTP/1.1", f"Host: 127.0.0.1:{session.server.port}",
        "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", f"Origin: {origin}",
    )  # fmt: skip
    assert status_of(answer) == 403
    assert b"101 Switching" not in answer


def test_nothing_that_is_sent_names_a_folder_of_this_machine(session: Session) -> None:  # 25
    write(session.folder, {"templates/briefing.html": "{{ view.nothing }}",
                           BRIEFING: briefing("Broken.", place="nowhere")})  # fmt: skip
    session.until(lambda state: any(each.code == "E201" for each in state.problems))
    for path in (PAGE, "nowhere/", "assets/none.css", ".glossator/dev.js", "%00", "site.yaml"):
        answer = session.ask(path)
        assert str(session.folder).encode() not in answer.body
        assert str(Path.home()).encode() not in answer.body
        assert b"Traceback" not in answer.body


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_the_address_that_writes_does_so_for_no_other_method(
    session: Session, method: str
) -> None:  # 26 and 27
    before = files_of(session.folder)
    path = ".glossator/changes?do=remove&id=one&briefing=talks"
    assert session.ask(path, method, Content_Type="application/json").code == 405
    assert files_of(session.folder) == before


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain",
                                  "multipart/form-data; boundary=x"])  # fmt: skip
def test_a_form_of_another_website_writes_nothing(session: Session, kind: str) -> None:  # 26
    before = files_of(session.folder)
    body = '{"ask": {"do": "remove", "id": "one", "briefing": "talks", "base": ""}}'
    answer = session.raw(
        "POST /.glossator/changes HTTP/1.1", f"Host: 127.0.0.1:{session.server.port}",
        "Origin: http://evil.example", f"Content-Type: {kind}", f"Content-Length: {len(body)}",
        CLOSE, "", body,
    )  # fmt: skip
    assert status_of(answer) in {400, 403}
    assert files_of(session.folder) == before


def test_reading_every_page_changes_no_file_and_no_state(session: Session) -> None:  # 27
    before, state = files_of(session.folder), session.told()["number"]
    links = re.findall(rb'href="([^"#:]+)"', session.ask("").body)
    for path in {link.decode().lstrip("./") for link in links}:
        assert session.ask(f"{path}?reload=1&save=1&number=99").code in {200, 301, 302}
    assert session.told()["number"] == state
    assert files_of(session.folder) == before


@pytest.mark.parametrize("target", [
    "/../site.yaml", "/../../../../../../etc/passwd", "//etc/passwd", "/assets/../../site.yaml",
    "/.git/config", "/%2egit/config", "/.env", "/content/briefings/talks.md",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd", "/briefings/talks/..\\..\\..\\site.yaml", "/linked.txt",
    "/assets/linked.txt", "/.glossator/../site.yaml", "/.glossator/..%2frun.py", "/;/etc/passwd",
    "/@fs/etc/passwd", "/site.yaml?raw", "/.glossator/", "file:///etc/passwd",
])  # fmt: skip
def test_nothing_but_the_site_is_sent_whatever_the_address(
    session: Session, target: str
) -> None:  # 28
    secret = {".git/config": "SECRET", ".env": "SECRET", "outside.txt": "SECRET"}
    write(session.folder, secret)
    (session.folder / "linked.txt").symlink_to(session.folder / "outside.txt")
    host = f"Host: 127.0.0.1:{session.server.port}"
    answer = session.raw(f"GET {target} HTTP/1.1", host, CLOSE)
    assert status_of(answer) in {0, 400, 404}
    for word in (b"SECRET", b"root:", b"Word for word\n", b'"title":', b"import "):
        assert word not in answer


def test_what_a_link_in_the_assets_points_to_is_not_sent(session: Session) -> None:  # 28
    write(session.folder, {"outside.css": "SECRET"})
    assets = session.folder / "templates/assets"
    assets.mkdir(parents=True)
    (assets / "mine.css").symlink_to(session.folder / "outside.css")
    state = session.until(lambda state: any(each.code == "E004" for each in state.problems))
    assert state.site is not None
    assert not any(b"SECRET" in content for content in state.site.files.values())
