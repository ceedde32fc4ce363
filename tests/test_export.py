"""`mkb export`: every format holds what the tables hold, is opened by the programs it is for, and is whole or not there."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import TODAY, indexed
from example_base import EXAMPLE, runner, written
from mineralkb.errors import MkbError
from mineralkb.questions.asked import Asked
from mineralkb.sql import to_csv, to_sqlite, to_xlsx
from mineralkb.sql.export import FORMS, METADATA, Wanted, default_name, export
from mineralkb.sql.source import opened
from mineralkb.sql.table import INTEGER, JSON, REAL
from mineralkb.sql.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from example_base import Done
    from mineralkb.index import Base

    Tables = dict[str, list[tuple[Any, ...]]]

# What other programs take for something else: no value, a number, a truth value, a formula, the end of a field or row.
HOSTILE = [
    *("NA", "NULL", "null", "None", "nan", "N/A", "-", "true", "0007", "1e5", "1_000", "2025-01-01", "10:30", "inf"),
    *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example","y")', "\uff1d1", "http://x.example/", "#REF!"),
    *(
        'a "quoted" word',
        '"',
        '""',
        "a,b;c|d",
        "a\\n",
        "back\\slash",
        "it's",
        "{[(",
        "NAMIBIA",
        "%s%d",
        "稀土",
        "\U0001f48e",
    ),
]


@pytest.fixture(scope="module")
def base() -> Base:
    """The example, with Namibia, and with countries whose titles are hostile."""
    texts = {
        f"organizations/o-{place}.yaml": f"title: {json.dumps(text, ensure_ascii=False)}\ntype: company\ncountry: NA\n"
        for place, text in enumerate(HOSTILE)
    }
    return indexed(EXAMPLE | {"countries/NA.yaml": "title: Namibia\n"} | texts)


@pytest.fixture(scope="module")
def expected(base: Base) -> Tables:
    connection = opened(base, Asked(TODAY))
    found = {
        table.name: connection.execute(
            f"SELECT * FROM temp.{table.name}" + (f" ORDER BY {', '.join(table.key)}" if table.key else "")
        ).fetchall()
        for table in TABLES.values()
    }
    connection.close()
    return found


def from_sqlite(path: Path) -> Tables:
    with closing(sqlite3.connect(path)) as made:
        return {name: made.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name in TABLES}


def from_csv(folder: Path) -> Tables:
    """With Python's own reader. It gives '' for no value, so no text may be empty."""
    found = {}
    for table in TABLES.values():
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file, strict=True)
        assert tuple(head) == table.names
        read = [{INTEGER: int, REAL: float}.get(column.type, str) for column in table.columns]
        found[table.name] = [
            tuple(kind(text) if text else None for kind, text in zip(read, row, strict=True)) for row in rows
        ]
    return found


def from_json(folder: Path) -> Tables:
    found = {}
    for table in TABLES.values():
        rows = json.loads((folder / f"{table.name}.json").read_text(encoding="utf-8"))
        assert all(tuple(row) == table.names for row in rows)
        found[table.name] = [tuple(row.values()) for row in rows]
    return found


def from_xlsx(path: Path) -> Tables:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for table in TABLES.values():
        head, *rows = book[table.name].iter_rows()
        assert all(cell.data_type != "f" for row in rows for cell in row), table.name
        kept = [cell.value for cell in head]
        assert kept == [name for name in table.names if (table.name, name) != ("records", "data")]
        found[table.name] = [tuple(cell.value for cell in row) + (None,) * (len(kept) - len(row)) for row in rows]
    book.close()
    return found


def from_duckdb(path: Path) -> Tables:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(path), read_only=True) as made:
        for table in TABLES.values():  # no name needs quotes
            made.execute(f"SELECT {', '.join(table.names)} FROM {table.name}")
        return {name: made.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}


def from_parquet(folder: Path) -> Tables:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as made:
        return {name: made.execute(f"SELECT * FROM '{folder}/{name}.parquet'").fetchall() for name in TABLES}


READERS: dict[str, Callable[[Path], Tables]] = {
    "sqlite": from_sqlite,
    "csv": from_csv,
    "json": from_json,
    "xlsx": from_xlsx,
    "duckdb": from_duckdb,
    "parquet": from_parquet,
}


def exported(base: Base, folder: Path, format_: str, *, force: bool = False, safe: bool = False) -> Path:
    target = folder / default_name(format_)
    export(base, Asked(TODAY), Wanted(format_, target, force, safe))
    return target


def plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows in an order of their own; an empty text and no value are one, as in a sheet."""
    return sorted((tuple(value or (0 if value == 0 else None) for value in row) for row in rows), key=repr)


@pytest.mark.parametrize("format_", READERS)
def test_every_format_holds_what_the_tables_hold(base: Base, expected: Tables, tmp_path: Path, format_: str) -> None:
    assert set(READERS) == set(FORMS)
    found = READERS[format_](exported(base, tmp_path, format_))
    for table in TABLES.values():
        rows = expected[table.name]
        if format_ == "json":
            nested = [column.type == JSON for column in table.columns]
            rows = [tuple(json.loads(v) if n and v else v for n, v in zip(nested, row, strict=True)) for row in rows]
        if format_ == "xlsx" and table.name == "records":
            rows = [row[:-1] for row in rows]
        assert plain(found[table.name]) == plain(rows), table.name
    assert [path.name for path in tmp_path.iterdir()] == [default_name(format_)]


@pytest.mark.parametrize("format_", ["duckdb", "parquet", "sqlite"])
def test_an_empty_text_is_not_nothing(base: Base, tmp_path: Path, format_: str) -> None:
    meanings = dict.fromkeys(row[1] for row in READERS[format_](exported(base, tmp_path, format_))["descriptions"])
    assert "" in meanings
    assert None not in meanings


def test_sqlite_file_is_clean(base: Base, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(base, tmp_path, "sqlite"))) as made:
        assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kinds = dict(made.execute("SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall())
        assert {name for name, kind in kinds.items() if kind == "table"} == set(TABLES)
        assert "view" not in kinds.values()
        assert kinds["pledges_record"] == "index"
        assert made.execute("SELECT day FROM asked").fetchone() == (TODAY.isoformat(),)


def test_csv_metadata_describes_every_file(base: Base, tmp_path: Path) -> None:
    folder = exported(base, tmp_path, "csv")
    told = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    assert {table["url"] for table in told["tables"]} == {path.name for path in folder.glob("*.csv")}
    for table in told["tables"]:
        head = (folder / table["url"]).read_text(encoding="utf-8").partition("\n")[0]
        assert [column["name"] for column in table["tableSchema"]["columns"]] == head.split(",")


def test_safe_csv_has_no_formula(base: Base, tmp_path: Path) -> None:
    folder = exported(base, tmp_path, "csv", safe=True)
    with (folder / "organizations.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["title"] for row in csv.DictReader(file)}
    assert {"'=1+1", "'@SUM(A1)", "'-1", "'\uff1d1", "NA", "0007"} <= titles
    assert not any(title.startswith(("=", "+", "-", "@")) for title in titles)


def test_long_texts_are_cut_in_a_sheet_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "_LONGEST", 20)
    said = export(indexed(EXAMPLE), Asked(TODAY), Wanted("xlsx", tmp_path / "a.xlsx"))
    assert said[0].endswith("texts are cut at 20 characters, which is all that a cell holds")
    titles = {row[1] for row in from_xlsx(tmp_path / "a.xlsx")["agreements"]}
    assert titles == {"Framework on the ..."}
    monkeypatch.setattr(to_xlsx, "_MOST_ROWS", 3)
    with pytest.raises(MkbError, match="more rows than a sheet holds"):
        export(indexed(EXAMPLE), Asked(TODAY), Wanted("xlsx", tmp_path / "b.xlsx"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


# Whole or not at all, and over nothing unasked


@pytest.mark.parametrize("format_", ["sqlite", "csv", "json"])
def test_what_is_there_is_written_over_only_when_asked(base: Base, tmp_path: Path, format_: str) -> None:
    target = exported(base, tmp_path, format_)
    with pytest.raises(MkbError, match="is there already") as told:
        exported(base, tmp_path, format_)
    assert "--force" in told.value.hint
    marked = (
        target / "countries.csv" if format_ == "csv" else target / "countries.json" if format_ == "json" else target
    )
    marked.write_text("older", encoding="utf-8")
    exported(base, tmp_path, format_, force=True)
    assert marked.read_bytes() != b"older"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_folder_of_others_is_never_taken_away(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / default_name("csv")
    folder.mkdir()
    (folder / "thesis.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(MkbError, match=r"holds thesis\.csv, which no export made"):
        exported(base, tmp_path, "csv", force=True)
    assert (folder / "thesis.csv").read_text(encoding="utf-8") == "mine"
    (tmp_path / default_name("sqlite")).mkdir()
    with pytest.raises(MkbError, match="is a folder"):
        exported(base, tmp_path, "sqlite", force=True)
    (tmp_path / default_name("json")).write_text("mine", encoding="utf-8")
    with pytest.raises(MkbError, match="is no folder"):
        exported(base, tmp_path, "json", force=True)
    with pytest.raises(MkbError, match="there is no folder"):
        exported(base, tmp_path / "nowhere", "csv")


WRITERS = {"csv": (to_csv, "write_table"), "sqlite": (to_sqlite, "_created")}


@pytest.mark.parametrize("format_", WRITERS)
def test_trouble_leaves_all_as_it_was(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    module, name = WRITERS[format_]
    target = exported(base, tmp_path, format_)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    real = getattr(module, name)
    calls: list[int] = []

    def full(*words: Any) -> Any:
        calls.append(1)
        if len(calls) > 5:
            raise OSError(28, "No space left on device")
        return real(*words)

    monkeypatch.setattr(module, name, full)
    with pytest.raises(MkbError, match="cannot be written: No space left on device"):
        exported(base, tmp_path, format_, force=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert target.exists()


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MKB_DATA", str(written(tmp_path, EXAMPLE)))
    monkeypatch.setenv("MKB_TODAY", TODAY.isoformat())
    monkeypatch.chdir(tmp_path)
    mkb = runner(monkeypatch, capsys)
    done: Done = mkb("export", "csv", "--on", "2025-10-25")
    assert (done.code, done.out) == (0, "mineralkb-csv\n")
    assert from_csv(tmp_path / "mineralkb-csv")["asked"][0][0] == "2025-10-25"
    assert mkb("export", "csv").code == 2
    assert mkb("export", "csv", "--force").code == 0
    assert from_csv(tmp_path / "mineralkb-csv")["asked"][0][0] == TODAY.isoformat()
    assert mkb("export", "sqlite", "--to", "x.db").out == "x.db\n"
    assert mkb("export", "fax").code == 2
    for format_, package in (("xlsx", "xlsxwriter"), ("duckdb", "duckdb"), ("parquet", "duckdb")):
        monkeypatch.delitem(sys.modules, f"mineralkb.sql.{FORMS[format_].module}", raising=False)
        monkeypatch.setitem(sys.modules, package, None)
        missing = mkb("export", format_)
        assert missing.code == 2
        assert f"needs the package {package}" in missing.err
        assert f"pip install 'mineralkb[{FORMS[format_].extra}]'" in missing.err


# The programs that exports are for


def program(name: str) -> str:
    """A program, from this environment or the system; the test is left out where it is missing."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def test_sqlite3_opens_it(base: Base, tmp_path: Path) -> None:
    path = exported(base, tmp_path, "sqlite")
    assert said(program("sqlite3"), path, "SELECT id, title FROM countries WHERE id = 'NA'") == "NA|Namibia\n"


@pytest.mark.readers
def test_datasette_opens_it(base: Base, tmp_path: Path) -> None:
    path = exported(base, tmp_path, "sqlite")
    program("datasette")
    answer = said(program("datasette"), "--get", "/mineralkb/countries.json?id=NA&_shape=array", path)
    assert [row["title"] for row in json.loads(answer)] == ["Namibia"]


@pytest.mark.readers
def test_namibia_survives_pandas(base: Base, tmp_path: Path) -> None:
    """With the calls that docs/sql.md gives; without them it is lost, which is why they stand there."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    page = (Path(__file__).parent.parent / "docs" / "sql.md").read_text(encoding="utf-8")
    calls = [line for line in page.splitlines() if line.startswith("pd.read_")]
    assert len(calls) == 2
    titles = {format_: exported(base, tmp_path, format_) for format_ in ("csv", "xlsx", "sqlite", "parquet", "json")}
    for call in calls:
        name = call.split('"')[1]
        frame = eval(call.replace(f'"{name}"', f'"{tmp_path}/{name}"'), {"pd": pandas})  # noqa: S307 - our own page
        assert frame.set_index("id").loc["NA", "title"] == "Namibia"
        assert frame["summary"].isna().all()
    lost = pandas.read_csv(titles["csv"] / "countries.csv")
    assert "NA" not in set(lost["id"])
    with closing(sqlite3.connect(titles["sqlite"])) as made:
        assert "NA" in set(pandas.read_sql("SELECT id FROM countries", made)["id"])
    assert "NA" in set(pandas.read_json(titles["json"] / "countries.json", dtype=False)["id"])
    organizations = pandas.read_csv(
        titles["csv"] / "organizations.csv", keep_default_na=False, na_values=[""], dtype=str
    )
    assert set(HOSTILE) <= set(organizations["title"])
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert "NA" in set(pandas.read_parquet(titles["parquet"] / "countries.parquet")["id"])


@pytest.mark.readers
def test_libreoffice_opens_the_workbook(base: Base, tmp_path: Path) -> None:
    """Each sheet as LibreOffice reads it, written by it as CSV with the values of formulas, of which there is none."""
    path = exported(base, tmp_path, "xlsx")
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    said(program("soffice"), home, "--headless", "--convert-to", form, "--outdir", tmp_path / "read", path)
    sheets = {}
    for table in TABLES.values():
        with (tmp_path / "read" / f"mineralkb-{table.name}.csv").open(encoding="utf-8", newline="") as file:
            sheets[table.name] = list(csv.DictReader(file))
    assert {row["id"]: row["title"] for row in sheets["countries"]}["NA"] == "Namibia"
    assert set(HOSTILE) <= {row["title"] for row in sheets["organizations"]}
