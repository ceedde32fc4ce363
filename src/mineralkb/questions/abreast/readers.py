"""Fields that are read in a way of their own: who owes, by when, how much, what a rule covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.abreast.sides import Side
from mineralkb.questions.abreast.told import Told, certain, date, unique, words
from mineralkb.questions.texts import amount_text, due_rule, price_text, scaled, stated

if TYPE_CHECKING:
    from collections.abc import Callable


def everyone(field: str) -> Callable[[Told], Side]:
    """Who owes or is owed; the parties of a record as a whole are named alike in all records."""

    def read(told: Told) -> Side:
        named = words(field)(told)
        parties = set(told.record.get("parties", ()))
        return named._replace(words=("all parties",)) if len(parties) > 1 and set(named.words) == parties else named

    return read


def due_day(told: Told) -> Side:
    """The due day; one that is counted from an event is compared by its rule."""
    given = told.data.get("due")
    if not isinstance(given, dict) or "disputed" in given:
        return date("due")(told)
    rule = due_rule(given)
    return Side((rule,), days=told.due, rule=rule)


def minerals(told: Told) -> Side:
    """The materials that a pledge names; one that names none is about those of its record."""
    named = words("minerals")(told)
    if named.words or not told.record.get("minerals"):
        return named
    return named._replace(words=tuple(told.record["minerals"]), inherited=True, shown=("as its record",))


def of_items(field: str) -> Callable[[Told], Side]:
    """A set of words over all items of a rule; materials also of the lists that it names."""

    def read(told: Told) -> Side:
        items = told.data.get("items", {}).values()
        found = [word for item in items for word in item.get(field, ())]
        scopes = told.data.get("scope", {}).values()
        if field == "minerals":
            found += [word for scope in scopes for word in scope.get("minerals", ())]
        in_part = any(field in item.get("partial", ()) for item in items)
        listed = any("minerals" not in scope for scope in scopes) if field == "minerals" else bool(scopes)
        return Side(unique(found), told.whole(field, "items") and not in_part and not listed)

    return read


def tariff_codes(told: Told) -> Side:
    """Tariff codes with their edition: the same digits mean other goods in another one."""
    items = told.data.get("items", {}).values()
    found = unique(f"{code} ({item['edition']})" for item in items if "edition" in item for code in item.get("hs", ()))
    return of_items("hs")(told)._replace(words=found)


def scope_text(name: str, scope: dict[str, Any]) -> str:
    """What a rule takes from a list."""
    only = ", ".join((*scope.get("entries", ()), *scope.get("minerals", ())))
    return f"{name}: {only}" if only else f"{name}: all of it"


def volume_text(_name: str, volume: dict[str, Any]) -> str:
    """A quantity as one text."""
    size = stated(volume.get("share")) or scaled(volume.get("value", "?"))
    unit = f" {volume['unit']}" if "unit" in volume else ""
    per = f" per {volume['per']}" if "per" in volume else ""
    product = f" of {volume['product']}" if "product" in volume else ""
    return f"{'up to ' if volume.get('up_to') else ''}{size}{unit}{per}{product}"


def money_text(_name: str, amount: dict[str, Any]) -> str:
    """A sum as one text, with the form of the money."""
    return amount_text(amount) if amount["form"] == "unstated" else f"{amount_text(amount)}, {amount['form']}"


def exception_text(_name: str, inner: dict[str, Any]) -> str:
    """An exception with what must be done instead."""
    duty = f" ({inner['duty']})" if "duty" in inner else ""
    return f"{inner['summary']}{duty}"


def tranche_text(_name: str, tranche: dict[str, Any]) -> str:
    """A quota or rate of a period as one text."""
    holder = f" for {tranche['holder']}" if "holder" in tranche else ""
    volume = f"{scaled(tranche['volume'])} {tranche.get('unit', '')}".strip() if "volume" in tranche else ""
    size = volume or stated(tranche.get("rate")) or "a share"
    return f"{stated(tranche['period'])}: {size}{holder}"


def de_minimis(told: Told) -> Side:
    """The share from which a rule reaches."""
    given = told.data.get("de_minimis")
    if not given:
        return Side((), told.whole("de_minimis"))
    text = f"from {stated(given['share'])} of {given['of']}: {given['content']}"
    return Side((text,), unsure=not certain(given))


def party_text(party: str, inner: dict[str, Any]) -> str:
    """A party, with its role where it is no signatory."""
    role = stated(inner["role"])
    left = f"left {stated(inner['left'])}" if "left" in inner else ""
    remark = ", ".join(text for text in ("" if role == "signatory" else str(role), left) if text)
    return f"{party} ({remark})" if remark else party


def authorities(told: Told) -> Side:
    """All authorities of all issuers."""
    issuers = told.data.get("issuers", {}).values()
    return Side(unique(word for inner in issuers for word in inner.get("authorities", ())), told.whole("issuers"))


def price(_name: str, said: dict[str, Any]) -> str:
    """A price as one text."""
    return price_text(said, product=True)
