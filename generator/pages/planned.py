"""A page to be made: where it lies, which template shows it and what it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.pages.frame import View


@dataclass(frozen=True, slots=True)
class Planned:
    """A page to be made.

    Attributes:
        path: where it lies in the site.
        template: the file under templates/ that shows it.
        view: gives what it shows, when it is rendered.
        source: the file that it comes from, or what else it is made of.
    """

    path: str
    template: str
    view: Callable[[], View]
    source: str
