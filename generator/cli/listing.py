"""The `list` command: what is published, and what is not and why."""

import json
from datetime import datetime
from pathlib import Path

import click

from generator.build import Outcome, build
from generator.cli.options import shared
from generator.cli.report import report
from generator.files import read_tree
from generator.options import Options
from generator.problems import printable
from generator.terminal import find_project


@click.command("list")
@shared
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How the list is shown.",
)
@click.pass_obj
def list_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    drafts: bool,
    base_url: str,
    jobs: int,
    now: datetime,
    form: str,
) -> None:  # fmt: skip
    """List what is published, and what is not and why."""
    outcome = build(read_tree(find_project(given)), Options(now, drafts, base_url, jobs))
    rows = _rows(outcome)
    if form == "json":
        keys = ("state", "kind", "id", "path", "reason")
        listed = [dict(zip(keys, row, strict=True)) for row in rows]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for state, kind, name, path, reason in rows:
            words = f"{state:<9}  {kind:<12}  {name}  ({path})" + (f": {reason}" if reason else "")
            click.echo(printable(words))
    report(outcome.problems, "text", strict=False)


def _rows(outcome: Outcome) -> list[tuple[str, str, str, str, str]]:
    library = outcome.library
    rows = [("published", "briefings", each.id, each.document.path, "")
            for each in library.briefings.values()]  # fmt: skip
    rows += [("published", each.kind, each.id, each.document.path, "")
             for each in library.entries.values()]  # fmt: skip
    rows += [("published", "topics", each.id, each.document.path, "")
             for each in library.topics.values()]  # fmt: skip
    rows += [("published", "pages", each.id, each.document.path, "")
             for each in library.pages.values()]  # fmt: skip
    rows += [("held back", each.path.split("/")[1], each.id, each.path, each.reason)
             for each in library.held]  # fmt: skip
    return rows
