"""A knowledge base from literal text: a tree is a mapping of paths, so no test needs a disk for it."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
import time
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main

from mineralkb.index import Base, looking, open_base, store
from mineralkb.index.looking import look
from mineralkb.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mineralkb.kb import KnowledgeBase
    from mineralkb.reading import Memory
    from mineralkb.tree import Refusal

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent.parent / "data"
# Longer than one worker takes to read the shipped data; another that waits so long reads it itself.
_PATIENCE_SECONDS = 60

# What every example may refer to without writing it.
COMMON = {
    "kb.yaml": "format: 1\ntitle: Test\nlicence: CC-BY-4.0\n",
    "countries/US.yaml": "title: United States\ncite: [text, news]\n",
    "countries/JP.yaml": "title: Japan\n",
    "countries/CN.yaml": "title: China\n",
    "organizations/press.yaml": "title: The Press\ntype: news publisher\n",
    "organizations/ministry.yaml": "title: A Ministry\ntype: ministry\ncountry: CN\n",
    "minerals/rare-earths.yaml": "title: Rare earths\ntype: group\n",
    "minerals/dysprosium.yaml": "title: Dysprosium\ntype: element\nsymbol: Dy\nbroader: [rare-earths]\n",
    "sources/text.yaml": (
        "title: The text\npublisher: ministry\ndate: 2025-10-28\nseen: 2026-01-02\n"
        "url: https://ministry.example.org/text\nlanguage: en\nkind: primary\nextent: whole\n"
    ),
    "sources/news.yaml": (
        "title: The news\npublisher: press\ndate: 2025-10-29\nseen: 2026-01-02\n"
        "url: https://press.example.org/news\nlanguage: en\nkind: news\nextent: whole\n"
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    """The same examples in every run, so that a change is to blame for a failure; `explore` looks for new ones."""
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return  # this process only hands tests out to its workers, who wait for it to start them
    gc.disable()  # what is imported and collected stays
    from hypothesis import settings

    settings.register_profile("repeatable", derandomize=True)
    settings.register_profile("explore", max_examples=2_000)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end: the collector need not walk over them, nor so often over what tests leave."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 50)
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite golden output; review the difference before you commit"
    )


class Texts:
    """A tree of literal texts."""

    shown = "data"

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """Every text, known by what it holds."""
        return {path: str(hash(text)) for path, text in self.texts.items()}, []

    def read(self, path: str) -> str:
        """One text."""
        return self.texts[path]


@cache
def common() -> Memory:
    """The common files, read once."""
    from mineralkb.kb import load

    memory: Memory = {}
    load(Texts(COMMON), memory)
    return memory


@pytest.fixture
def base() -> Callable[[dict[str, str]], KnowledgeBase]:
    """A knowledge base of the given files (paths below data/) and the common ones."""
    from mineralkb.kb import load

    def make(texts: dict[str, str]) -> KnowledgeBase:
        return load(Texts(COMMON | texts), dict(common()))

    return make


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for derived databases, for all tests of this run and the commands that they start."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "cache"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", os.fspath(folder))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # or each command would compile the program anew
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))  # most of a short answer
        yield folder


@pytest.fixture(scope="session")
def real(cache_folder: Path) -> Iterator[Base]:
    """The shipped data, read once in a run: by the first worker that asks for it. From then on it is taken as it was."""
    true = store._true  # noqa: SLF001 - to look at thousands of files is most of a small answer
    with alone(cache_folder / "reading"), pytest.MonkeyPatch.context() as patch:
        patch.setattr("mineralkb.workers._MANY", sys.maxsize)  # the other core has work of its own
        base = open_base(Place(DATA, "the checkout"))
    seen = look(DATA)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking, "look", lambda folder: seen if folder == DATA else look(folder))
        patch.setattr(store, "_true", lambda kept, place, now: now is seen or true(kept, place, now))
        yield base


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The records of the shipped data with their documents, which the database does not hold."""
    from mineralkb.kb import load
    from mineralkb.tree import Folder

    base = load(Folder(DATA, "data"))
    gc.freeze()  # it stays too
    return base


@contextmanager
def alone(mark: Path) -> Iterator[None]:
    """One worker at a time; what a worker that died left behind stops nobody for ever."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        with suppress(FileExistsError):
            mark.mkdir()
            break
        time.sleep(0.02)
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            mark.rmdir()


def write_base(folder: Path, texts: dict[str, str]) -> Place:
    """The given files (paths below data/) and the common ones on disk."""
    for path, text in (COMMON | texts).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return Place(folder, "made by a test")


def indexed(texts: dict[str, str]) -> Base:
    """The database of the given files and the common ones, in memory; they must have no findings."""
    from mineralkb.index.fill import fill
    from mineralkb.kb import load

    loaded = load(Texts(COMMON | texts), dict(common()))
    assert loaded.findings == []
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    fill(connection, loaded, {}, {})
    return Base(connection, Place(Path("nowhere"), "made by a test"))
