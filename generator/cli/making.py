"""Reading a project and making its site, for every verb that does."""

from pathlib import Path

from generator.build import Outcome, build
from generator.cli.errors import EnvironmentFailedError
from generator.cli.progress import Stopwatch
from generator.files import read_tree
from generator.model import Options
from generator.processes import WorkerFailedError


def built(project: Path, options: Options, watch: Stopwatch) -> Outcome:
    """The outcome of a project's sources.

    Raises:
        EnvironmentFailedError: a process that shared the work was ended.
    """
    watch.stage("opening")
    try:
        return build(read_tree(project), options, watch.stage)
    except WorkerFailedError as error:
        raise EnvironmentFailedError(str(error)) from error
