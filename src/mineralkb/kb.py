"""A knowledge base: all records of a tree, and everything that would not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mineralkb import schema
from mineralkb.document import place_in, read_document
from mineralkb.finding import CLASH, ERROR, Elsewhere, Finding, Hit, Place, Route, Spot
from mineralkb.reading import FORMAT, Memory, understood
from mineralkb.record import Record
from mineralkb.schema.types import ID_PATTERN
from mineralkb.tree import UnreadableError
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from mineralkb.document import Document
    from mineralkb.tree import Tree
    from mineralkb.tree.files import Refusal

# Messages quote what files hold, and files can hold a great deal.
MOST_MESSAGE = 400
# Texts at the top, in which no record stands.
FREE = {"LICENSE", "README.md"}
_ID = re.compile(ID_PATTERN, re.ASCII)


@dataclass(slots=True)
class KnowledgeBase:
    """Records by id; `claimed` has every id that a file claims, also where the file would not read.

    `folded` leads from an id without case to the id as its file writes it; `plain` has by file what other readers of
    YAML take for a number or the like; `documents` are the files in which places were asked for more than once, and
    `asked` those in which one was. `walked` and `noted` are what the rules have seen in the records, for one another.
    """

    shown: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    claimed: dict[str, str] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    waivers: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    plain: dict[str, dict[Route, str]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    walked: dict[str, list[tuple[Route, dict[str, Any]]]] = field(default_factory=dict, compare=False, repr=False)
    noted: Any = field(default=None, compare=False, repr=False)

    def of_kind(self, kind: str) -> Iterator[Record]:
        """The records of one kind, by id."""
        found = (record for record in self.records.values() if record.kind == kind)
        return iter(sorted(found, key=lambda record: record.id))

    def sources(self) -> dict[str, dict[str, Any]]:
        """What every source says of itself, by id."""
        return {record.id: record.data for record in self.of_kind("sources")}

    def shown_path(self, path: str) -> str:
        """A file as findings name it."""
        return f"{self.shown}/{path}" if self.shown else path

    def spot(self, path: str, place: Place, label: str = "") -> Spot:
        """A place in a file, with the text of its line."""
        lines = _lines(self.texts.get(path, ""))
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        return Spot(self.shown_path(path), place, line, label)

    def placed(self, rule: str, severity: str, hit: Hit) -> Finding:
        """A rule's hit with the rule's name and its place in a file."""
        path = self.path_of(hit.record)
        return Finding(
            rule,
            severity,
            self.spot(path, self.locate(path, hit.route)),
            brief(hit.message, MOST_MESSAGE),
            brief(hit.hint, MOST_MESSAGE),
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
        if path not in self.texts:
            return Place(1, 1, 2)
        if path not in self.documents and path not in self.asked:
            self.asked.add(path)
            return place_in(self.texts[path], route)
        if path not in self.documents:
            self.documents[path] = read_document(self.texts[path])
        return self.documents[path].locate(route)

    def _elsewhere(self, other: Elsewhere) -> Spot:
        path = self.path_of(other.record)
        return self.spot(path, self.locate(path, other.route), other.label)


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    """The lines of the text, split once for all findings in it."""
    return [line.removesuffix("\r") for line in text.split("\n")]


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
            _whole_file(base, "kb.yaml", "unreadable-yaml", message, "write 'format: 1', a title and a licence")
        )
    base.findings.sort(key=lambda finding: finding.order)
    return base


def load_both(old: Tree, new: Tree, memory: Memory | None = None) -> tuple[KnowledgeBase, KnowledgeBase]:
    """Two states of a base; a file that the older one reads is not pushed aside by one that claims its id later."""
    remembered: Memory = {} if memory is None else memory
    before = load(old, remembered)
    return before, load(new, remembered, frozenset(before.claimed.values()))


def _refused(base: KnowledgeBase, refusal: Refusal) -> None:
    base.findings.append(_whole_file(base, refusal.path, "unsafe-file", refusal.message, refusal.hint))
    if _stray(refusal.path) is None:
        _claim(base, refusal.path)


def _load_one(base: KnowledgeBase, tree: Tree, path: str, memory: Memory) -> None:
    folder, _, name = path.rpartition("/")
    if not folder and name in FREE:
        return
    if (stray := _stray(path)) is not None:
        base.findings.append(_whole_file(base, path, "stray-file", *stray))
        return
    claimed = folder == "" or _claim(base, path)
    kind = folder or _identity(path)
    data = _read(base, tree, path, kind, memory)
    if data is None:
        return
    if folder and claimed:
        base.records[_identity(path)] = Record(kind, _identity(path), path, data)
    elif kind == "kb":
        base.settings = data
        _check_format(base, path)
    elif kind == "waivers":
        base.waivers = data["waivers"]


def _stray(path: str) -> tuple[str, str] | None:
    """Why no record can stand at the path, and what to do; None where one can."""
    folder, _, name = path.rpartition("/")
    hint = f"records stand in the folders {', '.join(schema.KINDS)}, one .yaml file each"
    if not name.endswith(".yaml"):
        return "this is not a .yaml file", hint
    if (folder or _identity(path)) not in (schema.KINDS if folder else schema.SINGLE):
        return "no record can stand here", hint
    if not _ID.fullmatch(_identity(path)):
        return "the file's name is not an id", "an id is letters, digits and single hyphens; rename the file"
    if folder and _identity(path) in schema.SINGLE:
        return f"'{_identity(path)}' is the name of a file at the top, not an id", "rename the file"
    return None


def _read(base: KnowledgeBase, tree: Tree, path: str, kind: str, memory: Memory) -> dict[str, Any] | None:
    """The checked data of a file; None, with findings, where there is none."""
    try:
        base.texts[path] = tree.read(path)
    except UnreadableError as error:
        spot = Spot(base.shown_path(path), Place(error.line, error.column, error.column + 1))
        hint = "write plain UTF-8 text"
        base.findings.append(Finding("unsafe-file", ERROR, spot, str(error), hint, record=_identity(path)))
        return None
    written = min(base.settings.get("format", FORMAT), FORMAT)
    found = understood(kind, written, base.texts[path], memory)
    if found.plain:
        base.plain[path] = found.plain
    if found.document:
        base.documents[path] = found.document
    for fault in found.document.faults if found.document else ():
        spot = base.spot(path, fault.place)
        base.findings.append(Finding(fault.rule, ERROR, spot, fault.message, fault.hint, record=_identity(path)))
    if isinstance(found.parsed, list):
        base.findings.extend(_misfit(base, path, misfit) for misfit in found.parsed)
        return None
    return found.parsed.data if found.parsed else None


def _claim(base: KnowledgeBase, path: str) -> bool:
    """Whether the file's name is a new id; two folders can hold the same file name."""
    identity = _identity(path)
    if "/" not in path:
        return False
    twin = base.folded.setdefault(identity.casefold(), identity)
    if base.claimed.setdefault(twin, path) == path:
        return True
    message = f"the id '{identity}' is already that of {base.shown_path(base.claimed[twin])}"
    hint = "an id stands for one record, whatever the folder and the case of its letters; rename one file"
    base.findings.append(_whole_file(base, path, CLASH, message, hint))
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
    spot = base.spot(path, base.locate(path, misfit.route))
    message = brief(misfit.message, MOST_MESSAGE)
    hint = brief(misfit.hint, MOST_MESSAGE) or f"see 'mkb schema {path.partition('/')[0].removesuffix('.yaml')}'"
    return Finding("schema", ERROR, spot, message, hint, record=_identity(path), route=misfit.route)


def _whole_file(base: KnowledgeBase, path: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, ERROR, Spot(base.shown_path(path), Place(1, 1, 2)), message, hint, record=_identity(path))
