"""The `new` command: first versions of files that pass `check`."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator import messages
from generator.build import build
from generator.files import read_tree, write_new
from generator.library import read_library
from generator.model import KindHead, Options
from generator.problems import Severity, did_you_mean
from generator.source import Tree
from generator.starters import briefing_files, entry_files, site_files, slug, topic_files
from generator.terminal import find_project, shown


@click.group("new")
def new_command() -> None:
    """Begin a site, a briefing, an entry or a topic: files that pass `check`."""


@new_command.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="Annotated briefings", help="The site's title.")
def new_site(folder: Path, title: str) -> None:
    """Begin a site in FOLDER."""
    files = site_files(title)
    _write(folder, files)
    click.echo(f'next: cd {shown(folder)} && glossator new briefing "Its title" && glossator build')


@new_command.command("briefing")
@click.argument("title")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day of the briefing; today if not given.",
)
@click.option("--id", "name", default="", help="The file's name and address.")
@click.pass_obj
def new_briefing(given: Path | None, title: str, day: datetime | None, name: str) -> None:
    """Begin a briefing with its annotations; it is a draft until you publish it."""
    on = day.date() if day else date.today()  # noqa: DTZ011  # the editor's own calendar
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
    tree, options = read_tree(project), Options(datetime.now(UTC), drafts=True)
    outcome = build(Tree({**tree.files, **files}, tree.refused, tree.media), options)
    before = build(tree, options).problems if outcome.has_errors else ()
    brought = tuple(problem for problem in outcome.problems
                    if problem not in before and problem.severity is Severity.ERROR)  # fmt: skip
    if brought:
        click.echo(messages.as_text(brought), err=True)
        message = "nothing was written: the new file would bring these errors"
        raise click.UsageError(message)
    _write(project, files)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        write_new(folder, files)
    except FileExistsError as error:
        message = f"{error.filename} is there already; nothing was written"
        raise click.UsageError(message) from error
    for path in files:
        click.echo(f"wrote {shown(folder / path)}")
