"""The command line: reads arguments, asks one question, prints one answer. Typer's only room."""

from __future__ import annotations

from mineralkb.cli.main import main

__all__ = ["main"]
