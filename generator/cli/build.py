"""The `build` command: check everything, then publish."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from generator.build import Outcome
from generator.cli.errors import CONTENT_HAS_ERRORS, EnvironmentFailedError
from generator.cli.making import built
from generator.cli.options import reporting, shared
from generator.cli.progress import Stopwatch
from generator.cli.report import Format, contents, report, say_held
from generator.files import write_over
from generator.ledger import recorded
from generator.model import Options
from generator.problems import printable
from generator.publish import (
    DangerousDestinationError,
    PublishError,
    differences,
    publish,
    refuse_dangerous,
)
from generator.search import Indexer, SearchError, find_indexer, search_files
from generator.source import LEDGER
from generator.terminal import counted, find_project, shown

_NO_SEARCH = "no search: the indexer is not installed (pip install 'glossator[search]')"


@click.command("build")
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
@shared
@reporting
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
    watch = Stopwatch(sys.stderr.isatty() and not quiet)
    indexer = find_indexer()
    options = Options(now, drafts, base_url, jobs, search=indexer is not None)
    outcome = built(project, options, watch)
    report(outcome, form, strict=strict)
    outcome = _searchable(outcome, indexer, target, watch, keeps=not verify)
    if verify:
        _verify(_everything(outcome, project), target, quiet=quiet)
        return
    watch.stage("publishing")
    try:
        published = publish(_everything(outcome, project), target, project)
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
            click.echo(f"{pages} published in {watch.elapsed:.2f} s: {contents(outcome)} → {where}")
        if indexer is None:
            click.echo(_NO_SEARCH)
        click.echo(behind, nl=bool(behind))
        say_held(outcome)


def _refuse(target: Path, project: Path) -> None:
    try:
        refuse_dangerous(target, project)
    except DangerousDestinationError as error:
        raise click.UsageError(printable(str(error))) from error


def _refuse_recording(what_is_not_published: bool) -> None:  # noqa: FBT001  # the question itself
    if what_is_not_published:
        message = "only what is published is recorded: leave out --drafts and --verify"
        raise click.UsageError(message)


def _searchable(
    outcome: Outcome, indexer: Indexer | None, target: Path, watch: Stopwatch, *, keeps: bool
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


def _everything(outcome: Outcome, project: Path) -> dict[str, bytes | Path]:
    """What is published: bytes that were made, and files that are published as they lie."""
    return {**outcome.files, **{path: project / lies for path, lies in outcome.media.items()}}


def _verify(files: Mapping[str, bytes | Path], target: Path, *, quiet: bool) -> None:
    different = differences(files, target)
    for path in different:
        click.echo(printable(f"{path} differs"), err=True)
    if different:
        number = counted(len(different), "file")
        click.echo(f"{shown(target)} is not what these sources make: {number}", err=True)
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
