"""Why an answer is so, down to the lines of the files and their sources."""

from __future__ import annotations

from mineralkb.questions.why.answer import Why, why

__all__ = ["Why", "why"]
