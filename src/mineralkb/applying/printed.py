"""The codes of a shipment against those printed with an item: what they say, and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.applying.codes import control_match, exact, hs_match, printed_codes
from mineralkb.applying.three import MORE, UNKNOWN, YES, Told, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.editions import Tables
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.things import Thing


def control_code(one: Thing, shipment: Shipment) -> Told | None:
    """What the control codes say; None where there is nothing to compare."""
    given = [code for code in shipment.codes if code.of == one.listed]
    if not given or not one.codes:
        return None
    answers = {code.code: control_match(code, one.listed, one.codes) for code in given}
    for code, answer in answers.items():
        if answer == YES:
            return yes(f"control code {code}")
    if UNKNOWN in answers.values():
        values = (f"{one.listed}:{code}" for code in one.codes)
        return unknown("code", values, "the control code given is wider than those covered")
    if "codes" in one.data.get("partial", ()):
        return unknown("items", (MORE,), "its control codes are known in part")
    return no(f"control code {given[0].code} is not {', '.join(one.codes)}")


def hs_code(one: Thing, shipment: Shipment, tables: Tables) -> Told | None:
    """What the HS codes say; None where there is nothing to compare."""
    printed, edition = printed_codes(one.data), one.data.get("edition", "")
    if not shipment.hs or not printed:
        return None
    answers = [hs_match(given, code, edition, tables) for given in shipment.hs for code in printed]
    asked = ", ".join(code.code for code in shipment.hs)
    if YES in answers:
        return yes(f"HS {asked} by six digits")
    if UNKNOWN in answers:
        # Words that are given decide without the code.
        if shipment.minerals:
            return None
        values = (f"{code}@{edition}" if edition else code for code in printed)
        return unknown(
            "hs",
            values,
            "no table leads from the edition of the code that is given to that of the rule, or only a part of it does",
        )
    if "hs" in one.data.get("partial", ()):
        return unknown("items", (MORE,), "its HS codes are known in part")
    return no(f"HS {asked} is none of its codes")


def doubted(hs: Told) -> Told:
    """Words or a control code that fit, and an HS code that does not: such codes are for reference only."""
    return unknown("classification", ("it is meant, whatever its HS code",), f"{hs.why[0]}, though the rest fits")


def settles(one: Thing, shipment: Shipment, tables: Tables) -> bool:
    """Whether a tariff code alone says that the item is meant; one that items of different materials share does not."""
    edition = one.data.get("edition", "")
    alone = [given for given in shipment.hs if given not in shipment.shared]
    return any(exact(given, code, edition, tables) for given in alone for code in printed_codes(one.data))
