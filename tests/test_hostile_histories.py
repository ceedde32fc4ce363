"""What strangers put into a history is shown: it gives no orders, leads nowhere, runs nothing, and hides nothing."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from markdown_it import MarkdownIt

from conftest import COMMON
from example_base import Done, runner
from mineralkb.diff.points import points
from mineralkb.place import Place
from mineralkb.render.plain import inert
from mineralkb.values.text import visible
from repository import Commit, Link, Repository
from script_files import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Run = Callable[..., Done]

# Each begins with a word that must still be there in what is shown.
TEXTS = {
    "mention": "word0 @octocat and @github/security, a@b @everyone",
    "issue": "word1 #1 fixes #2, GH-3 octo/repo#4 !5 deadbeefcafe1234 CVE-2024-1234",
    "html": "word2 <img src=x onerror=alert(1)> <script>alert(1)</script> <details><!-- <b>",
    "comment": "word3 --> <!-- ]]> */ */-->",
    "annotation": "::error file=x::word4 ::set-output name=x::y",
    "group": "word5 ##[error]x ##vso[task.complete]y ::endgroup::",
    "link": "word6 [x](javascript:alert(1)) ![x](https://evil.example.org/x.png) [y]: https://evil.example.org",
    "address": "word7 https://evil.example.org www.evil.example.org mailto:e@evil.example.org <https://evil.example.org>",
    "code": "word8 `x` ``` ~~~ ~~x~~ **b** _i_ $x$ :smile: :+1: ==m== ^s^",
    "table": "word9 | a | b | \\| \\",
    "list": "- word10 1. 2) > # =",
    "markup": "word11 [bold red]x[/] [link=https://evil.example.org]y[/link] {{ 7*7 }} ${x} %s %n {0}",
    "shell": "word12 $(touch pwned) `touch pwned` ; touch pwned | touch pwned && touch pwned",
    "formula": "=word13+1 @SUM(A1) +1 -1",
    "bidirectional": "word14 \u202efdp.exe\u202c \u2066x\u2069 \u200bzero\u200d \ufeff \u00ad",
    "escape": "word15 \x1b[2J\x1b]8;;https://evil.example.org\x1b\\ \x07 \x9b31m",
    "lines": "word16 \u2028 \u2029 \x85 \x0b \x0c end",
    "long": "word17 " + "very long " * 400,
}
# The last ones do not read, and their records are there as such.
UNREAD = ("bidirectional", "escape", "lines", "long")
WORDS = [f"hostile-{number}" if name in UNREAD else f"word{number}" for number, name in enumerate(TEXTS)]
# What git takes as the name of a branch.
BRANCHES = [
    *(
        "--help",
        "--output=pwned",
        "-x",
        "2026-01-01",
        "@octocat",
        "#1",
        "<img/onerror=x>",
        "-->",
        "::x".replace(":", ";"),
    ),
    *(
        "$(touch${IFS}pwned)",
        "`touch-pwned`",
        "a;touch${IFS}pwned",
        "x]](y)",
        "|",
        "%0A;error;",
        "\u202eevil",
        "\u200b",
        "{0}",
    ),
    *("&amp;", '"', "'", "__b__", "refs/heads/main", "HEAD", "main--not-it", "\U0001f30d", "a\xa0b"),
]
# Those of them whose page is read too: each does something else in some form.
SHOWN_BRANCHES = {"--output=pwned", "2026-01-01", "@octocat", "<img/onerror=x>", "x]](y)", "\u202eevil", "|", "__b__"}
# What a file may be called; a folder's name may be the same.
FILES = [
    *("--help.yaml", "-x.yaml", "a b.yaml", "new\nline.yaml", "tab\there.yaml", '"quoted".yaml', "back\\slash.yaml"),
    *("$(touch pwned).yaml", "`touch pwned`.yaml", ";touch pwned.yaml", "::error::x.yaml", "##[error]x.yaml"),
    *("<img src=x onerror=x>.yaml", "@octocat.yaml", "#1.yaml", "\u202eevil.yaml", "\x1b[2J.yaml", "-->.yaml"),
    *(
        ":(glob)**.yaml",
        "*.yaml",
        "[x](javascript:x).yaml",
        "|.yaml",
        "%0A::error::x.yaml",
        "~.yaml",
        "con.yaml",
        ".yaml",
    ),
]
OURS = "https://ministry.example.org/text"


def quoted(text: str) -> str:
    """A text as YAML has it between quotes, with what YAML forbids written out."""
    return json.dumps(text)


def record(number: int, text: str) -> str:
    """A pact that says it in every place where a record may say something."""
    said = quoted(text)
    found = RECORDS["pact"].read_text(encoding="utf-8")
    found = found.replace("title: Pact on rare earths", f"title: {said}")
    found = found.replace("place: Tokyo", f"place: {said}").replace("summary: They set up a group.", f"summary: {said}")
    found = found.replace("title: A group for shortages", f"title: {said}").replace(
        "[text]", f"{{text: {{at: {said}}}}}"
    )
    return f"{found}corrections:\n  c{number}: {{date: 2026-01-02, route: form, reason: {said}, was: {said}}}\n"


def author(text: str) -> str:
    """A text as git takes it for a name."""
    return re.sub("[<>\n]", "", text)[:200]


class Hostile(NamedTuple):
    """A repository in which everything says something; its first commit, that of all branches, git's word on each name."""

    repository: Repository
    first: str
    branched: str
    meant: dict[str, str]

    @property
    def folder(self) -> Path:
        """Where its commands are run."""
        return self.repository.folder


def pledges(some: list[str]) -> str:
    """A pact with a pledge of each text."""
    told = RECORDS["pact"].read_text(encoding="utf-8")
    for number, text in enumerate(some):
        said = quoted(text)
        told += f"  p{number}:\n    title: {said}\n    summary: {said}\n    topics: [offtake]\n    by: [US]\n    strength: intention\n"
    return told


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Plain records first; then each text in a record, in the message and the author of its commit, and the rest."""
    made = Repository(tmp_path_factory.mktemp("hostile") / "base").begin()
    pact = RECORDS["pact"].read_text(encoding="utf-8")
    plain = {f"data/{path}": text for path, text in COMMON.items()} | {"data/agreements/all.yaml": pact}
    plain |= {f"data/agreements/hostile-{number}.yaml": pact for number in range(len(TEXTS))}
    commits = [Commit("Plain", plain, "2026-01-01")]
    some: list[str] = []
    for number, (name, text) in enumerate(TEXTS.items()):
        some.append(f"Pledge {number}" if name in UNREAD else text)
        files = {
            f"data/agreements/hostile-{number}.yaml": record(number, text),
            f"data/controls/broken-{number}.yaml": f"{quoted(text)}: {quoted(text)}\n",
            "data/agreements/all.yaml": pledges(some),
        }
        commits.append(Commit(text, files, "2026-01-02", (f":{number + 1}",), author=author(text)))
    odd: dict[str, str | None] = {f"data/agreements/{name}": pact for name in FILES}
    odd |= {f"data/{name}/x.yaml": "title: x\n" for name in FILES} | {f"beside/{name}": "x" for name in FILES}
    odd["data/agreements/link.yaml"] = Link("/etc/passwd")
    commits.append(Commit("Files", odd, "2026-01-03", (f":{len(commits)}",)))
    last: dict[str, str | None] = {"data/minerals/rare-earths.yaml": "title: Rare earths\ntype: group\nsymbol: RE\n"}
    commits.append(Commit("Last", last, "2026-01-04", (f":{len(commits)}",)))
    ids = made.imported(commits)
    refs = "".join(f"create refs/heads/{name}\0{ids[-2]}\0" for name in BRANCHES)
    made.git("update-ref", "-z", "--stdin", given=refs.encode())
    made.git("reset", "--quiet", "--hard")
    asked = "".join(f"{name}^{{commit}}\n" for name in BRANCHES).encode()
    meant = made.git("cat-file", "--batch-check=%(objectname)", given=asked).split("\n")
    return Hostile(made, ids[0], ids[-2], dict(zip(BRANCHES, meant, strict=True)))


@pytest.fixture
def mkb(hostile: Hostile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(hostile.folder)
    monkeypatch.setenv("MKB_TODAY", "2026-02-01")
    monkeypatch.delenv("MKB_DATA", raising=False)
    return runner(monkeypatch, capsys)


# What is asked of them, in which forms, and what a reader must then find.
PAGES = [
    ("diff {first} HEAD", ("table", "markdown", "html", "json"), WORDS),
    ("impact {first} HEAD", ("table",), []),
    ("log all", ("table", "markdown", "json"), [f"word{number}" for number in range(len(TEXTS))]),
    ("blame all", ("markdown",), [f"word{number}" for number in range(len(TEXTS))]),
    ("changes --since rev:{first} --until HEAD", ("table", "markdown"), WORDS),
    ("review {first}...HEAD", ("table", "markdown", "html"), WORDS),
]


def pages(mkb: Run, hostile: Hostile, form: str) -> Iterable[tuple[str, Done, list[str]]]:
    """Every page in a form, with what must be in it."""
    for line, forms, words in PAGES:
        if form in forms:
            asked = line.format(first=hostile.first)
            done = mkb(*asked.split(), "--format", form)
            assert done.code in (0, 1), done.err
            yield asked, done, words


def acting(text: str) -> list[str]:
    """What in a text is a command to a build service, or a sign that nobody sees or that acts on a terminal."""
    shown = inert(text)
    pairs = zip(text.splitlines(), shown.splitlines(), strict=True)
    return [line for line, safe in pairs if line != safe or visible(line) != line or re.search(r"##\w*\[", line)]


def test_a_page_gives_no_orders_and_hides_nothing(hostile: Hostile, mkb: Run) -> None:
    for asked, done, words in pages(mkb, hostile, "table"):
        assert acting(done.out) == [], asked
        assert acting(done.err) == [], asked
        assert [word for word in words if not re.search(rf"{word}\b", done.out)] == [], asked


class Page(HTMLParser):
    """What a browser makes of a page: its elements, where they lead, and its text outside of code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.links: set[str] = set()
        self.texts: list[str] = []
        self.all_texts: list[str] = []
        self._code = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, with its attributes."""
        self.elements.add((tag, *sorted(name for name, _ in attrs)))
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))
        self._code += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        """The end of one."""
        self._code -= tag in ("code", "pre")

    def handle_comment(self, data: str) -> None:
        """A comment: the pages have none."""
        self.elements.add(("comment", data))

    def handle_data(self, data: str) -> None:
        """Text, as a reader sees it."""
        self.all_texts.append(data)
        if not self._code:
            self.texts.append(data)


_PLAIN = {
    (name,) for name in ("h1", "h2", "h3", "h4", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code")
}
_OF_MARKDOWN = _PLAIN | {("strong",), ("em",), ("a", "href")}
_OF_HTML = _PLAIN | {
    *((name,) for name in ("head", "title", "style", "body", "dl", "dt", "dd")),
    *(("html", "lang"), ("meta", "charset"), ("span", "class"), ("a", "href", "rel")),
}
# What platforms make of a text by themselves, whatever stood before it in the Markdown.
_LINKED = re.compile(
    r"(?<![\w@])@[A-Za-z]|(?<![\w&])#\d|octo/repo|\bGH-3|deadbeefcafe1234|CVE-2024-1234|:smile:|:\+1:"
    r"|https?://|www\."
)


def test_markdown_holds_no_element_link_or_mention_of_theirs(hostile: Hostile, mkb: Run) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for asked, done, words in pages(mkb, hostile, "markdown"):
        page = Page(reader.render(done.out))
        assert page.elements <= _OF_MARKDOWN, asked
        assert page.links <= {OURS}, asked
        assert acting(done.out) == [], asked
        assert [word for word in words if not re.search(rf"{word}\b", "".join(page.all_texts))] == [], asked
        assert _LINKED.findall("\n".join(page.texts)) == [], asked


def test_html_holds_no_element_or_link_of_theirs(hostile: Hostile, mkb: Run) -> None:
    for asked, done, words in pages(mkb, hostile, "html"):
        page = Page(done.out)
        assert page.elements <= _OF_HTML, asked
        assert page.links <= {OURS}, asked
        assert acting(done.out) == [], asked
        assert [word for word in words if not re.search(rf"{word}\b", "".join(page.all_texts))] == [], asked


def test_json_says_it_whole(hostile: Hostile, mkb: Run) -> None:
    """What a record says is there sign for sign, and no sign of it stands in the text as it is."""

    def strings(node: Any) -> Iterable[str]:
        if isinstance(node, dict):
            node = [*node, *node.values()]
        if isinstance(node, list):
            for inner in node:
                yield from strings(inner)
        elif isinstance(node, str):
            yield node

    readable = [text.strip() for name, text in TEXTS.items() if name not in UNREAD]
    for asked, done, _ in pages(mkb, hostile, "json"):
        assert acting(done.out) == [], asked
        found = set(strings(json.loads(done.out)))
        if asked.startswith("diff"):
            assert [text for text in readable if text not in found] == []


_COMMAND = re.compile(r"::(error|warning|notice) file=[^,:]+,line=\d+(,[a-zA-Z]+=[^,:]*)*::[^\x00-\x1f]*")


def test_annotations_are_ours_alone(hostile: Hostile, mkb: Run) -> None:
    done = mkb("review", f"{hostile.first}...HEAD", "--format", "github")
    lines = done.out.splitlines()
    assert len(lines) > len(TEXTS)
    assert [line for line in lines if not _COMMAND.fullmatch(line) or visible(line) != line] == []
    assert acting(done.err) == []


@pytest.mark.parametrize("name", BRANCHES)
def test_a_branch_is_a_branch_whatever_its_name(name: str, hostile: Hostile, mkb: Run) -> None:
    """A name that git gives another meaning stands for that: it must be the same as git's own."""
    place = Place(hostile.folder / "data", "named")
    assert points(place, (f"rev:{name}", f"rev:{hostile.first}")).old == hostile.meant[name]
    if name not in SHOWN_BRANCHES:
        return
    done = mkb("diff", f"rev:{name}", "HEAD", "--format", "markdown")
    assert (done.code, acting(done.out + done.err)) == (0, [])
    assert ("symbol: RE" in done.out) is (hostile.meant[name] == hostile.branched)
    page = Page(MarkdownIt("commonmark").enable("table").render(done.out))
    assert page.elements <= _OF_MARKDOWN
    assert _LINKED.findall("\n".join(page.texts)) == []
    assert visible(" ".join(name.split())) in "".join(page.all_texts)


ORDERS = [
    *(
        "--output=order",
        "--upload-pack=touch pwned",
        "-Oorder",
        "--all",
        "--not",
        "^HEAD",
        ":/Plain^{/x}",
        "HEAD -- data",
    ),
    *(
        "HEAD:data/kb.yaml",
        "HEAD^{tree}",
        "HEAD:data",
        "main\nHEAD",
        "$(touch pwned)",
        "`touch pwned`",
        "; touch pwned",
    ),
    *("../../etc/passwd", ":(glob)**", "\u202ex", "::error::x", "\n::error::x", "\x1b[2J", "@mention", "<b>"),
]


@pytest.mark.parametrize("typed", ORDERS)
def test_what_is_typed_is_a_name_and_no_order(typed: str, mkb: Run) -> None:
    asked: list[tuple[str, ...]] = [("diff", "--", f"HEAD...rev:{typed}")]
    if typed in ORDERS[::7]:
        asked += [
            ("impact", f"rev:{typed}"),
            ("changes", "--since", f"rev:{typed}"),
            ("log", "--", typed),
            ("blame", "--", typed),
        ]
        asked += [("log", "all", "--known", f"rev:{typed}"), ("review", "--", f"rev:{typed}...HEAD")]
    for words in asked:
        done = mkb(*words)
        assert (done.code, done.out) == (2, ""), words
        leads = [line.partition(" ")[0] for line in done.err.splitlines() if "could not be read in full" not in line]
        assert leads in (["Error:"], ["Error:", "Hint:"]), words
        assert acting(done.err) == [], words


EVIL = {
    **dict.fromkeys(("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass"), "touch pwned"),
    **dict.fromkeys(("diff.external", "core.gitProxy", "gpg.program", "sequence.editor", "pager.diff"), "touch pwned"),
    **dict.fromkeys(
        ("diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge"), "touch pwned"
    ),
    **dict.fromkeys(("filter.evil.process", "merge.evil.driver", "core.alternateRefsCommand"), "touch pwned"),
    **dict.fromkeys(
        ("uploadpack.packObjectsHook", "credential.helper", "alias.rev-list", "alias.diff-tree"), "!touch pwned"
    ),
    "core.hooksPath": "hooks",
    "color.ui": "always",
    "color.diff": "always",
    "log.showSignature": "true",
    "log.date": "relative",
    "log.mailmap": "true",
    "log.follow": "true",
    "format.pretty": "oneline",
    "i18n.logOutputEncoding": "UTF-16",
    "diff.orderFile": "order",
    "diff.noprefix": "true",
    "diff.renames": "copies",
    "diff.relative": "true",
    "diff.ignoreSubmodules": "all",
    "core.abbrev": "4",
    "core.quotePath": "true",
    "core.excludesFile": "ignored",
    "core.attributesFile": "attributes",
    "status.showUntrackedFiles": "no",
    "core.warnAmbiguousRefs": "true",
}
_ATTRIBUTES = "* diff=evil filter=evil merge=evil export-subst export-ignore working-tree-encoding=UTF-16 -text\n"


def configured(name: str, value: str) -> str:
    """A setting as git's own file has it."""
    section, _, key = name.rpartition(".")
    group, _, which = section.partition(".")
    return f'[{group} "{which}"]\n\t{key} = {value}\n' if which else f"[{group}]\n\t{key} = {value}\n"


def test_nothing_that_a_repository_sets_is_run_or_changes_an_answer(
    hostile: Hostile, mkb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Configuration, attributes, hooks, a mailmap, ignored files and replaced commits of the repository."""
    asked = [
        ("diff", hostile.branched),
        ("diff", hostile.branched, "HEAD"),
        ("log", "hostile-3"),
        ("changes", "--since", f"rev:{hostile.branched}"),
    ]
    before = [mkb(*words) for words in asked]
    evil = hostile.repository.clone(tmp_path / "base")
    git = evil.folder / ".git"
    replaced = evil.git("commit-tree", "HEAD~3^{tree}", "-m", "Nothing to see here")
    evil.git("update-ref", f"refs/replace/{evil.git('rev-parse', 'HEAD~2')}", replaced)
    (git / "info").mkdir(exist_ok=True)
    for name in (".git/info/attributes", "attributes"):
        (evil.folder / name).write_text(_ATTRIBUTES, encoding="utf-8")
    (evil.folder / ".mailmap").write_text("Nobody <nobody@example.org> <author@example.org>\n", encoding="utf-8")
    for name in (".git/info/exclude", "ignored", ".gitignore"):
        (evil.folder / name).write_text("*\n", encoding="utf-8")
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        for hooks in (git / "hooks", evil.folder / "hooks"):
            hooks.mkdir(exist_ok=True)
            (hooks / name).write_text(f"#!/bin/sh\ntouch {evil.folder}/pwned\n", encoding="utf-8")
            (hooks / name).chmod(0o755)
    with (git / "config").open("a", encoding="utf-8") as file:
        file.write("".join(starmap(configured, EVIL.items())))
    monkeypatch.chdir(evil.folder)
    for words, then in zip(asked, before, strict=True):
        assert mkb(*words) == then, words
    assert list(evil.folder.rglob("pwned")) == []


def test_a_filter_that_cannot_be_switched_off_is_refused(
    hostile: Hostile, mkb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = hostile.repository.clone(tmp_path / "base")
    with (evil.folder / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(configured("filter.a=b.clean", "touch pwned"))
    monkeypatch.chdir(evil.folder)
    done = mkb("diff", "HEAD")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: a filter of this repository is called filter.a=b\nHint: ")


def test_nothing_was_run(hostile: Hostile) -> None:
    """The last of this file: whatever was asked above, no name or text was given to a shell."""
    assert [path for path in hostile.folder.rglob("*pwned") if ".git" not in path.parts] == []
    assert not (hostile.folder / ".git" / "pwned").exists()
