"""Where a fact comes from, how near to the origin, and how much of it was read."""

from __future__ import annotations

SOURCE_KINDS = {
    "primary": "the instrument itself, on its issuer's own pages",
    "official statement": "a party or authority about it, on its own pages",
    "mirror": "a copy of a primary text or official statement on another's pages",
    "news": "a report by a news organisation or trade press",
    "analysis": "a law firm, institute or scholar about it",
    "machine digest": "a summary made by a machine",
}

EXTENTS = {
    "whole": "all of it was read",
    "opening": "the beginning was read",
    "digest": "an excerpt or summary was read",
}

ORGANIZATION_TYPES = {
    "government": "a government as a whole",
    "ministry": "a ministry or department",
    "agency": "an authority, service or commission",
    "bank": "a bank or public lender",
    "company": "a firm",
    "court": "a court or tribunal",
    "international body": "set up by states",
    "non-state body": "acts like an authority without being one",
    "news publisher": "publishes news",
    "research publisher": "publishes research or analysis",
    "publisher": "publishes other things",
}
