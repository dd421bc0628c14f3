"""The `import` command: texts of others become drafts of briefings."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator import messages
from generator.build import prepare
from generator.cli.errors import CONTENT_HAS_ERRORS, EnvironmentFailedError
from generator.cli.imported import told
from generator.cli.options import Day
from generator.files import read_tree, write_new
from generator.folders import BRIEFINGS, CONTENT
from generator.imports import FORMATS, Imported, RefusedError, Said, Source, import_text
from generator.imports.draft import LARGEST, MissingToolError
from generator.library import read_library
from generator.model import Library
from generator.options import Options
from generator.pandoc import pandoc_json
from generator.problems import Problem, Severity
from generator.source import Tree
from generator.terminal import counted, find_project, shown
from generator.urls import is_web_address

STDIN = "-"
_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How files are to be read."""

    encoding: str
    paragraphs: str
    said: Said


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=_FILE)
@click.option("--stdout", "is_shown", is_flag=True, help="Print the briefing; write nothing.")
@click.option("--id", "name", default="", help="The briefing's file name and address.")
@click.option("--title", default="", help="Its title, instead of a guess.")
@click.option("--date", "day", type=Day(), default=None,
              help="Its day, instead of a guess.")  # fmt: skip
@click.option(
    "--source-url", "address", default="", metavar="URL", help="Where the text is published."
)
@click.option("--publisher", default="", help="Who published the text.")
@click.option("--speaker", "speakers", multiple=True, metavar="LABEL=ID",
              help="Whose a label is; ID is null for somebody unnamed, - for words that are no "
                   "label. Once for each label.")  # fmt: skip
@click.option("--media", default="", metavar="NAME",
              help="The sound or film in content/media/ that time codes belong to.")  # fmt: skip
@click.option("--encoding", default="", metavar="NAME",
              help="The encoding of a text that is not UTF-8, such as windows-1251.")  # fmt: skip
@click.option("--paragraphs", type=click.Choice(["line", "blank"]), default=None,
              help="What parts the paragraphs of a text: line ends, or blank lines.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default=None,
              help="What the file is, where its name does not say it.")  # fmt: skip
@click.pass_obj
def import_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    files: tuple[Path, ...],
    is_shown: bool,
    name: str,
    title: str,
    day: date | None,
    address: str,
    publisher: str,
    speakers: tuple[str, ...],
    media: str,
    encoding: str,
    paragraphs: str | None,
    form: str | None,
) -> None:  # fmt: skip
    """Make drafts of briefings from texts, pages, subtitles, data, TEI; - is standard input."""
    whose = _whose(speakers)
    said = Said(
        name, title, day.isoformat() if day else "", address, publisher, media, form or "",
        {label: None if who == "null" else who for label, who in whose.items() if who != "-"},
        frozenset(label for label, who in whose.items() if who == "-"),
    )  # fmt: skip
    _refuse(files, said)
    project = find_project(given)
    tree = read_tree(project)
    options = Options(datetime.now(UTC), drafts=True)
    library = read_library(tree, options)
    _refuse_unknown(said, library)
    reading = _Reading(encoding, paragraphs or "", said)
    made, problems = _imported(files, reading, library)
    if is_shown:
        for each in made:
            click.echo(each.files[each.path], nl=False)
    else:
        _write(project, tree, made)
    if problems:
        click.echo(messages.as_text(problems), err=True)
        sys.exit(CONTENT_HAS_ERRORS)


def _whose(speakers: Sequence[str]) -> Mapping[str, str]:
    """Labels with the ids that the editor gives them."""
    found = {}
    for each in speakers:
        label, equals, who = each.rpartition("=")
        if not equals or not label.strip() or not who.strip():
            message = (
                f"“{each}” is no speaker; write --speaker 'LABEL=id', 'LABEL=null' or 'LABEL=-'"
            )
            raise click.UsageError(message)
        found[label] = who.strip()
    return found


def _refuse(files: Sequence[Path], said: Said) -> None:
    for option, value in (("--id", said.id), ("--title", said.title), ("--media", said.media),
                          ("--source-url", said.address)):  # fmt: skip
        if value and len(files) > 1:
            message = f"{option} is about one file; here are {len(files)}"
            raise click.UsageError(message)
    if files.count(Path(STDIN)) > 1:
        message = "standard input can be read once only"
        raise click.UsageError(message)
    if said.address and not is_web_address(said.address):
        message = f"“{said.address}” is no web address; it begins with https:// or http://"
        raise click.UsageError(message)


def _refuse_unknown(said: Said, library: Library) -> None:
    for label, who in said.speakers.items():
        if who is not None and who not in library.entries:
            message = f"“{who}” is no entry of the glossary, so “{label}” cannot be theirs"
            raise click.UsageError(message)


def _imported(
    files: Sequence[Path], reading: _Reading, library: Library
) -> tuple[list[Imported], tuple[Problem, ...]]:
    """The briefings that the files become, and why the others do not."""
    made: list[Imported] = []
    problems: list[Problem] = []
    for file in files:
        is_input = str(file) == STDIN
        content = _content(file)
        source = Source("" if is_input else file.name, content, pandoc_json, reading.encoding,
                        reading.paragraphs)  # fmt: skip
        try:
            found = import_text(source, reading.said, library, date.today())  # noqa: DTZ011  # the editor's own calendar
        except RefusedError as error:
            problems.append(_placed(error.problem, source, file))
            continue
        except MissingToolError as error:
            raise EnvironmentFailedError(str(error)) from error
        click.echo(told(source.shown if is_input else shown(file), found), err=True)
        made.append(found)
    return made, tuple(problems)


def _content(file: Path) -> bytes:
    """The bytes of a file, one more than is read of those that are too large."""
    if str(file) == STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _placed(problem: Problem, source: Source, file: Path) -> Problem:
    """A problem with the path by which the editor knows the file."""
    if problem.place.path != source.shown or not source.name:
        return problem
    return replace(problem, place=replace(problem.place, path=shown(file)))


def _write(project: Path, tree: Tree, made: Sequence[Imported]) -> None:
    """Write all drafts, or none where one stands already or has an error."""
    files: dict[str, bytes] = {}
    for each in made:
        if each.path in files:
            message = f"two files would become {each.path}; import them one by one, with --id"
            raise click.UsageError(message)
        files |= each.files
    _refuse_errors(tree, files)
    try:
        write_new(project, files)
    except FileExistsError as error:
        there = shown(Path(error.filename))
        message = f"{there} is there already; nothing was written (--id gives another name)"
        raise click.UsageError(message) from error
    for path in files:
        click.echo(f"wrote {shown(project / path)}")
    _say_what_is_next(tree, files)


def _refuse_errors(tree: Tree, files: Mapping[str, bytes]) -> None:
    problems = _problems(tree, files, drafts=False)
    if any(problem.severity is Severity.ERROR for problem in problems):
        click.echo(messages.as_text(problems), err=True)
        message = "nothing was written: the new files would bring these errors"
        raise click.UsageError(message)


def _say_what_is_next(tree: Tree, files: Mapping[str, bytes]) -> None:
    """Say what there is to settle before the drafts can be published."""
    problems = _problems(tree, files, drafts=True)
    if problems:
        click.echo(messages.as_text(problems), err=True)
        click.echo(f"{counted(len(problems), 'thing')} to settle before publishing "
                   "(glossator check --drafts)", err=True)  # fmt: skip


def _problems(tree: Tree, files: Mapping[str, bytes], *, drafts: bool) -> tuple[Problem, ...]:
    """What is wrong with new files; other briefings have nothing to do with it, and are many."""
    others = f"{CONTENT}{BRIEFINGS}/"
    kept = {path: content for path, content in tree.files.items() if not path.startswith(others)}
    prepared = prepare(
        Tree({**kept, **files}, media=tree.media), Options(datetime.now(UTC), drafts=drafts)
    )
    return tuple(each for each in prepared.problems if each.place.path in files)
