"""What docs/content.md says of each key, and its examples: words that editors read elsewhere too.

A table of keys is named by the words in bold before it, or by its heading:

    **A correction** has

    | key | what |
    |---|---|
    | `date` | needed: the day of the change |
"""

import re
from collections.abc import Iterator, Mapping

_HEADING = re.compile(r"#+ (.+)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ROW = re.compile(r"\| *(`[^|]*`) *\| *((?:[^|\\]|\\.)*?) *\|\Z")
_CODE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def key_tables(manual: str) -> Mapping[str, Mapping[str, str]]:
    """What stands about each key, by the name of its table."""
    tables: dict[str, dict[str, str]] = {}
    name = ""
    for line in manual.splitlines():
        if match := _HEADING.match(line):
            name = match[1]
        elif match := _ROW.match(line):
            words = match[2].replace("\\|", "|")
            tables.setdefault(name, {}).update(dict.fromkeys(_keys(match[1]), words))
        elif not line.startswith("|"):
            name = next(reversed(_BOLD.findall(line)), name)
    return tables


def example(manual: str, heading: str) -> str:
    """The YAML of the first example below a heading, without fences and what follows them."""
    below = manual.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = _CODE.search(below)
    return _front(found[1]) if found else ""


def _keys(cell: str) -> Iterator[str]:
    return iter(re.findall(r"`([^`]+)`", cell))


def _front(written: str) -> str:
    """The front matter of a file, or the whole of one that is YAML throughout."""
    return written.split("---\n")[1] if written.startswith("---\n") else written
