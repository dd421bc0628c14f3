"""What stands in a paragraph and why, and what an annotation is about."""

from collections.abc import Iterator

from generator import urls
from generator.explanations.known import Known
from generator.explanations.reasons import reasons_of
from generator.explanations.said import Explanation
from generator.folders import BRIEFINGS
from generator.model import Briefing, Mark, Wording
from generator.recordings import clock, starts
from generator.speech import Turn
from generator.thing import Thing


def explain_paragraph(wording: Wording, number: int, known: Known) -> Explanation:
    """A paragraph: its words, who speaks, the names in it, each with what decided, the notes."""
    paragraph = wording.transcript.paragraphs[number - 1]
    turn = next(turn for turn in wording.transcript.turns if paragraph in turn.paragraphs)
    line, _ = wording.document.text.line_and_column(paragraph.start)
    return Explanation(
        f"paragraph {number} of {wording.id}",
        (
            ("file", f"{wording.document.path}:{line}"),
            ("address", _address(wording, number, known)),
            ("speaker", _speaker(turn, wording)),
            ("heard at", _time(wording, number)),
            ("text", paragraph.text),
        ),
        (
            ("names", tuple(_names(wording, number, known))),
            ("annotations", tuple(_notes(wording, number, known))),
            ("passage of the topics", tuple(_topics(wording, number))),
            ("named by", tuple(_links(wording, number, known))),
        ),
    )


def explain_note(briefing: Briefing, number: int, known: Known) -> Explanation:
    """An annotation: what it is about and where its words stand."""
    note = briefing.annotations[number]
    marks = known.index.marks.get(briefing.id, {})
    found = [mark for here in marks.values() for mark in here
             if mark.kind == "annotation" and note.id in mark.targets]  # fmt: skip
    about = {"words": note.quote}.get(note.about, f"the {note.about} as a whole")
    place = f"paragraph {found[0].paragraph}" if found else ""
    if note.about == "turn" and note.paragraph:
        place = f"the turn in which paragraph {note.paragraph} stands"
    path = known.path(Thing(BRIEFINGS, briefing.id))
    notes_path = briefing.notes_document.path if briefing.notes_document else ""
    lost = note.about == "words" and not found
    return Explanation(
        f"annotation “{note.id}” of {briefing.id} ({note.kind})",
        (
            ("file", f"{notes_path}, item {number + 1} of `annotations:`"),
            ("address", f"{known.address(path)}#{urls.note_id(note.id)}"),
            ("about", about),
            ("stands in", "nowhere: the quote is not found once" if lost else place),
            ("text", " ".join(note.text.split())),
            ("author", note.author or ""),
            ("date", note.date.isoformat() if note.date else ""),
        ),
        (("sources", tuple(each.title for each in note.sources)),),
    )


def _address(wording: Wording, number: int, known: Known) -> str:
    if isinstance(wording, Briefing):
        path = known.path(Thing(BRIEFINGS, wording.id))
        return f"{known.address(path)}#{urls.paragraph_id(number)}"
    path = urls.path_of(BRIEFINGS, wording.briefing, wording.language)
    return f"{known.address(path)}#{urls.translated_id(number, wording.language)}"


def _time(wording: Wording, number: int) -> str:
    """When the paragraph begins in the recording, or ""."""
    start = starts(wording).get(number) if isinstance(wording, Briefing) else None
    return "" if start is None else clock(start)


def _speaker(turn: Turn, wording: Wording) -> str:
    if not turn.label:
        return "nobody is named"
    who = wording.head.speakers.get(turn.label)
    return f"“{turn.label}”: {who or 'nobody known'}"


def marks_in(wording: Wording, number: int, known: Known) -> tuple[Mark, ...]:
    """What sits on the words of a paragraph."""
    if isinstance(wording, Briefing):
        return known.index.marks.get(wording.id, {}).get(number, ())
    found = known.translated.get(wording.id, ())
    return tuple(mark for mark in found if mark.paragraph == number)


def _names(wording: Wording, number: int, known: Known) -> Iterator[str]:
    text = wording.transcript.paragraphs[number - 1].text
    for mark in marks_in(wording, number, known):
        if mark.kind == "mention":
            why = "; ".join(reasons_of(mark, wording, known.library))
            words = " ".join(text[mark.start : mark.end].split())
            yield f"“{words}” → {', '.join(mark.targets)}: {why}"


def _notes(wording: Wording, number: int, known: Known) -> Iterator[str]:
    text = wording.transcript.paragraphs[number - 1].text
    for mark in marks_in(wording, number, known):
        if mark.kind == "annotation":
            yield f"{mark.targets[0]}: “{' '.join(text[mark.start : mark.end].split())}”"


def _topics(wording: Wording, number: int) -> Iterator[str]:
    for passage in wording.passages if isinstance(wording, Briefing) else ():
        if any(first <= number <= last for first, last in passage.paragraphs):
            yield passage.topic


def _links(wording: Wording, number: int, known: Known) -> Iterator[str]:
    """The files whose `[[links]]` name the paragraph."""
    target = f"[[{wording.id}#{urls.paragraph_id(number)}"
    for path, content in sorted(known.tree.files.items()):
        if path.startswith("content/") and _has(content.decode(errors="replace"), target):
            yield path


def _has(text: str, target: str) -> bool:
    return any(f"{target}{sign}" in text for sign in ("]", "|"))
