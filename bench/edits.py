"""What editors save while they look: a kind of edit for each stage that has to follow it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """A kind of edit.

    Attributes:
        file: the file that is saved, from the project's root.
        page: the page that shows it.
        changed: the file's text with a mark in it, from the text and the number of the save.
        sign: what tells in the page that it has arrived; "" where any newer page does.
    """

    file: str
    page: str
    changed: Callable[[str, int], str]
    sign: str = "saved-{}-mark"


def edits_of(site: Path) -> dict[str, Edit]:
    """The kinds of edits, in a corpus of bench/corpus.py."""
    texts = sorted(site.glob("content/briefings/*.md"))
    text = texts[len(texts) // 2]
    briefing = f"content/briefings/{text.stem}"
    page = f"briefings/{text.stem}/"
    people = sorted(site.glob("content/people/*.md"))
    person = people[7].stem
    holder = next(each.stem for each in people
                  if re.search(_ENDED, each.read_text(encoding="utf-8")))  # fmt: skip
    topic = sorted(site.glob("content/topics/*.md"))[3].stem
    entry, entry_page = f"content/people/{person}.md", f"people/{person}/"
    template = Path(__file__).parent.parent / "templates"
    own = {"templates/briefing.html", "templates/assets/site.css"}
    for path in own - {each for each in own if (site / each).exists()}:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes((template / path.removeprefix("templates/")).read_bytes())
    return {
        "transcript": Edit(f"{briefing}.md", page, _appended),
        "title": Edit(f"{briefing}.md", page, _replaced(r'\ntitle: "?', "{}saved-{}-mark ")),
        "annotation": Edit(
            f"{briefing}.annotations.yaml", page,
            _replaced(r"\n    text: (?:\|\n      )?", "{}saved-{}-mark "),
        ),
        "entry text": Edit(entry, entry_page, _appended),
        "entry alias": Edit(entry, entry_page, _replaced(r"\naliases: \[", "{}Alias{}, "), ""),
        "entry role": Edit(
            f"content/people/{holder}.md", f"people/{holder}/",
            _replaced(_ENDED, "{}{:02}\n    note: saved # "), "",
        ),
        "topic": Edit(f"content/topics/{topic}.md", f"topics/{topic}/", _appended),
        "template": Edit(
            "templates/briefing.html", page, _replaced(r"<article[^>]*", '{} title="saved-{}-mark"')
        ),
        "stylesheet": Edit(
            "templates/assets/site.css", page,
            lambda text, number: f"{text}\nhr {{ top: {number}px }}", "",
        ),
        "site.yaml": Edit("site.yaml", page, _replaced("(?:\\A|\n)title: ", "{}saved-{}-mark ")),
    }  # fmt: skip


_ENDED = r"\n    to: \d{4}-\d\d-"  # of a role that ended on a known day


def _appended(text: str, number: int) -> str:
    return f"{text.rstrip()}\n\nsaved-{number}-mark is what was added.\n"


def _replaced(pattern: str, form: str) -> Callable[[str, int], str]:
    """The first match followed by a number, which also marks a day of the month."""

    def changed(text: str, number: int) -> str:
        day = number % 27 + 1 if ":02" in form else number
        return re.sub(pattern, lambda match: form.format(match[0], day), text, count=1)

    return changed
