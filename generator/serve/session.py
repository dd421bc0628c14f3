"""A session of the dev server in the terminal: where it is, what is wrong, until Ctrl-C."""

import asyncio
import contextlib
import errno
import webbrowser
from datetime import UTC, datetime

import click

from generator.messages import as_text
from generator.options import Options
from generator.serve.run import Server, Where
from generator.serve.workshop import State
from generator.terminal import counted

_TAKEN = {errno.EADDRINUSE, errno.EACCES}
__all__ = ["Where", "serve"]


def serve(where: Where, *, is_opened: bool) -> None:
    """Serve a site until it is stopped from the keyboard."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(where, is_opened=is_opened))


async def _serve(where: Where, *, is_opened: bool) -> None:
    try:
        server = Server(where, Options(datetime.now(UTC), drafts=True), _tell)
    except OSError as error:
        reason = error.strerror or error
        hint = "choose another --port" if error.errno in _TAKEN else "choose another --bind"
        message = f"cannot listen at {where.bind}:{where.port}: {reason}; {hint}"
        raise click.UsageError(message) from error

    def ready() -> None:
        click.echo(f"{server.address} (stop with Ctrl-C)")
        if is_opened:
            webbrowser.open(server.address)

    await server.run(ready)


def _tell(state: State) -> None:
    """Say in the terminal what is wrong, or that all is well.

    The first and the last line tell editors that read along what is newest (.vscode/tasks.json).
    """
    if state.problems or state.number > 1:
        click.echo("looked again:", err=True)
    if state.problems:
        click.echo(as_text(state.problems), err=True)
        click.echo(counted(len(state.problems), "problem"), err=True)
    elif state.number > 1:
        click.echo("all is well", err=True)
