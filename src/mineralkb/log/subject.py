"""From what a user typed to the history of the record that is meant, and the part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mineralkb.errors import MkbError
from mineralkb.log.history import History, history
from mineralkb.record import PROVENANCE, STANDING_PARTS
from mineralkb.schema.types import ID_PATTERN
from mineralkb.tree.commits import newest
from mineralkb.tree.history import known_commit
from mineralkb.values.text import nearest, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mineralkb.finding import Route
    from mineralkb.place import Place
    from mineralkb.record import Record

_ID = re.compile(ID_PATTERN, re.ASCII)


class Subject(NamedTuple):
    """The record's history and the route of a part (empty for the whole); what was typed, and which state is asked."""

    history: History
    route: Route
    typed: str
    known: str
    start: str

    @property
    def identity(self) -> str:
        """What it is called: the record, and the part's route."""
        return "/".join((self.history.identity, *self.route))


def subject(place: Place, typed: str, known: str, shown: str, otherwise: Callable[[str], str]) -> Subject:
    """A record or part as it is, or as it was known then; also one that is gone, and one that had the id before.

    `otherwise` gives the present id of a record that the base has under other letters or as an old id.
    """
    start = (
        known_commit(place.folder, known, packaged=place.packaged) if known or place.packaged else newest(place.folder)
    )
    name, _, rest = typed.strip().strip("/").partition("/")
    found = history(place, name, start, shown, work=not known) if _ID.fullmatch(name) else None
    if not found or not (found.tip.record or found.tip.unread):
        present = _present_id(found, name, otherwise)
        if not found or present != found.identity:
            found = history(place, present, start, shown, work=not known)
    return Subject(found, _route(found, tuple(rest.split("/"))) if rest else (), typed, known, start)


def _present_id(found: History | None, name: str, otherwise: Callable[[str], str]) -> str:
    """The id of the present record that is meant; where there is none, that of what is gone."""
    try:
        return otherwise(name)
    except MkbError:
        if found and found.ids:
            return found.identity
        raise


def _route(found: History, steps: Route) -> Route:
    """A full route, or a name in one of the sections, as the newest version that has it writes it."""
    records = [node.record for node in found.nodes if node.record]
    for record in records:
        for route in _routes(record, steps):
            if record.at(route) is not None:
                return route
    names = {name for record in records for section in STANDING_PARTS for name in record.data.get(section, {})}
    meant = nearest(steps[0], names)
    hint = f"did you mean '{found.identity}/{meant}'?" if meant else f"its parts: {', '.join(sorted(names)) or 'none'}"
    raise MkbError(f"'{found.identity}' has no part '{visible('/'.join(steps))}', and never had one", hint)


def _routes(record: Record, steps: Route) -> Iterator[Route]:
    """What the steps may stand for: parts come before what else has names."""
    yield steps
    for section in sorted(record.data, key=lambda section: section not in STANDING_PARTS):
        if section not in PROVENANCE:
            yield (section, *steps)
