"""A whole build: make the site, with its search and pictures, then publish or compare it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import click

from generator.build import Outcome
from generator.cards import Painter, card_files
from generator.cli.errors import CONTENT_HAS_ERRORS, EnvironmentFailedError
from generator.cli.making import built, contents
from generator.cli.progress import Stopwatch
from generator.cli.report import Format, report
from generator.contents import Content
from generator.files import write_over
from generator.ledger import read_ledger, recorded
from generator.options import Options
from generator.problems import printable
from generator.publish import Published, differences, publish
from generator.refusals import PublishError
from generator.search import Indexer, SearchError, search_files
from generator.shelf import Files
from generator.shrink import ShrinkError, refuse_to_shrink
from generator.source import LEDGER, Tree
from generator.standing import Said, remember, window_of
from generator.swap import read_manifest
from generator.terminal import counted, shown


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be made of what, where to, with which helpers, and how it is told."""

    tree: Tree
    options: Options
    project: Path
    target: Path
    indexer: Indexer | None
    painter: Painter | None
    watch: Stopwatch
    form: Format
    strict: bool


class Anew(NamedTuple):
    """What was published, in words; whether it was published before as it is."""

    said: Said
    is_unchanged: bool


def published_anew(task: Task, key: str, *, allows_shrinking: bool, records: bool) -> Anew:
    """Make the site and publish it; ends the command where something stands in the way.

    Args:
        task: of what, and where to.
        key: of what it is made, for the next build.
        allows_shrinking: whether most of what is published may be gone.
        records: whether the addresses are written down.
    """
    outcome = _made(task)
    if not allows_shrinking:
        _refuse_to_shrink(outcome, task.target)
    files = _everything(task, outcome, task.target)
    task.watch.stage("publishing")
    published = _published(files, task.target, task.project)
    behind = "" if task.options.drafts else _keep_ledger(task.project, outcome, record=records)
    said = _said(outcome, behind)
    window = window_of(outcome.library, task.options)
    remember(key, window, published.looks, said, task.target)
    return Anew(said, published.is_unchanged)


def verified(task: Task, *, quiet: bool) -> None:
    """Make the site and compare it with what is published; ends the command if it differs."""
    _verify(_everything(task, _made(task), None), task.target, quiet=quiet)


def _made(task: Task) -> Outcome:
    """The site; ends the command where there are errors."""
    cards = task.painter.lettering if task.painter else None
    outcome = built(task.tree, replace(task.options, cards=cards), task.watch)
    report(outcome.problems, task.form, strict=task.strict)
    return outcome


def _everything(task: Task, outcome: Outcome, published: Path | None) -> Files[Content]:
    """What is published: bytes that were made, and files that are published as they lie.

    `published` is where pictures are taken from that are the same, or None.
    """
    media = {path: task.project / lies for path, lies in outcome.media.items()}
    found = _index(task, outcome, keeps=published is not None)
    return Files[Content](outcome.files, found, _pictures(task, outcome, published), media)


def _index(task: Task, outcome: Outcome, *, keeps: bool) -> Mapping[str, bytes]:
    """The search index."""
    if task.indexer is None:
        return {}
    task.watch.stage("indexing")
    try:
        return search_files(outcome.records, task.indexer, task.target, keeps=keeps)
    except SearchError as error:
        raise EnvironmentFailedError(printable(str(error))) from error


def _pictures(task: Task, outcome: Outcome, published: Path | None) -> Mapping[str, Content]:
    """The pictures of links."""
    if task.painter is None or not outcome.cards:
        return {}
    task.watch.stage("drawing")
    options = task.options
    return card_files(outcome.cards, task.painter, published, options.jobs, options.scratch)


def _published(files: Files[Content], target: Path, project: Path) -> Published:
    try:
        return publish(files, target, project)
    except PublishError as error:
        raise EnvironmentFailedError(printable(str(error))) from error


def _said(outcome: Outcome, behind: str) -> Said:
    pages = sum(path.endswith(".html") for path in outcome.files)
    return Said(pages, contents(outcome), outcome.problems, outcome.held, behind)


def _refuse_to_shrink(outcome: Outcome, target: Path) -> None:
    """End the command where most of what is published there would be gone."""
    manifest = read_manifest(str(target))
    try:
        refuse_to_shrink(manifest.files if manifest else (), outcome.library)
    except ShrinkError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(CONTENT_HAS_ERRORS)


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
