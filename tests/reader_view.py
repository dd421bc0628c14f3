"""What reader views show of a site, by Mozilla's Readability, which npm brings (`make validate`).

`python tests/reader_view.py SITE READABILITY` reads every page of a built site that has cards:
none of their sentences may be shown, and of a briefing no speaker, words or note may be missing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from browsing import launched
from playwright.sync_api import Page, sync_playwright

# What a reader view takes from a page, with one blank between words; cards that lie in the page or
# that its script brings; and the longest piece of each paragraph and note that nothing interrupts.
LOOK = """async () => {
    const told = text => text.replace(/\\s+/g, " ").trim();
    const template = document.getElementById("cards").content;
    const script = template.querySelector("script");
    if (script) await new Promise((done, failed) => {
        const { src } = script;
        document.head.append(Object.assign(document.createElement("script"),
                                           { src, onload: done, onerror: failed }));
    });
    const cards = script ? site.cards : JSON.parse(template.textContent);
    const article = new Readability(document.cloneNode(true)).parse();
    const longest = element => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) found.push(told(walker.currentNode.data));
        return found.toSorted((one, other) => other.length - one.length)[0];
    };
    return {
        shown: told(article?.textContent ?? ""),
        sentences: cards.flatMap(([, , facts, , words]) => [facts.at(-1), words])
            .filter(each => each.length > 12),
        own: told(document.querySelector("main").innerText),
        words: [...document.querySelectorAll(
            "[data-paragraph], [role=doc-footnote] > p:nth-of-type(2), .speaker :is(h2, h3)"
        )].map(longest),
    };
}"""


def faults(page: Page, address: str, readability: Path) -> Iterator[str]:
    """What is wrong with the reader view of a page."""
    page.goto(address)
    page.add_script_tag(path=readability)
    seen = page.evaluate(LOOK)
    for sentence in seen["sentences"]:
        if sentence in seen["shown"] and sentence not in seen["own"]:
            yield f"a card is shown: {sentence}"
    for words in seen["words"]:
        if words not in seen["shown"]:
            yield f"words are missing: {words}"


def told(site: Path, readability: Path) -> str:
    """What is wrong with the reader views of a site's pages, a line each; "" if nothing is."""
    pages = [page for page in sorted(site.rglob("index.html"))
             if b'<template id="cards">' in page.read_bytes()]  # fmt: skip
    with sync_playwright() as playwright:
        page = launched(playwright).new_page(bypass_csp=True)  # or no script of ours may run
        return "\n".join(
            f"{each.relative_to(site)}: {fault}"
            for each in pages
            for fault in faults(page, each.resolve().as_uri(), readability)
        )


if __name__ == "__main__":
    sys.exit(told(*map(Path, sys.argv[1:])) or 0)
