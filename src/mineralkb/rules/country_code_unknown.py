"""A country whose id is no code of ISO 3166."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.codes import countries, subdivisions
from mineralkb.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.kb import KnowledgeBase


def find(base: KnowledgeBase) -> Iterator[Hit]:
    """Records in `countries` named by neither a country's nor a sub-national unit's code."""
    for country in base.of_kind("countries"):
        known = subdivisions() if "-" in country.id else countries()
        if country.id not in known:
            title = country.title
            code = next((code for code, name in known.items() if name == title), "")
            hint = f"the code of {title} is {code}" if code else "look it up in the list, and rename the file"
            yield Hit(country.id, ("title",), f"'{country.id}' is no code of ISO 3166", hint)
