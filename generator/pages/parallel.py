"""A briefing and its text in another language side by side, paragraph by paragraph."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator import urls
from generator.alignment import pairs_of
from generator.fields import Origin
from generator.folders import BRIEFINGS
from generator.formats import TRANSCRIPT
from generator.layers import Piece, cut
from generator.model import Briefing, Mark, Translation, Wording
from generator.pages.edition import Edition
from generator.pages.frame import MEDIA_SOURCE, Alternate, Frame, LanguageLink, View
from generator.pages.notes import make_scene
from generator.pages.parts import Link, When
from generator.pages.recording import MediaView, TimeView, media_view, player_style, time_views
from generator.speech import Paragraph
from generator.thing import Thing


class TranslationLink(NamedTuple):
    """A text of a briefing: its language, its page and whether it is the original."""

    href: str
    language: str
    is_original: bool
    is_current: bool = False


class WordsView(NamedTuple):
    """Words that mention one entry, several or none; links stand in the order of the entries."""

    pieces: tuple[Piece, ...]
    entries: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SpokenView:
    """A paragraph; what opens with it stands before it.

    Attributes:
        number: as its own text counts it.
        heading: the editor's heading, or "".
        label: the speaker's label where a turn begins, or "".
        speaker: the page of whoever that is.
        is_unnamed: whether nobody knows whose words these are.
        notes: links to the notes about it.
        time: when it is heard in the recording of the briefing.
    """

    number: int
    id: str
    heading: str
    label: str
    speaker: Link | None
    is_unnamed: bool
    words: tuple[WordsView, ...]
    notes: tuple[Link, ...] = ()
    time: TimeView | None = None


class PairView(NamedTuple):
    """Paragraphs that belong together; () where one text has nothing."""

    original: tuple[SpokenView, ...]
    translated: tuple[SpokenView, ...]


@dataclass(frozen=True, slots=True)
class ParallelView(View):
    """What parallel.html shows."""

    title: str
    title_language: str
    own_title: str
    date: When
    briefing: Link
    language: str
    own_language: str
    is_original: bool
    translator: str
    origin: Origin | None
    texts: tuple[TranslationLink, ...]
    has_headings: bool
    pairs: tuple[PairView, ...]
    is_draft: bool
    media: MediaView | None
    player_style: str


def parallel_path(translation: Translation) -> str:
    """The output path of a translation's page, below its briefing's."""
    return urls.path_of(BRIEFINGS, translation.briefing, translation.language)


def translation_links(
    edition: Edition, briefing: Briefing, page: str
) -> tuple[TranslationLink, ...]:
    """Links from a page to the translations of a briefing."""
    return tuple(
        TranslationLink(
            urls.relative(page, path), each.language, each.head.original, path == page
        )
        for each in edition.library.translations.get(briefing.id, ())
        for path in [parallel_path(each)]
    )  # fmt: skip


def in_languages(edition: Edition, briefing: Briefing, frame: Frame) -> Frame:
    """The frame of a briefing's page with the addresses of its texts in all languages."""
    translations = edition.library.translations.get(briefing.id, ())
    if not edition.base or not translations:
        return frame
    own = edition.path(Thing(BRIEFINGS, briefing.id))
    texts = [(_language(edition, briefing), own),
             *((each.language, parallel_path(each)) for each in translations)]  # fmt: skip
    links = tuple(LanguageLink(tag, urls.absolute(edition.base, path)) for tag, path in texts)
    return replace(frame, languages=links)


def _with_text(edition: Edition, frame: Frame) -> Frame:
    """The frame of a translation's page, which names its plain text."""
    text = Alternate(TRANSCRIPT.type, edition.strings.text(TRANSCRIPT.key), TRANSCRIPT.file)
    return replace(frame, alternates=(*frame.alternates, text))


def parallel_view(edition: Edition, briefing: Briefing, translation: Translation) -> ParallelView:
    """Everything that the page of a translation shows."""
    page, head = parallel_path(translation), translation.head
    language = _language(edition, briefing)
    names = [edition.strings.name(tag) for tag in (language, translation.language)]
    text = edition.strings.text
    title = text("parallel-title", title=briefing.head.title, first=names[0], second=names[1])
    summary = text("parallel-summary", title=briefing.head.title, first=names[0], second=names[1])
    frame = _with_text(
        edition,
        in_languages(edition, briefing, edition.frame(page, title, summary, section=BRIEFINGS)),
    )
    media = media_view(edition, briefing, page)
    return ParallelView(
        replace(frame, policy=frame.policy + MEDIA_SOURCE) if media else frame,
        title=briefing.head.title,
        title_language=briefing.head.title_language or language,
        own_title=head.title,
        date=edition.day(briefing.head.date),
        briefing=edition.link(page, Thing(BRIEFINGS, briefing.id)),
        language=language,
        own_language=translation.language,
        is_original=head.original,
        translator=head.translator or "",
        origin=head.source,
        texts=translation_links(edition, briefing, page),
        has_headings=any(each.heading for each in briefing.transcript.sections),
        pairs=_pairs(edition, page, briefing, translation),
        is_draft="draft" in {briefing.head.status, head.status},
        media=media,
        player_style=player_style(edition, briefing, page),
    )


def _language(edition: Edition, briefing: Briefing) -> str:
    return briefing.head.language or edition.library.site.language


def _pairs(
    edition: Edition, page: str, briefing: Briefing, translation: Translation
) -> tuple[PairView, ...]:
    marks = edition.index.marks.get(briefing.id, {})
    own: dict[int, list[Mark]] = {}
    for mark in edition.translated.get(translation.id, ()):
        own.setdefault(mark.paragraph, []).append(mark)
    left = {each.number: each for each in _spoken(edition, page, briefing, marks)}
    right = {each.number: each for each in _spoken(edition, page, translation, own)}
    notes, times = _notes(edition, page, briefing), time_views(briefing, page)
    return tuple(
        PairView(
            tuple(
                replace(left[number], notes=notes.get(number, ()), time=times.get(number))
                for number in pair.original
            ),
            tuple(right[number] for number in pair.translated),
        )
        for pair in pairs_of(briefing, translation)
    )


def _notes(edition: Edition, page: str, briefing: Briefing) -> dict[int, tuple[Link, ...]]:
    """Links to the notes of each paragraph, which stand on the briefing's own page."""
    own = edition.path(Thing(BRIEFINGS, briefing.id))
    numbers = make_scene(edition, briefing, own).numbers
    found: dict[int, list[int]] = {}
    names = {number: name for name, number in numbers.items()}
    for paragraph, marks in edition.index.marks.get(briefing.id, {}).items():
        about = {numbers[mark.targets[0]] for mark in marks if mark.kind == "annotation"}
        found[paragraph] = sorted(about)
    return {
        paragraph: tuple(
            Link(urls.relative(page, own, urls.note_id(names[number])), str(number))
            for number in about
        )
        for paragraph, about in found.items()
    }


def _spoken(
    edition: Edition, page: str, wording: Wording, marks: Mapping[int, Sequence[Mark]]
) -> Iterator[SpokenView]:
    labels = wording.head.speakers
    for section in wording.transcript.sections:
        heading = section.heading
        for turn in section.turns:
            label = "" if turn.continued else turn.label
            speaker = labels.get(turn.label)
            link = edition.entry_link(page, speaker) if speaker else None
            for paragraph in turn.paragraphs:
                yield SpokenView(
                    paragraph.number,
                    _id(wording, paragraph.number),
                    heading,
                    label,
                    link if label else None,
                    bool(turn.label) and speaker is None,
                    _words(edition, page, paragraph, marks.get(paragraph.number, ())),
                )
                heading = label = ""


def _id(wording: Wording, number: int) -> str:
    if isinstance(wording, Translation):
        return urls.translated_id(number, wording.language)
    return urls.paragraph_id(number)


def _words(
    edition: Edition, page: str, paragraph: Paragraph, marks: Sequence[Mark]
) -> tuple[WordsView, ...]:
    """The paragraph cut at its mentions; notes are shown on the briefing's own page."""
    mentions = [mark for mark in marks if mark.kind == "mention"]
    return tuple(
        WordsView(
            run.pieces,
            run.targets,
            tuple(edition.entry_link(page, target) for target in run.targets),
        )
        for run in cut(paragraph.text, mentions)
    )
