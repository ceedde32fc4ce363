"""Sums of money: in what form, and how firm."""

from __future__ import annotations

AMOUNT_FORMS = {
    "grant": "given without return",
    "loan": "to be paid back",
    "equity": "for shares, or rights to shares",
    "guarantee": "paid if another does not pay",
    "offtake": "paid for goods to be bought",
    "price support": "paid where a price is lower than agreed",
    "insurance": "paid if a named damage occurs",
    "investment": "an investment whose form is not told apart",
    "mixed": "several forms in one sum",
    "unstated": "the source does not say",
}

FIRMNESS = {
    "interest": "parties show interest; no promise of money",
    "letter of interest": "a financier says in writing that it may lend",
    "intention": "a party says that it means to provide it",
    "conditional": "promised under conditions",
    "committed": "promised",
    "drawn": "paid",
}
