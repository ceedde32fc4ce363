"""What a record states, as text: a disputed value, a span of days, a sum of money."""

from __future__ import annotations

from typing import Any

Value = str | int | list[str] | None


def stated(value: Any) -> Value:
    """A stated value as one text: the sides of a dispute joined by `or`."""
    if isinstance(value, dict) and "disputed" in value:
        return " or ".join(dict.fromkeys(str(side) for side in value["disputed"].values()))
    return value if isinstance(value, str | int | list) or value is None else str(value)


def span(first: str | None, last: str | None) -> str | None:
    """Two days as one text; an open side is left out."""
    if not first or not last:
        return None
    if first == last:
        return first
    left = "" if first.startswith("0001") else first
    right = "" if last.startswith("9999") else last
    return f"{left}..{right}" if left or right else "unknown"


def amount_text(amount: dict[str, Any]) -> str:
    """A sum as one text: `up to 400 billion USD (interest)`."""
    value = amount.get("value")
    if value is not None:
        figure = f"up to {scaled(value)}" if amount.get("up_to") else scaled(value)
    elif "least" in amount and "most" in amount:
        figure = f"{scaled(amount['least'])} to {scaled(amount['most'])}"
    elif "least" in amount:
        figure = f"at least {scaled(amount['least'])}"
    else:
        figure = f"at most {scaled(amount.get('most', '?'))}"
    return f"{figure} {stated(amount['currency'])} ({amount['firmness']})"


def price_text(price: dict[str, Any], *, product: bool = False) -> str:
    """A price as one text: `floor 110 USD/kg`, with the goods where asked for."""
    goods = f" for {price['product']}" if product and "product" in price else ""
    return f"{price['kind']} {scaled(price['value'])} {price['currency']}/{price['per']}{goods}"


def due_rule(due: dict[str, Any]) -> str:
    """The rule of a due day that is counted: `180 days after signed`, `every 3 months, from signed`."""
    of = due.get("of", "").replace("-", " ")
    if "within" in due:
        return f"{due['within']} after {of}" if of else f"within {due['within']}"
    every = f"every {due.get('every', '')}"
    return f"{every}, from {of}" if of else every


def scaled(value: Any) -> str:
    """A number in words that are read at a glance: 8.5 billion, 350 million, 110."""
    if isinstance(value, dict):
        return " or ".join(scaled(side) for side in value["disputed"].values())
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if isinstance(value, int | float) and abs(value) >= size:
            return f"{value / size:,.10g} {name}"
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)
