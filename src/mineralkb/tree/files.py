"""What a tree of files is: paths below the data folder, each with an identity, read one by one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

MOST_BYTES = 256 * 1024
# The file that marks a knowledge base, and says in which format its records are.
MARK = "kb.yaml"


class UnreadableError(Exception):
    """A file cannot be read; the message says why, and line and column say from where on."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


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


def blob_id(content: str) -> str:
    """The identity that git gives this text, where it keeps files under SHA-1."""
    body = content.encode()
    return hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def decode(content: bytes) -> str:
    """UTF-8 text without a byte-order mark; UnreadableError otherwise."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(f"the file is larger than {MOST_BYTES // 1024} kB")
    if content.startswith(b"\xef\xbb\xbf"):
        raise UnreadableError("the file begins with a byte-order mark")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = content[: error.start].decode("utf-8").split("\n")
        what = f"the file is not UTF-8 from here on (byte 0x{content[error.start]:02X})"
        raise UnreadableError(what, len(lines), len(lines[-1]) + 1) from None


def too_large(path: str) -> Refusal:
    """A file that is refused for its size, before any of it is read."""
    return Refusal(path, f"the file is larger than {MOST_BYTES // 1024} kB", "split the record, or shorten it")


def inner_folder(path: str) -> Refusal:
    """A folder inside a folder of records."""
    return Refusal(path, "a folder inside a folder of records is not read", "move the records up")


def refusal(path: str, what: str) -> Refusal:
    """A file that is not a plain file."""
    return Refusal(path, f"{what} is not read", "put a plain file here, or delete it")
