"""What an editor might add or take away: pure functions, a file a kind, each says why."""

from collections.abc import Callable, Mapping

from generator.suggestions.matter import Matter, make_matter
from generator.suggestions.names import suggest_names
from generator.suggestions.passages import suggest_passages
from generator.suggestions.repeated import suggest_repeated
from generator.suggestions.said import Kind, Suggestion
from generator.suggestions.spellings import suggest_forms
from generator.suggestions.unused import suggest_unused

__all__ = ["KINDS", "Kind", "Matter", "Suggestion", "make_matter", "suggest"]

KINDS: Mapping[Kind, Callable[[Matter], tuple[Suggestion, ...]]] = {
    "names": suggest_names,
    "forms": suggest_forms,
    "unused": suggest_unused,
    "passages": suggest_passages,
    "repeated": suggest_repeated,
}


def suggest(matter: Matter, kinds: tuple[Kind, ...] = tuple(KINDS)) -> tuple[Suggestion, ...]:
    """The suggestions of some kinds, those of a kind in the order of their weight."""
    return tuple(each for kind in KINDS if kind in kinds for each in KINDS[kind](matter))
