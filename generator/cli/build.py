"""The `build` command: check everything, then publish."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from generator.build import Outcome
from generator.cards import SITE_FONT, Painter, card_files, find_painter
from generator.cli.errors import CONTENT_HAS_ERRORS, EnvironmentFailedError
from generator.cli.making import built, opened
from generator.cli.options import reporting, shared
from generator.cli.progress import Stopwatch
from generator.cli.report import Format, contents, report, say_held
from generator.contents import Content
from generator.destination import refuse_dangerous
from generator.files import write_over
from generator.ledger import read_ledger, recorded
from generator.options import Options
from generator.problems import printable
from generator.publish import Published, differences, publish
from generator.refusals import DangerousDestinationError, PublishError
from generator.search import Indexer, SearchError, find_indexer, search_files
from generator.shelf import Files
from generator.shrink import ShrinkError, refuse_to_shrink
from generator.source import LEDGER
from generator.standing import Said, key_of, recall, remember, window_of
from generator.swap import read_manifest
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
    options = Options(
        now, drafts, base_url, jobs, search=indexer is not None,
        cards=painter.lettering if painter else None, scratch=_beside(target),
    )  # fmt: skip
    tree = opened(project, watch)
    helpers = (indexer.version if indexer else "", painter.lettering.version if painter else "")
    key = key_of(tree, options, helpers, project)
    standing = None if verify or record else recall(key, now, target)
    if standing is not None:
        report(standing.problems, form, strict=strict)
        said, verdict = standing, _NOTHING_CHANGED
    else:
        outcome = built(tree, options, watch)
        report(outcome.problems, form, strict=strict)
        if not (allow_shrink or verify):
            _refuse_to_shrink(outcome, target)
        outcome = _searchable(outcome, indexer, target, watch, keeps=not verify)
        cards = _pictures(outcome, painter, None if verify else target, options, watch)
        files = _everything(outcome, cards, project)
        if verify:
            _verify(files, target, quiet=quiet)
            return
        watch.stage("publishing")
        published = _published(files, target, project)
        said = _said(outcome, "" if drafts else _keep_ledger(project, outcome, record=record))
        remember(key, window_of(outcome.library, options), published.looks, said, target)
        verdict = _NOTHING_CHANGED if published.is_unchanged else _PUBLISHED
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


def _published(files: Files[Content], target: Path, project: Path) -> Published:
    try:
        return publish(files, target, project)
    except PublishError as error:
        raise EnvironmentFailedError(printable(str(error))) from error


def _said(outcome: Outcome, behind: str) -> Said:
    pages = sum(path.endswith(".html") for path in outcome.files)
    return Said(pages, contents(outcome), outcome.problems, outcome.held, behind)


def _beside(target: Path) -> str:
    """The nearest folder above a target that is there already."""
    return next(str(each) for each in target.absolute().parents if each.is_dir())


def _refuse(target: Path, project: Path) -> None:
    try:
        refuse_dangerous(target, project)
    except DangerousDestinationError as error:
        raise click.UsageError(printable(str(error))) from error


def _refuse_to_shrink(outcome: Outcome, target: Path) -> None:
    """End the command where most of what is published there would be gone."""
    manifest = read_manifest(str(target))
    try:
        refuse_to_shrink(manifest.files if manifest else (), outcome.library)
    except ShrinkError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(CONTENT_HAS_ERRORS)


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
    return replace(outcome, files=Files(outcome.files, found))


def _everything(outcome: Outcome, cards: Mapping[str, Content], project: Path) -> Files[Content]:
    """What is published: bytes that were made, and files that are published as they lie."""
    media = {path: project / lies for path, lies in outcome.media.items()}
    return Files(outcome.files, cards, media)


def _own_font(project: Path) -> bytes | None:
    """The site's own font for pictures of links, if it has one."""
    path = project / SITE_FONT
    return path.read_bytes() if path.is_file() else None


def _pictures(
    outcome: Outcome,
    painter: Painter | None,
    published: Path | None,
    options: Options,
    watch: Stopwatch,
) -> Mapping[str, Content]:
    """The pictures of links; those of the published folder are taken where they are the same."""
    if painter is None or not outcome.cards:
        return {}
    watch.stage("drawing")
    return card_files(outcome.cards, painter, published, options.jobs, options.scratch)


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
    now = recorded(outcome.library, read_ledger(before))
    if before is not None and before.replace(b"\r\n", b"\n") == now:
        return ""
    if record:
        write_over(project, LEDGER, now, before)
        return f"{LEDGER} is written: keep it under version control"
    return f"{LEDGER} is behind what is published: glossator build --record"
