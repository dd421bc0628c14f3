"""Spread work over processes: a copy of this one for each share, where the system can fork."""

import gc
import multiprocessing
import pickle
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class WorkerFailedError(Exception):
    """A process ended without its answer, for want of memory perhaps."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("a process ended too early; build with --jobs 1 or free some memory")


def spread(work: Callable[[Sequence[T]], R], items: Sequence[T], jobs: int) -> list[R]:
    """The answers of `work` for up to `jobs` shares of the items.

    Shares are every n-th item, so that costly neighbours part. Answers come back through pipes;
    the work itself and its items are inherited by fork and never copied. Where there is no fork,
    or one job, the work is done here.

    Raises:
        WorkerFailedError: when a process dies.
        Exception: what the work raised.
    """
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004
        return [work(items)]
    context = multiprocessing.get_context("fork")
    gc.freeze()  # what is there stays: to look through it would copy it for each process
    started = []
    for number in range(1, jobs):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(
            target=_answer, args=(work, items[number::jobs], sending), daemon=True
        )
        process.start()
        sending.close()
        started.append((process, receiving))
    answers = [work(items[::jobs])]
    for process, receiving in started:
        answers.append(_received(receiving))
        process.join()
    gc.unfreeze()
    return answers


def _answer(work: Callable[[Sequence[T]], R], share: Sequence[T], sending: Connection) -> None:
    try:
        sending.send_bytes(pickle.dumps((work(share), None)))
    except Exception as error:  # noqa: BLE001  # it is raised again in the process that waits
        sending.send_bytes(pickle.dumps((None, error)))


def _received(receiving: Connection) -> R:  # type: ignore[type-var]
    try:
        answer, error = pickle.loads(receiving.recv_bytes())  # noqa: S301  # our own process's
    except EOFError:
        raise WorkerFailedError from None
    if error is not None:
        raise error
    return answer  # type: ignore[no-any-return]
