"""What a kind of list is, and the columns that all kinds share."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.rows import Column, facet, held, own

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(NamedTuple):
    """One kind of list. `shown` are the columns by default; `filters` map an option to a facet; ordered by id where no `order` is named."""

    unit: str
    table: str
    where: str
    columns: dict[str, Column]
    shown: tuple[str, ...]
    filters: Mapping[str, str] = MappingProxyType({})
    dated: str = ""
    stands: bool = False
    order: str = ""


ID = Column("id", held("id"))
TITLE = Column("title", held("title"))
STANDING = Column("standing", held("word"))
EVIDENCE = Column("last evidence", held("evidence"))
SUMMARY = Column("summary", own("summary"))
MINERALS = Column("minerals", facet("mineral"))
RECORD = {"id": ID, "title": TITLE, "summary": SUMMARY}
LIVING = {"standing": STANDING, "evidence": EVIDENCE}
