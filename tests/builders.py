"""Small sites from a few words, and pages read back as a browser reads them."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import html5lib

from generator.anchors import anchor_annotations
from generator.build import Outcome, build
from generator.directory import make_directory
from generator.index import Found, make_index
from generator.library import read_library
from generator.mentions import find_mentions
from generator.options import Options
from generator.pages import Plan, plan_pages
from generator.pages.edition import Edition
from generator.render import Templates, make_templates
from generator.source import Tree
from generator.strings import read_strings

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
NOW = Options(now=datetime(2026, 11, 23, tzinfo=UTC))
DAY = "2016-12-15"
SITE = json.dumps({"title": "Annotated Briefings", "description": "Word for word."})
BRIEFING = "content/briefings/talks.md"
NOTES = "content/briefings/talks.annotations.yaml"
BRIEFING_PAGE = "briefings/talks/index.html"

# What YAML takes for a line end or refuses, though JSON lets it stand.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

Files = dict[str, str]
Link = tuple[str, str]


def quoted(value: object) -> str:
    """The value as JSON, which is YAML too."""
    return _ESCAPED.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False)
    )


def markdown(head: Mapping[str, object], body: str = "") -> str:
    """A file with front matter."""
    lines = "".join(f"{quoted(key)}: {quoted(value)}\n" for key, value in head.items())
    return f"---\n{lines}---\n{body}"


def briefing(text: str, **head: object) -> str:
    """The file of a briefing."""
    return markdown({"title": "Talks", "date": DAY, **head}, f"\n{text}")


def entry(name: str, *aliases: object, body: str = "", **head: object) -> str:
    """The file of an entry of the glossary."""
    return markdown({"name": name, "aliases": aliases, **head}, body)


def note(name: str, quote: str, **head: object) -> dict[str, object]:
    """An annotation, for `notes`."""
    return {"id": name, "quote": quote, "kind": "context", "text": "A note.", **head}


def notes(*annotations: Mapping[str, object], **file: object) -> str:
    """The file beside a briefing."""
    return quoted({"annotations": annotations, **file})


@cache
def _templates() -> dict[str, bytes]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
    }


def tree_of(files: Mapping[str, str]) -> Tree:
    """The tree of a site; what is not given, site.yaml and the templates, is there too."""
    written = {path: text.encode() for path, text in {"site.yaml": SITE, **files}.items()}
    return Tree(_templates() | written)


def built(files: Mapping[str, str], options: Options = NOW) -> Outcome:
    """What a build makes of a site."""
    return build(tree_of(files), options)


def published(files: Mapping[str, str]) -> Mapping[str, bytes]:
    """The files of a site that has no errors."""
    outcome = built(files)
    assert not outcome.has_errors, outcome.problems
    return outcome.files


def planned(files: Mapping[str, str]) -> tuple[Plan, Templates]:
    """The pages of a site without errors, none of them made yet, and what makes them."""
    tree = tree_of(files)
    library = read_library(tree, NOW)
    directory = make_directory(library)
    strings = read_strings(tree, library.site.language, None)
    mentions, anchors = find_mentions(library), anchor_annotations(library)
    assert library.problems + mentions.problems + anchors.problems == ()
    index = make_index(library, directory, Found(mentions, anchors))
    plan = plan_pages(
        Edition(
            library,
            index,
            directory,
            NOW,
            strings,
            {"site.js": "site.js", "reading.js": "reading.js"},
        )
    )
    assert plan.problems == ()
    return plan, make_templates(tree.files, strings)


def codes(outcome: Outcome) -> list[str]:
    """The codes of all problems, in their order."""
    return [problem.code for problem in outcome.problems]


def page_of(content: bytes) -> ET.Element:
    """A page as a browser reads it; one that a validator would refuse fails here.

    Tests look at the same pages one after another: what was read is remembered, and copied.
    """
    return deepcopy(_read(content))


@lru_cache(maxsize=64)
def _read(content: bytes) -> ET.Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    page: ET.Element = parser.parse(content.decode())
    assert not parser.errors, parser.errors[:3]
    return page


def words_of(element: ET.Element) -> str:
    """The words of an element without what is not the speaker's."""
    parts = [element.text or ""]
    for child in element:
        if "data-apparatus" not in child.attrib:
            parts.append(words_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def having_class(page: ET.Element, name: str) -> list[ET.Element]:
    """The elements of a class, in order."""
    return [each for each in page.iter() if name in each.get("class", "").split()]


def paragraph_elements(page: ET.Element) -> list[ET.Element]:
    """The elements that hold a briefing's words."""
    return [element for element in page.iter() if "data-paragraph" in element.attrib]


def paragraphs_of(page: ET.Element) -> list[str]:
    """The words of each paragraph, in order; numbers and addresses must be right too."""
    elements = paragraph_elements(page)
    ids = {element.get("id") for element in page.iter()}
    for number, element in enumerate(elements, start=1):
        assert element.get("data-paragraph") == str(number)
        assert f"p{number}" in ids
    return [words_of(element) for element in elements]


def mentions_of(page: ET.Element) -> list[tuple[int, str, str]]:
    """Each name that is marked in a briefing: its paragraph, its words, its entry."""
    return [
        (number, words_of(element), entry)
        for number, paragraph in enumerate(paragraph_elements(page), start=1)
        for element, entry in names_in(paragraph)
    ]


def names_in(paragraph: ET.Element) -> Iterator[tuple[ET.Element, str]]:
    """Each name in a paragraph with the id of its entry; one of several comes once for each."""
    name, letters = paragraph, list[ET.Element]()
    for element in paragraph.iter():
        match element.get("class"):
            case "mention":
                name = element
            case "which":
                letters = list(element.iter("a"))
                yield from ((name, _entry_behind(letter)) for letter in letters)
        if "data-entry" in element.attrib:
            yield element, element.attrib["data-entry"]
        elif element.tag == "a" and "role" not in element.attrib and element not in letters:
            yield element, _entry_behind(element)


def _entry_behind(link: ET.Element) -> str:
    """The id of the entry whose page a link leads to: …/people/anna/index.html."""
    return link.attrib["href"].split("/")[-2]


def all_mentions(files: Mapping[str, bytes]) -> dict[str, list[tuple[int, str, str]]]:
    """Each linked name of each briefing, by the page's path."""
    return {
        path: found
        for path, content in files.items()
        if path.startswith("briefings/")
        and path.endswith(".html")
        and (found := mentions_of(page_of(content)))
    }


def skeleton(element: ET.Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes, in order."""
    return [(str(each.tag), tuple(sorted(each.attrib))) for each in element.iter()]


def faults_of_links(files: Mapping[str, bytes]) -> Iterator[str]:
    """Ids that a page has twice, and links that lead nowhere; nothing of check.py is used."""
    pages = {path: page_of(content) for path, content in files.items() if path.endswith(".html")}
    ids = {path: Counter(each.attrib["id"] for each in page.iter() if "id" in each.attrib)
           for path, page in pages.items()}  # fmt: skip
    for path, page in pages.items():
        yield from (f"{path}: twice #{name}" for name, times in ids[path].items() if times > 1)
        for element in page.iter():
            links = (element.get("href"), element.get("src"))
            yield from (f"{path}: {link} leads nowhere" for link in filter(None, links)
                        if not _leads_somewhere(path, link, files, ids))  # fmt: skip
            yield from (f"{path}: {name} is named and not there"
                        for name in element.get("aria-labelledby", "").split()
                        if name not in ids[path])  # fmt: skip


def _leads_somewhere(
    path: str, link: str, files: Mapping[str, bytes], ids: Mapping[str, Collection[str]]
) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in {"http", "https", "mailto", "tel"}
    if parts.netloc or parts.path.startswith("/"):
        return False
    target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
    return target in files and (
        not parts.fragment or unquote(parts.fragment.partition(":~:")[0]) in ids.get(target, ())
    )


def read_cases(name: str) -> list[tuple[str, str, str]]:
    r"""Title, input and expected output of each case in a file under cases/.

    A case is a title, a line with a full stop, the input, such a line, the output, such a line.
    What cannot be seen is written as in Python: \u00a0, \r.
    """
    cases: list[tuple[str, str, str]] = []
    parts: list[list[str]] = [[]]
    for line in (CASES / f"{name}.md").read_text("utf-8").split("\n"):
        if line != ".":
            parts[-1].append(line)
        elif len(parts) < 3:
            parts.append([])
        else:
            title = next(words for words in reversed(parts[0]) if words)
            cases.append((title, unescaped("\n".join(parts[1])), "\n".join(parts[2])))
            parts = [[]]
    assert len(parts) == 1, f"a full stop is missing behind {parts[0]}"
    return cases


def unescaped(text: str) -> str:
    """The text that an input of a case stands for."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\\r", "\r").replace("\\t", "\t")


def escaped(text: str) -> str:
    """The text as an output of a case writes it; a line end is ⏎."""
    shown = text.replace("\n", "⏎").replace("\r", "\\r").replace("\t", "\\t")
    return re.sub("[\u00a0\u0300-\u036f\u1100-\u11ff\u200b-\u200f\u2028\u2029\u3000\u3099\ufeff]",
                  lambda match: f"\\u{ord(match[0]):04x}", shown)  # fmt: skip
