"""The `new` command: first versions of files that pass `check`."""

import shlex
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator import __version__, messages
from generator.cli.adding import brought_by, write_files
from generator.cli.options import Day
from generator.files import read_manual, read_starter, read_tree
from generator.library import read_library
from generator.options import Options
from generator.problems import did_you_mean
from generator.schemas import SUBJECTS, schema_files
from generator.site import KindHead
from generator.starters import (
    briefing_files,
    entry_files,
    setup_files,
    site_files,
    slug,
    topic_files,
)
from generator.terminal import find_project, shown

_SCHEMAS = ".vscode/schemas"  # where .vscode/settings.json looks for them


@click.group("new")
def new_command() -> None:
    """Begin a site, a briefing, an entry or a topic: files that pass `check`."""


@new_command.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="Annotated briefings", help="The site's title.")
def new_site(folder: Path, title: str) -> None:
    """Begin a site in FOLDER, with what helps its editors and its host."""
    write_files(folder, site_files(title))
    _write_missing(folder, _setup(title))
    click.echo(
        f"next: cd {shlex.quote(shown(folder))} && "
        'glossator new briefing "Its title" && glossator build'
    )


@new_command.command("setup")
@click.pass_obj
def new_setup(given: Path | None) -> None:
    """Add to a site what `new site` begins one with, beside its content; nothing is overwritten."""
    project = find_project(given)
    title = read_library(read_tree(project), Options(datetime.now(UTC))).site.title
    _write_missing(project, _setup(title))


@new_command.command("briefing")
@click.argument("title")
@click.option(
    "--date",
    "day",
    type=Day(),
    default=None,
    help="The day of the briefing; today if not given.",
)
@click.option("--id", "name", default="", help="The file's name and address.")
@click.pass_obj
def new_briefing(given: Path | None, title: str, day: date | None, name: str) -> None:
    """Begin a briefing with its annotations; it is a draft until you publish it."""
    on = day or date.today()  # noqa: DTZ011  # the editor's own calendar
    name = name or f"{on.isoformat()}-{_slug(title)}"
    _add(find_project(given), briefing_files(name, title, on))


@new_command.command("topic")
@click.argument("title", metavar="NAME")
@click.option("--id", "name", default="", help="The file's name and address.")
@click.pass_obj
def new_topic(given: Path | None, title: str, name: str) -> None:
    """Begin a topic."""
    _add(find_project(given), topic_files(name or _slug(title), title))


def _new_entry(singular: str) -> click.Command:
    """The command that begins an entry of a kind."""

    @click.argument("title", metavar="NAME")
    @click.option("--id", "name", default="", help="The file's name and address.")
    @click.pass_obj
    def new_entry(given: Path | None, title: str, name: str) -> None:
        project = find_project(given)
        _add(project, entry_files(_kind(project, singular), name or _slug(title), title))

    article = "an" if singular[0] in "aeiou" else "a"
    return click.command(singular, help=f"Begin {article} {singular}.")(new_entry)


for _singular in ("person", "institution", "place", "document", "event", "term"):
    new_command.add_command(_new_entry(_singular))


def _kind(project: Path, singular: str) -> KindHead:
    """The kind of glossary entry with a name, as the site declares it."""
    site = read_library(read_tree(project), Options(datetime.now(UTC))).site
    for kind in site.kinds:
        if singular in (kind.singular.casefold(), kind.id):
            return kind
    known = [kind.singular.casefold() for kind in site.kinds]
    hint = did_you_mean(singular, known) or f"its kinds are: {', '.join(known)}"
    message = f"this site has no glossary of kind “{singular}”; {hint}"
    raise click.UsageError(message)


def _slug(title: str) -> str:
    if name := slug(title):
        return name
    message = f"“{title}” has neither letters nor digits to make an address of; give --id"
    raise click.UsageError(message)


def _add(project: Path, files: dict[str, bytes]) -> None:
    """Write new files of a site, unless they would bring errors into it."""
    options = Options(datetime.now(UTC), drafts=True)
    if brought := brought_by(files, read_tree(project), options):
        click.echo(messages.as_text(brought), err=True)
        message = "nothing was written: the new file would bring these errors"
        raise click.UsageError(message)
    write_files(project, files)


def _setup(title: str) -> dict[str, bytes]:
    """What lies beside a site's content: for its editors, for VS Code, for git and for GitHub."""
    wired = [name for name, subject in SUBJECTS.items() if subject.is_yaml]
    schemas = schema_files(wired, read_manual())
    return setup_files(title, __version__, read_starter()) | {
        f"{_SCHEMAS}/{name}": content for name, content in schemas.items()
    }


def _write_missing(folder: Path, files: dict[str, bytes]) -> None:
    """Write what is not there yet."""
    there = {path for path in files if (folder / path).exists()}
    write_files(folder, {path: content for path, content in files.items() if path not in there})
    for path in sorted(there):
        click.echo(f"kept {shown(folder / path)}")
