"""One item of a rule, or one entry of a list, against the shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.applying.codes import printed_codes
from mineralkb.applying.materials import by_code, contained, material
from mineralkb.applying.printed import control_code, doubted, hs_code, settles
from mineralkb.applying.three import MORE, NO, YES, Told, all_of, no, unknown, yes

if TYPE_CHECKING:
    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.store import Store
    from mineralkb.applying.things import Thing


def covers(one: Thing, shipment: Shipment, store: Store) -> Told:
    """Whether the item covers what is shipped. Its words decide; a control code may stand for them."""
    control, hs = control_code(one, shipment), hs_code(one, shipment, store.tariffs)
    sure = bool(control and control.answer == YES)
    told = [*_words(one, shipment, store, sure=sure), *([control] if control else [])]
    if hs:
        doubtful = sure or (shipment.minerals and "minerals" in one.data)
        told.append(doubted(hs) if hs.answer == NO and doubtful else hs)
    if not sure:
        told.append(_thresholds(one.data))
    return all_of(*told)


def _words(one: Thing, shipment: Shipment, store: Store, *, sure: bool) -> list[Told]:
    """Material and form; where a code settles what it is, what is not given of them is no question.

    A tariff code settles it where nothing else is recorded of the code.
    """
    named = tuple(one.data.get("minerals", ()))
    settled = sure or settles(one, shipment, store.tariffs)
    found = []
    if named and (shipment.minerals or not settled):
        found.append(_materials(one.data, shipment, store))
    elif named and not sure:
        found += [told] if (told := by_code(shipment, lambda mine: _materials(one.data, mine, store))) else []
    if not named and not settled:
        found.append(_by_code_only(one))
    forms = tuple(one.data.get("forms", ()))
    if forms and (shipment.form or not settled):
        found.append(form(forms, shipment, partly="forms" in one.data.get("partial", ())))
    return found


def _materials(item: dict[str, Any], shipment: Shipment, store: Store) -> Told:
    """Whether it is of a material that the item names, and holds what the item means."""
    if not shipment.minerals:
        told = by_code(shipment, lambda one: _materials(item, one, store))
        return told or material(tuple(item["minerals"]), shipment, store)
    return all_of(material(tuple(item["minerals"]), shipment, store, item), contained(item, shipment, store))


def form(forms: tuple[str, ...], shipment: Shipment, *, partly: bool) -> Told:
    """Whether the form is one of those that are covered."""
    if not shipment.form:
        # Technology is no form of goods.
        had = tuple(one for one in forms if one != "technology" or shipment.object != "goods")
        return _form_by_code(had, shipment, partly=partly) if had else no("goods are no technology")
    if shipment.form in forms:
        return yes(shipment.form)
    if partly:
        return unknown("items", (MORE,), "its forms are known in part")
    return no(f"form {shipment.form} is not {', '.join(forms)}")


def _form_by_code(forms: tuple[str, ...], shipment: Shipment, *, partly: bool) -> Told:
    """Where no form is given: what the codes say of it."""
    left = forms
    for said in shipment.said:
        if said.forms and set(said.forms) <= set(forms):
            return yes(f"{said.code.code} is {' or '.join(said.forms)}")
        left = tuple(one for one in left if one in said.forms) if said.forms else left
    if left:
        return unknown("form", left, "the form is not given")
    if partly:
        return unknown("items", (MORE,), "its forms are known in part")
    return no(f"by its code it is not {', '.join(forms)}")


def _by_code_only(one: Thing) -> Told:
    """An item that names no material: its codes tell, where they are given."""
    printed = printed_codes(one.data)
    if one.codes and one.listed:
        return unknown("code", (f"{one.listed}:{code}" for code in one.codes), "it is known by its control code only")
    if printed:
        edition = one.data.get("edition", "")
        return unknown("hs", (f"{code}@{edition}" if edition else code for code in printed), "known by its codes only")
    what = one.data.get("title") or one.data.get("summary") or "what the text covers"
    return unknown("text", (str(what),), "the record names neither material nor code")


def _thresholds(data: dict[str, Any]) -> Told:
    """Limits of quality or size, which no option gives."""
    limits = [_limit(name, limit) for name, limit in data.get("thresholds", {}).items()]
    return (
        unknown("threshold", (", ".join(limits),), "covered within limits of quality or size only") if limits else yes()
    )


def _limit(name: str, limit: dict[str, Any]) -> str:
    found = []
    for key, word in (("at_least", "at least"), ("above", "above"), ("at_most", "at most"), ("below", "below")):
        if key in limit:
            value = limit[key]
            shown = " or ".join(str(side) for side in value["disputed"].values()) if isinstance(value, dict) else value
            found.append(f"{word} {shown}")
    return f"{name.replace('-', ' ')} {' and '.join(found)} {limit['unit']}"
