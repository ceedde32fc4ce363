"""What a statement may do, and how much: an allow-list of functions, and limits on time, memory and size."""

from __future__ import annotations

from typing import Any

# The derived tables that the public ones are made of.
UNDERLYING = (
    *("record", "part", "standing", "event", "facet", "closure", "membership", "relation"),
    *("reference", "citation", "fact"),
)

FUNCTIONS = (
    *("abs", "ceil", "ceiling", "char", "coalesce", "exp", "floor", "format", "glob", "hex", "ifnull", "iif", "instr"),
    *("length", "like", "likelihood", "likely", "ln", "log", "log10", "log2", "lower", "ltrim", "max", "min", "mod"),
    *("nullif", "octet_length", "pi", "pow", "power", "printf", "quote", "replace", "round", "rtrim", "sign", "sqrt"),
    *("substr", "substring", "trim", "trunc", "typeof", "unhex", "unicode", "unlikely", "upper"),
    *("date", "time", "datetime", "julianday", "strftime", "unixepoch", "timediff"),
    *("avg", "count", "group_concat", "string_agg", "sum", "total"),
    *("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead"),
    *("first_value", "last_value", "nth_value"),
    *("json", "json_array", "json_array_length", "json_each", "json_extract", "json_group_array", "json_group_object"),
    *("json_object", "json_quote", "json_tree", "json_type", "json_valid", "->", "->>"),
)

MOST_ROWS = 100_000
_MEBIBYTE = 1 << 20

LIMITS: dict[str, Any] = {
    "seconds": 20,
    "memory": 256 * _MEBIBYTE,
    "output": 64 * _MEBIBYTE,
    "rows": MOST_ROWS,
    "sqlite": {
        "LENGTH": 8 * _MEBIBYTE,
        "SQL_LENGTH": 100_000,
        "COLUMN": 500,
        "EXPR_DEPTH": 200,
        "COMPOUND_SELECT": 100,
        "VDBE_OP": 250_000,
        "FUNCTION_ARG": 100,
        "ATTACHED": 0,
        "LIKE_PATTERN_LENGTH": 500,
        "VARIABLE_NUMBER": 100,
        "TRIGGER_DEPTH": 1,
        "WORKER_THREADS": 0,
    },
}
