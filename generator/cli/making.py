"""Making a site, for every verb that does, and what it holds."""

from generator.build import Outcome, build
from generator.cli.errors import EnvironmentFailedError
from generator.cli.progress import Stopwatch
from generator.options import Options
from generator.processes import WorkerFailedError
from generator.source import Tree
from generator.terminal import counted


def built(tree: Tree, options: Options, watch: Stopwatch) -> Outcome:
    """The outcome of sources.

    Raises:
        EnvironmentFailedError: a process that shared the work was ended.
    """
    try:
        return build(tree, options, watch.stage)
    except WorkerFailedError as error:
        raise EnvironmentFailedError(str(error)) from error


def contents(outcome: Outcome) -> str:
    """How much of what a site holds: “1 briefing, 20 annotations”."""
    library = outcome.library
    counts = (
        (len(library.briefings), "briefing"),
        (sum(len(each.annotations) for each in library.briefings.values()), "annotation"),
        (len(library.entries), "entry"),
        (len(library.topics), "topic"),
        (len(library.pages), "page of its own"),
    )
    return ", ".join(counted(number, noun) for number, noun in counts if number) or "no content"
