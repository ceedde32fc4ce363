"""A knowledge base: all records of a tree, and everything that would not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mineralkb import document, schema
from mineralkb.document import Document
from mineralkb.finding import ERROR, Elsewhere, Finding, Hit, Place, Route, Spot
from mineralkb.record import Record
from mineralkb.tree import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.tree import Tree

FORMAT = 1
_FREE = {"LICENSE", "README.md"}


@dataclass(slots=True)
class KnowledgeBase:
    """Records by id; `claimed` has every id that a file claims, also where the file would not read."""

    shown: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    claimed: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    waivers: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[Record]:
        """The records of one kind, by id."""
        return (record for _, record in sorted(self.records.items()) if record.kind == kind)

    def spot(self, path: str, place: Place, label: str = "") -> Spot:
        """A place in a file, with the text of its line."""
        lines = self.texts.get(path, "").split("\n")
        line = lines[place.line - 1].removesuffix("\r") if place.line <= len(lines) else ""
        return Spot(f"{self.shown}/{path}", place, line, label)

    def placed(self, rule: str, severity: str, hit: Hit) -> Finding:
        """A rule's hit with the rule's name and its place in a file."""
        path = self.path_of(hit.record)
        return Finding(
            rule,
            severity,
            self.spot(path, self.locate(path, hit.route)),
            hit.message,
            hit.hint,
            hit.note,
            tuple(self._elsewhere(other) for other in hit.elsewhere),
            hit.record,
            hit.route,
        )

    def path_of(self, record: str) -> str:
        """The file of a record, or one of the files at the top (`waivers`, `kb`)."""
        return self.claimed.get(record, f"{record}.yaml")

    def locate(self, path: str, route: Route) -> Place:
        """Line and columns of a route in a file."""
        found = self.documents.get(path)
        return found.locate(route) if found else Place(1, 1, 2)

    def _elsewhere(self, other: Elsewhere) -> Spot:
        path = self.path_of(other.record)
        return self.spot(path, self.locate(path, other.route), other.label)


def load(tree: Tree) -> KnowledgeBase:
    """Read every file; what does not read is a finding and hides nothing else."""
    base = KnowledgeBase(shown=tree.shown)
    paths, refused = tree.paths()
    for refusal in refused:
        base.findings.append(_whole_file(base, refusal.path, "unsafe-file", refusal.message, refusal.hint))
        _claim(base, refusal.path)
    for path in sorted(paths):
        _load_one(base, tree, path)
    if "kb.yaml" not in paths:
        message = "the folder has no kb.yaml, which marks a knowledge base"
        base.findings.append(_whole_file(base, "kb.yaml", "unreadable-yaml", message, "write 'format: 1', a title and a licence"))
    base.findings.sort(key=lambda finding: finding.order)
    return base


def _load_one(base: KnowledgeBase, tree: Tree, path: str) -> None:
    folder, _, name = path.rpartition("/")
    if not folder and name in _FREE:
        return
    kind = folder or name.removesuffix(".yaml")
    if not name.endswith(".yaml") or kind not in (schema.KINDS if folder else schema.SINGLE):
        message = "no record can stand here" if name.endswith(".yaml") else "this is not a .yaml file"
        hint = f"records stand in the folders {', '.join(schema.KINDS)}, one .yaml file each"
        base.findings.append(_whole_file(base, path, "stray-file", message, hint))
        return
    claimed = folder == "" or _claim(base, path)
    data = _read(base, tree, path)
    if data is None:
        return
    parsed = schema.parse(kind, data)
    if isinstance(parsed, list):
        base.findings.extend(_misfit(base, path, misfit) for misfit in parsed)
    elif folder and claimed:
        identity = name.removesuffix(".yaml")
        base.records[identity] = Record(kind, identity, path, parsed.data)
    elif kind == "kb":
        base.settings = parsed.data
        _check_format(base, path)
    elif kind == "waivers":
        base.waivers = parsed.data["waivers"]


def _read(base: KnowledgeBase, tree: Tree, path: str) -> Any:
    try:
        base.texts[path] = tree.read(path)
    except UnreadableError as error:
        hint = "write plain UTF-8 text of a reasonable size"
        base.findings.append(_whole_file(base, path, "unsafe-file", str(error), hint))
        return None
    found = document.read_document(base.texts[path])
    base.documents[path] = found
    for fault in found.faults:
        spot = base.spot(path, fault.place)
        base.findings.append(Finding(fault.rule, ERROR, spot, fault.message, fault.hint, record=_identity(path)))
    return None if found.faults else found.data


def _claim(base: KnowledgeBase, path: str) -> bool:
    """Whether the file's name is a new id; two folders can hold the same file name."""
    identity = _identity(path)
    if not identity or "/" not in path:
        return False
    twin = next((other for other in base.claimed if other.casefold() == identity.casefold()), None)
    if twin is None:
        base.claimed[identity] = path
        return True
    message = f"the id '{identity}' is already that of {base.shown}/{base.claimed[twin]}"
    hint = "an id stands for one record, whatever the folder and the case of its letters; rename one file"
    base.findings.append(_whole_file(base, path, "clashing-ids", message, hint))
    return False


def _identity(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _check_format(base: KnowledgeBase, path: str) -> None:
    found = base.settings["format"]
    if found > FORMAT:
        hit = Hit("kb", ("format",), f"format {found} is newer than this program reads ({FORMAT})", "update mineralkb")
        place = base.locate(path, hit.route)
        base.findings.append(Finding("schema", ERROR, base.spot(path, place), hit.message, hit.hint))


def _misfit(base: KnowledgeBase, path: str, misfit: schema.Misfit) -> Finding:
    place = base.documents[path].locate(misfit.route)
    record = _identity(path)
    return Finding(
        "schema", ERROR, base.spot(path, place), misfit.message, misfit.hint, record=record, route=misfit.route
    )


def _whole_file(base: KnowledgeBase, path: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, ERROR, Spot(f"{base.shown}/{path}", Place(1, 1, 2)), message, hint, record=_identity(path))
