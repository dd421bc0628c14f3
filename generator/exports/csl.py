"""A citation as CSL-JSON, from which citation processors make any style."""

from generator.citation import Citation, Name
from generator.serial import json_bytes, known

_TYPES = {"webpage": "webpage", "presentation": "speech", "document": "document"}


def csl(citation: Citation) -> bytes:
    """The file `citation.json`: a list of one item."""
    day = citation.date
    item = known({
        "id": citation.key,
        "type": _TYPES[citation.type],
        "title": citation.title,
        "author": [_name(each) for each in citation.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "event-place": citation.place,
        "container-title": citation.site,
        "publisher": citation.publisher,
        "language": citation.language,
        "URL": citation.url,
        "note": f"{citation.origin} {citation.origin_url}".strip(),
    })  # fmt: skip
    return json_bytes([item])


def _name(name: Name) -> dict[str, str]:
    if name.given:
        return {"family": name.family, "given": name.given}
    return {"literal": name.literal}
