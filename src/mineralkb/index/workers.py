"""Batches read by processes of their own, one for each core, where there are many; otherwise in this process."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from queue import Queue
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any, Self

from mineralkb.index.batches import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.index.batches import Batch, Done
    from mineralkb.index.fill import Around

# Starting a process takes as long as reading some hundred files.
_MANY = 2_000
_MOST_PROCESSES = 4
# Of the same Python with the same packages, and with nothing that stands in the folder it is called from.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from mineralkb.index.workers import serve; serve()"


class Workers:
    """Processes that read batches. One that fails or cannot be started is done without."""

    def __init__(self, files: int) -> None:
        self._processes = _started(_cores()) if files > _MANY else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]  # both are pipes

    def each(self, given: Iterable[Batch], near: Around | None) -> Iterator[tuple[Batch, Done]]:
        """Every batch with what came of it, in no order."""
        if not self._processes:
            yield from ((batch, work(batch, near)) for batch in given)
            return
        told: Queue[Any] = Queue(maxsize=2 * len(self._processes))
        shared, lock = iter(given), Lock()
        threads = [
            Thread(target=_drive, args=(process, shared, lock, near, told), daemon=True) for process in self._processes
        ]
        for thread in threads:
            thread.start()
        running = len(threads)
        while running:
            match told.get():
                case None:
                    running -= 1
                case BaseException() as error:
                    raise error
                case (batch, None):
                    yield batch, work(batch, near)
                case (batch, done):
                    yield batch, done


def _cores() -> int:
    """As many as this process may use."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(able, _MOST_PROCESSES)


def _started(number: int) -> list[subprocess.Popen[bytes]]:
    if number < 2 or not sys.executable or getattr(sys, "frozen", False):  # noqa: PLR2004 - one core is this process
        return []
    program = _PROGRAM.format(path=[path for path in sys.path if path])
    command = [sys.executable, "-I", "-c", program]
    pipe = subprocess.PIPE
    with suppress(OSError):
        return [
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - it is ours
            for _ in range(number)
        ]
    return []


def _drive(
    process: subprocess.Popen[bytes], given: Iterator[Batch], lock: Lock, near: Around | None, told: Queue[Any]
) -> None:
    """Hand batches to one process until there are none; what it does not answer is left to the caller."""
    try:
        alive = _sent(process, near)
        while True:
            with lock:
                batch = next(given, None)
            if batch is None:
                break
            done = _answer(process, batch) if alive else None
            alive = done is not None
            told.put((batch, done))
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
        told.put(error)
    told.put(None)


def _sent(process: subprocess.Popen[bytes], message: object) -> bool:
    try:
        _write(process.stdin, message)  # type: ignore[arg-type]  # it is a pipe
    except OSError:
        return False
    return True


def _answer(process: subprocess.Popen[bytes], batch: Batch) -> Done | None:
    if not _sent(process, batch):
        return None
    try:
        done: Done = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own process
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return done


def _write(pipe: IO[bytes], message: object) -> None:
    pipe.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    pipe.flush()


def serve() -> None:
    """The life of such a process: what is near is told first, then come batches."""
    from mineralkb.index.batches import Batch

    near: Around | None = None
    while True:
        try:
            message = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        if isinstance(message, Batch):
            _write(sys.stdout.buffer, work(message, near))
        else:
            near = message
