"""An extension or resumption that does not say, or wrongly says, which event it carries on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.finding import Hit
from mineralkb.rules._hints import meant
from mineralkb.rules._nodes import event_groups
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.record import Record

Events = dict[str, dict[str, Any]]

# What each can carry on. An instrument that does not bind operates from its signing or conclusion.
_CARRIED_ON = {
    "resumed": ("suspended", "extended"),
    "extended": (
        *("effective", "entered into force", "provisionally applied", "suspended", "extended"),
        *("signed", "concluded", "initialled"),
    ),
}


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Events whose `of` is missing, or names no event that fits."""
    for record in base.records.values():
        for route, events in event_groups(base, record):
            named = _within_reach(record, route == ("events",)) | events
            for name, event in events.items():
                if "of" in event or event["kind"] in _CARRIED_ON:
                    message, hint = _fault(name, event, named)
                    if message:
                        at = (*route, name, "of") if "of" in event else (*route, name)
                        yield Hit(record.id, at, message, hint)


def _within_reach(record: Record, of_record: bool) -> Events:
    """A part's event may carry on one of the record; the record's event may carry on one of the parts."""
    found: Events = {}
    if of_record:
        for _, part in record.parts():
            found.update(part.get("events", {}))
    found.update(record.data.get("events", {}))
    return found


def _fault(name: str, event: dict[str, Any], named: Events) -> tuple[str, str]:
    """What is wrong with the event's `of`, and what to do; nothing where it fits."""
    kind, of = event["kind"], event.get("of")
    if of is None:
        return f"'{kind}' does not say of which event", "add 'of:' with the name of the event it carries on"
    if of == name:
        return "the event carries on itself", "name an earlier event"
    if of not in named:
        return f"no event has the name '{brief(of)}'", meant(of, named, "events here")
    fitting = _CARRIED_ON.get(kind)
    if fitting and named[of]["kind"] not in fitting:
        return f"what was '{named[of]['kind']}' cannot be '{kind}'", f"name an event that is {' or '.join(fitting)}"
    return "", ""
