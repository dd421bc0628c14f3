"""Refusals: why a site cannot be published, in one sentence each."""

from pathlib import Path

NOTHING_CHANGED = "the published folder is as it was; repair the cause and build again"


class PublishError(Exception):
    """The site could not be published: where, why and what to do."""

    def __init__(self, path: str | Path, cause: str, advice: str = NOTHING_CHANGED) -> None:
        """Say it in one sentence."""
        super().__init__(f"{path}: {cause}; {advice}")


class DangerousDestinationError(PublishError):
    """The folder must not be published to."""

    def __init__(self, destination: Path, cause: str) -> None:
        """Say why."""
        advice = "choose an empty or new folder; nothing was deleted"
        super().__init__(destination, f"cannot be the destination, as it {cause}", advice)


class OutputPathError(PublishError):
    """A page would have a path that is not safe on every disk and host."""

    def __init__(self, path: str, cause: str) -> None:
        """Say why."""
        super().__init__(f"“{path}”", f"cannot be the path of a published file, as it {cause}")


class BusyError(PublishError):
    """Another build is publishing to the same folder."""

    def __init__(self, destination: str, process: str) -> None:
        """Name the process."""
        holder = f"another build (process {process})" if process else "another build"
        super().__init__(destination, f"{holder} is publishing to it", "wait for it or stop it")


class OccupiedError(PublishError):
    """Something that is not ours stands where a page must be written."""

    def __init__(self, folder: str, path: str) -> None:
        """Name it."""
        cause = "stands where the site has a file or folder and is not of an earlier build"
        super().__init__(
            f"{folder}/{path}", cause, "nothing was changed; move it away or rename the page"
        )
