"""Names against lists of parties, as data and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.screening.answer import SCREEN_NOTICE, said
from mineralkb.wording import counted

if TYPE_CHECKING:
    from mineralkb.parties.listed import PartyList
    from mineralkb.questions.texts import Value
    from mineralkb.screening.answer import Match, Screened
    from mineralkb.screening.rules import Aimed

COLUMNS = (
    *("typed", "said", "entry", "list", "name", "native_name", "country", "matched", "how"),
    *("way", "score", "through", "standing", "since", "until", "known_in_part"),
)


def screen_data(found: Screened) -> dict[str, Any]:
    """The answer in its documented shape."""
    return {
        "asked": found.asked.as_data(),
        "said": _said(found),
        "names": [
            {"typed": name, "said": said(found, name), "matches": sum(match.typed == name for match in found.matches)}
            for name in found.names
        ],
        "matches": [_match(match) for match in found.matches],
        "lists": [_list(one, rules) for one, rules in found.lists],
        "last_evidence": found.evidence or None,
        "notice": SCREEN_NOTICE,
    }


def screen_rows(found: Screened) -> list[dict[str, Value]]:
    """A row for each match, and one for each name without any."""
    in_part = {one.id: one.known_in_part for one, _ in found.lists}
    rows: list[dict[str, Value]] = []
    for name in found.names:
        head: dict[str, Value] = dict.fromkeys(COLUMNS) | {"typed": name, "said": said(found, name)}
        matches = [match for match in found.matches if match.typed == name]
        rows += [head | _row(match, in_part=in_part[match.party.list]) for match in matches] or [head]
    return rows


def _said(found: Screened) -> str:
    if len(found.names) == 1:
        return said(found, found.names[0])
    same = {match.typed for match in found.matches if match.same}
    missed = len(found.names) - len(same)
    return f"{counted(len(same), 'name')} among the names recorded, {missed} not among the names recorded"


def _match(match: Match) -> dict[str, Any]:
    fate, party = match.fate, match.party
    return {
        "typed": match.typed,
        "entry": party.id,
        "list": party.list,
        "name": party.title,
        "native_name": party.data.get("native_title"),
        "country": party.data.get("country"),
        "matched": match.matched,
        "how": match.how,
        "way": match.likeness.way,
        "score": match.likeness.score,
        "through": list(match.through),
        "since": fate.since or None,
        "until": fate.until or None,
        "standing": fate.standing.as_data() if fate.standing else None,
        "fate": [{**one._asdict(), "sources": list(one.sources)} for one in fate.happened],
    }


def _row(match: Match, *, in_part: bool) -> dict[str, Value]:
    data = _match(match)
    standing = match.fate.standing
    plain = {name: data[name] for name in COLUMNS if name in data}
    plain |= {"score": f"{match.likeness.score:.2f}", "standing": standing.word if standing else None}
    return plain | {"known_in_part": "yes" if in_part else "no"}


def _list(one: PartyList, rules: tuple[Aimed, ...]) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "known_in_part": one.known_in_part,
        "recorded": len(one.parties),
        "last_evidence": one.evidence or None,
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "measure": rule.measure,
                "standing": rule.standing.as_data() if rule.standing else None,
                "on_holdings": list(rule.on_holdings),
            }
            for rule in rules
        ],
    }
