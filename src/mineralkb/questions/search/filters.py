"""The filters of a search, as those of lists: conditions on whatever was found, of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.questions.conditions import Condition, by_column, by_destination, by_facet, by_member, by_word
from mineralkb.questions.filter_values import checked
from mineralkb.questions.kinds import KINDS
from mineralkb.values.text import nearest_or_all, visible
from mineralkb.vocabulary.standing import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base

# What is searched, as lists name it; events are searched with what they befell.
SEARCHED = tuple(kind for kind in KINDS if kind != "events")
# A form is that of an instrument or of a material.
_FACETS = {"form": ("form", "kind")}
FILTERS = (
    *("party", "by", "to", "issuer", "authority", "destination", "mineral", "form", "hs", "code", "list", "topic"),
    *("stage", "sector", "strength", "measure", "object", "policy", "binding", "project", "type", "country", "member"),
    *("publisher", "extent", "language", "status"),
)


def conditions(base: Base, kinds: tuple[str, ...], filters: Mapping[str, tuple[str, ...]], day: str) -> list[Condition]:
    """All that must hold of a hit besides its words."""
    found = [by_column("kind", "kind", tuple(_kind(kind) for kind in kinds))] if kinds else []
    return [*found, *(_condition(name, checked(base, name, values), day) for name, values in filters.items())]


def _kind(typed: str) -> str:
    """A kind as lists name it, or in the singular."""
    known = {form: kind for kind in SEARCHED for form in (kind, KINDS[kind].unit)}
    if typed not in known:
        raise MkbError(f"--kind: '{visible(typed)}' is nothing that is searched", nearest_or_all(typed, SEARCHED))
    return known[typed]


def _condition(name: str, values: tuple[str, ...], day: str) -> Condition:
    if name == "status":
        for word in values:
            if word not in STANDINGS:
                raise MkbError(f"'{visible(word)}' is no word for a standing", nearest_or_all(word, STANDINGS))
        return by_word(values)
    if name == "destination":
        return _one_of([by_destination(name, values, day, whole=whole) for whole in (False, True)])
    if name == "member":
        return by_member(name, values, day)
    return _one_of([by_facet(name, facet, values, day) for facet in _FACETS.get(name, (name,))])


def _one_of(found: list[Condition]) -> Condition:
    """That one of several conditions holds."""
    return found[0]._replace(
        sure=" OR ".join(f"({one.sure})" for one in found),
        sure_values=tuple(value for one in found for value in one.sure_values),
        maybe=" OR ".join(f"({one.maybe})" for one in found),
        maybe_values=tuple(value for one in found for value in one.maybe_values),
    )
