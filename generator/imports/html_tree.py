"""A page's source as a tree of elements, by Python's own parser of HTML."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
     "wbr"]
)  # fmt: skip
_DEEPEST = 200  # elements inside each other


@dataclass(frozen=True, slots=True)
class Element:
    """An element; only while the page is read are children added."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute, "" where there is none."""
        return self.attributes.get(name, "")

    def every(self) -> "Iterator[Element]":
        """This element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.every()

    def first(self, wanted: "Callable[[Element], bool]") -> "Element | None":
        """The first element, from this one on, that is wanted."""
        return next((each for each in self.every() if wanted(each)), None)

    @property
    def text(self) -> str:
        """All its characters, with a space for every run of white space."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"script", "style", "template"}:
                space = "" if child.tag in INLINE else " "
                yield space
                yield from child._texts()  # noqa: SLF001  # its own kind
                yield space


# Elements that stand inside a line; every other one begins and ends a paragraph.
INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rp rt
    ruby s samp small span strike strong sub sup time tt u var wbr img
    """.split()  # noqa: SIM905  # a list of forty strings is harder to read
)


class _Reader(HTMLParser):
    """Puts elements into one another; what is not closed ends with what it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE and any(each.tag == "p" for each in self.open):
            self.handle_endtag("p")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        self.open[-1].children.append(element)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(element)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # as browsers do: the slash means nothing

    @override
    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    @override
    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_html(text: str) -> Element:
    """The page as a tree; its root has no tag."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]
