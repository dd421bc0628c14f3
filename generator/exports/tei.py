"""A briefing as TEI P5, the guidelines of the Text Encoding Initiative."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import urls
from generator.exports.annotations import MOTIVATIONS
from generator.exports.data import note_marks
from generator.exports.tei_header import bibliography, tei_header
from generator.exports.tei_names import Named, lists_of_names, name_id
from generator.heads import AnnotationHead
from generator.layers import Run, cut
from generator.markdown import plain_text
from generator.model import Briefing, Mark
from generator.pages.edition import Edition
from generator.recordings import seconds, starts
from generator.serial import Xml, document, element, joined, xml_text
from generator.speech import Paragraph, Section, Turn

_NAMESPACE = "http://www.tei-c.org/ns/1.0"


@dataclass(frozen=True, slots=True)
class _Scene:
    """A briefing with who and what it may name."""

    edition: Edition
    briefing: Briefing
    cast: Mapping[str, Named]
    marks: Mapping[int, tuple[Mark, ...]]
    times: Mapping[int, int]


def tei(edition: Edition, briefing: Briefing, path: str, cast: Mapping[str, Named]) -> bytes:
    """The file `tei.xml` that lies at a path: header, names and notes, and the words."""
    marks = edition.index.marks.get(briefing.id, {})
    scene = _Scene(edition, briefing, cast, marks, starts(briefing))
    body = [_section(scene, each) for each in briefing.transcript.sections]
    language = briefing.head.language or edition.library.site.language
    return document(element(
        "TEI",
        joined([
            tei_header(edition, briefing, path),
            *_stand_off(scene),
            element("text", element("body", *_timeline(scene), *(body or [element("p")])),
                    xml_lang=language),
        ]),
        xmlns=_NAMESPACE, xml_lang=edition.library.site.language,
    ))  # fmt: skip


def _timeline(scene: _Scene) -> Iterator[Xml]:
    """When paragraphs begin in the recording, in seconds from its own beginning."""
    if scene.times:
        points = [
            element("when", xml_id=f"w{number}", interval=seconds(start), since="#w0")
            for number, start in sorted(scene.times.items())
        ]
        yield element("timeline", element("when", xml_id="w0"), *points, unit="s", origin="#w0")


def _section(scene: _Scene, section: Section) -> Xml:
    heading = [element("head", section.heading)] if section.heading else []
    return element("div", joined([*heading, *(
        part for turn in section.turns for part in _turn(scene, turn)
    )]))  # fmt: skip


def _turn(scene: _Scene, turn: Turn) -> Iterator[Xml]:
    """Who speaks, as the transcript writes it, and the words."""
    if turn.label and not turn.continued:
        yield element("note", turn.label, type="speaker")
    speaker = scene.briefing.head.speakers.get(turn.label)
    words = [_paragraph(scene, each) for each in turn.paragraphs]
    yield element("u", *words, who=f"#{name_id(speaker)}" if speaker else "")


def _paragraph(scene: _Scene, paragraph: Paragraph) -> Xml:
    marks = scene.marks.get(paragraph.number, ())
    mentions = [mark for mark in marks if mark.kind == "mention"]
    words = "".join([_run(scene, run) for run in cut(paragraph.text, mentions)])
    identity = urls.paragraph_id(paragraph.number)
    synch = f' synch="#w{paragraph.number}"' if paragraph.number in scene.times else ""
    return Xml(f'<seg xml:id="{identity}" n="{paragraph.number}"{synch}>{words}</seg>')


def _run(scene: _Scene, run: Run) -> str:
    """Words with what they name; what the publisher put in is `supplied`."""
    words = "".join([
        element("supplied", piece.text) if piece.is_insertion else xml_text(piece.text)
        for piece in run.pieces
    ])  # fmt: skip
    match [scene.cast[target] for target in run.targets]:
        case []:
            return words
        case [named]:
            tag = named.tag
        case several:
            tags = {named.tag for named in several}
            tag = tags.pop() if len(tags) == 1 else "rs"
    pointers = " ".join([scene.cast[target].pointer for target in run.targets])
    return f'<{tag} ref="{pointers}">{words}</{tag}>'


def _stand_off(scene: _Scene) -> Iterator[Xml]:
    edition, briefing = scene.edition, scene.briefing
    heads = {note.id: note for note in briefing.annotations}
    notes = [_note(edition, mark, heads[mark.targets[0]]) for mark in note_marks(edition, briefing)]
    ids = {target for here in scene.marks.values() for mark in here if mark.kind == "mention"
           for target in mark.targets}  # fmt: skip
    ids |= {who for who in briefing.head.speakers.values() if who}
    parts = [*lists_of_names(edition, briefing, scene.cast, ids)]
    parts += [element("listAnnotation", joined(notes))] if notes else []
    if parts:
        yield element("standOff", joined(parts))


def _note(edition: Edition, mark: Mark, note: AnnotationHead) -> Xml:
    """An annotation; its words are a range of the paragraph's characters."""
    paragraph, length = urls.paragraph_id(mark.paragraph), mark.end - mark.start
    target = f"#string-range({paragraph},{mark.start},{length})"

    def title_of(written: str) -> str:
        [thing, *_] = edition.directory.find(written)
        return edition.directory.titles[thing]

    author = [element("respStmt", element("resp", note.kind), element("name", note.author))] if (
        note.author) else []  # fmt: skip
    day = [element("revisionDesc", element("change", when=note.date.isoformat()))] if (
        note.date) else []  # fmt: skip
    text = element("p", plain_text(note.text, title_of))
    sources = [element("bibl", *bibliography(each)) for each in note.sources]
    return element(
        "annotation", *author, *day, element("note", text, *sources, type=note.kind),
        xml_id=urls.note_id(note.id), motivation=MOTIVATIONS[note.kind], target=target,
    )  # fmt: skip
