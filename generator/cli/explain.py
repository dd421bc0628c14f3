"""The `explain` command: where something comes from, what it shows and why."""

import re
from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import shared
from generator.explanations import (
    Explanation,
    Unknown,
    as_json,
    as_text,
    explain,
    explain_code,
    make_known,
)
from generator.files import problems_page, read_tree
from generator.options import Options
from generator.problems import printable
from generator.search import find_indexer
from generator.terminal import find_project

_CODE = re.compile(r"[EW]\d{3}\Z", re.IGNORECASE)
_SECTION = re.compile(r"^## ([EW]\d{3}) · .*\n(?:(?!^## ).*\n)*", re.MULTILINE)


@click.command("explain")
@click.argument("question", metavar="PATH|ADDRESS|ID")
@shared
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How the explanation is shown.")  # fmt: skip
@click.pass_obj
def explain_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    question: str,
    *,
    drafts: bool,
    base_url: str,
    jobs: int,
    now: datetime,
    form: str,
) -> None:  # fmt: skip
    """Explain a file, an address, an id, a paragraph (talks#p6), a note, or a problem (E203)."""
    sections = {match[1]: match[0] for match in _SECTION.finditer(problems_page())}
    if _CODE.match(question):
        _show(explain_code(question.upper(), sections), question, form)
        return
    project = find_project(given)
    has_search = find_indexer() is not None
    options = Options(now, drafts, base_url, jobs, search=has_search)
    known = make_known(read_tree(project), options)
    _show(explain(_in_project(question, project), known), question, form)


def _show(found: tuple[Explanation, ...] | Unknown, question: str, form: str) -> None:
    if isinstance(found, Unknown):
        near = f"; did you mean “{found.near}”?" if found.near else ""
        message = printable(f"“{question}”: {found.reason}{near}")
        raise click.UsageError(message)
    if form == "json":
        click.echo(as_json(found))
    else:
        click.echo("\n\n".join(map(as_text, found)))


def _in_project(question: str, project: Path) -> str:
    """A path on the disk as it is called from the site's folder; anything else as it is."""
    name, sign, place = question.partition("#")
    try:
        path = Path(name).resolve()
        if name and path.exists() and path.is_file():
            return f"{path.relative_to(project).as_posix()}{sign}{place}"
    except (OSError, ValueError):  # no path, or one of another folder
        return question
    return question
