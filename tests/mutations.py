"""Records with one thing changed: each unlike value of the samples, with everything tried in its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mineralkb import document, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mineralkb.finding import Route

    Change = Callable[[Any], Any]

ALL = (*schema.KINDS, *schema.SINGLE)
FOLDER = Path(__file__).parent / "samples"
SAMPLES = {kind: (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8") for kind in ALL}

# Written without quotes in the place of every text, and added to every list.
PLAIN = (
    *("1E902", "0810", "NO", "no", "null", "~", "true", "True", "false", "2025", "-1", "5.5", "2025.0", "1_000"),
    *(".nan", ".inf", "0x1F", "0o17", "1e3", "1e400", "+1", ".5", "5.", "1.0000000001", "12:30", "on", "y", "0b1"),
    *(
        "٣",
        "\uff12\uff10\uff12\uff15",
        "999999999999999",
        "1000000000000000",
        "86400",
        "2025-02-30",
        "2024-02-29",
        "2025-02-29",
    ),
    *("2025-10", "2025-Q5", "2025-13-01", "unknown", "2026-03-31..2026-03-11", "2026..", "..", "2025-10-28T00:00:00Z"),
    *("8.5 billion", "1,000", "0.1 %", "10%", "180 days", "0 days", "USD", "usd", "en", "memorandum", "no such word"),
    *("https://example.org/x", "ftp://example.org/x", "https://example.org/é", "a/b", "a b", "-a", "A.b", "1C902.a"),
)
QUOTED = (
    *("", " ", "\u00a0", "\n", "a\n", "a\nb", "a\rb", "a\tb", " a", "a\u00a0", "\u2028", "a\u202eb"),
    *("5", "true", "NO", "2025", "0810", "null", "1E902", "x" * 400, "x" * 401, "x" * 4000, "x" * 4001),
)
KEYS = (
    "0810",
    "NO",
    "null",
    "true",
    "2025",
    "1E902",
    "1_000",
    "a b",
    "A",
    "a",
    "-a",
    "é",
    "en",
    "date",
    "a_b",
    "cite",
    "disputed",
)
SHAPES: dict[str, Any] = {
    "an empty list": [],
    "a list": ["one"],
    "a list in a list": [["one"]],
    "a mapping in a list": [{"xyz": "one"}],
    "an empty mapping": {},
    "an unknown mapping": {"xyz": "one"},
}
_WORDING = {"$defs", "title", "description", "enum", "enumDescriptions", "examples", "patternErrorMessage"}


class Raw(str):
    """A scalar that is written without quotes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A record with one thing changed: how (quoted, plain, word, key or shape), to what, where, and its text."""

    kind: str
    how: str
    what: str
    route: Route
    text: str


@cache
def published(kind: str) -> dict[str, Any]:
    """The published schema of a kind."""
    return schema.json_schema(kind)


def cases() -> Iterator[Case]:
    """Every change of every unlike value; fields that the record can do without are left out."""
    for kind, route, node in unlike_values():
        needed = {*published(kind)["required"], *route[:1]}
        data = {key: value for key, value in sample(kind).items() if key in needed or not route}
        for how, what, change in changes(node):
            yield Case(kind, how, what, route, f"{written(changed(data, route, change))}\n")


@cache
def sample(kind: str) -> dict[str, Any]:
    """The plain data of the sample, with raw scalars where they are numbers or truth values to others."""
    found = document.read_document(SAMPLES[kind])
    return dict(reduce(lambda data, route: changed(data, route, Raw), found.plain, found.data))


def changed(node: Any, route: Route, change: Change) -> Any:
    """The data with what stands at the route changed."""
    if not route:
        return change(node)
    return {key: changed(value, route[1:], change) if key == route[0] else value for key, value in node.items()}


def written(node: Any) -> str:
    """Plain data as YAML in one line; every text that is not raw in quotes."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{written(key)}: {written(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(written(member) for member in node) + "]"
    return node if isinstance(node, Raw) else json.dumps(node)


def unlike_values() -> Iterator[tuple[str, Route, Any]]:
    """One value of each shape and schema, taken from the smallest sample that has it."""
    seen = set()
    for kind in sorted(ALL, key=lambda kind: len(SAMPLES[kind])):
        for route, said, node in _values(published(kind), published(kind), sample(kind)):
            look = (str if isinstance(node, str) else type(node), json.dumps(_bare(said), sort_keys=True))
            if look not in seen:
                seen.add(look)
                yield kind, route, node


def _values(
    root: dict[str, Any], said: dict[str, Any], node: Any, route: Route = ()
) -> Iterator[tuple[Route, dict[str, Any], Any]]:
    """Every value with its route and with what the published schema says of it."""
    said = _resolve(root, said)
    yield route, said, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _values(root, _inner(root, said, key), value, (*route, key))


def _inner(root: dict[str, Any], said: dict[str, Any], key: str) -> dict[str, Any]:
    """What the published schema says of one entry of a mapping."""
    for branch in said.get("anyOf", [said]):
        fields = _resolve(root, branch)
        other = [*fields.get("patternProperties", {}).values(), fields.get("additionalProperties")]
        if inner := fields.get("properties", {}).get(key) or other[0]:
            return dict(inner)
    raise KeyError(key)


def _resolve(root: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return dict(root["$defs"][said["$ref"].rsplit("/", 1)[-1]]) if "$ref" in said else said


def _bare(said: Any) -> Any:
    """The schema without its words."""
    if isinstance(said, list):
        return [_bare(member) for member in said]
    if isinstance(said, dict):
        return {key: _bare(value) for key, value in said.items() if key not in _WORDING}
    return said


def changes(node: Any) -> Iterator[tuple[str, str, Change]]:
    """Every change that is tried on a value."""
    if isinstance(node, dict):
        yield from _changes_of_keys(node)
    else:
        yield from (("quoted", text[:20], _becomes(text)) for text in QUOTED)
    if isinstance(node, list):
        yield from (("word", word, _gains(word)) for word in PLAIN)
        yield "shape", "a word twice", lambda old: [*old, old[0]]
    yield from (("plain", word, _becomes(Raw(word))) for word in (PLAIN if isinstance(node, str) else PLAIN[:8]))
    yield from (("shape", name, _becomes(shape)) for name, shape in SHAPES.items())
    yield "shape", "disputed", lambda old: {"disputed": {"text": old, "news": old}}
    yield "shape", "disputed by one", lambda old: {"disputed": {"text": old}}


def _changes_of_keys(node: dict[str, Any]) -> Iterator[tuple[str, str, Change]]:
    """Keys that go, keys that come, keys that are written otherwise."""
    yield "shape", "a further key", lambda old: {**old, "xyz": "one"}
    for key in node:
        yield "without", key, _loses(key)
        yield "key", f"{key[:-1]}_", _last_key_becomes(f"{key[:-1]}_")
    yield from (("key", key, _last_key_becomes(Raw(key))) for key in KEYS)


def _becomes(new: Any) -> Change:
    return lambda _: new


def _gains(word: str) -> Change:
    return lambda old: [*old, Raw(word)]


def _loses(key: str) -> Change:
    return lambda old: {name: value for name, value in old.items() if name != key}


def _last_key_becomes(new: str) -> Change:
    def change(node: dict[str, Any]) -> dict[str, Any]:
        *others, (_, last) = node.items() if node else [("", "one")]
        return {**dict(others), new: last}

    return change
