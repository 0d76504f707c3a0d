"""Codes and fields in words, for people; machines get the codes and the names of the fields as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from subsidy_ledger.domain.sentences import Listed, Phrases, Sentence, say_n

CODES: Final[Phrases] = {
    # severities, the roles of entities, the modes of transfers
    "error": "error",
    "warning": "warning",
    "info": "info",
    "claiming": "claiming",
    "evidence": "evidence",
    "project": "project",
    "deduction": "deduction",
    # what was decided on findings
    "open": "open",
    "accepted": "accepted",
    "disputed": "disputed",
    "accept": "accept",
    "dispute": "dispute",
    "reopen": "reopen",
    "confirm": "confirm",
    "confirmed": "confirmed",
    # what was ruled of a submitted line
    "reduced": "reduced",
    "rejected": "rejected",
    "spare": "spare",
    "spare used": "replaces what was rejected",
    # what an entry records
    "agreement": "agreement",
    "allocation": "allocation",
    "carry-over": "carry-over",
    "contribution": "contribution",
    "correction": "correction",
    "finding": "finding",
    "import": "import",
    "refused": "refused row",
    "funding": "other subsidy",
    "indicator": "indicator",
    "sector-plan": "sector plan",
    "tagging": "tagging",
    "sample": "sample",
    "undo": "undo",
    "redo": "redo",
    "receipt": "receipt",
    "submission": "submission",
    "settlement": "settlement",
    "tie-out": "tie-out",
    # what happened to a line
    "posted": "posted",
    "tagged": "tagged",
    "undecided": "undecided",
    # how a line came into a sample
    "exhaustive": "taken whole",
    "interval": "by interval",
    "negative": "credit note",
    # what holds of a refused row
    "closed": "closed",
    "withdrawn": "withdrawn",
    # rules
    "live": "live",
    "retired": "retired",
    "none": "none",
    "untagged": "untagged",
    "(untagged)": "(untagged)",
    "yes": "yes",
    "no": "no",
}

FIELDS: Final[Phrases] = {
    "line_no": "line no",
    "year": "year",
    "date": "date",
    "document_no": "document no",
    "invoice_no": "invoice no",
    "invoice_date": "invoice date",
    "booking_date": "booking date",
    "payment_date": "payment date",
    "commitment_no": "commitment no",
    "charge_no": "charge no",
    "order_no": "order no",
    "statement_no": "statement no",
    "budget_article": "budget article",
    "account": "account",
    "supplier": "supplier",
    "supplier_no": "supplier no",
    "iban": "iban",
    "description": "description",
    "amount": "amount",
    "document_amount": "document amount",
    "net_amount": "net amount",
    "vat_amount": "vat amount",
    "debit": "debit",
    "credit": "credit",
    "claimed": "claimed",
    "category": "category",
    "objective": "objective",
    "grant": "grant",
    "project": "project",
    "payer": "payer",
    "entity": "entity",
}


def in_words(code: str) -> Sentence:
    """A severity, role, mode or the like as a word of the reader's language; a code nobody knows stays as it is."""
    return Sentence(CODES[code], {}) if code in CODES else Sentence("{code}", {"code": code})


def counted(what: str, n: int) -> Sentence:
    """So many findings of a severity, or of what was decided on them."""
    return {
        "error": say_n("{n} error", "{n} errors", n=n),
        "warning": say_n("{n} warning", "{n} warnings", n=n),
        "info": say_n("{n} info", "{n} info", n=n),
        "accepted": say_n("{n} accepted", "{n} accepted", n=n),
        "disputed": say_n("{n} disputed", "{n} disputed", n=n),
    }[what]


def field_name(name: str) -> Sentence:
    """The name of a field, such as "document_no", as a word."""
    return Sentence(FIELDS[name], {}) if name in FIELDS else Sentence("{name}", {"name": name.replace("_", " ")})


def field_names(names: Iterable[str]) -> Listed:
    return Listed(tuple(field_name(name) for name in names))
