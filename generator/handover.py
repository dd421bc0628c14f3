"""What pages hand to other programs: words for the painter of pictures, records for the indexer."""

from dataclasses import dataclass
from typing import NamedTuple


class SocialCard(NamedTuple):
    """Words on a picture: a line above the title, the title, a line below it, the site's name."""

    above: str
    title: str
    below: str
    site: str
    language: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the indexer is told of a page, or of the part of it that is in one language.

    Attributes:
        path: the page's output path.
        language: without script and region; each has an index of its own.
        html: a document made only for the indexer: elements with the ids of the page's.
    """

    path: str
    language: str
    html: str
