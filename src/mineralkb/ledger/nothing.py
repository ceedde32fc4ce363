"""What claims of coverage say where a timeline or a list of due days is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.coverage import CLAIMED, Silence, Sought, silence
from mineralkb.questions.filter_values import checked

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.index import Base
    from mineralkb.questions.chosen import Filters


def silent(base: Base, filters: Filters, on: date) -> Silence:
    """What they say of the parties and minerals asked for, among agreements, controls and policies."""
    kinds = tuple(claimed for kind in ("agreements", "controls", "policies") for claimed in CLAIMED[kind])
    parties, minerals = checked(base, "party", filters.party), checked(base, "mineral", filters.mineral)
    return silence(base, Sought(kinds, parties, minerals), on)
