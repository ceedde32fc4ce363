"""Answers for machines: documented shapes, with what was asked, both clocks and the notice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE

if TYPE_CHECKING:
    from mineralkb.questions.card import Card
    from mineralkb.questions.listing import Listing


def listing_data(listing: Listing) -> dict[str, Any]:
    """A list as data: rows keyed by column, counts, what was asked."""
    return {
        "kind": listing.kind,
        "unit": listing.unit,
        "asked": listing.asked.as_data(),
        "count": listing.total,
        "not_shown": listing.not_shown,
        "left_out": listing.left_out,
        "cannot_tell": listing.cannot_tell,
        "emptied_by": listing.emptied_by or None,
        "rows": list(listing.rows),
        "notice": NOTICE,
    }


def card_data(card: Card) -> dict[str, Any]:
    """A card as data: the record as it is written, and all that was computed."""
    found = card.found
    return {
        "id": found.record,
        "kind": found.kind,
        "route": "/".join(found.route) or None,
        "path": found.path,
        "asked": card.asked.as_data(),
        "standing": card.standing.as_data() if card.standing else None,
        "due": list(card.due) if card.due else None,
        "data": found.own,
        "parts": [
            {
                "id": part.id,
                "kind": part.kind,
                "due": list(part.due) if part.due else None,
                "standing": part.standing.as_data() if part.standing else None,
            }
            for part in card.parts
        ],
        "events": [
            {
                "subject": event.subject,
                "name": event.name,
                **event.data,
                "first": event.first,
                "last": event.last,
                "sources": list(event.sources),
                "caused_here": event.caused,
            }
            for event in card.events
        ],
        "relations": [
            {
                "kind": link.kind,
                "record": link.other,
                "title": link.title,
                "written": "here" if link.outward else "there",
            }
            for link in card.links
        ],
        "touching": [
            {
                "kind": touch.kind,
                "id": touch.id,
                "title": touch.title,
                "how": touch.how,
                "through": touch.through or None,
                "standing": touch.standing.word if touch.standing else None,
            }
            for touch in card.touching
        ],
        "disputes": [{"route": dispute.route, "sides": dispute.sides} for dispute in card.disputes],
        "sources": [
            {
                "id": source.id,
                "publisher_name": source.publisher,
                "cited_for": list(source.routes),
                "locators": list(source.locators),
                **source.data,
            }
            for source in card.sources
        ],
        "notice": NOTICE,
    }


def to_json(data: Any) -> str:
    """Indented JSON with readable signs."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def to_json_lines(rows: list[Any]) -> str:
    """One JSON value a line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
