"""What a language model is to read of a site, as https://llmstxt.org proposes: `llms.txt`."""

from collections.abc import Iterable, Iterator

from generator import urls
from generator.exports.markdown import escaped
from generator.folders import BRIEFINGS, TOPICS
from generator.formats import LLMS, MARKDOWN, formats_of_site
from generator.model import Briefing
from generator.pages.edition import Edition
from generator.pages.lines import speakers
from generator.serial import one_line
from generator.thing import Thing

_MOST = 500  # briefings, the latest; the list of all is named behind them


def llms(edition: Edition) -> dict[str, bytes]:
    """The file: what the site is, its briefings as Markdown, its topics, its data."""
    site, text = edition.library.site, edition.strings.text
    blocks = [
        f"# {escaped(one_line(site.title))}",
        f"> {escaped(one_line(site.description))}",
        *_section(text("briefings"), _briefings(edition)),
        *_section(text("topics"), _topics(edition)),
        *_section(text("cite-data"), _data(edition)),
    ]
    return {LLMS.file: ("\n\n".join(blocks) + "\n").encode()}


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    if listed := "\n".join(lines):
        yield f"## {escaped(title)}"
        yield listed


def _briefings(edition: Edition) -> Iterator[str]:
    for name in edition.in_order[: -_MOST - 1 : -1]:
        briefing = edition.library.briefings[name]
        page = edition.path(Thing(BRIEFINGS, name))
        address = _address(edition, urls.beside(page, MARKDOWN.file))
        yield _line(briefing.head.title, address, _about(edition, briefing))
    if len(edition.in_order) > _MOST:
        target = urls.path_of(BRIEFINGS)
        yield _line(edition.strings.text("all-briefings"), _address(edition, target))


def _about(edition: Edition, briefing: Briefing) -> str:
    """“15 December 2016, Sergei Lavrov. He reports …”."""
    when = edition.when(briefing.head.date)
    said = edition.strings.text("list-comma").join(
        [*([when.words] if when else []), *speakers(edition, briefing)]
    )
    return f"{said}. {briefing.head.summary or ''}"


def _topics(edition: Edition) -> Iterator[str]:
    for topic in edition.library.topics.values():
        address = _address(edition, edition.path(Thing(TOPICS, topic.id)))
        yield _line(topic.head.name, address, topic.head.scope_note or "")


def _data(edition: Edition) -> Iterator[str]:
    for each in formats_of_site(edition.library):
        yield _line(edition.strings.text(each.key), _address(edition, each.file))


def _line(title: str, address: str, words: str = "") -> str:
    behind = escaped(one_line(words))
    return f"- [{escaped(one_line(title))}]({address})" + (f": {behind}" if behind else "")


def _address(edition: Edition, path: str) -> str:
    return urls.absolute(edition.base, path) if edition.base else urls.relative(LLMS.file, path)
