"""The schema as others read it: JSON Schema 2020-12 of what a YAML 1.2 reader sees."""

from __future__ import annotations

from typing import Any

from mineralkb.schema.kinds import KINDS, SINGLE


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of record, with a title and a description on every field."""
    schema = (KINDS | SINGLE)[kind].model_json_schema(ref_template="#/$defs/{model}")
    described: dict[str, Any] = _without_null(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def _without_null(node: Any) -> Any:
    """A field that may be left out is not a field that may be empty: take `null` out of every union."""
    if isinstance(node, list):
        return [_without_null(member) for member in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _without_null(value) for key, value in node.items() if not (key == "default" and value is None)}
    plain.pop("discriminator", None)
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    branches = plain.get("anyOf")
    if isinstance(branches, list):
        rest = [branch for branch in branches if branch != {"type": "null"}]
        if len(rest) == 1:
            plain.pop("anyOf")
            return {**rest[0], **plain}
        plain["anyOf"] = rest
    return plain
