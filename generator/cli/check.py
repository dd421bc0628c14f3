"""The `check` command: everything that `build` checks, nothing written."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from generator.cli.adding import ask
from generator.cli.errors import EnvironmentFailedError
from generator.cli.making import built, contents
from generator.cli.opening import opened
from generator.cli.options import reporting, shared
from generator.cli.progress import Stopwatch
from generator.cli.report import Format, report, say_held
from generator.files import read_tree, write_over
from generator.fixes import GIVING_UP, SAFE, Makers
from generator.mending import changed_files, mend
from generator.options import Options
from generator.patches import difference
from generator.problems import printable
from generator.source import Tree
from generator.terminal import counted, find_project


@click.command("check")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, after showing it and asking.")
@click.option(
    "--give-up",
    is_flag=True,
    help="Give lost addresses up in addresses.txt, after showing them and asking.",
)
@click.option("-y", "--yes", is_flag=True, help="With --fix or --give-up: do not ask.")
@shared
@reporting
@click.pass_obj
def check_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    fix: bool,
    give_up: bool,
    yes: bool,
    drafts: bool,
    base_url: str,
    jobs: int,
    now: datetime,
    strict: bool,
    form: Format,
    quiet: bool,
    timings: bool,
) -> None:  # fmt: skip
    """Check everything that `build` checks; write nothing, unless it is asked to `--fix`."""
    project, options = find_project(given), Options(now, drafts, base_url, jobs)
    if fix or give_up:
        _refuse_form(form)
    if fix:
        _fix(project, options, SAFE, asks=not yes)
    if give_up:
        _fix(project, options, GIVING_UP, asks=not yes)
    watch = Stopwatch(sys.stderr.isatty() and not quiet)
    outcome = built(opened(project, watch), options, watch)
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    report(outcome.problems, form, strict=strict)
    if not quiet and form == "text":
        warnings = len(outcome.problems)
        verdict = f"no errors, {counted(warnings, 'warning')}" if warnings else "all is well"
        click.echo(f"{verdict}: {contents(outcome)} ({watch.elapsed:.2f} s)")
    if not quiet:
        say_held(outcome.held, form)


def _refuse_form(form: Format) -> None:
    if form != "text":
        message = "--fix and --give-up show what they change as text: leave out --format"
        raise click.UsageError(message)


def _fix(project: Path, options: Options, makers: Makers, *, asks: bool) -> None:
    """Show what can be mended, and mend it if that is agreed to."""
    tree = read_tree(project)
    mended = mend(tree, options, makers)
    changed = changed_files(tree, mended.tree)
    for path, content in changed.items():
        shown = difference(path, tree.files[path], content).splitlines()
        click.echo("\n".join(map(printable, shown)))
    for left in mended.left:
        click.echo(printable(f"left alone: {left.path}: {left.why}: it would bring other errors"))
    if not changed:
        click.echo("there is nothing to fix that is safe to fix")
    elif not asks or ask(f"Change {counted(len(changed), 'file')}?"):
        _write(project, tree, changed)


def _write(project: Path, tree: Tree, changed: Mapping[str, bytes]) -> None:
    """Write the files, unless somebody else has written one of them meanwhile."""
    for path in changed:
        if (project / path).read_bytes() != tree.files[path]:
            message = f"{printable(path)} was changed meanwhile; nothing was written"
            raise EnvironmentFailedError(message)
    for path, content in changed.items():
        write_over(project, path, content, tree.files[path])
        click.echo(printable(f"changed {path}"))
