"""From options as they are typed to the shipment that they describe."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mineralkb.applying.coded import read_codes
from mineralkb.applying.listed_codes import checked_code
from mineralkb.applying.shipment import Code, Shipment
from mineralkb.errors import MkbError
from mineralkb.questions.filter_values import checked
from mineralkb.values.text import brief, nearest_or_all
from mineralkb.vocabulary.controls import OBJECTS
from mineralkb.vocabulary.materials import FORMS
from mineralkb.vocabulary.uses import USES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mineralkb.index import Base

# The values of each option that was used.
Given = dict[str, tuple[str, ...]]
_HS = re.compile(r"([0-9]{4}(?:\.?[0-9]{2}(?:\.?[0-9]{2}(?:\.?[0-9]{2})?)?)?)(?:@(.+))?", re.ASCII)
# The editions of the Harmonized System, and the tariffs of countries by year.
_EDITION = re.compile(r"HS(?:1988|1992|1996|2002|2007|2012|2017|2022|2028)|[A-Z]{2}(?:-[12][0-9]{3})?", re.ASCII)
_SHARE = re.compile(r"([A-Za-z-]+)=([0-9]{1,3}(?:\.[0-9]{1,9})?) ?%?", re.ASCII)
_WHOLE = 100
# Signs of a name, and of what is shown of a wrong value.
_LONGEST, _SHOWN = 300, 40


def shipment_of(base: Base, given: Given) -> Shipment:
    """The shipment that the options describe; MkbError for a value that nothing can have."""
    form, object_ = _what(given)
    shipment = Shipment(
        _place(base, given, "origin"),
        _place(base, given, "destination"),
        _place(base, given, "reexport-from"),
        checked(base, "mineral", given.get("mineral", ())),
        form,
        object_,
        tuple(_hs(text) for text in given.get("hs", ())),
        tuple(_control_code(base, text) for text in given.get("code", ())),
        tuple(_word("end-use", text, USES) for text in given.get("end-use", ())),
        _party(given, "end-user"),
        _party(given, "exporter"),
        _shares(base, given.get("content", ())),
        _named(base, "technology-from", "destination", given.get("technology-from", ())),
    )
    return _as_coded(read_codes(base, shipment), given)


def _as_coded(shipment: Shipment, given: Given) -> Shipment:
    """Technology where nothing was said of form and object, and all that the codes say is technology."""
    silent = not given.get("form") and not given.get("object")
    if silent and shipment.said and all(one.forms == ("technology",) for one in shipment.said):
        return shipment._replace(form="technology", object="technology")
    return shipment


def _what(given: Given) -> tuple[str, str]:
    """Form and object: technology is both, and whatever has another form is goods."""
    form = _word("form", _one(given, "form"), FORMS) if given.get("form") else ""
    object_ = _word("object", _one(given, "object"), OBJECTS) if given.get("object") else ""
    if form and object_ and (form == "technology") != (object_ == "technology"):
        raise MkbError(f"--form {form} and --object {object_} do not go together", "leave one of them away")
    if object_ == "technology" or form == "technology":
        return "technology", "technology"
    return form, object_ or "goods"


def _one(given: Given, name: str) -> str:
    """The value of an option that takes one; a further one is refused, as an answer for the last would hide the first."""
    values = tuple(dict.fromkeys(value.strip() for value in given.get(name, ()) if value.strip()))
    if len(values) > 1:
        shown = " and ".join(f"'{brief(value, _SHOWN)}'" for value in values[:2])
        raise MkbError(f"--{name} is given twice: {shown}", "ask for each alone")
    return values[0] if values else ""


def _party(given: Given, name: str) -> str:
    """The name of a party, which is no longer than names are."""
    party = _one(given, name)
    if len(party) > _LONGEST:
        raise MkbError(f"--{name}: '{brief(party, _SHOWN)}' is longer than {_LONGEST} signs", "give the name alone")
    return party


def _place(base: Base, given: Given, name: str) -> str:
    value = _one(given, name)
    return _named(base, name, "destination", (value,))[0] if value else ""


def _named(base: Base, name: str, like: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Ids as the base writes them; what is wrong is told under the option's own name."""
    try:
        return checked(base, like, values)
    except MkbError as error:
        raise MkbError(error.message.replace(f"--{like}:", f"--{name}:", 1), error.hint) from None


def _word(name: str, value: str, words: Mapping[str, Any]) -> str:
    folded = {word.casefold(): word for word in words}
    if value.casefold() not in folded:
        raise MkbError(f"--{name}: '{brief(value, _SHOWN)}' is not a known word", nearest_or_all(value, words))
    return folded[value.casefold()]


def _hs(text: str) -> Code:
    found = _HS.fullmatch(text)
    if not found:
        raise MkbError(
            f"--hs: '{brief(text, _SHOWN)}' is no HS or tariff code", "write 811292, 8112.92 or 811292@HS2022"
        )
    edition = (found[2] or "").upper()
    if edition and not _EDITION.fullmatch(edition):
        raise MkbError(
            f"--hs: '{brief(edition, _SHOWN)}' is no edition", "write HS2022, or a national tariff as CN-2025"
        )
    return Code(found[1].replace(".", ""), edition)


def _control_code(base: Base, text: str) -> Code:
    listed, colon, code = text.rpartition(":")
    if not colon or not code.strip():
        raise MkbError(f"--code: '{brief(text, _SHOWN)}' names no list", "write LIST:CODE, as cn-dual-use-list:1C902.a")
    return checked_code(base, Code(code.strip(), _named(base, "code", "list", (listed.strip(),))[0]))


def _shares(base: Base, texts: tuple[str, ...]) -> dict[str, Decimal]:
    """The share of each country, which has one."""
    found: dict[str, Decimal] = {}
    for text in texts:
        country, share = _share(base, text)
        if found.setdefault(country, share) != share:
            raise MkbError(f"--content: two shares of {country}", "give one")
    return found


def _share(base: Base, text: str) -> tuple[str, Decimal]:
    found = _SHARE.fullmatch(text.strip())
    if not found or Decimal(found[2]) > _WHOLE:
        raise MkbError(f"--content: '{brief(text, _SHOWN)}' is no share", "write CN=0.4%")
    return _named(base, "content", "destination", (found[1],))[0], Decimal(found[2])
