"""What a briefing, its notes and its translations refer to."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.decode import no_such_paragraph, problem_in_key
from generator.folders import TOPICS
from generator.heads import BriefingHead
from generator.model import Briefing, Translation, Wording
from generator.problems import Problem, nearest, problem_at
from generator.references.checker import Checker
from generator.site import INSTITUTIONS, PEOPLE
from generator.source import Span
from generator.transcript import label_of

_LIKE_A_LABEL = re.compile(r"([^\W\d_][^:：\n]{1,60})[:：]\s")


def check_briefing(briefing: Briefing, checker: Checker) -> Iterator[Problem]:
    """Problems with what a briefing and its notes refer to."""
    head, entries = briefing.head, checker.library.site.folders
    for label, person in head.speakers.items():
        if person is not None:
            yield from checker.id(("speakers", label), person, (PEOPLE, INSTITUTIONS))
    for key, name in (("place", head.place), ("event", head.event)):
        if name is not None:
            yield from checker.id((key,), name, entries)
    yield from checker.ids(("participants",), head.participants, entries)
    yield from checker.ids(("topics",), head.topics, (TOPICS,))
    yield from _in_rules(briefing, checker)
    yield from checker.field(("editorial_note",), head.editorial_note or "")
    yield from _in_corrections(checker, head)
    yield from _labels(briefing)
    if briefing.notes_document is not None:
        yield from _in_notes(briefing, replace(checker, document=briefing.notes_document))


def check_translation(translation: Translation, checker: Checker) -> Iterator[Problem]:
    """Problems with what a translation refers to."""
    for label, person in translation.head.speakers.items():
        if person is not None:
            yield from checker.id(("speakers", label), person, (PEOPLE, INSTITUTIONS))
    yield from _in_rules(translation, checker)
    yield from _labels(translation)


def _in_corrections(checker: Checker, head: BriefingHead) -> Iterator[Problem]:
    for number, correction in enumerate(head.corrections):
        yield from checker.field(("corrections", number, "text"), correction.text)
        if correction.date < head.date:
            message = f"it is dated before the briefing, which is of {head.date.isoformat()}"
            hint = "write the day on which the text was changed here"
            yield checker.problem(("corrections", number, "date"), "E241", message, hint)


def _in_rules(briefing: Wording, checker: Checker) -> Iterator[Problem]:
    last = len(briefing.transcript.paragraphs)
    for number, rule in enumerate(briefing.head.names):
        for entry in rule.entry:
            yield from checker.id(("names", number, "entry"), entry, checker.library.site.folders)
        if max((end for _, end in rule.paragraphs or ()), default=0) > last:
            yield no_such_paragraph(briefing.document, ("names", number, "paragraphs"), last)


def _in_notes(briefing: Briefing, checker: Checker) -> Iterator[Problem]:
    last = len(briefing.transcript.paragraphs)
    for number, annotation in enumerate(briefing.annotations):
        yield from checker.field(("annotations", number, "text"), annotation.text)
    for number, passage in enumerate(briefing.passages):
        yield from checker.id(("passages", number, "topic"), passage.topic, (TOPICS,))
        if max(end for _, end in passage.paragraphs) > last:
            yield no_such_paragraph(checker.document, ("passages", number, "paragraphs"), last)


def _labels(briefing: Wording) -> Iterator[Problem]:
    """Labels that no paragraph begins with, and beginnings that look like a mistyped label."""
    used = {turn.label for turn in briefing.transcript.turns}
    idle = [label for label in briefing.head.speakers
            if not any(label_of(f"{each}: ", frozenset([label]))[0] for each in used if each)
            and label not in used]  # fmt: skip
    for label in idle:
        message = f"no paragraph begins with the label “{label}” and a colon"
        hint = "write it as it stands in the text, or remove the line"
        yield problem_in_key(briefing.document, ("speakers", label), "W215", message, hint)
    for paragraph in briefing.transcript.paragraphs:
        match = _LIKE_A_LABEL.match(paragraph.text)
        if match and (near := nearest(match[1], briefing.head.speakers)):
            message = f"“{match[1]}” looks like the label “{near}”, but differs from it"
            at = Span(paragraph.start, paragraph.start + len(match[1]))
            yield problem_at(briefing.document.text, at, "W216", message,
                             "declare it under `speakers:` if it opens a turn")  # fmt: skip
