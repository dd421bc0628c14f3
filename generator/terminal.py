"""What the commands share: where the site is, and how paths and numbers are said."""

from pathlib import Path

import click

from generator.source import SITE_FILE


def find_project(given: Path | None) -> Path:
    """The site's folder: the one given, else this one or the nearest above it."""
    here = (given or Path()).resolve()
    for folder in [here] if given else [here, *here.parents]:
        if (folder / SITE_FILE).exists():
            return folder
    if (here / "site.yml").exists():
        message = f"there is site.yml in {here}, which is not read: call it {SITE_FILE}"
        raise click.UsageError(message)
    message = (
        f"there is no {SITE_FILE} in {here}{'' if given else ' or above it'}; "
        "run the command in the folder of a site, or make one: glossator new site FOLDER"
    )
    raise click.UsageError(message)


def shown(path: Path) -> str:
    """A path as people write it: from here, if it is below."""
    try:
        return f"{path.resolve().relative_to(Path.cwd())}"
    except ValueError:
        return str(path)


def counted(number: int, noun: str) -> str:
    """A number with its noun in the singular or plural."""
    if number == 1:
        return f"1 {noun}"
    many = {"entry": "entries", "page of its own": "pages of their own"}
    return f"{number:,} {many.get(noun, f'{noun}s')}"
