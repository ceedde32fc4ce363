"""Country, sub-national, currency and language codes, from pycountry's copy of the ISO lists. Its only room."""

from __future__ import annotations

from functools import cache

import pycountry


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code to English short name."""
    return {c.alpha_2: getattr(c, "common_name", c.name) for c in pycountry.countries}


@cache
def subdivisions() -> dict[str, str]:
    """ISO 3166-2 code to name."""
    return {s.code: s.name for s in pycountry.subdivisions}


@cache
def currencies() -> dict[str, str]:
    """ISO 4217 code to name."""
    return {c.alpha_3: c.name for c in pycountry.currencies}


@cache
def languages() -> dict[str, str]:
    """ISO 639-1 code to English name."""
    return {c.alpha_2: c.name for c in pycountry.languages if hasattr(c, "alpha_2")}
