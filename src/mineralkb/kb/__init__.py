"""A knowledge base: all records of a tree, and everything that would not read."""

from __future__ import annotations

from mineralkb.kb.base import KnowledgeBase
from mineralkb.kb.loading import load, load_both
from mineralkb.kb.names import FREE, identity_of
from mineralkb.kb.placing import MOST_MESSAGE

__all__ = ["FREE", "MOST_MESSAGE", "KnowledgeBase", "identity_of", "load", "load_both"]
