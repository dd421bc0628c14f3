"""An explanation as a value, as text for people and as JSON for programs."""

import json
from dataclasses import dataclass

from generator.problems import printable

Facts = tuple[tuple[str, str], ...]
Parts = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say of something.

    Attributes:
        about: what it is, in a few words.
        facts: where it comes from and where it goes, by name; what is "" is left out.
        parts: lists with their headings, such as what leads to it; empty ones are left out.
    """

    about: str
    facts: Facts
    parts: Parts = ()


def as_text(explanation: Explanation) -> str:
    """Lines for the terminal."""
    lines = [explanation.about]
    width = max((len(name) for name, value in explanation.facts if value), default=0)
    lines += [f"  {name:<{width}}  {value}" for name, value in explanation.facts if value]
    for heading, said in explanation.parts:
        if said:
            lines += ["", f"{heading} ({len(said)})"] if heading else [""]
            lines += [f"  {line}" for line in said]
    return "\n".join(printable(line) for line in lines)


def as_json(explanations: tuple[Explanation, ...]) -> str:
    """One array, of one value a thing that the question can mean."""
    values = [
        {
            "about": each.about,
            "facts": {name: value for name, value in each.facts if value},
            "parts": {heading or "text": list(said) for heading, said in each.parts if said},
        }
        for each in explanations
    ]
    return json.dumps(values, ensure_ascii=False, indent=2)
