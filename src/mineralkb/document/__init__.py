"""YAML text to plain data, every scalar as text, every node with its place. The only room of PyYAML."""

from __future__ import annotations

from mineralkb.document.model import MOST_DEPTH, MOST_FAULTS, MOST_KEY, MOST_NODES, MOST_SCALAR, Document, Fault
from mineralkb.document.quick import Quick, read_quickly
from mineralkb.document.whole import lines_of, place_in, read_document

__all__ = [
    "MOST_DEPTH",
    "MOST_FAULTS",
    "MOST_KEY",
    "MOST_NODES",
    "MOST_SCALAR",
    "Document",
    "Fault",
    "Quick",
    "lines_of",
    "place_in",
    "read_document",
    "read_quickly",
]
