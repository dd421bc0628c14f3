"""Pictures that other sites show with a link: what stands on them, and that they are kept."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from builders import BRIEFING, NOW, briefing, built, entry, markdown, page_of, quoted
from hypothesis import given
from PIL import Image
from test_laws import any_texts, examples

from generator.build import Outcome
from generator.cards import Painter, card_files, drawn, find_painter
from generator.cli import build as building
from generator.cli import command
from generator.handover import SocialCard
from generator.publish import publish

URL = "https://example.org/edition"
TALKS = SocialCard("Statement · 15 December 2016", "Talks", "Anna Berg", "Briefings", "en")
SOURCES = {
    "site.yaml": quoted({"title": "Briefings", "description": "Word for word.", "url": URL}),
    BRIEFING: briefing("Anna: Rome.", speakers={"Anna": "anna"}, kind="statement"),
    "content/people/anna.md": entry("Anna Berg", summary="Minister."),
    "content/people/abe.md": entry("安倍晋三"),
    "content/topics/peace.md": markdown({"name": "Peace", "scope_note": "Of treaties."}),
    "content/pages/about.md": markdown({"title": "About"}),
}


@pytest.fixture(scope="module")
def painter() -> Painter:
    found = find_painter(None)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def outcome(painter: Painter) -> Outcome:
    return built(SOURCES, replace(NOW, cards=painter.lettering))


def image_of(outcome: Outcome, path: str) -> str:
    """The address of a page's picture, below that of the site."""
    metas = page_of(outcome.files[path]).iter("meta")
    found = [each.get("content", "") for each in metas if each.get("property") == "og:image"]
    return "".join(found).removeprefix(f"{URL}/")


def test_every_page_of_a_thing_has_a_picture_with_its_words(outcome: Outcome) -> None:
    shown = {path: outcome.cards[image_of(outcome, path)] for path in (
        "index.html", "briefings/talks/index.html", "people/anna/index.html",
        "topics/peace/index.html", "about/index.html")}  # fmt: skip
    assert shown["briefings/talks/index.html"] == TALKS
    assert shown["people/anna/index.html"][:3] == ("Person", "Anna Berg", "Minister.")
    assert shown["topics/peace/index.html"][:3] == ("Topic", "Peace", "Of treaties.")
    assert shown["about/index.html"][1] == "About"
    assert shown["index.html"][1:3] == ("Briefings", "Word for word.")
    assert len(outcome.cards) == len(shown)


def test_a_name_in_letters_that_the_font_lacks_has_none(outcome: Outcome) -> None:
    assert image_of(outcome, "people/abe/index.html") == ""


def test_without_an_address_or_a_painter_there_are_none(painter: Painter) -> None:
    homeless = {**SOURCES, "site.yaml": quoted({"title": "Briefings", "description": "D"})}
    for made in (built(homeless, replace(NOW, cards=painter.lettering)), built(SOURCES)):
        assert not made.cards
        assert b"og:image" not in made.files["index.html"]


def test_a_picture_is_as_large_as_sites_want_and_always_the_same(painter: Painter) -> None:
    first = drawn(TALKS, painter)
    assert first == drawn(TALKS, painter)
    assert len(first) < 30_000
    with Image.open(BytesIO(first)) as image:
        assert (image.size, image.format) == ((1200, 630), "PNG")
        left, right = (
            image.convert("RGB").getpixel((2, 300)),
            image.convert("RGB").getpixel((1198, 300)),
        )
    assert left != right


def test_what_is_written_from_the_right_stands_on_the_right(painter: Painter) -> None:
    turned = drawn(TALKS._replace(title="שיחות"), painter)
    with Image.open(BytesIO(turned)) as image:
        assert image.convert("RGB").getpixel((2, 300)) == (0xFB, 0xFA, 0xF6)


@examples(15)
@given(any_texts, any_texts)
def test_any_words_are_drawn(title: str, below: str) -> None:
    painter = find_painter(None)
    assert painter is not None
    words = SocialCard("", " ".join(title.split()) * 9, " ".join(below.split()) * 20, "", "en")
    assert drawn(words, painter).startswith(b"\x89PNG")


def test_what_is_published_is_taken_while_it_is_as_the_manifest_says(
    tmp_path: Path, painter: Painter
) -> None:
    cards, target = {"assets/cards/a.png": TALKS}, tmp_path / "public"
    first = dict(card_files(cards, painter, target))
    publish(first, target, tmp_path)
    published = target / "assets/cards/a.png"
    assert dict(card_files(cards, painter, target)) == {"assets/cards/a.png": published}
    assert dict(card_files(cards, painter, None)) == first
    published.write_bytes(published.read_bytes()[:-9] + b"x" * 9)
    assert dict(card_files(cards, painter, target)) == first


def test_processes_draw_the_same(painter: Painter) -> None:
    cards = {f"assets/cards/{number}.png": TALKS._replace(title=f"Talks {number}")
             for number in range(300)}  # fmt: skip
    assert dict(card_files(cards, painter, None, 2)) == dict(card_files(cards, painter, None))


def test_words_that_stand_close_do_not_wipe_out_one_another(painter: Painter) -> None:
    assert _dark(drawn(TALKS._replace(title="ÅÄ jgj " * 9), painter)) > 0.9 * _dark(
        drawn(TALKS._replace(title="AA jgj " * 9), painter)
    )


def _dark(png: bytes) -> int:
    """How many points are not of the ground."""
    with Image.open(BytesIO(png)) as image:
        return sum(image.histogram()[1:])


def test_a_build_publishes_the_pictures_and_without_the_extra_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "find_indexer", lambda: None)
    (tmp_path / "site.yaml").write_text(SOURCES["site.yaml"])
    command(["-C", str(tmp_path), "build"], standalone_mode=False)
    assert len(list((tmp_path / "public/assets/cards").glob("*.png"))) == 1
    monkeypatch.setattr(building, "find_painter", lambda _: None)
    command(["-C", str(tmp_path), "build"], standalone_mode=False)
    assert not (tmp_path / "public/assets/cards").exists()
