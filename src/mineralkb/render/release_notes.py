"""News as release notes in Markdown: strangers' text is shown, never obeyed, and leads nowhere it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.questions.asked import NOTICE
from mineralkb.render.blocks import Cell, address
from mineralkb.render.changes import Section, heading, sections, windows
from mineralkb.render.links import page_of
from mineralkb.render.markdown import escaped

if TYPE_CHECKING:
    from mineralkb.changes.answer import Changes, Source
    from mineralkb.render.news import Line


def release_notes(found: Changes, link: str) -> str:
    """All sections as headings and lists, with links to the sources."""
    parts = [f"# {escaped(heading(found))}", escaped(windows(found))]
    for section in sections(found):
        parts.append(f"## {escaped(section.heading)}")
        parts += _section(section, found.sources, link)
    return "\n\n".join([*parts, f"_{escaped(NOTICE)}_"])


def _section(section: Section, sources: dict[str, Source], link: str) -> list[str]:
    lines = "\n".join(_line(line, sources, link) for line in section.lines)
    return [text for text in (lines, escaped(section.more)) if text]


def _line(line: Line, sources: dict[str, Source], link: str) -> str:
    day = f"**{escaped(line.day)}** " if line.day else ""
    page = page_of(link, line.record)
    name = f"`{line.subject}`"
    where = f"[{name}](<{page}>)" if page else name
    title = f"{escaped(line.whose)} ({where})" if line.whose else where
    summary = f" {escaped(line.summary)}" if line.summary else ""
    notes = f" _{escaped('; '.join(line.notes))}_" if line.notes else ""
    cited = "; ".join(_source(sources[source]) for source in line.sources if source in sources)
    return f"- {day}{escaped(line.what)}: {title}.{summary}{notes}{f' Sources: {cited}.' if cited else ''}"


def _source(source: Source) -> str:
    url = address(Cell(source.title, link=source.url))
    return f"[{escaped(source.title)}](<{url}>)" if url else escaped(source.title)
