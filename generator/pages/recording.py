"""The sound or film of a briefing on its pages, and when its paragraphs are heard there."""

from dataclasses import dataclass
from typing import NamedTuple

from generator import urls
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.recordings import clock, kind_of, recordings, seconds, starts


class SourceView(NamedTuple):
    """A format of a sound or film."""

    href: str
    type: str


@dataclass(frozen=True, slots=True)
class MediaView:
    """The sound or film of a briefing: `sound` or `film`, in its formats; what plays its times."""

    kind: str
    sources: tuple[SourceView, ...]
    script: str


class TimeView(NamedTuple):
    """When a paragraph is heard: in words, in seconds, and where it can be played, or ""."""

    words: str
    seconds: str
    href: str


def media_view(edition: Edition, briefing: Briefing, page: str) -> MediaView | None:
    """What plays the recording on a page; None where there is none."""
    found = recordings(briefing)
    if not found:
        return None
    sources = [SourceView(urls.relative(page, f"{urls.MEDIA}{each.name}"), each.type)
               for each in found]  # fmt: skip
    return MediaView(kind_of(found), tuple(sources), edition.asset(page, "player.js"))


def player_style(edition: Edition, briefing: Briefing, page: str) -> str:
    """The stylesheet of players and times; "" where there are none."""
    is_timed = briefing.head.media or briefing.times
    return edition.asset(page, "player.css") if is_timed else ""


def time_views(briefing: Briefing, page: str) -> dict[int, TimeView]:
    """When paragraphs are heard, by their numbers; a link plays from there in any browser."""
    found = recordings(briefing)
    media = urls.relative(page, f"{urls.MEDIA}{found[0].name}") if found else ""
    return {number: _time(start, media) for number, start in starts(briefing).items()}


def _time(start: int, media: str) -> TimeView:
    """A time, with the address of a moment in a sound or film (W3C Media Fragments)."""
    moment = seconds(start)
    return TimeView(clock(start), moment, f"{media}#t={moment}" if media else "")
