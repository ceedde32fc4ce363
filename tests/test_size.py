"""Files and functions stay small, and every module says what it is."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from statistics import median

from mineralkb import errors

ROOM = Path(errors.__file__).parent
TEXTS = {
    path.relative_to(ROOM).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(ROOM.rglob("*.py"))
    if "_data" not in path.parts
}


@cache
def trees() -> dict[str, ast.Module]:
    """Every module, parsed once."""
    return {path: ast.parse(text) for path, text in TEXTS.items()}


def lengths_of_functions() -> dict[str, int]:
    """Lines of every function, by file and name, its head and docstring counted."""
    return {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_files_are_short() -> None:
    lengths = {path: len(text.splitlines()) for path, text in TEXTS.items()}
    assert {path: length for path, length in lengths.items() if length > 300} == {}
    assert median(lengths.values()) < 80


def test_functions_are_short() -> None:
    lengths = lengths_of_functions()
    assert {name: length for name, length in lengths.items() if length > 60} == {}
    short = sum(length < 25 for length in lengths.values())
    assert short >= 0.9 * len(lengths)


def test_every_module_says_in_one_line_what_it_is() -> None:
    told = {path: (ast.get_docstring(tree) or "").splitlines() for path, tree in trees().items()}
    assert {path: lines for path, lines in told.items() if len(lines) != 1 or not lines[0].endswith(".")} == {}
