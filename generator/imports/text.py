"""Plain text: paragraphs that are lines, or lines wrapped at a width and parted by blank lines."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.imports.draft import Block, Draft, Guess, Source, opening
from generator.imports.encodings import text_of

_WIDEST = 132  # columns; longer lines are not wrapped by hand
_MOST, _HALF, _NEARLY_ALL = 0.75, 0.5, 0.9
_ENDED = re.compile(r"[.?!…:;。？！][\"'”’»)\]」』]*\Z")
_TITLE = re.compile(r"#\s+(\S.*?)\s*#*\Z")
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space around it, and its number."""

    words: str
    number: int


def read_text(source: Source) -> Draft:
    """Plain text.

    A line is a paragraph. Where the lines are wrapped at a width, and where the editor says so,
    blank lines part paragraphs and the lines of each are joined.

    Raises:
        RefusedError: when it is no text.
    """
    groups = tuple(_groups(text_of(source)))
    width = _width(groups)
    is_wrapped = source.paragraphs == "blank" or (
        source.paragraphs != "line" and _looks_wrapped(groups, width)
    )
    if is_wrapped:
        joined = [_joined(group, width) for group in groups]
    else:
        joined = [(line.words, line.number) for group in groups for line in group]
    blocks = [Block(words, f"line {number}") for words, number in joined]
    remarks = _how(groups, width) if is_wrapped else _by_line(groups)
    return _titled(blocks, remarks)


def _groups(text: str) -> Iterator[tuple[_Line, ...]]:
    """Lines that stand together, without the blank ones around them."""
    group: list[_Line] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if words := line.strip():
            group.append(_Line(words, number))
        elif group:
            yield tuple(group)
            group = []


def _width(groups: Sequence[Sequence[_Line]]) -> int:
    """The width at which lines may be wrapped: that of all but the longest tenth."""
    lengths = sorted(len(line.words) for group in groups for line in group[:-1])
    return lengths[int(len(lengths) * _NEARLY_ALL)] if lengths else 0


def _looks_wrapped(groups: Sequence[Sequence[_Line]], width: int) -> bool:
    """Whether most lines end because the next word had no room, not because a sentence ended."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    if not pairs or width > _WIDEST:
        return False
    full = sum(_is_full(one, other, width) for one, other in pairs)
    ended = sum(bool(_ENDED.search(one.words)) for one, _ in pairs)
    return full >= _MOST * len(pairs) and ended <= _HALF * len(pairs)


def _is_full(one: _Line, other: _Line, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    space = _between(one.words, other.words)
    first = other.words.split(None, 1)[0] if space else other.words[0]
    return len(one.words) + len(space) + len(first) > width


def _joined(group: Sequence[_Line], width: int) -> tuple[str, int]:
    """The paragraph of wrapped lines; a line that had room for more ends where it was ended."""
    words = group[0].words
    for one, other in pairwise(group):
        end = _between(one.words, other.words) if _is_full(one, other, width) else "\n"
        words += end + other.words
    return words, group[0].number


def _between(one: str, other: str) -> str:
    """What a line end stands for: nothing between characters that are written without spaces."""
    wide = {"W", "F"}
    return "" if {unicodedata.east_asian_width(one[-1]),
                  unicodedata.east_asian_width(other[0])} <= wide else " "  # fmt: skip


def _how(groups: Sequence[Sequence[_Line]], width: int) -> list[str]:
    pairs = [pair for group in groups for pair in pairwise(group)]
    full = sum(_is_full(one, other, width) for one, other in pairs)
    if not pairs:
        return []
    said = f"lines are wrapped at {width} characters: {full} line ends were read as spaces"
    kept = f", {len(pairs) - full} of shorter lines were kept" if len(pairs) > full else ""
    return [f"{said}{kept} (--paragraphs line, if each line is a paragraph)"]


def _by_line(groups: Sequence[Sequence[_Line]]) -> list[str]:
    if all(len(group) == 1 for group in groups):
        return []
    return ["each line was read as a paragraph (--paragraphs blank, if blank lines part them)"]


def _titled(blocks: list[Block], remarks: list[str]) -> Draft:
    """The draft with its title: a first line `# Title`, or a first line that looks like one."""
    if blocks and (marked := _TITLE.match(blocks[0].text)):
        said = f"the line “{opening(blocks[0].text)}” is the title and not in the transcript"
        return Draft(tuple(blocks[1:]), Guess(marked[1], "the line that begins with #"),
                     remarks=(*remarks, said))  # fmt: skip
    title = None
    if len(blocks) > 1 and _is_like_a_title(blocks[0].text):
        title = Guess(blocks[0].text, "the first line, which stands in the transcript too")
    return Draft(tuple(blocks), title, remarks=tuple(remarks))


def _is_like_a_title(words: str) -> bool:
    return (
        len(words) <= _LONGEST_TITLE
        and "\n" not in words
        and not words.startswith("#")
        and not _ENDED.search(words)
        and not re.search("[:：]", words)
        and any(map(str.isalpha, words))
    )
