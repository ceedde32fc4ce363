"""Checking a knowledge base: load, apply the rules, and keep the findings that were asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.finding import ERROR, Finding
from mineralkb.tree import Folder, Revision
from mineralkb.workers import Workers, seldom_collected

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.diff.points import Points
    from mineralkb.kb import KnowledgeBase
    from mineralkb.place import Place
    from mineralkb.tree import Refusal, Tree


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and what was found."""

    findings: tuple[Finding, ...]
    records: int
    files: int
    waived: int

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors


def validate(place: Place, revision: str, today: date, only: tuple[Path, ...] = ()) -> Report:
    """All findings of a data folder or of one of its revisions, or those in some of its files."""
    tree = tree_of(place, revision, shown(place.folder))
    paths, refused = _listed(tree)
    with seldom_collected(), Workers(len(paths), helping=True) as workers:
        # The processes start while this one reads what both need.
        from mineralkb.validation.apart import checked

        found = checked(tree, paths, refused, workers, today)
    wanted = [_below(place.folder, path) for path in only]
    kept = [f for f in found.findings if not wanted or any(_within(f, tree.shown, path) for path in wanted)]
    return Report(tuple(kept), len(found.base.records), found.files, found.waived)


def _listed(tree: Tree) -> tuple[list[str], list[Refusal]]:
    """The files without what tells their content, of which nothing is asked here."""
    paths, refused = tree.paths()
    return [*paths], refused


def tree_of(place: Place, revision: str, name: str) -> Tree:
    """The files of the place: of one of its commits, or as they stand, called so."""
    if place.packaged:
        from mineralkb.index import open_base

        return open_base(place).tree()
    return Revision(place.folder, revision) if revision else Folder(place.folder, name)


def both(place: Place, between: Points) -> tuple[KnowledgeBase, KnowledgeBase]:
    """Two states of the place, read whole."""
    from mineralkb.kb import load_both

    name = shown(place.folder)
    return load_both(tree_of(place, between.old, name), tree_of(place, between.new, name))


def shown(folder: Path) -> str:
    """The folder as a user would type it from where they stand; '' where they stand in it."""
    try:
        near = os.path.relpath(folder)
    except ValueError:
        return str(folder)  # of another drive
    if near == ".":
        return ""
    return str(folder) if near.startswith("..") else Path(near).as_posix()


def _below(folder: Path, path: Path) -> str:
    """A path that was typed, relative to the data folder."""
    full = _plain(path)
    if not full.exists() and not full.is_symlink():
        raise MkbError(f"there is no file or folder {path}", "name files or folders of the knowledge base")
    if not full.is_relative_to(_plain(folder)):
        raise MkbError(f"{path} is not in the knowledge base {folder}", "name it with --data")
    return full.relative_to(_plain(folder)).as_posix()


def _plain(path: Path) -> Path:
    """From the root and without `..`; links stay links."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # Path.resolve would follow links


def _within(finding: Finding, shown: str, path: str) -> bool:
    here = finding.spot.path.removeprefix(f"{shown}/")
    return path in (".", here) or here.startswith(f"{path}/")
