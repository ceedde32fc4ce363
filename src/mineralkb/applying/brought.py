"""Whether content or technology of the issuer's brings goods made abroad under a rule."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mineralkb.applying.three import YES, Told, any_of, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.rules import Rule
    from mineralkb.applying.shipment import Shipment


def brought_by(rule: Rule, shipment: Shipment) -> Told | None:
    """Whether content or technology brings goods under it; None where the rule names neither."""
    found = []
    if "de_minimis" in rule.data:
        found.append(any_of(*(_content(rule, shipment, issuer) for issuer in rule.issuers)))
    if "technology_from" in rule.data:
        found.append(_technology(tuple(rule.data["technology_from"]), shipment))
    return any_of(*found) if found else None


def _content(rule: Rule, shipment: Shipment, issuer: str) -> Told:
    stated = rule.data["de_minimis"]["share"]
    limits = [
        Decimal(text.rstrip(" %")) for text in (stated["disputed"].values() if isinstance(stated, dict) else [stated])
    ]
    least, most = min(limits), max(limits)
    share = shipment.content.get(issuer)
    shown = f"{least} %" if least == most else f"{least} or {most} %"
    if share is None:
        of = rule.data["de_minimis"]["of"]
        return unknown("content", (f"{issuer}={least}% or more",), f"covered from {shown} of {of}; no share is given")
    if share >= most:
        return yes(f"content of {issuer} {share} %, covered from {shown} on")
    if share >= least:
        return unknown("content", (f"{issuer}={most}% or more",), f"sources differ: covered from {shown} on")
    return no(f"content of {issuer} {share} % is below {shown}")


def _technology(origins: tuple[str, ...], shipment: Shipment) -> Told:
    if not shipment.technology:
        return unknown("technology-from", origins, "whose technology made it is not given")
    shared = [origin for origin in origins if origin in shipment.technology]
    return (
        yes(f"made with technology of {shared[0]}")
        if shared
        else no(f"not made with technology of {' or '.join(origins)}")
    )


def any_part(rule: Rule, shipment: Shipment) -> Told:
    """Where the rule names no share and no technology: any content, or technology, of the issuer's."""
    shares = [shipment.content.get(issuer) for issuer in rule.issuers]
    if any(shares):
        return yes(f"content of {' and '.join(rule.issuers)}")
    without = all(share is not None for share in shares)
    technology = _technology(rule.issuers, shipment)
    if technology.answer == YES or without:
        return technology
    values = tuple(f"{issuer}, any share" for issuer in rule.issuers)
    content = unknown("content", values, f"whether it holds content of {' and '.join(rule.issuers)} is not given")
    return any_of(content, technology)
