"""Values as YAML writes them: in blocks of lines, or in one line between brackets.

Texts that need no quotes have none; the others are quoted as JSON does it, which YAML reads too.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*\Z")
_NOTHING = re.compile(r"null\Z", re.IGNORECASE)
_NOT_LITERAL = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# What YAML takes for a line end or refuses, though JSON lets it stand.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def item(value: Value, indent: int) -> str:
    """An item of a block list, without the end of its last line."""
    if isinstance(value, Mapping) and value:
        fields = [block(name, each, indent + 2) for name, each in value.items()]
        return " " * indent + "- " + f"\n{' ' * (indent + 2)}".join(fields)
    return " " * indent + "- " + flow(value)


def block(key: str, value: Value, indent: int) -> str:
    """A key and its value in block style; the first line stands where it is put."""
    match value:
        case str() if "\n" in value:
            return f"{scalar(key)}: {_literal(value, indent + 2)}"
        case [_, *_]:
            items = "\n".join(item(each, indent + 2) for each in value)
            return f"{scalar(key)}:\n{items}"
        case _:
            return f"{scalar(key)}: {flow(value)}"


def flow(value: Value) -> str:
    """A value in one line."""
    match value:
        case None:
            return "null"
        case str():
            return scalar(value)
        case Mapping():
            pairs = (f"{scalar(name)}: {flow(each)}" for name, each in value.items())
            return "{" + ", ".join(pairs) + "}"
        case _:
            return "[" + ", ".join(map(flow, value)) + "]"


def scalar(value: str) -> str:
    """A text in one line, quoted if it could be read as something else."""
    return value if _PLAIN.match(value) and not _NOTHING.match(value) else quoted(value)


def quoted(value: str) -> str:
    """The text in double quotes, as JSON writes it and YAML reads it."""
    return _ESCAPED.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False)
    )


def rewritten(old: str, value: str) -> str:
    """A text as YAML in the manner in which another was written: quoted alike, or plain."""
    tail = "\n" if old.endswith("\n") else ""
    if old.startswith("'") and value.isprintable():
        return "'" + value.replace("'", "''") + "'" + tail
    return (quoted(value) if old[:1] in {'"', "|", ">"} else scalar(value)) + tail


def _literal(value: str, indent: int) -> str:
    """Several lines as they are, or quoted where YAML would read them otherwise."""
    body = value.removesuffix("\n")
    lines = body.split("\n")
    unfit = _NOT_LITERAL.search(value) or body.endswith("\n") or lines[0][:1] in {" ", ""}
    if unfit or any(line and not line.strip(" ") for line in lines):
        return quoted(value)
    shown = "\n".join(" " * indent + line if line else "" for line in lines)
    return f"|{'' if value.endswith(chr(10)) else '-'}\n{shown}"
