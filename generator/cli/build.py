"""The `build` command: check everything, then publish; or see that all of it is published."""

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cards import SITE_FONT, find_painter
from generator.cli.opening import opened
from generator.cli.options import reporting, shared
from generator.cli.progress import Stopwatch
from generator.cli.report import Format, report, say_held
from generator.destination import refuse_dangerous
from generator.options import Options
from generator.problems import printable
from generator.refusals import DangerousDestinationError
from generator.search import find_indexer
from generator.standing import key_of, recall
from generator.terminal import counted, find_project, shown

_NOTHING_CHANGED = "nothing changed: {pages} in {where} are up to date ({seconds})"
_PUBLISHED = "{pages} published in {seconds}: {holds} → {where}"
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
@click.option(
    "--allow-shrink", is_flag=True, help="Publish even if most of the published briefings are gone."
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
    allow_shrink: bool,
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
    painter = find_painter(_own_font(project))
    has_search, beside = indexer is not None, _beside(target)
    options = Options(now, drafts, base_url, jobs, search=has_search, scratch=beside)
    tree = opened(project, watch)
    helpers = (indexer.version if indexer else "", painter.version if painter else "")
    key = key_of(tree, options, helpers, project)
    said, verdict = None if verify or record else recall(key, now, target), _NOTHING_CHANGED
    if said is not None:
        report(said.problems, form, strict=strict)
    else:
        # What is up to date needs none of it, and to load it takes longer than to see that.
        from generator.cli.whole import Task, published_anew, verified  # noqa: PLC0415

        task = Task(tree, options, project, target, indexer, painter, watch, form, strict)
        if verify:
            verified(task, quiet=quiet)
            return
        anew = published_anew(task, key, allows_shrinking=allow_shrink, records=record)
        said, verdict = anew.said, _NOTHING_CHANGED if anew.is_unchanged else _PUBLISHED
    watch.done()
    if timings:
        click.echo(watch.table(), err=True)
    if quiet:
        return
    if form == "text":
        pages, where = counted(said.pages, "page"), shown(target)
        seconds = f"{watch.elapsed:.2f} s"
        click.echo(verdict.format(pages=pages, where=where, seconds=seconds, holds=said.holds))
        if indexer is None:
            click.echo(_NO_SEARCH)
    click.echo(said.behind, nl=bool(said.behind), err=form != "text")
    say_held(said.held, form)


def _beside(target: Path) -> str:
    """The nearest folder above a target that is there already."""
    return next(str(each) for each in target.absolute().parents if each.is_dir())


def _refuse(target: Path, project: Path) -> None:
    try:
        refuse_dangerous(target, project)
    except DangerousDestinationError as error:
        raise click.UsageError(printable(str(error))) from error


def _refuse_recording(what_is_not_published: bool) -> None:  # noqa: FBT001  # the question itself
    if what_is_not_published:
        message = "only what is published is recorded: leave out --drafts and --verify"
        raise click.UsageError(message)


def _own_font(project: Path) -> bytes | None:
    """The site's own font for pictures of links, if it has one."""
    path = project / SITE_FONT
    return path.read_bytes() if path.is_file() else None
