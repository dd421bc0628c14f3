"""Pandoc, which reads the files of word processors; the second program that may be started.

It gets a document through a pipe and answers with the document's structure as JSON. It runs in a
sandbox (`--sandbox`: it reads no file and asks no address), with a limit for its memory, and is
ended when it takes too long.
"""

import shutil
import subprocess
import tempfile
from importlib import import_module

from generator.imports.draft import MissingToolError, NotADocumentError

_LONGEST = 120  # seconds
_MEMORY = "1G"


def pandoc_json(
    content: bytes, form: str, program: str | None = None, longest: float = _LONGEST
) -> bytes:
    """A document as pandoc's JSON: https://hackage.haskell.org/package/pandoc-types.

    Changes that its authors tracked are in it, marked as such.

    Raises:
        MissingToolError: when there is no pandoc, or it takes longer than it may.
        NotADocumentError: when it cannot read the document.
    """
    command = [program or find_pandoc(), f"--from={form}", "--to=json", "--sandbox",
               "--track-changes=all", "+RTS", f"-M{_MEMORY}", "-RTS"]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="glossator-pandoc-") as folder:
        try:
            ended = subprocess.run(  # noqa: S603  # its own path, no shell, no words of the file
                command, input=content, cwd=folder, capture_output=True, timeout=longest,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            message = f"pandoc took longer than {longest:g} seconds; nothing was imported"
            raise MissingToolError(message) from None
        except OSError as error:
            message = f"pandoc could not be started: {error.strerror or error}"
            raise MissingToolError(message) from error
    if ended.returncode:
        raise NotADocumentError(ended.stderr.decode("utf-8", "replace").strip())
    return ended.stdout


def find_pandoc() -> str:
    """Pandoc's path: the one that is installed on the system, else that of the extra `import`.

    Raises:
        MissingToolError: when there is none.
    """
    if found := shutil.which("pandoc"):
        return found
    try:
        return str(import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        message = (
            "files of word processors (DOCX, ODT) are read with pandoc, which is not installed: "
            "pip install 'glossator[import]', or see https://pandoc.org/installing.html"
        )
        raise MissingToolError(message) from None
