"""The controlled words of the knowledge base, each with what it means. One word for one thing everywhere."""

from __future__ import annotations

Words = dict[str, str]
