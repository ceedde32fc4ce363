"""The sentences of answers, once: renderers only dress them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mineralkb.questions.texts import due_rule

if TYPE_CHECKING:
    from mineralkb.questions.standings import Answer

_OPEN = ("0001-01-01", "9999-12-31")
# Of what happens on one day; whatever else stands is so `since`.
_LEADS = {
    **dict.fromkeys(("delivered", "delivered late", "partly delivered", "missed", "withdrawn"), "on"),
    "overdue": "seen on",
    "due": "today, the due day is",
}


def standing_line(answer: Answer) -> str:
    """The standing in one line: the word, since when, and for how long by its terms."""
    possible = f": {' or '.join(answer.possible)}" if answer.possible else ", as no event that counts is recorded"
    parts = [f"cannot tell{possible}" if answer.word == "cannot tell" else answer.word]
    if answer.word != "cannot tell" and answer.causes and answer.causes[0]["window"][1] not in _OPEN:
        lead = _LEADS.get(answer.word, "since")
        first, last = answer.causes[0]["window"]
        since = f"{lead} {answer.since if first == last else days(first, last)}"
        parts.append(f"({since})" if "," in answer.word else since)
    if answer.never_operated:
        parts[0] += ", never operated"
    return " ".join(parts)


def standing_reasons(answer: Answer, day: date) -> list[str]:
    """Why it is so, what is expected next, and how old the evidence is."""
    found = [_reason(cause) for cause in answer.causes if cause["certainty"] != "known"]
    if answer.following and answer.last not in _OPEN:
        changes = date.fromisoformat(answer.last) + timedelta(days=1)
        found.append(f"from {changes}: {answer.following}")
    if answer.evidence:
        age = (day - date.fromisoformat(answer.evidence)).days
        old = f", {age} days before the day asked" if age > 0 else ""
        found.append(f"last evidence {answer.evidence}{old}")
    elif answer.causes:
        found.append("no dated source speaks of its standing")
    return found


def days(first: str, last: str) -> str:
    """Two days as readers write them: one day, `between A and B`, or one open side."""
    if first == last:
        return first
    if first == _OPEN[0] and last == _OPEN[1]:
        return "an unknown day"
    if first == _OPEN[0]:
        return f"a day up to {last}"
    if last == _OPEN[1]:
        return f"a day from {first} on"
    return f"a day between {first} and {last}"


def counted(number: int, unit: str) -> str:
    """`1 agreement`, `2 policies`, `3 countries`."""
    if number == 1:
        return f"1 {unit}"
    plural = f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
    return f"{number} {plural}"


def due_text(due: Any, window: tuple[str, str] | None) -> str:
    """A due day with the rule it comes from: `2026-04-26 (180 days after signed)`."""
    rule = due_rule(due) if isinstance(due, dict) and "disputed" not in due else ""
    if window is None:
        return rule
    day = window[0] if window[0] == window[1] else f"{window[0]}..{window[1]}"
    return f"{day} ({rule})" if rule else day


def _reason(cause: dict[str, Any]) -> str:
    role, (first, last) = cause["role"], cause["window"]
    if role.startswith("end of the "):
        what = role.removeprefix("end of the ")
        run_to = days(_day_before(first), _day_before(last))
        terms = "by its terms" if cause["certainty"] == "expected" else "and the day is not certain"
        return f"the {what} ran to {run_to} {terms}"
    if cause["certainty"] == "expected":
        return f"the {role} was due on {days(first, last)}"
    return f"the {role} fell on {days(first, last)}"


def _day_before(day: str) -> str:
    return day if day in _OPEN else (date.fromisoformat(day) - timedelta(days=1)).isoformat()
