"""A citation as RIS, which every citation manager reads."""

from generator.citation import Citation
from generator.serial import one_line

_TYPES = {"webpage": "ELEC", "presentation": "SLIDE", "document": "GEN"}


def ris(citation: Citation) -> bytes:
    """The file `citation.ris`; its lines end as RIS wants them to."""
    fields = [
        ("TY", _TYPES[citation.type]),
        *(("AU", name.inverted) for name in citation.authors),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PB", citation.publisher),
        ("CY", citation.place),
        ("PY", f"{citation.date.year:04}"),
        ("DA", citation.date.isoformat().replace("-", "/")),
        ("LA", citation.language),
        ("UR", citation.url),
        ("N1", f"{citation.origin} {citation.origin_url}"),
        ("ID", citation.key),
    ]
    lines = [f"{tag}  - {written}" for tag, value in fields if (written := one_line(value))]
    return ("\r\n".join([*lines, "ER  - "]) + "\r\n").encode()
