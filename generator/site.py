"""What editors decide about the whole site: site.yaml, and the kinds of its glossary."""

from typing import Annotated, Literal

from pydantic import Field

from generator.fields import Folder, Language, Licence, WebAddress, Words, Written


class KindHead(Written):
    """A further kind of glossary entry: its folder under content/ and what it is called."""

    id: Folder
    title: Words
    singular: Words


class Limits(Written):
    """Largest sizes read, in bytes."""

    front_matter: Annotated[int, Field(gt=0, le=10_000_000)] = 256_000
    yaml: Annotated[int, Field(gt=0, le=100_000_000)] = 8_000_000
    text: Annotated[int, Field(gt=0, le=200_000_000)] = 20_000_000


PEOPLE, INSTITUTIONS = "people", "institutions"
BUILT_IN_KINDS = (
    KindHead(id=PEOPLE, title="People", singular="Person"),
    KindHead(id=INSTITUTIONS, title="Institutions", singular="Institution"),
)
DEFAULT_KINDS = (
    KindHead(id="places", title="Places", singular="Place"),
    KindHead(id="documents", title="Documents", singular="Document"),
    KindHead(id="events", title="Events", singular="Event"),
    KindHead(id="terms", title="Terms", singular="Term"),
)


class SiteHead(Written):
    """What stands in site.yaml."""

    title: Words
    description: Words
    language: Language = "en"
    url: WebAddress | None = None
    publisher: Words | None = None
    licence: Licence | None = None
    books: bool = False
    citation_type: Literal["webpage", "presentation", "document"] = "webpage"
    navigation: tuple[str, ...] = ("briefings", "people", "institutions", "topics", "glossary")
    glossary: tuple[KindHead, ...] = DEFAULT_KINDS
    limits: Limits = Limits()

    @property
    def kinds(self) -> tuple[KindHead, ...]:
        """Every kind of glossary entry, people and institutions first."""
        return (*BUILT_IN_KINDS, *self.glossary)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of all entries of the glossary."""
        return tuple(kind.id for kind in self.kinds)
