"""The `suggest` command: what an editor might add or take away."""

from datetime import datetime
from pathlib import Path

import click

from generator.anchors import anchor_annotations
from generator.cli.adding import ask, brought_by, write_files
from generator.cli.options import moment
from generator.files import read_tree
from generator.index import Found
from generator.library import read_library
from generator.mentions import find_mentions
from generator.messages import as_text as problems_as_text
from generator.model import Library
from generator.options import Options
from generator.problems import Severity, did_you_mean, printable
from generator.source import Tree
from generator.suggestions import KINDS, Kind, Suggestion, make_matter, suggest
from generator.suggestions.shown import as_json, as_text
from generator.terminal import counted, find_project


@click.command("suggest")
@click.option("-k", "--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)),
              help="Suggest this only; can be given several times.")  # fmt: skip
@click.option("--only", "wanted", multiple=True, metavar="WORDS",
              help="Only what is about these words; can be given several times.")  # fmt: skip
@click.option("--briefing", default="", metavar="ID", help="Only what stands in this briefing.")
@click.option("-n", "--most", type=click.IntRange(0), default=20, show_default=True,
              help="How many of each kind are shown; 0 for all.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How suggestions are shown.")  # fmt: skip
@click.option("--write", is_flag=True, help="Write drafts of entries for names, after asking.")
@click.option("-y", "--yes", is_flag=True, help="With --write: write without asking.")
@moment
@click.pass_obj
def suggest_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    kinds: tuple[Kind, ...],
    wanted: tuple[str, ...],
    briefing: str,
    most: int,
    form: str,
    write: bool,
    yes: bool,
    now: datetime,
) -> None:  # fmt: skip
    """Suggest names, aliases, passages and notes; drafts of texts and entries are read too."""
    if write and form == "json":
        message = "--write shows what it writes as text: leave out --format json"
        raise click.UsageError(message)
    project = find_project(given)
    tree, options = read_tree(project), Options(now, drafts=True)
    library = read_library(tree, options)
    _refuse_unknown(briefing, library)
    found = Found(find_mentions(library), anchor_annotations(library))
    chosen = kinds or (("names",) if write else tuple(KINDS))
    suggestions = tuple(
        each for each in suggest(make_matter(library, found), chosen)
        if _is_wanted(each, wanted) and (not briefing or briefing in each.briefings)
    )  # fmt: skip
    if form == "json":
        click.echo(as_json(suggestions))
    else:
        click.echo(as_text(suggestions, most) or "nothing to suggest")
    _say_unread(library)
    if write:
        _write(project, tree, suggestions, options, asks=not yes)


def _is_wanted(suggestion: Suggestion, wanted: tuple[str, ...]) -> bool:
    """Whether a suggestion is about one of some words."""
    about = {words.casefold() for words in (suggestion.what, *suggestion.forms)}
    return not wanted or any(words.casefold() in about for words in wanted)


def _refuse_unknown(briefing: str, library: Library) -> None:
    if briefing and briefing not in library.briefings:
        hint = did_you_mean(briefing, library.briefings)
        message = f"there is no briefing “{printable(briefing)}”" + (f"; {hint}" if hint else "")
        raise click.UsageError(message)


def _say_unread(library: Library) -> None:
    """Say what could not be read, and is missing from the suggestions."""
    unread = {each.place.path for each in library.problems if each.severity is Severity.ERROR}
    if unread:
        files = counted(len(unread), "file")
        click.echo(f"{files} with errors left out: see glossator check", err=True)


def _write(
    project: Path, tree: Tree, suggestions: tuple[Suggestion, ...], options: Options, *, asks: bool
) -> None:
    """Write the drafts of entries, unless they would bring errors into the site."""
    files = {each.path: each.paste.encode() for each in suggestions
             if each.kind == "names" and each.path}  # fmt: skip
    present = [path for path in files if path in tree.files]
    for path in present:
        click.echo(printable(f"{path} is there already, and stays as it is"))
        del files[path]
    if not files:
        click.echo("there is nothing to write")
        return
    if brought := brought_by(files, tree, options):
        click.echo(problems_as_text(brought), err=True)
        message = "nothing was written: these drafts would bring errors; choose with --only"
        raise click.UsageError(message)
    for path, content in files.items():
        click.echo(f"\n{printable(path)}")
        click.echo("\n".join(f"    {printable(line)}" for line in content.decode().splitlines()))
    if not asks or ask(f"Write {counted(len(files), 'draft')}?"):
        write_files(project, files)
