"""The text of the program: every module, parsed once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mineralkb import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = Path(errors.__file__).parent


@cache
def texts() -> dict[Path, str]:
    """Every module by its path."""
    paths = sorted(path for path in ROOM.rglob("*.py") if "_data" not in path.parts)
    return {path: path.read_text(encoding="utf-8") for path in paths}


@cache
def parsed() -> dict[Path, ast.Module]:
    """Every module by its path, parsed."""
    return {path: ast.parse(text) for path, text in texts().items()}


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All that stands below, in the order of the text, but for the insides of expressions."""
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.expr):
            yield inner
            yield from statements(inner)
