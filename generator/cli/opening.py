"""Opening a project, for every verb that makes its site."""

from pathlib import Path

from generator.cli.progress import Stopwatch
from generator.files import read_tree
from generator.source import Tree


def opened(project: Path, watch: Stopwatch) -> Tree:
    """The sources of a project."""
    watch.stage("opening")
    return read_tree(project)
