"""What each shape of a record accepts and how it is kept; what it refuses, where, in which words and with which hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mineralkb import document
from mineralkb.schema import Misfit, Parsed, parse
from mineralkb.values.marked import DateText, Reference
from mutations import ALL, SAMPLES, changed, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mineralkb.finding import Route

VALID: dict[str, dict[str, Any]] = {kind: document.read_document(text).data for kind, text in SAMPLES.items()}

A_TEXT = ("a text is expected here, not fields or a list", "write one text after the colon")
A_LIST = ("a list of words is expected here", "write it as [one, another]")
FIELDS = ("fields are expected here", "write 'name: value' lines below the key")
A_DATE = "write 2025, 2025-Q2, 2025-10, 2025-10-28, a range such as 2026-03-11..2026-03-31, or unknown"
A_NUMBER = "write 110, 17.5 or 8.5 billion"
A_NAME = "a name is small letters, digits and single hyphens"
AN_ID = "an id is letters, digits and single hyphens or dots"
TWO = {"text": "2025-10-27", "news": "2025-10-28"}

DUE = "pledges/by-a-day/due"
PERIOD = "provisions/samarium/tranches/first"
ITEM = "provisions/samarium/items/metal"
TARGETS = "provisions/samarium/targets"


def with_value(kind: str, path: str, value: Any) -> dict[str, Any]:
    """The valid record with a value put at the path, beside what stands there or in its place."""
    *above, last = path.split("/")
    return dict(changed(VALID[kind], tuple(above), lambda node: {**node, last: value}))


def read(kind: str, path: str, value: Any) -> Any:
    """What is kept of the value at the path."""
    parsed = parse(kind, with_value(kind, path, value))
    assert isinstance(parsed, Parsed), parsed
    node: Any = parsed.data
    for step in path.split("/"):
        node = node[step]
    return node


KEPT: tuple[tuple[str, str, Any, Any], ...] = (
    ("agreements", "title", "A title", "A title"),
    ("agreements", "summary", "One line\nand another\n", "One line\nand another\n"),
    # citations
    ("agreements", "cite", ["text", "news"], {"text": {}, "news": {}}),
    ("agreements", "cite", {"text": {}}, {"text": {}}),
    ("agreements", "cite", {"text": {"at": "Article 1", "note": "So."}}, {"text": {"at": "Article 1", "note": "So."}}),
    ("agreements", "cite", {"text": {"at": {"article": "4"}}}, {"text": {"at": {"article": "4"}}}),
    (
        "agreements",
        "cite_for",
        {"binding": ["text"], "form": {"news": {"at": "p. 1"}}},
        {"binding": {"text": {}}, "form": {"news": {"at": "p. 1"}}},
    ),
    ("agreements", "events/signed/cite", ["text"], {"text": {}}),
    # disputes
    ("agreements", "binding", "partly", "partly"),
    (
        "agreements",
        "binding",
        {"disputed": {"text": "binding", "news": "partly"}},
        {"disputed": {"text": "binding", "news": "partly"}},
    ),
    ("agreements", "events/signed/date", {"disputed": TWO}, {"disputed": TWO}),
    (
        "agreements",
        "amounts/whole/value",
        {"disputed": {"text": "5", "news": "6 million"}},
        {"disputed": {"text": 5, "news": 6_000_000}},
    ),
    # what is known in part
    ("agreements", "partial", ["pledges", "native_title"], ["pledges", "native_title"]),
    ("controls", f"{ITEM}/partial", ["hs"], ["hs"]),
    # dates and due days
    ("agreements", "events/signed/date", "2025", "2025"),
    ("agreements", "events/signed/date", "2025-Q2", "2025-Q2"),
    ("agreements", "events/signed/date", "2024-02-29", "2024-02-29"),
    ("agreements", "events/signed/date", "unknown", "unknown"),
    ("agreements", "events/signed/until", "2026-03-11..2026-03-31", "2026-03-11..2026-03-31"),
    ("agreements", "events/signed/until", "..2026-Q1", "..2026-Q1"),
    ("agreements", DUE, "2026-04", "2026-04"),
    ("agreements", DUE, {"within": "180 days", "of": "signed"}, {"within": "180 days", "of": "signed"}),
    ("agreements", DUE, {"every": "1 year"}, {"every": "1 year"}),
    # amounts
    ("agreements", "amounts/whole/value", "110", 110),
    ("agreements", "amounts/whole/value", "17.5", 17.5),
    ("agreements", "amounts/whole/value", "8.5 billion", 8_500_000_000),
    ("agreements", "amounts/whole/value", "-0", 0),
    ("agreements", "amounts/whole/up_to", "true", True),
    ("agreements", "amounts/whole/up_to", "false", False),
    ("agreements", "amounts/whole/currency", "JPY", "JPY"),
    ("agreements", "amounts/whole/within", "other/amounts/all", "other/amounts/all"),
    ("agreements", "amounts/whole/provider", ["US", "jogmec"], ["US", "jogmec"]),
    # tranches, items, targets
    ("controls", f"{PERIOD}/period", "2025-Q1", "2025-Q1"),
    ("controls", f"{PERIOD}/volume", "1.5 thousand", 1500),
    ("controls", f"{PERIOD}/rate", "25 %", "25 %"),
    ("controls", f"{ITEM}/hs", ["2805", "280530", "2805301910"], ["2805", "280530", "2805301910"]),
    ("controls", f"{ITEM}/codes", ["1C902.a.1"], ["1C902.a.1"]),
    ("controls", f"{ITEM}/edition", "CN-2025", "CN-2025"),
    ("controls", TARGETS, {"destinations": ["US", "EU"]}, {"destinations": ["US", "EU"]}),
    ("controls", TARGETS, {}, {}),
    ("controls", "issuers", {"CN": {}, "cn-mofcom": {}}, {"CN": {}, "cn-mofcom": {}}),
    # the rest
    ("agreements", "parties", {"AU-WA": {"role": "observer"}}, {"AU-WA": {"role": "observer"}}),
    (
        "agreements",
        "corrections/other",
        {"date": "2026-01-02", "route": "title", "reason": "So."},
        {"date": "2026-01-02", "route": "title", "reason": "So."},
    ),
    ("countries", "native", {"no": ["Norge"]}, {"no": ["Norge"]}),
    ("countries", "shares/mining-2024/year", "2024", "2024"),
    ("sources", "language", "zh", "zh"),
    ("sources", "url", "https://example.org:8080/a/%E9?b=c&d=[e]#f", "https://example.org:8080/a/%E9?b=c&d=[e]#f"),
    ("lists", "entries/samarium-metal", {}, {}),
    ("kb", "format", "12", 12),
)

REFUSED: tuple[tuple[str, str, Any, str, str, str], ...] = (
    # kind, path, value, route of the finding below the path, message, hint
    # citations
    ("agreements", "cite", "text", "", *A_LIST),
    ("agreements", "cite", [], "", "too few entries", "write at least 1"),
    ("agreements", "cite", {}, "", "too few entries", "write at least 1"),
    ("agreements", "cite", ["a; text"], "a; text", "'a; text' is not an id", AN_ID),
    ("agreements", "cite", {"a text": {}}, "a text", "'a text' is not an id", AN_ID),
    ("agreements", "cite", {"text": "Article 1"}, "text", *FIELDS),
    ("agreements", "cite", {"text": {"att": "x"}}, "text/att", "there is no field 'att' here", "did you mean 'at'?"),
    ("agreements", "cite", {"text": {"at": ["x"]}}, "text/at", *A_TEXT),
    (
        "agreements",
        "cite",
        {"text": {"at": {"artcle": "1"}}},
        "text/at/artcle",
        "there is no field 'artcle' here",
        "did you mean 'article'?",
    ),
    ("agreements", "cite_for", ["text"], "", *FIELDS),
    (
        "agreements",
        "cite_for",
        {"Binding": ["text"]},
        "Binding",
        "'Binding' does not fit here",
        "write the name of a field, such as native_title",
    ),
    ("agreements", "cite_for", {"binding": "text"}, "binding", *A_LIST),
    # disputes
    (
        "agreements",
        "binding",
        "bindng",
        "",
        "'bindng' is not a known word for binding force",
        "did you mean 'binding'?",
    ),
    ("agreements", "binding", ["binding"], "", *A_TEXT),
    ("agreements", "binding", {"disputed": {"text": "binding"}}, "disputed", "too few entries", "write at least 2"),
    ("agreements", "binding", {"disputed": ["text"]}, "disputed", *FIELDS),
    ("agreements", "binding", {"disputd": TWO}, "", *A_TEXT),
    (
        "agreements",
        "binding",
        {"disputed": {"text": "binding", "news": "bnding"}},
        "disputed/news",
        "'bnding' is not a known word for binding force",
        "did you mean 'binding'?",
    ),
    (
        "agreements",
        "binding",
        {"disputed": {"text": "binding", "news": "partly"}, "note": "x"},
        "note",
        "there is no field 'note' here",
        "fields here: disputed",
    ),
    ("agreements", "form", {"disputed": TWO}, "", *A_TEXT),
    (
        "agreements",
        "form",
        "Memorandum",
        "",
        "'Memorandum' is not a known form of agreement",
        "did you mean 'memorandum'?",
    ),
    # what is known in part
    ("agreements", "partial", "true", "", *A_LIST),
    (
        "agreements",
        "partial",
        ["Pledges"],
        "Pledges",
        "'Pledges' does not fit here",
        "write the name of a field, such as native_title",
    ),
    # parties and events
    ("agreements", "parties", {}, "", "too few entries", "write at least 1"),
    ("agreements", "parties", ["US"], "", *FIELDS),
    ("agreements", "parties/US", "signatory", "", *FIELDS),
    ("agreements", "parties/U S", {"role": "signatory"}, "", "'U S' is not an id", AN_ID),
    ("agreements", "parties/US/roll", "x", "", "there is no field 'roll' here", "did you mean 'role'?"),
    ("agreements", "events/Signed", {"kind": "signed", "date": "2025"}, "", "'Signed' does not fit here", A_NAME),
    ("agreements", "events/signed", {"kind": "signed"}, "", "the field 'date' is missing", "add it"),
    ("agreements", "events/signed/kind", "signd", "", "'signd' is not a known event", "did you mean 'signed'?"),
    ("agreements", "events/signed/of", "Not a name", "", "'Not a name' does not fit here", A_NAME),
    ("agreements", "events/signed/date", "2025-02-30", "", "'2025-02-30' is not a date", A_DATE),
    ("agreements", "events/signed/date", "86400", "", "'86400' is not a date", A_DATE),
    (
        "agreements",
        "events/signed/date",
        "\uff12\uff10\uff12\uff15",
        "",
        "'\uff12\uff10\uff12\uff15' is not a date",
        A_DATE,
    ),
    ("agreements", "events/signed/date", "2025-10-28\n", "", "'2025-10-28\\n' is not a date", A_DATE),
    ("agreements", "events/signed/date", "2026..2025", "", "the range 2026..2025 ends before it begins", ""),
    # due days and amounts
    ("agreements", DUE, "soon", "", "'soon' is not a date", A_DATE),
    ("agreements", DUE, ["2026"], "", *A_TEXT),
    ("agreements", DUE, {"withn": "180 days"}, "withn", "there is no field 'withn' here", "did you mean 'within'?"),
    (
        "agreements",
        DUE,
        {"within": "180"},
        "within",
        "'180' is not a period",
        "write one as 180 days, 2 weeks, 6 months or 12 years",
    ),
    ("agreements", "amounts/whole/value", "1_000", "", "'1_000' is not a number", A_NUMBER),
    ("agreements", "amounts/whole/value", "nan", "", "'nan' is not a number", A_NUMBER),
    ("agreements", "amounts/whole/value", "٣", "", "'٣' is not a number", A_NUMBER),
    ("agreements", "amounts/whole/value", ["1"], "", *A_TEXT),
    (
        "agreements",
        "amounts/whole/value",
        {"disputed": {"text": "1", "news": "x"}},
        "disputed/news",
        "'x' is not a number",
        A_NUMBER,
    ),
    ("agreements", "amounts/whole/up_to", "yes", "", "'yes' is not a truth value", "write true or false"),
    ("agreements", "amounts/whole/currency", "EURO", "", "'EURO' is not a currency of ISO 4217", "did you mean 'EUR'?"),
    (
        "agreements",
        "amounts/whole/currency",
        "zz9",
        "",
        "'zz9' is not a currency of ISO 4217",
        "look it up in the list",
    ),
    ("agreements", "amounts/whole/provider", ["U S"], "U S", "'U S' is not an id", AN_ID),
    (
        "agreements",
        "amounts/whole/within",
        "/a",
        "",
        "'/a' does not fit here",
        "a route is names joined by /, as in pledges/funding/due",
    ),
    # tranches, items, targets
    ("controls", PERIOD, {"volume": "1"}, "", "the field 'period' is missing", "add it"),
    ("controls", f"{PERIOD}/rate", "25", "", "'25' is not a share", "write it as 0.1 %"),
    (
        "controls",
        f"{ITEM}/hs",
        ["28053"],
        "28053",
        "'28053' does not fit here",
        "an HS or tariff code is 4, 6, 8 or 10 digits",
    ),
    (
        "controls",
        f"{ITEM}/codes",
        ["c902"],
        "c902",
        "'c902' does not fit here",
        "a control code is like 1C902 or 1C902.a.1",
    ),
    ("controls", f"{ITEM}/edition", "HS2021", "", "'HS2021' does not fit here", "write HS2022, or CN-2025"),
    ("controls", f"{ITEM}/mineral", "x", "", "there is no field 'mineral' here", "did you mean 'minerals'?"),
    ("controls", f"{ITEM}/forms", ["metall"], "metall", "'metall' is not a known form", "did you mean 'metal'?"),
    ("controls", TARGETS, ["US"], "", *FIELDS),
    ("controls", f"{TARGETS}/destinations", {"US": {}}, "", *A_LIST),
    (
        "controls",
        f"{TARGETS}/destination",
        ["US"],
        "",
        "there is no field 'destination' here",
        "did you mean 'destinations'?",
    ),
    ("controls", "state", "False", "", "'False' is not a truth value", "write true or false"),
    # corrections, sources, countries
    (
        "agreements",
        "corrections/day-of-signing/date",
        "2026-01",
        "",
        "'2026-01' is not a day",
        "write one as 2025-10-28",
    ),
    (
        "agreements",
        "corrections/day-of-signing/why",
        "x",
        "",
        "there is no field 'why' here",
        "fields here: date, route, reason, was",
    ),
    ("sources", "language", "EN", "", "'EN' is not a language of ISO 639-1", "did you mean 'en'?"),
    (
        "sources",
        "url",
        "example.org",
        "",
        "'example.org' does not fit here",
        "write the page's address with https:// and percent signs for other letters",
    ),
    ("countries", "native", {"xx": ["x"]}, "xx", "'xx' is not a language of ISO 639-1", "look it up in the list"),
    ("countries", "native", {"en": "x"}, "en", *A_LIST),
    ("countries", "shares/mining-2024/year", "24", "", "'24' is not a year", "write one as 2025"),
    # texts
    ("agreements", "title", "x" * 401, "", "the text is too long", "at most 400 characters"),
    ("agreements", "summary", "x" * 4001, "", "the text is too long", "at most 4000 characters"),
    (
        "agreements",
        "title",
        "a\nb",
        "",
        "one line of text is expected here",
        "write it without line breaks, or after '>-'",
    ),
    (
        "agreements",
        "title",
        "a\n",
        "",
        "one line of text is expected here",
        "write it without line breaks, or after '>-'",
    ),
    ("agreements", "title", "", "", "the text is empty", "write it, or delete the key"),
    ("agreements", "title", {"x": "y"}, "", *A_TEXT),
    ("agreements", "title\nx", "x", "", "there is no field 'title\\nx' here", "did you mean 'title'?"),
    (
        "agreements",
        "binding",
        "x" * 500,
        "",
        f"'{'x' * 80}...' is not a known word for binding force",
        "one of: binding, non-binding, partly, unstated",
    ),
    ("agreements", "titel", "x", "", "there is no field 'titel' here", "did you mean 'title'?"),
    # the two files that are no records
    ("kb", "format", "01", "", "'01' is not a version of the format", "write 1"),
    ("waivers", "waivers/old-text/roule", "x", "", "there is no field 'roule' here", "did you mean 'rule'?"),
)


@pytest.mark.parametrize(("kind", "path", "value", "kept"), KEPT)
def test_what_is_accepted_and_how_it_is_kept(kind: str, path: str, value: Any, kept: Any) -> None:
    found = read(kind, path, value)
    assert found == kept
    assert isinstance(found, bool) == isinstance(kept, bool)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: tuple[str, str, Any, str, str, str]) -> None:
    kind, path, value, below, message, hint = case
    route = (*path.split("/"), *(below.split("/") if below else ()))
    assert parse(kind, with_value(kind, path, value)) == [Misfit(route, message, hint)]


def test_dates_and_references_know_what_they_are() -> None:
    assert isinstance(read("agreements", "events/signed/date", "2025"), DateText)
    assert isinstance(read("countries", "shares/mining-2024/year", "2024"), DateText)
    found = read("agreements", "minerals", ["dysprosium"])
    assert [type(word) for word in found] == [Reference]
    assert found[0].kinds == ("minerals",)
    parties = read("agreements", "parties", {"US": {"role": "signatory"}})
    assert [key.kinds for key in parties] == [("countries", "groups", "organizations")]


def test_a_missing_field_stands_at_its_parent() -> None:
    found = parse("agreements", {"title": "x"})
    assert isinstance(found, list)
    assert [misfit.message for misfit in found] == [
        f"the field '{name}' is missing" for name in ("form", "binding", "parties", "events")
    ]
    assert {misfit.route for misfit in found} == {()}


@pytest.mark.parametrize("data", ["text", [], ["x"], None])
def test_a_record_is_a_mapping(data: object) -> None:
    assert parse("agreements", data) == [Misfit((), *FIELDS)]


def test_a_hostile_file_gives_no_endless_list() -> None:
    found = parse("agreements", {f"x{number}": "x" for number in range(1000)})
    assert isinstance(found, list)
    assert len(found) < 300
    assert found[-1].message.endswith("further values do not fit")


def places(node: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """Every value with its route, the whole first."""
    yield route, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*route, key))


@pytest.mark.parametrize("kind", ALL)
def test_an_unknown_key_is_found_at_every_depth(kind: str) -> None:
    for route, node in places(VALID[kind]):
        if not isinstance(node, dict):
            continue
        found = parse(kind, changed(VALID[kind], route, lambda node: {**node, "not A field": "x"}))
        assert isinstance(found, list), route
        assert any(misfit.route[: len(route) + 1] == (*route, "not A field") for misfit in found), (route, found)


@pytest.mark.parametrize("kind", ALL)
def test_every_field_has_title_and_description(kind: str) -> None:
    whole = published(kind)
    for owner in (whole, *whole.get("$defs", {}).values()):
        assert owner["title"]
        assert owner["description"]
        for name, field in owner["properties"].items():
            assert field["title"], (owner["title"], name)
            assert field["description"].endswith("."), (owner["title"], name)


SPOTS = [(kind, route) for kind in ALL for route, _ in places(VALID[kind])]
WORDS = st.text(st.characters(), max_size=6) | st.sampled_from(
    ("disputed", "cite", "text", "2025", "US", "(mapping)", "[key]", "signed")
)
ANYTHING = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(SPOTS), ANYTHING)
def test_no_data_makes_it_raise(spot: tuple[str, Route], value: Any) -> None:
    kind, route = spot
    data = changed(VALID[kind], route, lambda _: value)
    found = parse(kind, data)
    for misfit in found if isinstance(found, list) else ():
        assert misfit.message
        assert leads_somewhere(data, misfit.route)


def leads_somewhere(node: Any, route: Route) -> bool:
    """Whether each step of the route is a key, or a member of a list."""
    for step in route:
        if isinstance(node, dict) and step in node:
            node = node[step]
        elif isinstance(node, list) and any(str(member) == step for member in node):
            node = next(member for member in node if str(member) == step)
        else:
            return False
    return True
