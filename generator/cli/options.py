"""Options that verbs share."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import click
from typing_extensions import override

from generator.cli.report import FORMATS
from generator.dates import NotADateError, PartialDate, day_meant
from generator.problems import offered
from generator.urls import is_loopback, is_web_address


class Day(click.ParamType):  # type: ignore[type-arg]  # older versions of click have none
    """A day, as it is written in front matter."""

    name = "date"

    @override
    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day; one that is written in another way is proposed."""
        if isinstance(value, date):
            return value
        with suppress(NotADateError):
            if (parsed := PartialDate.parse(value)).day:
                return parsed.earliest
        meant = day_meant(value)
        hint = offered(str(meant)) if meant else "write 2016-12-15"
        return self.fail(f"“{value}” is no day; {hint}", param, ctx)


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build`, `check` and `list` share."""
    for option in (
        click.option("-D", "--drafts", is_flag=True, help="Show drafts and what is under embargo."),
        click.option("-b", "--base-url", callback=_base_url, metavar="URL",
                     help="The site's address, instead of `url:` in site.yaml."),
        click.option("-j", "--jobs", type=click.IntRange(1, 64), default=_processors(),
                     show_default="processors", help="How many processes share the work."),
        moment,
    ):  # fmt: skip
        function = option(function)
    return function


def moment(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says when it is."""
    hint = "The moment that decides about embargoes; else the clock."
    return click.option("--now", callback=_moment, metavar="MOMENT", help=hint)(function)


def reporting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build` and `check` share."""
    for option in (
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
        click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text",
                     help="How problems are shown."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well."),
        click.option("--timings", is_flag=True, help="Show how long each stage took."),
    ):  # fmt: skip
        function = option(function)
    return function


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
