"""A text read whole: data, the place of every node, and every fault."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import yaml

from mineralkb.document.builder import Builder, FoundError, TooMuchError
from mineralkb.document.model import MOST_FAULTS, Document, Fault
from mineralkb.finding import Place
from mineralkb.values.text import unsafe_character

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route


def read_document(text: str) -> Document:
    """The document, read as far as it can be; never raises for what the text holds."""
    document = Document()
    document.faults.extend(islice(_unsafe_lines(text), MOST_FAULTS))
    if document.faults:
        return document
    try:
        Builder(document).build(text)
    except yaml.YAMLError as error:
        document.faults.append(_syntax_fault(error))
    except TooMuchError as error:
        document.faults.append(Fault(error.place, str(error), "mend the file, or split the record"))
    if document.data is None and not document.faults:
        document.faults.append(
            Fault(Place(1, 1, 2), "the file holds no record", "write the record, or delete the file")
        )
    return document


def place_in(text: str, route: Route) -> Place:
    """The place of a route in a text in which nothing is wrong, and which is read no further."""
    document = Document()
    if not any(_unsafe_lines(text)):
        with suppress(yaml.YAMLError, TooMuchError, FoundError):
            Builder(document, route).build(text)
    return document.locate(route)


def lines_of(text: str, route: Route) -> str:
    """The lines of one entry as they are written: its key and all that is indented below it, moved to the margin."""
    place = place_in(text, route)
    lines = text.splitlines(keepends=True)[place.line - 1 :]
    margin = place.column - 1
    rest = [len(line) - len(line.lstrip(" ")) > margin or not line.strip() for line in lines[1:]]
    length = 1 + (rest.index(False) if False in rest else len(rest))
    return "".join(line[margin:] if line.strip() else line for line in lines[:length])


def _unsafe_lines(text: str) -> Iterator[Fault]:
    """Characters that cannot be seen or that act, and line ends that readers count differently."""
    if not unsafe_character(text) and "\r" not in text:
        return
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        body = line.removesuffix("\r") if number < len(lines) else line
        found = unsafe_character(body)
        lone = body.find("\r")
        if found:
            at, name = found
            yield Fault(
                Place(number, at + 1, at + 2),
                f"the character {name} cannot be seen or changes how text is shown",
                "delete it; where it is meant, describe it in words",
                "unsafe-text",
            )
        elif lone >= 0:
            place = Place(number, lone + 1, lone + 2)
            yield Fault(place, "a carriage return stands alone", "end lines with LF or CRLF", "unsafe-text")


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(mark.line + 1, mark.column + 1, mark.column + 2) if mark else Place(1, 1, 2)
    problem = getattr(error, "problem", None) or "the text cannot be read"
    return Fault(place, f"not YAML: {problem}", "a quote, a colon or the indentation is often the cause")
