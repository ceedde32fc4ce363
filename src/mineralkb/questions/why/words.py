"""The rules of a standing in words, what speaks against nothing, and what would have to be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.texts import due_rule, stated
from mineralkb.status.causes import OPERATES
from mineralkb.status.happenings import SHOWN_ONLY, window_of
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.questions.standings import Answer
    from mineralkb.questions.why.case import Case

_ENDS = ("repealed", "expired", "annulled", "replaced", "terminated")
_ENDED = "what is {kind} has ended from that day on"
_RULES = {
    "proposed": "what is put forward, and not decided, is proposed",
    **dict.fromkeys(("announced", "adopted", "published"), "what is issued is planned until its start"),
    "effective": "a rule is in effect from its start, to the end of its term if it has one",
    "suspended": "a suspension sets it out of operation from its first day to its last",
    "resumed": "a resumption ends the suspension",
    "extended": "an extension carries on what it extends, to a last day of its own",
    **{kind: _ENDED.format(kind=kind) for kind in _ENDS},
    "never adopted": "a proposal that came to nothing never began",
    "never concluded": "talks that came to nothing never made an agreement",
    "signed": "what does not bind operates from its signing; what binds waits for its entry into force",
    "entered into force": "an agreement is in force, or operates, from its entry into force",
    "provisionally applied": "an agreement can be applied before its entry into force",
    "concluded": "what is concluded has a settled text, and operates if nothing later begins it",
    "initialled": "what is initialled has a settled text, and operates if nothing later begins it",
    "confirmed": "what a source saw standing stood on that day",
    "missed": "a pledge is missed where a source says so",
    "withdrawn": "a pledge that was taken back is withdrawn",
    "due": "a due day passes by itself: what no later source speaks of is not checked",
    "since": "a party or item is listed from its first day on the list",
    "until": "a listing ends after its last day",
    "binding": "only of what binds it is said that it is in force; all else operates",
    "entries": "whoever a source that is no machine digest names is listed",
}
_EVIDENCE = "the last evidence is the newest dated source that speaks of its standing, or a sighting"
_COUNTED = "a due day can be counted from it, though it counts for nothing else"
_ANNOUNCED = "what is announced has been made known, and is not yet settled"
_DONE = "what a source says was done is done, and late if after the due day"


def rule_of(case: Case, leaf: Route, *, only_evidence: bool) -> str:
    """The rule by which a leaf counts."""
    if only_evidence:
        return _EVIDENCE
    if "events" not in leaf:
        return _RULES[leaf[-1] if leaf[-1] in _RULES else leaf[0]]
    kind = case.record.at(leaf)["kind"]
    if kind in SHOWN_ONLY or case.only_digests(leaf):
        return _COUNTED
    if kind == "announced" and case.record.kind == "agreements":
        return _ANNOUNCED
    return _RULES.get(kind, _DONE)


def held(case: Case, answer: Answer) -> Iterator[str]:
    """What is not so, or no longer: no end that has come, no suspension that runs."""
    events = [(leaf, case.record.at(leaf)) for leaf in case.leaves() if "events" in leaf]
    if answer.word in (*OPERATES, "suspended", "planned", "open", "due"):
        yield from _no_end(case, events)
    if answer.word in OPERATES and case.record.kind != "agreements":
        yield from _no_suspension(case, events)


def _no_end(case: Case, events: list[tuple[Route, dict[str, Any]]]) -> Iterator[str]:
    ends = [(leaf, event) for leaf, event in events if event["kind"] in _ENDS]
    for leaf, event in ends:
        yield f"not ended: {leaf[-1]} ({event['kind']}) falls on {stated(event['date'])}"
    until = case.record.at((*case.part, "until")) if case.part[:1] == ("entries",) else None
    if until:
        yield f"not ended: the last day on the list is {stated(until)}"
    elif not ends:
        yield "not ended: no end is recorded"


def _no_suspension(case: Case, events: list[tuple[Route, dict[str, Any]]]) -> Iterator[str]:
    pauses = [(leaf, event) for leaf, event in events if event["kind"] == "suspended"]
    for leaf, event in pauses:
        days = f"{stated(event['date'])}" + (f" to {stated(event['until'])}" if "until" in event else "")
        ahead = window_of(event["date"]).first > case.day
        yield f"not suspended that day: {leaf[-1]} ({days}) {'lies ahead' if ahead else 'is over'}"
    if not pauses:
        yield "not suspended: no suspension is recorded"


def missing(case: Case, answer: Answer) -> Iterator[str]:
    """For what cannot be told: what would have to be found."""
    if answer.word != CANNOT_TELL:
        return
    for cause in answer.causes:
        yield _missing(case, cause, answer.evidence)
    if not answer.possible:
        yield "an event that counts: none is recorded"
    elif not answer.causes:
        yield "which of the readings holds on which sources disagree"
    for route in _digested(case):
        yield f"a source that is no machine digest: {'/'.join(route)} is known from digests alone, and does not count"


def _missing(case: Case, cause: dict[str, Any], evidence: str) -> str:
    first = cause["window"][0]
    role = cause["role"]
    seen = f"; last evidence {evidence}" if evidence else ""
    if cause["certainty"] == "expected":
        what = f"the {role} came" if not role.startswith("end of the ") else f"the {role} came, or it was carried on"
        return f"a source of {first} or later that says whether {what}{seen}"
    said = _recorded(case, cause)
    if said is None:
        return f"the very day of the {role}: none is recorded"
    if isinstance(said, dict):
        return f"which source is right on the day of the {role}: {stated(said)}"
    return f"the very day of the {role}: what is recorded is {said}"


def _recorded(case: Case, cause: dict[str, Any]) -> Any:
    """The day of a cause as it is written; None where it is not."""
    over = cause["role"].startswith("end of the ")
    if cause["event"] == "due":
        due = case.record.at((*case.part, "due"))
        return due if isinstance(due, str) or "disputed" in due else due_rule(due)
    node = case.record.at(tuple(cause["event"].split("/"))) or {}
    fields = ("until",) if over else ("date", "since")
    return next((node[field] for field in fields if field in node), None)


def _digested(case: Case) -> Iterator[Route]:
    for place in dict.fromkeys(((), case.part)):
        for name in case.record.at((*place, "events")) or {}:
            if case.only_digests((*place, "events", name)):
                yield (*place, "events", name)
