"""The words for how a record, pledge or provision stands on a day."""

from __future__ import annotations

CONTROL_STANDINGS = {
    "not issued": "nothing of it had been made known",
    "proposed": "put forward, not decided",
    "planned": "issued, and its start not reached",
    "in effect": "its start is reached, and neither an end nor a suspension holds",
    "suspended": "set out of operation for a time, whether or not its start was reached",
    "ended": "repealed, expired, annulled or replaced, or its term is over",
    "never adopted": "the proposal came to nothing",
}

AGREEMENT_STANDINGS = {
    "not concluded": "nothing of it had been made known",
    "announced": "made known, its text not settled",
    "concluded": "its text is settled, not signed",
    "initialled": "its text is initialled, not signed",
    "signed": "signed, and not in force as far as is recorded",
    "provisionally applied": "applied before its entry into force",
    "in force": "binding, and in force",
    "operating": "begun, by its signing or conclusion or by its own terms; not said to bind",
    "ended": "terminated, expired or replaced, or its term is over",
    "never concluded": "talks ended, or a date passed, without an agreement",
}

ENTRY_STANDINGS = {
    "not listed": "not yet on the list",
    "listed": "on the list",
    "suspended": "on the list, and set out of operation for a time",
    "ended": "taken off the list",
}

PLEDGE_STANDINGS = {
    "not made": "its agreement was not yet signed or in operation",
    "open": "made, and its due day not reached, or it has none",
    "due": "today is its due day",
    "partly delivered": "done in part",
    "delivered": "done",
    "delivered late": "done after its due day",
    "missed": "a source says that it was not done in time",
    "overdue": "a source dated after the due day saw it still open",
    "due date passed, not checked": "its due day has passed, and no later source speaks of it",
    "withdrawn": "taken back",
    "ended": "its agreement ended first",
}

CANNOT_TELL = "cannot tell"

STANDINGS = {
    **CONTROL_STANDINGS,
    **AGREEMENT_STANDINGS,
    **ENTRY_STANDINGS,
    **PLEDGE_STANDINGS,
    CANNOT_TELL: "the words it may be differ, because a date is uncertain or lies after the last evidence",
}
