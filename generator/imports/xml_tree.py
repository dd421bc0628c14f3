"""XML as a tree whose elements know their lines; what could grow without end is refused.

Read by expat. A file that defines entities is refused, and so is one that uses an entity which is
defined elsewhere: nothing is fetched, and its words would be lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from generator.imports.draft import RefusedError, Source
from generator.problems import Place, Problem

_DEEPEST = 150  # elements in one another
_SHOWN = 200  # characters of a line that are shown
_DAMAGED = "ask whoever made the file, or correct it in an editor for XML"


@dataclass(frozen=True, slots=True)
class Element:
    """An element by its name without namespace.

    Attributes:
        attributes: by their names without namespace: `xml:id` is `id`.
        line: where it begins.
        content: texts and elements in their order.
    """

    name: str
    attributes: Mapping[str, str]
    line: int
    content: list["str | Element"] = field(default_factory=list)

    @property
    def children(self) -> Iterator["Element"]:
        """The elements directly within."""
        return (each for each in self.content if isinstance(each, Element))

    @property
    def text(self) -> str:
        """All characters within."""
        return "".join(self.texts())

    def texts(self) -> Iterator[str]:
        """The pieces of text within."""
        for each in self.content:
            yield from [each] if isinstance(each, str) else each.texts()

    @property
    def words(self) -> str:
        """All characters within, with single spaces."""
        return " ".join(self.text.split())

    def all(self, *names: str) -> Iterator["Element"]:
        """The elements of some names within, in their order, itself included."""
        if self.name in names:
            yield self
        for each in self.children:
            yield from each.all(*names)

    def first(self, *path: str) -> "Element | None":
        """The first element on a path of names, each of them somewhere below the last."""
        found: Element | None = self
        for name in path:
            below = (each for child in found.children for each in child.all(name)) if found else ()
            found = next(iter(below), None)
        return found

    def get(self, name: str) -> str:
        """An attribute, "" where it is not."""
        return self.attributes.get(name, "")


def read_xml(source: Source) -> Element:
    """The root of an XML file.

    Raises:
        RefusedError: when it is damaged, too deep, or has entities of its own.
    """
    return _Reading(source).read()


class _Reading:
    """One pass of expat over a file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open = [Element("", {}, 0)]
        self.parser = ParserCreate(source.encoding or None, " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._skipped

    def read(self) -> Element:
        try:
            self.parser.Parse(self.source.content, True)  # noqa: FBT003  # expat's own
        except ExpatError as error:
            message = f"this XML is damaged: {ErrorString(error.code)}"
            self._refuse(message, _DAMAGED, (error.lineno, error.offset + 1))
        except (LookupError, ValueError) as error:
            self._refuse(f"this XML cannot be read: {error}", "save it in UTF-8")
        return next(self.open[0].children)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > _DEEPEST:
            self._refuse(f"more than {_DEEPEST} elements stand in one another", _DAMAGED)
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        made = Element(name.rpartition(" ")[2], plain, self.parser.CurrentLineNumber)
        self.open[-1].content.append(made)
        self.open.append(made)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        self.open[-1].content.append(text)

    def _entity(self, name: str, *_: object) -> None:
        message = f"this file defines an entity of its own, “{name}”"
        self._refuse(message, "put its words in its place, and remove the definition")

    def _skipped(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001  # expat's own
        if not is_parameter:
            self._refuse(f"what “&{name};” stands for is defined in another file",
                         "write the character itself")  # fmt: skip

    def _refuse(self, message: str, hint: str, at: tuple[int, int] = (0, 0)) -> NoReturn:
        line, column = at if at[0] else (
            self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        )  # fmt: skip
        lines = self.source.content.splitlines()
        shown = lines[line - 1].decode("utf-8", "replace") if line <= len(lines) else ""
        words = shown if len(shown) <= _SHOWN else ""
        place = Place(self.source.shown, line, column if words else 1, words=words)
        raise RefusedError(Problem(place, "E335", message, hint))
