"""Findings as a SARIF log (OASIS, Static Analysis Results Interchange Format 2.1.0)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from mineralkb.rules import SEVERITIES, page
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.finding import Finding, Spot


def sarif_log(findings: Sequence[Finding]) -> dict[str, Any]:
    """One run of the tool; columns are code points, paths relative to where it ran."""
    rules = sorted({finding.rule for finding in findings})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "mkb", "rules": [_rule(name) for name in rules]}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, rules) for finding in findings],
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    text = page(name)
    return {
        "id": name,
        "shortDescription": {"text": text.splitlines()[2]},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": SEVERITIES[name]},
    }


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity,
        "message": {"text": visible(said)},
        "locations": [{"physicalLocation": _location(finding.spot)}],
        "partialFingerprints": {"mkb/v1": fingerprint(finding)},
    }
    if finding.elsewhere:
        result["relatedLocations"] = [
            {"physicalLocation": _location(other), "message": {"text": visible(other.label) or "see also"}}
            for other in finding.elsewhere
        ]
    return result


def _location(spot: Spot) -> dict[str, Any]:
    place = spot.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": max(place.end, place.column + 1)}
    return {"artifactLocation": {"uri": _uri(spot.path)}, "region": region}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"))


def fingerprint(finding: Finding) -> str:
    """The same while a finding moves to another line: rule, record, route and message."""
    whole = "\0".join((finding.rule, finding.record, *finding.route, finding.message))
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:32]
