"""What the shell completes: ids and kinds of the base at hand, and known words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def ids(incomplete: str) -> list[str]:
    """Ids of records, and of parts once a slash is typed."""
    from mineralkb.errors import MkbError
    from mineralkb.index import open_base
    from mineralkb.place import find_place

    try:
        base = open_base(find_place(None, os.environ.get("MKB_DATA"), Path.cwd()))
    except MkbError:
        return []
    table = "part" if "/" in incomplete else "record"
    query = f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id"
    return [row["id"] for row in base.rows(query, (incomplete, f"{incomplete}\U0010ffff"))]


def kinds(incomplete: str) -> list[str]:
    """Kinds that can be listed."""
    from mineralkb.questions.kinds import KINDS

    return [kind for kind in KINDS if kind.startswith(incomplete)]


def words(name: str) -> Callable[[str], list[str]]:
    """The words of a filter, or of `status`."""

    def complete(incomplete: str) -> list[str]:
        from mineralkb.questions.filter_values import words_of

        return [word for word in words_of(name) if word.startswith(incomplete)]

    return complete


def dimensions(incomplete: str) -> list[str]:
    """What can stand in the rows or columns of a matrix."""
    from mineralkb.questions.matrix.axes import FILTERS

    return [name for name in (*FILTERS, "agreements", "controls") if name.startswith(incomplete)]


def searched_kinds(incomplete: str) -> list[str]:
    """Kinds that can be searched."""
    from mineralkb.questions.search.filters import SEARCHED

    return [kind for kind in SEARCHED if kind.startswith(incomplete)]


def search_words(incomplete: str) -> list[str]:
    """Words of the field that have several names, materials and topics."""
    from mineralkb.vocabulary.synonyms import SYNONYMS
    from mineralkb.vocabulary.topics import TOPICS

    known = dict.fromkeys((*TOPICS, *(name for row in SYNONYMS for name in row), *ids(incomplete)))
    return [word for word in known if word.startswith(incomplete)]
