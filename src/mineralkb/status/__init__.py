"""What holds on a day: standing computed from events, in three answers. Pure functions on plain data."""

from __future__ import annotations

from mineralkb.status.standing import Segment, Standing, timeline_of

__all__ = ["Segment", "Standing", "timeline_of"]
