"""The files of a knowledge base, from a folder or from a git revision."""

from __future__ import annotations

from mineralkb.tree.files import MOST_BYTES, Refusal, Tree, UnreadableError
from mineralkb.tree.folder import Folder
from mineralkb.tree.history import known_commit
from mineralkb.tree.revision import Revision

__all__ = ["MOST_BYTES", "Folder", "Refusal", "Revision", "Tree", "UnreadableError", "known_commit"]
