"""What is wrong with a file itself, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.finding import ERROR, Finding, Place, Spot
from mineralkb.kb.names import identity_of
from mineralkb.kb.placing import MOST_MESSAGE
from mineralkb.reading import FORMAT
from mineralkb.values.text import brief

if TYPE_CHECKING:
    from mineralkb import schema
    from mineralkb.document import Fault
    from mineralkb.kb.base import KnowledgeBase
    from mineralkb.tree import UnreadableError


def unreadable(base: KnowledgeBase, path: str, error: UnreadableError) -> Finding:
    """It is no text."""
    spot = Spot(base.shown_path(path), Place(error.line, error.column, error.column + 1))
    return Finding("unsafe-file", ERROR, spot, str(error), "write plain UTF-8 text", record=identity_of(path))


def fault_in(base: KnowledgeBase, path: str, fault: Fault) -> Finding:
    """Its text holds what it may not."""
    spot = base.spot(path, fault.place)
    return Finding(fault.rule, ERROR, spot, fault.message, fault.hint, record=identity_of(path))


def newer(base: KnowledgeBase, path: str) -> list[Finding]:
    """It says that the base is of a format to come."""
    found = base.settings["format"]
    if found <= FORMAT:
        return []
    spot = base.spot(path, base.locate(path, ("format",)))
    message = f"format {found} is newer than this program reads ({FORMAT})"
    return [Finding("schema", ERROR, spot, message, "update mineralkb")]


def misfit_in(base: KnowledgeBase, path: str, misfit: schema.Misfit) -> Finding:
    """Its data is not as the schema has it."""
    spot = base.spot(path, base.locate(path, misfit.route))
    message = brief(misfit.message, MOST_MESSAGE)
    hint = brief(misfit.hint, MOST_MESSAGE) or f"see 'mkb schema {path.partition('/')[0].removesuffix('.yaml')}'"
    return Finding("schema", ERROR, spot, message, hint, record=identity_of(path), route=misfit.route)


def whole_file(base: KnowledgeBase, path: str, rule: str, message: str, hint: str) -> Finding:
    """It is refused, or stands where it cannot."""
    return Finding(rule, ERROR, Spot(base.shown_path(path), Place(1, 1, 2)), message, hint, record=identity_of(path))
