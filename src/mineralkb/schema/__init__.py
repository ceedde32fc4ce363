"""What a record is. The only room of pydantic."""

from __future__ import annotations

from mineralkb.schema.kinds import KINDS, SINGLE
from mineralkb.schema.parse import Misfit, Parsed, parse
from mineralkb.schema.published import json_schema

__all__ = ["KINDS", "SINGLE", "Misfit", "Parsed", "json_schema", "parse"]
