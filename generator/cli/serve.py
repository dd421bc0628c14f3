"""The `serve` command."""

from pathlib import Path

import click

from generator.serve.guard import is_local
from generator.terminal import find_project


@click.command("serve")
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Where to listen; 0 for any free port.")  # fmt: skip
@click.option("--bind", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where to listen; only this machine reaches the default.")  # fmt: skip
@click.option("-o", "--open", "is_opened", is_flag=True, help="Open the site in a browser.")
@click.pass_obj
def serve_command(given: Path | None, *, port: int, bind: str, is_opened: bool) -> None:
    """Show the site while it is written: what is saved shows at once; nothing is published."""
    from generator.serve.session import Where, serve  # noqa: PLC0415  # other verbs need no server

    project = find_project(given)
    if not is_local(bind):
        message = f"warning: everybody who can reach {bind} can read this site, drafts too"
        click.echo(message, err=True)
    serve(Where(project, bind, port), is_opened=is_opened)
    click.echo("\nstopped; nothing was published", err=True)
