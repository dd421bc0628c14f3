"""Work shared between processes."""

import os
import runpy
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import NOW, ROOT

from generator.build import build
from generator.files import read_tree
from generator.options import Options
from generator.processes import WorkerFailedError, spread
from generator.source import Tree


def test_the_site_is_the_same_for_any_number_of_processes() -> None:
    corpus = runpy.run_path(str(ROOT / "bench" / "corpus.py"))["make_corpus"](20)
    templates = read_tree(ROOT).files
    files = {path: each for path, each in templates.items() if path.startswith("templates/")}
    tree = Tree({**files, **corpus})
    alone = build(tree, Options(NOW, jobs=1))
    assert sum(path.endswith(".html") for path in alone.files) > 300  # fewer are not shared out
    assert build(tree, Options(NOW, jobs=3)).files == alone.files


def test_every_item_is_worked_on_once() -> None:
    shares = spread(list, range(10), 3)
    assert sorted(item for share in shares for item in share) == list(range(10))
    assert len(shares) == 3


def test_what_the_work_raises_is_raised_here() -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> int:
        if os.getpid() != here:
            raise LookupError(items[0])
        return 0

    with pytest.raises(LookupError):
        spread(work, range(4), 2)


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    here = os.getpid()

    def work(_: Sequence[int]) -> int:
        if os.getpid() != here:
            (tmp_path / "died").touch()
            os._exit(9)
        return 0

    with pytest.raises(WorkerFailedError):
        spread(work, range(4), 2)
    assert (tmp_path / "died").exists()
