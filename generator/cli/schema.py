"""The `schema` command: JSON Schemas of what editors write."""

from pathlib import Path

import click

from generator.files import read_manual, write_over
from generator.schemas import SUBJECTS, schema_files
from generator.terminal import shown


@click.command("schema")
@click.argument("names", metavar="[NAME]...", nargs=-1, type=click.Choice(list(SUBJECTS)))
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), default=None,
              help="Write the schemas into a folder, over older ones.")  # fmt: skip
def schema_command(names: tuple[str, ...], folder: Path | None) -> None:
    """Show the JSON Schema with a NAME; without one, say which there are."""
    if folder is not None:
        _write(folder, schema_files(names or SUBJECTS, read_manual()))
    elif names:
        for content in schema_files(names, read_manual()).values():
            click.echo(content.decode(), nl=False)
    else:
        for name, subject in SUBJECTS.items():
            click.echo(f"{name:<12}  {subject.title} ({subject.files})")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        there = folder / name
        write_over(folder, name, content, there.read_bytes() if there.is_file() else None)
        click.echo(f"wrote {shown(folder / name)}")
