"""Where something comes from, what it shows and why, what leads to it, why it is or is not there.

What is asked may be a file of the sources or of the site, an address, an id, a paragraph
(`talks#p6`), a note, or the code of a problem.
"""

from generator.explanations.known import Known, make_known
from generator.explanations.paragraphs import explain_note, explain_paragraph
from generator.explanations.questions import (
    About,
    AboutFile,
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

__all__ = ["Explanation", "Known", "Unknown", "as_json", "as_text", "explain", "make_known"]


def explain(question: str, known: Known) -> tuple[Explanation, ...] | Unknown:
    """The answers to a question: several where an id is had by several things."""
    understood = understand(question, known)
    if isinstance(understood, Unknown):
        return understood
    return tuple(_answer(each, known) for each in understood)


def _answer(about: About, known: Known) -> Explanation:
    match about:
        case AboutThing(written):
            said = explain_thing(written, known)
        case AboutParagraph(wording, number):
            said = explain_paragraph(wording, number, known)
        case AboutNote(briefing, note):
            said = explain_note(briefing, note, known)
        case AboutHeld(held):
            said = explain_held(held, known)
        case AboutPage(page):
            said = explain_page(page, known)
        case AboutFile(path):
            said = explain_file(path, known)
        case _:
            code, section = about
            title, _, text = section.removeprefix("## ").partition("\n")
            said = Explanation(title, (("code", code),), (("", tuple(text.strip().splitlines())),))
    return said
