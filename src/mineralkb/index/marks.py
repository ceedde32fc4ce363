"""Values of facets that stand for no record and no word: reading commands need them without what makes the facets."""

from __future__ import annotations

EVERYWHERE = "*"
# The fields of which a record, part or item says that it knows them in part only.
PARTIAL = "known in part"
# Fields of which a record may say that it knows them in part only; then a miss against them is no "no".
KNOWN_IN_PART = {
    "party": ("parties",),
    "issuer": ("issuers",),
    "authority": ("issuers", "authorities"),
    "destination": ("targets", "destinations", "provisions"),
    "mineral": ("minerals", "items", "entries", "provisions", "pledges"),
    "form": ("forms", "items", "entries", "provisions", "pledges"),
    "hs": ("hs", "items", "entries", "provisions"),
    "code": ("codes", "items", "entries", "provisions"),
    "measure": ("provisions",),
    "topic": ("topics", "pledges"),
    "stage": ("stages", "pledges"),
    "sector": ("sectors", "pledges"),
    "strength": ("pledges",),
    "project": ("projects",),
    "by": ("by",),
    "to": ("to",),
}
