"""A briefing as JSON: what is known about it, its words with who is named, notes and passages."""

from collections.abc import Mapping

from generator import urls
from generator.alignment import pairs_of
from generator.dates import Answer
from generator.folders import BRIEFINGS, TOPICS
from generator.heads import AnnotationHead
from generator.model import Briefing, Mark, Translation
from generator.pages.edition import Edition
from generator.recordings import recordings, starts
from generator.serial import json_bytes, known, plain
from generator.speech import Paragraph, Section
from generator.thing import Thing

VERSION = 1


def briefing_data(edition: Edition, briefing: Briefing, path: str, digest: str) -> bytes:
    """The file `data.json` that lies at a path; `digest` is that of the transcript as text."""
    head, site = briefing.head, edition.library.site
    written = plain(head)
    assert isinstance(written, dict)  # noqa: S101  # front matter has keys
    about = {key: value for key, value in written.items()
             if key not in {"names", "status", "embargo", "media"}}  # fmt: skip
    marks, times = edition.index.marks.get(briefing.id, {}), starts(briefing)
    return json_bytes({
        "version": VERSION,
        "id": briefing.id,
        "address": edition.address(path, Thing(BRIEFINGS, briefing.id)),
        "edition": known({"title": site.title, "publisher": site.publisher, "address": edition.base,
                          "licence": plain(site.licence)}),
        **about,
        **known({"media": _media(edition, briefing, path) or None}),
        "language": head.language or site.language,
        "transcript_sha256": digest,
        "sections": [
            _section(each, head.speakers, marks, times) for each in briefing.transcript.sections
        ],
        "annotations": annotations_of(edition, briefing),
        "passages": [
            known({"topic": each.topic, "paragraphs": plain(each.paragraphs), "note": each.note})
            for each in briefing.passages
        ],
        **known({"translations": [
            _translation(edition, briefing, each)
            for each in edition.library.translations.get(briefing.id, ())
        ]}),
        "entries": _entries(edition, briefing, path),
        "topics_named": {
            name: {"name": edition.library.topics[name].head.name,
                   "address": edition.address(path, Thing(TOPICS, name))}
            for name in dict.fromkeys([*head.topics, *(each.topic for each in briefing.passages)])
        },
    })  # fmt: skip


def _media(edition: Edition, briefing: Briefing, path: str) -> list[str]:
    """The addresses of the sound or film, in its formats."""
    files = [f"{urls.MEDIA}{each.name}" for each in recordings(briefing)]
    if not edition.base:
        return [urls.relative(path, each) for each in files]
    return [urls.absolute(edition.base, each) for each in files]


def _section(
    section: Section,
    speakers: Mapping[str, str | None],
    marks: Mapping[int, tuple[Mark, ...]],
    times: Mapping[int, int],
) -> dict[str, object]:
    return known({"heading": section.heading, "turns": [
        known({
            "speaker": speakers.get(turn.label), "label": turn.label,
            "continued": turn.continued or None,
            "paragraphs": [_paragraph(each, marks.get(each.number, ()), times.get(each.number))
                           for each in turn.paragraphs],
        })
        for turn in section.turns
    ]})  # fmt: skip


def _translation(
    edition: Edition, briefing: Briefing, translation: Translation
) -> dict[str, object]:
    """A text in another language; `pairs` are paragraphs of the briefing's and of its own."""
    head = translation.head
    marks: dict[int, tuple[Mark, ...]] = {}
    for mark in edition.translated.get(translation.id, ()):
        marks[mark.paragraph] = (*marks.get(mark.paragraph, ()), mark)
    return known({
        "language": translation.language, "title": head.title,
        "original": head.original or None, "translator": head.translator,
        "source": plain(head.source),
        "sections": [_section(each, head.speakers, marks, {})
                     for each in translation.transcript.sections],
        "pairs": plain(pairs_of(briefing, translation)),
    })  # fmt: skip


def annotations_of(edition: Edition, briefing: Briefing) -> list[dict[str, object]]:
    """The annotations with their places: paragraph, and code points in it, the end excluded.

    Behind them those about a turn, with a paragraph of it, and those about the briefing.
    """
    heads = {note.id: note for note in briefing.annotations}
    placed = [_annotation(heads[mark.targets[0]], mark) for mark in note_marks(edition, briefing)]
    return [*placed, *(
        known({"id": note.id, "about": note.about, "paragraph": note.paragraph, **_remark(note)})
        for note in briefing.annotations if note.about != "words"
    )]  # fmt: skip


def note_marks(edition: Edition, briefing: Briefing) -> list[Mark]:
    """Where the annotations of a briefing sit, in the order of their numbers on the page."""
    marks = edition.index.marks.get(briefing.id, {})
    return [
        mark
        for number in sorted(marks)
        for mark in sorted(marks[number], key=lambda mark: (mark.end, mark.start))
        if mark.kind == "annotation"
    ]


def _annotation(note: AnnotationHead, mark: Mark) -> dict[str, object]:
    return known({
        "id": note.id, "paragraph": mark.paragraph, "start": mark.start, "end": mark.end,
        "quote": note.quote, **_remark(note),
    })  # fmt: skip


def _remark(note: AnnotationHead) -> dict[str, object]:
    """What an annotation says, wherever it stands."""
    return {"kind": note.kind, "text": note.text, "author": note.author,
            "date": plain(note.date), "sources": plain(note.sources),
            "formerly": plain(note.formerly)}  # fmt: skip


def _paragraph(
    paragraph: Paragraph, marks: tuple[Mark, ...], start: int | None
) -> dict[str, object]:
    """A paragraph; `start` is when it begins in the recording, in seconds."""
    found: dict[str, object] = {"number": paragraph.number, "text": paragraph.text}
    if start is not None:
        found["start"] = start / 1000
    mentions = [
        {"start": mark.start, "end": mark.end, "entries": mark.targets}
        for mark in sorted(marks) if mark.kind == "mention"
    ]  # fmt: skip
    return found | {"mentions": mentions} if mentions else found


def _entries(edition: Edition, briefing: Briefing, path: str) -> dict[str, object]:
    """Everybody and everything that the file names by an id."""
    head = briefing.head
    marks = edition.index.marks.get(briefing.id, {}).values()
    ids = [*head.speakers.values(), *head.participants, head.place, head.event]
    ids += sorted({target for here in marks for mark in here if mark.kind == "mention"
                   for target in mark.targets})  # fmt: skip
    return {name: _entry(edition, briefing, path, name) for name in dict.fromkeys(ids) if name}


def _entry(edition: Edition, briefing: Briefing, path: str, name: str) -> dict[str, object]:
    entry = edition.library.entries[name]
    offices = [
        known({"title": each.role.title, "institution": each.role.institution,
               "uncertain": each.answer is not Answer.YES or None})
        for each in edition.offices(entry, briefing.head.date)
    ]  # fmt: skip
    address = edition.address(path, edition.entry_thing(name))
    return known({"name": entry.head.name, "kind": entry.kind, "address": address,
                  "offices_that_day": offices})  # fmt: skip
