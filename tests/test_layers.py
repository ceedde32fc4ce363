"""Imports go downwards only, each outside library has one room, and reading stays light."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from program import ROOM, parsed, statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A room may import rooms of smaller numbers only, for typing too; rooms of one number do not know each other.
LAYERS = {
    "errors": 0,
    "values": 0,
    "vocabulary": 0,
    "finding": 1,
    "codes": 1,
    "workers": 1,
    "writing": 1,
    "document": 2,
    "tree": 2,
    "record": 2,
    "schema": 2,
    "reading": 3,
    "kb": 4,
    "status": 4,
    "place": 4,
    "rules": 5,
    "diff": 5,
    "index": 5,
    "parties": 6,
    "questions": 6,
    "validation": 6,
    "merging": 6,
    "log": 6,
    "impact": 6,
    "api": 7,
    "applying": 7,
    "changes": 7,
    "ledger": 7,
    "review": 7,
    "screening": 7,
    "sql": 7,
    "wording": 7,
    "render": 8,
    "cli": 9,
    "": 10,  # the package itself: its public names
    "__main__": 11,
}

# Where a library is used. Naming one of its types is no use of it. Statements of users and exports are asked through
# connections of their own, which show other tables than the index does, and in a process of their own.
LIBRARIES: dict[str, str | tuple[str, ...]] = {
    "pydantic": "schema",
    "pydantic_core": "schema",
    "yaml": "document",
    "pycountry": "codes",
    "subprocess": ("tree.git", "sql.run", "workers"),
    "sqlite3": ("index", "sql"),
    "duckdb": "sql.to_duckdb",
    "xlsxwriter": "sql.to_xlsx",
    "prompt_toolkit": "cli.shell_reader",
    "rich": "render",
    "typer": "cli",
}

# Where files are written.
WRITERS = ("index", "writing")
_WRITES = {
    *("write_text", "write_bytes", "mkdir", "rmdir", "unlink", "rename", "touch", "symlink_to", "hardlink_to"),
    *("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"),
    *("rmtree", "copyfile", "copytree", "copy2", "makedirs", "renames"),
}


class Import(NamedTuple):
    """One imported module: where it stands, and whether only for typing."""

    importer: str
    line: int
    imported: str
    typing: bool


def module_name(path: Path) -> str:
    """The name below the package, as `tree.git`; '' is the package itself."""
    return ".".join(path.relative_to(ROOM).with_suffix("").parts).removesuffix("__init__").rstrip(".")


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the package, parsed."""
    return {module_name(path): tree for path, tree in parsed().items()}


def imported_names(node: ast.AST) -> Iterator[str]:
    """The modules an import statement may bring in; `from x import y` may mean the module x.y."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def for_typing(tree: ast.Module) -> set[ast.AST]:
    """Every node below `if TYPE_CHECKING`, which stands at the top of a module."""
    blocks = (node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    return {inner for block in blocks for statement in block.body for inner in (statement, *statements(statement))}


@cache
def imports() -> tuple[Import, ...]:
    """All imports of the package, inside functions too."""
    return tuple(one for importer, tree in trees().items() for one in imports_of(importer, tree))


def imports_of(importer: str, tree: ast.Module) -> Iterator[Import]:
    """All imports of a module."""
    typing = for_typing(tree)
    for node in statements(tree):
        for name in imported_names(node):
            yield Import(importer, getattr(node, "lineno", 0), name, node in typing)


def room_of(module: str) -> str:
    """The room of a module named below the package."""
    first = module.partition(".")[0]
    return first if first in LAYERS else ""


def inside(module: str, room: str | tuple[str, ...]) -> bool:
    """Whether the module is the room or stands in it, or in one of several."""
    rooms = (room,) if isinstance(room, str) else room
    return f"{module}.".startswith(tuple(f"{one}." for one in rooms))


def test_every_room_has_its_number() -> None:
    assert {name.partition(".")[0] for name in trees()} <= set(LAYERS)


def test_imports_go_downwards_only() -> None:
    upwards = []
    for one in imports():
        package, _, below = one.imported.partition(".")
        here, there = room_of(one.importer), room_of(below)
        if package == "mineralkb" and here != there and LAYERS[here] <= LAYERS[there]:
            upwards.append(f"{one.importer}:{one.line} imports {one.imported}")
    assert upwards == []


def test_each_library_has_one_room() -> None:
    astray = [
        f"{one.importer}:{one.line} imports {one.imported}"
        for one in imports()
        if (room := LIBRARIES.get(one.imported.partition(".")[0])) and not one.typing and not inside(one.importer, room)
    ]
    assert astray == []


def test_every_outside_library_is_known() -> None:
    outside = {one.imported.partition(".")[0] for one in imports()} - set(sys.stdlib_module_names)
    assert outside <= {"mineralkb", *LIBRARIES}


def writes(tree: ast.Module) -> Iterator[int]:
    """The lines that write to the disk, or open a file to write."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        modes = [
            word.value for word in (*node.args, *(k.value for k in node.keywords)) if isinstance(word, ast.Constant)
        ]
        opens = called.rpartition(".")[2] in ("open", "fdopen") and any(
            isinstance(mode, str) and len(mode) <= 3 and set(mode) & set("wax+") for mode in modes
        )
        if opens or called == "os.replace" or called.rpartition(".")[2] in _WRITES:
            yield node.lineno


def test_files_are_written_in_one_room() -> None:
    astray = [
        f"{module}:{line}"
        for module, tree in trees().items()
        if not any(inside(module, room) for room in WRITERS)
        for line in writes(tree)
    ]
    assert astray == []


def light_modules() -> list[str]:
    """What a reading command imports: the warm index, every question, and the renderers without colour."""
    questions = [name for name in trees() if inside(name, "questions") or inside(name, "ledger")]
    renderers = [name for name in trees() if inside(name, "render") and name != "render.terminal"]
    return [
        "index.store",
        "index.identity",
        "index.looking",
        "index.seen",
        "place",
        "wording",
        "sql.run",
        "sql.saved",
        "sql.export",
        *questions,
        *renderers,
    ]


@pytest.mark.parametrize("library", ["pydantic", "yaml", "rich", "pycountry", "typer"])
def test_reading_imports_no_heavy_library(library: str, light: set[str]) -> None:
    assert library not in light


@pytest.fixture(scope="module")
def light() -> set[str]:
    """The modules that are loaded once all the light ones are."""
    wanted = ", ".join(f"mineralkb.{name}" for name in light_modules())
    program = f"import sys, {wanted}; print(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(ROOM.parent)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.usefixtures("real")
def test_a_list_is_answered_without_what_makes_the_index() -> None:
    program = (
        "import sys\nfrom mineralkb.cli import main\nsys.argv = ['mkb', 'list', 'groups', '--format', 'json']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    )
    answer = [sys.executable, "-c", program]
    done = subprocess.run(answer, cwd=ROOM.parents[1], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not {f"mineralkb.{room}" for room in ("status", "schema", "document", "kb", "rules", "record")} & loaded
