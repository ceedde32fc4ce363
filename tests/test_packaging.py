"""What is built and installed: wheel, sdist and editable, each in an environment of its own, without the network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from conftest import COMMON

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[1]
COUNTRY = "countries/CN.yaml"
# Late in the evening of the west is the next day in UTC.
COMMITTED = {
    "GIT_COMMITTER_DATE": "2026-03-01T21:30:00-0500",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00+0000",
    "GIT_CONFIG_GLOBAL": os.devnull,
}
DAY = "2026-03-02"

# Asked of an installed copy: where the data is, what it says, and which heavy libraries that took.
QUESTION = """
import json, sys
from pathlib import Path
from mineralkb.index import open_base
from mineralkb.place import find_place

place = find_place(None, None, Path.cwd())
base = open_base(place)
print(json.dumps({
    "folder": str(place.folder),
    "packaged": place.packaged,
    "title": base.one("SELECT title FROM record WHERE id = 'CN'")["title"],
    "records": base.one("SELECT count(*) AS count FROM record")["count"],
    "unread": base.meta("unread"),
    "commit": base.meta("commit"),
    "commit_day": base.meta("commit_day"),
    "heavy": sorted({"pydantic", "yaml", "rich", "pycountry"} & set(sys.modules)),
}))
"""


def run(*command: str | Path, here: Path, **extra: str) -> str:
    """What a command prints, in an environment that knows nothing of this one."""
    mine = ("PYTHON", "MKB_", "GIT_", "VIRTUAL_ENV", "PIP_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    offline = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(command, cwd=here, env=kept | offline | extra, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def project(folder: Path, data: dict[str, str]) -> Path:
    """A git checkout of this project with data of its own."""
    folder.mkdir()
    for name in ("src", "tools", "queries"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    (folder / "README.md").write_text("# mineralkb\n", encoding="utf-8")
    for path, text in data.items():
        (folder / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / path).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "data" / "LICENSE", folder / "data")
    for words in (("init", "-q", "--template="), ("add", "-A"), ("commit", "-q", "-m", "all")):
        run("git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words, here=folder, **COMMITTED)
    return folder


def built(kind: str, source: Path, folder: Path) -> Path:
    """The `wheel` or `sdist` that the builder makes; pip, which starts three processes to ask it, makes the same."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, here=source)
    return next(path for path in folder.iterdir() if path.suffix in (".whl", ".gz"))


def built_here(kind: type[SdistBuilder | WheelBuilder], source: Path, folder: Path) -> Path:
    """The same, made by the builder in this process: for what data and commits make of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path])
        patch.setattr(sys, "dont_write_bytecode", True)
        [path] = kind(str(source)).build(directory=str(folder))
    return Path(path)


def built_by_pip(source: Path, folder: Path) -> Path:
    """The wheel that pip builds."""
    quiet = ("wheel", "-q", "--no-deps", "--no-build-isolation")
    run(sys.executable, "-m", "pip", *quiet, "-w", folder, source, here=folder)
    return next(folder.glob("*.whl"))


def environment(folder: Path, *wanted: str | Path) -> Path:
    """A virtual environment's programs, with the package installed and this environment's libraries in reach."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, here=folder.parent)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    [packages] = folder.rglob("site-packages")
    (packages / "zz_libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    quiet = ("install", "-q", "--no-deps", "--no-build-isolation", "--ignore-installed", "--no-compile")
    run(programs / "python", "-m", "pip", *quiet, *wanted, here=folder)
    return programs


def ask(python: Path, here: Path, **extra: str) -> dict[str, Any]:
    """The answer of an installed copy, asked from another folder."""
    answer: dict[str, Any] = json.loads(
        run(python, "-c", QUESTION, here=here, XDG_CACHE_HOME=str(here / "cache"), **extra)
    )
    return answer


def left_in(checkout: Path) -> str:
    """What git sees that was not committed, ignored files too."""
    return run("git", "status", "--porcelain", "--ignored", here=checkout)


def changed_copy(checkout: Path, folder: Path, text: str) -> Path:
    """The checkout with another text in one file."""
    shutil.copytree(checkout, folder / "copy", copy_function=os.link)
    changed = folder / "copy" / "data" / COUNTRY
    changed.unlink()
    changed.write_text(text, encoding="utf-8")
    return folder / "copy"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("project") / "checkout", COMMON)


@pytest.fixture(scope="module")
def commit(checkout: Path) -> str:
    return run("git", "rev-parse", "HEAD", here=checkout).strip()


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_by_pip(checkout, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_here(SdistBuilder, checkout, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("installed") / "env", wheel)


def test_a_build_leaves_the_checkout_as_it_was(checkout: Path, wheel: Path, sdist: Path) -> None:
    assert wheel.exists()
    assert sdist.exists()
    assert left_in(checkout) == ""


def test_the_wheel_holds_data_index_and_origin(wheel: Path, commit: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("mineralkb/_data/")}
        origin = json.loads(archive.read("mineralkb/_data/build.json"))
    added = {"LICENSE", "build.json", "index.sqlite"}
    added |= {f"queries/{path.name}" for path in (ROOT / "queries").glob("*.sql")}
    assert held == {f"mineralkb/_data/{name}" for name in added}
    assert origin == {"version": origin["version"], "commit": commit, "commit_day": DAY, "changed": ""}
    assert wheel.name.startswith(f"mineralkb-{origin['version']}-")


def test_the_sdist_holds_no_link_and_its_origin(sdist: Path, commit: str) -> None:
    with tarfile.open(sdist) as archive:
        assert all(member.isfile() for member in archive.getmembers())
        names = {name.partition("/")[2] for name in archive.getnames()}
        told = archive.extractfile(f"{sdist.name.removesuffix('.tar.gz')}/build.json")
        assert told
        assert json.load(told)["commit"] == commit
    assert {"build.json", "tools/build_hook.py", "data/LICENSE", *(f"data/{path}" for path in COMMON)} <= names


def test_an_sdist_gives_the_wheel_that_the_checkout_gives(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = tmp_path / sdist.name.removesuffix(".tar.gz")
    assert built("wheel", unpacked, tmp_path).read_bytes() == wheel.read_bytes()


def test_an_installed_copy_answers_with_its_own_data(installed: Path, commit: str, tmp_path: Path) -> None:
    answer = ask(installed / "python", tmp_path)
    assert answer["packaged"]
    assert Path(answer["folder"]).is_relative_to(installed.parent)
    assert (answer["title"], answer["records"]) == ("China", len(COMMON) - 1)
    assert (answer["commit"], answer["commit_day"], answer["unread"]) == (commit, DAY, "0")
    assert answer["heavy"] == []
    assert not (tmp_path / "cache").exists()


def test_the_command_is_there(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "mkb", "--version", here=tmp_path).startswith("mkb ")


def test_an_editable_install_answers_from_the_checkout(checkout: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "env", "--editable", checkout)
    assert left_in(checkout) == ""
    answer = ask(programs / "python", tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert (answer["packaged"], Path(answer["folder"])) == (False, checkout / "data")
    assert (answer["title"], answer["records"]) == ("China", len(COMMON) - 1)


def test_an_installed_copy_checks_and_shows_the_files_that_its_index_carries(installed: Path, tmp_path: Path) -> None:
    said = run(installed / "python", "-m", "mineralkb", "show", "CN", "--format", "yaml", here=tmp_path)
    assert said == COMMON[COUNTRY]
    assert run(installed / "python", "-m", "mineralkb", "validate", here=tmp_path) == ""


def test_an_installed_copy_answers_sql_and_saved_queries(installed: Path, tmp_path: Path) -> None:
    answered = run(
        installed / "mkb", "query", "SELECT title FROM countries WHERE id = 'CN'", "--format", "csv", here=tmp_path
    )
    assert answered == "title\nChina\n"
    assert run(installed / "mkb", "query", "suspended-rules", here=tmp_path).startswith("0 rows")


def test_a_damaged_copy_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    folder = Path(ask(installed / "python", tmp_path)["folder"])
    shutil.copytree(folder.parent, tmp_path / "copy" / "mineralkb")
    (tmp_path / "copy" / "mineralkb" / "_data" / "index.sqlite").write_bytes(b"no database")
    with pytest.raises(AssertionError, match="install mineralkb again"):
        run(installed / "python", "-m", "mineralkb", "list", "groups", here=tmp_path, PYTHONPATH=str(tmp_path / "copy"))


def test_data_changed_since_the_commit_is_told(checkout: Path, tmp_path: Path, commit: str) -> None:
    copy = changed_copy(checkout, tmp_path, "title: Another\n")
    with tarfile.open(built_here(SdistBuilder, copy, tmp_path)) as archive:
        told = archive.extractfile(next(name for name in archive.getnames() if name.endswith("/build.json")))
        assert told
        origin = json.load(told)
    assert (origin["commit"], origin["changed"]) == (commit, "yes")


def test_data_with_a_fault_is_not_built(checkout: Path, tmp_path: Path) -> None:
    copy = changed_copy(checkout, tmp_path, "title: China\ncolour: red\n")
    with pytest.raises(SystemExit, match=r"data/countries/CN.yaml:2:1 schema: "):
        built_here(WheelBuilder, copy, tmp_path)
    assert not list(tmp_path.glob("*.whl"))
