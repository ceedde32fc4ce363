"""Rows as CSV: lossless, or safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mineralkb.questions.listing import Listing
    from mineralkb.questions.rows import Value

# What a spreadsheet takes for a formula; OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def listing_csv(listing: Listing, *, safe: bool = False) -> str:
    """The rows with a heading line; a list of words is joined by `; `. Safe text cannot be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(name for name, _ in listing.columns)
    for row in listing.rows:
        writer.writerow(_text(row[name], safe=safe) for name, _ in listing.columns)
    return out.getvalue().removesuffix("\n")


def _text(value: Value, *, safe: bool) -> str:
    text = "" if value is None else "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if safe and text.startswith(_FORMULA) else text
