"""What SQLite says of a statement, in words that help: where, and what was meant."""

from __future__ import annotations

import re

from mineralkb.errors import MkbError
from mineralkb.sql.fence import LIMITS
from mineralkb.sql.tables import TABLES
from mineralkb.values.text import brief, nearest

# The first word behind blanks and comments.
_FIRST = re.compile(r"(?:[\s;]+|--[^\n]*(?:\n|$)|/\*.*?(?:\*/|$))*(\w*)", re.DOTALL)
_WRITING = {
    *("insert", "update", "delete", "replace", "create", "drop", "alter", "attach", "detach", "pragma", "vacuum"),
    *("reindex", "analyze", "begin", "commit", "end", "rollback", "savepoint", "release"),
}
_TABLES = "the tables: mkb query --tables"
_EXPORT = "ask for less, or take the tables away with: mkb export"


def refused(sql: str) -> MkbError | None:
    """Why a text is no statement that reads; SQLite's own guard stands behind this."""
    word = _FIRST.match(sql)
    if not word or (word.end() == len(sql) and not word[1]):
        return MkbError("there is no statement", "give SQL that begins with SELECT, or the name of a saved query")
    if "\0" in sql:
        return MkbError("a statement holds no NUL")
    if word[1].lower() in _WRITING:
        return MkbError(f"{word[1].upper()}: a statement can only read", "it begins with SELECT, WITH or VALUES")
    return None


def explained(error: str, at: int | None, sql: str) -> MkbError:
    """An error of SQLite as ours: with line and column, and a hint."""
    message, hint = _said(error, sql)
    return MkbError(f"{_place(sql, at)}{message}", hint)


def _place(sql: str, at: int | None) -> str:
    if at is None:
        return ""
    before = sql[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}: "


def _said(error: str, sql: str) -> tuple[str, str]:
    for pattern, tell in _KNOWN:
        if found := re.search(pattern, error, re.DOTALL | re.IGNORECASE):
            return tell(found, sql)
    return brief(error), _TABLES


def _no_table(found: re.Match[str], _sql: str) -> tuple[str, str]:
    name = found[1].rpartition(".")[2]
    meant = nearest(name, TABLES)
    return f"there is no table '{brief(name)}'", f"did you mean '{meant}'?" if meant else _TABLES


def _no_column(found: re.Match[str], sql: str) -> tuple[str, str]:
    name = found[1].rpartition(".")[2].strip("\"'`[]")
    asked = [table for table in TABLES.values() if re.search(rf"\b{table.name}\b", sql, re.IGNORECASE)]
    columns = list(dict.fromkeys(column for table in asked for column in table.names))
    if meant := nearest(name, columns):
        return f"there is no column '{brief(name)}'", f"did you mean '{meant}'?"
    hints = [f"columns of {table.name}: {', '.join(table.names)}" for table in asked[:1]]
    return f"there is no column '{brief(name)}'", hints[0] if hints else _TABLES


def _no_function(found: re.Match[str], _sql: str) -> tuple[str, str]:
    return f"there is no function '{brief(found[1])}' here", "the functions are named in docs/sql.md"


def _unbound(found: re.Match[str], _sql: str) -> tuple[str, str]:
    name = found[1].lstrip(":@$")
    return f"the query asks for :{name}", f"give it with: --param {name}=VALUE"


def _syntax(found: re.Match[str], _sql: str) -> tuple[str, str]:
    return f"SQL does not go on with '{brief(found[1])}' here", "see https://sqlite.org/lang_select.html"


_TOO_MUCH = "the statement took more {0} than it may have ({1})"
_KNOWN = (
    (r"(?:no such table|vtable constructor failed): (.+)", _no_table),
    (r"no such column: (.+)", _no_column),
    (r"(?:no such function|not authorized to use function): (.+)", _no_function),
    (r"you did not supply a value for binding (?:parameter )?([:@$]?\w+)", _unbound),
    (r'near "(.+)": syntax error', _syntax),
    (r"incomplete input", lambda _f, _s: ("the statement is not complete", "")),
    (r"one statement at a time", lambda _f, _s: ("there is more than one statement", "ask them one by one")),
    (r"interrupted", lambda _f, _s: (_TOO_MUCH.format("time or memory", f"{LIMITS['seconds']} seconds"), _EXPORT)),
    (
        r"out of memory|string or blob too big|too large",
        lambda _f, _s: (
            _TOO_MUCH.format(
                "memory", f"{LIMITS['memory'] >> 20} MiB, {LIMITS['sqlite']['LENGTH'] >> 20} for one value"
            ),
            _EXPORT,
        ),
    ),
    (
        r"not authorized|prohibited|authorization denied",
        lambda _f, _s: ("a statement can only read the documented tables", _TABLES),
    ),
)
