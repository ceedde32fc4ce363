"""Files in batches that can be read apart from one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from mineralkb.tree.files import MARK, Refusal, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.tree.files import Tree

# Files in one batch: enough that handing it over costs little, few enough that its documents take little memory.
_MOST = 200


@dataclass(slots=True)
class Batch:
    """Some files of a tree as a tree of their own: all that claim one id are in one batch, and all have the mark."""

    shown: str
    texts: dict[str, str | UnreadableError] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """The files of the batch."""
        return dict.fromkeys(self.texts, ""), self.refused

    def read(self, path: str) -> str:
        """The text of one file, which was read before."""
        found = self.texts[path]
        if isinstance(found, UnreadableError):
            raise found
        return found


def claim(path: str) -> str:
    """What all files that claim one id have in common, whatever the folder and the case of its letters."""
    return path.rpartition("/")[2].removesuffix(".yaml").casefold()


def named(paths: Iterable[str], refused: Iterable[Refusal]) -> Iterator[list[str | Refusal]]:
    """Files, read or refused, in groups that claim one id; the mark of the base is in every batch anyway."""
    every: list[str | Refusal] = [*(path for path in paths if path != MARK), *refused]
    every.sort(key=_claim_of)
    for _, group in groupby(every, key=_claim_of):
        yield [*group]


def _claim_of(one: str | Refusal) -> str:
    return claim(path_of(one))


def batches(tree: Tree, groups: Iterable[list[str | Refusal]], *, mark: bool) -> Iterator[Batch]:
    """The groups, read in batches."""
    waiting: list[str | Refusal] = []
    for group in groups:
        waiting += group
        if len(waiting) >= _MOST:
            yield batch_of(tree, waiting, mark=mark)
            waiting = []
    if waiting:
        yield batch_of(tree, waiting, mark=mark)


def batch_of(tree: Tree, files: Iterable[str | Refusal], *, mark: bool) -> Batch:
    """These files, read, and the mark."""
    batch = Batch(tree.shown, {MARK: _read(tree, MARK)} if mark else {})
    for one in files:
        if isinstance(one, Refusal):
            batch.refused.append(one)
        else:
            batch.texts[one] = _read(tree, one)
    return batch


def _read(tree: Tree, path: str) -> str | UnreadableError:
    try:
        return tree.read(path)
    except UnreadableError as error:
        return error


def path_of(one: str | Refusal) -> str:
    """The path of a file that is read or refused."""
    return one.path if isinstance(one, Refusal) else one
