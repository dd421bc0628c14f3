"""What the verbs say of an outcome: its problems, and what it holds back."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import click

from generator import messages
from generator.cli.errors import CONTENT_HAS_ERRORS, WRONG_USE
from generator.model import Held
from generator.problems import Problem, Severity, printable
from generator.source import SITE_FILE
from generator.terminal import counted

FORMATS: Mapping[str, Callable[[tuple[Problem, ...]], str]] = {
    "text": messages.as_text,
    "json": messages.as_json,
    "github": messages.as_github,
}
Format = Literal["text", "json", "github"]


def report(problems: tuple[Problem, ...], form: Format, *, strict: bool) -> None:
    """Show problems, and end the command if they stand in the way."""
    if problems or form == "json":
        shown = FORMATS[form](problems)
        if shown:
            click.echo(shown, err=form == "text")
    errors = [each for each in problems if each.severity is Severity.ERROR]
    failing = problems if strict else errors
    if not failing:
        return
    if form == "text":
        others = len(problems) - len(errors)
        counts = [counted(len(errors), "error")] if errors else []
        counts += [counted(others, "warning")] if others else []
        click.echo(f"{', '.join(counts)}; nothing was published", err=True)
    in_site_file = any(each.place.path == SITE_FILE for each in errors)
    sys.exit(WRONG_USE if in_site_file else CONTENT_HAS_ERRORS)


def say_held(held: Iterable[Held], form: Format) -> None:
    """Say what is written but not published, and of several how many they are.

    Where programs read the problems it goes to standard error.
    """
    lines = [printable(f"held back: {each.path}: {each.reason}") for each in held]
    if len(lines) > 1:
        lines.append(f"{len(lines):,} files are held back")
    for line in lines:
        click.echo(line, err=form != "text")
