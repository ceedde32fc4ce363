"""A table of codes that says two things of one code, or leads to an edition that is no earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase

_HINT = "a code is in 'same', or says in 'earlier' where its goods stood: 'whole' or 'part', and each code once"


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Codes told twice for one earlier edition, and editions that are not earlier."""
    for record in base.of_kind("tariffs"):
        same = record.data.get("same", {})
        yield from (_later(record.id, ("same",), edition, record.data) for edition in _wrong(same, record.data))
        for code, heading in record.data.get("headings", {}).items():
            route = ("headings", code, "earlier")
            earlier = heading.get("earlier", {})
            yield from (_later(record.id, route, edition, record.data) for edition in _wrong(earlier, record.data))
            for edition, passage in earlier.items():
                twice = set(passage.get("whole", ())) & set(passage.get("part", ()))
                if code in same.get(edition, ()):
                    yield Hit(record.id, (*route, edition), f"'same' says that {code} is as it was in {edition}", _HINT)
                if twice:
                    message = f"{min(twice)} came into {code} both whole and in part"
                    yield Hit(record.id, (*route, edition), message, _HINT)


def _wrong(named: dict[str, Any], data: dict[str, Any]) -> list[str]:
    return [edition for edition in named if not (edition.startswith("HS") and edition < data["edition"])]


def _later(record: str, route: tuple[str, ...], edition: str, data: dict[str, Any]) -> Hit:
    message = f"{edition} is no edition before {data['edition']}"
    return Hit(record, (*route, edition), message, "write the table on the record of the later edition")
