"""Values of filters as the base has them: an id whatever its case, a known word, or what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.errors import MkbError
from mineralkb.values.text import brief, did_you_mean, nearest_or_all, visible

if TYPE_CHECKING:
    from mineralkb.index import Base

# Filters whose values are ids of records, with the kinds that can stand there; any where none is named.
_ACTORS = ("countries", "groups", "organizations")
_IDS: dict[str, tuple[str, ...]] = {
    "record": (),
    **dict.fromkeys(("party", "by", "to", "issuer", "member"), _ACTORS),
    "authority": ("organizations",),
    "destination": ("countries", "groups"),
    "mineral": ("minerals",),
    "list": ("lists",),
    "project": ("projects",),
    "country": ("countries", "groups"),
    "publisher": ("organizations", "countries"),
}


def checked(base: Base, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a filter as the base writes them; MkbError for one that nothing can have."""
    if name in _IDS:
        return tuple(_id(base, name, value, _IDS[name]) for value in values)
    if name == "hs":
        return tuple(_digits(value) for value in values)
    return tuple(_word(name, value) for value in values)


def _digits(value: str) -> str:
    if not value.replace(".", "").isdecimal() or not value.isascii():
        raise MkbError(f"--hs: '{visible(value)}' is no HS or tariff code", "write its digits, as 2805 or 2805.30")
    return value


def _id(base: Base, name: str, value: str, kinds: tuple[str, ...]) -> str:
    query = "SELECT id, kind FROM record WHERE id = ?"
    # Among many records an id in other letters takes a hundred times as long to find.
    row = base.one(query, (value,)) or base.one(f"{query} COLLATE NOCASE", (value,))
    if row and (not kinds or row["kind"] in kinds):
        return str(row["id"])
    if row is None and "countries" in kinds and _is_country(value):
        return value.upper()
    marks = ", ".join("?" * len(kinds))
    known = base.rows(
        f"SELECT id, title FROM record WHERE kind IN ({marks})" if kinds else "SELECT id, title FROM record", kinds
    )
    titles = {row["title"].casefold(): row["id"] for row in known}
    meant = titles.get(value.casefold(), "")
    if meant:
        hint = f"did you mean '{meant}'?"
    elif "," in value:
        hint = f"name one each time: {' '.join(f'--{name} {brief(one.strip(), 20)}' for one in value.split(',')[:3])}"
    else:
        hint = did_you_mean(value, [row["id"] for row in known])
    what = f"a {row['kind']} record" if row else "no record"
    raise MkbError(
        f"--{name}: '{visible(value)}' is {what}", hint or f"see: mkb list {kinds[0] if kinds else 'agreements'}"
    )


def _is_country(value: str) -> bool:
    """Whether it is the code of a country that the base happens to say nothing of."""
    from mineralkb import codes  # only such a code needs the list

    return value.upper() in codes.countries()


def _word(name: str, value: str) -> str:
    words = words_of(name)
    if not words or value in words:
        return value
    folded = {word.casefold(): word for word in words}
    if value.casefold() in folded:
        return folded[value.casefold()]
    raise MkbError(f"--{name}: '{visible(value)}' is not a known word", nearest_or_all(value, words))


def words_of(name: str) -> tuple[str, ...]:
    """The words a filter can have; none where it is free, as a code or the form of a policy."""
    from mineralkb.vocabulary import agreements, controls, events, materials, sources, standing, topics

    known = {
        "topic": topics.TOPICS,
        "stage": materials.STAGES,
        "sector": materials.SECTORS,
        "strength": agreements.STRENGTHS,
        "binding": agreements.BINDING,
        "measure": controls.MEASURES,
        "object": controls.OBJECTS,
        "policy": controls.LICENSING_POLICIES,
        "kind": sources.SOURCE_KINDS,
        "extent": sources.EXTENTS,
        "event": events.EVENTS,
        "status": standing.STANDINGS,
        "type": {
            **materials.MATERIAL_TYPES,
            **materials.PROJECT_TYPES,
            **controls.LIST_TYPES,
            **sources.ORGANIZATION_TYPES,
        },
    }
    return tuple(known.get(name, ()))
