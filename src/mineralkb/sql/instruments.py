"""The public tables of instruments and of what stands in them: agreements, controls, policies, pledges, provisions."""

from __future__ import annotations

from mineralkb.sql.table import (
    COUNTED,
    EVIDENCE,
    ID,
    INTEGER,
    JSON,
    MINERALS,
    NOTE,
    REAL,
    SUMMARY,
    TITLE,
    Column,
    Table,
    days,
    faceted,
    own,
    several,
    standing,
    stated,
)

_HEAD = (ID, TITLE, own("form", "What kind of instrument it is."))
_TAIL = (standing(), EVIDENCE, MINERALS, SUMMARY, NOTE)
_ISSUERS = faceted(
    "issuers", "issuer", "Who issued it, country codes or ids: a JSON array. Table `issuers` has a row for each."
)

AGREEMENTS = Table(
    "agreements",
    "Instruments between parties, and contracts of a government with a company.",
    "main.record s WHERE s.kind = 'agreements'",
    (
        *_HEAD,
        stated("binding", "What the text or a party says of its legal force."),
        *days("signed", "it may have been signed"),
        faceted(
            "parties", "party", "Who agreed, country codes or ids: a JSON array. Table `parties` has a row for each."
        ),
        faceted("topics", "topic", "Topics of its pledges: a JSON array."),
        *_TAIL,
    ),
    ("id",),
)
CONTROLS = Table(
    "controls",
    "Measures that restrict exports, or that ease or administer such measures.",
    "main.record s WHERE s.kind = 'controls'",
    (*_HEAD, _ISSUERS, *days("issued", "it may have been issued"), COUNTED, *_TAIL),
    ("id",),
)
POLICIES = Table(
    "policies",
    "Unilateral acts that are neither agreements nor export controls.",
    "main.record s WHERE s.kind = 'policies'",
    (*_HEAD, _ISSUERS, *days("issued", "it may have been issued"), *_TAIL),
    ("id",),
)
_IN = Column("name", "s.name", "Its name in the record.")
PLEDGES = Table(
    "pledges",
    "Undertakings in agreements and policies.",
    "main.part s WHERE s.kind = 'pledge'",
    (
        ID,
        Column("record", "s.record", "The agreement or policy that holds it."),
        _IN,
        TITLE,
        SUMMARY,
        stated("strength", "How strongly the text puts it, as obligation, best efforts or intention."),
        several("owed_by", "Who owes it: a JSON array.", "by"),
        several("owed_to", "To whom it is owed: a JSON array.", "to"),
        several("topics", "What it is about: a JSON array."),
        MINERALS,
        several("stages", "Steps from the ground to the product: a JSON array."),
        *days("due", "it may be due"),
        standing(),
        EVIDENCE,
    ),
    ("id",),
    ("record",),
)
PROVISIONS = Table(
    "provisions",
    "Rules of controls: what may not leave, or only with a licence.",
    "main.part s WHERE s.kind = 'provision'",
    (
        ID,
        Column("control", "s.record", "The control that holds it."),
        _IN,
        TITLE,
        SUMMARY,
        own("measure", "Kind of measure, in the OECD's terms."),
        stated("policy", "How licences are decided."),
        Column(
            "effect",
            "coalesce(json_extract(s.data, '$.effect'), 'restricts')",
            "Whether it restricts, eases or administers.",
        ),
        several("objects", "Goods, technology, software or services: a JSON array."),
        faceted("destinations", "destination", 'Destinations, `["*"]` for everywhere: a JSON array.'),
        faceted("excluded", "excluded", "Destinations that are excepted: a JSON array."),
        MINERALS,
        faceted("codes", "code", "Control codes: a JSON array."),
        faceted("hs", "hs", "HS or tariff codes, for reference only; the words of the text decide: a JSON array."),
        *days("start", "it may take effect"),
        standing(),
        EVIDENCE,
        COUNTED,
    ),
    ("id",),
    ("control",),
)
_ITEM = "item.value"
ITEMS = Table(
    "items",
    "What provisions cover, thing by thing. Entries of lists are in `entries`.",
    "main.part s, json_each(s.data, '$.items') item WHERE s.kind = 'provision'",
    (
        Column("provision", "s.id", "The rule that covers it."),
        Column("name", "item.key", "Its name in the rule."),
        own("title", "What the text calls it, in English.", data=_ITEM),
        own("summary", "What is covered, in our own words.", data=_ITEM),
        several("minerals", "Materials and products: a JSON array of ids.", data=_ITEM),
        several("forms", "Forms that are covered; all where null: a JSON array.", data=_ITEM),
        several("codes", "Control codes: a JSON array.", data=_ITEM),
        own("code_list", "The list that the control codes belong to.", data=_ITEM),
        several("hs", "HS or tariff codes, for reference only: a JSON array.", data=_ITEM),
        several("thresholds", "Limits of quality or size, as they are written: JSON.", data=_ITEM),
    ),
    ("provision", "name"),
)
_ACTOR = "(SELECT n.title FROM main.record n WHERE n.id = {0})"
PARTIES = Table(
    "parties",
    "Who is a party to which agreement.",
    "main.record s, json_each(s.data, '$.parties') p WHERE s.kind = 'agreements'",
    (
        Column("agreement", "s.id", "The agreement."),
        Column("party", "p.key", "Country code, or id of a group or organization."),
        Column("title", _ACTOR.format("p.key"), "Its name."),
        stated("role", "In what capacity, as signatory.", data="p.value"),
        stated("joined", "First day as a party, where not from the beginning; as it is written.", data="p.value"),
        # A key that is a word of SQL would need quotes elsewhere, `left` among them.
        stated("departed", "First day no longer a party; as it is written.", "left", data="p.value"),
        stated("since", "First day in the role; as it is written.", data="p.value"),
        stated("until", "Last day in the role; as it is written.", data="p.value"),
    ),
    ("agreement", "party"),
    ("party",),
)
ISSUERS = Table(
    "issuers",
    "Who issued which control or policy.",
    "main.record s, json_each(s.data, '$.issuers') p WHERE s.kind IN ('controls', 'policies')",
    (
        Column("record", "s.id", "The control or policy."),
        Column("issuer", "p.key", "Country code, or id of a group or organization."),
        Column("title", _ACTOR.format("p.key"), "Its name."),
        several("authorities", "The authorities that issued it: a JSON array of ids.", data="p.value"),
    ),
    ("record", "issuer"),
    ("issuer",),
)


def _edge(name: str, of: str, meaning: str) -> Column:
    """A number, or where sources dispute it the least or greatest that a side says."""
    sides = f"(SELECT {of}(value) FROM json_each(a.value, '$.value.disputed'))"
    one = "CASE json_type(a.value, '$.value') WHEN 'object' THEN NULL ELSE json_extract(a.value, '$.value') END"
    return Column(name, f"CAST(coalesce(json_extract(a.value, '$.{name}'), {one}, {sides}) AS REAL)", meaning, REAL)


_SUMS = "SELECT id, id AS record, data FROM main.record UNION ALL SELECT id, record, data FROM main.part WHERE kind = 'pledge'"
AMOUNTS = Table(
    "amounts",
    "Sums of money of records and pledges. One sum may stand in several places: see `within` and `same_as` before adding up.",
    f"({_SUMS}) s, json_each(s.data, '$.amounts') a WHERE 1",
    (
        Column("subject", "s.id", "The record or pledge that holds it."),
        Column("name", "a.key", "Its name there."),
        Column("record", "s.record", "The record."),
        _edge("least", "min", "The sum in units of the currency, or the least that is stated."),
        _edge("most", "max", "The sum, or the most that is stated."),
        Column("up_to", "coalesce(json_extract(a.value, '$.up_to'), 0)", "1 where the source says 'up to'.", INTEGER),
        stated("currency", "ISO 4217 code.", data="a.value"),
        own("form", "In what form the money comes.", data="a.value"),
        own("firmness", "How firm it is.", data="a.value"),
        several("provider", "Who provides it: a JSON array.", data="a.value"),
        several("recipient", "Who receives it: a JSON array.", data="a.value"),
        own("purpose", "What it is for.", data="a.value"),
        own("within", "Another amount that this one is a part of.", data="a.value"),
        own("same_as", "Another amount that is the same money.", data="a.value"),
    ),
    ("subject", "name"),
)
INTERVALS = Table(
    "intervals",
    "How records, pledges, provisions and entries stand: a row for each run of days with one answer; the runs hold all days.",
    "main.standing s",
    (
        Column("subject", "s.subject", "Id of the record or part."),
        Column("first", "s.first", "First day; 0001-01-01 where it has no beginning."),
        Column("last", "s.last", "Last day; 9999-12-31 where it has no end."),
        Column("standing", "s.word", "The word; docs/standing.md."),
        Column("possible", "s.possible", "The words that it may be, one where it is known: a JSON array.", JSON),
        Column("causes", "s.causes", "The events that it follows from: a JSON array.", JSON),
        Column("never_operated", "s.never_operated", "1 where it ended without having operated.", INTEGER),
    ),
    ("subject", "first"),
)
EVENTS = Table(
    "events",
    "What happened to records and their parts, or is due to.",
    "main.event s",
    (
        ID,
        Column("record", "s.record", "The record."),
        Column("part", "s.part", "The pledge, provision or entry; null for the record as a whole."),
        Column("kind", "s.kind", "What happened, as signed, effective or suspended."),
        stated("date", "The day as it is written: `2025`, `2025-10`, `unknown`."),
        Column("first", "s.first", "First day on which it may have been."),
        Column("last", "s.last", "Last day on which it may have been."),
        Column("until_first", "s.until_first", "By its terms, the first day on which its state may end."),
        Column("until_last", "s.until_last", "The last such day."),
        Column("party", "s.party", "Who did it, where one party acts."),
        stated("place", "Where."),
        Column("caused_by", "s.caused_by", "The instrument that caused it."),
        Column("summary", "s.summary", "What happened, in our own words."),
    ),
    ("id",),
    ("record", "first"),
)

ALL = (AGREEMENTS, PARTIES, PLEDGES, CONTROLS, ISSUERS, PROVISIONS, ITEMS, POLICIES, AMOUNTS, EVENTS, INTERVALS)
