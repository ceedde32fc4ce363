"""How one record leads to a fact of another: a rule to an entry of the list that it names, a material to a wider one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.index.days import lasting
from mineralkb.questions.why.routes import route_of
from mineralkb.record import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route
    from mineralkb.questions.find import Found
    from mineralkb.questions.why.derivation import Files

# Whose the fact is, its route, and the rule by which it counts.
Link = tuple[str, "Route", str]
MATERIALS = ("minerals", "mineral")


def through_a_list(files: Files, thing: Found, mineral: str) -> Iterator[Link]:
    """That a rule names the list, and the entry of it that names the material that day."""
    day = files.asked.on.isoformat()
    for route, scope in walk(thing.own, thing.route):
        if route[-2:-1] == ("scope",) and "minerals" not in scope:
            listed = files.found(route[-1])
            for code, entry in listed.data.get("entries", {}).items():
                since, _, _, until = lasting(entry)
                there = route_of(listed._replace(route=("entries", code)), MATERIALS, mineral)
                if there[:2] == ("entries", code) and code in scope.get("entries", (code,)) and since <= day <= until:
                    yield thing.identity, route, f"it takes its scope from {route[-1]}"
                    yield route[-1], there, f"which lists {mineral} that day"
                    return


def known_in_part(files: Files, thing: Found, field: str) -> Iterator[Link]:
    """That not all of what it covers is recorded: it says so itself, or the list does from which it takes its scope."""
    route = route_of(thing, ("partial",), field)
    if route:
        yield thing.identity, route, f"its {field} are known in part, so this may be one"
        return
    for scope, _ in walk(thing.own, thing.route):
        listed = files.found(scope[-1]) if scope[-2:-1] == ("scope",) else None
        if listed and field in listed.data.get("partial", ()):
            yield thing.identity, scope, f"it takes its scope from {listed.record}"
            yield listed.record, ("partial", field), f"whose {field} are known in part, so this may be one"
            return


def chain(files: Files, narrow: str, wide: str) -> Iterator[Link]:
    """By which steps a material belongs to a wider one, the fewest that lead there."""
    ways: dict[str, tuple[str, ...]] = {narrow: ()}
    todo = [narrow]
    for name in todo:
        for broader in files.found(name).data.get("broader", ()):
            if broader not in ways:
                ways[broader] = (*ways[name], broader)
                todo.append(broader)
    for lower, upper in zip((narrow, *ways[wide]), ways[wide], strict=False):
        yield lower, ("broader", upper), f"{lower} belongs to {upper}"
