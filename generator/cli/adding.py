"""Changing the sources: nothing that would bring errors, nothing that was not agreed to."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from generator.build import build
from generator.files import write_new
from generator.options import Options
from generator.problems import Problem, Severity
from generator.source import Tree
from generator.terminal import shown


def brought_by(files: dict[str, bytes], tree: Tree, options: Options) -> tuple[Problem, ...]:
    """The errors that new files would bring into a site."""
    outcome = build(replace(tree, files={**tree.files, **files}), options)
    before = build(tree, options).problems if outcome.has_errors else ()
    return tuple(problem for problem in outcome.problems
                 if problem not in before and problem.severity is Severity.ERROR)  # fmt: skip


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write new files, and say so; none is written over."""
    try:
        write_new(folder, files)
    except FileExistsError as error:
        message = f"{error.filename} is there already; nothing was written"
        raise click.UsageError(message) from error
    for path in files:
        click.echo(f"wrote {shown(folder / path)}")


def ask(question: str) -> bool:
    """Whether somebody at the terminal agrees; where nobody is, nobody does."""
    if not sys.stdin.isatty():
        click.echo("nothing was written; --yes writes without asking")
        return False
    return click.confirm(question, default=False)
