"""A citation for BibTeX and biblatex."""

import re

from generator.citation import Citation, Name
from generator.serial import one_line

# Braces must be balanced for BibTeX even where TeX would not count them: they are named.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TABLE = str.maketrans(_SPECIAL)
_PARTED = re.compile(r",|\band\b", re.IGNORECASE)  # what BibTeX takes for a border in a name
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9-]")


def bibtex(citation: Citation) -> bytes:
    """The file `citation.bib`."""
    fields = {
        "author": " and ".join(map(_author, citation.authors)),
        "title": f"{{{tex(citation.title)}}}",
        "date": citation.date.isoformat(),
        "year": f"{citation.date.year:04}",
        "month": str(citation.date.month),
        "organization": tex(citation.publisher),
        "howpublished": tex(citation.site),
        "venue": tex(citation.place),
        "language": tex(citation.language),
        "url": citation.url,  # percent-encoded: no brace, backslash or space is in it
        "note": tex(f"{citation.origin} {citation.origin_url}"),
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@misc{{{_key(citation.key)},\n{lines}}}\n".encode()


def tex(text: str) -> str:
    """A text as TeX holds it, on one line."""
    return one_line(text).translate(_TABLE)


def _author(name: Name) -> str:
    if not name.given:
        return f"{{{tex(name.literal)}}}"
    return f"{_part(name.family)}, {_part(name.given)}"


def _part(text: str) -> str:
    return f"{{{tex(text)}}}" if _PARTED.search(text) else tex(text)


def _key(key: str) -> str:
    """Letters of other scripts are not read in keys by every program."""
    return _NOT_IN_KEYS.sub(lambda match: f"x{ord(match[0]):x}", key)
