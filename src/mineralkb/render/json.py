"""Answers for machines: documented shapes, with what was asked, both clocks and the notice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.values.text import replaced

if TYPE_CHECKING:
    from mineralkb.questions.card import Card, PartLine
    from mineralkb.questions.coverage import Silence
    from mineralkb.questions.listing import Listing
    from mineralkb.questions.provenance import SourceLine
    from mineralkb.questions.related import Link, Touch
    from mineralkb.questions.standings import Answer
    from mineralkb.questions.timeline import EventLine


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
        "without_status": dict(listing.stand),
        "near_misses": {"ids": list(listing.near[0]), "count": listing.near[1]},
        "coverage": silence_data(listing.silence) if listing.silence else None,
        "known_in_part": list(listing.known_in_part),
        "last_evidence": listing.evidence or None,
        "rows": list(listing.rows),
        "notice": NOTICE,
    }


def silence_data(silence: Silence) -> dict[str, Any]:
    """What claims of coverage say of an empty answer."""
    misses = [{"claim": claim, "name": name, "what": what} for claim, name, what in silence.misses]
    return {
        "said": silence.sentence,
        "until": silence.until or None,
        "whole": silence.whole,
        "claims": [claim.id for claim in silence.claims],
        "not_found": misses,
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
        "standing": _standing(card.standing),
        "due": list(card.due) if card.due else None,
        "data": found.own,
        "parts": [_part(part) for part in card.parts],
        "members": [{"id": member.id, "on_the_day": member.answer, "data": member.data} for member in card.members],
        "events": [_event(event) for event in card.events],
        "relations": [_relation(link) for link in card.links],
        "touching": [_touch(touch) for touch in card.touching],
        "disputes": [{"route": dispute.route, "sides": dispute.sides} for dispute in card.disputes],
        "sources": [_source(source) for source in card.sources],
        "notice": NOTICE,
    }


def _standing(standing: Answer | None) -> dict[str, Any] | None:
    return standing.as_data() if standing else None


def _part(part: PartLine) -> dict[str, Any]:
    due = list(part.due) if part.due else None
    return {"id": part.id, "kind": part.kind, "due": due, "standing": _standing(part.standing)}


def _event(event: EventLine) -> dict[str, Any]:
    own = {"subject": event.subject, "name": event.name, **event.data, "first": event.first, "last": event.last}
    return {**own, "sources": list(event.sources), "caused_here": event.caused}


def _relation(link: Link) -> dict[str, Any]:
    written = "here" if link.outward else "there"
    return {"kind": link.kind, "subject": link.subject, "record": link.other, "title": link.title, "written": written}


def _touch(touch: Touch) -> dict[str, Any]:
    word = touch.standing.word if touch.standing else None
    head = {"kind": touch.kind, "id": touch.id, "title": touch.title, "how": touch.how}
    return {**head, "through": touch.through or None, "standing": word}


def _source(source: SourceLine) -> dict[str, Any]:
    cited = {"cited_for": list(source.routes), "locators": list(source.locators)}
    return {"id": source.id, "publisher_name": source.publisher, **cited, **source.data}


def to_json(data: Any) -> str:
    """Indented JSON with readable signs."""
    return _shown(json.dumps(data, ensure_ascii=False, indent=2))


def to_json_lines(rows: list[Any]) -> str:
    """One JSON value a line."""
    return _shown("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))


def _shown(text: str) -> str:
    """The same data; what cannot be seen, or would act in a terminal or in a job's log, as JSON's own escapes."""
    return replaced(text, lambda sign: json.dumps(sign)[1:-1]).replace("##", "\\u0023#")
