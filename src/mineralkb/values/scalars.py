"""What other readers of YAML take a plain scalar for."""

from __future__ import annotations

import re

# What a reader of the YAML 1.2 core schema (10.3.2), or of 1.1 for the words, takes for something else than text.
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_OTHER = re.compile(
    r"[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN|~|null|Null|NULL|true|True|TRUE|false|False|FALSE"
    r"|[yY]|yes|Yes|YES|[nN]|no|No|NO|on|On|ON|off|Off|OFF"
    r"|[-+]?0b[01_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?[0-9][0-9]*_[0-9_]*"
)

# How all of these begin; most texts do not, and need no closer look.
BEGINS = frozenset("-+.~0123456789nNtTfFyYoO")


def resolves_elsewhere(text: str) -> str:
    """What a YAML 1.2 reader (or a 1.1 reader, for words such as `no`) takes a plain scalar for; '' for text."""
    if text[:1] not in BEGINS:
        return ""
    if _WHOLE.fullmatch(text):
        return "whole number"
    if _NUMBER.fullmatch(text):
        return "number"
    return "word with another meaning" if _OTHER.fullmatch(text) else ""
