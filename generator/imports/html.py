"""Web pages: the main text of a page in its paragraphs, and what its head says about it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.imports.draft import Block, Draft, Guess, Left, Source, refused
from generator.imports.encodings import text_of
from generator.imports.guesses import date_in
from generator.imports.html_tree import INLINE, Element, parse_html
from generator.urls import is_web_address

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
_HEAD = 4096  # bytes in which a page names its encoding
# What browsers take these names for (WHATWG Encoding).
_ALIASES = {
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "x-gbk": "gb18030", "iso-8859-9": "windows-1254", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_HIDDEN = re.compile(r"display\s*:\s*none")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SILENT = frozenset(["script", "style", "template", "head", "title", "noscript", "wbr"])
# What is no part of a page's main text, and what the report calls it.
_AROUND = {
    "nav": "navigation", "aside": "what stands beside the text", "footer": "a footer",
    "header": "a header", "form": "a form", "button": "a button", "select": "a form",
    "iframe": "something embedded", "object": "something embedded", "svg": "a drawing",
    "audio": "a sound", "video": "a film", "canvas": "a drawing", "dialog": "a dialogue",
    "figcaption": "a caption", "input": "a form", "textarea": "a form", "math": "a formula",
    "rt": "a reading of characters", "rp": "a reading of characters",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation", "complementary": "what stands beside the text",
    "contentinfo": "a footer", "banner": "a header", "search": "a form",
    "doc-noteref": "the number of a note", "doc-footnote": "a note", "doc-endnotes": "notes",
}  # fmt: skip


def read_html(source: Source) -> Draft:
    """A page: of `<main>`, `<article>` or the body the paragraphs; all else is named.

    Raises:
        RefusedError: when it is no text, or has none.
    """
    page = parse_html(text_of(source, _declared(source.content)))
    main, others = _main(page)
    title, heading = _title(page)
    flow = _Flow(heading)
    flow.walk(main)
    flow.flush()
    if not flow.blocks:
        hint = "if the page makes its text with a script, save it from the browser (as a whole)"
        raise refused(source, "there is no text in this page", hint)
    return Draft(
        tuple(flow.blocks), title, _date(page), _address(page),
        publisher=_meta_guess(page, "og:site_name", "dc.publisher", "publisher"),
        language=_language(page),
        left=(*_outside(others, heading), *flow.left),
        remarks=_remarks(main),
    )  # fmt: skip


def _declared(content: bytes) -> str:
    """The encoding that the page names."""
    found = _XML.match(content[:_HEAD]) or _CHARSET.search(content[:_HEAD])
    name = found[1].decode("ascii").casefold() if found else ""
    return _ALIASES.get(name, name)


def _main(page: Element) -> tuple[Element, list[Element]]:
    """The element with the main text, and those of the page that stand around it."""
    body = page.first(lambda each: each.tag == "body") or page
    places = (
        [each for each in body.every() if each.get("itemprop") == "articleBody"],
        [each for each in body.every() if each.tag == "main" or each.get("role") == "main"],
        [each for each in body.every() if each.tag == "article"],
    )
    for found in places:
        if with_text := [each for each in found if each.text]:
            main = max(with_text, key=lambda each: len(each.text))
            return main, list(_beside(body, main))
    return body, []


def _beside(above: Element, main: Element) -> Iterator[Element]:
    """The elements that stand around the main one, the largest that do not hold it."""
    for child in above.children:
        if isinstance(child, str) or child is main:
            continue
        if any(each is main for each in child.every()):
            yield from _beside(child, main)
        else:
            yield child


def _outside(others: list[Element], title: Element | None) -> Iterator[Left]:
    for each in others:
        words = each.text
        if words and each.tag not in _SILENT and each is not title:
            what = _what(each) or "the page around the text"
            yield Left(what, f"line {each.line}", words)


def _what(element: Element) -> str:
    """What an element is called that is not part of the text, or ""."""
    is_hidden = "hidden" in element.attributes or element.get("aria-hidden") == "true"
    if is_hidden or _HIDDEN.search(element.get("style").casefold()):
        return "hidden text"
    if element.tag == "sup" and _is_note_number(element):
        return "the number of a note"
    return _ROLES.get(element.get("role")) or _AROUND.get(element.tag, "")


def _is_note_number(element: Element) -> bool:
    links = [each for each in element.every() if each.tag == "a"]
    return len(links) == 1 and links[0].get("href").startswith("#") and len(element.text) < 6  # noqa: PLR2004


@dataclass
class _Flow:
    """Gathers the characters of a page into paragraphs; its lists end as tuples."""

    title: Element | None
    blocks: list[Block] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    text: str = ""
    bold: int = 0
    line: int = 0
    heading: bool = False

    def walk(self, element: Element, *, bold: bool = False, pre: bool = False) -> None:
        """Take in what an element holds."""
        for child in element.children:
            if isinstance(child, str):
                self._say(child if pre else _SPACE.sub(" ", child), bold=bold)
            elif child.tag == "br":
                self.text = self.text.rstrip(" ") + "\n"
            elif child.tag not in _SILENT:
                self._element(child, bold=bold, pre=pre)

    def _element(self, element: Element, *, bold: bool, pre: bool) -> None:
        if what := _what(element):
            self._leave(element, what)
        elif element.tag == "img":
            self.left.append(Left("a picture", f"line {element.line}", element.get("alt")))
        elif element.tag in INLINE:
            is_bold = bold or element.tag in {"b", "strong"} or bool(
                _BOLD.search(element.get("style").casefold())
            )  # fmt: skip
            self.walk(element, bold=is_bold, pre=pre)
        else:
            self._block(element, pre=pre)

    def _block(self, element: Element, *, pre: bool) -> None:
        self.flush()
        self.line = element.line
        if element is self.title:
            return
        if element.tag == "ol":
            self.left.append(Left("the numbers of a list", f"line {element.line}", element.text))
        self.heading = element.tag in _HEADINGS
        self.walk(element, bold=element.tag in {"dt", "th"}, pre=pre or element.tag == "pre")
        self.flush()

    def _leave(self, element: Element, what: str) -> None:
        if element.tag not in INLINE:
            self.flush()
        if words := element.text:
            self.left.append(Left(what, f"line {element.line}", words))

    def _say(self, words: str, *, bold: bool) -> None:
        if not self.text or self.text[-1] in " \n":
            words = words.lstrip(" ")
        if bold and self.bold == len(self.text):
            self.bold += len(words)
        self.text += words

    def flush(self) -> None:
        """A paragraph ends here."""
        text = self.text.strip()
        if text:
            indent = len(self.text) - len(self.text.lstrip())
            bold = max(min(self.bold - indent, len(text)), 0)
            where = f"line {self.line}" if self.line else "the page"
            self.blocks.append(Block(text, where, self.heading, bold))
        self.text, self.bold, self.heading = "", 0, False


def _remarks(main: Element) -> tuple[str, ...]:
    tables = sum(each.tag == "table" for each in main.every())
    if not tables:
        return ()
    return ("the cells of a table are paragraphs, row by row",)


def _title(page: Element) -> tuple[Guess | None, Element | None]:
    """The title, and the element of the text that it is."""
    heading = page.first(lambda each: each.tag == "h1" and bool(each.text))
    if heading:
        return Guess(heading.text, "the heading of the page"), heading
    if guess := _meta_guess(page, "og:title", "dc.title"):
        return guess, None
    title = page.first(lambda each: each.tag == "title" and bool(each.text))
    return (Guess(title.text, "the title of the page") if title else None), None


def _date(page: Element) -> Guess | None:
    named = ("article:published_time", "datepublished", "dc.date", "date", "pubdate")
    if (guess := _meta_guess(page, *named)) and (day := date_in(guess.words)):
        return Guess(day.isoformat(), guess.origin)
    for each in page.every():
        if each.tag == "time" and (day := date_in(each.get("datetime") or each.text)):
            return Guess(day.isoformat(), f"a date in line {each.line}")
    return None


def _address(page: Element) -> Guess | None:
    link = page.first(lambda each: each.tag == "link" and each.get("rel") == "canonical")
    if link and is_web_address(link.get("href")):
        return Guess(link.get("href"), "the page's own address")
    guess = _meta_guess(page, "og:url")
    return guess if guess and is_web_address(guess.words) else None


def _language(page: Element) -> Guess | None:
    root = page.first(lambda each: each.tag == "html")
    written = root.get("lang") if root else ""
    is_tag = re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", written)
    return Guess(written, "the page") if is_tag else None


def _meta_guess(page: Element, *names: str) -> Guess | None:
    """What the head says under the first of some names that it has."""
    known: Mapping[str, str] = {
        (each.get("property") or each.get("name") or each.get("itemprop")).casefold():
            each.get("content") for each in page.every() if each.tag == "meta"
    }  # fmt: skip
    for name in names:
        if words := " ".join(known.get(name, "").split()):
            return Guess(words, f"“{name}” in the head of the page")
    return None
