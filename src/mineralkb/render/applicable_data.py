"""What bears on a shipment as data, in its documented shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.asked import NOTICE
from mineralkb.questions.texts import stated
from mineralkb.render.applicable_words import finding, option

if TYPE_CHECKING:
    from mineralkb.applying.answer import Applicable, Shown, Verdict
    from mineralkb.applying.instruments import Instrument
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.three import Need


def applicable_data(found: Applicable) -> dict[str, Any]:
    """The answer for one day."""
    return {
        "asked": found.asked.as_data(),
        "told_by_codes": told_by_codes(found.shipment),
        **verdict_data(found.verdict),
        "rules": [_rule(one) for one in found.rules],
        "suspended": [_rule(one) for one in found.suspended],
        "planned": [_rule(one) for one in found.planned],
        "ended": [_rule(one) for one in found.ended],
        "beside": [_rule(one) for one in found.beside],
        "find_out": [
            {"ask": need.ask, "option": option(need) or None, "say": finding(need), "why": need.why}
            for need in found.find_out
        ],
        "nearest": [{"id": miss.rule.id, "missed": miss.condition, "why": miss.why} for miss in found.nearest],
        "coverage": found.coverage.sentence if found.coverage else None,
        "last_evidence": found.evidence or None,
        "notice": NOTICE,
    }


def told_by_codes(shipment: Shipment) -> list[dict[str, Any]]:
    """What the codes that were given say of the goods."""
    return [
        {
            "code": said.code.code,
            "of": said.code.of,
            "minerals": list(said.minerals),
            "forms": list(said.forms),
            "contrary": said.code in shipment.contrary,
        }
        for said in shipment.said
    ]


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """The outcome, what else is possible, and on which conditions."""
    return {
        "outcome": verdict.outcome,
        "possible": list(verdict.possible),
        "branches": [
            {
                "if": [_need(need) for need in branch.needs],
                "outcome": branch.outcome,
                "rules": list(branch.rules),
            }
            for branch in verdict.branches
        ],
    }


def _need(need: Need) -> dict[str, str]:
    return {"ask": need.ask, "is": " or ".join(need.values)}


def _rule(one: Shown) -> dict[str, Any]:
    judged = one.judged
    data = judged.rule.data
    open_ = {need.ask: need for way in judged.ways for need in way}
    return {
        "id": judged.rule.id,
        "title": judged.rule.title,
        "bears": judged.bears,
        "outcome": judged.outcome,
        "measure": data["measure"],
        "policy": stated(data.get("policy")),
        "effect": data.get("effect", "restricts"),
        "standing": one.standing.as_data() if one.standing else None,
        "why": list(judged.told.why),
        "unknown": [{**_need(need), "why": need.why} for need in open_.values()],
        "instrument": _instrument(one.instrument),
        "chain": [
            {"how": link.how, "instrument": _instrument(link.instrument), "standing": link.standing}
            for link in one.chain
        ],
        "tranches": list(one.tranches),
        "statements": [
            {**said._asdict(), "party": said.party or None, "sources": list(said.sources)} for said in one.statements
        ],
        "exceptions": {name: inner.get("summary") for name, inner in data.get("exceptions", {}).items()},
        "transit": data.get("transit"),
    }


def _instrument(act: Instrument) -> dict[str, Any]:
    return {name: value or None for name, value in act._asdict().items()}
