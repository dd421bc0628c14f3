"""Suggestions as text for people, and as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from generator.problems import Place, printable
from generator.suggestions.said import Kind, Suggestion

_HEADINGS: Mapping[Kind, str] = {
    "names": "Names that the glossary lacks",
    "forms": "Words that look like another form of a name",
    "unused": "What nothing uses",
    "passages": "Passages that are likely to belong to a topic",
    "repeated": "Annotated words that stand elsewhere without a note",
}
_MOST_PLACES = 3


def as_text(suggestions: Sequence[Suggestion], most: int) -> str:
    """One block a kind, each with at most so many suggestions (0: all of them)."""
    blocks = []
    for kind, those in groupby(suggestions, attrgetter("kind")):
        found = list(those)
        shown = found[:most] if most else found
        lines = [f"{_HEADINGS[kind]} ({len(found)})"]
        lines += [line for each in shown for line in _lines(each)]
        if len(shown) < len(found):
            lines.append(f"  … and {len(found) - len(shown)} more: --most 0 shows all")
        blocks.append("\n".join(map(printable, lines)))
    return "\n\n".join(blocks)


def as_json(suggestions: Sequence[Suggestion]) -> str:
    """One array; lines and columns count from 1."""
    return json.dumps([_value(each) for each in suggestions], ensure_ascii=False, indent=2)


def _lines(suggestion: Suggestion) -> list[str]:
    times = f"{suggestion.count}× " if suggestion.kind in {"names", "forms", "repeated"} else ""
    also = ", ".join(f"“{form}”" for form in suggestion.forms[1:])
    lines = [f"  {times}{suggestion.what}" + (f", also {also}" if also else "")]
    folder = f"{suggestion.entry}: " if suggestion.entry else ""
    lines.append(f"      {folder}{suggestion.why}")
    lines += [f"      {_where(place)}" for place in suggestion.places[:_MOST_PLACES]]
    if (others := len(suggestion.places) - _MOST_PLACES) > 0:
        lines.append(f"      and {others} more")
    if suggestion.paste and suggestion.kind != "names":
        lines.append(f"      in {suggestion.path}:")
        lines += [f"        {line}" for line in suggestion.paste.splitlines()]
    return lines


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}"


def _value(suggestion: Suggestion) -> dict[str, object]:
    return {
        "kind": suggestion.kind,
        "what": suggestion.what,
        "count": suggestion.count,
        "why": suggestion.why,
        "forms": list(suggestion.forms),
        "entry": suggestion.entry,
        "path": suggestion.path,
        "paste": suggestion.paste,
        "places": [
            {"path": each.path, "line": each.line, "column": each.column,
             "end_column": each.end_column}
            for each in suggestion.places
        ],
    }  # fmt: skip
