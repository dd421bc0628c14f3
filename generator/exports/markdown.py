"""A briefing as Markdown: the words with their numbers, notes as footnotes, sources as links.

For note-taking tools and language models, which read Markdown better than pages. The file lies
where llms.txt (https://llmstxt.org) has such tools look for it: the page's name and `.md`.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from generator import urls
from generator.exports.links import FullLinks
from generator.fields import Reference
from generator.folders import BRIEFINGS
from generator.heads import AnnotationHead
from generator.markdown import wikilinks
from generator.model import Briefing, Mark
from generator.pages.edition import Edition
from generator.pages.notes import Scene, make_scene
from generator.serial import json_text, known, one_line
from generator.speech import Paragraph, Turn
from generator.thing import Thing

# Signs that mean something within a line, in CommonMark and in what note-taking tools add to it.
_INLINE = re.compile(r"[\\`*_\[\]<~|^$#]|&(?=[#A-Za-z])|==|%%|::|\{[{%]")
# What each of them begins with: most words have none, which is found out faster so.
_PERHAPS = re.compile(r"[\\`*_\[\]<~|^$#&=%:{]")
# Signs that open a block at the beginning of a line.
_FIRST = re.compile(r"(?m)^[^\S\n]*(?:([>+=:-])|\d{1,9}([.)]))")
# White space that Markdown drops or takes for a break, and signs that nobody sees.
_EDGE = re.compile(
    r"(?m)^[^\S\n]+|[^\S\n]+$|\A\s+|\s+\Z"
    "|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_WIKILINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


def briefing_markdown(edition: Edition, briefing: Briefing, path: str) -> bytes:
    """The file `index.html.md` that lies at a path, beside the page of a briefing."""
    scene = make_scene(edition, briefing, path)
    blocks = [_front(scene), f"# {escaped(one_line(briefing.head.title))}", *_facts(scene)]
    numbers = count(1)
    for section in briefing.transcript.sections:
        if section.heading:
            blocks.append(f"## {escaped(section.heading)}")
        for turn in section.turns:
            blocks += _turn(scene, next(numbers), turn, "###" if section.heading else "##")
    blocks += _notes(scene)
    return ("\n\n".join(blocks) + "\n").encode()


def escaped(words: str) -> str:
    """Words as Markdown that is read back as exactly these words."""
    return _spliced(words, _escapes(words))


def _escapes(words: str) -> dict[int, str]:
    """What Markdown writes for signs, by their places; all others stand for themselves."""
    signs: dict[int, str] = {}
    for found, write in (
        (_INLINE.finditer(words) if _PERHAPS.search(words) else (), _behind_stroke),
        (_FIRST.finditer(words) if "\n" in words else filter(None, [_FIRST.match(words)]),
         _behind_stroke),
        (_EDGE.finditer(words) if _has_edges(words) else (), _numbered),
    ):  # fmt: skip
        for match in found:
            for place in range(*match.span(match.lastindex or 0)):
                signs[place] = write(words[place])
    return signs


def _spliced(words: str, signs: Mapping[int, str]) -> str:
    """Words with something else for the signs at some places."""
    written: list[str] = []
    done = 0
    for place in sorted(signs):
        written += words[done:place], signs[place]
        done = place + 1
    return "".join([*written, words[done:]])


def _has_edges(words: str) -> bool:
    """Whether _EDGE may find something: there are several lines, space around, or odd signs."""
    return "\n" in words or words != words.strip() or not words.isascii()


def _behind_stroke(sign: str) -> str:
    return f"\\{sign}"


def _numbered(sign: str) -> str:
    return sign if sign == "\n" else f"&#{ord(sign)};"


def _front(scene: Scene) -> str:
    """What is known of the briefing, as YAML."""
    edition, briefing = scene.edition, scene.briefing
    head, source = briefing.head, briefing.head.source
    lines = known({
        "title": one_line(head.title),
        "date": head.date.isoformat(),
        "kind": head.kind,
        "address": edition.address(scene.page, Thing(BRIEFINGS, briefing.id)),
        "language": head.language or edition.library.site.language,
        "place": edition.library.entries[head.place].head.name if head.place else None,
        "speakers": [edition.library.entries[who].head.name
                     for who in dict.fromkeys(head.speakers.values()) if who],
        "topics": [edition.library.topics[name].head.name for name in head.topics],
        "edition": edition.library.site.title,
        "source": (source.url or source.publisher) if source else None,
    })  # fmt: skip
    return "\n".join(
        ["---", *(f"{key}: {json_text(value)}" for key, value in lines.items()), "---"]
    )


def _facts(scene: Scene) -> Iterator[str]:
    """The notes on the whole, the summary, corrections."""
    text, head = scene.edition.strings.text, scene.briefing.head
    notes = _references(scene, scene.whole)
    if head.summary or notes:
        yield escaped(one_line(head.summary or "")) + notes
    for each in head.corrections:
        when = scene.edition.when(each.date)
        said = text("corrected", date=when.words if when else "")
        yield f"**{escaped(said)}** {escaped(one_line(each.text))}"


def _turn(scene: Scene, number: int, turn: Turn, level: str) -> Iterator[str]:
    if turn.label and not turn.continued:
        notes = _references(scene, scene.turns.get(number, ()))
        yield f"{level} {escaped(one_line(turn.label))}{notes}"
        yield from _office(scene, scene.briefing.head.speakers.get(turn.label))
    for paragraph in turn.paragraphs:
        yield _paragraph(scene, paragraph)


def _office(scene: Scene, who: str | None) -> Iterator[str]:
    """Who speaks, as of the day: “Sergei Lavrov, Minister of Foreign Affairs”."""
    if who:
        edition, thing = scene.edition, scene.edition.entry_thing(who)
        roles = edition.roles(scene.page, edition.library.entries[who], scene.briefing.head.date)
        comma = edition.strings.text("list-comma")
        offices = "".join(comma + each.title for each in roles if each.is_certain)
        address = edition.address(scene.page, thing)
        yield f"[{escaped(edition.directory.titles[thing])}]({address}){escaped(offices)}"


def _paragraph(scene: Scene, paragraph: Paragraph) -> str:
    """The words behind their number, which leads to the paragraph; notes stand where they end."""
    thing = Thing(BRIEFINGS, scene.briefing.id)
    address = scene.edition.address(scene.page, thing, urls.paragraph_id(paragraph.number))
    words = f"n{paragraph.text}"  # a letter for the number: no line begins behind it
    signs = _escapes(words)
    for mark in _notes_in(scene, paragraph.number):  # whose last sign this is, for the letter
        signs[mark.end] = signs.get(mark.end, words[mark.end]) + _references(scene, mark.targets)
    return f"[{paragraph.number}]({address}) {_spliced(words, signs)[1:]}"


def _notes_in(scene: Scene, number: int) -> list[Mark]:
    marks = (mark for mark in scene.marks(number) if mark.kind == "annotation")
    return sorted(marks, key=lambda mark: (mark.end, mark.start))


def _references(scene: Scene, notes: tuple[str, ...]) -> str:
    return "".join(f"[^{note}]" for note in sorted(notes, key=scene.numbers.__getitem__))


def _notes(scene: Scene) -> Iterator[str]:
    for name in sorted(scene.notes, key=scene.numbers.__getitem__):
        note = scene.notes[name]
        body = "\n\n".join([_said(scene, note), *_signed(note), *_sources(note.sources)])
        yield f"[^{name}]: " + body.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _said(scene: Scene, note: AnnotationHead) -> str:
    """The kind of a note, and what it says."""
    kind = scene.edition.strings.text(f"note-kind-{note.kind}")
    return f"**{escaped(kind)}:** {_linked(scene, note)}"


def _linked(scene: Scene, note: AnnotationHead) -> str:
    """The Markdown of a note with ordinary links for `[[links]]`, and footnotes of its own."""
    targets, link_of = frozenset(wikilinks(note.text)), FullLinks(scene.edition, scene.page)

    def link(match: re.Match[str]) -> str:
        if match[1].strip() not in targets:
            return match[0]
        target = link_of(match[1].strip())
        return f"[{escaped((match[2] or '').strip() or target.title)}]({target.href})"

    return _FOOTNOTE.sub(rf"[^{note.id}-\1]", _WIKILINK.sub(link, note.text.strip()))


def _signed(note: AnnotationHead) -> Iterator[str]:
    day = note.date.isoformat() if note.date else ""
    if signed := " ".join(filter(None, [one_line(note.author or ""), day])):
        yield f"— {escaped(signed)}"


def _sources(sources: tuple[Reference, ...]) -> Iterator[str]:
    lines = []
    for each in sources:
        title = escaped(one_line(each.title))
        named = f"[{title}](<{each.url}>)" if each.url else title
        more = [escaped(one_line(each.publisher or "")), str(each.date or "")]
        lines.append("- " + ", ".join(filter(None, [named, *more])))
    if lines:
        yield "\n".join(lines)
