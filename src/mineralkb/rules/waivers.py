"""Findings that are known and accepted, with a reason. None hides a file that is unreadable or unsafe."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mineralkb.finding import ERROR, Finding, Hit

if TYPE_CHECKING:
    from mineralkb.kb import KnowledgeBase

NEVER_WAIVED = {"unsafe-file", "unsafe-text", "unreadable-yaml", "unused-waiver"}


def waive(base: KnowledgeBase, found: list[Finding], today: date) -> tuple[list[Finding], int]:
    """The findings without those that a waiver names, with one for each waiver of no use; and how many are waived."""
    used: set[str] = set()
    kept = []
    for finding in found:
        name = _waiver(base.waivers, finding, today)
        if name:
            used.add(name)
        else:
            kept.append(finding)
    unused = [("unused-waiver", ERROR, _unused(base, name, today)) for name in base.waivers if name not in used]
    return kept + base.all_placed(unused), len(found) - len(kept)


def _waiver(waivers: dict[str, Any], finding: Finding, today: date) -> str:
    if finding.rule in NEVER_WAIVED:
        return ""
    for name, waiver in waivers.items():
        route = tuple(waiver["route"].split("/")) if "route" in waiver else ()
        if (
            waiver["rule"] == finding.rule
            and waiver["record"] == finding.record
            and finding.route[: len(route)] == route
            and not _over(waiver, today)
        ):
            return str(name)
    return ""


def _over(waiver: dict[str, Any], today: date) -> bool:
    return "until" in waiver and date.fromisoformat(waiver["until"]) < today


def _unused(base: KnowledgeBase, name: str, today: date) -> Hit:
    waiver = base.waivers[name]
    if waiver["rule"] in NEVER_WAIVED:
        message = f"the rule {waiver['rule']} cannot be waived"
    elif _over(waiver, today):
        message = f"the waiver '{name}' held until {waiver['until']}"
    else:
        message = f"the waiver '{name}' waives nothing"
    return Hit("waivers", ("waivers", name), message, "delete it")
