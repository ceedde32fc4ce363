"""`mkb matrix ROWS COLUMNS`: who holds which promise and how strong; what is under which measure by whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import dimensions
from mineralkb.cli.filters import with_filters
from mineralkb.cli.options import AsRows, Columns, Data, Format, Known, On, SafeCsv, Verbose, Why
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, column_names, write
from mineralkb.questions.asked import given

if TYPE_CHECKING:
    from mineralkb.index import Base
    from mineralkb.questions.matrix.answer import Matrix

app = typer.Typer()
_AXES = "parties, countries, groups, issuers, topics, minerals, measures, strengths, forms, agreements or controls."


@app.command("matrix")
@with_filters
def matrix_command(
    rows: Annotated[str, typer.Argument(metavar="ROWS", help=_AXES, autocompletion=dimensions)],
    columns: Annotated[str, typer.Argument(metavar="COLUMNS", help="The same words.", autocompletion=dimensions)],
    *,
    filters: dict[str, tuple[str, ...]],
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is over, proposed, of no state, or eases or administers.")
    ] = False,
    shown: Columns = "",
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Count what is recorded of each row and column on a day: how many, how strong, how they stand, what is covered.

    --kind says what is counted: pledges, provisions, agreements, controls or policies. Filters work as in lists;
    one that names values of the rows or columns chooses them.
    """
    from mineralkb.questions.matrix.answer import matrix
    from mineralkb.questions.wanted import Wanted
    from mineralkb.render import lists
    from mineralkb.render import matrix as drawn

    base = session.opened(data, known, verbose=verbose)
    kind = (filters.pop("kind", None) or ("",))[-1]
    status = filters.pop("status", ())
    chosen = column_names(shown)
    plain = {"kind": kind, "filters": {name: list(values) for name, values in filters.items()}, "status": list(status)}
    used = {"rows": rows, "columns": columns, **plain, "shown": list(chosen), "all": everything}
    asked = session.asked(base, on, known, given(used), sealed=why or format_ is Format.json)
    wanted = Wanted(kind, filters, status, columns=chosen, everything=everything)
    found = matrix(base, (rows, columns), wanted, asked)
    for text in lists.remarks(found.empty) if found.empty else ():
        remark(text)
    rows_of, blocks = partial(drawn.matrix_rows, found), partial(drawn.matrix_blocks, found)
    answer = partial(drawn.matrix_data, found)
    reasons = _reasons(base, found) if why else Reasons()
    write(Forms(blocks, rows_of, drawn.ROW, rows_of, answer, "Matrix", reasons=reasons), format_, safe=safe_csv)


def _reasons(base: Base, found: Matrix) -> Reasons:
    from mineralkb.questions.matrix.reasons import cells_with_units, why_cell

    claims = [partial(why_cell, found=found, cell=cell) for cell in cells_with_units(found)]
    return reasons_for(base, (), found.asked, wanted=True, claims=claims)
