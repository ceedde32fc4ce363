"""The steps of a derivation: each leaf with its rule, its facts and lines, its sources, and what would be without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.questions.why.shortest import cited_at, sources_needed
from mineralkb.questions.why.words import rule_of
from mineralkb.record import facts, sources_of
from mineralkb.status.happenings import window_of
from mineralkb.values.dates import END

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.questions.find import Found
    from mineralkb.questions.why.case import Case, Told
    from mineralkb.questions.why.places import Written

_OF_AN_EVENT = ("date", "until", "of")


class Fact(NamedTuple):
    """A fact as it is written, and its line."""

    route: Route
    value: str
    line: int

    @property
    def disputed(self) -> bool:
        """Whether it is one side of a dispute; the source is its last step."""
        return self.route[-2:-1] == ("disputed",)


class Cited(NamedTuple):
    """A source that says so, and where in it."""

    id: str
    data: dict[str, Any]
    locator: Any


class Step(NamedTuple):
    """One leaf of the derivation: the rule by which it counts, its facts and sources, and what would be without it."""

    rule: str
    route: Route
    kind: str
    through: str
    facts: tuple[Fact, ...]
    sources: tuple[Cited, ...]
    more_sources: int
    without: Told | None
    # Whether without it the answer would differ by its last evidence alone.
    only_evidence: bool = False


def steps_of(case: Case, leaves: tuple[Route, ...], place: Written) -> tuple[Step, ...]:
    """A step for each leaf, in the order of days."""
    cites = sources_needed(case, leaves)
    listed = [] if case.part[:1] != ("entries",) or _since(case) in leaves else [_since(case)]
    shown = sorted((*listed, *leaves), key=lambda leaf: _day(case, leaf))
    return tuple(_step(case, leaf, leaves, cites.get(cited_at(case, leaf), ()), place) for leaf in shown)


def _since(case: Case) -> Route:
    """That there is an entry is a fact too, also where its first day makes no difference."""
    since = (*case.part, "since")
    return since if case.record.at(since) else case.part


def _day(case: Case, leaf: Route) -> date:
    """Where a leaf stands in the order of days; what is no event comes last."""
    node = case.record.at(leaf)
    if leaf[-1] in ("since", "until"):
        return window_of(node).first
    return window_of(node["date"]).first if "events" in leaf else END


def _step(case: Case, leaf: Route, leaves: tuple[Route, ...], names: tuple[str, ...], place: Written) -> Step:
    whole = case.told(leaves)
    without = case.told([other for other in leaves if other != leaf]) if leaf in leaves else None
    node = case.record.at(leaf)
    event = node if isinstance(node, dict) and "kind" in node else {}
    found = _facts(case, leaf, place)
    # Each side of a dispute is its own source's.
    names = tuple(dict.fromkeys((*names, *(fact.route[-1] for fact in found if fact.disputed))))
    cited = sources_of(case.record.data, leaf)
    only_evidence = bool(without and whole and without == whole._replace(evidence=without.evidence))
    return Step(
        rule=rule_of(case, leaf, only_evidence=only_evidence),
        route=leaf,
        kind=event.get("kind", ""),
        through=event.get("caused_by", ""),
        facts=found,
        sources=tuple(Cited(name, dict(case.sources[name]), cited.get(name, {}).get("at")) for name in names),
        more_sources=max(len(case.cited(cited_at(case, leaf))) - len(names), 0),
        without=without,
        only_evidence=only_evidence,
    )


def _facts(case: Case, leaf: Route, place: Written) -> tuple[Fact, ...]:
    """The facts of a leaf that count."""
    node = case.record.at(leaf)
    if isinstance(node, dict) and "disputed" not in node and leaf[-1] != "due":
        fields = [field for field in _OF_AN_EVENT if field in node] or ["title"]
        found = [pair for field in fields if field in node for pair in _leaves(node[field], (*leaf, field))]
    else:
        found = _leaves(node, leaf)
    return tuple(Fact(route, str(value), place.line(route)) for route, value in found)


def _leaves(node: Any, route: Route) -> list[tuple[Route, Any]]:
    return list(facts(node, route)) if isinstance(node, dict) else [(route, node)]


def as_written(case: Case, found: Found, place: Written) -> Step:
    """A part that has no standing is as its file has it."""
    shown = tuple(Fact(route, str(value), place.line(route)) for route, value in facts(found.own, found.route))
    cited = sources_of(found.data, found.route)
    sources = tuple(
        Cited(name, dict(case.sources[name]), at.get("at")) for name, at in cited.items() if name in case.sources
    )
    kind, through = found.own.get("kind", ""), found.own.get("caused_by", "")
    return Step("it is as it is written, and as its sources say", found.route, kind, through, shown, sources, 0, None)
