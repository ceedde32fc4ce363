"""The derived database that every question is asked of. The only room of SQLite."""

from __future__ import annotations

from mineralkb.index.base import Base, decoded
from mineralkb.index.store import open_base

__all__ = ["Base", "decoded", "open_base"]
