"""The public tables of what instruments speak of: minerals, countries, groups, lists, bodies and works."""

from __future__ import annotations

from mineralkb.sql.table import (
    EVIDENCE,
    ID,
    MINERALS,
    NAMES,
    NOTE,
    SUMMARY,
    TITLE,
    Column,
    Table,
    own,
    several,
    standing,
    stated,
)

_NATIVE = several("native", "Names in other languages, by language code: JSON.")


def _world(name: str, meaning: str, *columns: Column) -> Table:
    return Table(name, meaning, f"main.record s WHERE s.kind = '{name}'", (ID, TITLE, *columns), ("id",))


MINERAL_TABLE = _world(
    "minerals",
    "Materials and products. What belongs to what is in `closure`.",
    own("type", "What kind of thing it is."),
    own("symbol", "Chemical symbol or formula."),
    NAMES,
    _NATIVE,
    several("broader", "What it belongs to directly: a JSON array of ids."),
    several("forms", "Forms it is traded in: a JSON array."),
    several("hs", "HS codes, for reference only: a JSON array."),
    SUMMARY,
)
CLOSURE = Table(
    "closure",
    "Every mineral with itself and with everything it belongs to, through all steps.",
    "main.closure s",
    (
        Column("mineral", "s.mineral", "The mineral."),
        Column("broader", "s.broader", "Itself, or something it belongs to."),
    ),
    ("mineral", "broader"),
    ("broader",),
)
COUNTRIES = _world(
    "countries", "Countries and sub-national units by ISO 3166 code; Namibia is the text `NA`.", NAMES, _NATIVE, SUMMARY
)
GROUPS = _world("groups", "Countries or organizations that belong together.", NAMES, standing(), EVIDENCE, SUMMARY)
MEMBERSHIPS = Table(
    "memberships",
    "Who belongs to which group, and when.",
    "main.membership s",
    (
        Column("group_id", 's."group"', "The group."),
        Column("member", "s.member", "Country code or id."),
        Column("role", "s.role", "In what capacity, where members differ."),
        Column(
            "since_first", "s.since_first", "First day on which it may have come; 0001-01-01 where nothing is said."
        ),
        Column("since_last", "s.since_last", "Last such day."),
        Column(
            "until_first", "s.until_first", "First day that may have been its last; 9999-12-31 where nothing is said."
        ),
        Column("until_last", "s.until_last", "Last such day."),
    ),
    ("group_id", "member"),
    ("member",),
)
LISTS = _world(
    "lists",
    "Authorities' lists of items or parties.",
    own("type", "What the list is for."),
    own("country", "Whose list it is."),
    several("authorities", "Who keeps it: a JSON array of ids."),
    standing(),
    EVIDENCE,
    SUMMARY,
)
ENTRIES = Table(
    "entries",
    "Items and parties on lists.",
    "main.part s WHERE s.kind = 'entry'",
    (
        ID,
        Column("list", "s.record", "The list."),
        Column("name", "s.name", "Control code, or a name in the list."),
        TITLE,
        own("native_title", "Its name in the original language."),
        NAMES,
        SUMMARY,
        own("party", "The listed party, where it has a record."),
        own("country", "Country of the listed party."),
        MINERALS,
        several("codes", "Control codes: a JSON array."),
        several("hs", "HS codes, for reference only: a JSON array."),
        stated("since", "First day on the list, as it is written."),
        stated("until", "Last day on the list, as it is written."),
        own("added_by", "The instrument that added it."),
        standing(),
        EVIDENCE,
    ),
    ("id",),
    ("list",),
)
ORGANIZATIONS = _world(
    "organizations",
    "Ministries, agencies, banks, companies, publishers and other bodies.",
    own("type", "What kind of body it is."),
    own("country", "Where it belongs."),
    own("part_of", "The body it is a part of."),
    NAMES,
    own("website", "Its own pages."),
    SUMMARY,
)
PROJECTS = _world(
    "projects",
    "Mines, plants, corridors, stockpiles and programmes.",
    own("type", "What kind of works it is."),
    several("countries", "Where it is: a JSON array of codes."),
    own("place", "Where in the country."),
    several("owners", "Who owns or runs it: a JSON array of ids."),
    MINERALS,
    several("stages", "Steps from the ground to the product: a JSON array."),
    standing(),
    EVIDENCE,
    SUMMARY,
    NOTE,
)

ALL = (MINERAL_TABLE, CLOSURE, COUNTRIES, GROUPS, MEMBERSHIPS, LISTS, ENTRIES, ORGANIZATIONS, PROJECTS)
