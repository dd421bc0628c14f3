"""Reading a project and making its site, for every verb that does."""

from pathlib import Path

from generator.build import Outcome, build
from generator.cli.errors import EnvironmentFailedError
from generator.cli.progress import Stopwatch
from generator.files import read_tree
from generator.options import Options
from generator.processes import WorkerFailedError
from generator.source import Tree


def opened(project: Path, watch: Stopwatch) -> Tree:
    """The sources of a project."""
    watch.stage("opening")
    return read_tree(project)


def built(tree: Tree, options: Options, watch: Stopwatch) -> Outcome:
    """The outcome of sources.

    Raises:
        EnvironmentFailedError: a process that shared the work was ended.
    """
    try:
        return build(tree, options, watch.stage)
    except WorkerFailedError as error:
        raise EnvironmentFailedError(str(error)) from error
