"""Problems as text, as JSON and as annotations of a pull request."""

import json
from collections.abc import Iterable

from generator.problems import Problem, explain, printable

_GITHUB_SPECIAL = {"%": "%25", "\r": "%0D", "\n": "%0A"}


def as_text(problems: Iterable[Problem]) -> str:
    """One block a problem, for people."""
    return "\n".join(explain(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """One JSON array; lines and columns count from 1, 0 means the whole file."""
    values = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "end_column": problem.place.end_column,
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
            "help": problem.help,
        }
        for problem in problems
    ]
    return json.dumps(values, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands of GitHub Actions, which shows them at the line of a pull request."""
    return "\n".join(_command(problem) for problem in problems)


def _command(problem: Problem) -> str:
    place = problem.place
    fields = {"file": place.path, "line": max(place.line, 1), "title": problem.code}
    if place.line:
        fields |= {"col": place.column, "endColumn": place.end_column}
    listed = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in fields.items())
    words = f"{problem.message}; {problem.help}" if problem.help else problem.message
    return f"::{problem.severity.value} {listed}::{_escaped(printable(words))}"


def _escaped(text: str, more: str = "") -> str:
    special = _GITHUB_SPECIAL | {char: f"%{ord(char):02X}" for char in more}
    return "".join(special.get(char, char) for char in text)
