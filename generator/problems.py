"""What is wrong, where, and what to do about it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from generator.source import Span, Text

_SHOWN_WIDTH = 96
_KEPT = 200  # characters of a line on each side of a place
_DELIMITERS = re.compile(r"[\W_]+")
_CLOSE = 0.72
_OFFERED = "did you mean “{}”?"
_OFFER = re.compile(re.escape(_OFFERED).replace(r"\{\}", "([^”]+)"))


class Severity(StrEnum):
    """How bad it is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file, in code points from 1; line 0 is the whole file.

    Attributes:
        words: the line, or of a long one the part around the place.
        cut: how many characters of the line stand before that part.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    words: str = ""
    cut: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: its number in docs/problems.md, such as E203; a W begins the code of a warning.
        message: one sentence that quotes what was written.
        help: what to do, or "" where nothing can be proposed.
        choices: the ids of which one is to be chosen, where that is what is to be done.
    """

    place: Place
    code: str
    message: str
    help: str = ""
    choices: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """An error or a warning, as the code says."""
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR


def place_in(text: Text, span: Span) -> Place:
    """The place of a span of a text; a span over several lines is shown on its first."""
    line, column = text.line_and_column(span.start)
    behind = span.start + max(text.to_line_end(span.start), 1)
    end = column + max(min(span.end, behind) - span.start, 1)
    cut = max(0, column - 1 - _KEPT)
    words = text.text[span.start - (column - 1 - cut) : min(behind, span.start + _KEPT)]
    return Place(text.path, line, column, end, words.removesuffix("\n"), cut)


def problem_at(text: Text, span: Span, code: str, message: str, hint: str = "") -> Problem:
    """A problem with its place in a text."""
    return Problem(place_in(text, span), code, message, hint)


def further(times: int) -> str:
    """What a message says of the same at other places of a text; "" where there are none."""
    match times:
        case 0:
            return ""
        case 1:
            return " (and once more in this text)"
    return f" (and {times} more times in this text)"


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or "" when none is near.

    Words are compared without case and delimiters, so `security_council` meets
    `Security-Council`.
    """
    near = nearest(written, known)
    return offered(near) if near else ""


def offered(word: str) -> str:
    """A sentence that offers a word in place of the one that is written."""
    return _OFFERED.format(word)


def proposed(hint: str) -> str:
    """The word that a help of `did_you_mean` or `offered` offers, or "" where it offers none."""
    match = _OFFER.match(hint)
    return match[1] if match else ""


def nearest(written: str, known: Iterable[str]) -> str:
    """The known word that is most like the one written, or "" when none is near."""
    wanted, best, best_score = _plain(written), "", _CLOSE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for word in sorted(set(known)):
        plain = _plain(word)
        matcher.set_seq1(plain)
        if matcher.real_quick_ratio() < best_score or matcher.quick_ratio() < best_score:
            continue
        score = 1.0 if plain == wanted else matcher.ratio()
        if score > best_score:
            best, best_score = word, score
    return best


def explain(problem: Problem) -> str:
    """A problem as the terminal shows it: the place, the message, the line, a caret, the help."""
    place = problem.place
    where = place.path + (f":{place.line}:{place.column}" if place.line else "")
    lines = [f"{where}: {problem.severity}[{problem.code}]: {problem.message}"]
    if place.line:
        lines += _excerpt(place)
    if problem.help:
        lines.append(f"   help: {problem.help}")
    return "\n".join(printable(line) for line in lines)


def printable(text: str) -> str:
    """The text with control and direction characters escaped, safe to show on a terminal."""
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} else char
        for char in text
    )


def _plain(word: str) -> str:
    return _DELIMITERS.sub("", unicodedata.normalize("NFKC", word).casefold())


def _excerpt(place: Place) -> list[str]:
    """The line and a caret below the words meant, cut to a width that a terminal shows."""
    start, end = place.column - 1 - place.cut, place.end_column - 1 - place.cut
    cut_from = max(0, start - _SHOWN_WIDTH // 3) if len(place.words) > _SHOWN_WIDTH else 0
    cut_to = min(len(place.words), cut_from + _SHOWN_WIDTH)
    head = "…" if cut_from or place.cut else ""
    tail = "…" if cut_to < len(place.words) or len(place.words) - start >= _KEPT else ""
    shown = head + place.words[cut_from:cut_to].replace("\t", " ") + tail
    before = head + place.words[cut_from:start]
    under = place.words[start : min(end, cut_to)] or " "
    number = f"{place.line:>5} | "
    return [
        number + shown,
        " " * (len(number) - 2) + "| " + " " * _columns(before) + "^" * max(_columns(under), 1),
    ]


def _columns(text: str) -> int:
    """How many columns of a terminal the text fills."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in printable(text.replace("\t", " "))
    )
