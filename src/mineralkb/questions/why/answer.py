"""Why an answer is so: the shortest derivation that suffices, from rule to event to fact to file to source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.index import decoded
from mineralkb.questions.standings import Answer, standing_on
from mineralkb.questions.texts import due_rule, span
from mineralkb.questions.why.case import Case, Told
from mineralkb.questions.why.places import Written, written
from mineralkb.questions.why.shortest import shortest
from mineralkb.questions.why.steps import Step, as_written, steps_of
from mineralkb.questions.why.words import held, missing
from mineralkb.record import STANDING_PARTS, Record
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from mineralkb.finding import Route
    from mineralkb.index import Base
    from mineralkb.questions.asked import Asked
    from mineralkb.questions.find import Found


class Why(NamedTuple):
    """The whole derivation of a standing on a day; of a part without one, what it rests on."""

    found: Found
    standing: Answer | None
    told: Told | None
    due: str
    steps: tuple[Step, ...]
    held: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: tuple[Route, ...]
    place: Written
    asked: Asked


def why(base: Base, found: Found, asked: Asked, place: Written | None = None) -> Why:
    """The derivation for the day asked; `place` is its file, where it has been read already."""
    answer = standing_on(base, found.subject, asked.on) if _stands(found) or not found.route else None
    place = place or written(base, found.path, asked)
    case = Case(Record(found.kind, found.record, found.path, found.data), _part(found), _sources(base, found), asked.on)
    if answer is None:
        if not found.route:
            raise MkbError(
                f"'{visible(found.record)}' has no standing to give reasons for",
                f"see its facts with their sources: mkb blame {visible(found.record)}",
            )
        return Why(found, None, None, "", (as_written(case, found, place),), (), (), (), place, asked)
    leaves = shortest(case)
    steps = steps_of(case, leaves, place)
    said = (tuple(held(case, answer)), tuple(missing(case, answer)))
    left_out = tuple(leaf for leaf in case.leaves() if leaf not in {step.route for step in steps})
    return Why(found, answer, case.told(leaves), _due(base, found), steps, *said, left_out, place, asked)


def _part(found: Found) -> Route:
    """The route of a part that has a standing; nothing for the whole record."""
    return found.route if _stands(found) else ()


def _stands(found: Found) -> bool:
    return len(found.route) == 2 and found.route[0] in STANDING_PARTS  # noqa: PLR2004


def _sources(base: Base, found: Found) -> dict[str, Any]:
    """What the record's sources say of themselves."""
    query = "SELECT id, data FROM record WHERE id IN (SELECT source FROM citation WHERE record = ?)"
    return {row["id"]: decoded(row["data"]) for row in base.rows(query, (found.record,))}


def _due(base: Base, found: Found) -> str:
    """The due day of a pledge with its rule."""
    due = found.own.get("due") if found.route[:1] == ("pledges",) else None
    row = base.one("SELECT day_first, day_last FROM part WHERE id = ?", (found.subject,)) if due else None
    if row is None:
        return ""
    rule = due_rule(due) if isinstance(due, dict) and "disputed" not in due else ""
    return " = ".join(text for text in (span(row["day_first"], row["day_last"]), rule) if text)
