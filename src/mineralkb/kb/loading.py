"""Reading every file of a tree into a knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import CLASH
from mineralkb.kb.base import KnowledgeBase
from mineralkb.kb.faults import fault_in, misfit_in, newer, unreadable, whole_file
from mineralkb.kb.names import FREE, identity_of, stray
from mineralkb.reading import FORMAT, Memory, understood
from mineralkb.record import Record
from mineralkb.tree import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Container

    from mineralkb.tree import Tree
    from mineralkb.tree.files import Refusal


def load(tree: Tree, memory: Memory | None = None, first: Container[str] = ()) -> KnowledgeBase:
    """Read every file; what does not read is a finding and hides nothing else.

    Loads that share a memory read a file that they have in common only once. Of files that claim one id the one that is
    among the `first` has it, else the one whose path sorts first.
    """
    base = KnowledgeBase(shown=tree.shown)
    paths, found = tree.paths()
    refused = {refusal.path: refusal for refusal in found}
    remembered: Memory = {} if memory is None else memory
    # The format is needed for the rest.
    for path in sorted({*paths, *refused}, key=lambda path: (path != "kb.yaml", path not in first, path)):
        if path in refused:
            _refused(base, refused[path])
        else:
            _load_one(base, tree, path, remembered)
    if "kb.yaml" not in paths:
        message = "the folder has no kb.yaml, which marks a knowledge base"
        base.findings.append(
            whole_file(base, "kb.yaml", "unreadable-yaml", message, "write 'format: 1', a title and a licence")
        )
    base.findings.sort(key=lambda finding: finding.order)
    return base


def load_both(old: Tree, new: Tree, memory: Memory | None = None) -> tuple[KnowledgeBase, KnowledgeBase]:
    """Two states of a base; a file that the older one reads is not pushed aside by one that claims its id later."""
    remembered: Memory = {} if memory is None else memory
    before = load(old, remembered)
    return before, load(new, remembered, frozenset(before.claimed.values()))


def _refused(base: KnowledgeBase, refusal: Refusal) -> None:
    base.findings.append(whole_file(base, refusal.path, "unsafe-file", refusal.message, refusal.hint))
    if stray(refusal.path) is None:
        _claim(base, refusal.path, identity_of(refusal.path))


def _load_one(base: KnowledgeBase, tree: Tree, path: str, memory: Memory) -> None:
    folder, _, name = path.rpartition("/")
    if not folder and name in FREE:
        return
    if (reason := stray(path)) is not None:
        base.findings.append(whole_file(base, path, "stray-file", *reason))
        return
    identity = identity_of(path)
    claimed = folder == "" or _claim(base, path, identity)
    kind = folder or identity
    data = _read(base, tree, path, kind, memory)
    if data is None:
        return
    if folder and claimed:
        base.records[identity] = Record(kind, identity, path, data)
    elif kind == "kb":
        base.settings = data
        base.findings += newer(base, path)
    elif kind == "waivers":
        base.waivers = data["waivers"]


def _read(base: KnowledgeBase, tree: Tree, path: str, kind: str, memory: Memory) -> dict[str, Any] | None:
    """The checked data of a file; None, with findings, where there is none."""
    try:
        base.texts[path] = tree.read(path)
    except UnreadableError as error:
        base.findings.append(unreadable(base, path, error))
        return None
    written = min(base.settings.get("format", FORMAT), FORMAT)
    found = understood(kind, written, base.texts[path], memory)
    if found.plain:
        base.plain[path] = found.plain
    if found.document:
        base.documents[path] = found.document
    base.findings += [fault_in(base, path, fault) for fault in (found.document.faults if found.document else ())]
    if isinstance(found.parsed, list):
        base.findings += [misfit_in(base, path, misfit) for misfit in found.parsed]
        return None
    return found.parsed.data if found.parsed else None


def _claim(base: KnowledgeBase, path: str, identity: str) -> bool:
    """Whether the file's name is a new id; two folders can hold the same file name."""
    if "/" not in path:
        return False
    folded = identity.casefold()
    twin = base.folded.setdefault(identity if folded == identity else folded, identity)
    if base.claimed.setdefault(twin, path) == path:
        return True
    message = f"the id '{identity}' is already that of {base.shown_path(base.claimed[twin])}"
    hint = "an id stands for one record, whatever the folder and the case of its letters; rename one file"
    base.findings.append(whole_file(base, path, CLASH, message, hint))
    return False
