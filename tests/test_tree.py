"""Folders and revisions give the same texts, and a hostile repository changes nothing and runs nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import COMMON
from mineralkb.errors import MkbError
from mineralkb.kb import load
from mineralkb.place import Place
from mineralkb.tree import Folder, Revision, UnreadableError
from mineralkb.tree.files import blob_id
from mineralkb.tree.history import as_of, committed, head, is_shallow, resolve
from mineralkb.validation import shown, tree_of

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2026-01-01", "2026-02-01", "2026-03-01")


class Repository:
    """A repository with its data folder, for arranging what a test needs."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.data = top / "data"
        top.mkdir(exist_ok=True)

    def git(self, *arguments: str, day: str = "2026-01-01", given: bytes | None = None) -> str:
        """Run git with nothing of this machine's own settings."""
        when = f"{day}T12:00:00Z"
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        environment = settings | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": os.environ["PATH"]}
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=self.top, env=environment, input=given, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def write(self, files: dict[str, str]) -> None:
        """Write files below the data folder."""
        for path, text in files.items():
            (self.data / path).parent.mkdir(parents=True, exist_ok=True)
            (self.data / path).write_text(text, encoding="utf-8")

    def commit(self, day: str) -> str:
        """Commit all there is on a day."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "more", day=day)
        return self.git("rev-parse", "HEAD")

    def commit_tree(self, lines: str) -> str:
        """A commit whose data folder has these lines of `git ls-tree`, whatever a checkout would say to them."""
        folder = self.git("mktree", "--missing", given=lines.encode())
        tree = self.git("mktree", given=f"040000 tree {folder}\tdata\n".encode())
        return self.git("commit-tree", "-m", "made", tree)

    def blob(self, text: str) -> str:
        """The id of a blob with this text."""
        return self.git("hash-object", "-w", "--stdin", given=text.encode())


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of three commits, a month apart; the data folder comes with the second."""
    repository = Repository(tmp_path_factory.mktemp("template") / "base")
    repository.git("init", "-q", "--template=", "-b", "main")
    (repository.top / "README.md").write_text("A base\n", encoding="utf-8")
    repository.commit(DAYS[0])
    repository.write(COMMON)
    repository.commit(DAYS[1])
    repository.write({"countries/US.yaml": "title: The United States\n"})
    repository.commit(DAYS[2])
    return repository.top


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Repository:
    """A copy of that repository, to do with as a test likes."""
    shutil.copytree(template, tmp_path / "base")
    return Repository(tmp_path / "base")


def empty(top: Path) -> Repository:
    repository = Repository(top)
    repository.git("init", "-q", "--template=", "-b", "main")
    return repository


def texts(tree: Folder | Revision) -> dict[str, str]:
    paths, refused = tree.paths()
    assert not refused
    return {path: tree.read(path) for path in paths}


def refused(tree: Folder | Revision) -> dict[str, str]:
    return {refusal.path: refusal.message for refusal in tree.paths()[1]}


def trap(folder: Path) -> tuple[str, Path]:
    """A command that leaves a file behind, and that file."""
    mark, command = folder / "was-run", folder / "command"
    command.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n", encoding="utf-8")
    command.chmod(0o755)
    return str(command), mark


def use_all(data: Path) -> None:
    """Everything that asks git something; nothing but a clear error comes out of it."""
    for ask in (
        lambda: head(data),
        lambda: texts(Revision(data, resolve(data, "HEAD"))),
        lambda: as_of(data, date(2026, 11, 1)),
        lambda: committed(data, "HEAD"),
    ):
        with suppress(MkbError):
            ask()


def test_folder_and_revision_give_the_same_texts(made: Repository) -> None:
    revision = Revision(made.data, resolve(made.data, "HEAD"))
    assert texts(revision) == texts(Folder(made.data))
    assert revision.shown == Folder(made.data).shown == "data"


def test_identities_are_those_of_git(made: Repository) -> None:
    revision = Revision(made.data, resolve(made.data, "HEAD"))
    paths, _ = revision.paths()
    assert paths == {path: blob_id(revision.read(path)) for path in paths}


def test_an_older_revision_has_the_older_text(made: Repository) -> None:
    old = texts(Revision(made.data, resolve(made.data, "HEAD~1")))
    assert old == COMMON


def test_a_revision_before_the_data_folder_has_nothing(made: Repository) -> None:
    assert texts(Revision(made.data, resolve(made.data, "HEAD~2"))) == {}


def test_a_file_in_the_folders_place_is_nothing(made: Repository) -> None:
    tree = made.git("mktree", given=f"100644 blob {made.blob('x')}\tdata\n".encode())
    assert texts(Revision(made.data, made.git("commit-tree", "-m", "made", tree))) == {}


def test_the_data_folder_may_be_the_repository(tmp_path: Path) -> None:
    repository = empty(tmp_path / "base")
    repository.data = repository.top
    repository.write(COMMON)
    repository.commit(DAYS[0])
    revision = Revision(repository.top, resolve(repository.top, "HEAD"))
    assert texts(revision) == texts(Folder(repository.top)) == COMMON
    assert revision.shown == ""


NAMES = [
    "a b.yaml",
    "ü.yaml",
    "a\tb.yaml",
    "a\nb.yaml",
    "'\".yaml",
    "-rf.yaml",
    ":(top)x.yaml",
    "*.yaml",
    "稀土.yaml",
    "a\x1bb.yaml",
]


def test_unusual_file_names_are_kept(made: Repository) -> None:
    made.write({f"minerals/{name}": f"title: {number}\n" for number, name in enumerate(NAMES)})
    made.commit(DAYS[2])
    found = texts(Revision(made.data, resolve(made.data, "HEAD")))
    assert found == texts(Folder(made.data))
    assert {f"minerals/{name}" for name in NAMES} <= set(found)


def test_names_that_are_no_text_are_kept(made: Repository) -> None:
    try:
        (made.data / "minerals" / os.fsdecode(b"\xe9.yaml")).write_text("title: x\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    made.commit(DAYS[2])
    assert texts(Revision(made.data, resolve(made.data, "HEAD"))) == texts(Folder(made.data))


def test_links_submodules_and_large_blobs_are_refused(made: Repository) -> None:
    blob, large = made.blob("/etc/passwd"), made.blob("x" * 300_000)
    commit = made.commit_tree(
        f"120000 blob {blob}\tlink.yaml\n160000 commit {'1' * 40}\tmodule\n100644 blob {large}\tlarge.yaml\n"
        f"100755 blob {blob}\tkb.yaml\n"
    )
    revision = Revision(made.data, commit)
    assert refused(revision) == {
        "large.yaml": "the file is larger than 256 kB",
        "link.yaml": "a link is not read",
        "module": "a submodule is not read",
    }
    assert revision.read("kb.yaml") == "/etc/passwd"
    with pytest.raises(UnreadableError):
        revision.read("link.yaml")


def test_inner_folders_are_refused_alike(made: Repository) -> None:
    made.write({"minerals/inner/a.yaml": "x", "minerals/inner/deep/b.yaml": "x", "minerals/other.yaml/c": "x"})
    made.commit(DAYS[2])
    expected = dict.fromkeys(
        ["minerals/inner", "minerals/other.yaml"], "a folder inside a folder of records is not read"
    )
    assert refused(Revision(made.data, resolve(made.data, "HEAD"))) == refused(Folder(made.data)) == expected


def test_folders_without_end_are_too_many(made: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifteen folders, each naming the next twenty times, would be more files than there are grains of sand."""
    tree = made.git("mktree", given=f"100644 blob {made.blob('x')}\tx.yaml\n".encode())
    for _ in range(15):
        tree = made.git("mktree", given="".join(f"040000 tree {tree}\t{n:02}\n" for n in range(20)).encode())
    commit = made.commit_tree(f"040000 tree {tree}\tminerals\n")
    monkeypatch.setattr("mineralkb.tree.git._MOST_PRINTED", 1_000_000)
    with pytest.raises(MkbError, match="too many files"):
        Revision(made.data, commit).paths()


def test_one_blob_under_many_names_is_read_once(made: Repository) -> None:
    blob = made.blob("title: x\n" + "# " * 100_000)
    lines = "".join(f"100644 blob {blob}\t{n}.yaml\n" for n in range(5000))
    paths, _ = Revision(made.data, made.commit_tree(lines)).paths()
    assert len(paths) == 5000


@pytest.mark.parametrize(
    "name", ["--help", "--all", "-h", "", "nothing", "^HEAD", "HEAD..HEAD~1", "HEAD:data", "@{u}", ":/", "\n"]
)
def test_what_is_no_revision_is_an_error_with_a_cure(name: str, made: Repository) -> None:
    with pytest.raises(MkbError) as error:
        resolve(made.data, name)
    assert error.value.hint == "see: git log --oneline"


@pytest.mark.parametrize("name", ["2026-01-01", "HEAD", "data", "deadbeef"])
def test_a_branch_may_be_called_anything(name: str, made: Repository) -> None:
    made.git("update-ref", f"refs/heads/{name}", "HEAD~1")
    assert resolve(made.data, f"refs/heads/{name}") == made.git("rev-parse", "HEAD~1")
    assert as_of(made.data, date(2026, 1, 1)) == made.git("rev-parse", "HEAD~2", "--").split()[0]


def test_a_branch_called_help_is_found_by_its_full_name_only(made: Repository) -> None:
    made.git("update-ref", "refs/heads/--help", "HEAD~1")
    assert resolve(made.data, "refs/heads/--help") == resolve(made.data, "HEAD~1")
    assert resolve(made.data, "--help") == resolve(made.data, "HEAD~1")


@pytest.mark.parametrize("name", ["HEAD", "main", "HEAD~1", "v1", "lightweight"])
def test_names_of_revisions(name: str, made: Repository) -> None:
    made.git("tag", "-a", "-m", "one", "v1")
    made.git("tag", "lightweight")
    assert resolve(made.data, name) == made.git("rev-parse", f"{name}^{{commit}}")


@pytest.mark.parametrize(
    ("day", "back"),
    [
        (date(2026, 1, 1), 2),
        (date(2026, 1, 31), 2),
        (date(2026, 2, 1), 1),
        (date(2026, 2, 28), 1),
        (date(2026, 3, 1), 0),
        (date(2030, 1, 1), 0),
    ],
)
def test_as_of_is_the_last_commit_up_to_the_end_of_the_day(day: date, back: int, made: Repository) -> None:
    assert as_of(made.data, day) == resolve(made.data, f"HEAD~{back}")


def test_before_the_first_commit_there_is_nothing_to_ask(made: Repository) -> None:
    with pytest.raises(MkbError, match="the base began on 2026-01-01"):
        as_of(made.data, date(2025, 12, 31))


def test_side_branches_do_not_count(made: Repository) -> None:
    before = resolve(made.data, "HEAD")
    made.git("checkout", "-q", "-b", "side")
    made.commit("2026-03-10")
    made.git("checkout", "-q", "main")
    made.git("merge", "-q", "--no-ff", "-m", "merge", "side", day="2026-04-01")
    assert as_of(made.data, date(2026, 3, 20)) == before


def test_head_and_committed_say_the_day(made: Repository) -> None:
    assert head(made.data) == (resolve(made.data, "HEAD"), "2026-03-01")
    assert committed(made.data, resolve(made.data, "HEAD~1")) == "2026-02-01"


def test_files_named_like_revisions_confuse_nothing(made: Repository) -> None:
    made.write({"HEAD": "x", "main": "x", resolve(made.data, "HEAD"): "x"})
    assert head(made.data) == (resolve(made.data, "HEAD"), "2026-03-01")
    assert as_of(made.data, date(2026, 3, 1)) == resolve(made.data, "main")


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repository = empty(tmp_path / "base")
    repository.data.mkdir()
    assert head(repository.data) is None
    with pytest.raises(MkbError, match="no history yet"):
        as_of(repository.data, date(2026, 1, 1))
    with pytest.raises(MkbError, match="there is no revision 'HEAD'"):
        resolve(repository.data, "HEAD")


def test_a_folder_outside_of_git(tmp_path: Path) -> None:
    assert head(tmp_path) is None
    with pytest.raises(MkbError, match="is not in a git repository") as error:
        resolve(tmp_path, "HEAD")
    assert "clone" in error.value.hint


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(MkbError, match="cannot be read"):
        Folder(tmp_path / "none").paths()
    with pytest.raises(MkbError, match="is not a folder"):
        resolve(tmp_path / "none", "HEAD")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MkbError, match="git cannot be run") as error:
        resolve(tmp_path, "HEAD")
    assert "install git" in error.value.hint


def test_a_shallow_clone_names_the_cure(made: Repository, tmp_path: Path) -> None:
    made.git("clone", "-q", "--depth", "1", made.top.as_uri(), str(tmp_path / "shallow"))
    data = tmp_path / "shallow" / "data"
    assert is_shallow(data)
    assert as_of(data, date(2026, 3, 1)) == resolve(made.data, "HEAD")
    with pytest.raises(MkbError) as error:
        as_of(data, date(2026, 2, 1))
    assert "git fetch --unshallow" in error.value.hint
    with pytest.raises(MkbError) as error:
        resolve(data, "HEAD~1")
    assert "git fetch --unshallow" in error.value.hint


def test_anothers_repository_names_the_cure(made: Repository) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    for path in (made.top, made.top / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(MkbError, match="git does not trust") as error:
        resolve(made.data, "HEAD")
    assert "safe.directory" in error.value.hint


@pytest.mark.parametrize(
    "setting", ["core.fsmonitor", "core.sshCommand", "diff.external", "core.pager", "alias.rev-parse"]
)
def test_a_data_folder_that_poses_as_a_repository_runs_nothing(setting: str, made: Repository, tmp_path: Path) -> None:
    command, mark = trap(tmp_path)
    made.write({"HEAD": "ref: refs/heads/main\n", "objects/x": "", "refs/x": "", "index": ""})
    section, name = setting.split(".")
    worktree = "[core]\n\tbare = false\n\tworktree = .\n\trepositoryformatversion = 0\n"
    made.write({"config": f"{worktree}[{section}]\n\t{name} = {command}\n"})
    use_all(made.data)
    assert head(made.data) is None
    with pytest.raises(MkbError, match="poses as a repository"):
        resolve(made.data, "HEAD")
    assert not mark.exists()
    assert Folder(made.data).paths()[0]["kb.yaml"]


def test_the_trap_works_on_a_careless_reader(made: Repository, tmp_path: Path) -> None:
    """Without this the tests above could hold for a wrong reason."""
    command, mark = trap(tmp_path)
    made.git("config", "core.fsmonitor", command)
    made.git("status")
    assert mark.exists()


@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "core.sshCommand", "diff.external", "core.pager", "diff.x.textconv", "filter.x.smudge"],
)
def test_commands_of_the_repository_itself_are_not_run(setting: str, made: Repository, tmp_path: Path) -> None:
    made.write({".gitattributes": "* diff=x filter=x\n"})
    made.commit(DAYS[2])
    command, mark = trap(tmp_path)
    made.git("config", setting, command)
    use_all(made.data)
    assert not mark.exists()


def test_attributes_change_nothing(made: Repository) -> None:
    before = texts(Revision(made.data, resolve(made.data, "HEAD")))
    made.write({".gitattributes": "* export-ignore export-subst ident eol=crlf working-tree-encoding=UTF-16\n"})
    (made.top / ".gitattributes").write_text("data export-ignore\n", encoding="utf-8")
    blob = made.blob("title: $Format:%H$ $Id$\n")
    made.git("update-index", "--add", "--cacheinfo", f"100644,{blob},data/minerals/subst.yaml")
    made.git("update-index", "--add", "--cacheinfo", f"100644,{made.blob('x')},data/.gitattributes")
    made.git("commit", "-q", "-m", "attributes")
    after = texts(Revision(made.data, resolve(made.data, "HEAD")))
    assert after["minerals/subst.yaml"] == "title: $Format:%H$ $Id$\n"
    assert {path: text for path, text in after.items() if path in before} == before


def test_the_environment_does_not_lead_elsewhere(
    made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (head(made.data), texts(Revision(made.data, resolve(made.data, "HEAD"))))
    command, mark = trap(tmp_path)
    other = empty(tmp_path / "other")
    other.commit(DAYS[0])
    for name, value in {
        "GIT_DIR": str(other.top / ".git"),
        "GIT_WORK_TREE": str(other.top),
        "GIT_OBJECT_DIRECTORY": str(other.top / ".git" / "objects"),
        "GIT_INDEX_FILE": str(other.top / "index"),
        "GIT_NAMESPACE": "other",
        "GIT_EXTERNAL_DIFF": command,
        "GIT_PAGER": command,
        "GIT_SSH_COMMAND": command,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": command,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{command}'",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_EXEC_PATH": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    assert (head(made.data), texts(Revision(made.data, resolve(made.data, "HEAD")))) == before
    assert not mark.exists()
    assert not (tmp_path / "trace").exists()


def test_replaced_objects_are_not_obeyed(made: Repository) -> None:
    before = texts(Revision(made.data, resolve(made.data, "HEAD")))
    old = made.git("rev-parse", "HEAD:data/countries/US.yaml")
    made.git("replace", old, made.blob("title: Somewhere else\n"))
    made.git("replace", "HEAD", "HEAD~2")
    assert texts(Revision(made.data, resolve(made.data, "HEAD"))) == before
    assert head(made.data) == (made.git("--no-replace-objects", "rev-parse", "HEAD"), "2026-03-01")


def test_what_a_clone_left_out_is_not_fetched(made: Repository, tmp_path: Path) -> None:
    made.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    made.git("clone", "-q", "--no-checkout", "--filter=blob:none", made.top.as_uri(), str(clone))
    command, mark = trap(tmp_path)
    for setting, value in {
        "remote.origin.url": f"ext::{command}",
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
    }.items():
        made.git("-C", str(clone), "config", setting, value)
    (clone / "data").mkdir(exist_ok=True)
    with pytest.raises(MkbError, match="this clone lacks files") as error:
        Revision(clone / "data", resolve(clone / "data", "HEAD")).paths()
    assert "--filter" in error.value.hint
    assert not mark.exists()


def test_a_clone_without_folders_does_not_seem_empty(made: Repository, tmp_path: Path) -> None:
    made.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    made.git("clone", "-q", "--no-checkout", "--filter=tree:0", made.top.as_uri(), str(clone))
    (clone / "data").mkdir(exist_ok=True)
    with pytest.raises(MkbError):
        Revision(clone / "data", resolve(clone / "data", "HEAD")).paths()


def test_a_revision_has_the_folder_where_it_stood_then(tmp_path: Path) -> None:
    """Told from the top of the repository, and with what was there; two such folders are no answer."""
    repository = empty(tmp_path / "base")
    repository.data = repository.top
    repository.write({f"old/data/{path}": text for path, text in COMMON.items()})
    repository.commit(DAYS[0])
    repository.write({f"two/{path}": text for path, text in COMMON.items()})
    repository.commit(DAYS[1])
    (repository.top / "data").mkdir()
    then, ambiguous = (Revision(repository.top / "data", resolve(repository.top, name)) for name in ("HEAD~1", "HEAD"))
    assert (texts(then), then.shown) == (COMMON, "old/data")
    assert (texts(ambiguous), ambiguous.shown) == ({}, "data")


@pytest.mark.parametrize(
    ("here", "name"), [("base/data", ""), ("base", "data"), (".", "base/data"), ("base/data/controls", None)]
)
def test_a_folder_is_shown_as_it_would_be_typed(
    here: str, name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "base" / "data"
    (folder / "controls").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / here)
    assert shown(folder) == (str(folder) if name is None else name)


def test_a_folder_on_another_drive_is_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def far(_: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", far)
    assert shown(tmp_path) == str(tmp_path)


def test_findings_of_a_folder_that_is_the_repository_are_told_from_its_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = empty(tmp_path / "base")
    repository.data = repository.top
    repository.write(COMMON | {"agreements/x.yaml": "title: x\n"})
    repository.commit(DAYS[0])
    monkeypatch.chdir(repository.top)
    for revision in ("", resolve(repository.top, "HEAD")):
        base = load(tree_of(Place(repository.top, "named"), revision, shown(repository.top)))
        assert {one.spot.path for one in base.findings} == {"agreements/x.yaml"}
