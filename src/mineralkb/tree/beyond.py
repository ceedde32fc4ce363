"""What differs in a repository outside of its data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.tree.blobs import left_out
from mineralkb.tree.git import GitError
from mineralkb.tree.history import place_of
from mineralkb.tree.raw import differing, differing_work
from mineralkb.tree.root import root_of

if TYPE_CHECKING:
    from pathlib import Path


def beyond(folder: Path, old: str, new: str) -> list[str]:
    """The files outside of the data folder that differ between two commits; '' as `new` is the folder as it stands.

    Where the folder stood elsewhere before, what went from there is none of them.
    """
    top, prefix = place_of(folder)
    if not prefix:
        return []
    then = root_of(top, old, prefix).prefix or prefix
    try:
        found = differing(top, f"{old}^{{tree}}", f"{new}^{{tree}}") if new else differing_work(top, old)
        return sorted(
            pair.path
            for pair in found
            if not pair.path.startswith(prefix) and (pair.new or not pair.path.startswith(then))
        )
    except GitError:
        raise left_out(f"{old[:12]} or {(new or 'HEAD')[:12]}") from None
