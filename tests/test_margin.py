"""Which notes are reckoned to stand in the margin's second column."""

import pytest
from builders import BRIEFING, BRIEFING_PAGE, NOTES, briefing, note, notes, page_of, published

SAID = "Well {place}, the minister went on to speak of this and of that matter for a while."


def columns(lengths: list[list[int]]) -> list[int]:
    """The column of each note, by how many words the notes of each paragraph have."""
    text = "\n\n".join(SAID.format(place=place) for place in range(len(lengths)))
    listed = [
        note(f"n{place}-{each}", f"Well {place}", paragraph=place + 1, text="word " * length)
        for place, here in enumerate(lengths)
        for each, length in enumerate(here)
    ]
    page = page_of(published({BRIEFING: briefing(text), NOTES: notes(*listed)})[BRIEFING_PAGE])
    found = [each for each in page.iter() if each.get("role") == "doc-footnote"]
    return [int("far" in (each.get("class") or "").split()) for each in found]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([[20], [], [], [20], []], [0, 0]),  # each beside its words
        ([[10, 10]], [0, 0]),  # two short ones have room below each other
        ([[60, 60], [60, 60]], [0, 1, 0, 1]),  # dealt out as they come
        ([[120], [20], [20], [20]], [0, 1, 1, 1]),  # beside the long one
    ],
)
def test_notes_that_would_come_late_stand_in_the_second_column(
    lengths: list[list[int]], expected: list[int]
) -> None:
    assert columns(lengths) == expected
