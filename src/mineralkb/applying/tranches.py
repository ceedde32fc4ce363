"""Quotas and rates by period: which run on a day, and whether those that run leave nothing to export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.texts import stated
from mineralkb.values.dates import read_window
from mineralkb.values.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.values.dates import Window


def tranches_on(provision: dict[str, Any], day: str) -> tuple[str, ...]:
    """The quotas and rates of the rule that run on the day, each as one text."""
    return tuple(
        text
        for tranche in provision.get("tranches", {}).values()
        if any(_holds(window, day) for window in _windows(tranche.get("period"))) and (text := tranche_text(tranche))
    )


def tranche_text(tranche: dict[str, Any]) -> str:
    """`7250 t (2025-11)`, `10 %`, with the holder where it is one firm's."""
    volume = f"{stated(tranche['volume'])} {tranche.get('unit', '')}".strip() if "volume" in tranche else ""
    figure = volume or str(stated(tranche.get("rate")) or "")
    holder = f", {tranche['holder']}" if "holder" in tranche else ""
    return f"{figure} ({stated(tranche['period'])}{holder})" if figure else ""


def nothing_left(provision: dict[str, Any], day: str) -> bool:
    """Whether every volume that can be used that day is zero, and not for single holders only."""
    usable = [tranche for tranche in provision.get("tranches", {}).values() if _usable(tranche, day)]
    zero = all(read_number(str(side)) == 0 for tranche in usable for side in _sides(tranche["volume"]))
    return zero and any("holder" not in tranche for tranche in usable)


def edges_of(provision: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """First and last day of each period, and of the days for which a volume stays usable."""
    for tranche in provision.get("tranches", {}).values():
        for field in ("period", "valid_until"):
            yield from ((window.first.isoformat(), window.last.isoformat()) for window in _windows(tranche.get(field)))


def _usable(tranche: dict[str, Any], day: str) -> bool:
    """Whether a volume may be used on the day: in its period, or after it while it stays valid."""
    if "volume" not in tranche:
        return False
    longest = [window.last.isoformat() for window in _windows(tranche.get("valid_until"))]
    return any(
        window.first.isoformat() <= day <= max([window.last.isoformat(), *longest])
        for window in _windows(tranche.get("period"))
    )


def _windows(period: Any) -> list[Window]:
    return [read_window(side) for side in _sides(period)]


def _sides(value: Any) -> list[Any]:
    """The value, or what each source says."""
    return list(value["disputed"].values()) if isinstance(value, dict) else [] if value is None else [value]


def _holds(window: Window, day: str) -> bool:
    return window.first.isoformat() <= day <= window.last.isoformat()
