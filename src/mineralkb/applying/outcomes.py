"""What a rule comes to for a shipment, and which of two outcomes is graver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.tranches import nothing_left

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING, CANNOT_TELL = "no listed rule found", "cannot tell"

# The gravest first.
OUTCOMES = {
    "prohibited": "exports are forbidden",
    "quota of zero": "no volume may leave in the period that runs: a stop of exports while it lasts",
    "prohibited except under permit": "exports are forbidden unless a permit is granted",
    "licence refused in principle": "exports need a licence, and applications are refused unless an exception applies",
    "case by case": "exports need a licence, and each application is examined with no presumption",
    "licence": "exports need a licence",
    "general licence may apply": "exports need a licence; one licence may cover many exports",
    "quota": "exports are limited in volume or value",
    "tax": "exports are taxed, or tax is not paid back on them",
    "another condition": "exports are bound to something else, as who may export or what must be done at home",
    "report only": "exports must be reported",
    NOTHING: "no rule that is recorded here bears on it; that is not to say that it is free",
    CANNOT_TELL: "what is given, or what is known, does not settle it",
}
_ORDER = tuple(OUTCOMES)

_BY_MEASURE = {
    "export prohibition": "prohibited",
    "prohibition except under permit": "prohibited except under permit",
    "export quota": "quota",
    "tariff-rate quota": "quota",
    "export tax": "tax",
    "VAT-rebate withdrawal": "tax",
    "reporting requirement": "report only",
}
_BY_POLICY = {
    "refused in principle": "licence refused in principle",
    "case by case": "case by case",
    "general": "general licence may apply",
}


def outcome_of(provision: dict[str, Any], day: str) -> str:
    """The outcome of a rule that bears: by its measure, for a licence by its policy; of a disputed policy the gravest."""
    if provision["measure"] == "export quota" and nothing_left(provision, day):
        return "quota of zero"
    if provision["measure"] != "licensing requirement":
        return _BY_MEASURE.get(provision["measure"], "another condition")
    policy = provision.get("policy")
    sides = policy["disputed"].values() if isinstance(policy, dict) else [policy]
    return gravest(_BY_POLICY.get(str(side), "licence") for side in sides)


def gravest(outcomes: Iterable[str]) -> str:
    """The gravest of them; nothing found where there is none."""
    return min(outcomes, key=gravity, default=NOTHING)


def gravity(outcome: str) -> int:
    """Its place in the order; the gravest is 0."""
    return _ORDER.index(outcome)


def graver(one: str, other: str) -> bool:
    """Whether one outcome is graver than another."""
    return gravity(one) < gravity(other)


def ordered(outcomes: Iterable[str]) -> tuple[str, ...]:
    """Each once, the gravest first."""
    return tuple(sorted(set(outcomes), key=gravity))
