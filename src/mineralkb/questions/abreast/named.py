"""Whether the words of `mkb diff` name records to set side by side, or states of the base."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.questions.find import find
from mineralkb.values.dates import read_day
from mineralkb.values.text import brief, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mineralkb.index import Base
    from mineralkb.place import Place

_ELSE = (
    "one record over time: mkb log ID; between two states: mkb diff REV REV --only ID; rev:NAME is always a revision"
)


def are_records(place: Place, words: Sequence[str], opened: Callable[[], Base]) -> bool:
    """Whether all of the words name records; MkbError where only some do. The base is opened only where that helps."""
    ids = _ids(place, opened)
    records = [word for word in words if not revision_only(word) and _head(word) in ids]
    others = [word for word in words if word not in records]
    if len(words) == len(records) == 1 and not _is_revision(place, words[0]):
        raise MkbError(f"'{brief(words[0])}' is one record", f"name another one to set beside it; {_ELSE}")
    if len(words) < 2 or not (records or _misspelt(place, words, ids)):  # noqa: PLR2004 - one and another
        return False
    for word in others:
        if records and _is_revision(place, word):
            raise MkbError(f"'{brief(records[0])}' is a record, and '{brief(word)}' is a revision or a day", _ELSE)
        find(opened(), word)  # says what was meant; a former id is found
    return True


def were_records(place: Place, words: Sequence[str], opened: Callable[[], Base]) -> bool:
    """Whether the words may name records of an earlier state: two or more, and none is a revision instead."""
    ids = _ids(place, opened)
    return len(words) > 1 and not any(_is_revision(place, word) for word in words if _head(word) not in ids)


def revision_only(word: str) -> bool:
    """Whether the word can be no id: `rev:NAME`, `A..B`, or a full date."""
    try:
        read_day(word)
    except ValueError:
        return word.startswith("rev:") or ".." in word
    return True


def _ids(place: Place, opened: Callable[[], Base]) -> set[str]:
    """The ids of all records, in small letters; of a folder by its files, as an index might have to be made first."""
    if place.packaged:
        return {row["id"].casefold() for row in opened().rows("SELECT id FROM record")}
    with os.scandir(place.folder) as entries:
        folders = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    return {name[:-5].casefold() for folder in folders for name in _names(folder) if name.endswith(".yaml")}


def _names(folder: str) -> list[str]:
    """What stands in a folder; what cannot be listed cannot be read either. Of no file more is asked than its name."""
    try:
        return os.listdir(folder)  # noqa: PTH208 - a Path for each file costs more than all the rest
    except PermissionError:
        return []


def _head(word: str) -> str:
    return word.strip().strip("/").partition("/")[0].casefold()


def _misspelt(place: Place, words: Sequence[str], ids: set[str]) -> bool:
    """Whether no word is a revision, and one is like an id."""
    if place.packaged:
        return not any(map(revision_only, words))
    return not any(_is_revision(place, word) for word in words) and any(nearest(_head(word), ids) for word in words)


def _is_revision(place: Place, word: str) -> bool:
    if revision_only(word):
        return True
    from mineralkb.tree import known_commit

    try:
        known_commit(place.folder, word, packaged=place.packaged)
    except MkbError:
        return False
    return True
