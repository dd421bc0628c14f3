"""First versions of files: what `glossator new` writes. Each passes `glossator check`."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from generator.site import KindHead
from generator.yaml_writing import quoted

_LONGEST_SLUG = 80
_PLACEHOLDER = "Replace this paragraph with the transcript. Paragraphs are parted by blank lines."
_NO_SUMMARY = "# summary: one sentence for lists and previews"


def slug(name: str) -> str:
    """An id for a name: lower case, without accents on Latin letters, hyphens for all else.

    Returns "" when the name has neither letters nor digits.
    """
    plain = unicodedata.normalize("NFC", "".join(map(_without_accent, name))).casefold()
    words = re.findall(r"[^\W_]+", plain.replace("’", "").replace("'", ""))
    kept = ""
    for word in words:
        if kept and len(f"{kept}-{word}".encode()) > _LONGEST_SLUG:
            break
        kept = f"{kept}-{word}" if kept else word[: _LONGEST_SLUG // 4]
    return kept


def site_files(title: str) -> dict[str, bytes]:
    """The files of a new site."""
    site = (
        f"title: {quoted(title)}\n"
        'description: "Transcripts of briefings, with annotations and a glossary."\n'
        "language: en\n"
        "# url: the address at which the site is published\n"
        "# publisher: who publishes it\n"
        "# licence: {name: …, url: …}\n"
        "navigation: [briefings, people, institutions, topics, glossary, about]\n"
    )
    about = (
        "---\n"
        "title: About\n"
        "summary: What this site is and how its texts are edited.\n"
        "---\n"
        "Transcripts are published verbatim. What editors add stands beside the text or on pages\n"
        "of its own: annotations, the glossary, topics.\n"
    )
    return {
        "site.yaml": site.encode(),
        "content/pages/about.md": about.encode(),
    }


def setup_files(title: str, version: str, starter: Mapping[str, bytes]) -> dict[str, bytes]:
    """What helps around a site: its editors' README, checks before commits, the host's workflow."""
    return {
        path: content.replace(b"@TITLE@", title.encode()).replace(b"@VERSION@", version.encode())
        for path, content in starter.items()
    }


def briefing_files(name: str, title: str, day: date) -> dict[str, bytes]:
    """A draft of a briefing with its annotations file."""
    text = (
        "---\n"
        f"title: {quoted(title)}\n"
        f"date: {day.isoformat()}\n"
        "kind: briefing  # statement, press-conference, interview, briefing, speech, meeting\n"
        "# place: an id under content/places/\n"
        "speakers: {}  # {Minister: id-of-a-person, Question: null}\n"
        "topics: []\n"
        "status: draft  # published\n"
        "---\n"
        f"{_PLACEHOLDER}\n"
    )
    notes = "annotations: []\npassages: []\n"
    return {
        f"content/briefings/{name}.md": text.encode(),
        f"content/briefings/{name}.annotations.yaml": notes.encode(),
    }


def entry_files(kind: KindHead, name: str, title: str, summary: str = "") -> dict[str, bytes]:
    """A new entry of the glossary; without a summary it has a line that asks for one."""
    return {f"content/{kind.id}/{name}.md": _entry_text(kind, title, (), summary).encode()}


def draft_files(kind: KindHead, name: str, title: str, aliases: Sequence[str]) -> dict[str, bytes]:
    """A draft of an entry that is called in several ways."""
    text = _entry_text(kind, title, aliases).removesuffix("---\n") + "status: draft\n---\n"
    return {f"content/{kind.id}/{name}.md": text.encode()}


def _entry_text(kind: KindHead, title: str, aliases: Sequence[str], summary: str = "") -> str:
    more = {
        "people": "roles: []  # - {title: …, institution: id, from: 2016-12-15, to: 2017-08-03}\n",
        "institutions": "posts: []  # - {title: Minister of Defence}\n",
    }.get(kind.id, "")
    said = f"summary: {quoted(summary)}" if summary else _NO_SUMMARY
    return (
        "---\n"
        f"name: {quoted(title)}\n"
        "other_names: []  # - {name: …, lang: ru}\n"
        f"aliases: [{', '.join(map(quoted, aliases))}]  # further forms to link in transcripts\n"
        f"{more}"
        f"{said}\n"
        "sources: []  # - {title: …, publisher: …, date: 2016, url: …}\n"
        "---\n"
    )


def topic_files(name: str, title: str) -> dict[str, bytes]:
    """A new topic."""
    text = (
        "---\n"
        f"name: {quoted(title)}\n"
        "# scope_note: what belongs here and what does not\n"
        "broader: []\n"
        "related: []\n"
        "---\n"
    )
    return {f"content/topics/{name}.md": text.encode()}


def _without_accent(char: str) -> str:
    """The letter without its accent, if it is a Latin one; й and が are letters of their own."""
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char
