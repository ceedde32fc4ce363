"""What a tree of files is: paths below the data folder, each with an identity, read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

MOST_BYTES = 256 * 1024


class UnreadableError(Exception):
    """A file cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not read, because of what it is: a link, a pipe, too large."""

    path: str
    message: str
    hint: str


class Tree(Protocol):
    """Files by path. Paths are relative to the data folder and use `/`."""

    @property
    def shown(self) -> str:
        """The data folder as findings name it, such as `data`."""

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Path to the identity of its content (equal identity, equal content), and what is refused."""

    def read(self, path: str) -> str:
        """The text of one file; UnreadableError where it is no text or too large."""


def decode(content: bytes) -> str:
    """UTF-8 text without a byte-order mark; UnreadableError otherwise."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(f"the file is larger than {MOST_BYTES // 1024} kB")
    if content.startswith(b"\xef\xbb\xbf"):
        raise UnreadableError("the file begins with a byte-order mark")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"the file is not UTF-8 (line {line}, byte {error.start + 1})") from None


def refusal(path: str, what: str) -> Refusal:
    """A file that is not a plain file."""
    return Refusal(path, f"{what} is not read", "put a plain file here, or delete it")


