"""What a page that is open is told for its editing: who may write, and what there is to change."""

from collections.abc import Mapping
from typing import get_args

from generator.folders import BRIEFINGS
from generator.heads import AnnotationHead
from generator.model import Briefing, Library
from generator.problems import Problem
from generator.serve.finding import kind_words
from generator.serve.notes import written_ranges
from generator.serve.save import base_of_briefing
from generator.serve.workshop import State

# The kinds of annotations, as editors write them.
_KINDS: tuple[str, ...] = get_args(AnnotationHead.model_fields["kind"].annotation)
Own = Mapping[str, object]


def own(path: str, state: State, token: str) -> Own:
    """What the page at a path needs to ask for changes; a briefing's says what it has."""
    library = state.library
    told = {
        "token": token,
        "kinds": _KINDS,
        "entries": [{"id": kind.id, "name": kind.singular} for kind in library.site.kinds],
    }
    parts = path.split("/")
    is_briefing = len(parts) == 3 and parts[0] == BRIEFINGS  # noqa: PLR2004  # briefings/id/index.html
    briefing = library.briefings.get(parts[1]) if is_briefing else None
    return told if briefing is None else {**told, **_of_briefing(briefing, state)}


def choice(problem: Problem, library: Library) -> Own | None:
    """What is to be chosen where words could name several; None where that is not the problem."""
    path = problem.place.path
    name = path.rpartition("/")[2].removesuffix(".md")
    briefing = library.briefings.get(name)
    if not problem.choices or briefing is None or briefing.document.path != path:
        return None
    start = problem.place.column - 1 - problem.place.cut
    end = problem.place.end_column - 1 - problem.place.cut
    kinds = kind_words(library)
    entries = [library.entries[each] for each in problem.choices if each in library.entries]
    return {
        "briefing": briefing.id,
        "words": problem.place.words[start:end],
        "entries": [{"id": each.id, "name": each.head.name, "kind": kinds[each.kind]}
                    for each in entries],
    }  # fmt: skip


def _of_briefing(briefing: Briefing, state: State) -> dict[str, object]:
    return {
        "briefing": briefing.id,
        "base": base_of_briefing(state.tree.files, briefing.id),
        "language": briefing.head.language or state.library.site.language,
        "paragraphs": len(briefing.transcript.paragraphs),
        "author": _author(briefing),
        "notes": [
            {"id": each.id, "kind": each.kind, "about": each.about, "quote": each.quote}
            for each in briefing.annotations
        ],
        "passages": _passages(briefing, state.library),
    }


def _author(briefing: Briefing) -> str:
    """Who wrote the newest annotation that says so."""
    signed = [each.author for each in briefing.annotations if each.author]
    return signed[-1] if signed else ""


def _passages(briefing: Briefing, library: Library) -> list[dict[str, object]]:
    names = {name: topic.head.name for name, topic in library.topics.items()}
    return [
        {
            "number": number,
            "topic": each.topic,
            "name": names.get(each.topic, each.topic),
            "first": each.paragraphs[0][0],
            "paragraphs": written_ranges(each.paragraphs),
            "note": each.note or "",
        }
        for number, each in enumerate(briefing.passages)
    ]  # fmt: skip
