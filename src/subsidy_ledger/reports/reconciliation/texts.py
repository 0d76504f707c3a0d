"""The words of the sheets Changes and Rules and assumptions, and of the yearly overview of expenses."""

from __future__ import annotations

from typing import Final

from subsidy_ledger.domain.sentences import Phrases

CHANGE_COLUMNS: Final[Phrases] = {
    "posted": "Euros posted",
    "rows_refused": "Rows refused",
    "taken_back": "Lines taken back",
    "accepted_sum": "Accepted by the auditor",
    "act": "What was done",
    "after_claim": "After the claim",
    "after": "After",
    "asks": "What a line must show",
    "assumption": "Notes and assumptions",
    "before": "Before",
    "change": "Change",
    "deducted_sum": "Deducted by the auditor",
    "category": "Cost category",
    "entry": "Entry",
    "lines": "Lines",
    "lines_tagged": "Lines tagged",
    "meaning": "Ground, or what the parameter is for",
    "not_counted": "Rejected and not replaced",
    "order_no": "Payment order",
    "received": "Received",
    "rule": "Rule",
    "tagged": "Euros tagged",
    "signed": "Place, day, name and signature",
    "to_pay_back": "To pay back, if all open is accepted",
    "to_pay_back_decided": "To pay back, as decided",
    "to_receive": "To receive, if all open is accepted",
    "to_receive_decided": "To receive, as decided",
    "undecided": "Not decided yet",
    "what_changed": "What changed, or the decision",
}

CHANGE_TEXTS: Final[Phrases] = {
    "sheet.changes": "Changes",
    "sheet.rules": "Rules and assumptions",
    "heading.changes": "Changes {year}",
    "heading.changes_since": "Changes {year} since {day}",
    "heading.rules": "Rules and assumptions {year}",
    "lead.changes": (
        "What was changed after it was recorded, and every entry after the claim: who, when, why, and the money of the "
        "year before and after. Of a claim that is what is claimed, of a ruling what is accepted, of a receipt what is "
        "received."
    ),
    "lead.rules": (
        "What gave lines their codes, what the checks went by, what is assumed, and how the money is counted."
    ),
    "changes.none": "Nothing of {year} was changed after it was posted.",
    "changes.none_since": "Nothing was recorded since {day}.",
    "changes.claim": "The claim was last submitted by entry {entry}; every later entry stands here.",
    "act.corrected": "corrected",
    "act.taken-back": "taken back",
    "act.undone": "import undone",
    "act.redone": "import redone",
    "act.replaced": "replaced by a later file",
    "act.gone": "taken back, as a later file has it no more",
    "act.tagged": "tagged",
    "act.retagged": "tagged anew",
    "act.revised": "allocation revised",
    "act.carried-over": "carried over between years",
    "act.contribution": "contribution to the zone revised",
    "act.sector-plan": "own plan of the sector revised",
    "act.posted": "lines imported",
    "act.supplemented": "payment filled in by a later file",
    "act.agreement": "agreement's file revised",
    "act.submitted": "claim submitted",
    "act.settled": "ruling on lines",
    "act.received": "receipt",
    "act.decided": "decision on a finding",
    "act.first": "first amount recorded",
    "act.indicator": "indicator stated",
    "act.sampled": "sample drawn",
    "act.tied-out": "general ledger compared",
    "act.funding": "paid by another subsidy",
    "act.listed": "list of another subsidy",
    "act.rule": "tagging rule",
    "act.refused": "refused row",
    "act.other": "other entry",
    "act.evidence": "{act} (evidence, counts in no figure)",
    "block.rules": "Tagging rules in force, and the live lines of the year that have their code from them",
    "rules.none": "No rule is in force: every code came from a file or a person.",
    "rule.version": "{number}, version {version}",
    "block.parameters": "The checks, how serious each is here, and what it goes by",
    "ground.assumed": "Assumption: {ground}",
    "block.assumptions": "What the agreement's file notes and assumes",
    "assumption.note": "Note",
    "assumption.parameter": "{name} = {value}",
    "assumption.entity": "Entity {name}",
    "assumption.category": "Cost category {name}: economic groups {groups}",
    "block.money": "How the money is counted",
}

MONEY: Final[Phrases] = {
    "money.signs": "Signs",
    "money.signs_text": (
        "Positive is spending, negative a credit note. A row of 0.00 is left out of the books and counted."
    ),
    "money.amount": "Which amount",
    "money.amount_text": (
        "What the file says is claimed; without that the amount including VAT. The document's own amount is "
        "kept beside it."
    ),
    "money.claiming": "Claiming and evidence",
    "money.claiming_text": (
        "Only lines of claiming entities count. Lists that are evidence, such as the police zone's, prove what a "
        "transfer paid for and are never spending a second time."
    ),
    "money.spent": "Spent",
    "money.spent_text": (
        "The live shares of claiming lines, transfers and credit notes included. Untagged money is in no grant and is "
        "shown apart."
    ),
    "money.shares": "Shares",
    "money.shares_text": (
        "The shares of a line always add up to the line. A share may be tagged to a grant, to a sector or to "
        "an objective."
    ),
    "money.rounding": "Rounding",
    "money.rounding_text": (
        "Amounts are whole cents. A share in percent is rounded half away from zero; the rest is divided by "
        "the largest "
        "remainder, in the order of the codes where remainders are equal."
    ),
    "money.year": "Budget year",
    "money.year_text": (
        "The row's own year, else the year said at the import, else that of the invoice date. The day of payment does "
        "not decide."
    ),
    "money.date": "Date of a line",
    "money.date_text": "The invoice date, else the booking date, else the payment date.",
    "money.known": "A line that comes again",
    "money.known_text": (
        "A row of a later file is known by entity, year, supplier, document, invoice, date, article, description and "
        "amount, over what both files have; only what is new is posted."
    ),
    "money.changed": "Changed and gone",
    "money.changed_text": (
        "A document that comes with other figures is posted only on request: the old line is taken back and a new one "
        "takes its place."
    ),
    "money.duplicates": "Twins and duplicates",
    "money.duplicates_text": (
        "Equal lines of one file are all kept; the check duplicate-invoice judges them afterwards, over "
        "years and entities."
    ),
    "money.overspent": "Overspent",
    "money.overspent_text": (
        "Spent above the allocation of grant and year. The breaking line is the one that takes the total above it for "
        "the last time, in the order of date and number."
    ),
    "money.reversal": "Corrections",
    "money.reversal_text": (
        "A correction is a line that takes the old one back, with its year, date and shares, and a new line that keeps "
        "the shares in proportion."
    ),
    "money.revision": "Revisions",
    "money.revision_text": (
        "A revision states the new amount and the decision; what is carried over leaves one year and enters another "
        "under one decision."
    ),
    "money.used": "Used",
    "money.used_text": (
        "Spent of what is allocated, to a tenth of a percent; said to be none where nothing is allocated."
    ),
}

OVERVIEW: Final[Phrases] = {
    "sheet.declaration": "Declaration and claim",
    "sheet.overview": "Overview of expenses",
    "heading.declaration": "Declaration {year}: {agreement}",
    "heading.overview": "Overview of expenses {year}",
    "lead.declaration": "What is granted, claimed, received, to receive and to pay back, in euros.",
    "lead.overview": "Each expense that is claimed, with its supporting document and its proof of payment.",
    "overview.declared": "Declaration",
    "overview.declared_text": (
        "The beneficiary declares that each expense below was made for this agreement, is documented and paid, and is "
        "claimed nowhere else."
    ),
    "overview.declared_except": (
        "The beneficiary declares that each expense below was made for this agreement and is claimed nowhere else, and "
        "that each is documented and paid, except for the lines named here that lack a document number or a proof of "
        "payment."
    ),
    "overview.untagged": "Not in this overview: {amount} that is untagged, so that no grant claims it (ledger tag).",
    "block.claim": "Claim by grant",
    "block.overview_spare": "Spare lines: they claim nothing, and may replace rejected ones",
    "block.overview_spare_used": "Spare lines: {used} replaces what was rejected, {left} is left and claims nothing",
    "overview.spare_used": "{grant}: line {line} replaces {amount} of what was rejected.",
    "block.claim_sectors": "Claim by sector",
    "block.claim_categories": "Claim by cost category",
    "category.none": "no category",
}
