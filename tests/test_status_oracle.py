"""The status engine against a slow reading of the same rules: every filling of the uncertain dates, day by day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mineralkb.record import Record
from mineralkb.status import timeline_of
from mineralkb.values.dates import BEGINNING, END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.status import Standing

ZERO = date(2025, 1, 1)
DAYS = range(-1, 14)
NEVER = 10**6
PART = ("provisions", "rule")

ISSUE = ("announced", "adopted", "published")
ENDS = ("repealed", "expired", "annulled", "replaced", "terminated")
REPORTED = {*ISSUE, "proposed", "signed", "concluded", "initialled"}
RESULTS = ("withdrawn", "delivered", "delivered late", "missed", "partly delivered")
OWN_FIRST = {*REPORTED, "effective", "entered into force", "provisionally applied"}


@dataclass(frozen=True)
class Written:
    """An event as somebody wrote it: its days, the last days of its state, and the event it refers to."""

    name: str
    kind: str
    days: tuple[int, int]
    until: tuple[int, int] | None = None
    of: str = ""
    own: bool = False


Filling = dict[str, int]
Events = tuple[Written, ...]


# Writing it as a record


def day(number: int) -> date:
    return ZERO + timedelta(days=number)


def text(days: tuple[int, int]) -> str:
    return day(days[0]).isoformat() if days[0] == days[1] else f"{day(days[0])}..{day(days[1])}"


def data_of(event: Written, source: str = "paper") -> dict[str, Any]:
    data: dict[str, Any] = {"kind": event.kind, "date": text(event.days), "cite": {source: {}}}
    if event.until:
        data["until"] = text(event.until)
    if event.of:
        data["of"] = event.of
    return data


def record_of(kind: str, events: Events, *, source: str = "paper", **more: Any) -> Record:
    part = {event.name: data_of(event, source) for event in events if event.own}
    data = {"title": "T", "events": {e.name: data_of(e, source) for e in events if not e.own}, **more}
    if kind == "controls":
        data["provisions"] = {"rule": {"events": part}}
    return Record(kind, "it", f"{kind}/it.yaml", data)


def sources(seen: int) -> dict[str, dict[str, Any]]:
    return {
        "paper": {"date": day(seen).isoformat(), "kind": "news"},
        "digest": {"date": day(50).isoformat(), "kind": "machine digest"},
    }


def standing_of(record: Record, part: tuple[str, ...], seen: int) -> Standing:
    found = timeline_of(record, part, sources(seen))
    assert found is not None
    return found


# The slow reading


def evidence_of(events: Events, seen: int) -> int:
    """The day of the source, or the first day of what it reports, if that is later."""
    return max([seen, *(e.days[0] for e in events if e.kind in REPORTED or e.kind in (*RESULTS, "confirmed"))])


def choices(days: tuple[int, int], evidence: int, *, reported: bool) -> list[int]:
    """The days it may be; what would change after the evidence may also never happen."""
    return [*range(days[0], days[1] + 1), *([NEVER] if not reported and days[1] > evidence else [])]


def fillings(events: Events, evidence: int) -> Iterator[Filling]:
    """Every choice of days in which each end follows its beginning, and each resumption its suspension."""
    names, options = [], []
    for event in events:
        names.append(event.name)
        options.append(choices(event.days, evidence, reported=event.kind in REPORTED or event.kind in RESULTS))
        if event.until:
            over = (event.until[0] + 1, event.until[1] + 1)
            names.append(f"{event.name} over")
            options.append(choices(over, evidence, reported=False))
    for chosen in product(*options):
        filling = dict(zip(names, chosen, strict=True))
        if all(_in_order(event, events, filling) for event in events):
            yield filling


def _in_order(event: Written, events: Events, filling: Filling) -> bool:
    over = filling.get(f"{event.name} over", NEVER)
    if over != NEVER and over <= filling[event.name]:
        return False
    if event.kind != "resumed" or filling[event.name] == NEVER:
        return True
    return filling[_root(event, events).name] < filling[event.name]


def _root(event: Written, events: Events) -> Written:
    while event.of:
        event = next(other for other in events if other.name == event.of)
    return event


def holds(events: Events, filling: Filling, today: int, kind: str) -> str:
    """Whether a state of this kind is before, during or after, all its extensions and resumptions counted."""
    found = {"before"}
    for root in (event for event in events if event.kind == kind):
        chain = [event for event in events if event.kind in (kind, "extended") and _root(event, events) == root]
        back = any(e.kind == "resumed" and _root(e, events) == root and filling[e.name] <= today for e in events)
        begun = [event for event in chain if filling[event.name] <= today]
        lasting = [event for event in begun if today < filling.get(f"{event.name} over", NEVER)]
        found.add("during" if lasting and not back else "after" if begun or back else "before")
    return next(state for state in ("during", "after", "before") if state in found)


def happened(events: Events, filling: Filling, today: int, *kinds: str) -> bool:
    return any(event.kind in kinds and filling[event.name] <= today for event in events)


def control_word(events: Events, filling: Filling, today: int) -> str:
    """Begun, ended and suspended apart, and combined last."""
    begun = holds(events, filling, today, "effective")
    if "begins somehow" in filling:
        begun = "during" if filling["begins somehow"] <= today else "before"
    issued = happened(events, filling, today, *ISSUE)
    if happened(events, filling, today, "never adopted") and begun == "before":
        return "never adopted"
    if happened(events, filling, today, *ENDS) or begun == "after":
        return "ended"
    if holds(events, filling, today, "suspended") == "during" and (issued or begun == "during"):
        return "suspended"
    if begun == "during":
        return "in effect"
    if issued:
        return "planned"
    return "proposed" if happened(events, filling, today, "proposed") else "not issued"


def with_unwritten_start(events: Events, filling: Filling) -> Iterator[Filling]:
    """Where nobody wrote when an issued rule starts, it starts on any day from its issue on, or never."""
    kinds = {event.kind for event in events}
    if not kinds.intersection(ISSUE) or kinds & {"effective", "never adopted"}:
        yield filling
        return
    issue = min(filling[event.name] for event in events if event.kind in ISSUE)
    for start in (*range(issue, DAYS.stop + 1), NEVER):
        yield {**filling, "begins somehow": start}


def agreement_word(events: Events, filling: Filling, today: int, *, binding: bool) -> str:
    begun = holds(events, filling, today, beginning(events, binding=binding))
    if happened(events, filling, today, "never concluded") and begun == "before":
        return "never concluded"
    if happened(events, filling, today, *ENDS) or begun == "after":
        return "ended"
    if begun == "during":
        return "in force" if binding else "operating"
    steps = ("provisionally applied", "signed", "initialled", "concluded", "announced")
    return next((step for step in steps if happened(events, filling, today, step)), "not concluded")


def beginning(events: Events, *, binding: bool) -> str:
    """The kind of event with which an agreement begins to hold; only its term means anything."""
    kinds = {event.kind for event in events}
    marks = ["entered into force"] if binding else ["entered into force", "signed", "initialled", "concluded"]
    return next((kind for kind in marks if kind in kinds), "entered into force")


def pledge_word(agreement: str, events: Events, filling: Filling, due: int, today: int) -> str:
    """Its own results first, then what becomes of its agreement, then the calendar."""
    done = {event.kind: filling[event.name] for event in events if filling[event.name] <= today}
    results = {kind for kind in done if kind in RESULTS}
    if "delivered" in done and done["delivered"] > due:
        results = (results - {"delivered"}) | {"delivered late"}
    for word in RESULTS:
        if word in results:
            return word
    if agreement in ("not concluded", "announced", "concluded", "initialled", "never concluded"):
        return "not made"
    if agreement == "ended":
        return "ended"
    if today <= due:
        return "due" if today == due else "open"
    return "overdue" if done.get("confirmed", -NEVER) > due else "due date passed, not checked"


# What may be written


def stretches(most: int = 2) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, 9), st.integers(0, most) | st.just(0)).map(lambda d: (d[0], d[0] + d[1]))


@st.composite
def written(draw: st.DrawFn, kinds: dict[str, str], *, most: int = 5) -> Events:
    """Events of these kinds; a kind's word says whether it may end by itself, or what it extends or resumes from."""
    found: list[Written] = []
    for kind in draw(st.lists(st.sampled_from(sorted(kinds)), min_size=1, max_size=most)):
        roots = [event.name for event in found if event.kind in kinds[kind].split("|")]
        if kind in ("extended", "resumed") and not roots:
            continue
        days = draw(stretches())
        of = draw(st.sampled_from(roots)) if kind in ("extended", "resumed") else ""
        until = draw(st.none() | stretches(1)) if kinds[kind] == "term" or kind == "extended" else None
        if until and until[1] < days[0]:
            until = (days[0] + until[0] - until[0], days[0] + until[1] - until[0])
        found.append(Written(f"event-{len(found)}", kind, days, until, of, draw(st.booleans())))
    assume(found)
    return tuple(found)


CONTROL = {
    **dict.fromkeys(("proposed", "announced", "published", "repealed", "replaced", "never adopted"), ""),
    **dict.fromkeys(("effective", "suspended"), "term"),
    "extended": "effective|suspended|extended",
    "resumed": "suspended",
}
AGREEMENT = {
    **dict.fromkeys(("announced", "initialled", "provisionally applied", "terminated", "never concluded"), ""),
    **dict.fromkeys(("concluded", "signed", "entered into force"), "term"),
    "extended": "signed|entered into force|extended",
}
SEEN = st.integers(-1, 12)


def affordable(events: Events) -> bool:
    size = 1
    for event in events:
        size *= event.days[1] - event.days[0] + 2
        size *= event.until[1] - event.until[0] + 2 if event.until else 1
    return size < 1500


def bearing_on_part(events: Events) -> Events:
    """A part has its record's events, but of issue and start its own where it has any."""
    own = {event.kind for event in events if event.own} & OWN_FIRST
    return tuple(event for event in events if event.own or event.kind not in own)


def closed(events: Events) -> bool:
    """Whether every event that is referred to is among them."""
    names = {event.name for event in events}
    return all(not event.of or event.of in names for event in events)


def compare(found: Standing, expected: dict[int, set[str]]) -> None:
    for today, words in expected.items():
        segment = found.on(day(today))
        assert set(segment.possible) == words, (today, segment)
        assert segment.word == (next(iter(words)) if len(words) == 1 else "cannot tell")


# The comparisons


@settings(max_examples=60, deadline=None)
@given(written(CONTROL), SEEN)
def test_controls(events: Events, seen: int) -> None:
    events = tuple(replace(event, own=False) for event in events)
    check_control(events, events, (), seen)


@settings(max_examples=60, deadline=None)
@given(written(CONTROL), SEEN)
def test_parts_of_controls(events: Events, seen: int) -> None:
    check_control(events, bearing_on_part(events), PART, seen)


def check_control(events: Events, bearing: Events, part: tuple[str, ...], seen: int) -> None:
    assume(bearing and closed(bearing) and affordable(bearing))
    expected: dict[int, set[str]] = {today: set() for today in DAYS}
    for filling in fillings(bearing, evidence_of(bearing, seen)):
        for whole in with_unwritten_start(bearing, filling):
            for today in DAYS:
                expected[today].add(control_word(bearing, whole, today))
    assume(all(expected.values()))
    compare(standing_of(record_of("controls", events), part, seen), expected)


@settings(max_examples=60, deadline=None)
@given(written(AGREEMENT), SEEN, st.sampled_from(["binding", "non-binding", "partly", "unstated"]))
def test_agreements(events: Events, seen: int, binding: str) -> None:
    events = tuple(replace(event, own=False) for event in events)
    assume(affordable(events))
    expected = agreement_words(events, seen, binding=binding == "binding")
    assume(all(expected.values()))
    compare(standing_of(record_of("agreements", events, binding=binding), (), seen), expected)


def agreement_words(events: Events, seen: int, *, binding: bool) -> dict[int, set[str]]:
    mark = beginning(events, binding=binding)
    events = tuple(event if _root(event, events).kind == mark else replace(event, until=None) for event in events)
    found: dict[int, set[str]] = {today: set() for today in DAYS}
    for filling in fillings(events, evidence_of(events, seen)):
        for today in DAYS:
            found[today].add(agreement_word(events, filling, today, binding=binding))
    return found


@st.composite
def results(draw: st.DrawFn) -> Events:
    kinds = draw(st.lists(st.sampled_from((*RESULTS, "confirmed")), max_size=3, unique=True))
    return tuple(Written(f"result-{kind.replace(' ', '-')}", kind, draw(stretches())) for kind in kinds)


@settings(max_examples=60, deadline=None)
@given(results(), stretches(4) | st.none(), written(AGREEMENT, most=2), SEEN)
def test_pledges(events: Events, due: tuple[int, int] | None, around: Events, seen: int) -> None:
    around = tuple(replace(event, own=False) for event in around)
    standings = agreement_words(around, seen, binding=False)
    expected: dict[int, set[str]] = {today: set() for today in DAYS}
    options = (choices(event.days, 0, reported=True) for event in events)
    due_days = range(due[0], due[1] + 1) if due else (NEVER,)
    for chosen in product(due_days, *options):
        filling = {event.name: number for event, number in zip(events, chosen[1:], strict=True)}
        for today in DAYS:
            words = {pledge_word(standing, events, filling, chosen[0], today) for standing in standings[today]}
            expected[today] |= words
    assume(all(expected.values()))
    pledge = {"events": {event.name: data_of(event) for event in events}, **({"due": text(due)} if due else {})}
    record = record_of("agreements", around, binding="non-binding", pledges={"promise": pledge})
    compare(standing_of(record, ("pledges", "promise"), seen), expected)


# The properties


@settings(max_examples=60, deadline=None)
@given(written(CONTROL, most=8), SEEN)
def test_segments_cover_all_days_without_gaps(events: Events, seen: int) -> None:
    segments = standing_of(record_of("controls", events), PART, seen).segments
    assert (segments[0].first, segments[-1].last) == (BEGINNING, END)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(segments))
    assert all(segment.possible for segment in segments)
    assert all(
        (one.word, one.possible, one.causes) != (other.word, other.possible, other.causes)
        for one, other in pairwise(segments)
    )


@settings(max_examples=60, deadline=None)
@given(written(CONTROL), SEEN, st.data())
def test_sharpening_a_date_turns_no_word_into_another(events: Events, seen: int, data: st.DataObject) -> None:
    events = tuple(replace(event, own=False) for event in events)
    sharpened = tuple(sharper(event, data) for event in events)
    assume(any(fillings(sharpened, evidence_of(sharpened, seen))))
    before = standing_of(record_of("controls", events), (), seen)
    after = standing_of(record_of("controls", sharpened), (), seen)
    for today in DAYS:
        assert set(after.on(day(today)).possible) <= set(before.on(day(today)).possible)


def sharper(event: Written, data: st.DataObject) -> Written:
    days = narrowed(event.days, data)
    return replace(event, days=days, until=narrowed(event.until, data) if event.until else None)


def narrowed(days: tuple[int, int], data: st.DataObject) -> tuple[int, int]:
    first = data.draw(st.integers(*days))
    return first, data.draw(st.integers(first, days[1]))


@settings(max_examples=40, deadline=None)
@given(written(CONTROL), SEEN, st.sampled_from(["statement", "proceeding"]), stretches())
def test_statements_and_proceedings_change_nothing(events: Events, seen: int, kind: str, days: tuple[int, int]) -> None:
    more = (*events, Written("said", kind, days), Written("said-of-the-rule", kind, days, own=True))
    for part in ((), PART):
        known, told = (timeline_of(record_of("controls", some), part, sources(seen)) for some in (events, more))
        assert known == told


@settings(max_examples=40, deadline=None)
@given(written(CONTROL), written(CONTROL), SEEN)
def test_what_only_a_machine_digest_tells_changes_nothing(events: Events, digested: Events, seen: int) -> None:
    record = record_of("controls", events)
    told = record_of("controls", events)
    for event in digested:
        place = told.data["provisions"]["rule"] if event.own else told.data
        place["events"][f"digested-{event.name}"] = data_of(event, "digest")
    for part in ((), PART):
        assert timeline_of(record, part, sources(seen)) == timeline_of(told, part, sources(seen))


@settings(max_examples=40, deadline=None)
@given(written({"announced": "", "effective": "term", "repealed": ""}), stretches(), SEEN)
def test_a_suspension_of_the_record_holds_for_its_parts(events: Events, days: tuple[int, int], seen: int) -> None:
    of_record = Written("pause", "suspended", days, (days[1] + 2, days[1] + 2))
    on_record, on_part = (
        standing_of(record_of("controls", (*events, pause)), PART, seen)
        for pause in (of_record, replace(of_record, own=True))
    )
    for today in DAYS:
        assert on_record.on(day(today)).possible == on_part.on(day(today)).possible


@settings(max_examples=40, deadline=None)
@given(stretches(), stretches(), SEEN)
def test_the_start_of_a_part_replaces_that_of_the_record(one: tuple[int, int], own: tuple[int, int], seen: int) -> None:
    announced = Written("announced", "announced", (0, 0))
    whole, start = Written("whole", "effective", one), Written("start", "effective", own)
    with_both = record_of("controls", (announced, whole, replace(start, own=True)))
    alone = record_of("controls", (announced, start))
    found, expected = standing_of(with_both, PART, seen), standing_of(alone, (), seen)
    for today in DAYS:
        assert found.on(day(today)).possible == expected.on(day(today)).possible
