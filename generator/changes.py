"""What became of a briefing after its day: notes, corrections, and when it changed last.

Every date comes from what editors wrote, never from the clock or the disk.
"""

from datetime import date

from generator.model import Briefing


def last_change(briefing: Briefing) -> date:
    """The day on which the page changed last, as far as anything dated tells."""
    source = briefing.head.source
    days = [briefing.head.date, *(note.date for note in briefing.annotations if note.date)]
    days += [each.date for each in briefing.head.corrections]
    if source is not None and source.retrieved is not None:
        days.append(source.retrieved)
    return max(days)
