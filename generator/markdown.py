"""Markdown as editors write it: CommonMark with tables, footnotes, definition lists, `[[links]]`.

No raw HTML, no pictures, links only to http, https, mailto, tel and places of the same page.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.source import Span
from generator.text import sentences_around

_ALLOWED = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_WIKILINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
# Code in Markdown, in which nothing is a link: fenced, or between back quotes.
_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


class Target(NamedTuple):
    """Where a `[[link]]` leads on the page that shows it, and what it is called there.

    What leads nowhere there (`href` is "") is shown as plain words.
    """

    href: str
    title: str


class Quotation(NamedTuple):
    """A sentence in plain words, with the target and the place of each `[[link]]` in it."""

    words: str
    links: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that Markdown can write but that is not read here."""

    message: str
    help: str
    sought: str


def wikilinks(text: str) -> tuple[str, ...]:
    """The targets of all `[[links]]`, in order; `a#p6` as it is written."""
    return tuple(token.meta["target"] for token in _inline(parse(text)) if token.type == "wikilink")


def without_code(text: str) -> str:
    """A Markdown text with spaces for its code, in which nothing is a link."""
    return _CODE.sub(lambda code: " " * len(code[0]), text)


def quotations(text: str, title_of: Callable[[str], str]) -> Iterator[Quotation]:
    """Each sentence with `[[links]]`."""
    for token in parse(text):
        if token.type != "inline":
            continue
        words, places = _plain(token.children or [], title_of)
        for (start, end), held in sentences_around(words, [span for _, span in places]):
            links = ((places[each][0], places[each][1]) for each in held)
            yield Quotation(
                words[start:end],
                tuple((target, Span(span.start - start, span.end - start))
                      for target, span in links),
            )  # fmt: skip


def plain_text(text: str, title_of: Callable[[str], str]) -> str:
    """The words of a Markdown text without its markup, blocks parted by a space."""
    return " ".join(
        _plain(token.children or [], title_of)[0] for token in parse(text) if token.type == "inline"
    )


def refused(text: str) -> Iterator[Refused]:
    """Links and pictures that are not shown, in order."""
    for token in _inline(parse(text)):
        if token.type == "image":
            source = str(token.attrGet("src") or "")
            yield Refused("pictures are not shown here", "describe it in words, or link it", source)
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if not _ALLOWED.match(href):
                hint = "link pages of this site as [[id]], others with https://"
                yield Refused(f"“{href}” is no link that can be followed", hint, href)


def to_html(text: str, link: Callable[[str], Target], prefix: str, level: int = 2) -> str:
    """The HTML of a Markdown text.

    Args:
        text: CommonMark.
        link: what a `[[target]]` leads to.
        prefix: makes the ids of footnotes unique on a page.
        level: the level of its highest headings.
    """
    tokens = _levelled(parse(text), level)
    env: EnvType = {"link": link, "docId": prefix}
    return str(_parser().renderer.render(tokens, _parser().options, env))


@lru_cache(maxsize=8192)
def parse(text: str) -> tuple[Token, ...]:
    """The tokens of a Markdown text; callers must not change them."""
    return tuple(_parser().parse(text, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable("table").use(footnote_plugin).use(deflist_plugin)
    parser.use(attrs_plugin, allowed=["id", "class", "lang"])
    parser.inline.ruler.before("link", "wikilink", _wikilink_rule)
    parser.add_render_rule("wikilink", _render_wikilink)
    parser.validateLink = _any_link  # type: ignore[method-assign]  # `refused` reports them
    for cell in ("th_open", "td_open"):
        parser.add_render_rule(cell, _render_cell)
    parser.add_render_rule("link_open", _render_link)
    parser.add_render_rule("image", _render_image)
    return parser


def _any_link(url: str) -> bool:  # noqa: ARG001  # markdown-it's own signature
    return True


def _wikilink_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own
    match = _WIKILINK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("wikilink", "a", 0)
        token.meta = {"target": match[1].strip(), "label": (match[2] or "").strip()}
    state.pos = match.end()
    return True


def _render_wikilink(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    link: Callable[[str], Target] = env["link"]
    meta = tokens[index].meta
    href, title = link(meta["target"])
    if not href:
        return escapeHtml(meta["label"] or title)
    anchor = Token("link_open", "a", 1, attrs={"href": href})
    opening = renderer.renderToken([anchor], 0, options, env)  # its address is ours: no rule
    return f"{opening}{escapeHtml(meta['label'] or title)}</a>"


def _render_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Alignment as a class: a style attribute would break the page's content security policy."""
    token = tokens[index].copy(attrs=dict(tokens[index].attrs))
    if match := _ALIGN.match(str(token.attrs.pop("style", ""))):
        token.attrJoin("class", f"align-{match[1]}")
    return str(renderer.renderToken([token], 0, options, env))


def _render_link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    if not _ALLOWED.match(str(token.attrGet("href") or "")):
        token = token.copy(
            attrs={key: value for key, value in token.attrs.items() if key != "href"}
        )
    return str(renderer.renderToken([token], 0, options, env))


def _render_image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return renderer.renderInlineAsText(tokens[index].children or [], options, env)


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            yield child
            yield from _inline([child])


def _plain(
    children: Sequence[Token], title_of: Callable[[str], str]
) -> tuple[str, list[tuple[str, Span]]]:
    """The words of inline tokens, and where in them the wikilinks stand."""
    words, places = "", []
    for child in children:
        match child.type:
            case "text" | "code_inline":
                words += child.content
            case "softbreak" | "hardbreak":
                words += " "
            case "wikilink":
                label = child.meta["label"] or title_of(child.meta["target"])
                places.append((child.meta["target"], Span(len(words), len(words) + len(label))))
                words += label
            case _:
                pass
    return words, places


def _levelled(tokens: Sequence[Token], level: int) -> list[Token]:
    """Tokens whose headings begin at a level and skip none, whatever the editor wrote."""
    levelled: list[Token] = []
    above: list[int] = []
    for token in tokens:
        if token.type not in {"heading_open", "heading_close"}:
            levelled.append(token)
            continue
        if token.type == "heading_open":
            written = int(token.tag[1])
            above = [*(each for each in above if each < written), written]
        levelled.append(token.copy(tag=f"h{min(level + len(above) - 1, 6)}"))
    return levelled
