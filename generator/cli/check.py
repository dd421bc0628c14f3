"""The `check` command: everything that `build` checks, nothing written."""

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cli.making import built, opened
from generator.cli.options import reporting, shared
from generator.cli.progress import Stopwatch
from generator.cli.report import Format, contents, report, say_held
from generator.model import Options
from generator.terminal import counted, find_project


@click.command("check")
@shared
@reporting
@click.pass_obj
def check_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    drafts: bool,
    base_url: str,
    jobs: int,
    now: datetime,
    strict: bool,
    form: Format,
    quiet: bool,
    timings: bool,
) -> None:  # fmt: skip
    """Check everything that `build` checks; write nothing."""
    watch = Stopwatch(sys.stderr.isatty() and not quiet)
    tree = opened(find_project(given), watch)
    outcome = built(tree, Options(now, drafts, base_url, jobs), watch)
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    report(outcome.problems, form, strict=strict)
    if not quiet and form == "text":
        warnings = len(outcome.problems)
        verdict = f"no errors, {counted(warnings, 'warning')}" if warnings else "all is well"
        click.echo(f"{verdict}: {contents(outcome)} ({watch.elapsed:.2f} s)")
        say_held(outcome.held)
