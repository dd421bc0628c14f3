"""Pictures of links, drawn by Pillow where the extra `cards` is installed, and those made before.

A picture is named by what stands on it and by what draws it, so that one that is published already
is the one that would be made now. Fonts: the site's own `templates/card.ttf` where there is one,
else Source Serif, which has the letters of Latin, Greek and Cyrillic.

What costs is to draw letters and to pack points. So a word is drawn once and laid where it stands,
the picture has sixteen colours, which is four bits a point, and is packed as a PNG file here, which
takes two thirds of the time that Pillow's way by other depths takes.
"""

import os
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from generator.contents import Content, is_file_with
from generator.handover import SocialCard
from generator.options import Lettering
from generator.shelf import Files, Put, shelve
from generator.swap import read_manifest

SITE_FONT = "templates/card.ttf"
_FONTS = "font_source_serif_pro"
_SIZE = (1200, 630)  # what sites that show cards ask for
_MARGIN, _BAR = 80, 14
_GROUND, _INK, _QUIET, _ACCENT = "#fbfaf6", "#1b1a17", "#5d594f", "#7a3010"
_SIZES = (78, 70, 62, 54, 48)  # of the title, the first that lets it stand in four lines
_MOST_LINES, _MOST_BELOW = 4, 2
_SMALL = 34
# How many shades there are from the ground to each colour, which the edges of letters need; with
# the ground they are sixteen.
_SHADES = {_INK: 7, _QUIET: 5, _ACCENT: 3}
_BITS = 4  # a point
_PACKED = 4  # how hard zlib tries: 1 to 9; above, it takes twice as long to win 7 in 100
_MEMORY = 9  # how much of it zlib may take, the most
_MOST_WORDS = 8192  # drawn ones that are remembered: some 20 MB
_TURNED = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


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
        return f"{self.pillow} {zlib.ZLIB_RUNTIME_VERSION} {digest}"

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
    cards: Mapping[str, SocialCard],
    painter: Painter,
    published: Path | None,
    jobs: int = 1,
    folder: str = "",
) -> Files[Content]:
    """The pictures by output path.

    Args:
        cards: what stands on each.
        painter: what draws them.
        published: the folder of the last build, from which pictures are taken that are still as its
            manifest says; None to draw all.
        jobs: how many processes share the work.
        folder: on whose disk those that are drawn wait.
    """
    place = os.path.realpath(published) if published else ""
    manifest = read_manifest(place) if place else None
    known = manifest.files if manifest else {}
    work = partial(_draw, painter, {path: known[path] for path in cards if path in known}, place)
    drawn_now, standing = shelve(work, tuple(cards.items()), jobs, folder)
    kept = {path: Path(place) / path for paths in standing for path in paths}
    return Files[Content](drawn_now, kept)


def _draw(
    painter: Painter,
    known: Mapping[str, str],
    place: str,
    cards: Sequence[tuple[str, SocialCard]],
    put: Put,
) -> tuple[str, ...]:
    """Draw those that do not stand as they are known; the paths of those that do."""
    standing = []
    for path, card in cards:
        if path in known and is_file_with(f"{place}/{path}", known[path]):
            standing.append(path)
        else:
            put(path, drawn(card, painter))
    return tuple(standing)


def drawn(card: SocialCard, painter: Painter) -> bytes:
    """A card as a PNG file."""
    image = import_module("PIL.Image").new("L", _SIZE, 0)
    is_turned = _is_turned(card.title)
    edge = _SIZE[0] - _BAR if is_turned else 0
    image.paste(_tones(_ACCENT)[-1], (edge, 0, edge + _BAR, _SIZE[1]))
    for line in _lines(card, painter):
        pieces = _pieces(line.words)
        left = _SIZE[0] - _MARGIN - _length(pieces, line.font) if is_turned else float(_MARGIN)
        for piece in pieces:
            word = _word(piece, line.font, line.colour)
            place = round(left) + word.left, line.top + word.top
            image.paste(word.image, place, word.mask)
            left += _width(f"{piece} ", line.font)
    image.putpalette(_palette())  # and its degrees of grey become places in it
    # Pillow ends each row with a zero; in a file there is one before each, for “not filtered”.
    return _png(b"\0" + image.tobytes("raw", f"P;{_BITS}", _SIZE[0] * _BITS // 8 + 1)[:-1])


def _png(rows: bytes) -> bytes:
    """A picture of our size and colours as a file."""
    packer = zlib.compressobj(_PACKED, memLevel=_MEMORY)
    head = struct.pack(">2I5B", *_SIZE, _BITS, 3, 0, 0, 0)  # 3: by a palette
    chunks = ((b"IHDR", head), (b"PLTE", _palette()),
              (b"IDAT", packer.compress(rows) + packer.flush()), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )  # fmt: skip


@cache
def _palette() -> bytes:
    """The ground and the way from it to each colour."""
    ground, *colours = map(import_module("PIL.ImageColor").getrgb, (_GROUND, *_SHADES))
    shades = [
        round(start + (end - start) * step / most)
        for colour, most in zip(colours, _SHADES.values(), strict=True)
        for step in range(1, most + 1)
        for start, end in zip(ground, colour, strict=True)
    ]  # fmt: skip
    return bytes([*ground, *shades])


@cache
def _tones(colour: str) -> list[int]:
    """The place in the palette for each of 256 degrees to which a colour covers a point."""
    before = sum(most for other, most in [*_SHADES.items()][: [*_SHADES].index(colour)])
    steps = (round(degree * _SHADES[colour] / 255) for degree in range(256))
    return [before + step if step else 0 for step in steps]


class _Word(NamedTuple):
    """A drawn word: places in the palette, where they count, and how far it is from its place."""

    image: Any
    mask: Any
    left: int
    top: int


@lru_cache(maxsize=_MOST_WORDS)
def _word(words: str, font: Any, colour: str) -> _Word:  # noqa: ANN401  # Pillow's own
    left, top, right, bottom = font.getbbox(words, anchor="la")
    image_module, draw_module = import_module("PIL.Image"), import_module("PIL.ImageDraw")
    image = image_module.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    draw_module.Draw(image).text((-left, -top), words, font=font, fill=255, anchor="la")
    return _Word(image.point(_tones(colour)), image.point([0, *[255] * 255], "1"), left, top)


def _pieces(words: str) -> list[str]:
    """Words one by one; all together where some run from the right, for then they change places."""
    return [words] if _TURNED.search(words) else words.split(" ")


@lru_cache(maxsize=_MOST_WORDS)
def _width(words: str, font: Any) -> float:  # noqa: ANN401  # as above
    return float(font.getlength(words))


def _length(pieces: Sequence[str], font: Any) -> float:  # noqa: ANN401  # as above
    """How long a line is."""
    *others, last = pieces
    return sum(_width(f"{each} ", font) for each in others) + _width(last, font)


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
    return _length(_pieces(words), font) <= _SIZE[0] - 2 * _MARGIN


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
