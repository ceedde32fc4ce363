"""What happens to agreements, controls and pledges."""

from __future__ import annotations

AGREEMENT_EVENTS = {
    "announced": "made known",
    "concluded": "the text was settled",
    "initialled": "the text was initialled",
    "signed": "the parties signed",
    "ratified": "a party ratified it",
    "deposited": "a party deposited its instrument",
    "acceded": "a party joined it",
    "provisionally applied": "applied before entry into force",
    "entered into force": "became binding, or began by its own terms",
    "notice given": "a party gave notice of leaving or ending it",
    "withdrew": "a party left it",
    "amended": "its text was changed",
    "extended": "its term was prolonged",
    "terminated": "was ended by a party or by agreement",
    "expired": "ended with its term",
    "replaced": "gave way to another instrument",
    "never concluded": "talks ended, or a date passed, without an agreement",
}

CONTROL_EVENTS = {
    "proposed": "put forward, not yet decided",
    "announced": "made known as decided",
    "adopted": "decided in the form the law asks for",
    "published": "made public in the official place",
    "effective": "binds from this day",
    "suspended": "set out of operation",
    "resumed": "back in operation after a suspension",
    "extended": "its term, or that of its suspension, was prolonged",
    "replaced": "gave way to another rule",
    "repealed": "taken back by its issuer",
    "expired": "ended with its term",
    "annulled": "set aside by a court with effect",
    "never adopted": "the proposal came to nothing",
}

PLEDGE_EVENTS = {
    "delivered": "was done",
    "partly delivered": "was done in part",
    "delivered late": "was done after the due day",
    "missed": "a source says that it was not done in time",
    "withdrawn": "was taken back",
}

ANY_EVENTS = {
    "confirmed": "a source saw it standing on this day",
    "statement": "someone says something of its standing; shown, never counted",
    "proceeding": "a court or dispute body deals with it; shown, never counted",
}

EVENTS = AGREEMENT_EVENTS | CONTROL_EVENTS | PLEDGE_EVENTS | ANY_EVENTS

ALLOWED = {
    "agreements": AGREEMENT_EVENTS | ANY_EVENTS,
    "controls": CONTROL_EVENTS | ANY_EVENTS,
    "policies": CONTROL_EVENTS | ANY_EVENTS,
    "projects": {"announced": "made known", "effective": "works", "expired": "was given up"} | ANY_EVENTS,
    "pledges": PLEDGE_EVENTS | ANY_EVENTS,
}
