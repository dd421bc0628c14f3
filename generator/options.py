"""What the person who builds decides."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lettering:
    """What pictures with words can be drawn: the letters there are, and what tells the drawer.

    Attributes:
        version: another one draws other bytes.
        letters: code points.
    """

    version: str
    letters: frozenset[int]

    def draws(self, words: str) -> bool:
        """Whether every letter of some words is there."""
        return all(ord(sign) in self.letters for sign in words if not sign.isspace())


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who builds decides.

    Attributes:
        now: the moment of the build; it decides nothing but embargoes.
        drafts: whether drafts and what is under embargo are shown too.
        base_url: the site's address, or "" for the one in site.yaml.
        jobs: how many processes may share the work.
        search: whether the site has a search page; its index is made by whoever builds.
        cards: what pictures of links can be drawn by whoever builds, or None for none.
        scratch: a folder on whose disk the files of a large site lie until they are published; ""
            for the system's own.
    """

    now: datetime
    drafts: bool = False
    base_url: str = ""
    jobs: int = 1
    search: bool = False
    cards: Lettering | None = None
    scratch: str = ""
