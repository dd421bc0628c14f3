"""Words that were published stay as they were, or `corrections:` tells readers what was changed.

The ledger has the digest of each published transcript and the days of the corrections that were
published with it. No clock is asked: what counts is that there is a correction which was not there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.decode import problem_in_front
from generator.ledger import (
    Ledger,
    Said,
    corrected,
    digest_of,
    first_change,
    moved_pages,
    pages_of,
)
from generator.memo import Forgetful
from generator.model import Briefing, Library, Wording
from generator.problems import Problem, Severity, problem_at
from generator.source import Span


def check_revisions(
    ledger: Ledger,
    library: Library,
    memory: Forgetful = Forgetful(),  # noqa: B008  # it holds nothing
) -> tuple[Problem, ...]:
    """Transcripts whose words are not those recorded and of which no new correction tells.

    Where files have errors nothing is said, as in `check_ledger`.
    """
    if not ledger.said or any(each.severity is Severity.ERROR for each in library.problems):
        return ()
    pages, moved = pages_of(library), moved_pages(library)
    found: list[Problem] = []
    for page, then in ledger.said.items():
        written = pages.get(page) or pages.get(moved.get(page, ""))
        if isinstance(written, Wording):
            now = Said(memory(page, digest_of, written.transcript), corrected(written, library))
            found += _revised(written, then, now, ledger.pages[page])
    return tuple(found)


def _revised(
    written: Wording, then: Said, now: Said, places: Mapping[str, str]
) -> Iterator[Problem]:
    before, after = Counter(then.days), Counter(now.days)
    if isinstance(written, Briefing):
        for day in sorted((before - after).elements()):
            message = f"the correction of {day} was published, and is gone"
            hint = "put it back; what readers were told about a text stays with it"
            yield problem_in_front(written.document, ("corrections",), "E260", message, hint)
    if then.digest != now.digest and not after - before:
        yield _unexplained(written, places)


def _unexplained(written: Wording, places: Mapping[str, str]) -> Problem:
    """Words that are not what they were, at the first paragraph that shows it."""
    text, paragraphs = written.document.text, written.transcript.paragraphs
    number, change = first_change(written, places)
    nearest = paragraphs[max(1, min(number, len(paragraphs))) - 1] if paragraphs else None
    start = nearest.start if nearest else written.document.body
    place = Span(start, start + max(text.to_line_end(start), 1))
    where = "" if isinstance(written, Briefing) else f" of {written.briefing}.md"
    hint = (
        f"put the words back, or add a line under `corrections:`{where}: "
        "{date: the day of the change, text: what was changed}"
    )
    return problem_at(text, place, "E259", f"{change}, and no correction says so", hint)
