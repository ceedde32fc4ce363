"""`mkb query`: what the tables hold, what a statement may not do, and how it is asked and answered."""

from __future__ import annotations

import io
import json
import os
import re
import sqlite3
import sys
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import DATA, TODAY, indexed
from example_base import EXAMPLE, runner, written
from mineralkb.cli.shell import Shell
from mineralkb.cli.shell_words import completions
from mineralkb.errors import MkbError
from mineralkb.place import Place
from mineralkb.questions.asked import Asked
from mineralkb.questions.standings import standing_on
from mineralkb.sql import child
from mineralkb.sql import run as running
from mineralkb.sql.fence import FUNCTIONS, LIMITS, UNDERLYING
from mineralkb.sql.run import run
from mineralkb.sql.saved import saved, statement
from mineralkb.sql.source import opened
from mineralkb.sql.table import INTEGER, JSON, REAL, TEXT
from mineralkb.sql.tables import TABLES, views
from schemas import schema, strict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from example_base import Done
    from mineralkb.index import Base
    from mineralkb.kb import KnowledgeBase

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "sql.md"
ASKED = Asked(TODAY)
ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"


@pytest.fixture(scope="module")
def small() -> Base:
    return indexed(EXAMPLE)


@pytest.fixture
def mkb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.setenv("MKB_DATA", str(written(tmp_path, EXAMPLE)))
    monkeypatch.setenv("MKB_TODAY", TODAY.isoformat())
    return runner(monkeypatch, capsys)


def rows(base: Base, sql: str, **parameters: str) -> list[tuple[Any, ...]]:
    return list(run(base, sql, ASKED, parameters).rows)


# What the tables hold


def documented() -> str:
    """The part of the page that the tables themselves write."""
    parts = []
    for table in TABLES.values():
        lines = [f"| `{column.name}` | {column.type} | {column.meaning} |" for column in table.columns]
        parts.append(
            "\n".join(
                (f"### {table.name}\n", table.meaning, "", "| column | type | meaning |", "|---|---|---|", *lines)
            )
        )
    return "\n\n".join(parts) + "\n"


def test_page_describes_every_table_and_column(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = text.partition("\n### ")[0].rstrip() + "\n\n"
    if request.config.getoption("--update"):
        PAGE.write_text(head + documented(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == head + documented(), "run: pytest --update tests/test_query.py"


def test_every_column_says_what_it_means() -> None:
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
        assert set(table.key) | set(table.indexed) <= set(table.names)
        assert all(c.meaning.endswith(".") and c.type in (TEXT, INTEGER, REAL, JSON) for c in table.columns), table.name


def test_tables_hold_the_types_that_they_say(real: Base) -> None:
    connection = opened(real, ASKED)
    allowed = {TEXT: {"text"}, JSON: {"text"}, INTEGER: {"integer"}, REAL: {"real"}}
    for table in TABLES.values():
        for column in table.columns:
            found = connection.execute(f"SELECT DISTINCT typeof({column.name}) FROM temp.{table.name}")
            assert {kind for (kind,) in found} - {"null"} <= allowed[column.type], (table.name, column.name)
            if column.type == JSON:
                bad = f"SELECT count(*) FROM temp.{table.name} WHERE {column.name} IS NOT NULL AND NOT json_valid({column.name})"
                assert connection.execute(bad).fetchone() == (0,), (table.name, column.name)
    connection.close()


def test_keys_name_one_row(real: Base) -> None:
    connection = opened(real, ASKED)
    for table in TABLES.values():
        if table.key:
            key = ", ".join(table.key)
            twice = f"SELECT {key} FROM temp.{table.name} GROUP BY {key} HAVING count(*) > 1"
            assert connection.execute(twice).fetchall() == [], table.name
    connection.close()


@pytest.mark.parametrize("day", ["2020-01-01", "2025-10-15", "2025-11-10", "2026-11-23", "2099-12-31"])
def test_standings_are_those_that_show_tells(real: Base, day: str) -> None:
    on = date.fromisoformat(day)
    connection = opened(real, Asked(on))
    for name in ("agreements", "controls", "provisions", "entries"):
        for identity, word in connection.execute(f"SELECT id, standing FROM temp.{name} ORDER BY id LIMIT 120"):
            told = standing_on(real, identity, on)
            assert word == (told.word if told else None), identity
    connection.close()


def test_tables_say_what_the_records_say(real: Base, shipped: KnowledgeBase) -> None:
    """Against the records themselves, read without the index."""
    records = shipped.records.values()
    connection = opened(real, ASKED)
    parties = {(r.id, party) for r in records if r.kind == "agreements" for party in r.data["parties"]}
    assert set(connection.execute("SELECT agreement, party FROM parties")) == parties
    issuers = {(r.id, name) for r in records if r.kind in ("controls", "policies") for name in r.data["issuers"]}
    assert set(connection.execute("SELECT record, issuer FROM issuers")) == issuers
    owed = {
        (f"{r.id}/{name}", actor)
        for r in records
        for name, pledge in r.data.get("pledges", {}).items()
        for actor in pledge["by"]
    }
    assert set(connection.execute("SELECT p.id, b.value FROM pledges p, json_each(p.owed_by) b")) == owed
    items = {
        (f"{r.id}/{rule}", name, json.dumps(item.get("codes")))
        for r in records
        if r.kind == "controls"
        for rule, provision in r.data["provisions"].items()
        for name, item in provision.get("items", {}).items()
    }
    found = connection.execute("SELECT provision, name, codes FROM items")
    assert {(rule, name, json.dumps(json.loads(codes or "null"))) for rule, name, codes in found} == items
    kinds = {r.id: r.kind for r in records}
    assert dict(connection.execute("SELECT id, kind FROM records")) == kinds
    for kind in ("agreements", "controls", "policies", "minerals", "countries", "sources", "coverage", "lists"):
        found = connection.execute(f"SELECT id FROM {kind}")
        assert {i for (i,) in found} == {i for i, k in kinds.items() if k == kind}
    connection.close()


def test_disputed_words_and_sums_have_their_sides() -> None:
    pledge = "value: {disputed: {text: 5 million, news: 7 million}}, currency: USD, form: loan, firmness: intention"
    text = EXAMPLE["agreements/us-japan-2025.yaml"].replace(
        "value: 1 billion, up_to: true, currency: USD, form: loan, firmness: intention", pledge
    )
    base = indexed(EXAMPLE | {"agreements/us-japan-2025.yaml": text})
    assert rows(base, "SELECT binding FROM agreements") == [("binding or non-binding",)]
    assert rows(base, "SELECT subject, record, least, most, up_to FROM amounts") == [
        ("us-japan-2025/rapid-response-group", "us-japan-2025", 5e6, 7e6, 0)
    ]


def test_today_is_the_day_asked(small: Base) -> None:
    asked = Asked(date(2025, 11, 1))
    answer = run(small, "SELECT :today, day, (SELECT standing FROM provisions) FROM asked", asked, {})
    assert answer.rows == (("2025-11-01", "2025-11-01", "in effect"),)
    later = run(small, "SELECT standing FROM provisions", Asked(date(2025, 11, 20)), {})
    assert later.rows == (("suspended",),)


# What a statement may not do

WRITES = (
    "VACUUM INTO 'stolen.db'",
    "VACUUM",
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "INSERT INTO record VALUES (1)",
    "INSERT INTO main.closure VALUES ('a', 'b')",
    "UPDATE main.record SET title = ''",
    "DELETE FROM main.fact",
    "REPLACE INTO closure VALUES ('a', 'b')",
    "WITH x AS (SELECT 1) DELETE FROM main.fact",
    "DROP TABLE main.fact",
    "CREATE TABLE t (x)",
    "CREATE TEMP TABLE t (x)",
    "CREATE TEMP VIEW v AS SELECT 1",
    "CREATE VIRTUAL TABLE t USING fts5(x)",
    "CREATE TEMP TRIGGER t INSTEAD OF INSERT ON records BEGIN SELECT 1; END",
    "ALTER TABLE main.fact RENAME TO f",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA hard_heap_limit = 0",
    "PRAGMA database_list",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "SAVEPOINT s",
    "SELECT load_extension('x')",
    "SELECT writefile('stolen', 'x')",
    "SELECT readfile('/etc/passwd')",
    "SELECT edit('x')",
    "SELECT fts3_tokenizer('simple')",
    "SELECT sqlite_compileoption_used('x')",
    "SELECT randomblob(900000000)",
    "SELECT zeroblob(900000000)",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_table_info('record')",
    "SELECT sql FROM sqlite_master",
    "SELECT sql FROM sqlite_temp_master",
    "SELECT text FROM main.file",
    "SELECT value FROM main.meta",
    "SELECT data FROM sqlite_dbpage",
    "SELECT 1; DROP TABLE main.fact",
    "SELECT 1; SELECT 2",
)


@pytest.fixture(scope="module")
def fenced(small: Base) -> sqlite3.Connection:
    """A connection as the process that runs statements has it, with all that SQLite guards and nothing before it."""
    request = {
        "database": "",
        "views": views(ASKED),
        "tables": [*TABLES, *UNDERLYING],
        "functions": FUNCTIONS,
        "limits": {**LIMITS, "seconds": 3600, "rows": 10},
    }
    connection = child._opened(request, small.connection.serialize())  # noqa: SLF001 - the fence itself is tested
    child._fence(connection, request)  # noqa: SLF001
    return connection


def held(connection: sqlite3.Connection) -> str:
    """What the database holds, in the main part and beside it."""
    connection.set_authorizer(None)
    digest = sha256(connection.serialize()).hexdigest()
    return f"{digest} {connection.execute('SELECT name FROM sqlite_temp_master').fetchall()}"


@pytest.mark.parametrize("sql", WRITES)
def test_no_statement_writes_attaches_or_loads(
    fenced: sqlite3.Connection, sql: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((sqlite3.Error, sqlite3.Warning)):
        fenced.execute(sql)
    assert list(tmp_path.iterdir()) == []
    assert fenced.total_changes == 0


WORDS = sorted(
    {word for sql in WRITES for word in re.findall(r"\w+|[^\w\s]", sql)} | {"FROM", "SELECT", "records", "("}
)


@given(st.sampled_from(WRITES), st.lists(st.tuples(st.integers(0, 30), st.sampled_from(WORDS)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_no_mix_of_words_changes_anything(fenced: sqlite3.Connection, sql: str, mixed: list[tuple[int, str]]) -> None:
    words = re.findall(r"\w+|[^\w\s]", sql)
    for place, word in mixed:
        words[place : place + 1] = [word]
    with suppress(sqlite3.Error, sqlite3.Warning):
        fenced.execute(" ".join(words)).fetchmany(10)
    assert fenced.total_changes == 0
    assert not fenced.in_transaction
    assert len(list(Path.cwd().glob("stolen*"))) == 0


def test_after_all_that_the_database_is_what_it_was(fenced: sqlite3.Connection, small: Base) -> None:
    fresh = sqlite3.connect(":memory:")
    fresh.deserialize(small.connection.serialize())
    fresh.executescript(views(ASKED))
    assert held(fenced) == held(fresh)
    fresh.close()


@pytest.mark.parametrize(
    "sql", ["VACUUM INTO 'stolen.db'", "ATTACH 'other.db' AS other", "DROP TABLE main.fact", "SELECT 1; SELECT 2"]
)
def test_the_process_refuses_and_leaves_the_file(
    real: Base, sql: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without the look at the first word: what stands behind it must hold alone."""
    monkeypatch.setattr(running, "refused", lambda _sql: None)
    monkeypatch.chdir(tmp_path)
    file = Path(real.connection.execute("PRAGMA database_list").fetchone()[2])
    before = sha256(file.read_bytes()).digest()
    with pytest.raises(MkbError, match=r"can only read|more than one"):
        rows(real, sql)
    assert list(tmp_path.iterdir()) == []
    assert sha256(file.read_bytes()).digest() == before


@pytest.mark.parametrize("sql", [sql for sql in WRITES if not sql.lower().startswith(("select", "with"))])
def test_the_first_word_says_why(small: Base, sql: str) -> None:
    for text in (sql, f"  -- SELECT\n/* SELECT */ {sql.lower()}"):
        with pytest.raises(MkbError, match=": a statement can only read"):
            rows(small, text)


RUNAWAYS = {
    "endless recursion": f"{ENDLESS} SELECT count(*) FROM r",
    "endless text": f"{ENDLESS} SELECT group_concat(n) FROM r",
    "endless array": "SELECT json_group_array(f.value) FROM facts f, facts g, facts h",
    "endless sorting": f"{ENDLESS} SELECT n FROM r ORDER BY -n",
    "a search without end": (
        "SELECT instr(hex(replace(printf('%4000000d', 1), ' ', 'a')),"
        " hex(replace(printf('%1900000d', 1), ' ', 'a')) || 'b')"
    ),
    "every pair": "SELECT count(*) FROM facts a, facts b, facts c WHERE a.value || b.value LIKE '%' || c.value || '%'",
}


@pytest.mark.parametrize("sql", RUNAWAYS.values(), ids=RUNAWAYS)
def test_no_statement_runs_away(real: Base, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "seconds", 0)
    with pytest.raises(MkbError, match=r"took more (time|memory|time or memory) than it may have"):
        rows(real, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT printf('%900000000d', 1)",
        "SELECT printf('%.900000000f', 1.0)",
        "SELECT length(replace(printf('%8000000d', 1), ' ', 'aaaaaaaaaaaaaaaa'))",
        "SELECT hex(hex(hex(printf('%4000000d', 1))))",
        "SELECT group_concat(data || data || data || data) FROM records, (VALUES (1), (2), (3))",
        f"{ENDLESS} SELECT json_group_array(printf('%1000000d', n)) FROM (SELECT n FROM r LIMIT 1000)",
    ],
)
def test_no_statement_fills_memory(real: Base, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite gives nothing, or says that it is too much; the process never holds it."""
    monkeypatch.setitem(LIMITS, "memory", 64 << 20)
    with suppress(MkbError):
        assert rows(real, sql) == [(None,)]
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 500 << 10


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT " + "(" * 1000 + "1" + ")" * 1000,
        "SELECT " + "1+" * 5000 + "1",
        "SELECT " + ",".join("1" * 600),
        " UNION ALL ".join(["SELECT 1"] * 500),
        "SELECT '" + "x" * 200_000 + "'",
        "SELECT 'x' LIKE '" + "%x" * 600 + "'",
        "SELECT '\0'",
        "SELECT \ud800",
        "",
        ";",
        "-- nothing",
        "/* SELECT 1",
    ],
)
def test_what_is_too_large_or_nothing_is_said_in_one_line(small: Base, sql: str) -> None:
    with pytest.raises(MkbError) as told:
        rows(small, sql)
    assert "\n" not in told.value.message


def test_rows_are_cut_and_it_is_said(small: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_ROWS", 1234)
    endless = run(small, f"{ENDLESS} SELECT n FROM r", ASKED, {})
    assert (len(endless.rows), endless.cut) == (1234, True)
    few = run(small, "SELECT id FROM countries ORDER BY id", ASKED, {}, 2)
    assert (few.rows, few.cut) == ((("CN",), ("JP",)), True)
    assert not run(small, "SELECT id FROM countries", ASKED, {}, 3).cut


def test_functions_that_are_named_are_known(real: Base) -> None:
    known = {row["name"] for row in real.connection.execute("SELECT name FROM pragma_function_list")}
    # Table functions are no functions; the rest is what newer versions of SQLite have.
    assert set(FUNCTIONS) - known <= {"json_each", "json_tree", "octet_length", "string_agg", "unhex", "timediff"}


# Wrong statements


@pytest.mark.parametrize(
    ("sql", "message", "hint"),
    [
        ("SELECT tittle FROM agreements", "line 1, column 8: there is no column 'tittle'", "did you mean 'title'?"),
        ("SELECT id\nFROM agreement", "line 2, column 6: there is no table 'agreement'", "did you mean 'agreements'?"),
        ("SELECT p.titel\n FROM pledges p", "line 1, column 10: there is no column 'titel'", "did you mean 'title'?"),
        (
            "SELECT xyz FROM closure",
            "line 1, column 8: there is no column 'xyz'",
            "columns of closure: mineral, broader",
        ),
        ("SELEC id", "line 1, column 1: SQL does not go on with 'SELEC' here", ""),
        (
            "SELECT 'from' AS a, a FROM records\nWHERE a = 1 FROM x",
            "line 2, column 13: SQL does not go on with 'FROM' here",
            "",
        ),
        ("SELECT id FROM", "the statement is not complete", ""),
        ("SELECT sha3(id) FROM records", "line 1, column 8: there is no function 'sha3' here", "docs/sql.md"),
        ("SELECT :mineral", "the query asks for :mineral", "give it with: --param mineral=VALUE"),
        ("SELECT id FROM records r, sources s", "ambiguous column name: id", ""),
        ("SELECT 'a", "unrecognized token", ""),
    ],
)
def test_wrong_sql_is_told_with_place_and_cure(small: Base, sql: str, message: str, hint: str) -> None:
    with pytest.raises(MkbError) as told:
        rows(small, sql)
    assert message in told.value.message
    assert hint in told.value.hint


def test_columns_of_one_name_are_told_apart(small: Base) -> None:
    answer = run(small, "SELECT id, id, 1 AS id_2, x'00ff', 9e999, -9e999 FROM countries LIMIT 1", ASKED, {})
    assert answer.columns[:3] == ("id", "id_2", "id_2_2")
    assert answer.rows == (("CN", "CN", 1, "00ff", "Infinity", "-Infinity"),)
    assert len(answer.keyed()[0]) == len(answer.columns)


# Saved queries

VALUES = {"mineral": "gallium", "party": "JP", "group": "EU", "year": "2025"}


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "queries").iterdir()))
def test_saved_queries_answer(real: Base, name: str) -> None:
    kept = saved(real.place)[name]
    assert kept.answers.partition("?")[1] == "?"
    assert set(kept.parameters) == set(re.findall(r"(?<!--) :(\w+)", kept.sql.split("\nSELECT")[1])) - {"today"}
    assert rows(real, kept.sql, **{name: VALUES[name] for name in kept.parameters})


def test_queries_beside_the_data_go_first(tmp_path: Path) -> None:
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "mine.sql").write_text("-- Is it mine?\nSELECT 1", encoding="utf-8")
    (folder / "oldest-evidence.sql").write_text("SELECT 2", encoding="utf-8")
    (folder / "No Name.sql").write_text("SELECT 3", encoding="utf-8")
    (folder / "link.sql").symlink_to(ROOT / "pyproject.toml")
    place = Place(tmp_path / "data", "made by a test")
    kept = saved(place)
    assert kept["mine"].answers == "Is it mine?"
    assert kept["oldest-evidence"].sql == "SELECT 2"
    assert {"suspended-rules", "mine"} <= set(kept)
    assert not {"No Name", "link"} & set(kept)
    with pytest.raises(MkbError, match="no saved query 'mina'") as told:
        statement("mina", place)
    assert "mine" in told.value.hint


def test_ten_queries_come_with_the_program() -> None:
    assert len(list((ROOT / "queries").glob("*.sql"))) >= 10


# The command


def test_json_has_the_documented_shape(mkb: Callable[..., Done]) -> None:
    done = mkb("query", "SELECT id, 1.5, NULL FROM countries WHERE id = :c", "--param", "c=JP", "--format", "json")
    jsonschema_rs.Draft202012Validator(strict(schema("query"))).validate(json.loads(done.out))
    assert json.loads(done.out)["rows"] == [{"id": "JP", "1.5": 1.5, "NULL": None}]


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (("SELECT id FROM countries ORDER BY 1", "--format", "csv"), 0, "id\nCN\nJP\nUS\n", ""),
        (("SELECT '=1+1' AS x", "--format", "csv", "--safe-csv"), 0, '"x"\n"\'=1+1"\n', ""),
        (
            ("SELECT id FROM countries", "--limit", "1", "--format", "jsonl"),
            0,
            '{"id": "CN"}\n',
            "",
        ),
        (
            ("SELECT id, standing FROM provisions",),
            0,
            "id                standing\ncn-1-2025/dysprosium  suspended",
            "",
        ),
        (("SELECT id FROM lists", "--format", "markdown"), 0, "| cn-list |", ""),
        (("SELECT id FROM projects",), 0, "0 rows", "no rows; what was looked for"),
        (("suspended-rules", "--on", "2025-10-25"), 0, "0 rows, on 2025-10-25", ""),
        (("suspended-rules", "--on", "2025-11-25"), 0, "cn-1-2025/dysprosium", ""),
        (("SELECT absent",), 2, "", "line 1, column 8: there is no column 'absent'"),
        (("DROP TABLE records",), 2, "", "DROP: a statement can only read"),
        (("SELECT :x", "--param", "y=1"), 2, "", "the statement has no :y"),
        (("SELECT :x", "--param", "y"), 2, "", "a parameter is given as NAME=VALUE"),
        (("not-saved",), 2, "", "there is no saved query 'not-saved'"),
        (("nowhere.sql",), 2, "", "nowhere.sql cannot be read"),
        (("--list",), 0, "suspended-rules", ""),
        (("--tables",), 0, "memberships", ""),
        (("closure", "--tables"), 0, "broader  TEXT  Itself, or something it belongs to.", ""),
        (("closures", "--tables"), 2, "", "there is no table 'closures'"),
    ],
)
def test_command(mkb: Callable[..., Done], words: tuple[str, ...], code: int, out: str, err: str) -> None:
    done = mkb("query", *words)
    assert (done.code, "Traceback" in done.err) == (code, False)
    squeezed = re.sub(r" {2,}", "  ", done.out)
    assert re.sub(r" {2,}", "  ", out) in squeezed
    assert err in done.err


def test_statement_from_stdin_and_file(
    mkb: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a question.sql"
    file.write_text("\ufeffSELECT title FROM countries WHERE id = 'JP'", encoding="utf-8")
    assert mkb("query", str(file), "--format", "csv").out == "title\nJapan\n"
    for words in (("-",), ()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"SELECT 2 AS two;")))
        assert mkb("query", *words, "--format", "csv").out == "two\n2\n"
    file.write_bytes(b"SELECT '\xff'")
    assert "no UTF-8 text" in mkb("query", str(file)).err
    file.write_bytes(b"x" * 200_000)
    assert "longer than" in mkb("query", str(file)).err


# The shell


def test_shell_answers_until_the_input_ends(real: Base, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    typed: Iterator[str | BaseException] = iter(
        [
            *("SELECT id", "FROM countries WHERE id = :c;", ".set c NA", "SELECT id FROM countries WHERE id = :c;"),
            *(
                "",
                ".tables",
                ".columns closure",
                ".queries",
                ".run looked-for-in-vain",
                ".help",
                ".nonsense",
                ".columns x",
            ),
            *("DROP TABLE x;", "SELECT 1", KeyboardInterrupt(), "SELECT 'end' AS last_word;"),
        ]
    )

    def read(_prompt: str) -> str:
        line = next(typed, EOFError())
        if isinstance(line, BaseException):
            raise line
        return str(line)

    monkeypatch.setattr("mineralkb.cli.shell.reader", lambda _base: read)
    Shell(real, ASKED, {}, 3).run()
    said = capsys.readouterr()
    for text in ("\nNA\n", "memberships", "broader", "rules-on-a-mineral", "annexes-of-no-51", ".quit", "end"):
        assert text in said.out
    for text in ("asks for :c", "no command '.nonsense'", "no table 'x'", "DROP: a statement can only read"):
        assert text in said.err


@pytest.mark.parametrize(
    ("before", "piece", "some"),
    [
        ("SELECT id FROM agre", "agre", {"agreements"}),
        ("SELECT stre", "stre", {"strength"}),
        ("SELECT p.stre", "stre", {"strength"}),
        ("sel", "sel", {"SELECT"}),
        (".co", ".co", {".columns"}),
        (".columns clo", "clo", {"closure"}),
        ("SELECT * FROM records WHERE id = 'us-jap", "us-jap", {"us-japan-2025", "us-japan-2025/rapid-response-group"}),
        ("SELECT json_ex", "json_ex", {"json_extract("}),
        ("SELECT * FROM closure WHERE mi", "mi", {"mineral"}),
        (".run suspended-", "suspended-", {"suspended-rules"}),
        ("", "", set()),
    ],
)
def test_shell_completes(small: Base, before: str, piece: str, some: set[str]) -> None:
    typed, words = completions(small, before)
    assert typed == piece
    assert some <= set(words)
    assert all(word.lower().startswith(piece.lower()) for word in words)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("toolkit", [True, False])
@pytest.mark.usefixtures("real")
def test_shell_on_a_terminal_remembers(tmp_path: Path, toolkit: bool) -> None:
    import pty

    (tmp_path / "prompt_toolkit.py").write_text("raise ImportError", encoding="utf-8")
    source = str(Path(running.__file__).parents[2])
    environment = {
        **os.environ,
        "PYTHONPATH": source if toolkit else f"{tmp_path}{os.pathsep}{source}",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "MKB_DATA": str(DATA),
        "TERM": "xterm",
    }
    child, screen = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-m", "mineralkb", "query"], environment)
    _until(screen, b"mkb>")
    steps = (
        (b"SELECT 40 + 2 AS answer;\r", b"row, on .*mkb>"),
        (b".columns clos\t", b"ure"),
        (b"\r", b"everything it belongs.*mkb>"),
    )
    for typed, shown in steps:
        os.write(screen, typed)
        _until(screen, shown)
    os.write(screen, b"\x04")
    _until(screen, b"\0never\0")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    file = tmp_path / "state" / "mineralkb" / "query-history"
    assert "SELECT 40 + 2 AS answer;" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0


def _until(screen: int, wanted: bytes) -> bytes:
    """What is shown until it holds what is wanted, or to the end."""
    shown = b""
    while not re.search(wanted, shown, re.DOTALL):
        assert select([screen], [], [], 20)[0], shown
        try:
            more = os.read(screen, 65536)
        except OSError:
            break
        if not more:
            break
        shown += more
    return shown
