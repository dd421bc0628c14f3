"""Files of Pagefind in one order: it writes the names and values of filters in any.

A file is gzip around a signature and CBOR (RFC 8949). Nothing is decoded: the items of an array
that has no order of its own are found and put in the order of their bytes.
"""

import gzip
import json
from collections.abc import Mapping
from hashlib import blake2b

_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3  # the place of the filters in a .pf_meta: after the version, pages and index chunks
_VALUES = 1  # the place of the values in a .pf_filter: after its name
_ENTRY = "pagefind-entry.json"
_ENDINGS = (".pf_index", ".pf_fragment")


def reader_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of all that Pagefind made of one language, what a reader's browser asks for, in one order.

    Raises:
        ValueError: for a file that is not as this version of Pagefind writes it.
        KeyError: where one is missing.
    """
    entry = json.loads(files[_ENTRY])
    kept = {"pagefind.js": files["pagefind.js"]}
    kept |= {path: content for path, content in files.items() if path.endswith(_ENDINGS)}
    renamed = {}
    for path in sorted(path for path in files if path.endswith(".pf_filter")):
        content = _in_order(_unpacked(files[path]), _VALUES)
        old = path.removeprefix("filter/").removesuffix(".pf_filter")
        new = _name(old, content)
        renamed[old.encode()] = new.encode()
        kept[f"filter/{new}.pf_filter"] = _packed(content)
    for about in entry["languages"].values():
        meta = _unpacked(files[f"pagefind.{about['hash']}.pf_meta"])
        for written, name in renamed.items():
            meta = meta.replace(written, name)
        meta = _in_order(meta, _FILTERS)
        about["hash"] = _name(about["hash"], meta)
        kept[f"pagefind.{about['hash']}.pf_meta"] = _packed(meta)
        program = f"wasm.{about['wasm'] or 'unknown'}.pagefind"
        kept[program] = files[program]
    kept[_ENTRY] = json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()
    return dict(sorted(kept.items()))


def _name(old: str, content: bytes) -> str:
    """The name that Pagefind gave, with a digest of what the file now holds, of the same length."""
    language, _, digest = old.rpartition("_")
    return f"{language}_{blake2b(content).hexdigest()[: len(digest)]}"


def _unpacked(content: bytes) -> bytes:
    data = gzip.decompress(content)
    if not data.startswith(_SIGNATURE):
        message = "a file lacks its signature"
        raise ValueError(message)
    return data


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _in_order(data: bytes, place: int) -> bytes:
    """A file with the items of one of its arrays in order."""
    array = _items(data, len(_SIGNATURE))[place]
    items = _items(data, array[0])
    start, end = items[0][0] if items else array[1], array[1]
    ordered = sorted(data[first:behind] for first, behind in items)
    return data[:start] + b"".join(ordered) + data[end:]


def _items(data: bytes, start: int) -> list[tuple[int, int]]:
    """Where each item of an array begins and ends."""
    kind, number, at = _head(data, start)
    if kind != 4:  # noqa: PLR2004  # an array
        message = "an array is missing"
        raise ValueError(message)
    found = []
    for _ in range(number):
        end = _end(data, at)
        found.append((at, end))
        at = end
    return found


def _head(data: bytes, start: int) -> tuple[int, int, int]:
    """The kind of an item, its number and where its content begins."""
    kind, number = data[start] >> 5, data[start] & 31
    if number < 24:  # noqa: PLR2004  # the number itself; else 24 to 27 for 1, 2, 4 or 8 bytes
        return kind, number, start + 1
    if number > 27:  # noqa: PLR2004
        message = "an item has no length"
        raise ValueError(message)
    end = start + 1 + (1 << (number - 24))
    return kind, int.from_bytes(data[start + 1 : end], "big"), end


def _end(data: bytes, start: int) -> int:
    kind, number, at = _head(data, start)
    if kind in {2, 3}:  # bytes, text
        return at + number
    for _ in range({4: number, 5: 2 * number, 6: 1}.get(kind, 0)):  # array, map, tag
        at = _end(data, at)
    return at
