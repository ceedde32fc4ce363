"""What was probably meant, found in bounded time whatever a file holds."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mineralkb.values.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

_MOST_SHOWN, _MOST_COMPARED = 12, 200


def meant(word: str, names: Collection[str], what: str) -> str:
    """The name most like the word, else the first of all names after the words of `what`."""
    near = did_you_mean(word, islice(names, _MOST_COMPARED))
    more = ", ..." if len(names) > _MOST_SHOWN else ""
    return near or f"{what}: {', '.join(islice(names, _MOST_SHOWN))}{more}"
