"""The few words of a sentence around those that matter in it."""

from collections.abc import Iterator, Sequence

from generator.source import Span
from generator.tokens import tokenize

_WIDTH = 160  # characters
_SLACK = 20  # characters: for fewer a sentence is not worth cutting
_LOOSE = " \t\n,;:.–—-"  # what need not stand beside an ellipsis


def excerpt(text: str, marked: Sequence[Span], width: int = _WIDTH) -> tuple[str, ...]:
    """About `width` characters of a sentence, cut between words, with some of its words marked.

    The texts are by turns what is around and what is marked, so that the marked ones are at odd
    places. No marked words are cut: those that are too far from the first are left out, and words
    that are longer than the width stand alone. An ellipsis stands where the sentence goes on.
    """
    shown, start, end = tuple(marked), 0, len(text)
    if end > width + _SLACK:
        shown = tuple(_near(marked, width))
        start, end = _window(text, shown, width)
        beyond = marked[len(shown)].start if len(shown) < len(marked) else end
        start = _next_word(text, start, shown[0].start)
        end = _last_word(text, shown[-1].end, max(min(end, beyond), shown[-1].end))
    return tuple(_turns(text, shown, start, end))


def _near(marked: Sequence[Span], width: int) -> Iterator[Span]:
    """The first of the spans and those after it that fit together with it."""
    yield marked[0]
    for span in marked[1:]:
        if span.end - marked[0].start > width:
            return
        yield span


def _window(text: str, shown: Sequence[Span], width: int) -> tuple[int, int]:
    """Where a window begins and ends that reaches as far behind some spans as before them."""
    first, last = shown[0].start, shown[-1].end
    room, behind = max(0, width - (last - first)), len(text) - last
    before = min(first, max(room // 2, room - behind))
    return first - before, last + min(behind, room - before)


def _next_word(text: str, place: int, limit: int) -> int:
    """The first place from `place` on at which a word begins; `limit` if there is none before."""
    if place in (0, limit):
        return place
    return place - 1 + tokenize(text[place - 1 : limit]).starts[1]


def _last_word(text: str, limit: int, place: int) -> int:
    """The last place up to `place` at which a word ends; `limit` if there is none behind it."""
    if place in (limit, len(text)):
        return place
    return limit + tokenize(text[limit : place + 1]).starts[-2]


def _turns(text: str, shown: Sequence[Span], start: int, end: int) -> Iterator[str]:
    place = start
    for span in shown:
        before = text[place : span.start]
        yield "…" + before.lstrip(_LOOSE) if place == start > 0 else before
        yield text[span.start : span.end]
        place = span.end
    after = text[place:end]
    yield after.rstrip(_LOOSE) + "…" if end < len(text) else after
