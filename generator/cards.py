"""Pictures of links, drawn by Pillow where the extra `cards` is installed, and those made before.

A picture is named by what stands on it and by what draws it, so that one that was made before is
the one that would be made now. Fonts: the site's own `templates/card.ttf` where there is one, else
Source Serif, which has the letters of Latin, Greek and Cyrillic.
"""

import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.options import Lettering
from generator.pages.card import SocialCard
from generator.swap import Work

SITE_FONT = "templates/card.ttf"
_FONTS = "font_source_serif_pro"
_SIZE = (1200, 630)  # what sites that show cards ask for
_MARGIN, _BAR = 80, 14
_GROUND, _INK, _QUIET, _ACCENT = "#fbfaf6", "#1b1a17", "#5d594f", "#7a3010"
_SIZES = (78, 70, 62, 54, 48)  # of the title, the first that lets it stand in four lines
_MOST_LINES, _MOST_BELOW = 4, 2
_SMALL = 34
_STEPS = 10  # from the ground to each colour, which is what the edges of letters need
_CHECKED = 16  # bytes of a digest before a picture that is kept


@dataclass(frozen=True)
class Painter:
    """What draws: the version of Pillow, and the fonts as files."""

    pillow: str
    bold: bytes
    regular: bytes

    @cached_property
    def version(self) -> str:
        """Another one draws other bytes."""
        digest = blake2b(self.bold + self.regular, digest_size=8).hexdigest()
        return f"{self.pillow} {digest}"

    @cached_property
    def lettering(self) -> Lettering:
        """The letters of both fonts, which are read when something is to be drawn."""
        return Lettering(self.version, _letters(self.bold) & _letters(self.regular))


def find_painter(own: bytes | None) -> Painter | None:
    """The painter of the extra `cards`, or None where it is not installed.

    `own` is the site's own font, or None.
    """
    try:
        pillow, fonts = import_module("PIL"), import_module(_FONTS)
    except ImportError:
        return None
    if find_spec("fontTools") is None:
        return None
    bold, regular = (Path(fonts.font_files_ttf[name]).read_bytes()
                     for name in ("SourceSerifProBold", "SourceSerifPro"))  # fmt: skip
    if own is not None:
        bold = regular = own
    return Painter(pillow.__version__, bold, regular)


def card_files(
    cards: Mapping[str, SocialCard], painter: Painter, destination: Path, *, keeps: bool = True
) -> dict[str, bytes]:
    """The pictures by output path; those drawn before are taken from beside the published site.

    Args:
        cards: what stands on each.
        painter: what draws them.
        destination: the published folder.
        keeps: whether to keep them for the next build.
    """
    kept = Path(Work.beside(os.path.realpath(destination)).cards)
    files = {}
    for path, card in cards.items():
        beside = kept / path.rpartition("/")[2]
        content = _kept(beside)
        if content is None:
            content = drawn(card, painter)
            if keeps:
                _keep(beside, content)
        files[path] = content
    return files


def drawn(card: SocialCard, painter: Painter) -> bytes:
    """A card as a PNG file."""
    image_module, draw_module = import_module("PIL.Image"), import_module("PIL.ImageDraw")
    image = image_module.new("RGB", _SIZE, _GROUND)
    draw = draw_module.Draw(image)
    is_turned = _is_turned(card.title)
    edge = _SIZE[0] - _BAR if is_turned else 0
    draw.rectangle((edge, 0, edge + _BAR, _SIZE[1]), fill=_ACCENT)
    for line in _lines(card, painter):
        place = (_SIZE[0] - _MARGIN, line.top) if is_turned else (_MARGIN, line.top)
        draw.text(place, line.words, font=line.font, fill=line.colour,
                  anchor="ra" if is_turned else "la")  # fmt: skip
    written = BytesIO()
    image.quantize(palette=_palette(), dither=image_module.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@cache
def _palette() -> Any:  # noqa: ANN401  # Pillow's own
    """The ground and the way from it to each colour: known before, it costs no search."""
    ground, *colours = map(import_module("PIL.ImageColor").getrgb, (_GROUND, _INK, _QUIET, _ACCENT))
    shades = [
        round(start + (end - start) * step / _STEPS)
        for colour in colours for step in range(1, _STEPS + 1)
        for start, end in zip(ground, colour, strict=True)
    ]  # fmt: skip
    palette = import_module("PIL.Image").new("P", (1, 1))
    palette.putpalette([*ground, *shades])
    return palette


def _is_turned(words: str) -> bool:
    """Whether words are written from the right: their first letter says so."""
    letters = (unicodedata.bidirectional(sign) for sign in words if sign.isalpha())
    return next(letters, "L") in {"R", "AL"}


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    top: int
    font: Any
    colour: str


def _lines(card: SocialCard, painter: Painter) -> Iterator[_Line]:
    small, top = _font(painter.regular, _SMALL), _MARGIN
    if card.above:
        yield _Line(_cut(card.above, small), top, small, _QUIET)
        top += 2 * _SMALL
    size = next((size for size in _SIZES
                 if len(_wrapped(card.title, _font(painter.bold, size))) <= _MOST_LINES),
                _SIZES[-1])  # fmt: skip
    bold = _font(painter.bold, size)
    for words in _limited(_wrapped(card.title, bold), _MOST_LINES):
        yield _Line(words, top, bold, _INK)
        top += round(1.2 * size)
    top += _SMALL // 2
    for words in _limited(_wrapped(card.below, small), _MOST_BELOW):
        yield _Line(words, top, small, _QUIET)
        top += round(1.35 * _SMALL)
    if card.title != card.site:
        yield _Line(_cut(card.site, small), _SIZE[1] - _MARGIN - _SMALL, small, _ACCENT)


@cache
def _font(content: bytes, size: int) -> Any:  # noqa: ANN401  # Pillow’s own
    return import_module("PIL.ImageFont").truetype(BytesIO(content), size)


def _fits(words: str, font: Any) -> bool:  # noqa: ANN401  # as above
    return bool(font.getlength(words) <= _SIZE[0] - 2 * _MARGIN)


def _wrapped(words: str, font: Any) -> list[str]:  # noqa: ANN401  # as above
    """Words in lines that fit; a word that is longer than a line is parted where the line ends."""
    lines: list[str] = []
    for word in words.split():
        if lines and _fits(f"{lines[-1]} {word}", font):
            lines[-1] += f" {word}"
            continue
        lines += [word] if _fits(word, font) else _parted(word, font)
    return lines


def _parted(word: str, font: Any) -> list[str]:  # noqa: ANN401  # as above
    lines = [""]
    for sign in word:
        if _fits(lines[-1] + sign, font):
            lines[-1] += sign
        else:
            lines.append(sign)
    return lines


def _limited(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]


def _cut(words: str, font: Any) -> str:  # noqa: ANN401  # as above
    return "".join(_limited(_wrapped(words, font), 1))


def _letters(font: bytes) -> frozenset[int]:
    with import_module("fontTools.ttLib").TTFont(BytesIO(font), lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _kept(path: Path) -> bytes | None:
    """A picture that was kept and is still what it was, or None."""
    with suppress(OSError):
        content = path.read_bytes()
        if content[:_CHECKED] == _digest(content[_CHECKED:]):
            return content[_CHECKED:]
    return None


def _keep(path: Path, content: bytes) -> None:
    with suppress(OSError):  # the next build draws it again
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_digest(content) + content)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_CHECKED).digest()
