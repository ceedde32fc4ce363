"""A due day counted from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.rules._hints import meant
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Pledges whose `due` has fields that do not give a day."""
    for record in base.records.values():
        for name, pledge in record.data.get("pledges", {}).items():
            due = pledge.get("due")
            if isinstance(due, dict):
                events = record.data.get("events", {}) | pledge.get("events", {})
                field, message, hint = _fault(due, events, told="note" in pledge)
                if message:
                    yield Hit(record.id, ("pledges", name, "due", field), message, hint)


def _fault(due: dict[str, str], events: dict[str, Any], *, told: bool) -> tuple[str, str, str]:
    """The field at fault, what is wrong, and what to do; nothing where the day can be counted, or a note says why not."""
    if "within" not in due and "every" not in due:
        return "of", "the due day has no period", "add 'within:' or 'every:' with a period such as 180 days"
    if "of" not in due:
        period = "within" if "within" in due else "every"
        hint = "add 'of:' with the name of an event; where the record has none, say in 'note' what it counts from"
        return ("", "", "") if told else (period, "the period is counted from no event", hint)
    if due["of"] not in events:
        return "of", f"no event has the name '{brief(due['of'])}'", meant(due["of"], events, "events here")
    return "", "", ""
