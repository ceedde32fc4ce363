"""Rows as CSV: lossless, or safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from mineralkb.values.formulas import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mineralkb.questions.texts import Value


def rows_csv(names: Sequence[str], rows: Iterable[Mapping[str, Value]], *, safe: bool = False) -> str:
    r"""The rows with a heading line; a list is joined by `; `, a semicolon in it is `\;`. Safe text cannot be a formula."""
    out = io.StringIO()
    bare = csv.writer(out, lineterminator="\n")
    quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for texts in (names, *([_text(row[name], safe=safe) for name in names] for row in rows)):
        # Where a semicolon parts columns, a safe field must not become two; and a carriage return gets no quotes else.
        (quoted if safe or any("\r" in text for text in texts) else bare).writerow(texts)
    return out.getvalue().removesuffix("\n")


def _text(value: Value, *, safe: bool) -> str:
    text = "" if value is None else "; ".join(map(_word, value)) if isinstance(value, list) else str(value)
    return harmless(text) if safe else text


def _word(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;")
