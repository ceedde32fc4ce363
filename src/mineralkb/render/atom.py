"""News as an Atom feed (RFC 4287); all text is text."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mineralkb.changes.names import stable_id
from mineralkb.render.links import page_of
from mineralkb.render.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mineralkb.changes.answer import Changes
    from mineralkb.changes.feed import Entry

_SPACE = "http://www.w3.org/2005/Atom"
_MOST = 300


def atom(found: Changes, entries: Sequence[Entry], link: str) -> str:
    """The feed; its id depends on the base and the filters, not on the window."""
    feed = Element("feed", {"xmlns": _SPACE})
    asked = [f"{name}={value}" for name, values in found.filters._asdict().items() for value in sorted(values)]
    _text(feed, "id", stable_id("feed", found.title, *asked))
    _text(feed, "title", ": ".join([found.title, ", ".join(["changes", *asked])]))
    midnight = datetime.combine(found.clocks.now, time(), UTC)
    _text(feed, "updated", _moment(max((entry.when for entry in entries), default=midnight)))
    _text(SubElement(feed, "author"), "name", found.title)
    _text(feed, "generator", "mineralkb")
    if link:
        SubElement(feed, "link", {"rel": "self", "href": link, "type": "application/atom+xml"})
    for entry in entries:
        _entry(SubElement(feed, "entry"), entry, link)
    indent(feed)
    # What a job's log would take for a command; the character is the same.
    written = tostring(feed, encoding="unicode").replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}'


def _entry(parent: Element, entry: Entry, link: str) -> None:
    _text(parent, "id", entry.id)
    _text(parent, "title", f"{entry.title}: {', '.join(entry.classes)}")
    _text(parent, "updated", _moment(entry.when))
    if entry.author:
        _text(SubElement(parent, "author"), "name", entry.author)
    if link:
        SubElement(parent, "link", {"rel": "alternate", "href": page_of(link, entry.record)})
    for word in entry.classes:
        SubElement(parent, "category", {"term": word})
    told = [entry.record, *(one_line(sentence) for sentence in entry.sentences[:_MOST])]
    rest = len(entry.sentences) - _MOST
    content = SubElement(parent, "content", {"type": "text"})
    content.text = "\n".join([*told, f"and {rest} more"] if rest > 0 else told)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
