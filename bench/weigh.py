"""What the pages of a built site weigh after gzip, the heaviest of each kind first.

    python bench/weigh.py PUBLIC [--limit KIB]

A kind is the folder at the top of the site. The status is 1 where a page is above the limit.
"""

import argparse
import gzip
from collections.abc import Iterator
from pathlib import Path

LIMIT = 100  # KiB: what the specification allows a page
_SHOWN = 3  # pages of a kind


def main() -> int:
    """Print the heaviest pages of each kind."""
    parser = argparse.ArgumentParser(description="Weigh the pages of a built site.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=float, default=LIMIT, help="in KiB (default: %(default)s)")
    wanted = parser.parse_args()
    found = sorted(_weights(wanted.folder), reverse=True)
    kinds: dict[str, list[tuple[float, str]]] = {}
    for weight, path in found:
        kinds.setdefault(path.partition("/")[0], []).append((weight, path))
    for kind, pages in kinds.items():
        print(f"{kind}: {len(pages):,} pages")
        for weight, path in pages[:_SHOWN]:
            print(f"  {weight:7.1f} KiB  {path}")
    heavy = [path for weight, path in found if weight > wanted.limit]
    print(f"{len(found):,} pages, {len(heavy):,} above {wanted.limit:g} KiB")
    return 1 if heavy else 0


def _weights(folder: Path) -> Iterator[tuple[float, str]]:
    for path in folder.rglob("*.html"):
        yield len(gzip.compress(path.read_bytes(), 6)) / 1024, path.relative_to(folder).as_posix()


if __name__ == "__main__":
    raise SystemExit(main())
