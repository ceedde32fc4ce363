"""`mkb cite ID`: a citation of a record, pinned to the commit of the data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.options import Data, Id, Known, On, Verbose
from mineralkb.cli.remarks import remark
from mineralkb.questions.citation import citation
from mineralkb.questions.find import find

app = typer.Typer()


class CitationFormat(StrEnum):
    """How a citation is written."""

    text = "text"
    bibtex = "bibtex"
    csl = "csl"


@app.command("cite")
def cite_command(
    identity: Id,
    *,
    format_: Annotated[
        CitationFormat, typer.Option("--format", help="Text, BibTeX or CSL-JSON.")
    ] = CitationFormat.text,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Cite a record or part as this base has it, pinned to the commit of the data."""
    from mineralkb.render import citations

    base = session.opened(data, known, verbose=verbose)
    asked = session.asked(base, on, known, {"id": identity})
    cited = citation(base, find(base, identity), asked)
    if cited.changed:
        remark("the data differs from the commit; commit it before you cite it")
    match format_:
        case CitationFormat.text:
            typer.echo(citations.text(cited))
        case CitationFormat.bibtex:
            typer.echo(citations.bibtex(cited))
        case CitationFormat.csl:
            typer.echo(citations.csl(cited))
