"""What an agreement is, who stands how to it, and what it makes its parties owe."""

from __future__ import annotations

FORMS = {
    "treaty": "concluded between states under international law and subject to ratification",
    "executive agreement": "concluded by governments under international law without a parliament's consent",
    "framework": "sets aims and ways of working between governments, usually without legal force",
    "strategic partnership": "a standing relation between governments with agreed fields of work",
    "memorandum": "a memorandum of understanding or of cooperation",
    "joint statement": "a text that its parties issue together",
    "declaration": "a text that parties adopt and that others may join",
    "action plan": "steps under an earlier agreement or aim",
    "roadmap": "steps with a time table under an earlier agreement",
    "letter of intent": "says that its signers mean to agree later",
    "administrative arrangement": "concluded between authorities below the level of government",
    "transaction agreement": "a contract that holds a package of contracts together",
    "price protection contract": "a contract that secures a price",
    "offtake contract": "a contract to buy what will be produced",
    "equity contract": "a contract for shares or for rights to shares",
    "loan contract": "a contract for a loan",
    "commitment letter": "a promise of finance in writing, before the contract of finance",
}

BINDING = {
    "binding": "the text or a party says that it binds in law",
    "non-binding": "the text or a party says that it does not bind in law",
    "partly": "the text says that some of it binds in law and some does not",
    "unstated": "neither the text read nor a party says so",
}

ROLES = {
    "signatory": "signed it or is bound by it",
    "participant": "takes part without a signature",
    "observer": "watches without a voice",
    "guest": "was invited to an event of it",
    "witness": "attested the signing",
    "chair": "leads it for a time",
    "guarantor": "answers for what another party owes",
}

STRENGTHS = {
    "obligation": "the text says that the party shall or will do it",
    "best endeavour": "the text says that the party will try, or takes steps towards it",
    "intention": "the text says that the party intends, plans or may consider it",
}

RELATIONS = {
    "part of": "belongs to a package or umbrella",
    "implements": "carries out what the other provides for",
    "amends": "changes the other's text",
    "replaces": "takes the other's place",
    "renews": "carries the other on for a further term",
    "continues": "carries on the other's rules under a new instrument",
    "follows": "comes after the other in the same line, without changing it",
}
