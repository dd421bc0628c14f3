"""How to cite a briefing: the sentences of three styles, and files for citation managers."""

import json
from typing import NamedTuple

from generator import urls
from generator.citation import Citation, Name, citation_of
from generator.folders import BRIEFINGS
from generator.formats import DATA, OF_CITATIONS, TRANSCRIPT, formats_of
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.parts import Link, When
from generator.thing import Thing

# After these a sign within the quotation marks falls away; catalogues say where that is so.
_ENDINGS = ("?", "!", "…", ".", "？", "！", "。", "؟")
_MOST_IN_CHICAGO, _MOST_IN_MLA, _MOST_IN_APA = 6, 2, 20


class CiteView(NamedTuple):
    """What parts/_cite.html shows; "" is what is not known.

    Attributes:
        chicago: the speakers as that style names them, with what parts them from the title.
        mla: the same for that style.
        apa: the same for that style.
        cast: who speaks in a passage is named with this (JSON); "" where one speaks throughout.
        script: what copies the citation of a passage.
        ending: the comma within the title’s quotation marks, or nothing after a sign of its own.
        stop: the same with a full stop.
        place: where it was, with what parts it from the date.
        address: the page's full address.
        passage: what leads to a paragraph, as an example.
        paragraph: its number.
        head: the files that the page's head names too.
        data: the files beside the page.
        citations: those of them for citation managers.
    """

    chicago: str
    mla: str
    apa: str
    cast: str
    script: str
    title: str
    ending: str
    stop: str
    kind: str
    place: str
    date: When
    mla_date: str
    apa_date: str
    site: str
    publisher: str
    address: str
    passage: str
    paragraph: int
    head: tuple[Link, ...]
    data: tuple[Link, ...]
    citations: tuple[Link, ...]


def cite_view(edition: Edition, briefing: Briefing) -> CiteView:
    """How to cite a briefing, from the one model of its citation."""
    page = edition.path(Thing(BRIEFINGS, briefing.id))
    url = urls.absolute(edition.base, page) if edition.base else ""
    citation = citation_of(edition.library, briefing, url)
    links = {each: Link(each.file, edition.strings.text(each.key))
             for each in formats_of(edition.library, briefing)}  # fmt: skip
    comma = edition.strings.text("cite-comma")
    stop = edition.strings.text("cite-stop")
    ends = citation.title.endswith(_ENDINGS)
    day = edition.strings.conventions.parts(citation.date)
    publisher = citation.publisher if citation.publisher != citation.site else ""
    number = (len(briefing.transcript.paragraphs) + 1) // 2  # none is special
    return CiteView(
        chicago=_chicago(edition, citation),
        mla=_mla(edition, citation),
        apa=_apa(edition, citation),
        cast=_cast(edition, briefing, citation, page),
        script=edition.asset(page, "citing.js"),
        title=citation.title,
        ending="" if ends else comma.strip(),
        stop="" if ends else stop.strip(),
        kind=edition.strings.text(f"kind-{citation.kind}"),
        place=f"{citation.place}{comma}" if citation.place else "",
        date=edition.day(citation.date),
        mla_date=edition.strings.text(
            "cite-mla-date", day=day.day, month=day.short_month, year=day.year
        ),
        apa_date=edition.strings.text("cite-apa-date", day=day.day, month=day.month, year=day.year),
        site=citation.site,
        publisher=f"{publisher}{comma}" if publisher else "",
        address=citation.url,
        passage=f"#{urls.paragraph_id(number)}" if number else "",
        paragraph=number,
        head=tuple(links[each] for each in (TRANSCRIPT, DATA)),
        data=tuple(link for each, link in links.items() if each not in OF_CITATIONS),
        citations=tuple(link for each, link in links.items() if each in OF_CITATIONS),
    )


def _chicago(edition: Edition, citation: Citation) -> str:
    """“Sergei Lavrov, Minister of Foreign Affairs, ”: the speaker with the office of the day."""
    comma = edition.strings.text("cite-comma")
    names = [_with_office(edition, name) for name in citation.authors]
    listed = _listed(edition, names, _MOST_IN_CHICAGO)
    return listed + comma if listed else ""


def _mla(edition: Edition, citation: Citation) -> str:
    """“Lavrov, Sergei. ”."""
    names = [
        name.literal if place else _inverted(edition, name)
        for place, name in enumerate(citation.authors)
    ]
    listed, stop = _listed(edition, names, _MOST_IN_MLA), edition.strings.text("cite-stop")
    return listed.removesuffix(stop.strip()) + stop if listed else ""


def _apa(edition: Edition, citation: Citation) -> str:
    """“Lavrov, S. ”."""
    listed = _listed(edition, [_initials(edition, name) for name in citation.authors], _MOST_IN_APA)
    return f"{listed} " if listed else ""


def _cast(edition: Edition, briefing: Briefing, citation: Citation, page: str) -> str:
    """How a script names those who speak in a passage, by the link that their turns have.

    Of each: as Chicago, MLA and APA have it, and as MLA has it after another name. Who is not known
    is named by the label. "" where all that is said is said by one who is known.
    """
    known = [briefing.head.speakers.get(turn.label) for turn in briefing.transcript.turns]
    if None not in known and len(set(known)) < 2:  # noqa: PLR2004  # one, or nobody
        return ""
    cast = {
        "most": [_MOST_IN_CHICAGO, _MOST_IN_MLA, _MOST_IN_APA],
        "names": {
            edition.entry_link(page, name.entry).href: [
                _with_office(edition, name), _inverted(edition, name), _initials(edition, name),
                name.literal,
            ]
            for name in citation.authors
        },
    }  # fmt: skip
    return json.dumps(cast, ensure_ascii=False, separators=(",", ":"))


def _with_office(edition: Edition, name: Name) -> str:
    """“Sergei Lavrov, Minister of Foreign Affairs”."""
    return edition.strings.text("cite-comma").join([name.literal, *name.roles[:1]])


def _listed(edition: Edition, names: list[str], most: int) -> str:
    """Names in a row: “and” before the last, or “et al.” after the first where they are many."""
    text = edition.strings.text
    match names:
        case [one]:
            return one
        case [first, *_] if len(names) > most:
            return text("cite-others", names=first)
        case [*firsts, last]:
            return text("cite-and", names=text("cite-comma").join(firsts), last=last)
    return ""


def _inverted(edition: Edition, name: Name) -> str:
    """“Lavrov, Sergei”."""
    if not name.given:
        return name.literal
    return f"{name.family}{edition.strings.text('cite-comma')}{name.given}"


def _initials(edition: Edition, name: Name) -> str:
    """“Lavrov, S.”; letters of scripts without capitals stay whole names."""
    parts = [part for part in name.given.split() if part]
    if all(part[0].isupper() for part in parts):
        name = name._replace(given=" ".join(f"{part[0]}." for part in parts))
    return _inverted(edition, name)
