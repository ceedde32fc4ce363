"""What a file's path says: which record it holds, or why it can hold none."""

from __future__ import annotations

import re

from mineralkb import schema
from mineralkb.schema.types import ID_PATTERN

# Texts at the top, in which no record stands.
FREE = {"LICENSE", "README.md"}
_ID = re.compile(ID_PATTERN, re.ASCII)


def identity_of(path: str) -> str:
    """The id that the file claims."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def stray(path: str) -> tuple[str, str] | None:
    """Why no record can stand at the path, and what to do; None where one can."""
    folder, _, name = path.rpartition("/")
    identity = identity_of(path)
    hint = f"records stand in the folders {', '.join(schema.KINDS)}, one .yaml file each"
    if not name.endswith(".yaml"):
        return "this is not a .yaml file", hint
    if (folder or identity) not in (schema.KINDS if folder else schema.SINGLE):
        return "no record can stand here", hint
    if not _ID.fullmatch(identity):
        return "the file's name is not an id", "an id is letters, digits and single hyphens; rename the file"
    if folder and identity in schema.SINGLE:
        return f"'{identity}' is the name of a file at the top, not an id", "rename the file"
    return None
