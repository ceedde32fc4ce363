"""Files and functions stay small, and every module says what it is."""

from __future__ import annotations

import ast
from statistics import median

from program import ROOM, parsed, statements, texts

TEXTS = {path.relative_to(ROOM).as_posix(): text for path, text in texts().items()}


def trees() -> dict[str, ast.Module]:
    """Every module, parsed."""
    return {path.relative_to(ROOM).as_posix(): tree for path, tree in parsed().items()}


def lengths_of_functions() -> dict[str, int]:
    """Lines of every function, by file and name, its head and docstring counted."""
    return {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in trees().items()
        for node in statements(tree)
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
