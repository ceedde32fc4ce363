"""What is known of the shipment that is asked about; whatever is not given is unknown."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class Code(NamedTuple):
    """An HS or tariff code with its edition, or a control code with its list."""

    code: str
    of: str


class Said(NamedTuple):
    """What is recorded of a code: whatever has it is of one of these materials, in one of these forms; none is no answer."""

    code: Code
    minerals: tuple[str, ...]
    forms: tuple[str, ...]


class Shipment(NamedTuple):
    """What is shipped, from where, to where, by whom, to whom and for what."""

    origin: str = ""
    destination: str = ""
    reexport_from: str = ""
    minerals: tuple[str, ...] = ()
    form: str = ""
    object: str = "goods"
    hs: tuple[Code, ...] = ()
    codes: tuple[Code, ...] = ()
    uses: tuple[str, ...] = ()
    user: str = ""
    exporter: str = ""
    content: Mapping[str, Decimal] = MappingProxyType({})
    technology: tuple[str, ...] = ()
    # What the records say of its codes, and those that items of different materials have.
    said: tuple[Said, ...] = ()
    shared: tuple[Code, ...] = ()
    # Codes that say another material or form than the rest of what is given.
    contrary: tuple[Code, ...] = ()
