"""What a build adds to the package: the data, the index made from it, and the commit it is of."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase

BUILD = "build.json"
PACKAGED = "mineralkb/_data"


class DataHook(BuildHookInterface[BuilderConfig]):
    """Adds files made in a temporary folder, so that a build leaves nothing in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files; an editable install finds the checkout's own data and needs none."""
        _forget_compiled()
        if version == "editable":
            return
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(Path(self.root, "src")))
        root = Path(self.root)
        base = _load(root)
        self.made = tempfile.TemporaryDirectory(prefix="mineralkb-build-")
        folder = Path(self.made.name)
        known = {"version": self.metadata.version, **_origin(root, base)}
        if not known["commit"]:
            self.app.display_warning("this is neither a git checkout nor made from one: the commit is not known")
        (folder / BUILD).write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
        added = {str(folder / BUILD): BUILD}
        if self.target_name == "wheel":
            added = _packaged(root, folder, known)
        build_data["force_include"].update(added)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - given
        """Take the temporary files away."""
        if version != "editable":
            self.made.cleanup()


def _forget_compiled() -> None:
    """Delete the compiled copy of this file that loading it has left in the checkout."""
    if __spec__ and __spec__.cached:
        compiled = Path(__spec__.cached)
        with suppress(OSError):
            compiled.unlink(missing_ok=True)
            compiled.parent.rmdir()


def _load(root: Path) -> KnowledgeBase:
    """The data, which must read without a fault."""
    from mineralkb.finding import ERROR
    from mineralkb.kb import load
    from mineralkb.tree import Folder

    base = load(Folder(root / "data"))
    errors = [finding for finding in base.findings if finding.severity == ERROR]
    if errors:
        lines = (f"{f.spot.path}:{f.spot.place.line}:{f.spot.place.column} {f.rule}: {f.message}" for f in errors)
        raise SystemExit("\n".join(("the data does not read, so nothing is built:", *lines)))
    return base


def _packaged(root: Path, folder: Path, known: dict[str, str]) -> dict[str, str]:
    """Where each file of the packaged data comes from, and where it goes."""
    from mineralkb.index.making import write
    from mineralkb.place import SHIPPED, Place

    # The day of the commit instead of the time of the build: equal data gives an equal index.
    made = datetime.fromisoformat(known["commit_day"] or "1970-01-01").replace(tzinfo=UTC)
    meta = {name: known[name] for name in ("commit", "commit_day", "changed")}
    write(Place(root / "data", "built from"), folder / SHIPPED, {**meta, "made": str(int(made.timestamp()) * 10**9)})
    added = {str(root / "data" / "LICENSE"): f"{PACKAGED}/LICENSE"}
    added |= {str(query): f"{PACKAGED}/queries/{query.name}" for query in sorted((root / "queries").glob("*.sql"))}
    return added | {str(folder / name): f"{PACKAGED}/{name}" for name in (SHIPPED, BUILD)}


def _origin(root: Path, base: KnowledgeBase) -> dict[str, str]:
    """The commit, its day, and whether the data was changed since; an unpacked sdist says it in its own file."""
    told = root / BUILD
    if told.is_file():
        kept = json.loads(told.read_text(encoding="utf-8"))
        return {name: str(kept[name]) for name in ("commit", "commit_day", "changed")}
    return _origin_of_checkout(root, base)


def _origin_of_checkout(root: Path, base: KnowledgeBase) -> dict[str, str]:
    from mineralkb.errors import MkbError
    from mineralkb.tree import Revision
    from mineralkb.tree.files import blob_id
    from mineralkb.tree.git import GitError
    from mineralkb.tree.history import head

    with suppress(GitError, MkbError):
        found = head(root)
        revision = Revision(root / "data", found[0]) if found else None
        # A copy without git that lies inside some other repository is not of that repository's commit.
        if found and revision and revision.prefix == "data/":
            blobs = {path: blob for path, blob in revision.paths()[0].items() if path.endswith(".yaml")}
            changed = blobs != {path: blob_id(text) for path, text in base.texts.items()}
            return {"commit": found[0], "commit_day": found[1], "changed": "yes" if changed else ""}
    return {"commit": "", "commit_day": "", "changed": ""}
