"""An edited briefing in another site: what of it finds its people, places and topics there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from pydantic import ValidationError

from generator.anchors import places_of_quote
from generator.heads import AnnotationHead
from generator.imports.draft import Known, Left, Remark, Stretch
from generator.imports.matching import Cast, Owner
from generator.model import Library
from generator.speech import Paragraph
from generator.yaml_writing import Value

_NEAR = (20, 60, 200)  # characters beside a quote that stands several times
_LINKED = {"place": "entry", "event": "entry", "participants": "entry", "topics": "topic"}


def owners_of(known: Known, cast: Cast) -> dict[str, Owner]:
    """Whose each label is: as the editor says, by the file's own id, else by the name."""
    return {label: _owner(known, label, who, cast) for label, who in known.speakers.items()}


def _owner(known: Known, label: str, who: str | None, cast: Cast) -> Owner:
    if label in cast.given:
        return cast.owner(label)
    if who is None or who in cast.library.entries:
        return Owner(who)
    name = known.names.get(who, "")
    found = cast.owner(name or label)
    if found.id:
        return Owner(found.id, f"guessed from {'the name ' + name if name else 'the label'}")
    called = f"{name} ({who})" if name else who
    return Owner(None, f"unknown; in the file it is {called}", is_unknown=True)


def fitted(known: Known, library: Library) -> tuple[Known, tuple[Left, ...]]:
    """A briefing without what the site has no entry or topic for, and what that was."""
    left: list[Left] = []
    head = {}
    for key, value in known.head.items():
        kept, lost = _linked(_LINKED.get(key, ""), value, library)
        left += [_unknown(f"“{key}:”", each, known) for each in lost]
        if kept:
            head[key] = kept
    passages = [each for each in known.passages if each["topic"] in library.topics]
    left += [_unknown("a passage under", str(each["topic"]), known)
             for each in known.passages if each not in passages]  # fmt: skip
    return replace(known, head=head, passages=tuple(passages)), tuple(left)


def _linked(what: str, value: Value, library: Library) -> tuple[Value, list[str]]:
    """The ids that the site has, and those that it has not."""
    if not what:
        return value, []
    there = library.entries if what == "entry" else library.topics
    names = [value] if isinstance(value, str) else [str(each) for each in value or ()]
    lost = [name for name in names if name not in there]
    kept = [name for name in names if name in there]
    return (kept[0] if kept and isinstance(value, str) else kept), lost


def _unknown(key: str, name: str, known: Known) -> Left:
    called = known.names.get(name, "")
    return Left(f"{key} {name}", "this site does not have it", called)


def anchored(
    remarks: Sequence[Remark], paragraphs: Sequence[Paragraph]
) -> tuple[list[Mapping[str, Value]], tuple[Left, ...]]:
    """Annotations with all that is needed to find their words, and those whose words are not there.

    Where a quote stands once, it is enough; else the paragraph is added, and words beside it.
    """
    found, left = [], []
    for remark in remarks:
        if (fields := _anchored(remark, tuple(paragraphs))) is None:
            name, text = str(remark.fields.get("id", "")), str(remark.fields.get("text", ""))
            left.append(Left(f"the annotation “{name}”, whose place or keys are wrong", "notes",
                             text))  # fmt: skip
        else:
            found.append(fields)
    return found, tuple(left)


def _anchored(remark: Remark, paragraphs: tuple[Paragraph, ...]) -> Mapping[str, Value] | None:
    place = remark.place
    if place is None:
        return remark.fields if _head(remark.fields) else None
    if not 1 <= place.paragraph <= len(paragraphs):
        return None
    for more in _hints(place, paragraphs[place.paragraph - 1].text):
        first = {key: remark.fields.get(key) for key in ("id", "quote")}
        fields = {**first, **more, **remark.fields}
        head = _head(fields)
        if head is None:
            return None
        marks = places_of_quote(head, paragraphs)
        if [(each.paragraph, each.start, each.end) for each in marks] == [place]:
            return fields
    return None


def _hints(place: Stretch, text: str) -> Iterator[Mapping[str, Value]]:
    """More and more that tells a place from others with the same words."""
    number = {"paragraph": str(place.paragraph)}
    yield {}
    yield number
    longest = max(place.start, len(text) - place.end)
    for size in [*takewhile(lambda size: size < longest, _NEAR), longest]:
        before, after = text[max(place.start - size, 0) : place.start], text[place.end :][:size]
        if before.strip():
            yield {**number, "before": before}
        if after.strip():
            yield {**number, "after": after}
        if before.strip() and after.strip():
            yield {**number, "before": before, "after": after}


def _head(fields: Mapping[str, Value]) -> AnnotationHead | None:
    """The annotation as the program reads it; None for one that it would refuse."""
    try:
        return AnnotationHead.model_validate(
            {key: int(str(value)) if key == "paragraph" else value for key, value in fields.items()}
        )
    except (ValidationError, ValueError):
        return None
