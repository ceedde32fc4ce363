"""What a rule covers otherwise than before, and whom it reaches, on days on which it is in effect."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mineralkb.impact.answer import CORRECTED, COVERAGE, STEPS, Answer, reason
from mineralkb.impact.runs import SILENT, UNRECORDED, Line, Run, Word, abreast, differing, joined
from mineralkb.impact.scope import scopes
from mineralkb.impact.standings import standing
from mineralkb.impact.threes import MAYBE, NO, PERHAPS, YES, least

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.impact.answer import Pair, Root
    from mineralkb.impact.scope import Scope
    from mineralkb.impact.sides import Side, Sides

Thing = TypeVar("Thing")

_APPLIES = "in effect"
# What tells best what a rule is about, the best first.
_TELLING = ("mineral", "code", "hs", "list")
# The fields of a rule that say what it covers and whom it reaches.
_SCOPE = ("items", "targets", "scope", "partial")


class Rule(NamedTuple):
    """A rule in one state of the base: what it covers, and when it applies."""

    scope: Scope
    applies: Line

    def about(self) -> tuple[Pair, ...]:
        """What it is about, in the fewest things."""
        kind = next((kind for kind in _TELLING if any(kind == one for one, _ in self.scope.things)), "")
        return tuple(sorted(pair for pair in self.scope.things if pair[0] == kind))

    def to(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The destinations, and those excluded."""
        return tuple(sorted(self.scope.destinations)), tuple(sorted(self.scope.excluded))


def coverage(sides: Sides, name: str) -> Iterator[Answer]:
    """What the rules of a control cover otherwise; things, or places, with the same days are one answer."""
    found = [scopes(side.record(name), side.base) for side in sides.steps]
    for rule in dict.fromkeys([*found[-1], *found[0]]):
        if found[0].get(rule) != found[-1].get(rule):
            rules = _steps(sides, name, rule, [scope.get(rule) for scope in found])
            for step, (one, other) in zip(STEPS, pairwise(rules), strict=True):
                for answer in _between(f"{name}/{rule}", step, one, other):
                    roots = _roots(sides, name, rule) if answer.cause == CORRECTED else ()
                    yield answer._replace(roots=roots)


def _steps(sides: Sides, name: str, rule: str, found: list[Scope | None]) -> list[Rule | None]:
    """The rule in each state; of one that is on one side only, as its standing is told."""
    made = [_rule(side, name, rule, scope) for side, scope in zip(sides.steps, found, strict=True)]
    if made[0] and made[-1]:
        return made
    if made[0]:
        return [made[0], None, None, None]
    return [None, None, None if sides.untold(name, ("provisions", rule)) else made[-1], made[-1]]


def _rule(side: Side, name: str, rule: str, scope: Scope | None) -> Rule | None:
    return Rule(scope, applies(side, name, rule)) if scope else None


def applies(side: Side, name: str, rule: str) -> Line:
    """On which days a rule is in effect in a state of the base; where nothing is told of that, it may be."""
    stands = standing(side, name, ("provisions", rule))
    if stands is None:
        return PERHAPS
    return joined((one.first, _applies(one.word, one.possible)) for one in stands.segments)


def _applies(word: str, possible: tuple[str, ...]) -> Word:
    """Whether a rule of that standing applies; where nothing is known of it, it may."""
    if word == _APPLIES:
        return YES
    return MAYBE if _APPLIES in possible or not possible else NO


def _between(name: str, step: str, one: Rule | None, other: Rule | None) -> Iterator[Answer]:
    """The answers that a step changes: of things, then of places; of a rule that came or went, of things alone."""
    for run, things in _gathered(_things(one, other)):
        there = _there(run, one, other)
        places, spared = there.to() if there else ((), ())
        yield Answer(name, run, reason(step, run), COVERAGE, tuple(things), places, spared)
    for run, found in _gathered(_places(one, other)) if one and other else ():
        there = _there(run, one, other)
        yield Answer(name, run, reason(step, run), COVERAGE, there.about() if there else (), tuple(found))


def _things(one: Rule | None, other: Rule | None) -> Iterator[tuple[Pair, Run]]:
    """Each thing with the days on which it is covered otherwise; what a list brings, where the list does not say it."""
    rules = [rule for rule in (one, other) if rule]
    own = {thing for rule in rules for thing in rule.scope.own}
    through = {thing for rule in rules for thing in rule.scope.things} - own
    of_lists: list[Run] = []
    for thing in (*sorted(own), *sorted(through)):
        for run in _runs(one, other, *(rule.scope.covers(thing) if rule else SILENT for rule in (one, other))):
            if thing[0] == "list":
                of_lists.append(run)
            if thing in own or not any(_within(run, whole) for whole in of_lists):
                yield thing, run


def _places(one: Rule, other: Rule) -> Iterator[tuple[str, Run]]:
    """Each place with the days on which it is reached otherwise; of a group's member, where the group does not say it."""
    groups = {name: set[str]() for name in (*one.scope.members, *other.scope.members)}
    for rule in (one, other):
        for name, members in rule.scope.members.items():
            groups[name].update(members)
    of_groups: dict[str, list[Run]] = {}
    for place in (*sorted(groups), *sorted((one.scope.places | other.scope.places) - set(groups))):
        runs = list(_runs(one, other, one.scope.reaches(place), other.scope.reaches(place)))
        of_groups[place] = runs
        around = [run for name, members in groups.items() if place in members for run in of_groups[name]]
        yield from ((place, run) for run in runs if not any(_within(run, whole) for whole in around))


def _runs(one: Rule | None, other: Rule | None, was: Line, now: Line) -> Iterator[Run]:
    """The days on which the scope differs and the answer with it; a rule that is not told of is held to apply alike."""
    before, after = (rule.applies for rule in (one or other, other or one) if rule)
    answers = [(first, _answers(*words)) for first, _, words in abreast(was, now, before, after)]
    old, new = (joined((first, words[side]) for first, words in answers) for side in (0, 1))
    return differing(old, new)


def _answers(was: Word, now: Word, before: Word, after: Word) -> tuple[Word, Word]:
    if was == now:
        return NO, NO
    return _answer(was, before), _answer(now, after)


def _answer(scope: Word, applies: Word) -> Word:
    """Whether it is covered by a rule that applies."""
    if scope.word == UNRECORDED:
        return NO if applies == NO else scope
    return least(scope, applies)


def _gathered(found: Iterable[tuple[Thing, Run]]) -> Iterator[tuple[Run, list[Thing]]]:
    """Those with the same days and answers together."""
    made: dict[Run, list[Thing]] = defaultdict(list)
    for thing, run in found:
        made[run].append(thing)
    yield from made.items()


def _there(run: Run, one: Rule | None, other: Rule | None) -> Rule | None:
    """The rule in the state in which it covers more."""
    return (one or other) if run.new == NO or run.new.word == UNRECORDED else (other or one)


def _within(run: Run, whole: Run) -> bool:
    return (run.old, run.new) == (whole.old, whole.new) and whole.first <= run.first and run.last <= whole.last


def _roots(sides: Sides, name: str, rule: str) -> tuple[Root, ...]:
    """Where a correction would explain it; nowhere here where only a list or group differs, which has its own answers."""
    was, now = sides.old.record(name), sides.new.record(name)
    route = ("provisions", rule)
    if was is None or now is None:
        return ((name, route),)
    found = [route] if any(was.at((*route, field)) != now.at((*route, field)) for field in _SCOPE) else []
    return tuple(
        (name, one) for one in (*found, *([("issuers",)] if was.at(("issuers",)) != now.at(("issuers",)) else []))
    )
