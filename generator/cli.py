"""The `glossator` command: arguments in, messages and an exit status out."""

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal

import click

from generator import __version__, messages
from generator.build import Outcome, build
from generator.files import read_tree, write_over
from generator.ledger import recorded
from generator.library import SITE_FILE
from generator.model import Options
from generator.new import new_command
from generator.problems import Problem, Severity, printable
from generator.processes import WorkerFailedError
from generator.publish import (
    DangerousDestinationError,
    PublishError,
    differences,
    publish,
    refuse_dangerous,
)
from generator.search import Indexer, SearchError, find_indexer, search_files
from generator.serve.command import serve_command
from generator.source import LEDGER
from generator.terminal import counted, find_project, shown
from generator.urls import is_loopback, is_web_address

CONTENT_HAS_ERRORS, WRONG_USE, ENVIRONMENT_FAILED = 1, 2, 3
_SHOW_PROGRESS_AFTER = 1.0
# One run makes many values and few circles: looking for them rarely saves a tenth of the time.
_RARE_COLLECTIONS = (200_000, 20, 100)
_FORMATS: Mapping[str, Callable[[tuple[Problem, ...]], str]] = {
    "text": messages.as_text,
    "json": messages.as_json,
    "github": messages.as_github,
}
Format = Literal["text", "json", "github"]
_NO_SEARCH = "no search: the indexer is not installed (pip install 'glossator[search]')"


class EnvironmentFailedError(click.ClickException):
    """Something outside the content and the command failed."""

    exit_code = ENVIRONMENT_FAILED


def main() -> None:
    """Run the command; the process ends with 0, 1 (content), 2 (use) or 3 (environment)."""
    gc.set_threshold(*_RARE_COLLECTIONS)
    try:
        _run(sys.argv[1:])
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was published", err=True)
        sys.exit(ENVIRONMENT_FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # its reader went away
        sys.exit(ENVIRONMENT_FAILED)
    except OSError as error:
        _fail(error, f"{error.filename or 'the system'}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  # the last door: no traceback unless asked for
        _fail(error, f"the program failed ({type(error).__name__}: {error}); this is a fault of "
                     "glossator: run again with --debug and report what it prints")  # fmt: skip


def _run(arguments: list[str]) -> None:
    """Run the command itself; click's own entrance would choose the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # terminals that lack a sign
    with command.make_context("glossator", arguments) as context:
        command.invoke(context)
    sys.stdout.flush()


def _fail(error: Exception, message: str) -> None:
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    click.echo(f"error: {printable(message)}", err=True)
    sys.exit(ENVIRONMENT_FAILED)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="glossator")
@click.option("-C", "--project", type=click.Path(path_type=Path), default=None,
              help="The site's folder; else the nearest one, from here upwards.")  # fmt: skip
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
@click.pass_context
def command(context: click.Context, *, project: Path | None, debug: bool) -> None:  # noqa: ARG001
    """Publish transcripts of briefings as an annotated website."""
    context.obj = project  # `debug` is looked for by main(), which also meets earlier errors


command.add_command(new_command)
command.add_command(serve_command)


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
        return _epoch(os.environ.get("SOURCE_DATE_EPOCH", ""))
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    message = f"“{written}” is no moment; write 2016-12-15 or 2016-12-15T18:00:00+09:00"
    raise click.BadParameter(message)


def _epoch(written: str) -> datetime:
    """The moment that SOURCE_DATE_EPOCH names, or now where it is not set."""
    if not written:
        return datetime.now(UTC)
    with suppress(ValueError, OverflowError, OSError):
        if written.isascii() and written.isdecimal():
            return datetime.fromtimestamp(int(written), UTC)
    message = f"SOURCE_DATE_EPOCH is “{written}”; it must be whole seconds since 1970"
    raise click.UsageError(message)


def _base_url(_: click.Context, __: click.Parameter, written: str | None) -> str:
    if written is None:
        return ""
    if not is_web_address(written):
        message = f"“{written}” is no web address; it begins with https:// or http://"
        raise click.BadParameter(message)
    if is_loopback(written):
        message = f"“{written}” is this machine; links of a published site would lead nowhere"
        raise click.BadParameter(message)
    return written


def _processors() -> int:
    """How many processors this process may use, up to eight."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 8)
    return min(os.cpu_count() or 1, 8)


def _shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build`, `check` and `list` share."""
    for option in (
        click.option("-D", "--drafts", is_flag=True, help="Show drafts and what is under embargo."),
        click.option("-b", "--base-url", callback=_base_url, metavar="URL",
                     help="The site's address, instead of `url:` in site.yaml."),
        click.option("-j", "--jobs", type=click.IntRange(1, 64), default=_processors(),
                     show_default="processors", help="How many processes share the work."),
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
@click.option(
    "-d",
    "--destination",
    type=click.Path(path_type=Path),
    default=None,
    help="Where to publish; public/ in the site's folder if not given.",
)
@click.option(
    "--verify", is_flag=True, help="Publish nothing; compare what is published with what would be."
)
@click.option(
    "--record", is_flag=True, help="Write the addresses that are published to addresses.txt."
)
@_shared
@_reporting
@click.pass_obj
def build_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    destination: Path | None,
    verify: bool,
    record: bool,
    drafts: bool,
    base_url: str,
    jobs: int,
    now: datetime,
    strict: bool,
    form: Format,
    quiet: bool,
    timings: bool,
) -> None:  # fmt: skip
    """Check everything, then publish the site."""
    project = find_project(given)
    target = destination if destination is not None else project / "public"
    _refuse_recording(record and (drafts or verify))
    _refuse(target, project)
    watch = _Stopwatch(sys.stderr.isatty() and not quiet)
    indexer = find_indexer()
    options = Options(now, drafts, base_url, jobs, search=indexer is not None)
    outcome = _built(project, options, watch)
    _report(outcome, form, strict=strict)
    outcome = _searchable(outcome, indexer, target, watch, keeps=not verify)
    if verify:
        _verify(outcome, target, quiet=quiet)
        return
    watch.stage("publishing")
    try:
        published = publish(outcome.files, target, project)
    except PublishError as error:
        raise EnvironmentFailedError(printable(str(error))) from error
    behind = "" if drafts else _keep_ledger(project, outcome, record=record)
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    if not quiet and form == "text":
        pages = counted(sum(path.endswith(".html") for path in outcome.files), "page")
        where = shown(target)
        if published.is_unchanged:
            click.echo(
                f"nothing changed: {pages} in {where} are up to date ({watch.elapsed:.2f} s)"
            )
        else:
            click.echo(
                f"{pages} published in {watch.elapsed:.2f} s: {_contents(outcome)} → {where}"
            )
        if indexer is None:
            click.echo(_NO_SEARCH)
        click.echo(behind, nl=bool(behind))
        _say_held(outcome)


@command.command("check")
@_shared
@_reporting
@click.pass_obj
def check_command(  # noqa: PLR0913  # one parameter an option
    given: Path | None,
    *,
    drafts: bool,
    base_url: str,
    jobs: int,
    now: datetime,
    strict: bool,
    form: Format,
    quiet: bool,
    timings: bool,
) -> None:  # fmt: skip
    """Check everything that `build` checks; write nothing."""
    watch = _Stopwatch(sys.stderr.isatty() and not quiet)
    outcome = _built(find_project(given), Options(now, drafts, base_url, jobs), watch)
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    _report(outcome, form, strict=strict)
    if not quiet and form == "text":
        warnings = len(outcome.problems)
        verdict = f"no errors, {counted(warnings, 'warning')}" if warnings else "all is well"
        click.echo(f"{verdict}: {_contents(outcome)} ({watch.elapsed:.2f} s)")
        _say_held(outcome)


@command.command("list")
@_shared
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
    _report(outcome, "text", strict=False)


def _refuse(target: Path, project: Path) -> None:
    try:
        refuse_dangerous(target, project)
    except DangerousDestinationError as error:
        raise click.UsageError(printable(str(error))) from error


def _refuse_recording(what_is_not_published: bool) -> None:  # noqa: FBT001  # the question itself
    if what_is_not_published:
        message = "only what is published is recorded: leave out --drafts and --verify"
        raise click.UsageError(message)


def _built(project: Path, options: Options, watch: _Stopwatch) -> Outcome:
    watch.stage("opening")
    try:
        return build(read_tree(project), options, watch.stage)
    except WorkerFailedError as error:
        raise EnvironmentFailedError(str(error)) from error


def _searchable(
    outcome: Outcome, indexer: Indexer | None, target: Path, watch: _Stopwatch, *, keeps: bool
) -> Outcome:
    """The site with its search index."""
    if indexer is None:
        return outcome
    watch.stage("indexing")
    try:
        found = search_files(outcome.records, indexer, target, keeps=keeps)
    except SearchError as error:
        raise EnvironmentFailedError(printable(str(error))) from error
    return replace(outcome, files={**outcome.files, **found})


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
        counts = [counted(len(errors), "error")] if errors else []
        counts += [counted(others, "warning")] if others else []
        click.echo(f"{', '.join(counts)}; nothing was published", err=True)
    in_site_file = any(each.place.path == SITE_FILE for each in errors)
    sys.exit(WRONG_USE if in_site_file else CONTENT_HAS_ERRORS)


def _verify(outcome: Outcome, target: Path, *, quiet: bool) -> None:
    different = differences(outcome.files, target)
    for path in different:
        click.echo(printable(f"{path} differs"), err=True)
    if different:
        files = counted(len(different), "file")
        click.echo(f"{shown(target)} is not what these sources make: {files}", err=True)
        sys.exit(CONTENT_HAS_ERRORS)
    if not quiet:
        click.echo(f"{shown(target)} is exactly what these sources make")


def _keep_ledger(project: Path, outcome: Outcome, *, record: bool) -> str:
    """Write what is published to the ledger, if that is wanted; else say so where it is behind."""
    before = (project / LEDGER).read_bytes() if (project / LEDGER).exists() else None
    if before is None and not record:
        return ""
    now = recorded(outcome.library)
    if before is not None and before.replace(b"\r\n", b"\n") == now:
        return ""
    if record:
        write_over(project, LEDGER, now)
        return f"{LEDGER} is written: keep it under version control"
    return f"{LEDGER} is behind what is published: glossator build --record"


def _contents(outcome: Outcome) -> str:
    library = outcome.library
    counts = (
        (len(library.briefings), "briefing"),
        (sum(len(each.annotations) for each in library.briefings.values()), "annotation"),
        (len(library.entries), "entry"),
        (len(library.topics), "topic"),
        (len(library.pages), "page of its own"),
    )
    return ", ".join(counted(number, noun) for number, noun in counts if number) or "no content"


def _say_held(outcome: Outcome) -> None:
    for held in outcome.held:
        click.echo(printable(f"held back: {held.path}: {held.reason}"))


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
