"""A site does not lose most of its briefings unnoticed: a folder that is not mounted looks empty.

What is held back counts as there, for its sources are; so does what has another name now.
"""

from collections.abc import Iterable

from generator.folders import BRIEFINGS
from generator.formats import TRANSCRIPT
from generator.model import Library

_FEWEST = 3  # briefings; fewer may go without being asked about


class ShrinkError(Exception):
    """Most of what is published would be gone."""

    def __init__(self, before: int, now: int) -> None:
        """Say how many, and what to do if that is meant."""
        super().__init__(
            f"{before} briefings are published, and the sources have {now or 'none'}: is a folder "
            "missing? Nothing was published; if it is meant, build with --allow-shrink"
        )


def refuse_to_shrink(published: Iterable[str], library: Library) -> None:
    """Compare the paths of the published site with the sources of the new one.

    Raises:
        ShrinkError: when more than half of the briefings, and at least three, would be gone.
    """
    before = sum(_is_transcript(path) for path in published)
    held = sum(_is_briefing(each.path) for each in library.held)
    now = len(library.briefings) + held
    if before - now >= max(_FEWEST, before // 2 + 1):
        raise ShrinkError(before, now)


def _is_transcript(path: str) -> bool:
    """Whether a published file is the transcript of a briefing: each has one."""
    folder, _, rest = path.partition("/")
    return folder == BRIEFINGS and rest.partition("/")[2] == TRANSCRIPT.file


def _is_briefing(path: str) -> bool:
    """Whether a source is a briefing, and no translation of one."""
    folder, _, name = path.removeprefix("content/").partition("/")
    return folder == BRIEFINGS and "." not in name.removesuffix(".md")
