"""`mkb search TEXT`: ranked full text over all records and their parts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mineralkb.cli import session
from mineralkb.cli.completion import search_words, searched_kinds
from mineralkb.cli.filters import with_these_filters
from mineralkb.cli.options import PANEL, AsRows, Data, Format, Known, On, SafeCsv, Verbose, Why
from mineralkb.cli.reasons import Reasons, reasons_for
from mineralkb.cli.remarks import remark
from mineralkb.cli.written import Forms, write
from mineralkb.questions.asked import given
from mineralkb.questions.search.answer import Searched, search
from mineralkb.questions.search.filters import FILTERS

if TYPE_CHECKING:
    from mineralkb.questions.search.answer import Answer

app = typer.Typer()


@app.command("search")
@with_these_filters(*FILTERS)
def search_command(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help="Words, names, symbols, native names; 'a phrase in quotes', -WORD to leave out, OR between alternatives.",
            autocompletion=search_words,
        ),
    ],
    *,
    filters: dict[str, tuple[str, ...]],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only this kind, as agreements, provisions or sources.",
            rich_help_panel=PANEL,
            autocompletion=searched_kinds,
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most so many hits; 0 is all.")] = 20,
    format_: AsRows = Format.table,
    safe_csv: SafeCsv = False,
    why: Why = False,
    on: On = None,
    known: Known = None,
    data: Data = None,
    verbose: Verbose = False,
) -> None:
    """Search all records, pledges, rules and entries, best hits first.

    All words must be found; a word that stands nowhere is read as the nearest one, which is said.

    A material, country or body that is named also finds what bears on it, below what holds the words.
    """
    base = session.opened(data, known, verbose=verbose)
    wanted = Searched(" ".join(text), tuple(kind or ()), filters, limit)
    asked = session.asked(base, on, known, _parameters(wanted), sealed=why or format_ is Format.json)
    found = search(base, wanted, asked)
    _answer(found, format_, reasons_for(base, [row.id for row in found.rows], asked, wanted=why), safe=safe_csv)


def _parameters(wanted: Searched) -> dict[str, Any]:
    """What was asked for, without what was left as it is."""
    filters = {name: list(values) for name, values in wanted.filters.items()}
    return given({"text": wanted.text, "kinds": list(wanted.kinds), "filters": filters, "limit": wanted.most})


def _answer(found: Answer, format_: Format, reasons: Reasons, *, safe: bool) -> None:
    from mineralkb.render import search as drawn

    for text in drawn.remarks(found):
        remark(text)
    forms = Forms(
        partial(drawn.search_blocks, found),
        lambda: [drawn.row_values(row) for row in found.rows],
        drawn.COLUMNS,
        lambda: [drawn.row_data(row) for row in found.rows],
        partial(drawn.search_data, found),
        markdown=partial(drawn.search_markdown, found),
        reasons=reasons,
    )
    write(forms, format_, safe=safe)
