"""Sounds and films: times of paragraphs, a player that needs no script, and their files."""

import json
import os
import re
import threading
import wave
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRIEFING,
    BRIEFING_PAGE,
    NOTES,
    NOW,
    SITE,
    briefing,
    codes,
    markdown,
    page_of,
    paragraphs_of,
    quoted,
    tree_of,
)
from command import run, times_of, write
from lxml import etree
from playwright.sync_api import Browser, expect
from serving import Session
from test_exports import tei_schema
from typing_extensions import override

from generator.build import Outcome, build
from generator.explanations import Unknown, explain, make_known
from generator.fields import milliseconds
from generator.files import read_tree
from generator.recordings import clock
from generator.source import Tree


def at(start: str, words: str) -> dict[str, str]:
    """When the paragraph that begins with some words is heard."""
    return {"start": start, "words": words}


WORDS = "Anna: One, two.\n\nYes.\n\nThree: four.\n\nYes.\n\nThe end."
TIMES = [at("0:00.2", "One, two"), at("0:01", "Yes."),
         at("0:02", "Three"), at("0:03", "Yes."),
         at("0:04.5", "The end.")]  # fmt: skip
MP3 = "content/media/talks.mp3"
RUSSIAN = markdown(
    {"title": "Разговор", "speakers": {"Анна": None}},
    "\nАнна: Раз, два.\n\nДа.\n\nТри: четыре.\n\nДа.\n\nКонец.",
)
BASE = "https://example.org/sub/"


def site(times: list[dict[str, str]] = TIMES, media: str = "talks.mp3") -> Mapping[str, str]:
    return {BRIEFING: briefing(WORDS, media=media, speakers={"Anna": None}),
            NOTES: quoted({"times": times})}  # fmt: skip


def made(files: Mapping[str, str], *media: str) -> Outcome:
    tree = tree_of(files)
    return build(Tree(tree.files, media=dict.fromkeys(media, 9)), NOW)


def test_each_paragraph_has_its_time_and_a_link_that_plays_without_a_script() -> None:
    outcome = made(site(), MP3)
    assert codes(outcome) == []
    page = page_of(outcome.files[BRIEFING_PAGE])
    assert paragraphs_of(page) == ["One, two.", "Yes.", "Three: four.", "Yes.", "The end."]
    links = [each for each in page.iter("a") if each.get("class") == "time"]
    assert [(each.text, each.get("href")) for each in links] == [
        ("0:00", "../../media/talks.mp3#t=0.2"), ("0:01", "../../media/talks.mp3#t=1"),
        ("0:02", "../../media/talks.mp3#t=2"), ("0:03", "../../media/talks.mp3#t=3"),
        ("0:04", "../../media/talks.mp3#t=4.5"),
    ]  # fmt: skip
    [player] = page.iter("audio")
    assert player.get("preload") == "none"
    assert "controls" in player.attrib
    assert [each.get("type") for each in player.iter("source")] == ["audio/mpeg"]
    assert outcome.media == {"media/talks.mp3": MP3}


def test_only_pages_with_a_recording_may_load_one() -> None:
    outcome = made(site(), MP3)
    policies = {path: b"media-src" in content for path, content in outcome.files.items()
                if path.endswith(".html")}  # fmt: skip
    assert {path for path, allows in policies.items() if allows} == {BRIEFING_PAGE}
    assert b"media-src 'self'" in outcome.files["_headers"]
    assert b"media-src" not in made({BRIEFING: briefing(WORDS)}).files["_headers"]


def test_only_pages_with_a_recording_fetch_what_plays_it() -> None:
    files = made(site(), MP3).files
    fetching = {path for path, content in files.items()
                if path.endswith(".html") and b"assets/player." in content}  # fmt: skip
    assert fetching == {BRIEFING_PAGE}
    assert {path.rpartition(".")[2] for path in files if path.startswith("assets/player.")
            and path.encode() in files[BRIEFING_PAGE]} == {"css", "js"}  # fmt: skip
    assert b"assets/player." not in made({BRIEFING: briefing(WORDS)}).files[BRIEFING_PAGE]


@pytest.mark.parametrize("question", ["media/talks.mp3", MP3, f"{BASE}media/talks.mp3"])
def test_a_recording_is_explained_by_its_address_and_by_its_file(question: str) -> None:
    tree = replace(tree_of(site()), media={MP3: 1234})
    found = explain(question, make_known(tree, replace(NOW, base_url=BASE)))
    assert not isinstance(found, Unknown)
    [answer] = found
    assert answer.facts == (
        ("published as", "media/talks.mp3"),
        ("address", f"{BASE}media/talks.mp3"),
        ("size", "1,234 bytes"),
    )
    assert answer.parts[0] == ("played by", (BRIEFING,))


def test_a_paragraph_is_explained_with_the_time_at_which_it_is_heard() -> None:
    tree = replace(tree_of(site()), media={MP3: 1234})
    found = explain("talks#p5", make_known(tree, NOW))
    assert not isinstance(found, Unknown)
    [answer] = found
    assert ("heard at", "0:04") in answer.facts


def test_without_a_recording_times_are_shown_and_lead_nowhere() -> None:
    files = {**site(), BRIEFING: briefing(WORDS, speakers={"Anna": None})}
    page = made(files).files[BRIEFING_PAGE].decode()
    assert '<span class="time">0:04</span>' in page
    assert "<audio" not in page


def test_a_film_in_two_formats_is_one_player() -> None:
    files = {
        **site(),
        BRIEFING: briefing(WORDS, media=["a.webm", "a.mp4"], speakers={"Anna": None}),
    }
    outcome = made(files, "content/media/a.webm", "content/media/a.mp4")
    [player] = page_of(outcome.files[BRIEFING_PAGE]).iter("video")
    assert [each.get("src") for each in player.iter("source")] == [
        "../../media/a.webm", "../../media/a.mp4",
    ]  # fmt: skip


def test_data_and_tei_have_the_times() -> None:
    files = made({**site(), "site.yaml": SITE}, MP3).files
    data = json.loads(files["briefings/talks/data.json"])
    said = data["sections"][0]["turns"][0]["paragraphs"]
    assert [each["start"] for each in said] == [0.2, 1, 2, 3, 4.5]
    assert data["media"] == ["../../media/talks.mp3"]
    tei = etree.fromstring(files["briefings/talks/tei.xml"])
    assert tei_schema(tei).validate(tei), tei_schema(tei).error_log
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    assert tei.xpath("//t:when/@interval", namespaces=space) == ["0.2", "1", "2", "3", "4.5"]
    assert tei.xpath("//t:seg/@synch", namespaces=space) == ["#w1", "#w2", "#w3", "#w4", "#w5"]


@pytest.mark.parametrize(
    ("times", "media", "wanted"),
    [
        (TIMES, "talk.mp3", ["E330", "W340"]),
        ([at("0:00", "One"), at("0:01", "Thre: four")], "talks.mp3", ["E332"]),
        ([at("0:05", "Yes."), at("0:01", "Yes.")], "talks.mp3", ["E333"]),
        ([at("0:05", "Yes.")] * 3, "talks.mp3", ["E332"]),
        ([at("half past", "Yes.")], "talks.mp3", ["E112"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(
    times: list[dict[str, str]], media: str, wanted: list[str]
) -> None:
    assert sorted(codes(made(site(times, media), MP3))) == wanted


def test_a_lost_time_and_a_missing_file_come_with_what_was_meant() -> None:
    lost = made(site([at("0:01", "Thre: four")]), MP3).problems[0]
    assert lost.help == "did you mean “Three: four.”?"
    assert lost.place.path == NOTES
    missing = next(
        each for each in made(site(media="talk.mp3"), MP3).problems if each.code == "E330"
    )
    assert missing.help == "did you mean “talks.mp3”?"


@pytest.mark.parametrize(
    ("name", "code"),
    [("2016/talks.mp3", "E331"), ("-talks.mp3", "E331"), ("talks.srt", "W006"), ("talks", "W006")],
)
def test_a_file_that_cannot_be_published_is_told(name: str, code: str) -> None:
    assert code in codes(made({BRIEFING: briefing("One.")}, f"content/media/{name}"))


def test_a_briefing_names_only_what_browsers_play() -> None:
    outcome = made(site(media="talks.avi"), "content/media/talks.avi")
    assert codes(outcome) == ["E331", "W006"]


def test_a_recording_of_a_draft_is_neither_published_nor_told() -> None:
    files = {BRIEFING: briefing("One.", media="talks.mp3", status="draft")}
    outcome = made(files, MP3)
    assert codes(outcome) == []
    assert outcome.media == {}


def test_times_are_read_as_they_are_written() -> None:
    for written, wanted in (
        ("35.5", 35_500),
        ("1:23", 83_000),
        ("1:02:07.25", 3_727_250),
        ("90:00", 5_400_000),
    ):
        assert milliseconds(written) == wanted
    for written in ("1:2", "1:23:4", "-1", "1:60:00:00", "", "1.2345"):
        with pytest.raises(ValueError, match="no time"):
            milliseconds(written)
    assert [clock(each) for each in (0, 83_500, 3_727_250)] == ["0:00", "1:23", "1:02:07"]


# Files


def wav(seconds: int = 6) -> bytes:
    """A sound: as many seconds of silence."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * seconds)
    return out.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {"site.yaml": SITE, **site(media="talks.wav"),
                     "content/briefings/talks.ru.md": RUSSIAN})  # fmt: skip
    (tmp_path / "content/media").mkdir()
    (tmp_path / "content/media/talks.wav").write_bytes(wav())
    return tmp_path


def test_a_recording_is_published_as_it_lies_and_not_read(project: Path) -> None:
    assert read_tree(project).media == {"content/media/talks.wav": len(wav())}
    assert run(project, "build").status == 0
    published = project / "public/media/talks.wav"
    assert published.read_bytes() == wav()
    before = times_of(project / "public")
    assert "nothing changed" in run(project, "build").out
    assert times_of(project / "public") == before
    assert run(project, "build", "--verify").status == 0
    (project / "content/media/talks.wav").write_bytes(wav(7))
    assert published.read_bytes() == wav(), "what is published changes by publishing only"
    assert run(project, "build", "--verify").status == 1
    assert run(project, "build").status == 0
    assert published.read_bytes() == wav(7)
    write(project, {BRIEFING: briefing(WORDS, speakers={"Anna": None})})
    assert run(project, "build").status == 0
    assert not published.exists()


def test_another_recording_of_the_same_size_and_day_is_published_too(project: Path) -> None:
    recording = project / "content/media/talks.wav"
    assert run(project, "build").status == 0
    assert "nothing changed" in run(project, "build").out
    status, loud = recording.stat(), wav().replace(b"\x80", b"\x90")
    recording.write_bytes(loud)
    os.utime(recording, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "published" in run(project, "build").out
    assert (project / "public/media/talks.wav").read_bytes() == loud


FILES = {"site.yaml": SITE, **site(media="talks.wav"), "content/media/talks.wav": "0123456789"}


def test_the_dev_server_sends_the_part_that_is_played(session: Session) -> None:
    part = session.ask("media/talks.wav", Range="bytes=3-5")
    assert (part.code, part.body) == (206, b"345")
    assert session.ask("media/other.wav").code == 404
    assert session.ask("media/../site.yaml").code == 403
    assert session.ask("media/talks.wav", Host="evil.example").code == 403


# The browser


class _Parts(SimpleHTTPRequestHandler):
    """Sends parts of files, as hosts do; without it no browser goes to a place of a sound."""

    @override
    def log_message(self, format: str, *args: Any) -> None:  # its own name
        """Say nothing."""

    @override
    def do_GET(self) -> None:
        wanted = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if not wanted:
            super().do_GET()
            return
        content, start = Path(self.translate_path(self.path)).read_bytes(), int(wanted[1])
        self.send_response(206)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start:])


@pytest.fixture
def host(project: Path) -> Iterator[str]:
    assert run(project, "build").status == 0
    handler = partial(_Parts, directory=str(project / "public"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_click_on_a_time_plays_from_there_and_marks_what_is_heard(
    host: str, browser: Browser
) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{host}{BRIEFING_PAGE}")
    player, times = page.locator("audio"), page.locator("a.time")
    times.nth(2).click()
    heard = page.locator("a.time[aria-current]")
    expect(heard).to_have_text("0:02")
    assert 2 <= float(player.evaluate("player => player.currentTime")) < 4
    assert not player.evaluate("player => player.paused")
    expect(heard).to_have_text("0:03")
    heard.click()
    assert player.evaluate("player => player.paused")
    assert page.url.endswith(BRIEFING_PAGE)
    assert said == []
    page.close()


def test_without_a_script_a_time_opens_the_recording_there(host: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}{BRIEFING_PAGE}")
    page.locator("a.time").nth(2).click()
    page.wait_for_url("**/media/talks.wav#t=2")
    context.close()


def test_the_page_of_a_translation_shows_the_times_and_plays_them(
    host: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{host}briefings/talks/ru/")
    assert page.locator("a.time").all_text_contents() == ["0:00", "0:01", "0:02", "0:03", "0:04"]
    page.locator("a.time").nth(2).click()
    heard = page.locator("a.time[aria-current]")
    expect(heard).to_have_text("0:02")
    beside = page.locator("#p3-ru .text")
    marked = beside.evaluate("element => getComputedStyle(element).backgroundColor")
    assert marked == page.locator("#p3 .text").evaluate(
        "element => getComputedStyle(element).backgroundColor"
    )
    assert marked != "rgba(0, 0, 0, 0)"
    heard.click()
    assert page.locator("audio").evaluate("player => player.paused")
    assert said == []
    page.close()
