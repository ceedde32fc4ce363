"""The conditions of an answer in words: what must hold, and what to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.shipment import Shipment
    from mineralkb.applying.three import Need

_MOST_VALUES, _MOST_OF_CODE = 4, 6

# What must hold, by what is asked; {} is what it must be.
_IF = {
    "origin": "it comes from {}",
    "destination": "it goes to {}",
    "reexport-from": "it leaves again from a place {}",
    "mineral": "the material is {}",
    "form": "the form is {}",
    "hs": "the HS code is {}",
    "code": "the control code is {}",
    "end-use": "the end use is {}",
    "end-user": "the end user is {}",
    "exporter": "the exporter is {}",
    "content": "the content is {}",
    "technology-from": "the technology is of {}",
    "threshold": "it is within {}",
    "list": "{}, known in part here",
    "items": "the rule covers more than is recorded",
    "some-of": "{}",
    "classification": "{}",
    "as-given": "{}",
    "as-coded": "{}",
    "text": "the text means it: {}",
    "standing": "{}",
}
# What each option gives.
_WHAT = {
    "origin": "where the goods are from",
    "destination": "where they go",
    "reexport-from": "which other country they leave from",
    "mineral": "which material it is, or holds",
    "form": "its form",
    "hs": "its HS code, with the edition",
    "code": "its control code",
    "end-use": "what it is for",
    "end-user": "who uses it",
    "exporter": "who exports it",
    "content": "whose content it holds, and how much",
    "technology-from": "whose technology it is made with",
}
# What settles it, where no option of the command does.
_FIND = {
    "threshold": "quality or size of the goods",
    "list": "the whole list, at its authority",
    "items": "the whole text of the rule",
    "some-of": "the whole text of the rule",
    "classification": "the HS code of the goods, at the customs",
    "as-given": "which is right: the code, or the rest of what is given",
    "as-coded": "which is right: the code, or the rest of what is given",
    "text": "the text of the rule",
    "standing": "how the rule stands, at its authority",
}


def condition(need: Need) -> str:
    """One condition as a clause."""
    return _IF[need.ask].format(values(need.values))


def conditions(needs: Iterable[Need]) -> str:
    """All of them as one sentence without its end."""
    return ", and ".join(condition(need) for need in needs)


def values(given: tuple[str, ...], most: int = _MOST_VALUES) -> str:
    """The first few values."""
    more = len(given) - most
    return " or ".join(given[:most]) + (f" or {more} more" if more > 0 else "")


def option(need: Need) -> str:
    """The option that would settle it; '' where none does."""
    return "" if need.ask in _FIND else f"--{need.ask}"


def finding(need: Need) -> str:
    """What to find out, and what matters of it."""
    return _FIND.get(need.ask, "") or f"{_WHAT[need.ask]}; it matters if {values(need.values, 2)}"


def some(names: Iterable[str], most: int = _MOST_VALUES) -> str:
    """The first few names, and how many more there are."""
    listed = list(names)
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {more} more" if more > 0 else "")


def codes_line(shipment: Shipment) -> Iterable[str]:
    """What each code says, the nearest word on it first, where nothing else tells the material or it says something else."""
    told = {said.code: said for said in reversed(shipment.said)}
    for code, said in reversed(told.items()):
        if code in shipment.contrary or not shipment.minerals:
            kinds = values(said.minerals, _MOST_OF_CODE) or "of materials that are not told"
            contrary = code in shipment.contrary
            forms = f" ({some(said.forms, _MOST_OF_CODE)})" if said.forms and (contrary or not shipment.form) else ""
            yield f"{code.code}{f' of {code.of}' if code.of else ''} is recorded as {kinds}{forms}"
    if not shipment.minerals and any("alloy" in said.forms for said in shipment.said):
        yield "What else an alloy holds is not told by a code: name with --mineral, again for each, all that it holds."
    silent = [code.code for code in (*shipment.codes, *shipment.hs) if code.of and code not in told]
    if silent and not shipment.minerals:
        yield f"Of which materials {' and '.join(silent)} may be is not recorded: --mineral says it, and leaves less open."
    if shipment.contrary:
        codes = " and ".join(dict.fromkeys(code.code for code in shipment.contrary))
        yield (
            f"A contradiction: {codes} and the rest of what is given do not go together, and neither is taken for right. "
            "Name with --mineral all that the goods hold, or ask for each alone."
        )


def shipment_line(shipment: Shipment) -> str:
    """What was asked about, in one line: whatever was given, so that an answer that is kept says what it is for."""
    what = (
        " with ".join(shipment.minerals) or ", ".join(code.code for code in (*shipment.codes, *shipment.hs)) or "goods"
    )
    form = f" ({shipment.form})" if shipment.form else ""
    made = f" from {shipment.origin}" if shipment.origin else ""
    leaves = f" by way of {shipment.reexport_from}" if shipment.reexport_from else ""
    to = f" to {shipment.destination}" if shipment.destination else ""
    return ", ".join([f"{what}{form}{made}{leaves}{to}", *_further(shipment)])


def _further(shipment: Shipment) -> Iterable[str]:
    """What was given beside goods and places."""
    if shipment.minerals:
        yield from (f"code {one.code}" for one in (*shipment.codes, *shipment.hs))
    yield from (f"content {country} {share} %" for country, share in shipment.content.items())
    yield from (f"technology of {country}" for country in shipment.technology)
    if shipment.exporter:
        yield f"exporter {shipment.exporter}"
    if shipment.user:
        yield f"end user {shipment.user}"
    if shipment.uses:
        yield f"end use {' and '.join(shipment.uses)}"
