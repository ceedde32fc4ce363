"""Findings in every form that readers and machines want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from mineralkb.finding import ERROR, WARNING, Finding, Spot
from mineralkb.render.excerpt import excerpt
from mineralkb.render.gitlab import code_quality
from mineralkb.render.json import to_json
from mineralkb.render.plain import inert, one_line
from mineralkb.render.sarif import sarif_log
from mineralkb.values.text import visible
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.validation import Report


def summary(report: Report) -> str:
    """One line: what was checked and what was found."""
    waived = f", {report.waived} waived" if report.waived else ""
    found = f"{counted(report.errors, 'error')}, {counted(report.warnings, 'warning')}{waived}"
    return f"{counted(report.records, 'record')} in {counted(report.files, 'file')}: {found}"


def text(report: Report) -> str:
    """Each finding with its line, carets, note and hint."""
    return inert("\n\n".join(_text(finding) for finding in report.findings))


def _text(finding: Finding) -> str:
    spot = finding.spot
    lines = [
        f"{finding.severity}[{finding.rule}]: {one_line(finding.message)}",
        f"  --> {_path(spot)}:{spot.place.line}:{spot.place.column}",
        *excerpt(spot),
    ]
    for other in finding.elsewhere:
        lines += [f"  ::: {_path(other)}:{other.place.line}:{other.place.column}", *excerpt(other)]
    if finding.note:
        lines.append(f"  = note: {one_line(finding.note)}")
    if finding.hint:
        lines.append(f"  = hint: {one_line(finding.hint)}")
    return "\n".join(lines)


def _path(spot: Spot) -> str:
    return visible(spot.path).replace("\n", "\\n")


def as_json(report: Report) -> str:
    """Findings as data; the shape is in docs/validate.md."""
    data = {
        "records": report.records,
        "files": report.files,
        "errors": report.errors,
        "warnings": report.warnings,
        "waived": report.waived,
        "findings": [finding_data(finding) for finding in report.findings],
    }
    return to_json(data)


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as data."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        **_spot(finding.spot),
        "record": finding.record or None,
        "route": "/".join(finding.route) or None,
        "message": finding.message,
        "note": finding.note or None,
        "hint": finding.hint or None,
        "elsewhere": [{**_spot(other), "label": other.label or None} for other in finding.elsewhere],
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {"path": spot.path, "line": spot.place.line, "column": spot.place.column, "end_column": spot.place.end}


def github(report: Report) -> str:
    """Workflow commands, which the platform shows beside the lines; the data's own text cannot be one."""
    levels = {ERROR: "error", WARNING: "warning"}
    lines = []
    for finding in report.findings:
        place = finding.spot.place
        where = {"line": place.line, "col": place.column, "endColumn": place.end}
        said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
        lines.append(annotation(levels[finding.severity], finding.spot.path, where, finding.rule, said))
    return "\n".join(lines)


def annotation(level: str, path: str, where: dict[str, int], title: str, said: str) -> str:
    """One workflow command: the level (error, warning, notice), the file and the place in it, a title, what is said."""
    place = ",".join(f"{name}={number}" for name, number in where.items())
    return f"::{level} file={_property(path)},{place},title={_property(title)}::{_message(visible(said))}"


def _message(said: str) -> str:
    return said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(said: str) -> str:
    return _message(visible(said)).replace(":", "%3A").replace(",", "%2C")


def sarif(report: Report) -> str:
    """SARIF 2.1.0, for code scanning."""
    return to_json(sarif_log(report.findings))


def gitlab(report: Report) -> str:
    """A code-quality report, for merge requests of GitLab."""
    return to_json(code_quality(report.findings))


def junit(report: Report) -> str:
    """One test suite: a failure for each finding, and one passed case where there is none."""
    cases = "".join(_case(finding) for finding in report.findings)
    tests = max(len(report.findings), 1)
    if not cases:
        cases = '  <testcase classname="mkb" name="validate"/>\n'
    head = f'<testsuite name="mkb validate" tests="{tests}" failures="{len(report.findings)}" errors="0" skipped="0">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{cases}</testsuite>'


def _case(finding: Finding) -> str:
    place = f"{finding.spot.path}:{finding.spot.place.line}:{finding.spot.place.column}"
    name = quoteattr(visible(f"{finding.rule} {place}"))
    said = quoteattr(visible(finding.message))
    return (
        f"  <testcase classname={quoteattr(visible(finding.spot.path))} name={name}>\n"
        f"    <failure type={quoteattr(finding.rule)} message={said}>{escape(_text(finding))}</failure>\n  </testcase>\n"
    )


RENDERERS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}
