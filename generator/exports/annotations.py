"""The notes of a briefing as a collection of W3C Web Annotations (JSON-LD)."""

from generator import urls
from generator.exports.data import note_marks
from generator.exports.links import FullLinks
from generator.folders import BRIEFINGS
from generator.heads import AnnotationHead
from generator.markdown import to_html
from generator.model import Briefing, Mark
from generator.pages.edition import Edition
from generator.serial import json_bytes, known, moment
from generator.thing import Thing

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SURROUNDINGS = 32  # characters before and after a quote that tell it from another
MOTIVATIONS = {
    "context": "commenting",
    "correction": "assessing",
    "source": "linking",
    "definition": "describing",
    "translation": "commenting",
    "cross-reference": "linking",
    "question": "questioning",
}


def annotation_collection(edition: Edition, briefing: Briefing, path: str, digest: str) -> bytes:
    """The file `annotations.jsonld` that lies at a path; `digest` is that of the transcript."""
    here = urls.absolute(edition.base, path) if edition.base else path.rpartition("/")[2]
    notes = {note.id: note for note in briefing.annotations}
    items = [_annotation(edition, briefing, path, mark, notes[mark.targets[0]])
             for mark in note_marks(edition, briefing)]  # fmt: skip
    # The terms of our own are schema.org's, so that the digest means something to others too.
    context = [CONTEXT, {"sha256": "https://schema.org/sha256"}]
    return json_bytes({
        "@context": context,
        "id": here,
        "type": "AnnotationCollection",
        "label": edition.strings.text("format-annotations-of", title=briefing.head.title),
        "total": len(items),
        "sha256": digest,
        "first": {"id": f"{here}#items", "type": "AnnotationPage", "partOf": here,
                  "startIndex": 0, "items": items},
    })  # fmt: skip


def _annotation(
    edition: Edition, briefing: Briefing, path: str, mark: Mark, note: AnnotationHead
) -> dict[str, object]:
    thing = Thing(BRIEFINGS, briefing.id)
    return known({
        "id": edition.address(path, thing, urls.note_id(note.id)),
        "type": "Annotation",
        "motivation": MOTIVATIONS[note.kind],
        "creator": known({"name": note.author}),
        "created": moment(note.date) if note.date else None,
        "body": _bodies(edition, edition.path(thing), note),
        "target": {
            "source": edition.address(path, thing),
            "selector": _selectors(briefing, mark),
        },
    })  # fmt: skip


def _bodies(edition: Edition, page: str, note: AnnotationHead) -> list[object]:
    """The text in both forms, one to be chosen; the kind as a tag; the sources as links."""
    language = edition.library.site.language
    html = to_html(note.text, FullLinks(edition, page), f"n-{note.id}")
    forms = (("text/html", html.strip()), ("text/markdown", note.text))
    texts = [{"type": "TextualBody", "format": form, "language": language, "value": text}
             for form, text in forms]  # fmt: skip
    return [
        {"type": "Choice", "items": texts},
        {"type": "TextualBody", "purpose": "tagging", "value": note.kind},
        *({"type": "SpecificResource", "purpose": "linking", "source": each.url}
          for each in note.sources if each.url),
    ]  # fmt: skip


def _selectors(briefing: Briefing, mark: Mark) -> list[object]:
    """The words within their paragraph, by themselves and by their place."""
    text = briefing.transcript.paragraphs[mark.paragraph - 1].text
    quote = known({
        "type": "TextQuoteSelector",
        "exact": text[mark.start : mark.end],
        "prefix": text[max(0, mark.start - _SURROUNDINGS) : mark.start],
        "suffix": text[mark.end : mark.end + _SURROUNDINGS],
    })  # fmt: skip
    place = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    paragraph = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                 "value": urls.paragraph_id(mark.paragraph)}  # fmt: skip
    return [paragraph | {"refinedBy": finer} for finer in (quote, place)]
