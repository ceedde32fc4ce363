"""Values of facets that stand for no record and no word: reading commands need them without what makes the facets."""

from __future__ import annotations

EVERYWHERE = "*"
# The fields of which a record, part or item says that it knows them in part only.
PARTIAL = "known in part"
