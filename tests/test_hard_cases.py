"""Real cases that break simple models, as small records; the expected answers are the world's, not the program's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from conftest import COMMON, Texts
from mineralkb.kb import load
from mineralkb.status import timeline_of
from mineralkb.status.membership import member_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from mineralkb.kb import KnowledgeBase
    from mineralkb.status import Standing

    Make = Callable[[dict[str, str]], KnowledgeBase]

# A page is named by the day of its publication.
PAGES = {
    f"sources/p-{day}.yaml": (
        f"title: A page\npublisher: press\ndate: {day}\nseen: 2026-11-23\nlanguage: en\nkind: news\nextent: whole\n"
        f"url: https://press.example.org/{day}\n"
    )
    for day in (
        *(
            "2019-09-02",
            "2020-02-01",
            "2022-11-08",
            "2022-11-30",
            "2022-12-20",
            "2023-01-06",
            "2023-05-24",
            "2023-07-12",
        ),
        *(
            "2024-12-03",
            "2024-12-10",
            "2025-02-25",
            "2025-03-04",
            "2025-04-04",
            "2025-04-09",
            "2025-05-14",
            "2025-06-11",
        ),
        *(
            "2025-06-24",
            "2025-07-10",
            "2025-08-11",
            "2025-08-12",
            "2025-09-21",
            "2025-09-30",
            "2025-10-09",
            "2025-10-13",
        ),
        *(
            "2025-10-27",
            "2025-10-28",
            "2025-11-07",
            "2025-11-09",
            "2025-12-12",
            "2026-02-05",
            "2026-02-20",
            "2026-02-21",
        ),
        *("2026-02-25", "2026-03-16", "2026-04-08", "2026-04-17", "2026-07-03", "2026-07-05"),
    )
}
# What every rule and every promise says, where it does not matter.
RULE = """title: A rule
    summary: What it says.
    measure: licensing requirement
    objects: [goods]"""
PROMISE = """title: A promise
    summary: What is promised.
    topics: [consultation]
    by: [US]
    strength: intention"""

RECORDS = {
    # 1. Prohibition for military users, and a refusal policy of which alone the operation is suspended.
    "controls/cn-46-2024.yaml": f"""
title: Announcement No. 46 of 2024
form: law
issuers: {{CN: {{}}}}
cite: [p-2024-12-03]
events:
  announced: {{kind: announced, date: 2024-12-03}}
  effective: {{kind: effective, date: 2024-12-03}}
provisions:
  paragraph-1:
    {RULE}
  paragraph-2:
    title: In principle not licensed
    summary: Gallium, germanium, antimony and superhard materials to the United States.
    measure: licensing requirement
    objects: [goods]
    policy: refused in principle
    events:
      suspended: {{kind: suspended, date: 2025-11-09, until: 2026-11-27, cite: [p-2025-11-09]}}
""",
    "controls/cn-23-2023.yaml": f"""
title: Announcement No. 23 of 2023
form: law
issuers: {{CN: {{}}}}
cite: [p-2023-07-12]
events:
  announced: {{kind: announced, date: 2023-07-03}}
  effective: {{kind: effective, date: 2023-08-01}}
  repealed: {{kind: repealed, date: 2024-12-01, caused_by: cn-51-2024, cite: [p-2024-12-10]}}
provisions:
  gallium:
    {RULE}
""",
    "controls/cn-51-2024.yaml": f"""
title: Announcement No. 51 of 2024
form: law
issuers: {{CN: {{}}}}
cite: [p-2024-12-10]
events:
  announced: {{kind: announced, date: 2024-11-15}}
  effective: {{kind: effective, date: 2024-12-01}}
provisions:
  list:
    {RULE}
relations:
  cn-23-2023: {{kind: continues}}
""",
    # 2. Rules with starts of their own, all suspended, some before they began.
    "controls/cn-57-2025.yaml": f"""
title: Announcement No. 57 of 2025
form: law
issuers: {{CN: {{}}}}
cite: [p-2025-10-09]
events:
  announced: {{kind: announced, date: 2025-10-09}}
  effective: {{kind: effective, date: 2025-11-08}}
  suspended: {{kind: suspended, date: 2025-11-07, until: 2026-11-09..2026-11-10, cite: [p-2025-11-07, p-2026-07-03]}}
provisions:
  holmium:
    {RULE}
""",
    "controls/cn-61-2025.yaml": f"""
title: Announcement No. 61 of 2025
form: law
issuers: {{CN: {{}}}}
cite: [p-2025-10-09]
events:
  announced: {{kind: announced, date: 2025-10-09}}
  suspended: {{kind: suspended, date: 2025-11-07, until: 2026-11-09..2026-11-10, cite: [p-2025-11-07, p-2026-07-03]}}
provisions:
  chinese-content:
    {RULE}
    events:
      effective: {{kind: effective, date: 2025-12-01}}
  chinese-technology:
    {RULE}
    events:
      effective: {{kind: effective, date: 2025-12-01}}
  chinese-origin:
    {RULE}
    events:
      effective: {{kind: effective, date: 2025-10-09}}
""",
    # 3. A "temporary suspension of exports" is a prohibition with an end.
    "controls/cd-cobalt-2025.yaml": f"""
title: Decision No. 001/ARECOMS/2025
form: law
issuers: {{CD: {{}}}}
cite: [p-2025-02-25]
events:
  adopted: {{kind: adopted, date: 2025-02-22}}
  effective: {{kind: effective, date: 2025-02-22, until: 2025-06-21..2025-06-22}}
  extended-june: {{kind: extended, of: effective, date: 2025-06-21, until: 2025-09-20..2025-09-21, cite: [p-2025-06-24]}}
  extended-september: {{kind: extended, of: extended-june, date: 2025-09-20, until: 2025-10-15, cite: [p-2025-09-21]}}
  replaced: {{kind: replaced, date: 2025-10-16, caused_by: cd-cobalt-quota-2025, cite: [p-2026-07-05]}}
provisions:
  exports:
    {RULE}
""",
    "controls/cd-cobalt-quota-2025.yaml": f"""
title: Decision of 20 September 2025
form: law
issuers: {{CD: {{}}}}
cite: [p-2025-09-21, p-2025-10-13]
events:
  adopted: {{kind: adopted, date: 2025-09-20}}
  effective: {{kind: effective, date: 2025-10-16}}
  confirmed: {{kind: confirmed, date: 2026-07-05, cite: [p-2026-07-05]}}
provisions:
  quota:
    {RULE}
""",
    # 4. An order repealed by a wider one, a freeze without a number, and a prohibition known from statements.
    "controls/zw-213-2022.yaml": f"""
title: Statutory Instrument 213 of 2022
form: law
issuers: {{ZW: {{}}}}
cite: [p-2022-12-20]
events:
  published: {{kind: published, date: {{disputed: {{p-2022-12-20: 2022-12, p-2023-01-06: 2022-12-16}}}}}}
  effective: {{kind: effective, date: {{disputed: {{p-2022-12-20: 2022-12, p-2023-01-06: 2022-12-16}}}}}}
  repealed: {{kind: repealed, date: 2023-01-01..2023-01-06, cite: [p-2023-01-06]}}
provisions:
  ores:
    {RULE}
""",
    "controls/zw-lithium-2026.yaml": f"""
title: Freeze of exports, and the prohibition of lithium concentrate
form: policy
issuers: {{ZW: {{}}}}
cite: [p-2026-02-25, p-2026-04-08]
events:
  announced: {{kind: announced, date: 2025-06-11, cite: [p-2025-06-11]}}
provisions:
  freeze:
    {RULE}
    events:
      announced: {{kind: announced, date: 2026-02-25}}
      effective: {{kind: effective, date: {{disputed: {{p-2026-02-25: 2026-02-25, p-2026-04-08: 2026-02-26}}}}}}
      replaced: {{kind: replaced, date: 2026-04-02}}
  concentrate:
    {RULE}
    events:
      effective: {{kind: effective, date: 2027-01-01}}
""",
    # 5. A panel report that was appealed is a proceeding; the ban stands.
    "controls/id-nickel-2020.yaml": f"""
title: Prohibition of exports of nickel ore
form: law
issuers: {{ID: {{}}}}
cite: [p-2019-09-02]
events:
  published: {{kind: published, date: 2019}}
  effective: {{kind: effective, date: 2020-01, cite: [p-2020-02-01]}}
  panel-report: {{kind: proceeding, date: 2022-11-30, cite: [p-2022-11-30]}}
provisions:
  ore:
    {RULE}
""",
    # 6. A promise kept late, on a day that sources dispute, and a term that ends after the last evidence.
    "agreements/eu-kz-2022.yaml": f"""
title: Memorandum of Understanding
form: memorandum
binding: non-binding
parties: {{US: {{role: signatory}}}}
cite: [p-2022-11-08]
events:
  signed: {{kind: signed, date: 2022-11-07}}
pledges:
  roadmap:
    {PROMISE}
    due: {{within: 6 months, of: signed}}
    events:
      delivered:
        kind: delivered
        date: {{disputed: {{p-2023-05-24: 2023-05-19, p-2025-04-04: 2023-05-22}}}}
        cite: [p-2023-05-24, p-2025-04-04]
""",
    "agreements/eu-kz-roadmap-2025.yaml": """
title: Roadmap 2025-2026
form: roadmap
binding: non-binding
parties: {US: {role: signatory}}
cite: [p-2025-04-04]
events:
  concluded: {kind: concluded, date: 2025-04-04, until: 2026-12-31}
relations:
  eu-kz-2022: {kind: implements}
""",
    # 7. Posted the day before in Washington, signed in Tokyo; days count from the signing there.
    "agreements/us-jp-2025.yaml": f"""
title: Framework
form: framework
binding: non-binding
parties: {{US: {{role: signatory}}, JP: {{role: signatory}}}}
cite: [p-2025-10-27, p-2025-10-28]
events:
  announced: {{kind: announced, date: 2025-10-27}}
  signed: {{kind: signed, date: 2025-10-28, place: Tokyo}}
pledges:
  ministerial:
    {PROMISE}
    due: {{within: 180 days, of: signed}}
  projects:
    {PROMISE}
    due: {{within: 6 months, of: signed}}
  permitting:
    {PROMISE}
""",
    # 8. A package of contracts, each with a term of its own.
    "agreements/us-mp-2025.yaml": """
title: Transaction Agreement
form: transaction agreement
binding: binding
parties: {US: {role: signatory}}
cite: [p-2025-07-10]
events:
  signed: {kind: signed, date: 2025-07-09}
  entered-into-force: {kind: entered into force, date: 2025-07-09..2025-07-10}
""",
    "agreements/us-mp-price-2025.yaml": """
title: Price Protection Agreement
form: price protection contract
binding: binding
parties: {US: {role: signatory}}
cite: [p-2025-07-10, p-2025-09-30]
events:
  signed: {kind: signed, date: 2025-07-09}
  entered-into-force: {kind: entered into force, date: 2025-10-01, until: 2035-12-31}
""",
    "agreements/us-mp-offtake-2025.yaml": """
title: Offtake Agreement
form: offtake contract
binding: binding
parties: {US: {role: signatory}}
cite: [p-2025-07-10]
events:
  signed: {kind: signed, date: 2025-07-09}
  entered-into-force: {kind: entered into force, date: unknown}
""",
    "agreements/us-mp-loan-2025.yaml": """
title: Samarium Project Loan
form: loan contract
binding: binding
parties: {US: {role: signatory}}
cite: [p-2025-07-10, p-2025-08-11]
events:
  entered-into-force: {kind: entered into force, date: ..2025-08-11, until: 2037-07-10..2037-08-11}
""",
    # 9. A partnership that gave way to a forum.
    "groups/msp.yaml": """
title: Minerals Security Partnership
cite: [p-2022-11-08]
events:
  announced: {kind: announced, date: 2022-06-14}
  effective: {kind: effective, date: 2022-06-14}
  replaced: {kind: replaced, date: 2026-02-04, cite: [p-2026-02-05]}
members:
  IN: {since: 2023-06}
  EE: {since: 2024-03-01..2024-03-10}
""",
    "groups/forge.yaml": """
title: Forum on Resource Geostrategic Engagement
cite: [p-2026-02-05]
events:
  announced: {kind: announced, date: 2026-02-04}
  effective: {kind: effective, date: 2026-02-04}
members:
  KR: {role: chair, since: 2026-02-04, until: 2026-06-30}
partial: [members]
""",
    # 10. Parties that join on different days.
    "agreements/pax-silica-2025.yaml": """
title: Pax Silica Declaration
form: declaration
binding: non-binding
cite: [p-2025-12-12]
events:
  signed: {kind: signed, date: 2025-12-12}
parties:
  JP: {role: signatory, joined: 2025-12-12}
  GB: {role: signatory, joined: {disputed: {p-2025-12-12: 2025-12-12, p-2026-02-05: 2025-12-13..2026-02-05}}}
  QA: {role: signatory, joined: 2026-01-12}
  AE: {role: signatory, joined: 2026-01-14}
  IN: {role: signatory, joined: 2026-02-20, cite: [p-2026-02-20]}
  PH: {role: signatory, joined: 2026-04-16, cite: [p-2026-04-17]}
""",
    # 11. Signed and not in force; a court's ruling on something else and a minister's words change nothing.
    "agreements/us-my-art-2025.yaml": """
title: Agreement on Reciprocal Trade
form: treaty
binding: binding
parties: {US: {role: signatory}}
cite: [p-2025-10-27]
events:
  signed: {kind: signed, date: 2025-10-26}
  confirmed: {kind: confirmed, date: 2026-02-21, cite: [p-2026-02-21]}
  ruling: {kind: proceeding, date: 2026-02-20, cite: [p-2026-02-21]}
  minister: {kind: statement, date: 2026-03-16, cite: [p-2026-03-16]}
pledges:
  no-quota: {title: A promise, summary: No quotas., topics: [export restraint], by: [MY], strength: obligation}
""",
    # 12. Members of a list with dates and fates of their own.
    "lists/cn-control-list.yaml": """
title: Control list
type: control list
country: CN
partial: [entries]
cite: [p-2025-04-09]
entries:
  SuspendedFirm:
    title: One of sixteen firms
    events:
      effective: {kind: effective, date: 2025-04-04, cite: [p-2025-04-04]}
      suspended: {kind: suspended, date: 2025-05-14, until: 2025-08-12, cite: [p-2025-05-14]}
      extended: {kind: extended, of: suspended, date: 2025-08-12, until: 2025-11-10, cite: [p-2025-08-12]}
  LiftedFirm:
    title: One of twelve firms
    events:
      effective: {kind: effective, date: 2025-04-09}
      suspended: {kind: suspended, date: 2025-05-14, until: 2025-08-12, cite: [p-2025-05-14]}
      repealed: {kind: repealed, date: 2025-08-12, cite: [p-2025-08-12]}
  Leidos:
    title: Leidos
    since: 2025-03-04
    cite: [p-2025-03-04]
""",
}


@pytest.fixture(scope="module")
def known() -> KnowledgeBase:
    """All of them, read once."""
    made = load(Texts(COMMON | PAGES | RECORDS))
    assert not made.findings
    return made


def standing(known: KnowledgeBase, record: str, part: str) -> Standing:
    sources = {source.id: source.data for source in known.of_kind("sources")}
    found = timeline_of(known.records[record], tuple(part.split("/")) if part else (), sources)
    assert found is not None
    return found


# One word is an answer; several are what it may be where nobody can tell.
TOLD = [
    ("cn-46-2024", "provisions/paragraph-1", "2024-12-02", "not issued"),
    ("cn-46-2024", "provisions/paragraph-1", "2026-03-01", "in effect"),
    ("cn-46-2024", "provisions/paragraph-1", "2026-11-28", "in effect"),
    ("cn-46-2024", "provisions/paragraph-2", "2024-12-03", "in effect"),
    ("cn-46-2024", "provisions/paragraph-2", "2025-11-08", "in effect"),
    ("cn-46-2024", "provisions/paragraph-2", "2025-11-09", "suspended"),
    ("cn-46-2024", "provisions/paragraph-2", "2026-03-01", "suspended"),
    ("cn-46-2024", "provisions/paragraph-2", "2026-11-27", "suspended"),
    ("cn-46-2024", "provisions/paragraph-2", "2026-11-28", "in effect|suspended"),
    ("cn-23-2023", "provisions/gallium", "2023-07-15", "planned"),
    ("cn-23-2023", "provisions/gallium", "2024-11-30", "in effect"),
    ("cn-23-2023", "provisions/gallium", "2025-11-09", "ended"),
    ("cn-51-2024", "provisions/list", "2024-11-30", "planned"),
    ("cn-51-2024", "provisions/list", "2025-11-09", "in effect"),
    ("cn-57-2025", "provisions/holmium", "2025-10-08", "not issued"),
    ("cn-57-2025", "provisions/holmium", "2025-10-20", "planned"),
    ("cn-57-2025", "provisions/holmium", "2025-11-07", "suspended"),
    ("cn-57-2025", "provisions/holmium", "2025-11-08", "suspended"),
    ("cn-57-2025", "provisions/holmium", "2026-11-09", "suspended"),
    ("cn-57-2025", "provisions/holmium", "2026-11-10", "in effect|suspended"),
    ("cn-57-2025", "provisions/holmium", "2026-11-23", "in effect|suspended"),
    ("cn-61-2025", "provisions/chinese-content", "2025-10-20", "planned"),
    ("cn-61-2025", "provisions/chinese-content", "2025-11-07", "suspended"),
    ("cn-61-2025", "provisions/chinese-content", "2025-12-01", "suspended"),
    ("cn-61-2025", "provisions/chinese-technology", "2025-12-01", "suspended"),
    ("cn-61-2025", "provisions/chinese-origin", "2025-10-09", "in effect"),
    ("cn-61-2025", "provisions/chinese-origin", "2025-11-06", "in effect"),
    ("cn-61-2025", "provisions/chinese-origin", "2025-11-07", "suspended"),
    ("cn-61-2025", "provisions/chinese-origin", "2026-11-11", "in effect|suspended"),
    ("cd-cobalt-2025", "provisions/exports", "2025-02-21", "not issued"),
    ("cd-cobalt-2025", "provisions/exports", "2025-02-22", "in effect"),
    ("cd-cobalt-2025", "provisions/exports", "2025-06-22", "in effect"),
    ("cd-cobalt-2025", "provisions/exports", "2025-08-01", "in effect"),
    ("cd-cobalt-2025", "provisions/exports", "2025-09-21", "in effect"),
    ("cd-cobalt-2025", "provisions/exports", "2025-10-15", "in effect"),
    ("cd-cobalt-2025", "provisions/exports", "2025-10-16", "ended"),
    ("cd-cobalt-quota-2025", "provisions/quota", "2025-10-15", "planned"),
    ("cd-cobalt-quota-2025", "provisions/quota", "2025-10-16", "in effect"),
    ("cd-cobalt-quota-2025", "provisions/quota", "2026-07-05", "in effect"),
    ("zw-213-2022", "provisions/ores", "2022-11-30", "not issued"),
    ("zw-213-2022", "provisions/ores", "2022-12-10", "in effect|not issued|planned"),
    ("zw-213-2022", "provisions/ores", "2022-12-31", "in effect"),
    ("zw-213-2022", "provisions/ores", "2023-01-03", "ended|in effect"),
    ("zw-213-2022", "provisions/ores", "2023-01-06", "ended"),
    ("zw-lithium-2026", "provisions/freeze", "2026-02-24", "not issued"),
    ("zw-lithium-2026", "provisions/freeze", "2026-02-25", "in effect|planned"),
    ("zw-lithium-2026", "provisions/freeze", "2026-02-26", "in effect"),
    ("zw-lithium-2026", "provisions/freeze", "2026-04-02", "ended"),
    ("zw-lithium-2026", "provisions/concentrate", "2026-12-31", "planned"),
    ("zw-lithium-2026", "provisions/concentrate", "2027-01-02", "in effect|planned"),
    ("id-nickel-2020", "provisions/ore", "2020-02-01", "in effect"),
    ("id-nickel-2020", "provisions/ore", "2022-12-01", "in effect"),
    ("id-nickel-2020", "provisions/ore", "2026-11-23", "in effect"),
    ("eu-kz-2022", "", "2023-01-01", "operating"),
    ("eu-kz-2022", "pledges/roadmap", "2022-11-06", "not made"),
    ("eu-kz-2022", "pledges/roadmap", "2023-05-06", "open"),
    ("eu-kz-2022", "pledges/roadmap", "2023-05-07", "due"),
    ("eu-kz-2022", "pledges/roadmap", "2023-05-18", "due date passed, not checked"),
    ("eu-kz-2022", "pledges/roadmap", "2023-05-20", "delivered late|due date passed, not checked"),
    ("eu-kz-2022", "pledges/roadmap", "2023-05-22", "delivered late"),
    ("eu-kz-roadmap-2025", "", "2026-12-31", "operating"),
    ("eu-kz-roadmap-2025", "", "2027-01-01", "ended|operating"),
    ("us-jp-2025", "", "2025-10-27", "announced"),
    ("us-jp-2025", "", "2025-10-28", "operating"),
    ("us-jp-2025", "pledges/ministerial", "2025-10-27", "not made"),
    ("us-jp-2025", "pledges/ministerial", "2026-04-25", "open"),
    ("us-jp-2025", "pledges/ministerial", "2026-04-26", "due"),
    ("us-jp-2025", "pledges/ministerial", "2026-04-27", "due date passed, not checked"),
    ("us-jp-2025", "pledges/projects", "2026-04-28", "due"),
    ("us-jp-2025", "pledges/projects", "2026-11-23", "due date passed, not checked"),
    ("us-jp-2025", "pledges/permitting", "2026-11-23", "open"),
    ("us-mp-2025", "", "2025-07-09", "in force|signed"),
    ("us-mp-2025", "", "2025-07-10", "in force"),
    ("us-mp-price-2025", "", "2025-09-30", "signed"),
    ("us-mp-price-2025", "", "2025-10-01", "in force|signed"),
    ("us-mp-price-2025", "", "2036-01-01", "ended|in force|signed"),
    ("us-mp-offtake-2025", "", "2025-07-08", "not concluded"),
    ("us-mp-offtake-2025", "", "2026-11-23", "in force|signed"),
    ("us-mp-loan-2025", "", "2025-08-11", "in force"),
    ("us-mp-loan-2025", "", "2037-07-10", "in force"),
    ("us-mp-loan-2025", "", "2037-08-12", "ended|in force"),
    ("msp", "", "2022-06-14", "in effect"),
    ("msp", "", "2026-02-03", "in effect"),
    ("msp", "", "2026-02-04", "ended"),
    ("forge", "", "2026-02-04", "in effect"),
    ("us-my-art-2025", "", "2025-10-25", "not concluded"),
    ("us-my-art-2025", "", "2026-11-23", "signed"),
    ("us-my-art-2025", "pledges/no-quota", "2026-11-23", "open"),
    ("cn-control-list", "entries/SuspendedFirm", "2025-05-13", "listed"),
    ("cn-control-list", "entries/SuspendedFirm", "2025-08-12", "suspended"),
    ("cn-control-list", "entries/SuspendedFirm", "2025-11-10", "suspended"),
    ("cn-control-list", "entries/SuspendedFirm", "2025-11-11", "listed|suspended"),
    ("cn-control-list", "entries/LiftedFirm", "2025-04-08", "not listed"),
    ("cn-control-list", "entries/LiftedFirm", "2025-04-09", "listed"),
    ("cn-control-list", "entries/LiftedFirm", "2025-06-01", "suspended"),
    ("cn-control-list", "entries/LiftedFirm", "2025-08-12", "ended"),
]


@pytest.mark.parametrize(("record", "part", "day", "expected"), TOLD)
def test_what_held_on_the_day(known: KnowledgeBase, record: str, part: str, day: str, expected: str) -> None:
    found = standing(known, record, part).on(date.fromisoformat(day))
    assert "|".join(found.possible) == expected
    assert found.word == ("cannot tell" if "|" in expected else expected)


@pytest.mark.parametrize(
    ("record", "part", "never"),
    [
        ("cn-57-2025", "provisions/holmium", True),
        ("cn-61-2025", "provisions/chinese-content", True),
        ("cn-61-2025", "provisions/chinese-technology", True),
        ("cn-61-2025", "provisions/chinese-origin", False),
        ("cn-46-2024", "provisions/paragraph-2", False),
    ],
)
def test_suspended_before_it_began_is_never_operated(known: KnowledgeBase, record: str, part: str, never: bool) -> None:
    found = standing(known, record, part).on(date(2025, 12, 15))
    assert (found.word, found.never_operated) == ("suspended", never)


def test_a_temporary_suspension_of_exports_is_no_suspension(known: KnowledgeBase) -> None:
    segments = standing(known, "cd-cobalt-2025", "provisions/exports").segments
    assert all("suspended" not in segment.possible for segment in segments)


@pytest.mark.parametrize(
    ("record", "part", "day", "expected"),
    [
        ("cn-46-2024", "provisions/paragraph-2", "2026-11-28", ("suspended", "end of the suspension")),
        ("cn-57-2025", "provisions/holmium", "2026-11-23", ("suspended", "end of the suspension")),
        ("zw-lithium-2026", "provisions/concentrate", "2027-01-02", ("effective", "start")),
        ("eu-kz-roadmap-2025", "", "2027-01-01", ("concluded", "end of the term")),
    ],
)
def test_what_is_expected_is_named(
    known: KnowledgeBase, record: str, part: str, day: str, expected: tuple[str, str]
) -> None:
    causes = standing(known, record, part).on(date.fromisoformat(day)).causes
    assert expected in [(c.event.rpartition("/")[2], c.role) for c in causes if c.certainty == "expected"]


@pytest.mark.parametrize(
    ("record", "part", "day"),
    [
        ("cn-57-2025", "provisions/holmium", "2026-07-03"),
        ("cn-46-2024", "provisions/paragraph-2", "2025-11-09"),
        ("zw-lithium-2026", "provisions/concentrate", "2026-04-08"),
        ("us-my-art-2025", "", "2026-02-21"),
        ("id-nickel-2020", "provisions/ore", "2020-02-01"),
    ],
)
def test_the_last_evidence(known: KnowledgeBase, record: str, part: str, day: str) -> None:
    assert standing(known, record, part).evidence == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("record", "name"),
    [("id-nickel-2020", "panel-report"), ("us-my-art-2025", "ruling"), ("us-my-art-2025", "minister")],
)
def test_what_is_only_shown_changes_nothing(base: Make, known: KnowledgeBase, record: str, name: str) -> None:
    path = known.records[record].path
    lines = (line for line in RECORDS[path].splitlines() if not line.startswith(f"  {name}:"))
    without = base({**PAGES, **RECORDS, path: "\n".join(lines) + "\n"})
    assert name not in without.records[record].data["events"]
    assert standing(without, record, "") == standing(known, record, "")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-04-24", "open"),
        ("2026-04-25", "due|open"),
        ("2026-04-26", "due|due date passed, not checked"),
        ("2026-04-27", "due date passed, not checked"),
    ],
)
def test_a_disputed_day_of_signing_moves_the_due_day(base: Make, day: str, expected: str) -> None:
    path = "agreements/us-jp-2025.yaml"
    disputed = "{disputed: {p-2025-10-27: 2025-10-27, p-2025-10-28: 2025-10-28}}"
    text = RECORDS[path].replace("kind: signed, date: 2025-10-28", f"kind: signed, date: {disputed}")
    found = standing(base({**PAGES, **RECORDS, path: text}), "us-jp-2025", "pledges/ministerial")
    assert "|".join(found.on(date.fromisoformat(day)).possible) == expected


@pytest.mark.parametrize(
    ("record", "route", "day", "expected"),
    [
        ("pax-silica-2025", "parties/JP", "2025-12-11", "no"),
        ("pax-silica-2025", "parties/JP", "2025-12-12", "yes"),
        ("pax-silica-2025", "parties/GB", "2025-12-11", "no"),
        ("pax-silica-2025", "parties/GB", "2025-12-12", "cannot tell"),
        ("pax-silica-2025", "parties/GB", "2026-02-05", "yes"),
        ("pax-silica-2025", "parties/QA", "2026-01-11", "no"),
        ("pax-silica-2025", "parties/QA", "2026-01-12", "yes"),
        ("pax-silica-2025", "parties/AE", "2026-01-13", "no"),
        ("pax-silica-2025", "parties/AE", "2026-01-14", "yes"),
        ("pax-silica-2025", "parties/IN", "2026-02-19", "no"),
        ("pax-silica-2025", "parties/IN", "2026-02-20", "yes"),
        ("pax-silica-2025", "parties/PH", "2026-04-15", "no"),
        ("pax-silica-2025", "parties/PH", "2026-04-16", "yes"),
        ("msp", "members/IN", "2023-05-31", "no"),
        ("msp", "members/IN", "2023-06-15", "cannot tell"),
        ("msp", "members/IN", "2023-06-30", "yes"),
        ("msp", "members/EE", "2024-03-05", "cannot tell"),
        ("forge", "members/KR", "2026-02-03", "no"),
        ("forge", "members/KR", "2026-06-30", "yes"),
        ("forge", "members/KR", "2026-07-01", "no"),
        ("cn-control-list", "entries/Leidos", "2025-03-03", "no"),
        ("cn-control-list", "entries/Leidos", "2025-03-04", "yes"),
    ],
)
def test_who_belonged_on_the_day(known: KnowledgeBase, record: str, route: str, day: str, expected: str) -> None:
    member = known.records[record].at(tuple(route.split("/")))
    since = member.get("joined", member.get("since"))
    assert member_on(since, member.get("until"), date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        (None, None, "2026-01-01", "yes"),
        (None, "2026-01-01", "2026-01-01", "yes"),
        (None, "2026-01-01", "2026-01-02", "no"),
        (None, "2026-01", "2026-01-15", "cannot tell"),
        (None, "2026-01", "2026-02-01", "no"),
        (None, "unknown", "2026-01-01", "cannot tell"),
        ("unknown", None, "2026-01-01", "cannot tell"),
        ("unknown", "2025-12-31", "2026-01-01", "no"),
        ("2026-01-05", "2026-01", "2026-01-05", "yes"),
        ("2026-01-05", "2026-01", "2026-01-06", "cannot tell"),
        ({"disputed": {"a": "2026-01-05", "b": "2026-01-07"}}, None, "2026-01-06", "cannot tell"),
        ({"disputed": {"a": "2026-01-05", "b": "2026-01-07"}}, None, "2026-01-07", "yes"),
    ],
)
def test_membership_has_three_answers(since: object, until: object, day: str, expected: str) -> None:
    assert member_on(since, until, date.fromisoformat(day)) == expected
