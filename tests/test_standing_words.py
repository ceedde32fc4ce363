"""The engine says no word that the vocabulary does not define, and every word is said somewhere."""

from __future__ import annotations

import ast
from pathlib import Path

import mineralkb.status
from mineralkb.vocabulary.standing import (
    AGREEMENT_STANDINGS,
    CONTROL_STANDINGS,
    ENTRY_STANDINGS,
    PLEDGE_STANDINGS,
    STANDINGS,
)


def texts_of(module: str) -> set[str]:
    """Every text that a module of the engine holds."""
    path = Path(mineralkb.status.__file__).with_name(f"{module}.py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_word_is_said() -> None:
    rules = texts_of("sorting") | texts_of("tracks")
    assert set(CONTROL_STANDINGS) | set(AGREEMENT_STANDINGS) <= rules
    assert set(ENTRY_STANDINGS) <= texts_of("entries") | rules
    assert set(PLEDGE_STANDINGS) <= texts_of("pledges")
    assert len(STANDINGS) == len({*CONTROL_STANDINGS, *AGREEMENT_STANDINGS, *ENTRY_STANDINGS, *PLEDGE_STANDINGS}) + 1
