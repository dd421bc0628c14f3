"""Publications that a statement rests on, as readers meet them."""

from dataclasses import dataclass

from generator.fields import Reference
from generator.pages.edition import Edition
from generator.pages.parts import When


@dataclass(frozen=True, slots=True)
class SourceView:
    """A publication with its dates in words."""

    reference: Reference
    date: When | None
    retrieved: When | None


def source_views(edition: Edition, sources: tuple[Reference, ...]) -> tuple[SourceView, ...]:
    """Publications with their dates in words."""
    return tuple(
        SourceView(each, edition.when(each.date), edition.when(each.retrieved)) for each in sources
    )
