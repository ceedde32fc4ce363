"""Plain text data to checked plain data, or what does not fit and where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from mineralkb.schema.kinds import KINDS, SINGLE
from mineralkb.values.text import brief, nearest_or_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

Route = tuple[str, ...]

_LEAVES = (str, list, bool, int, float)

# A hostile file can hold thousands; each costs a search for what was meant.
MOST_MISFITS = 200


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that does not fit the schema: its route, what is wrong, what to do."""

    route: Route
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record as checked plain data: mappings, lists of words, texts, numbers and truth values."""

    data: dict[str, Any]


def parse(kind: str, data: object) -> Parsed | list[Misfit]:
    """Check the plain data of one file of this kind (a folder's name, or `kb` or `waivers`)."""
    model = KINDS.get(kind) or SINGLE[kind]
    try:
        checked = model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        found = [_misfit(detail, data, model) for detail in details[:MOST_MISFITS]]
        if len(details) > MOST_MISFITS:
            found.append(Misfit((), f"{len(details) - MOST_MISFITS} further values do not fit", "mend these first"))
        return list(dict.fromkeys(found))
    return Parsed(_plain(checked))


def _plain(node: Any) -> Any:
    """Models as mappings of the fields that were written, in the schema's order, with citations as mappings."""
    if isinstance(node, _LEAVES):
        return node
    if isinstance(node, dict):
        return _cited({key: _plain(value) for key, value in node.items()})
    # Pydantic keeps the fields in the schema's order, with those that were not written.
    written = node.model_fields_set
    return _cited({name: _plain(value) for name, value in vars(node).items() if name in written})


def _cited(plain: dict[str, Any]) -> dict[str, Any]:
    """`cite: [a, b]` is short for `cite: {a: {}, b: {}}`."""
    if isinstance(plain.get("cite"), list):
        plain["cite"] = {source: {} for source in plain["cite"]}
    if isinstance(plain.get("cite_for"), dict):
        plain["cite_for"] = {
            name: {source: {} for source in cites} if isinstance(cites, list) else cites
            for name, cites in plain["cite_for"].items()
        }
    return plain


def _misfit(detail: ErrorDetails, data: object, model: type[BaseModel]) -> Misfit:
    route, missing = _route(detail["loc"], data)
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return Misfit(route, f"the field '{missing}' is missing", "add it")
        case "extra_forbidden":
            siblings = _fields_at(model, detail["loc"][:-1])
            hint = nearest_or_all(route[-1], siblings, "fields here")
            return Misfit(route, f"there is no field '{brief(route[-1])}' here", hint)
        case "value_error":
            message = str(context.get("error", detail["msg"]))
            # Hints are ours and hold no semicolon; what comes before may quote one.
            text, _, hint = message.rpartition("; ")
            return Misfit(route, text or hint, hint if text else "")
        case "model_type" | "dict_type" | "model_attributes_type":
            return Misfit(route, "fields are expected here", "write 'name: value' lines below the key")
        case "list_type":
            return Misfit(route, "a list of words is expected here", "write it as [one, another]")
        case "string_type" | "string_unicode":
            return Misfit(route, "a text is expected here, not fields or a list", "write one text after the colon")
        case "too_short":
            return Misfit(route, "too few entries", f"write at least {context.get('min_length')}")
        case "string_too_short":
            return Misfit(route, "the text is empty", "write it, or delete the key")
        case "string_too_long":
            return Misfit(route, "the text is too long", f"at most {context.get('max_length')} characters")
        case "string_pattern_mismatch":
            return Misfit(route, "one line of text is expected here", "write it without line breaks, or after '>-'")
        case _:
            return Misfit(route, detail["msg"], "see 'mkb schema'")


def _route(loc: tuple[int | str, ...], data: object) -> tuple[Route, str]:
    """Pydantic's location as a route through the data, and the last step where the data has none.

    Steps that name a union's branch or `[key]` lead nowhere in the data and are dropped.
    """
    route: list[str] = []
    node = data
    missing = ""
    for step in loc:
        if isinstance(node, dict) and step in node:
            node = node[step]
            route.append(str(step))
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
            route.append(str(node))
        else:
            missing = str(step)
    return tuple(route), missing


def _fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The fields that could stand where an unknown one was found."""
    schema = _described(model)
    node: Any = schema
    for step in loc:
        node = _step(node, step, schema)
    return list(_resolve(node, schema).get("properties", {}))


@cache
def _described(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _step(node: Any, step: int | str, schema: Mapping[str, Any]) -> Any:
    node = _resolve(node, schema)
    if step in node.get("properties", {}):
        return node["properties"][step]
    if isinstance(step, str) and step.startswith("("):
        branches = [_resolve(branch, schema) for branch in node.get("oneOf", []) + node.get("anyOf", [])]
        disputed = step == "(disputed)"
        wanted = (
            b for b in branches if b.get("type") == "object" and ("disputed" in b.get("properties", {})) == disputed
        )
        return next(wanted, node)
    extras = [*node.get("patternProperties", {}).values(), node.get("additionalProperties")]
    return next((extra for extra in extras if isinstance(extra, dict)), node)


def _resolve(node: Any, schema: Mapping[str, Any]) -> Any:
    """Follow a reference, and a union with null, to the schema that says something."""
    for _ in range(8):
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node and (rest := [b for b in node["anyOf"] if b.get("type") != "null"]):
            if len(rest) != 1:
                return node
            node = rest[0]
        else:
            return node
    return node
