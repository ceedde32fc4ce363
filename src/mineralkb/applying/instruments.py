"""The instrument on which a rule rests on a day, and the chain of those that it continues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.texts import stated
from mineralkb.values.dates import read_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.applying.rules import Rule
    from mineralkb.applying.things import Segment
    from mineralkb.applying.world import World

# What carries a rule on stands before what set it; what suspends or ends it is no ground of it.
_ROLES = ("renewal", "notice", "list", "amendment", "law")
_LATEST = ("renewal",)
_CARRIES = ("continues", "renews", "replaces")


class Instrument(NamedTuple):
    """A published act of a record."""

    record: str
    title: str
    number: str
    date: str
    role: str
    url: str


class Link(NamedTuple):
    """An earlier record that a rule continues, how, and how it stands on the day."""

    how: str
    instrument: Instrument
    standing: str


def instrument_of(record: str, world: World) -> Instrument:
    """The act in effect that day: the newest renewal that was issued, else the first that sets the measure."""
    data = world.store.record(record)
    acts = [act for act in data.get("instruments", {}).values() if _issued(act, world.day)]
    for role in _ROLES:
        fit = [act for act in acts if act["role"] == role and (role not in _LATEST or "number" in act)]
        some = sorted(fit, key=lambda act: str(stated(act.get("date")) or ""))
        if some:
            return _instrument(record, data, some[-1 if role in _LATEST else 0])
    return _instrument(record, data, {})


def chain_of(rule: Rule, world: World) -> tuple[Link, ...]:
    """What the rule continues, and what that continues, the nearest first."""
    own = rule.data.get("relations", {})
    whole = world.store.record(rule.record).get("relations", {})
    return tuple(_links({**whole, **own}, world, {rule.record}))


def _links(relations: dict[str, Any], world: World, seen: set[str]) -> Iterator[Link]:
    for target, relation in relations.items():
        if relation["kind"] not in _CARRIES or target in seen:
            continue
        seen.add(target)
        world.store.load([target])
        yield Link(relation["kind"], instrument_of(target, world), word_of(world.standing(target)))
        yield from _links(world.store.record(target).get("relations", {}), world, seen)


def word_of(segment: Segment | None) -> str:
    """The word for a standing, with what it may be where that cannot be told."""
    if segment is None:
        return ""
    return f"{segment.word}: {' or '.join(segment.possible)}" if segment.possible[1:] else segment.word


def _instrument(record: str, data: dict[str, Any], act: dict[str, Any]) -> Instrument:
    return Instrument(
        record,
        data.get("title", record),
        act.get("number", ""),
        str(stated(act.get("date")) or ""),
        act.get("role", ""),
        act.get("url", ""),
    )


def _issued(act: dict[str, Any], day: str) -> bool:
    """Whether it may have been issued by the day."""
    date = act.get("date")
    sides = date["disputed"].values() if isinstance(date, dict) else [date] if date else []
    return not sides or any(read_window(side).first.isoformat() <= day for side in sides)
