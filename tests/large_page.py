"""A long briefing with many notes, the same at every call: what budgets of pages are held to.

Its words are invented, but drawn as often as words of a language are (Zipf), so that it packs no
better than real prose: 2.2 bytes a word, as against 2.15 for the GNU General Public License. A
note has 43 words and a source on average.
"""

from itertools import accumulate
from random import Random

from builders import Files, briefing, entry, note, notes

_ENTRIES = 60
_NAMES_EVERY = 13  # words
_IN_PARAGRAPH = 60  # words
_VOCABULARY = 2500
_SYLLABLES = [f"{onset}{vowel}" for onset in ("", *"bdfglmnprstvz", "st", "tr", "ch")
              for vowel in ("a", "e", "i", "o", "u", "en", "or", "al")]  # fmt: skip


class _Speech:
    """Draws words, names and addresses."""

    def __init__(self) -> None:
        self.rng = Random(0)  # noqa: S311  # no secret: the same page every time
        self.words = ["".join(self.some(_SYLLABLES) for _ in range(1 + place % 4))
                      for place in range(_VOCABULARY)]  # fmt: skip
        self.weights = list(accumulate(1 / (place + 4) for place in range(_VOCABULARY)))
        self.names = [f"{self.rare().title()} {self.rare().title()}" for _ in range(_ENTRIES)]

    def some(self, among: list[str]) -> str:
        return among[int(self.rng.random() * len(among))]

    def rare(self) -> str:
        return "".join(self.some(_SYLLABLES) for _ in range(3))

    def draw(self, number: int) -> list[str]:
        return self.rng.choices(self.words, cum_weights=self.weights, k=number)

    def paragraph(self, number: int) -> list[str]:
        """Words, with a name of two words among every so many."""
        words = self.draw(number)
        words[0] = words[0].capitalize()
        for place in range(_NAMES_EVERY // 2, number - 1, _NAMES_EVERY):
            words[place : place + 2] = self.some(self.names).split()
        return words

    def address(self) -> str:
        path = "/".join("-".join(self.draw(3)) for _ in range(2))
        return f"https://{self.rare()}.example/{path}/{int(self.rng.random() * 1e6)}"

    def source(self) -> dict[str, object]:
        return {"title": " ".join(self.draw(7)).capitalize(), "publisher": self.rare().title(),
                "date": f"20{10 + self.place(9)}-0{1 + self.place(8)}-1{self.place(9)}",
                "url": self.address()}  # fmt: skip

    def place(self, number: int) -> int:
        return int(self.rng.random() * number)


def large_site(words: int = 10_000, annotations: int = 150) -> Files:
    """A site with the briefing `talks` of so many words and notes."""
    speech = _Speech()
    number = round(words / _IN_PARAGRAPH)
    paragraphs = [speech.paragraph(_IN_PARAGRAPH) for _ in range(number)]
    speakers = {"Minister": "e0", "Question": None}
    text = "\n\n".join(f"{_label(place)}{' '.join(each)}." for place, each in enumerate(paragraphs))
    listed = [_note(speech, place, 1 + place * number // annotations, paragraphs)
              for place in range(annotations)]  # fmt: skip
    entries = {f"content/{'people' if place % 2 else 'institutions'}/e{place}.md": entry(name)
               for place, name in enumerate(speech.names)}  # fmt: skip
    return {
        "content/briefings/talks.md": briefing(text, speakers=speakers),
        "content/briefings/talks.annotations.yaml": notes(*listed),
        **entries,
    }


def much_named(mentions: int = 100) -> Files:
    """A site whose person `e0` is named so often, in twenty briefings of as many years."""
    speech = _Speech()
    each = mentions // 20
    files = {"content/people/e0.md": entry(speech.names[0], summary=" ".join(speech.draw(12)))}
    for place in range(20):
        said = [
            " ".join([*speech.draw(20), speech.names[0], *speech.draw(20)]) for _ in range(each)
        ]
        files[f"content/briefings/b{place}.md"] = briefing(
            "\n\n".join(said), date=f"{1990 + place}-05-01", title=" ".join(speech.draw(6)).title()
        )
    return files


def _label(place: int) -> str:
    match place % 5:
        case 3:
            return "Question: "
        case 0 | 4:
            return "Minister: "
        case _:
            return ""


def _note(
    speech: _Speech, place: int, number: int, paragraphs: list[list[str]]
) -> dict[str, object]:
    """A note about some words of a paragraph, with one link and up to two sources."""
    words = paragraphs[number - 1]
    start = 10 + 17 * (place % 2)
    text = " ".join(speech.draw(38)).capitalize()
    return note(
        f"{'-'.join(speech.draw(2))}-{place}", " ".join(words[start : start + 5]),
        paragraph=number, author="editors", date="2026-11-23",
        text=f"{text}; [[e{speech.place(_ENTRIES)}]] {' '.join(speech.draw(5))}.",
        sources=[speech.source() for _ in range(place % 3)],
    )  # fmt: skip
