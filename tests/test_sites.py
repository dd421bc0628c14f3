"""Golden sites: the whole of what small sites become, byte for byte (see golden.py)."""

import random
import re
from pathlib import Path

import pytest
from golden import NOW, expected, made, sites

from generator.build import build
from generator.files import read_tree
from generator.options import Options
from generator.source import Tree


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_a_site_becomes_what_is_written_down(site: Path) -> None:
    assert made(site) == expected(site)


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_a_site_does_not_depend_on_the_order_of_its_files(site: Path) -> None:
    tree, chance = read_tree(site / "in"), random.Random(site.name)  # noqa: S311  # no secret
    shuffled = Tree(dict(chance.sample(sorted(tree.files.items()), len(tree.files))))
    one, other = build(tree, Options(NOW)), build(shuffled, Options(NOW))
    assert one.problems == other.problems
    assert list(one.files.items()) == list(other.files.items())


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_every_link_of_a_site_has_an_address(site: Path) -> None:
    for path, content in made(site).files.items():
        links = re.findall(rb"<a\b[^>]*>", content) if path.endswith(".html") else []
        assert [link for link in links if b' href="' not in link] == [], path


def test_a_faulty_site_is_nothing_but_problems() -> None:
    faulty = made(Path(__file__).parent / "sites" / "faulty")
    assert faulty.files == {}
    assert faulty.problems


def test_what_is_held_back_is_in_no_page() -> None:
    files = made(Path(__file__).parent / "sites" / "drafts-and-dates").files
    for path, content in files.items():
        words = (path + content.decode()).replace("Secret Holm was there", "").lower()
        assert "secret" not in words
        assert "nobody may see" not in words
