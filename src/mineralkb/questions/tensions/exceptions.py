"""Exceptions that name the case: such a one silences the pair, and is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.questions.tensions.meeting import Material
    from mineralkb.questions.tensions.reaching import Partner
    from mineralkb.questions.tensions.sides import Promise, Rule
    from mineralkb.questions.tensions.world import World


class Excepted(NamedTuple):
    """An exception of one side: where it stands, what it says, and whether it names the case."""

    id: str
    summary: str
    names_it: bool = False


class _Case(NamedTuple):
    """What an exception can name: partners and materials as they are called, and the other side as a whole."""

    partners: dict[str, tuple[str, ...]]
    materials: dict[Material, tuple[str, ...]]
    whole: tuple[str, ...]


def silenced(
    promise: Promise, rule: Rule, reached: list[Partner], met: list[Material], world: World
) -> tuple[list[Excepted], list[Partner], list[Material]]:
    """All exceptions of both sides, and the partners and materials that no exception names."""
    partners = {one.name: world.called(one.name) for one in reached}
    # Of one that promised too, an exception of the promise speaks of its own measures.
    others = {name: called for name, called in partners.items() if name not in promise.data["by"]}
    # What a side itself names as a whole is not excepted from it: `rare earths that were processed` are some of them.
    of_rule = {one: world.called(one.promised) for one in met if one.promised != one.covered}
    of_promise = {one: world.called(one.covered) for one in met if one.promised != one.covered}
    record = rule.id.partition("/")[0]
    numbers = (inner["number"] for inner in rule.whole.get("instruments", {}).values() if "number" in inner)
    control = (record, rule.whole.get("title", ""), *numbers, rule.data["measure"])
    agreement = (promise.id.partition("/")[0], promise.whole.get("title", ""))
    sides = (
        (rule.id, rule.data, _Case(partners, of_rule, agreement)),
        (promise.id, promise.data, _Case(others, of_promise, control)),
    )
    found: list[Excepted] = []
    gone: set[object] = set()
    for identity, data, case in sides:
        for name, inner in data.get("exceptions", {}).items():
            hit = _named(name, inner, case)
            found.append(Excepted(f"{identity}/exceptions/{name}", inner["summary"], bool(hit)))
            gone |= hit
    if _Everything in gone:
        return found, [], []
    return found, [one for one in reached if one.name not in gone], [one for one in met if one not in gone]


class _Everything:
    """Stands for the whole pair."""


def _named(name: str, inner: dict[str, Any], case: _Case) -> set[object]:
    """The partners and materials that an exception names; or everything."""
    text = f"{name.replace('-', ' ')} {inner['summary']}"
    if _says(text, case.whole):
        return {_Everything}
    partners: set[object] = {partner for partner, called in case.partners.items() if _says(text, called)}
    return partners | {material for material, called in case.materials.items() if _says(text, called)}


def _says(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the text as a word, also in the plural."""
    return any(re.search(rf"\b{re.escape(name)}(?:s|es)?\b", text, re.IGNORECASE) for name in names if name)
