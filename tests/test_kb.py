"""Loading: all findings of all files at once, who claims which id, and where facts come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import COMMON, Texts
from mineralkb.finding import Elsewhere, Hit, Place
from mineralkb.kb import KnowledgeBase, load
from mineralkb.reading import FORMAT
from mineralkb.record import facts, sources_of, walk
from mineralkb.tree import Refusal, UnreadableError
from mineralkb.values.marked import DateText, Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.finding import Route

    Make = Callable[[dict[str, str]], KnowledgeBase]

PAPER = """\
title: A paper
form: framework
binding: {disputed: {text: binding, news: non-binding}}
cite: [text]
cite_for: {form: {news: {at: page 1}}}
parties:
  US: {role: signatory}
  JP: {role: signatory, cite: [news]}
minerals: [dysprosium]
events:
  signed:
    kind: signed
    date: {disputed: {text: 2025-10-28, news: 2025-10}}
    cite: [news]
  confirmed:
    kind: confirmed
    date: 2026-01-02
    cite_for: {date: [news]}
pledges:
  buy:
    title: Buying
    summary: To buy what is dug up.
    topics: [offtake]
    by: [US]
    strength: intention
    lead:
      US: A Ministry
"""


class Broken(Texts):
    """A tree with a file that cannot be read and one that is refused."""

    def paths(self) -> tuple[dict[str, str], list[Refusal]]:
        """One path more, and one refusal."""
        found, _ = super().paths()
        refusals = [Refusal("agreements/linked.yaml", "a link is not read", "delete it")]
        return found | {"agreements/garbled.yaml": "x"}, refusals

    def read(self, path: str) -> str:
        """One of them is garbled."""
        if path == "agreements/garbled.yaml":
            raise UnreadableError("the file is not UTF-8 from here on", 3, 7)
        return super().read(path)


def shown(base: KnowledgeBase) -> list[tuple[str, str]]:
    return [(finding.rule, finding.spot.path) for finding in base.findings]


def test_a_good_base_has_no_findings(base: Make) -> None:
    loaded = base({"agreements/paper.yaml": PAPER})
    assert loaded.findings == []
    assert set(loaded.records) == {path.split("/")[1][:-5] for path in COMMON if "/" in path} | {"paper"}
    assert loaded.settings == {"format": FORMAT, "title": "Test", "licence": "CC-BY-4.0"}
    assert loaded.records["paper"].kind == "agreements"
    assert [record.id for record in loaded.of_kind("countries")] == ["CN", "JP", "US"]


def test_all_findings_of_all_files_come_at_once(base: Make) -> None:
    files = {
        "agreements/a.yaml": "title: &x A\nform:\n",
        "agreements/b.yaml": "title: B\ncolour: red\n",
        "agreements/c.txt": "x",
        "controls/a.yaml": "title: A again\n",
        "minerals/d.yaml": "title: D\u202e\ntype: element\n",
        "minerals/e.yaml": "title: E\ntype: elephant\n",
        "minerals/fine.yaml": "title: Fine\ntype: element\n",
        "waivers.yaml": "waivers: none\n",
    }
    loaded = base(files)
    found = {(rule, path.removeprefix("data/")) for rule, path in shown(loaded)}
    assert found == {
        ("unreadable-yaml", "agreements/a.yaml"),
        ("schema", "agreements/b.yaml"),
        ("stray-file", "agreements/c.txt"),
        ("clashing-ids", "controls/a.yaml"),
        ("schema", "controls/a.yaml"),
        ("unsafe-text", "minerals/d.yaml"),
        ("schema", "minerals/e.yaml"),
        ("schema", "waivers.yaml"),
    }
    assert "fine" in loaded.records
    assert len([rule for rule, path in shown(loaded) if path == "data/agreements/a.yaml"]) == 2


def test_findings_are_in_the_order_of_files_and_lines(base: Make) -> None:
    loaded = base({"minerals/z.yaml": "title:\ntype:\n", "agreements/a.yaml": "b:\na:\n", "kb.yaml": "title:\n"})
    places = [(finding.spot.path, finding.spot.place.line) for finding in loaded.findings]
    assert places == sorted(places)
    assert len(places) == 5


def test_a_finding_shows_its_line(base: Make) -> None:
    (finding,) = base({"minerals/e.yaml": "title: E\r\n\ttype : elephant\r\n".replace("\t", "")}).findings
    assert finding.spot.place == Place(2, 1, 5)
    assert finding.spot.text == "type : elephant"
    assert finding.record == "e"
    assert finding.route == ("type",)
    assert finding.hint == "did you mean 'element'?"


def test_unreadable_files_hide_nothing_and_claim_their_ids() -> None:
    loaded = load(Broken(COMMON | {"agreements/paper.yaml": PAPER, "policies/garbled.yaml": "title: x\n"}))
    assert loaded.claimed["garbled"] == "agreements/garbled.yaml"
    assert loaded.claimed["linked"] == "agreements/linked.yaml"
    assert "paper" in loaded.records
    assert ("clashing-ids", "data/policies/garbled.yaml") in shown(loaded)
    garbled = next(finding for finding in loaded.findings if finding.spot.path == "data/agreements/garbled.yaml")
    assert (garbled.rule, garbled.spot.place) == ("unsafe-file", Place(3, 7, 8))


def test_a_refused_file_keeps_its_id_from_others() -> None:
    loaded = load(Broken(COMMON | {"policies/LINKED.yaml": "title: x\n"}))
    assert ("clashing-ids", "data/policies/LINKED.yaml") in shown(loaded)
    assert "LINKED" not in loaded.records


@pytest.mark.parametrize("second", ["projects/dysprosium.yaml", "projects/DYSPROSIUM.yaml"])
def test_an_id_in_two_folders_is_the_firsts(second: str, base: Make) -> None:
    loaded = base({second: "title: A mine\ntype: mine\n"})
    (finding,) = loaded.findings
    assert (finding.rule, finding.spot.path) == ("clashing-ids", f"data/{second}")
    assert "data/minerals/dysprosium.yaml" in finding.message
    assert loaded.records["dysprosium"].kind == "minerals"
    assert len(loaded.records) == len(COMMON) - 1


def test_without_a_mark_it_is_no_knowledge_base() -> None:
    loaded = load(Texts({path: text for path, text in COMMON.items() if path != "kb.yaml"}))
    (finding,) = loaded.findings
    assert (finding.rule, finding.spot.path) == ("unreadable-yaml", "data/kb.yaml")
    assert "US" in loaded.records


def test_an_empty_tree() -> None:
    assert shown(load(Texts({}))) == [("unreadable-yaml", "data/kb.yaml")]


def test_a_newer_format_is_said_at_its_line(base: Make) -> None:
    loaded = base({"kb.yaml": f"title: Test\nlicence: MIT\nformat: {FORMAT + 1}\n"})
    (finding,) = loaded.findings
    assert (finding.rule, finding.spot.place.line, finding.hint) == ("schema", 3, "update mineralkb")


@pytest.mark.parametrize("written", ["0", "-1", "1.0", "one", "٢", "10000", "9" * 5000])
def test_what_is_no_format(written: str, base: Make) -> None:
    loaded = base({"kb.yaml": f"title: Test\nlicence: MIT\nformat: '{written}'\n"})
    assert shown(loaded) == [("schema", "data/kb.yaml")]


@pytest.mark.parametrize("path", ["README.md", "LICENSE"])
def test_files_that_may_stand_at_the_top(path: str, base: Make) -> None:
    assert base({path: "\u202e"}).findings == []


@pytest.mark.parametrize(
    "path", ["agreements/README.md", "readme.md", "paper.yaml", "treaties/paper.yaml", "agreements/.yaml"]
)
def test_stray_files(path: str, base: Make) -> None:
    assert shown(base({path: PAPER})) == [("stray-file", f"data/{path}")]


def test_a_hit_gets_its_place_and_its_second_spot(base: Make) -> None:
    loaded = base({"agreements/paper.yaml": PAPER})
    hit = Hit(
        "paper",
        ("parties", "JP", "joined"),
        "one\nline \u202e " + "x" * 1000,
        elsewhere=(Elsewhere("US", ("title",), "here"),),
    )
    finding = loaded.placed("a-rule", "warning", hit)
    assert (finding.spot.path, finding.spot.place) == ("data/agreements/paper.yaml", Place(8, 3, 5))
    assert finding.message.startswith("one\\nline \\u202e x")
    assert len(finding.message) < 450
    assert finding.elsewhere[0].path == "data/countries/US.yaml"
    assert finding.elsewhere[0].text == "title: United States"


def test_a_hit_in_a_record_that_is_not_there(base: Make) -> None:
    finding = base({}).placed("a-rule", "error", Hit("nowhere", ("a", "b"), "x"))
    assert (finding.spot.path, finding.spot.place) == ("data/nowhere.yaml", Place(1, 1, 2))


SOURCES: dict[Route, set[str]] = {
    ("title",): {"text"},
    ("form",): {"news"},
    ("binding",): {"text", "news"},
    ("binding", "disputed", "news"): {"text", "news"},
    ("parties", "US", "role"): {"text"},
    ("parties", "JP", "role"): {"news"},
    ("parties", "JP"): {"news"},
    ("minerals", "dysprosium"): {"text"},
    ("events", "signed", "kind"): {"news"},
    ("events", "signed", "date"): {"text", "news"},
    ("events", "confirmed", "kind"): {"text"},
    ("events", "confirmed", "date"): {"news"},
    ("pledges", "buy", "topics", "offtake"): {"text"},
    ("pledges", "buy", "lead", "US"): {"text"},
    ("pledges", "buy"): {"text"},
    ("nothing", "here"): {"text"},
    (): {"text"},
}


@pytest.mark.parametrize("route", SOURCES, ids="/".join)
def test_where_a_fact_comes_from(route: Route, base: Make) -> None:
    data = base({"agreements/paper.yaml": PAPER}).records["paper"].data
    assert set(sources_of(data, route)) == SOURCES[route]


def test_a_locator_is_kept(base: Make) -> None:
    data = base({"agreements/paper.yaml": PAPER}).records["paper"].data
    assert sources_of(data, ("form",)) == {"news": {"at": "page 1"}}


def test_a_fact_without_citation_has_no_source(base: Make) -> None:
    assert sources_of(base({}).records["JP"].data, ("title",)) == {}


@pytest.mark.parametrize("name", ["cite", "disputed"])
@pytest.mark.parametrize("place", ["  buy:", "  signed:\n", "  US:", "US: A Min", "[US]"])
def test_nothing_is_called_like_a_word_that_is_read_anywhere(name: str, place: str, base: Make) -> None:
    text = PAPER.replace(place, place.replace(place.strip(" :\n[]").split(":")[0], name))
    assert text != PAPER
    loaded = base({"agreements/paper.yaml": text})
    assert "paper" not in loaded.records
    assert ("schema", "data/agreements/paper.yaml") in shown(loaded)


@pytest.mark.parametrize("name", ["cite", "disputed"])
def test_no_record_is_called_like_a_word_that_is_read_anywhere(name: str, base: Make) -> None:
    assert shown(base({f"agreements/{name}.yaml": PAPER})) == [("stray-file", f"data/agreements/{name}.yaml")]


def test_every_route_has_sources_that_are_named(base: Make) -> None:
    record = base({"agreements/paper.yaml": PAPER.replace("  buy:", "  note:")}).records["paper"]
    for route, _ in walk(record.data):
        assert set(sources_of(record.data, route)) <= {"text", "news"}


def test_facts_are_leaves_without_citations(base: Make) -> None:
    record = base({"agreements/paper.yaml": PAPER}).records["paper"]
    found = dict(facts(record.data))
    assert found["events", "confirmed", "date"] == "2026-01-02"
    assert found["minerals", "dysprosium"] == "dysprosium"
    assert found["pledges", "buy", "lead", "US"] == "A Ministry"
    assert isinstance(found["events", "confirmed", "date"], DateText)
    assert not [route for route in found if "cite" in route or "cite_for" in route]


def test_references_know_their_kinds(base: Make) -> None:
    record = base({"agreements/paper.yaml": PAPER}).records["paper"]
    found = dict(record.references())
    assert found["parties", "US"] == "US"
    assert found["parties", "US"].kinds == ("countries", "groups", "organizations")
    assert found["minerals", "dysprosium"].kinds == ("minerals",)
    assert found["pledges", "buy", "by", "US"] == "US"
    assert found["cite", "text"].kinds == ("sources",)
    assert found["cite_for", "form", "news"].kinds == ("sources",)
    assert found["binding", "disputed", "news"].kinds == ("sources",)
    assert all(isinstance(target, Reference) for target in found.values())


def test_parts_and_events(base: Make) -> None:
    record = base({"agreements/paper.yaml": PAPER}).records["paper"]
    assert [route for route, _ in record.parts()] == [("pledges", "buy")]
    assert [route for route, _ in record.events()] == [("events", "signed"), ("events", "confirmed")]
    assert record.at(("parties", "JP", "role")) == "signatory"
    assert record.at(("parties", "XX", "role")) is None
    assert record.title == "A paper"
