"""Who speaks: labels told from other beginnings of paragraphs, and turns from labels."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.imports.draft import Block, Spoken
from generator.imports.labels import UNNAMED, Candidate, candidates

_HEADING = "## "
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """What the editor and the glossary know of labels.

    Attributes:
        is_known: whether a label names somebody of the glossary.
        given: what the editor says: labels that are one (True), and that are none (False).
    """

    is_known: Callable[[str], bool]
    given: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Speech:
    """A file's paragraphs with their speakers.

    Attributes:
        labels: how often each label stands, in the order in which they are met.
        doubtful: beginnings like labels that were left in the words, with how often they stand.
    """

    spoken: tuple[Spoken, ...]
    labels: Mapping[str, int]
    doubtful: Mapping[str, int]


def find_speakers(blocks: Sequence[Block], spelling: Spelling) -> Speech:
    """Tell labels from words.

    A beginning that looks like a label is one when the editor says so, the file marks it, the
    glossary knows it, it is a usual word for somebody unnamed, it stands twice, or it is a name of
    several words.
    """
    parted = [each for block in blocks for each in _parted(block)]
    is_told = any(block.speaker for block in parted)  # then headings are no labels
    found = [() if block.speaker or (is_told and block.is_heading) else tuple(candidates(block))
             for block in parted]  # fmt: skip
    counts = Counter(label for each in found for label in {one.label for one in each})
    chosen = [_chosen(each, counts, spelling) for each in found]
    accepted = {each.label for each in chosen if each}
    spoken = tuple(_turns(parted, chosen))
    doubtful = Counter(
        each[0].label for each, label in zip(found, chosen, strict=True)
        if each and not label and each[0].is_name and each[0].label not in accepted
        and spelling.given.get(each[0].label) is None
        and each[0].written.endswith((":", "：", "."))
    )  # fmt: skip
    labels = Counter(each.label for each in spoken if each.label)
    return Speech(spoken, labels, doubtful)


def _parted(block: Block) -> Iterator[Block]:
    """A block without white space around it, parted at blank lines and at headings.

    A line that begins with `## ` is a heading to the transcript's grammar, wherever it stands.
    """
    if block.is_heading:
        yield replace(block, text=" ".join(block.text.split("\n")).strip())
        return
    lines: list[str] = []
    for line in [*block.text.split("\n"), ""]:
        is_heading = line.startswith(_HEADING)
        if line.strip() and not is_heading:
            lines.append(line)
            continue
        if text := "\n".join(lines).strip():
            yield replace(block, text=text)
            block = replace(block, bold=0)
        if is_heading and (heading := line.removeprefix(_HEADING).strip()):
            yield replace(block, text=heading, is_heading=True, bold=0)
        lines = []


def _chosen(
    found: Sequence[Candidate], counts: Mapping[str, int], spelling: Spelling
) -> Candidate | None:
    """The first candidate that is a label."""
    return next((each for each in found if _is_label_by(each, counts, spelling)), None)


def _is_label_by(each: Candidate, counts: Mapping[str, int], spelling: Spelling) -> bool:
    given = spelling.given.get(each.label)
    if given is not None:
        return given
    if each.is_marked or spelling.is_known(each.label) or each.label.strip().casefold() in UNNAMED:
        return True
    has_colon = each.written.endswith((":", "：")) and each.written[:-1] == each.label
    is_long = len(each.label.split()) > 1 and "," not in each.label
    return each.is_name and (counts[each.label] >= _TWICE or (is_long and has_colon))


def _turns(blocks: Sequence[Block], chosen: Sequence[Candidate | None]) -> Iterator[Spoken]:
    speaker = ""
    for block, label in zip(blocks, chosen, strict=True):
        if block.speaker:
            is_new = block.speaker != speaker
            speaker = block.speaker
            yield Spoken(block.text, block.where, speaker if is_new else "", start=block.start)
        elif label:
            speaker = label.label
            words, before = block.text[label.behind :], block.text[: label.behind]
            yield Spoken(words, block.where, speaker, before, start=block.start)
        else:
            yield Spoken(block.text, block.where, is_heading=block.is_heading, start=block.start)
