"""The search index: the one program that a build starts, and what it made before.

The indexer is Pagefind's binary, from Python's package index (the extra `search`). It reads records
from its standard input and answers with files, works in an empty folder, needs no network, and is
ended when it takes too long or the build is stopped. Messages are JSON in base64, ended by commas.
"""

import json
import os
import subprocess
import tempfile
import threading
from base64 import b64decode, b64encode
from binascii import Error as NotBase64Error
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from generator.handover import Record
from generator.pagefind import reader_files
from generator.swap import Work

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
_FORMAT = 1
_LONGEST = 600  # seconds


class SearchError(Exception):
    """The indexer failed: how, and what to do."""

    def __init__(self, cause: str) -> None:
        """Say it in one sentence."""
        super().__init__(f"the search index could not be made: {cause}; nothing was published")
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Indexer:
    """A program, and what tells it from its other versions."""

    path: str
    version: str


def find_indexer() -> Indexer | None:
    """The indexer of the extra `search`, or None where it is not installed."""
    for package in _PACKAGES:
        try:
            path = Path(import_module(package).get_executable())
            status = path.stat()
        except (ImportError, OSError):
            continue
        return Indexer(str(path), f"{status.st_size} {status.st_mtime_ns}")
    return None


def search_files(
    records: Sequence[Record], indexer: Indexer, destination: Path, *, keeps: bool = True
) -> Mapping[str, bytes]:
    """The files of the index by output path; from the last build where nothing changed.

    Args:
        records: what can be found.
        indexer: the program.
        destination: the published folder; what is kept for the next build lies beside it.
        keeps: whether to keep the index for the next build.

    Raises:
        SearchError: when the program fails.
    """
    key = key_of(records, indexer)
    cache = Path(Work.beside(os.path.realpath(destination)).search) / "index"
    files = _kept(cache, key)
    if files is None:
        files = make_index(records, indexer)
        if keeps:
            with suppress(OSError):  # the next build makes it again
                _keep(cache, key, files)
    return files


def make_index(
    records: Sequence[Record],
    indexer: Indexer,
    longest: float = _LONGEST,
    started: Callable[["subprocess.Popen[bytes]"], None] = lambda _: None,
) -> dict[str, bytes]:
    """The files of the index: a folder `search/<language>/` for each language.

    `started` is told the indexer's process.

    Raises:
        SearchError: when the program fails or takes longer than `longest` seconds.
    """
    languages = sorted({record.language for record in records})
    with tempfile.TemporaryDirectory(prefix="glossator-search-") as folder:
        try:
            with subprocess.Popen(  # noqa: S603  # the indexer's own path, no words of the site
                [indexer.path, "--service"], cwd=folder,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            ) as process:  # fmt: skip
                started(process)
                watch = threading.Timer(longest, process.kill)
                watch.start()
                try:
                    return {
                        f"search/{language}/{path}": content
                        for language in languages
                        for path, content in _indexed(process, language, records)
                    }
                finally:
                    watch.cancel()
                    process.kill()
                    with suppress(OSError):  # what it was not told is in the pipe
                        process.communicate()
        except OSError as error:
            raise SearchError(error.strerror or str(error)) from error


def _indexed(
    process: "subprocess.Popen[bytes]", language: str, records: Iterable[Record]
) -> Iterator[tuple[str, bytes]]:
    """The files of one language that a reader's browser asks for."""
    config = {"force_language": language, "root_selector": "html", "keep_index_url": True}
    [made] = _asked(process, [{"type": "NewIndex", "config": config}])
    index = made["index_id"]
    _asked(process, [
        {"type": "AddFile", "index_id": index, "url": record.path, "file_contents": record.html}
        for record in records if record.language == language
    ])  # fmt: skip
    [answer] = _asked(process, [{"type": "GetFiles", "index_id": index}])
    files = {each["path"]: b64decode(each["content"]) for each in answer["files"]}
    try:
        yield from reader_files(files).items()
    except (ValueError, KeyError, IndexError, OSError) as error:
        cause = "the indexer makes files that are not understood; is it of another version?"
        raise SearchError(cause) from error


def _asked(
    process: "subprocess.Popen[bytes]", requests: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The answers to requests, in their order."""
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    writer = threading.Thread(target=_tell, args=(process.stdin, requests), daemon=True)
    writer.start()
    answers: dict[int, dict[str, Any]] = {}
    for message in _messages(process.stdout, len(requests)):
        try:
            said = json.loads(b64decode(message, validate=True))
            number, payload = said["message_id"], said["payload"]
        except (NotBase64Error, ValueError, KeyError, TypeError) as error:
            cause = "the indexer says what is not understood"
            raise SearchError(cause) from error
        if payload.get("type") == "Error":
            cause = f"the indexer says: {payload.get('message', '')}"
            raise SearchError(cause)
        answers[number] = payload
    writer.join()
    return [answers[number] for number in sorted(answers)]


def _tell(stream: IO[bytes], requests: Iterable[Mapping[str, Any]]) -> None:
    with suppress(OSError):  # the program ended: the reader of its answers says so
        for number, payload in enumerate(requests):
            message = json.dumps({"message_id": number, "payload": payload}).encode()
            stream.write(b64encode(message) + b",")
        stream.flush()


def _messages(stream: IO[bytes], wanted: int) -> Iterator[bytes]:
    """So many messages; they may be of any length."""
    parts: list[bytes] = []
    while wanted:
        found = os.read(stream.fileno(), 1 << 20)
        if not found:
            cause = "the indexer ended too early, or took too long"
            raise SearchError(cause)
        *ended, rest = found.split(b",")
        for each in ended:
            yield b"".join([*parts, each])
            parts.clear()
            wanted -= 1
        parts.append(rest)


def key_of(records: Iterable[Record], indexer: Indexer) -> str:
    """What tells an index from others: it is the same for the same words and program."""
    digest = blake2b(f"{_FORMAT} {indexer.version}".encode(), digest_size=16)
    for record in records:
        digest.update(f"\0{record.path}\0{record.language}\0{record.html}".encode())
    return digest.hexdigest()


def _kept(cache: Path, key: str) -> dict[str, bytes] | None:
    """The files that were made for the same records, or None; what is odd in any way is None."""
    try:
        head, _, content = cache.read_bytes().partition(b"\n")
        found = json.loads(head)
        if found["key"] != key or found["digest"] != blake2b(content, digest_size=16).hexdigest():
            return None
        files, start = {}, 0
        for path, size in found["files"]:
            files[path] = content[start : start + size]
            start += size
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return files if start == len(content) else None


def _keep(cache: Path, key: str, files: Mapping[str, bytes]) -> None:
    content = b"".join(files.values())
    head = {"key": key, "digest": blake2b(content, digest_size=16).hexdigest(),
            "files": [(path, len(each)) for path, each in files.items()]}  # fmt: skip
    cache.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache.parent, prefix="new-", delete=False) as file:
        file.write(json.dumps(head).encode() + b"\n" + content)
    Path(file.name).replace(cache)
