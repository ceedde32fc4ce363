"""How an entry of a list stands: from its own days and events, whatever becomes of the list as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mineralkb.record import sources_of
from mineralkb.status.happenings import Bearing, Happening, bearing, window_of
from mineralkb.status.sorting import control_tracks
from mineralkb.values.dates import BEGINNING, Window, read_window

if TYPE_CHECKING:
    from datetime import date

    from mineralkb.finding import Route
    from mineralkb.record import Record
    from mineralkb.status.happenings import SourceFacts
    from mineralkb.status.tracks import Tracks


def entry_bearing(record: Record, part: Route, sources: SourceFacts) -> Bearing:
    """The entry's days as a beginning and an end, with its own events. A digest alone lists nobody."""
    entry = record.at(part)
    prefix = "/".join(part)
    cited = [sources[name] for name in sources_of(record.data, part) if name in sources]
    written = [read_window(source["date"]).first for source in cited if source["kind"] != "machine digest"]
    own = [h for h in bearing(record, part, sources).happenings if h.route.startswith(f"{prefix}/")]
    seen = [_seen(h, sources, record) for h in own]
    evidence = max((*written, *seen), default=BEGINNING)
    if "since" not in entry and any(h.kind == "effective" for h in own):
        return Bearing(tuple(own), evidence)
    since = window_of(entry["since"]) if "since" in entry else Window(BEGINNING, evidence)
    until = window_of(entry["until"]) if "until" in entry else None
    listed = Happening(prefix, "effective", since, until, "", reported=bool(written))
    return Bearing((listed, *own), evidence)


def entry_tracks(found: Bearing) -> Tracks:
    """Tracks of an entry, in the words for entries."""
    return replace(control_tracks(found), running_word="listed", nothing="not listed")


def _seen(happening: Happening, sources: SourceFacts, record: Record) -> date:
    route = tuple(happening.route.split("/"))
    days = [read_window(sources[name]["date"]).first for name in sources_of(record.data, route) if name in sources]
    return max((*days, happening.window.first if happening.kind == "confirmed" else BEGINNING), default=BEGINNING)
