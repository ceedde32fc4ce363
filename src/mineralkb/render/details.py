"""The fields of a record or part in reading order, with names beside ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mineralkb.questions.texts import amount_text, price_text, stated
from mineralkb.render.blocks import DIM, Block, Cell, Fields, Paragraph

if TYPE_CHECKING:
    from mineralkb.questions.card import Card

# Fields that hold a word, a text or a list of words.
_PLAIN = (
    "binding", "country", "part_of", "symbol", "broader", "names", "topics", "strength", "by", "to",
    "measure", "policy", "objects", "effect", "reach", "technology_from",
    "minerals", "stages", "sectors", "forms", "hs", "edition", "codes", "code_list",
    "projects", "countries", "place", "owners", "authorities", "legal_basis", "reason", "transit",
    "publisher", "originator", "date", "seen", "url", "address", "original", "copies", "language", "extent", "mirror_of",
    "website", "kinds", "parties", "since", "until", "complete", "partial", "formerly",
)  # fmt: skip
Rows = list[tuple[str, tuple[Cell, ...]]]

_SAME_MONEY = {"within": "part of", "same_as": "the same money as"}
_LABELS = {
    "part_of": "part of",
    "broader": "belongs to",
    "names": "also called",
    "technology_from": "technology from",
    "code_list": "of the list",
    "legal_basis": "legal basis",
    "mirror_of": "copy of",
    "partial": "known in part",
    "hs": "HS codes",
    "objects": "object",
    "complete": "completeness",
}


def details(card: Card) -> list[Block]:
    """Fields, summary and note."""
    own = card.found.own
    if not isinstance(own, dict):
        return []
    blocks: list[Block] = []
    rows = [*_people(card, own), *_plain(card, own), *_nested(card, own)]
    if rows:
        blocks.append(Fields(tuple(rows)))
    for text in (own.get("summary"), own.get("note")):
        if text:
            blocks += [Paragraph(Cell("")), Paragraph(Cell(text, DIM if text == own.get("note") else "plain"))]
    return blocks


def _people(card: Card, own: dict[str, Any]) -> Rows:
    rows: Rows = []
    if isinstance(own.get("parties"), dict):
        cells = tuple(Cell(f"{named(card, party)}{_role(details)}") for party, details in own["parties"].items())
        rows.append(("parties", cells))
    for issuer, inner in own.get("issuers", {}).items():
        authorities = ", ".join(named(card, authority) for authority in inner.get("authorities", ()))
        shown = f"{named(card, issuer)}: {authorities}" if authorities else named(card, issuer)
        rows.append(("issuer", (Cell(shown),)))
    signers = tuple(Cell(_signer(signer)) for signer in own.get("signers", {}).values())
    if signers:
        rows.append(("signed by", signers))
    if isinstance(own.get("lead"), dict):
        rows.append(("led by", tuple(Cell(f"{office} ({party})") for party, office in own["lead"].items())))
    return rows


def _signer(signer: dict[str, Any]) -> str:
    office = f", {signer['office']}" if "office" in signer else ""
    return f"{signer['name']}{office} (for {signer['party']})"


def _role(party: dict[str, Any]) -> str:
    role = stated(party["role"])
    joined = f", joined {stated(party['joined'])}" if "joined" in party else ""
    left = f", left {stated(party['left'])}" if "left" in party else ""
    return f" ({role}{joined}{left})" if role != "signatory" or joined or left else ""


def _plain(card: Card, own: dict[str, Any]) -> Rows:
    rows: Rows = []
    for field in _PLAIN:
        value = own.get(field)
        if value is None or (isinstance(value, dict) and "disputed" not in value):
            continue
        text = (
            ", ".join(named(card, word) for word in value)
            if isinstance(value, list)
            else named(card, str(stated(value)))
        )
        link = text if field in ("url", "website", "original") else ""
        rows.append((_LABELS.get(field, field.replace("_", " ")), (Cell(text, link=link),)))
    return rows


def _nested(card: Card, own: dict[str, Any]) -> Rows:
    rows: Rows = []
    for language, names in own.get("native", {}).items():
        rows.append((f"in {language}", (Cell(", ".join(names)),)))
    instruments = tuple(
        Cell(", ".join(str(stated(part)) for part in (inner.get("number"), inner.get("date"), inner["role"]) if part))
        for inner in own.get("instruments", {}).values()
    )
    if instruments:
        rows.append(("instruments", instruments))
    if targets := own.get("targets"):
        rows += [
            (field.replace("_", " "), tuple(Cell(named(card, word)) for word in targets[field]))
            for field in targets
            if isinstance(targets[field], list)
        ]
    for name, scope in own.get("scope", {}).items():
        only = ", ".join((*scope.get("entries", ()), *scope.get("minerals", ()))) or "all of it"
        rows.append(("scope", (Cell(f"{named(card, name)}: {only}"),)))
    if share := own.get("de_minimis"):
        rows.append(("from", (Cell(f"{stated(share['share'])} of {share['of']}: {share['content']}"),)))
    for section in ("amounts", "prices", "volumes", "exceptions"):
        cells = tuple(Cell(_inner(section, name, inner)) for name, inner in own.get(section, {}).items())
        if cells:
            rows.append((section, cells))
    return rows


def _inner(section: str, name: str, inner: dict[str, Any]) -> str:
    if section == "amounts":
        of = next((f"{word} {inner[field]}" for field, word in _SAME_MONEY.items() if field in inner), "")
        said = (amount_text(inner), inner["form"], inner.get("purpose", ""), of)
        return f"{name}: {'; '.join(text for text in said if text)}"
    if section == "prices":
        return price_text(inner, product=True)
    if section == "volumes":
        size = stated(inner.get("value")) or stated(inner.get("share"))
        per = f" per {inner['per']}" if "per" in inner else ""
        return f"{name}: {'up to ' if inner.get('up_to') else ''}{size} {inner.get('unit', '')}{per}"
    duty = f" ({inner['duty']})" if "duty" in inner else ""
    return f"{inner['summary']}{duty}"


def named(card: Card, word: str) -> str:
    """An id with its title, where the base has one."""
    title = card.names.get(word)
    return f"{title} ({word})" if title and title != word else word
