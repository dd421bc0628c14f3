"""Where something comes from, what it shows and why, what leads to it, why it is or is not there.

What is asked may be a file of the sources or of the site, an address, an id, a paragraph
(`talks#p6`) or a note; what the code of a problem means is told too.
"""

from collections.abc import Mapping

from generator.explanations.known import Known, make_known
from generator.explanations.paragraphs import explain_note, explain_paragraph
from generator.explanations.questions import (
    About,
    AboutHeld,
    AboutNote,
    AboutPage,
    AboutParagraph,
    AboutThing,
    Unknown,
    understand,
)
from generator.explanations.said import Explanation, as_json, as_text
from generator.explanations.site_files import explain_file, explain_page
from generator.explanations.things import explain_held, explain_thing
from generator.problems import nearest

__all__ = [
    "Explanation",
    "Known",
    "Unknown",
    "as_json",
    "as_text",
    "explain",
    "explain_code",
    "make_known",
]


def explain(question: str, known: Known) -> tuple[Explanation, ...] | Unknown:
    """The answers to a question: several where an id is had by several things."""
    understood = understand(question, known)
    if isinstance(understood, Unknown):
        return understood
    return tuple(_answer(each, known) for each in understood)


def _answer(about: About, known: Known) -> Explanation:
    match about:
        case AboutThing():
            said = explain_thing(about.written, known)
        case AboutParagraph():
            said = explain_paragraph(about.wording, about.number, known)
        case AboutNote():
            said = explain_note(about.briefing, about.number, known)
        case AboutHeld():
            said = explain_held(about.held, known)
        case AboutPage():
            said = explain_page(about.page, known)
        case _:
            said = explain_file(about.path, known)
    return said


def explain_code(code: str, sections: Mapping[str, str]) -> tuple[Explanation, ...] | Unknown:
    """What the code of a problem means; `sections` are the texts about them."""
    if code not in sections:
        return Unknown(f"there is no problem {code}", nearest(code, sections))
    title, _, text = sections[code].removeprefix("## ").partition("\n")
    return (Explanation(title, (("code", code),), (("", tuple(text.strip().splitlines())),)),)
