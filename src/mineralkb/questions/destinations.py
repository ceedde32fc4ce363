"""Which rules reach exports to a country: by its name, through a group on the day, or as they reach everywhere."""

from __future__ import annotations

from typing import NamedTuple

from mineralkb.index.marks import EVERYWHERE, PARTIAL

_LISTED = 'SELECT "group" FROM membership WHERE member = ?'
_IN_PART = f"SELECT subject FROM facet WHERE facet = '{PARTIAL}' AND value = 'members'"


class Term(NamedTuple):
    """A piece of SQL with its values."""

    sql: str
    values: tuple[str, ...]


def has_facet(subject: str, facet: str, wanted: str) -> str:
    """That the subject has a value of the facet that is wanted; `wanted` is SQL of `f.value` alone, so found once."""
    return f"{subject} IN (SELECT f.subject FROM facet f WHERE f.facet = '{facet}' AND ({wanted}))"


def groups_of(member: str, day: str) -> tuple[Term, Term]:
    """The groups that it surely belongs to on the day, and those that it may belong to for all that is known."""
    surely = Term(f"{_LISTED} AND since_last <= ? AND until_first >= ?", (member, day, day))
    dated = f"{_LISTED} AND since_first <= ? AND until_last >= ?"
    unlisted = f"{_IN_PART} AND subject NOT IN ({_LISTED})"
    return surely, Term(f"{dated} UNION {unlisted}", (member, day, day, member))


def reaching(place: str, day: str, *, whole: bool) -> tuple[Term, Term]:
    """The rules that surely reach the place, and those that may; of whole records, those with such a rule."""
    surely, perhaps = groups_of(place, day)
    subject = "p.id" if whole else "s.id"
    found = _reached(subject, place, surely, perhaps), _reached(subject, place, perhaps, surely)
    return (_of_record(found[0]), _of_record(found[1])) if whole else found


def _reached(subject: str, place: str, inside: Term, spared: Term) -> Term:
    """Named or in a group, or everywhere but at the issuer's own; and not excepted."""
    named = _names(subject, "destination", place, inside)
    own = _names(subject, "issuer", place, spared)
    excepted = _names(subject, "excluded", place, spared)
    everywhere = has_facet(subject, "destination", f"f.value = '{EVERYWHERE}'")
    sql = f"({named.sql} OR ({everywhere} AND NOT {own.sql})) AND NOT {excepted.sql}"
    return Term(sql, (*named.values, *own.values, *excepted.values))


def _names(subject: str, facet: str, place: str, groups: Term) -> Term:
    sql = has_facet(subject, facet, f"f.value = ? OR f.value IN ({groups.sql})")
    return Term(sql, (place, *groups.values))


def _of_record(of_rule: Term) -> Term:
    return Term(f"EXISTS (SELECT 1 FROM part p WHERE p.record = s.id AND {of_rule.sql})", of_rule.values)
