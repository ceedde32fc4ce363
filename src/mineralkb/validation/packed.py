"""A record with its data packed, of which a large base has many."""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import Any, Self

from mineralkb.record import Record


class Packed(Record):
    """A record whose data is kept packed, in a fifth of the memory, and unpacked when it is asked for."""

    __slots__ = ("packed",)
    packed: bytes

    def __init__(self, kind: str, identity: str, path: str, packed: bytes) -> None:
        for name, value in (("kind", kind), ("id", identity), ("path", path), ("packed", packed)):
            object.__setattr__(self, name, value)

    @property
    def data(self) -> dict[str, Any]:
        """What the file says."""
        return _unpacked(self.packed)

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str, bytes]]:
        """How it is handed to another process."""
        return type(self), (self.kind, self.id, self.path, self.packed)


def packed(record: Record) -> Packed:
    """The record, packed."""
    return Packed(record.kind, record.id, record.path, pickle.dumps(record.data, pickle.HIGHEST_PROTOCOL))


@lru_cache(maxsize=256)
def _unpacked(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = pickle.loads(data)  # noqa: S301 - packed above
    return found
