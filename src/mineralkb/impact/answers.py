"""The answers that differ between two states of the base, each with what made it differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.impact.runs import UNRECORDED, Run, differing
from mineralkb.record import STANDING_PARTS, Record
from mineralkb.status import timeline_of
from mineralkb.status.happenings import window_of
from mineralkb.values.dates import BEGINNING
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.kb import KnowledgeBase
    from mineralkb.status import Standing
    from mineralkb.status.happenings import SourceFacts

# Why an answer differs, the gravest first.
CORRECTED, LATE, WORLD, SHARPENED = CLASSES = ("record corrected", "learned late", "world changed", "sharpened")
# What is no news of the world: a sighting makes an old answer surer.
_NO_NEWS = {"confirmed", "statement", "proceeding"}


class Answer(NamedTuple):
    """One answer that differs: of what, on which days, from what to what, and why."""

    subject: str
    run: Run
    cause: str


class _Side(NamedTuple):
    base: KnowledgeBase
    sources: SourceFacts

    @property
    def newest(self) -> date:
        """The day of its newest source."""
        return max((window_of(source["date"]).first for source in self.sources.values()), default=BEGINNING)


def changed_answers(old: KnowledgeBase, new: KnowledgeBase) -> list[Answer]:
    """All standings that differ on some day; the gravest first, then by record and day.

    Between the older and the newer state two more are asked: the newer without its new events, and with those of
    them only that lie on or before the older evidence. What each step changes has its own reason.
    """
    before, after = (_Side(base, {one.id: one.data for one in base.of_kind("sources")}) for base in (old, new))
    found: list[Answer] = []
    for identity in sorted({*old.records, *new.records}):
        was, now = old.records.get(identity), new.records.get(identity)
        if not (was and now and _same(was, now, before, after)):
            found.extend(_of_record(was, now, before, after))
    return sorted(found, key=lambda one: (CLASSES.index(one.cause), one.subject, one.run.first))


def unexplained(answers: list[Answer], old: KnowledgeBase, new: KnowledgeBase) -> list[str]:
    """The records whose past reads otherwise while no new entry in their `corrections` says why.

    A record that is gone holds no entry, and is not among them.
    """
    corrected = dict.fromkeys(one.subject.partition("/")[0] for one in answers if one.cause == CORRECTED)
    kept = [record for name in corrected if (record := new.records.get(name))]
    return [record.id for record in kept if not _new_corrections(old.records.get(record.id), record)]


def _new_corrections(was: Record | None, now: Record) -> bool:
    known = was.data.get("corrections", {}) if was else {}
    return any(known.get(name) != entry for name, entry in now.data.get("corrections", {}).items())


def _same(was: Record, now: Record, before: _Side, after: _Side) -> bool:
    """Whether neither the record nor a source that it cites differs."""
    if was.data != now.data or was.kind != now.kind:
        return False
    cited = {str(reference) for _, reference in now.references() if "sources" in reference.kinds}
    return all(before.sources.get(source) == after.sources.get(source) for source in cited)


def _of_record(was: Record | None, now: Record | None, before: _Side, after: _Side) -> Iterator[Answer]:
    routes = dict.fromkeys(route for record in (now, was) if record for route in _subjects(record))
    for route in routes:
        old = timeline_of(was, route, before.sources) if was and _has(was, route) else None
        steps = [old, *_retold(was, now, route, (before, after), old)]
        name = "/".join(((now or was).id, *route[1:]))  # type: ignore[union-attr]  # one of them is there
        for cause, one, other in zip((CORRECTED, LATE, WORLD), steps, steps[1:], strict=False):
            for run in differing(one, other):
                yield Answer(name, run, _reason(cause, run))


def _reason(cause: str, run: Run) -> str:
    """What the first step changes is a correction, but for what was only made sharper, or was not told at all."""
    if cause == CORRECTED and run.old.word == UNRECORDED:
        return LATE
    return SHARPENED if cause == CORRECTED and _sharper(run) else cause


def _retold(
    was: Record | None, now: Record | None, route: Route, sides: tuple[_Side, _Side], old: Standing | None
) -> list[Standing | None]:
    """The newer answer without new events, with those that the older side could have known, and whole.

    What the older side did not tell of is held against the newest source that it had.
    """
    if now is None or not _has(now, route):
        return [None, None, None]
    before, after = sides
    fresh = _new_events(was, now)
    if old is None:
        whole = timeline_of(now, route, after.sources)
        first = max((window_of(now.at((*event, "date"))).first for event in fresh), default=BEGINNING)
        return [None, None if first > before.newest else whole, whole]
    evidence = old.evidence
    since = {event for event in fresh if window_of(now.at((*event, "date"))).first > evidence}
    return [timeline_of(_without(now, events), route, after.sources) for events in (fresh, since, set())]


def _new_events(was: Record | None, now: Record) -> set[Route]:
    """The events that only the newer side has, under this or another name."""
    known = {repr(sorted(event.items())) for _, event in was.events()} if was else set()
    return {
        route
        for route, event in now.events()
        if event["kind"] not in _NO_NEWS
        and not (was and was.at(route) is not None)
        and repr(sorted(event.items())) not in known
    }


def _without(record: Record, events: set[Route]) -> Record:
    """The record as it would be without these events."""
    return Record(record.kind, record.id, record.path, _pruned(record.data, (), events)) if events else record


def _pruned(node: Any, route: Route, gone: set[Route]) -> Any:
    if not isinstance(node, dict):
        return node
    return {key: _pruned(value, (*route, key), gone) for key, value in node.items() if (*route, key) not in gone}


def _subjects(record: Record) -> Iterator[Route]:
    """The record, and its parts that have a standing."""
    yield ()
    for section in STANDING_PARTS:
        yield from ((section, name) for name in record.data.get(section, {}))


def _has(record: Record, route: Route) -> bool:
    return not route or record.at(route) is not None


def _sharper(run: Run) -> bool:
    """Whether the answer could not be told, and now is one of those that were possible, or fewer are."""
    return run.old.word == CANNOT_TELL and set(run.new.possible) <= set(run.old.possible)
