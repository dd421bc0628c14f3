"""Files of large sites, kept outside memory until they are published."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.shelf import Files, Put, shelve

MANY = tuple(range(1000))


def pages(numbers: Sequence[int], put: Put) -> int:
    for number in numbers:
        put(f"{number}/index.html", b"%d" % number * (number % 7))
    return len(numbers)


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("items", [(), (5,), MANY])
def test_every_file_is_found_as_it_was_made(items: tuple[int, ...], jobs: int) -> None:
    files, answers = shelve(pages, items, jobs)
    assert sum(answers) == len(items) == len(files)
    assert dict(files) == {f"{each}/index.html": b"%d" % each * (each % 7) for each in items}
    assert "no/index.html" not in files
    with pytest.raises(KeyError):
        files["no/index.html"]


def test_nothing_of_it_has_a_name_on_the_disk(tmp_path: Path) -> None:
    files, _ = shelve(pages, MANY, 2, str(tmp_path))
    assert files["999/index.html"] == b"999" * 5
    assert list(tmp_path.iterdir()) == []


def test_where_a_folder_cannot_be_written_to_the_system_finds_room(tmp_path: Path) -> None:
    files, _ = shelve(pages, MANY, 2, str(tmp_path / "none"))
    assert len(files) == len(MANY)


def test_a_disk_without_room_is_told_as_the_system_tells_it() -> None:
    def full(_: Sequence[int], put: Put) -> None:
        put("a", b"")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        shelve(full, MANY, 2)


def test_of_two_files_with_one_path_the_later_is_meant() -> None:
    files = Files({"a": b"1", "b": b"2"}, {"a": b"3"})
    assert (list(files), dict(files)) == (["a", "b"], {"a": b"3", "b": b"2"})
