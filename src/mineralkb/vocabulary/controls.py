"""What an export control does, to what, for whom and how it is administered."""

from __future__ import annotations

FORMS = {
    "law": "a published legal act",
    "policy": "an announced line of an authority without a legal act",
    "de facto": "a restriction that is practised or reported without an act or announcement",
    "non-state": "imposed by a body that is not a state",
}

INSTRUMENT_ROLES = {
    "law": "the act that the measure rests on",
    "notice": "the act that sets the measure",
    "amendment": "an act that changes it",
    "renewal": "an act that carries it on",
    "list": "an act that lists what it covers",
    "suspension": "an act that sets it out of operation for a time",
    "repeal": "an act that ends it",
}

MEASURES = {
    "export prohibition": "exports are forbidden",
    "prohibition except under permit": "exports are forbidden unless a permit is granted",
    "licensing requirement": "exports need a licence",
    "export quota": "exports are limited in volume or value",
    "export tax": "exports are taxed",
    "tariff-rate quota": "exports above a volume are taxed at a higher rate",
    "minimum export price": "exports below a price are forbidden",
    "dual pricing": "the price at home is held below the price for export",
    "VAT-rebate withdrawal": "value-added tax is not paid back on export",
    "domestic market obligation": "a share must be sold at home",
    "local-processing requirement": "exports must have been processed at home",
    "qualified exporters list": "only listed firms may export",
    "state trading": "only state enterprises or those the state names may export",
    "customs-point restriction": "exports may leave only through named places",
    "captive mining": "a mine's output is reserved for its owner's plants",
    "reporting requirement": "exports must be reported",
    "other": "none of these; the summary says what it is",
}

OBJECTS = {
    "goods": "things that cross a border",
    "technology": "knowledge in any form, and its carriers",
    "software": "programs",
    "service": "work done for another",
}

LICENSING_POLICIES = {
    "ordinary": "applications are examined under the general rules",
    "general": "one licence covers many exports of one exporter",
    "case by case": "each application is examined with no presumption",
    "stricter review": "end user and end use are examined more strictly than usual",
    "refused in principle": "applications are refused unless an exception applies",
}

EFFECTS = {
    "restricts": "makes exporting harder",
    "eases": "suspends, ends or narrows a restriction",
    "administers": "says how a restriction is carried out",
}

REACHES = {
    "territorial": "exports from the issuer's territory",
    "re-export": "goods of the issuer's origin that leave another country",
    "foreign-made": "goods made abroad with content or technology of the issuer's origin",
    "persons": "what the issuer's citizens and entities do anywhere",
}

LIST_TYPES = {
    "dual-use list": "goods and technology with civil and military uses whose export is controlled",
    "control list": "parties with which trade in controlled items is forbidden or limited",
    "watch list": "parties whose end use could not be verified",
    "critical-minerals list": "materials that an authority holds to be critical or strategic",
}
