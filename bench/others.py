"""What the other tools are called with, and the same facts laid out as each of them wants them."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

# All but the few dozen records that the others name.
KINDS = ("agreements", "controls", "sources")
Called = list[tuple[str, list[str], str]]

LOOK = (
    "import os\nfor folder in os.scandir('.'):\n    if folder.is_dir():\n"
    "        for file in os.scandir(folder): file.stat()"
)
_LOOP = """\
import sys
from pathlib import Path
import yaml
from mineralkb.schema.kinds import KINDS
for kind in ("agreements", "controls", "sources"):
    for path in Path(kind).iterdir():
        KINDS[kind].model_validate(yaml.load(path.read_text(), Loader=yaml.CBaseLoader))
"""
_PARSE = _LOOP.replace("KINDS[kind].model_validate(", "(")
# yamale has its own language of schemas, without the grammars of dates, amounts and references: it checks less.
_YAMALE = """\
title: str()
summary: str()
form: str()
binding: str()
cite: list(str())
cite_for: map()
parties: map(include('party'))
minerals: list(str())
stages: list(str())
events: map(include('event'))
pledges: map(include('pledge'))
---
party: {role: str()}
event: {kind: str(), date: day(), place: str(required=False)}
pledge:
  title: str()
  summary: str()
  topics: list(str())
  by: list(str())
  strength: str()
  due: map(required=False)
  amounts: map(required=False)
"""


def checkers(data: Path, tools: Path, mkb: tuple[str, ...]) -> Called:
    """Name, command and budget of each tool that checks."""
    here = data.parent
    found: Called = []
    checker = tools / "bin/check-jsonschema"
    if checker.exists():
        for kind in KINDS:
            schema = subprocess.run([*mkb, "schema", kind], capture_output=True, check=True).stdout
            (here / f"{kind}.json").write_bytes(schema)
        line = " && ".join(
            f"find {kind} -name '*.yaml' -print0 | xargs -0 -n 100000 {checker} -q --schemafile {here}/{kind}.json"
            for kind in KINDS
        )
        found.append(("check-jsonschema, `mkb schema` of three kinds", ["sh", "-c", line], "25"))
    if (tools / "bin/yamale").exists():
        (here / "yamale.yaml").write_text(_YAMALE, encoding="utf-8")
        command = [str(tools / "bin/yamale"), "-p", "PyYAML", "-s", str(here / "yamale.yaml"), str(data / "agreements")]
        found.append(("yamale, agreements only, types only", command, ""))
    found.append(("PyYAML and our pydantic models in a loop, schema only", [mkb[0], "-c", _LOOP], ""))
    found.append(("PyYAML alone", [mkb[0], "-c", _PARSE], ""))
    return found


def askers(data: Path, tools: Path) -> Called:
    """Name, command and budget of each tool that is asked the same."""
    here = data.parent
    _lay_out(data, here)
    found: Called = []
    if shutil.which("recsel"):
        question = "party = 'JP' && mineral = 'lithium'"
        found.append(("recsel", ["recsel", "-t", "pledge", "-e", question, str(here / "pledges.rec")], "5"))
    if shutil.which("rg"):
        line = f"rg -l '^  JP:' {data}/agreements | xargs rg -l 'minerals: .lithium'"
        found.append(("rg twice, names of files only", ["sh", "-c", line], ""))
    if versions(tools).get("duckdb"):
        where = "list_contains(party, 'JP') AND mineral = 'lithium'"
        query = f"SELECT * FROM read_json('{here}/pledges.json') WHERE {where}"  # noqa: S608 - our own words
        program = f"import duckdb; duckdb.sql({query!r}).fetchall()"
        found.append(("DuckDB over JSON", [str(tools / "bin/python"), "-c", program], ""))
    return found


def versions(tools: Path) -> dict[str, str]:
    """What was compared with."""
    asked = {
        "check-jsonschema": [str(tools / "bin/check-jsonschema"), "--version"],
        "yamale": [str(tools / "bin/python"), "-c", "import yamale; print(yamale.__version__)"],
        "duckdb": [str(tools / "bin/python"), "-c", "import duckdb; print(duckdb.__version__)"],
        "recsel": ["recsel", "--version"],
        "rg": ["rg", "--version"],
    }
    return {name: _first_line(command) for name, command in asked.items() if shutil.which(command[0])}


def _first_line(command: list[str]) -> str:
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return said[0] if said else ""


def _lay_out(data: Path, here: Path) -> None:
    """Every pledge as a line of JSON and as a record of recutils."""
    with (here / "pledges.json").open("w") as lines, (here / "pledges.rec").open("w") as records:
        records.write("%rec: pledge\n\n")
        for path in sorted((data / "agreements").iterdir()):
            agreement = yaml.load(path.read_text(), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
            for name, pledge in agreement["pledges"].items():
                facts = _facts(path.stem, name, pledge, agreement)
                lines.write(f"{json.dumps(facts)}\n")
                records.write("".join(_fields(facts)) + "\n")


def _facts(record: str, name: str, pledge: dict[str, Any], agreement: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{record}/{name}",
        "title": pledge["title"],
        "summary": pledge["summary"].strip(),
        "agreement": agreement["title"],
        "party": list(agreement["parties"]),
        "by": pledge["by"],
        "mineral": agreement["minerals"][0],
        "topic": pledge["topics"][0],
        "strength": pledge["strength"],
        "signed": agreement["events"]["signed"]["date"],
    }


def _fields(facts: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {one}\n" for name, value in facts.items() for one in (value if isinstance(value, list) else [value])
    ]
