"""The records of a base with all that is known of their files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mineralkb.document import place_in, read_document
from mineralkb.finding import Finding, Hit, Place, Route, Spot
from mineralkb.kb.names import identity_of
from mineralkb.kb.placing import all_placed, line_of
from mineralkb.tree import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mineralkb.document import Document
    from mineralkb.kb.placing import Found
    from mineralkb.record import Record


@dataclass(slots=True)
class KnowledgeBase:
    """Records by id; `claimed` has every id that a file claims, also where the file would not read.

    `folded` leads from an id without case to the id as its file writes it; `plain` has by file what other readers of
    YAML take for a number or the like; `documents` are the files in which places were asked for more than once, and
    `asked` those in which one was. Files of records that are not among the `texts` are read `again`. `walked` and
    `noted` are what the rules have seen in the records, for one another.
    """

    shown: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    claimed: dict[str, str] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    waivers: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    again: Callable[[str], str] | None = field(default=None, compare=False, repr=False)
    plain: dict[str, dict[Route, str]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    walked: dict[str, list[tuple[Route, dict[str, Any]]]] = field(default_factory=dict, compare=False, repr=False)
    noted: dict[Any, dict[Any, list[str]]] = field(default_factory=dict, compare=False, repr=False)

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

    def path_of(self, record: str) -> str:
        """The file of a record, or one of the files at the top (`waivers`, `kb`)."""
        return self.claimed.get(record, f"{record}.yaml")

    def text(self, path: str) -> str:
        """What a file holds, or held; nothing where it could not be read, or cannot now."""
        record = self.records.get(identity_of(path))
        if path in self.texts or not self.again or not record or record.path != path:
            return self.texts.get(path, "")
        try:
            return self.again(path)
        except UnreadableError:
            return ""

    def spot(self, path: str, place: Place, label: str = "") -> Spot:
        """A place in a file, with the text of its line."""
        return Spot(self.shown_path(path), place, line_of(self.text(path), place), label)

    def locate(self, path: str, route: Route) -> Place:
        """Line and columns of a route in a file."""
        if path not in self.documents and path not in self.asked:
            self.asked.add(path)
            return place_in(self.text(path), route)
        if path not in self.documents:
            self.documents[path] = read_document(self.text(path))
        return self.documents[path].locate(route)

    def join(self, other: KnowledgeBase) -> None:
        """Take over the records of other files, with all that is known of them."""
        self.records |= other.records
        self.claimed |= other.claimed
        self.folded |= other.folded
        self.texts |= other.texts
        for note, there in other.noted.items():
            here = self.noted.setdefault(note, {})
            for said, ids in there.items():
                here.setdefault(said, []).extend(ids)

    def placed(self, rule: str, severity: str, hit: Hit) -> Finding:
        """A rule's hit with the rule's name and its place in a file."""
        return self.all_placed([(rule, severity, hit)])[0]

    def all_placed(self, found: Collection[Found]) -> list[Finding]:
        """The same of many hits."""
        return all_placed(self, found)
