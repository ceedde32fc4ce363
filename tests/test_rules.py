"""Every rule's page is its test: its YAML gives its findings, and the table, modules and pages agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from conftest import COMMON, TODAY, Texts
from mineralkb import rules
from mineralkb.diff.points import Points
from mineralkb.kb import load
from mineralkb.review.answer import held_together
from mineralkb.tree.files import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.finding import Finding
    from mineralkb.kb import KnowledgeBase
    from mineralkb.tree import Refusal

ROOM = Path(rules.__file__).parent
# A block `link data/PATH` stands for a link to what its body names: text cannot hold one. A block `yaml before data/PATH`
# is of the older of two states.
_BLOCK = re.compile(
    r"^```(?P<what>yaml|yaml before|link|findings)(?: data/(?P<path>\S+))?\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = "link to "


class Linked(Texts):
    """A tree of literal texts, of which some stand for links."""

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """The plain files, and a refusal for each link."""
        found, _ = super().paths()
        links = [path for path, text in self.texts.items() if text.startswith(_LINK)]
        return {path: found[path] for path in found.keys() - links}, [refusal(path, "a link") for path in links]


class Case(NamedTuple):
    """The files of an example, those of the older state, and the findings."""

    files: dict[str, str]
    before: dict[str, str]
    findings: list[str]


def cases(page: str) -> list[Case]:
    """The examples of a page, in order."""
    found = []
    files: dict[str, str] = {}
    before: dict[str, str] = {}
    for block in _BLOCK.finditer(page):
        if not block["path"]:
            found.append(Case(files, before, block["body"].splitlines()))
            files, before = {}, {}
        elif block["what"] == "yaml before":
            before[block["path"]] = block["body"]
        else:
            files[block["path"]] = _LINK + block["body"] if block["what"] == "link" else block["body"]
    return found


@pytest.mark.parametrize("name", rules.SEVERITIES)
def test_page_gives_its_findings(name: str) -> None:
    given = cases(rules.page(name))
    assert any(case.findings for case in given), "a page shows the rule broken"
    assert any(not case.findings for case in given), "a page shows the rule kept"
    for files, before, expected in given:
        found = findings_of(name, files, before)
        broken = [f for f in found if f.rule in rules.WHILE_READING and f.rule != name]
        assert not broken, f"the example itself is broken: {broken}"
        assert [concise(finding) for finding in found if finding.rule == name] == expected


def findings_of(name: str, files: dict[str, str], before: dict[str, str]) -> list[Finding]:
    """What is found in the files; of a rule that reviews apply, what they bring to the older state."""
    new = load(Linked(COMMON | files))
    if name not in rules.OF_REVIEWS:
        return rules.check(new, TODAY)[0]
    found = held_together(Points("a", "b", "a", "b"), (load(Linked(COMMON | before)), new), (), TODAY)
    return list(found.findings.new)


def concise(finding: Finding) -> str:
    """A finding as pages show it."""
    place = finding.spot.place
    return f"{finding.spot.path}:{place.line}:{place.column} {finding.rule}: {finding.message}"


def test_the_table_is_the_folder() -> None:
    pages = {path.stem.replace("_", "-") for path in ROOM.glob("*.md")}
    modules = {path.stem.replace("_", "-") for path in ROOM.glob("[!_]*.py")} - {"waivers"}
    assert pages == set(rules.SEVERITIES)
    assert modules == set(rules.RULES)


@pytest.mark.parametrize("name", rules.SEVERITIES)
def test_page_begins_with_name_and_one_line(name: str) -> None:
    head = rules.page(name).splitlines()
    assert head[0] == f"# {name}"
    assert head[2].endswith(".")


TARIFF = {"minerals/dysprosium.yaml": 'title: Dysprosium\ntype: element\nhs: ["280530"]\n'}


def waiver(**fields: str) -> dict[str, str]:
    """A file of waivers with one in it."""
    lines = (f"    {name}: {value}\n" for name, value in {"reason": "It is known.", **fields}.items())
    return {"waivers.yaml": "waivers:\n  known:\n" + "".join(lines)}


def found_in(base: KnowledgeBase) -> tuple[list[str], int]:
    """The findings but those on sources that no example cites, and how many are waived."""
    found, waived = rules.check(base, TODAY)
    return [concise(finding) for finding in found if finding.rule != "unused-source"], waived


@pytest.mark.parametrize("narrower", [{}, {"route": "hs"}, {"until": "2026-11-23"}])
def test_a_waiver_silences_one_finding(
    narrower: dict[str, str], base: Callable[[dict[str, str]], KnowledgeBase]
) -> None:
    other = {"minerals/terbium.yaml": 'title: Terbium\ntype: element\nhs: ["280530"]\n'}
    given = TARIFF | other | waiver(rule="code-without-edition", record="dysprosium", **narrower)
    rest = "data/minerals/terbium.yaml:3:1 code-without-edition: the codes are of no edition"
    assert found_in(base(given)) == ([rest], 1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"record": "terbium"}, "the waiver 'known' waives nothing"),
        ({"rule": "empty-range"}, "the waiver 'known' waives nothing"),
        ({"route": "title"}, "the waiver 'known' waives nothing"),
        ({"until": "2026-11-22"}, "the waiver 'known' held until 2026-11-22"),
        ({"rule": "unsafe-file"}, "the rule unsafe-file cannot be waived"),
    ],
)
def test_a_waiver_of_no_use_is_found(
    fields: dict[str, str], message: str, base: Callable[[dict[str, str]], KnowledgeBase]
) -> None:
    given = TARIFF | waiver(**{"rule": "code-without-edition", "record": "dysprosium", **fields})
    finding = "data/minerals/dysprosium.yaml:3:1 code-without-edition: the codes are of no edition"
    assert found_in(base(given)) == ([finding, f"data/waivers.yaml:2:3 unused-waiver: {message}"], 0)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("unreadable-yaml", "title: Germany\ntitle: Germany\n"),
        ("unsafe-text", 'title: "Ger\\u202emany"\n'),
        ("unsafe-file", f"{_LINK}/etc/passwd\n"),
    ],
)
def test_nothing_unreadable_or_unsafe_is_waived(rule: str, text: str) -> None:
    files = COMMON | {"countries/DE.yaml": text} | waiver(rule=rule, record="DE")
    found, waived = rules.check(load(Linked(files)), TODAY)
    assert [finding.rule for finding in found if finding.rule != "unused-source"] == [rule, "unused-waiver"]
    assert waived == 0


def test_an_unused_waiver_is_not_waived(base: Callable[[dict[str, str]], KnowledgeBase]) -> None:
    found, waived = found_in(base(waiver(rule="unused-waiver", record="waivers")))
    assert (found, waived) == (["data/waivers.yaml:2:3 unused-waiver: the rule unused-waiver cannot be waived"], 0)


def test_a_long_chain_is_no_circle(base: Callable[[dict[str, str]], KnowledgeBase]) -> None:
    chain = {f"minerals/m{n}.yaml": f"title: M{n}\ntype: group\nbroader: [m{n + 1}]\n" for n in range(1500)}
    chain["minerals/m1500.yaml"] = "title: M1500\ntype: group\n"
    assert found_in(base(chain)) == ([], 0)
