"""The published JSON Schema, asked of what a YAML 1.2 reader sees, says what our own loader says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import jsonschema_rs
import pytest
import yaml12

from conftest import Texts
from mineralkb import schema
from mineralkb.finding import ERROR, Place
from mineralkb.kb import KnowledgeBase, load
from mineralkb.rules import ambiguous_scalar
from mutations import ALL, SAMPLES, Case, cases, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.reading import Memory

DATA = Path(__file__).parent.parent / "data"
SHIPPED = [path.relative_to(DATA) for path in sorted(DATA.rglob("*.yaml"))]
OURS, THEIRS = (True, False), (False, True)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that our loader refuses and the published schema accepts, and why that is meant."""

    reason: str
    words: tuple[str, ...]
    route: Route = ()

    def covers(self, case: Case) -> bool:
        """Whether the case is one of these."""
        return (
            case.how in {"plain", "quoted", "word", "key"}
            and case.what in self.words
            and self.route in ((), case.route)
        )


MEANT = (
    Difference(
        "a reader of YAML 1.1 takes it for a truth value or a number; we want it in quotes",
        ("NO", "no", "on", "y", "0b1", "12:30", "1_000"),
    ),
    Difference(
        "a reader of YAML sees the number or truth value, not how it is written; we know one way to write it",
        ("0810", "0o17", "0x1F", "1e3", "+1", ".5", "5.", "1.0000000001", "2025.0", "True"),
    ),
    Difference("a pattern cannot compare two dates", ("2026-03-31..2026-03-11",)),
    Difference("control characters are refused before the schema, wherever they stand", ("a\u202eb",)),
    Difference("a later format is well written, but not for this program", ("2025", "5"), ("format",)),
)

HEAD = "title: Samarium\ntype: element\n"

# What YAML allows and our loader refuses before it asks the schema; the last is the other way about.
OF_YAML = (
    ("an alias could make a small file huge", "title: &a Samarium\ntype: element\nsymbol: *a\n", THEIRS),
    ("an anchor is of use for an alias only", "title: &a Samarium\ntype: element\n", THEIRS),
    ("a tag can call code in some readers", "title: !!str Samarium\ntype: element\n", THEIRS),
    ("a second key hides the first", f"{HEAD}title: Samaria\n", THEIRS),
    ("a second document is not seen by every reader", f"{HEAD}---\n{HEAD}", THEIRS),
    ("a directive changes what follows", f"%YAML 1.2\n---\n{HEAD}", THEIRS),
    ("a character that cannot be seen misleads", f"{HEAD}note: a\u200bb\n", THEIRS),
    (
        "a key has at most 200 characters",
        f"{HEAD}corrections: {{{'a' * 201}: {{date: 2025-01-01, route: a, reason: b}}}}\n",
        THEIRS,
    ),
    ("a bracket at the margin is read by most readers", "title: Samarium\nhs: [\n  '2805'\n]\ntype: element\n", OURS),
)


def ours(kind: str, text: str) -> bool:
    """Whether our loader, and the rule on texts that others read otherwise, accept the text."""
    path = f"{kind}/some-record.yaml" if kind in schema.KINDS else f"{kind}.yaml"
    base = load(Texts({"kb.yaml": SAMPLES["kb"], path: text}), dict(of_the_base()))
    return not any(finding.severity == ERROR for finding in base.findings) and not any(ambiguous_scalar.find(base))


@cache
def of_the_base() -> Memory:
    """The file that stands beside every record, read once."""
    memory: Memory = {}
    load(Texts({"kb.yaml": SAMPLES["kb"]}), memory)
    return memory


@cache
def validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(published(kind), validate_formats=True)


def theirs(kind: str, text: str) -> bool:
    """Whether a reader of YAML 1.2 and a validator of JSON Schema accept the text."""
    try:
        return validator(kind).is_valid(yaml12.parse_yaml(text))
    except (ValueError, TypeError):  # not YAML; a tag or a key that JSON does not have
        return False


@cache
def verdicts() -> tuple[tuple[Case, tuple[bool, bool]], ...]:
    """Both verdicts on every changed record."""
    with patch.object(KnowledgeBase, "locate", lambda *_: Place(1, 1, 2)):  # where a fault stands is half of the time
        return tuple((case, (ours(case.kind, case.text), theirs(case.kind, case.text))) for case in cases())


def test_samples_are_accepted() -> None:
    assert all(ours(kind, text) and theirs(kind, text) for kind, text in SAMPLES.items())


def test_verdicts_on_changed_records_agree() -> None:
    assert len(verdicts()) > 1000
    unlike = [
        (case.kind, case.how, case.what, case.route, verdict)
        for case, verdict in verdicts()
        if verdict[0] != verdict[1] and not (verdict == THEIRS and any(meant.covers(case) for meant in MEANT))
    ]
    assert not unlike


@pytest.mark.parametrize("meant", MEANT, ids=lambda meant: meant.words[0])
def test_meant_difference_still_occurs(meant: Difference) -> None:
    found = {case.what for case, verdict in verdicts() if verdict == THEIRS and meant.covers(case)}
    assert found == set(meant.words), meant.reason


@pytest.mark.parametrize(("reason", "text", "verdict"), OF_YAML)
def test_what_yaml_allows_and_we_do_not(reason: str, text: str, verdict: tuple[bool, bool]) -> None:
    assert (ours("minerals", text), theirs("minerals", text)) == verdict, reason


def test_shipped_records_are_accepted() -> None:
    """Our own verdict on them is what the test of the data asks."""
    assert SHIPPED
    refused = [
        path for path in SHIPPED if not theirs(path.parent.name or path.stem, (DATA / path).read_text(encoding="utf-8"))
    ]
    assert not refused


@pytest.mark.parametrize("kind", ALL)
def test_schema_is_a_schema(kind: str) -> None:
    jsonschema_rs.meta.validate(published(kind))
    assert published(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert len(json.dumps(published(kind))) < 100_000


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in the schema."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(inner)


@pytest.mark.parametrize("kind", ALL)
def test_every_node_is_as_editors_like_it(kind: str) -> None:
    for node in nodes(published(kind)):
        assert {"type": "null"} not in node.get("anyOf", [])
        assert "oneOf" not in node
        assert "default" not in node or isinstance(node["default"], dict)
        assert len(node.get("enumDescriptions", node.get("enum", []))) == len(node.get("enum", []))
        if node.get("type") == "object" and "properties" not in node:
            assert "propertyNames" in node or node["additionalProperties"] is False
        elif node.get("type") == "object":
            assert node["additionalProperties"] is False
        if node.get("type") == "array":
            assert node["uniqueItems"]
            assert node["minItems"] == 1
        if isinstance(node.get("pattern"), str):
            assert (node["pattern"][0] + node["pattern"][-1] == "^$") or node["pattern"] == r"\S"
        if isinstance(node.get("description"), str) and isinstance(node.get("anyOf"), list):
            assert all("$ref" in branch or branch["description"] for branch in node["anyOf"])


def test_the_page_on_editors_maps_every_kind() -> None:
    page = (DATA.parent / "docs" / "editor.md").read_text(encoding="utf-8")
    mapping = json.loads(page.split("```json\n")[1].split("```")[0])["yaml.schemas"]
    folders = {f"./.schemas/{kind}.json": f"data/{kind}/*.yaml" for kind in schema.KINDS}
    assert mapping == folders | {f"./.schemas/{kind}.json": f"data/{kind}.yaml" for kind in schema.SINGLE}


def test_order_does_not_change_between_runs() -> None:
    code = "import json; from mineralkb import schema; print(json.dumps([schema.json_schema(k) for k in schema.KINDS]))"
    here = json.dumps([published(kind) for kind in schema.KINDS])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        == here
    )


def test_every_field_stands_in_a_sample() -> None:
    written = {key for text in SAMPLES.values() for key in keys(yaml12.parse_yaml(text))}
    fields = {name for kind in ALL for node in nodes(published(kind)) for name in properties(node)}
    assert fields - written == set()


def properties(node: dict[str, Any]) -> dict[str, Any]:
    """The fields of a node that is an object's schema."""
    return dict(node["properties"]) if node.get("type") == "object" and "properties" in node else {}


def keys(node: Any) -> Iterator[str]:
    """Every key below."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from keys(value)
