"""The published schemas of JSON answers, and how strictly a test holds an answer against one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"


def schema(name: str) -> dict[str, Any]:
    """The schema of that name."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def strict(node: Any) -> Any:
    """The same schema, in which nothing undocumented may stand; readers are told to ignore what they do not know."""
    if isinstance(node, list):
        return [strict(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    closed = {"additionalProperties": False} if "properties" in node else {}
    return closed | {name: strict(inner) for name, inner in node.items()}


@cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """What holds an answer against the schema of that name, strictly."""
    return jsonschema_rs.Draft202012Validator(strict(schema(name)))


def undescribed(node: Any, where: str) -> list[str]:
    """The fields below that say nothing of themselves."""
    if not isinstance(node, dict):
        return []
    missing = [
        f"{where}.{field}"
        for field, inner in node.get("properties", {}).items()
        if "$ref" not in inner and not inner.get("description", "").endswith(".")
    ]
    return missing + [
        one
        for field, inner in node.items()
        for one in undescribed(inner, f"{where}.{field}")
        if isinstance(inner, dict)
    ]
