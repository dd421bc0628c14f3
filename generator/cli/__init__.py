"""The `glossator` command: arguments in, messages and an exit status out. A file a verb."""

import gc
import os
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import cast

import click
from typing_extensions import override

from generator import __version__
from generator.cli.errors import ENVIRONMENT_FAILED
from generator.problems import printable

# One run makes many values and few circles: looking for them rarely saves a tenth of the time.
_RARE_COLLECTIONS = (200_000, 20, 100)

# In which file each verb is: one is loaded when it is asked for, for others need more than it.
_VERBS = {
    "build": "build", "check": "check", "explain": "explain", "import": "importing",
    "list": "listing", "new": "new", "schema": "schema", "serve": "serve", "suggest": "suggest",
}  # fmt: skip


class _Verbs(Mapping[str, click.Command]):
    """The verbs, each loaded when it is asked for."""

    @override
    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f"{__name__}.{_VERBS[name]}")
        found: click.Command = getattr(module, f"{name}_command")
        return found

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(_VERBS)

    @override
    def __len__(self) -> int:
        return len(_VERBS)


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


@click.group(
    commands=cast("MutableMapping[str, click.Command]", _Verbs()),  # click only reads it
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="glossator")
@click.option("-C", "--project", type=click.Path(path_type=Path), default=None,
              help="The site's folder; else the nearest one, from here upwards.")  # fmt: skip
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
@click.pass_context
def command(context: click.Context, *, project: Path | None, debug: bool) -> None:  # noqa: ARG001
    """Publish transcripts of briefings as an annotated website."""
    context.obj = project  # `debug` is looked for by main(), which also meets earlier errors
