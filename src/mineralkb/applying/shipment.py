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
