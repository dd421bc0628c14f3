"""The `glossator` command: arguments in, messages and an exit status out."""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import click

from generator import __version__, messages
from generator.build import Outcome, build
from generator.files import read_tree, write_new
from generator.library import INSTITUTIONS, PEOPLE, SITE_FILE
from generator.model import KindHead, Options
from generator.problems import Problem, Severity, did_you_mean, printable
from generator.publish import (
    DangerousDestinationError,
    PublishError,
    differences,
    publish,
    refuse_dangerous,
)
from generator.source import Tree
from generator.starters import briefing_files, entry_files, site_files, slug, topic_files
from generator.urls import is_loopback

CONTENT_HAS_ERRORS, WRONG_USE, ENVIRONMENT_FAILED = 1, 2, 3
_SHOW_PROGRESS_AFTER = 1.0
_FORMATS: Mapping[str, Callable[[tuple[Problem, ...]], str]] = {
    "text": messages.as_text,
    "json": messages.as_json,
    "github": messages.as_github,
}
Format = Literal["text", "json", "github"]


class EnvironmentFailedError(click.ClickException):
    """Something outside the content and the command failed."""

    exit_code = ENVIRONMENT_FAILED


def main() -> None:
    """Run the command; the process ends with 0, 1 (content), 2 (use) or 3 (environment)."""
    try:
        command(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was published", err=True)
        sys.exit(ENVIRONMENT_FAILED)
    except BrokenPipeError:
        sys.stdout = None  # type: ignore[assignment]  # the reader of our output went away
        sys.exit(ENVIRONMENT_FAILED)
    except OSError as error:
        _fail(error, f"{error.filename or 'the system'}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  # the last door: no traceback unless asked for
        _fail(error, f"the program failed ({type(error).__name__}: {error}); this is a fault of "
                     "glossator itself: run again with --debug and report what it prints")  # fmt: skip


def _fail(error: Exception, message: str) -> None:
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    click.echo(f"error: {printable(message)}", err=True)
    sys.exit(ENVIRONMENT_FAILED)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossator")
@click.option("-C", "--project", type=click.Path(path_type=Path), default=None,
              help="The site's folder; else this folder or the nearest above it with site.yaml.")  # fmt: skip
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
@click.pass_context
def command(context: click.Context, project: Path | None, debug: bool) -> None:  # noqa: ARG001, FBT001  # click's own
    """Publish transcripts of briefings as an annotated website."""
    context.obj = project


@dataclass(frozen=True, slots=True)
class _Stopwatch:
    """How long each stage takes; on a terminal long builds show which one is at work."""

    shows: bool
    begun: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str) -> None:
        self.stages.setdefault(name.partition(" ")[0], time.perf_counter())
        if self.shows and self.elapsed > _SHOW_PROGRESS_AFTER:
            click.echo(f"\r\033[K{name} …", nl=False, err=True)

    def done(self) -> None:
        if self.shows and self.elapsed > _SHOW_PROGRESS_AFTER:
            click.echo("\r\033[K", nl=False, err=True)

    @property
    def elapsed(self) -> float:
        return time.perf_counter() - self.begun

    def table(self) -> str:
        starts = [*self.stages.values(), time.perf_counter()]
        spent = zip(self.stages, starts, starts[1:], strict=False)
        return "\n".join(f"{end - start:9.3f} s  {name}" for name, start, end in spent)


def _moment(_: click.Context, __: click.Parameter, written: str | None) -> datetime:
    if written is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    message = f"“{written}” is no moment; write 2016-12-15 or 2016-12-15T18:00:00+09:00"
    raise click.BadParameter(message)


def _base_url(_: click.Context, __: click.Parameter, written: str | None) -> str:
    if written is None:
        return ""
    if not written.startswith(("https://", "http://")):
        message = f"“{written}” is no web address; it begins with https:// or http://"
        raise click.BadParameter(message)
    if is_loopback(written):
        message = f"“{written}” is this machine; links of a published site would lead nowhere"
        raise click.BadParameter(message)
    return written


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build`, `check` and `list` share."""
    for option in (
        click.option("-D", "--drafts", is_flag=True, help="Show drafts and what is under embargo."),
        click.option("-b", "--base-url", callback=_base_url, metavar="URL",
                     help="The site's address, instead of `url:` in site.yaml."),
        click.option("--now", callback=_moment, metavar="MOMENT",
                     help="The moment that decides about embargoes; else the clock."),
    ):  # fmt: skip
        function = option(function)
    return function


def _reporting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build` and `check` share."""
    for option in (
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
        click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text",
                     help="How problems are shown."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well."),
        click.option("--timings", is_flag=True, help="Show how long each stage took."),
    ):  # fmt: skip
        function = option(function)
    return function


@command.command("build")
@click.option("-d", "--destination", type=click.Path(path_type=Path), default=None,
              help="Where to publish; public/ in the site's folder if not given.")
@click.option("--verify", is_flag=True,
              help="Publish nothing; compare what is published with what would be.")
@_shared
@_reporting
@click.pass_obj
def build_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None, destination: Path | None, verify: bool, drafts: bool, base_url: str,  # noqa: FBT001
    now: datetime, strict: bool, form: Format, quiet: bool, timings: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Check everything, then publish the site."""
    project = _project(given)
    target = destination if destination is not None else project / "public"
    _refuse(target, project)
    watch = _Stopwatch(sys.stderr.isatty() and not quiet)
    outcome = _built(project, Options(now, drafts, base_url), watch)
    _report(outcome, form, strict=strict)
    if verify:
        _verify(outcome, target)
        return
    watch.stage("publishing")
    try:
        published = publish(outcome.files, target, project)
    except PublishError as error:
        raise EnvironmentFailedError(printable(str(error))) from error
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    if not quiet:
        pages = _counted(sum(path.endswith(".html") for path in outcome.files), "page")
        where = _shown(target)
        if published.is_unchanged:
            click.echo(f"nothing changed: {pages} in {where} are up to date ({watch.elapsed:.2f} s)")
        else:
            click.echo(f"{pages} published in {watch.elapsed:.2f} s: {_contents(outcome)} → {where}")
        _say_held(outcome)


@command.command("check")
@_shared
@_reporting
@click.pass_obj
def check_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None, drafts: bool, base_url: str, now: datetime, strict: bool, form: Format,  # noqa: FBT001
    quiet: bool, timings: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Check everything that `build` checks; write nothing."""
    watch = _Stopwatch(sys.stderr.isatty() and not quiet)
    outcome = _built(_project(given), Options(now, drafts, base_url), watch)
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    _report(outcome, form, strict=strict)
    if not quiet and form == "text":
        warnings = len(outcome.problems)
        verdict = f"no errors, {_counted(warnings, 'warning')}" if warnings else "all is well"
        click.echo(f"{verdict}: {_contents(outcome)} ({watch.elapsed:.2f} s)")
        _say_held(outcome)


@command.command("list")
@_shared
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How the list is shown.")
@click.pass_obj
def list_command(
    given: Path | None, drafts: bool, base_url: str, now: datetime, form: str  # noqa: FBT001
) -> None:  # fmt: skip
    """List what is published, and what is not and why."""
    outcome = build(read_tree(_project(given)), Options(now, drafts, base_url))
    rows = _rows(outcome)
    if form == "json":
        keys = ("state", "kind", "id", "path", "reason")
        listed = [dict(zip(keys, row, strict=True)) for row in rows]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for state, kind, name, path, reason in rows:
            words = f"{state:<9}  {kind:<12}  {name}  ({path})" + (f": {reason}" if reason else "")
            click.echo(printable(words))
    _report(outcome, "text", strict=False)


@command.group("new")
def new_command() -> None:
    """Begin a site, a briefing, an entry or a topic: files that pass `check`."""


@new_command.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="Annotated briefings", help="The site's title.")
def new_site(folder: Path, title: str) -> None:
    """Begin a site in FOLDER."""
    files = site_files(title)
    _write(folder, files)
    click.echo(f"next: cd {_shown(folder)} && glossator new briefing \"Its title\" && glossator build")


@new_command.command("briefing")
@click.argument("title")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=None,
              help="The day of the briefing; today if not given.")
@click.option("--id", "name", default="", help="The file's name and address.")
@click.pass_obj
def new_briefing(given: Path | None, title: str, day: datetime | None, name: str) -> None:
    """Begin a briefing with its annotations; it is a draft until you publish it."""
    on = day.date() if day else date.today()  # noqa: DTZ011  # the editor's own calendar
    name = name or f"{on.isoformat()}-{_slug(title)}"
    _add(_project(given), briefing_files(name, title, on))


@new_command.command("topic")
@click.argument("title", metavar="NAME")
@click.option("--id", "name", default="", help="The file's name and address.")
@click.pass_obj
def new_topic(given: Path | None, title: str, name: str) -> None:
    """Begin a topic."""
    _add(_project(given), topic_files(name or _slug(title), title))


def _new_entry(singular: str) -> click.Command:
    """The command that begins an entry of a kind."""

    @click.argument("title", metavar="NAME")
    @click.option("--id", "name", default="", help="The file's name and address.")
    @click.pass_obj
    def new_entry(given: Path | None, title: str, name: str) -> None:
        project = _project(given)
        _add(project, entry_files(_kind(project, singular), name or _slug(title), title))

    article = "an" if singular[0] in "aeiou" else "a"
    return click.command(singular, help=f"Begin {article} {singular}.")(new_entry)


for _singular in ("person", "institution", "place", "document", "event", "term"):
    new_command.add_command(_new_entry(_singular))


def _kind(project: Path, singular: str) -> KindHead:
    """The kind of glossary entry with a name, as the site declares it."""
    library = build(read_tree(project), Options(datetime.now(UTC))).library
    kinds = (
        KindHead(id=PEOPLE, title="People", singular="Person"),
        KindHead(id=INSTITUTIONS, title="Institutions", singular="Institution"),
        *library.site.glossary,
    )
    for kind in kinds:
        if singular in (kind.singular.casefold(), kind.id):
            return kind
    known = [kind.singular.casefold() for kind in kinds]
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
    before = set(build(tree, options).problems)
    after = build(Tree({**tree.files, **files}, tree.refused), options).problems
    brought = tuple(problem for problem in after
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
        click.echo(f"wrote {_shown(folder / path)}")


def _project(given: Path | None) -> Path:
    """The site's folder: the one given, else this one or the nearest above it."""
    here = (given or Path()).resolve()
    for folder in [here] if given else [here, *here.parents]:
        if (folder / SITE_FILE).exists():
            return folder
    message = (
        f"there is no {SITE_FILE} in {here}{'' if given else ' or above it'}; "
        "run the command in the folder of a site, or make one: glossator new site FOLDER"
    )
    raise click.UsageError(message)


def _refuse(target: Path, project: Path) -> None:
    try:
        refuse_dangerous(target, project)
    except DangerousDestinationError as error:
        raise click.UsageError(printable(str(error))) from error


def _built(project: Path, options: Options, watch: _Stopwatch) -> Outcome:
    watch.stage("opening")
    return build(read_tree(project), options, watch.stage)


def _report(outcome: Outcome, form: Format, *, strict: bool) -> None:
    """Show problems, and end the command if they stand in the way."""
    if outcome.problems or form == "json":
        shown = _FORMATS[form](outcome.problems)
        if shown:
            click.echo(shown, err=form == "text")
    errors = [each for each in outcome.problems if each.severity is Severity.ERROR]
    failing = outcome.problems if strict else errors
    if not failing:
        return
    if form == "text":
        others = len(outcome.problems) - len(errors)
        counts = [_counted(len(errors), "error")] if errors else []
        counts += [_counted(others, "warning")] if others else []
        click.echo(f"{', '.join(counts)}; nothing was published", err=True)
    in_site_file = any(each.place.path == SITE_FILE for each in errors)
    sys.exit(WRONG_USE if in_site_file else CONTENT_HAS_ERRORS)


def _verify(outcome: Outcome, target: Path) -> None:
    different = differences(outcome.files, target)
    for path in different:
        click.echo(printable(f"{path} differs"), err=True)
    if different:
        files = _counted(len(different), "file")
        click.echo(f"{_shown(target)} is not what these sources make: {files}", err=True)
        sys.exit(CONTENT_HAS_ERRORS)
    click.echo(f"{_shown(target)} is exactly what these sources make")


def _contents(outcome: Outcome) -> str:
    library = outcome.library
    counts = (
        (len(library.briefings), "briefing"),
        (sum(len(each.annotations) for each in library.briefings.values()), "annotation"),
        (len(library.entries), "entry"),
        (len(library.topics), "topic"),
        (len(library.pages), "page of its own"),
    )
    return ", ".join(_counted(number, noun) for number, noun in counts if number) or "no content"


def _say_held(outcome: Outcome) -> None:
    for held in outcome.held:
        click.echo(printable(f"held back: {held.path}: {held.reason}"))


def _rows(outcome: Outcome) -> list[tuple[str, str, str, str, str]]:
    library = outcome.library
    rows = [("published", "briefing", each.id, each.document.path, "")
            for each in library.briefings.values()]  # fmt: skip
    rows += [("published", each.kind, each.id, each.document.path, "")
             for each in library.entries.values()]  # fmt: skip
    rows += [("published", "topic", each.id, each.document.path, "")
             for each in library.topics.values()]  # fmt: skip
    rows += [("published", "page", each.id, each.document.path, "")
             for each in library.pages.values()]  # fmt: skip
    rows += [("held back", each.path.split("/")[1], each.id, each.path, each.reason)
             for each in library.held]  # fmt: skip
    return rows


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    many = {"entry": "entries", "page of its own": "pages of their own"}
    return f"{number:,} {many.get(noun, f'{noun}s')}"


def _shown(path: Path) -> str:
    """A path as people write it: from here, if it is below."""
    try:
        return f"{path.resolve().relative_to(Path.cwd())}"
    except ValueError:
        return str(path)
