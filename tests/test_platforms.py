"""The Action, the workflows and the GitLab template: what they may do, and their steps run for real."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from example_base import AGREEMENT, EXAMPLE
from platforms import ROOT, Ended, executable, filled, obeyed, proposed, read, shell, stand_in
from repository import Commit, Link, Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTION = read("action.yml")
WORKFLOWS = {path: read(path) for path in (".github/workflows/pull-request.yml", ".github/workflows/main.yml")}
TEMPLATE = "gitlab/mineralkb.gitlab-ci.yml"
JOBS = [(path, name, job) for path, workflow in WORKFLOWS.items() for name, job in workflow["jobs"].items()]
STEPS = [step for _, _, job in JOBS for step in job["steps"]] + ACTION["runs"]["steps"]
SHELLS = {"github": ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail"), "gitlab": ("sh", "-e")}
DATA = "the data"
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


# What they may do


def test_no_workflow_can_do_more_than_read() -> None:
    for workflow in WORKFLOWS.values():
        assert workflow["permissions"] == {}
        assert workflow["concurrency"]["group"]
    for _, name, job in JOBS:
        assert job["permissions"] == {"contents": "read"}, name
        assert job["timeout-minutes"] <= 15, name
    assert WORKFLOWS[".github/workflows/pull-request.yml"]["on"] == {"pull_request": None}
    assert WORKFLOWS[".github/workflows/main.yml"]["on"] == {"push": {"branches": ["main"]}}
    for path in ("action.yml", *WORKFLOWS):
        said = re.sub(r"(?m)#.*$", "", (ROOT / path).read_text(encoding="utf-8"))
        assert not re.search(r"secrets|token|pull_request_target|workflow_run", said), path


def test_checkouts_keep_no_credentials() -> None:
    checkouts = [step for step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == 4
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_actions_are_pinned_by_one_hash_each() -> None:
    texts = "".join((ROOT / path).read_text(encoding="utf-8") for path in ("action.yml", *WORKFLOWS))
    used = re.findall(r"(?m)^ *(?:- )?uses: (\S+)(?: # (.+))?$", texts)
    pinned = {(name, said) for name, said in used if name != "./tool"}
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name, _ in pinned)
    assert all(re.fullmatch(r"v\d+\.\d+\.\d+", said) for _, said in pinned)
    assert len({name.partition("@")[0] for name, _ in pinned}) == len(pinned) == 3


def test_contexts_reach_a_shell_through_env_only() -> None:
    runs = [step["run"] for step in STEPS if "run" in step]
    assert len(runs) == 4
    assert [run for run in runs if "${{" in run] == []


def test_the_review_runs_the_program_of_the_base_and_only_reads_the_rest() -> None:
    tool, data, review = WORKFLOWS[".github/workflows/pull-request.yml"]["jobs"]["review"]["steps"]
    assert tool["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert (tool["with"]["path"], data["with"]["path"]) == ("tool", "proposed")
    assert "ref" not in data["with"]  # what the event is of: the merge commit
    assert data["with"]["fetch-depth"] == 0
    assert review == {"name": "Review", "uses": "./tool", "with": {"repository": "proposed"}}


# What they do


class Scene(NamedTuple):
    """A server with pull requests, and a machine that checks one."""

    folder: Path
    pulls: dict[str, str]

    @property
    def workspace(self) -> Path:
        """Where the checkouts are."""
        return self.folder / "work space"

    def checked_out(self, pull: str) -> Repository:
        """The merge commit of a pull request, as data."""
        return proposed(self.folder / "origin.git", self.workspace / "proposed", self.pulls[pull])

    def action(self, **inputs: str) -> Ended:
        """The shell steps of the Action, until one fails, each with its own environment."""
        temporary = self.folder / "runner temp"
        temporary.mkdir()
        given = {name: one.get("default", "") for name, one in ACTION["inputs"].items()} | {"repository": "proposed"}
        context = {f"inputs.{name}": str(value) for name, value in (given | {"data": DATA} | inputs).items()}
        context["steps.python.outputs.python-path"] = str(stand_in(self.folder / "programs"))
        context["github.action_path"] = str(self.workspace / "tool")
        files = {name: str(temporary / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
        machine = {**files, "RUNNER_TEMP": str(temporary), "GITHUB_WORKSPACE": str(self.workspace)}
        log = ""
        for step in (step for step in ACTION["runs"]["steps"] if "run" in step):
            own = {name: filled(value, context) for name, value in step["env"].items()}
            ended = shell(step["run"], SHELLS[step["shell"].replace("bash", "github")], self.folder, machine | own)
            log += ended.log
            if ended.code:
                return Ended(ended.code, log)
        return Ended(0, log)

    def written(self, name: str) -> str:
        """A file that the runner reads after a step, or one of the report."""
        places = (self.folder / "runner temp" / name, self.folder / "runner temp/mineralkb-review/report" / name)
        return "".join(path.read_text(encoding="utf-8") for path in places if path.is_file())

    def gitlab(self, base: str, head: str) -> Ended:
        """The script of the GitLab job."""
        [job] = read(TEMPLATE).values()
        programs = stand_in(self.folder / "programs").parent
        machine = {
            "PATH": f"{programs}:/usr/bin:/bin",
            "TMPDIR": str(self.folder),
            "CI_PROJECT_DIR": str(self.workspace / "proposed"),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_COMMIT_SHA": head,
            **job["variables"],
            "MKB_REVIEW_DATA": DATA,
            "MKB_REVIEW_PACKAGE": "mineralkb @ git+https://example.org/mineralkb.git@0123abc",
        }
        return shell("\n".join(job["script"]), SHELLS["gitlab"], self.folder, machine)


RUN = "import pathlib\npathlib.Path('{ran}').touch()\n"
BAD = AGREEMENT.replace("form: framework", "form: '##[add-mask]x'").replace("[rare-earths]", "['::add-mask::x']")
MODULES = ("mineralkb", "pip", "sitecustomize", "typer", "usercustomize", "venv", "yaml")


def below(texts: dict[str, str]) -> dict[str, str]:
    """The texts as files of the data folder."""
    return {f"{DATA}/{name}": text for name, text in texts.items()}


def hostile(ran: Path) -> dict[str, str | None]:
    """What a stranger may send: names and texts that mean to be run, and programs in the way of ours."""
    names = (
        "$(touch ran)",
        "`touch ran`",
        "--upload-pack=touch ran",
        "-c core.fsmonitor=touch ran",
        "::set-output name=outcome::clean",
        "##[add-mask]x",
        "a\n::add-mask::x",
        "a'\"; touch ran; #",
    )
    return {
        **below({f"agreements/{name}.yaml": BAD for name in names}),
        **{f"{folder}{name}.py": RUN.format(ran=ran) for name in MODULES for folder in ("", f"{DATA}/")},
        ".gitattributes": "* filter=ran diff=ran merge=ran export-subst\n",
        ".mineralkb-review": Link(str(ran.parent)),
    }


def posing(ran: Path) -> dict[str, str | None]:
    """A data folder that poses as a bare repository with a command of its own."""
    settings = f"[core]\nrepositoryformatversion = 0\nbare = true\nfsmonitor = touch {ran}\nhooksPath = hooks\n"
    names = {"HEAD": "ref: refs/heads/main\n", "config": settings, "objects/x": "", "refs/x": ""}
    return dict(below(names))


BRANCHES = ("$(touch${IFS}ran)", "--upload-pack=touch${IFS}ran", "`touch${IFS}ran`;touch${IFS}ran")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A bare origin, and the merge commit of each pull request on it."""
    author = Repository(tmp_path_factory.mktemp("server") / "author").begin()
    ran = author.folder / "ran"
    fine = AGREEMENT.replace("A group that answers shortages", "A group for shortages")
    changes: dict[str, dict[str, str | None]] = {
        "fine": dict(below({"agreements/us-japan-2025.yaml": fine})),
        "hostile": hostile(ran),
        "posing": posing(ran),
        "linked": {DATA: Link("../tool/data")},
        "newer": {
            "src/mineralkb/schema/agreement.py": "",
            **below({"agreements/new.yaml": f"more: 1\n{AGREEMENT}"}),
            **below({"kb.yaml": EXAMPLE["kb.yaml"].replace("format: 1", "format: 2")}),
        },
    }
    message = "::add-mask::x\n\n$(touch ran) `touch ran`"
    commits = [
        Commit("The base", dict(below(EXAMPLE)), "2026-01-01"),
        Commit("More on main", {"README.md": "A base\n"}, "2026-01-02", parents=(":1",)),
    ]
    for number, files in enumerate(changes.values()):
        mark = len(commits)
        branch = BRANCHES[number % len(BRANCHES)] + str(number)
        commits.append(Commit(message, files, "2026-01-03", parents=(":1",), branch=branch))
        commits.append(Commit("Merge", files, "2026-01-04", parents=(":2", f":{mark + 1}"), branch=f"merge-{number}"))
    made = author.imported(commits)
    pulls = dict(zip(changes, made[3::2], strict=True))
    author.clone(author.folder.parent / "origin.git", "--bare")
    return author.folder.parent / "origin.git", {**pulls, "base": made[1]}


@pytest.fixture
def scene(tmp_path: Path, served: tuple[Path, dict[str, str]]) -> Iterator[Scene]:
    """A machine of its own for each test; whatever that is about, no hostile text may have been run, in no folder."""
    origin, pulls = served
    (tmp_path / "origin.git").symlink_to(origin)
    (tmp_path / "work space").mkdir()
    yield Scene(tmp_path, pulls)
    assert [path for folder in (tmp_path, origin.parent) for path in folder.rglob("ran*")] == []


def test_a_fine_change_passes(scene: Scene) -> None:
    scene.checked_out("fine")
    ended = scene.action(head=scene.pulls["fine"])
    assert ended.code == 0, ended.log
    report = scene.folder / "runner temp/mineralkb-review/report"
    assert scene.written("GITHUB_OUTPUT") == f"outcome=clean\nreport={report}\n"
    assert "pledge rapid-response-group, title: 'A group for shortages', was" in scene.written("GITHUB_STEP_SUMMARY")
    assert scene.written("GITHUB_ENV") == ""
    review = json.loads(scene.written("review.json"))
    assert (review["findings"], review["asked"]["old_commit"]) == ([], scene.pulls["base"])
    assert review["beyond"] == []  # what main got meanwhile is no part of the change


def test_hostile_names_and_texts_are_findings_and_nothing_else(scene: Scene) -> None:
    """Of files, of records, of commits, and of branches, where somebody passes these instead of commits."""
    repository = scene.checked_out("hostile")
    ended = scene.action(base=f"origin/{BRANCHES[0]}0", head=f"origin/{BRANCHES[1]}1")
    assert ended.code == 1, ended.log
    commands = list(obeyed(ended.log))
    assert {command.name for command in commands} <= {"error", "warning", "notice"}
    named = {unquote(re.match(r"file=([^,]*)", command.properties)[1]) for command in commands}  # type: ignore[index]
    assert f"{DATA}/agreements/##[add-mask]x.yaml" in named
    assert f"{DATA}/agreements/$(touch ran).yaml" in named
    assert scene.written("GITHUB_OUTPUT").startswith("outcome=findings\n")
    assert "origin/--upload-pack=touch" in scene.written("GITHUB_STEP_SUMMARY")
    assert scene.written("GITHUB_ENV") == ""
    assert json.loads(scene.written("review.sarif"))["runs"][0]["results"]
    assert repository.git("status", "--porcelain", "--ignored") == ""
    work, tool = scene.folder / "runner temp/mineralkb-review", scene.workspace / "tool"
    assert (scene.folder / "programs" / "asked").read_text(encoding="utf-8").splitlines() == [
        f"{work}/empty: -I -m venv {work}/tool",
        f"{work}/empty: -I -m pip install --quiet --disable-pip-version-check -- {tool}",
    ]


def test_a_name_that_no_commit_has_is_said(scene: Scene) -> None:
    scene.checked_out("fine")
    ended = scene.action(base="--upload-pack=touch ran", head="`touch ran`;touch ran\n::add-mask::x")
    assert (ended.code, list(obeyed(ended.log))) == (2, [])
    assert "there is no revision '--upload-pack=touch ran'" in ended.log
    assert scene.written("GITHUB_OUTPUT").startswith("outcome=failed\n")
    assert scene.written("GITHUB_STEP_SUMMARY") == "The review could not run. The log of the job says why.\n"


@pytest.mark.parametrize(
    ("pull", "said"), [("posing", "poses as a repository of its own"), ("linked", "is no knowledge base")]
)
def test_a_data_folder_that_is_something_else_is_refused(scene: Scene, pull: str, said: str) -> None:
    scene.checked_out(pull)
    ended = scene.action(head=scene.pulls[pull])
    assert ended.code == 2
    assert said in ended.log


def test_a_change_of_schema_and_format_is_told_and_fails_nothing(scene: Scene) -> None:
    scene.checked_out("newer")
    ended = scene.action(head=scene.pulls["newer"])
    assert ended.code == 0, ended.log
    said = "the format of the data, from 1 to 2 and the program that says what a record may hold"
    assert said in scene.written("GITHUB_STEP_SUMMARY")
    assert "notice" in {command.name for command in obeyed(ended.log)}  # what the older program makes of it


# A tool that escapes nothing, to see that the shell around it does not rely on it.
CARELESS = """\
import pathlib, sys
for stream in (sys.stdout, sys.stderr):
    print('::add-mask::x', 'and ##[set-env name=PATH]x', '::0123::', sep='\\n', file=stream)
print(pathlib.Path.cwd(), end='')
for save in sys.argv:
    if save.startswith('markdown='):
        pathlib.Path(save[9:]).write_text('a review')
    if save.startswith('github='):
        pathlib.Path(save[7:]).write_text('::error file=a::b\\n::add-mask::x\\n ::warning::c\\n::notice file=a::d')
"""


def test_no_line_of_the_tool_but_an_annotation_is_a_command(scene: Scene) -> None:
    (install, review) = (step for step in ACTION["runs"]["steps"] if "run" in step)
    tool = scene.folder / "mineralkb-review/tool/bin/mkb"
    executable(tool, f"#!/usr/bin/env python3\n{CARELESS}")
    (scene.folder / "mineralkb-review/empty").mkdir()
    (scene.folder / "mineralkb-review/report").mkdir()
    files = {name: str(scene.folder / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    machine = {**files, "RUNNER_TEMP": str(scene.folder), "GITHUB_WORKSPACE": str(scene.workspace)}
    own = dict.fromkeys(review["env"], "x")
    ended = shell(review["run"], SHELLS["github"], scene.folder, machine | own)
    assert install["name"] == "Install the tool"
    assert [(command.name, command.said) for command in obeyed(ended.log)] == [("error", "b"), ("notice", "d")]
    assert f"{scene.folder}/mineralkb-review/empty\n" in ended.log
    words = re.findall(r"::stop-commands::(\w+)", ended.log)
    assert len(words[0]) == 32
    assert shell(review["run"], SHELLS["github"], scene.folder, machine | own).log.find(words[0]) == -1


# GitLab


def check_code_quality(issues: Any) -> None:
    """The published format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(isinstance(issue[name], str) and issue[name] for name in issue if name != "location")
        assert issue["severity"] in SEVERITIES
        assert set(issue["location"]) == {"path", "lines"}
        assert not Path(issue["location"]["path"]).is_absolute()
        assert not issue["location"]["path"].startswith("./")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_gets_a_code_quality_report(scene: Scene) -> None:
    scene.checked_out("hostile")
    ended = scene.gitlab(scene.pulls["base"], scene.pulls["hostile"])
    assert ended.code == 1, ended.log
    report = scene.workspace / "proposed" / ".mineralkb-review"
    assert not report.is_symlink()  # as the merge request had it
    issues = json.loads((report / "code-quality.json").read_text(encoding="utf-8"))
    check_code_quality(issues)
    assert f"{DATA}/agreements/$(touch ran).yaml" in {issue["location"]["path"] for issue in issues}
    suite = ET.parse(report / "junit.xml").getroot()  # noqa: S314  # our own text
    assert int(suite.get("failures", "0")) == len(issues)
    assert {path.name for path in report.iterdir()} == {"code-quality.json", "junit.xml", "summary.md"}
    assert {path.stat().st_mode & 0o444 for path in report.iterdir()} == {0o444}  # another user uploads them
    asked = (scene.folder / "programs" / "asked").read_text(encoding="utf-8")
    assert str(scene.workspace) not in asked  # neither where pip runs nor what it installs


def test_the_gitlab_job_names_the_files_that_it_writes() -> None:
    [job] = read(TEMPLATE).values()
    script = job["script"][0]
    for kind, file in job["artifacts"]["reports"].items():
        format_ = {"codequality": "gitlab", "junit": "junit"}[kind]
        assert file.startswith(".mineralkb-review/")
        assert f'{format_}="$report/{file.partition("/")[2]}"' in script
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert (job["variables"]["GIT_DEPTH"], job["variables"]["MKB_REVIEW_PACKAGE"]) == ("0", "")


# The page


def test_the_page_shows_what_is_there() -> None:
    pages = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("pull-requests.md", "validate.md")]
    texts = "".join((ROOT / path).read_text(encoding="utf-8") for path in ("action.yml", *WORKFLOWS))
    shown = {line for page in pages for line in re.findall(r"uses: (actions/.*)", page)}
    assert len(shown) == 2
    assert shown <= set(re.findall(r"uses: (actions/.*)", texts))
    named = set(re.findall(r"(?m)^\| `([a-z-]+)`.* \|.* \|.* \|$", pages[0]))
    assert named == set(ACTION["inputs"])
    [hook] = read(".pre-commit-hooks.yaml")
    assert f"- id: {hook['id']}\n" in pages[0]
    assert f"file: /{TEMPLATE}\n" in pages[0]
    assert {name for name in read(TEMPLATE)["mineralkb-review"]["variables"] if name.startswith("MKB_")} == set(
        re.findall(r"(?m)^    (MKB_\w+):", pages[0])
    )
