"""Draws docs/show.svg, the picture of the README: the first lines of `mkb show us-japan-2025` in a terminal.

Run it with MKB_TODAY=2026-11-23 when the card has changed; a test says so.
"""

from __future__ import annotations

import io
import re
import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from mineralkb.index import open_base
from mineralkb.place import find_place
from mineralkb.questions.asked import Asked
from mineralkb.questions.card import card
from mineralkb.questions.find import find
from mineralkb.render.cards import card_blocks
from mineralkb.render.plain import cells_wide
from mineralkb.render.terminal import terminal

WIDTH, LINES = 110, 46
DAY = date(2026, 11, 23)
ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "show.svg"


def picture() -> str:
    """The picture as SVG text."""
    base = open_base(find_place(str(ROOT / "data"), None, ROOT))
    drawn = terminal(card_blocks(card(base, find(base, "us-japan-2025"), Asked(DAY))), WIDTH)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text("$ mkb show us-japan-2025", style="bold"))
    for line in drawn.split("\n")[:LINES]:
        console.print(line, soft_wrap=True)
    console.print(Text("...", style="dim"))
    return _wide_signs(_without_fonts(console.export_svg(title="mineralkb", unique_id="mkb")))


def _without_fonts(svg: str) -> str:
    """The picture needs nothing from elsewhere: whatever fixed-width font is at hand will do."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def _wide_signs(svg: str) -> str:
    """Rich sets the length of a text by its signs; East Asian signs are two cells wide."""

    def stretched(found: re.Match[str]) -> str:
        text = found["text"]
        plain = re.sub(r"&#?\w+;", "x", text)
        length = float(found["length"]) * cells_wide(plain) / max(len(plain), 1)
        return f'textLength="{length:.1f}"{found["rest"]}>{text}<'

    return re.sub(r'textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]*)<', stretched, svg)


if __name__ == "__main__":
    TARGET.write_text(picture(), encoding="utf-8")
    sys.stdout.write(f"{TARGET} written\n")
