"""Speeches in XML: one walk over a file, by what the elements of its vocabulary mean."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.imports.draft import Block, Left
from generator.imports.xml_tree import Element

_NOBODY = "Speaker"  # the label of a turn of which the file does not say whose it is
_INSERTED = frozenset(["remark", "stage", "note", "vocal", "kinesic", "incident", "gap"])
_STOP = re.compile(r"(?<=\w{4})\.$")  # a full stop behind a word that is no abbreviation
_LONGEST = 120  # characters of a label


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What elements mean; those that are not listed stand within a line, and their words count.

    Attributes:
        turns: what somebody says.
        who: the attribute of a turn that points to the speaker.
        labels: the speaker's name as it is printed.
        headings: what stands above a part.
        breaks: paragraphs, and what holds paragraphs.
        spaces: what parts words and has none itself.
        asides: what is not said, and what it is called in the report.
    """

    turns: frozenset[str]
    who: str
    labels: frozenset[str]
    headings: frozenset[str]
    breaks: frozenset[str]
    spaces: frozenset[str]
    asides: Mapping[str, str]


@dataclass
class Walk:
    """Gathers paragraphs; its lists end as tuples.

    Attributes:
        people: names by the ids to which turns point.
        called: for a label as printed, the names of those who speak under it.
    """

    words: Vocabulary
    people: Mapping[str, str]
    has_turns: bool
    blocks: list[Block] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    called: dict[str, set[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    printed: str = ""
    speaker: str = ""
    turns: int = 0
    pages: list[int] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    line: int = 0
    is_joined: bool = False

    def over(self, element: Element) -> None:
        """Take what stands within an element."""
        self.line = element.line
        for each in element.content:
            if isinstance(each, str):
                self.run.append(each.lstrip() if self.is_joined else each)
                self.is_joined = False
            else:
                self._element(each)

    def end(self) -> None:
        """Close the paragraph that is open."""
        text = " ".join("".join(self.run).split(None)) if self.run else ""
        self.run = []
        if not text:
            return
        where = f"line {self.line}"
        if self.has_turns and self.turns and not self.speaker:
            self.left.append(Left("words between the speeches", where, text))
        else:
            self.blocks.append(Block(text, where, speaker=self.speaker))

    def _element(self, element: Element) -> None:
        name, words = element.name, self.words
        if name in words.labels or _is_label(element):
            self._label(element)
        elif name in words.asides:
            self._aside(element)
        elif name in words.headings:
            self._heading(element)
        elif name in words.turns:
            self._turn(element)
        else:
            self._words(element)

    def _words(self, element: Element) -> None:
        """What holds words that are said."""
        if element.name in self.words.spaces:
            self.run.append(" ")
            self.pages += [element.line] if element.name in {"pb", "eop"} else []
        elif element.name in self.words.breaks:
            self.end()
            self.over(element)
            self.end()
        elif element.name in {"w", "pc"}:
            self._token(element)
        else:
            self.over(element)

    def _token(self, element: Element) -> None:
        """A word of a text that is cut into words: an attribute says where no space follows.

        Words within are its analysis: “don't” is “do” and “not”.
        """
        self.run.append("".join(each for each in element.content if isinstance(each, str)).strip())
        self.is_joined = element.get("join") in {"right", "both"}

    def _heading(self, element: Element) -> None:
        self.end()
        if element.words:
            self.blocks.append(Block(element.words, f"line {element.line}", is_heading=True))

    def _aside(self, element: Element) -> None:
        what = self.words.asides[element.name]
        kind = element.get("type") or element.get("reason")
        named = f"{what} ({kind})" if kind else what
        if element.words.startswith(("[", "(")) and self.run and element.name in _INSERTED:
            self.run.append(element.text)  # the publisher’s own brackets stand within the words
            return
        self.left.append(Left(named, f"line {element.line}", " ".join(element.texts())))

    def _label(self, element: Element) -> None:
        self.end()
        printed = _STOP.sub("", element.words.rstrip(":： "))
        if not printed:
            return
        if len(printed) > _LONGEST:
            self.left.append(Left("a speaker’s name that is too long", f"line {element.line}",
                                  printed))  # fmt: skip
            return
        self.printed = printed

    def _turn(self, element: Element) -> None:
        self.end()
        outer = self.speaker
        within = next(iter(element.all(*self.words.labels)), None)
        if within:
            self._label(within)
        who = element.get(self.words.who).split()
        names = [self._name(each) for each in who]
        label = self.printed or ", ".join(names) or _NOBODY
        known = {self.people.get(each.rpartition("#")[2], "") for each in who} - {""}
        self.called.setdefault(label, set()).update(known)
        self.speaker, self.turns = label, self.turns + 1
        self.over(element)
        self.end()
        self.speaker, self.printed = outer, ""

    def _name(self, pointer: str) -> str:
        """What somebody is called to whom a turn points."""
        identity = pointer.rpartition("#")[2]
        if identity not in self.people:
            self.unknown.add(identity)
        return self.people.get(identity) or identity.replace("_", " ")

    def remarks(self) -> Iterable[str]:
        """What should be said of the whole file."""
        if self.unknown:
            ids = ", ".join(sorted(self.unknown))
            yield f"who these are does not stand in this file, but perhaps in another: {ids}"
        if _NOBODY in self.called:
            yield f"speeches of which nobody is named have the label “{_NOBODY}”"
        if self.pages:
            first, last = self.pages[0], self.pages[-1]
            yield f"{len(self.pages)} page breaks are left out (lines {first} to {last})"

    def names(self) -> dict[str, str]:
        """The name of who speaks under a label, where that is one."""
        return {label: next(iter(names)) for label, names in self.called.items() if len(names) == 1}


def _is_label(element: Element) -> bool:
    """TEI's note that says who speaks, as parliaments use it."""
    return element.name == "note" and element.get("type") == "speaker"
