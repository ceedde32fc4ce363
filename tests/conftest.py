"""A knowledge base from literal text: a tree is a mapping of paths, so no test needs a disk for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mineralkb.kb import KnowledgeBase, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.tree import Refusal

TODAY = date(2026, 11, 23)

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden output; review the difference before you commit")


class Texts:
    """A tree of literal texts."""

    shown = "data"

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        return {path: str(hash(text)) for path, text in self.texts.items()}, []

    def read(self, path: str) -> str:
        return self.texts[path]


@pytest.fixture
def base() -> Callable[[dict[str, str]], KnowledgeBase]:
    """A knowledge base of the given files (paths below data/) and the common ones."""

    def make(texts: dict[str, str]) -> KnowledgeBase:
        return load(Texts(COMMON | texts))

    return make
