"""The schema as others read it: JSON Schema 2020-12 of what a YAML 1.2 reader sees."""

from __future__ import annotations

import re
from typing import Any

from mineralkb.schema.kinds import KINDS, SINGLE

# Pydantic's names for `Disputed` of one type or another.
_GENERIC = re.compile(r"mineralkb__schema__base__Disputed_\w*?(?:__(\d+))?$")


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of record, with a title and a description on every field."""
    schema = (KINDS | SINGLE)[kind].model_json_schema(ref_template="#/$defs/{model}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_published(schema)}


def _published(node: Any) -> Any:
    """The node as published, from the inside out."""
    if isinstance(node, list):
        return [_published(member) for member in node]
    if isinstance(node, str):
        return _GENERIC.sub(r"Disputed\1", node)
    if not isinstance(node, dict):
        return node
    plain = {_published(key): _published(value) for key, value in node.items()}
    if isinstance(fields := plain.get("properties"), dict):
        plain["properties"] = {name: _field(name, field) for name, field in fields.items()}
    return _union(_mapping(plain))


def _field(name: str, node: dict[str, Any]) -> dict[str, Any]:
    """A field with its title; one that may be left out has no value of its own."""
    plain = {key: value for key, value in node.items() if (key, value) != ("default", None)}
    return {**plain, "title": name.replace("_", " ").capitalize()}


def _mapping(node: dict[str, Any]) -> dict[str, Any]:
    """A mapping has no keys but those of the pattern."""
    if "patternProperties" not in node:
        return node
    return {**{key: value for key, value in node.items() if key != "propertyNames"}, "additionalProperties": False}


def _union(node: dict[str, Any]) -> dict[str, Any]:
    """A union without `null`: a field that may be left out is not a field that may be empty.

    Shapes exclude each other, so `anyOf` says the same as `oneOf`, which editors complete less well.
    They show a branch's description instead of the field's; so each branch has the field's.
    """
    branches = node.get("anyOf") or node.get("oneOf")
    if not isinstance(branches, list):
        return node
    rest = {key: value for key, value in node.items() if key not in ("anyOf", "oneOf", "discriminator")}
    flat: list[dict[str, Any]] = []
    for branch in branches:
        inner = branch if set(branch) <= {"anyOf", "examples"} else {"anyOf": [branch]}
        flat.extend(inner["anyOf"])
        rest = {**{key: value for key, value in inner.items() if key != "anyOf"}, **rest}
    kept = [branch for branch in flat if branch != {"type": "null"}]
    if len(kept) == 1:
        return {**kept[0], **rest}
    if "description" in rest:
        kept = [branch if "$ref" in branch else {**branch, "description": rest["description"]} for branch in kept]
    return {**rest, "anyOf": kept}
