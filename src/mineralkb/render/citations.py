"""Citations as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mineralkb.render.json import to_json
from mineralkb.render.plain import inert
from mineralkb.values.text import visible

if TYPE_CHECKING:
    from mineralkb.questions.citation import Cited

_TEX = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def text(cited: Cited) -> str:
    """One line for a footnote."""
    version = f"commit {cited.commit[:12]} of {cited.commit_day}" if cited.commit else "no commit"
    return inert(
        f"{visible(cited.title)}. In: {cited.base}, record {cited.id} (data/{cited.path}), {version}, "
        f"asked for {cited.asked.on}. {cited.licence}."
    )


def bibtex(cited: Cited) -> str:
    """A @misc entry, keyed by id and commit."""
    key = re.sub(r"[^A-Za-z0-9-]+", "-", f"{cited.id}-{cited.commit[:7]}").strip("-")
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "howpublished": f"{_tex(cited.base)}, record {_tex(cited.id)}",
        "year": cited.commit_day[:4] or str(cited.asked.on.year),
        "version": cited.commit,
        "note": _tex(f"data/{cited.path}; asked for {cited.asked.on}; {cited.licence}"),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{lines}\n}}"


def csl(cited: Cited) -> str:
    """CSL-JSON, one item in a list."""
    issued = cited.commit_day or str(cited.asked.on)
    item: dict[str, Any] = {
        "id": f"{cited.id}@{cited.commit[:12]}" if cited.commit else cited.id,
        "type": "dataset",
        "title": visible(cited.title),
        "container-title": cited.base,
        "publisher": cited.base,
        "version": cited.commit or None,
        "number": cited.id,
        "issued": {"date-parts": [[int(part) for part in issued.split("-")]]},
        "note": f"data/{cited.path}; asked for {cited.asked.on}; {cited.licence}",
    }
    return to_json([{name: value for name, value in item.items() if value}])


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in visible(words))
