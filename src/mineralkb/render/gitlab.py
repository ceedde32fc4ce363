"""Findings as GitLab's code-quality report: what the merge request shows beside the lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from mineralkb.finding import ERROR, WARNING
from mineralkb.render.sarif import fingerprint
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mineralkb.finding import Finding

# Of info, minor, major, critical and blocker: an error stops a merge by the job's exit code, not by this word.
_SEVERITIES = {ERROR: "major", WARNING: "minor"}


def code_quality(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """One issue a finding; paths relative to where it ran, which must be the top of the repository."""
    prints = _fingerprints(findings)
    return [_issue(finding, mark) for finding, mark in zip(findings, prints, strict=True)]


def _issue(finding: Finding, mark: str) -> dict[str, Any]:
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    return {
        "description": visible(said),
        "check_name": finding.rule,
        "fingerprint": mark,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": visible(finding.spot.path).removeprefix("./"),
            "lines": {"begin": finding.spot.place.line},
        },
    }


def _fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """One for each finding; GitLab drops a second issue of the same fingerprint, so a repeated one is numbered."""
    seen: Counter[str] = Counter()
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        yield mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
