"""Work done by processes of their own, one for each core, where there is much of it; otherwise in this process."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from queue import Empty, Queue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Starting a process takes as long as reading some hundred files.
_MANY = 2_000
_MOST_PROCESSES = 4
# Of the same Python with the same packages, and with nothing that stands in the folder it is called from.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from mineralkb.workers import serve; serve()"
# After so many new things Python looks for circles, which plain data has not; it would do so after 700.
_SELDOM = 100_000
_TURN_SECONDS = 0.0005
_END = object()


class Task(NamedTuple):
    """A function of a module, which is given each piece of work and what all pieces have in common."""

    function: Callable[[Any, Any], Any]
    near: Any


class Workers:
    """Processes that do pieces of work. One that fails or cannot be started is done without.

    With `helping` this process does some of the work too, so that one process less is started.
    """

    def __init__(self, files: int, *, helping: bool = False) -> None:
        self._helping = helping
        self._processes = _started(_cores(), int(helping)) if files > _MANY else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]  # both are pipes

    def each(self, task: Task, given: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Every piece with what came of it, in no order."""
        number = len(self._processes)
        if not number:
            yield from ((piece, task.function(piece, task.near)) for piece in given)
            return
        waiting: Queue[Any] = Queue()
        told: Queue[Any] = Queue(maxsize=2 * number)
        for process in self._processes:
            Thread(target=_drive, args=(process, task, waiting, told), daemon=True).start()
        # A piece is waiting for each process, and where this one helps, one more; each process is told of the end.
        pieces = chain(given, repeat(None, number))
        running = number
        with _short_turns():
            while running:
                if waiting.qsize() < number * (1 + self._helping) and (piece := next(pieces, _END)) is not _END:
                    waiting.put(piece)
                elif self._helping and told.empty() and (piece := _taken(waiting)) is not None:
                    yield piece, task.function(piece, task.near)
                else:
                    piece, done = told.get()
                    if isinstance(done, BaseException):
                        raise done
                    if piece is None:
                        running -= 1
                    else:
                        yield piece, task.function(piece, task.near) if done is None else done


def _taken(waiting: Queue[Any]) -> Any:
    """A piece that no process has taken yet; None where there is none, or only the end."""
    with suppress(Empty):
        if (piece := waiting.get_nowait()) is not None:
            return piece
        waiting.put(None)
    return None


@contextmanager
def _short_turns() -> Iterator[None]:
    """A thread that has something to hand over need not wait long for the one that computes."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Without looking for circles again and again: plain data has none, and there is much of it."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _cores() -> int:
    """As many as this process may use."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(able, _MOST_PROCESSES)


def _started(cores: int, without: int) -> list[subprocess.Popen[bytes]]:
    if cores < 2 or not sys.executable or getattr(sys, "frozen", False):  # noqa: PLR2004 - one core is this process
        return []
    program = _PROGRAM.format(path=[path for path in sys.path if path])
    command = [sys.executable, "-I", "-c", program]
    pipe = subprocess.PIPE
    with suppress(OSError):
        return [
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - it is ours
            for _ in range(cores - without)
        ]
    return []


def _drive(process: subprocess.Popen[bytes], task: Task, waiting: Queue[Any], told: Queue[Any]) -> None:
    """Hand pieces to one process up to the end; what it does not answer is left to the caller."""
    try:
        alive = _sent(process, task)
        while (piece := waiting.get()) is not None:
            done = _answer(process, piece) if alive else None
            alive = done is not None
            told.put((piece, done))
        told.put((None, None))
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
        told.put((None, error))


def _sent(process: subprocess.Popen[bytes], message: object) -> bool:
    try:
        _write(process.stdin, message)  # type: ignore[arg-type]  # it is a pipe
    except OSError:
        return False
    return True


def _answer(process: subprocess.Popen[bytes], piece: object) -> object:
    if not _sent(process, piece):
        return None
    try:
        return pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 - our own process
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _write(pipe: IO[bytes], message: object) -> None:
    pipe.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    pipe.flush()


def serve() -> None:
    """The life of such a process: it is told what to do, then come pieces of work."""
    gc.set_threshold(_SELDOM)
    task: Task | None = None
    while True:
        try:
            message = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        if isinstance(message, Task):
            task = message
        elif task:
            _write(sys.stdout.buffer, task.function(message, task.near))
