"""Every word of the reconciliation workbook that is not from the ledger or the agreement, in one place."""

from __future__ import annotations

from typing import Final

from subsidy_ledger.domain.sentences import Fact, Phrases, Sentence
from subsidy_ledger.reports.reconciliation.texts import CHANGE_COLUMNS, CHANGE_TEXTS, MONEY, OVERVIEW
from subsidy_ledger.reports.tables import Column, Kind

SHEETS: Final[Phrases] = {
    "sheet.cover": "Cover",
    "sheet.position": "Position",
    "sheet.objectives": "By objective",
    "sheet.expenses": "Expenses",
    "sheet.zone": "Police zone",
    "sheet.findings": "Findings",
    "sheet.imports": "Imports",
    "sheet.sample": "Sample",
    "heading.cover": "Reconciliation {year}: {agreement}",
    "heading.position": "Position {year}",
    "heading.objectives": "Spending by objective {year}",
    "heading.expenses": "Expenses {year}",
    "heading.zone": "Police zone {year}",
    "heading.findings": "Findings {year}",
    "heading.imports": "Imports",
    "heading.sample": "Sample {n} of {year}",
    "lead.sample": (
        "Fill in the yellow cells: what was seen, what is deducted (without a minus, of credit notes too) and why. "
        "Then: ledger sample evaluate --from and the name of this workbook."
    ),
    "lead.cover": (
        "Every figure of this workbook leads back to a line on the sheet Expenses, and every line to file, sheet "
        "and row."
    ),
    "lead.position": "What was granted, what was spent and what is left, in euros. Every difference must be 0.00.",
    "lead.objectives": "Every code that can carry money, in euros. Every difference must be 0.00.",
    "lead.expenses": "One row for each share of each line of claiming entities; they add up to the line.",
    "lead.zone": "What the city transferred to the police zone, and what the zone's own list shows of it, in euros.",
    "lead.findings": "What the checks found in the ledger, with the lines concerned.",
    "lead.imports": "Every file that was read into the ledger; its sha256 identifies the document to the last byte.",
}

COLUMNS: Final[Phrases] = {
    "accepted": "Accepted",
    "agreement": "Agreement",
    "allocated": "Allocated",
    "amount": "Amount of the whole line",
    "books": "The books",
    "budget_article": "Budget article",
    "by": "By",
    "carried_over": "Carried over",
    "check": "Check",
    "checks_ran": "Check that ran",
    "code": "Code",
    "computed": "Sum of its lines",
    "counted": "For this city",
    "date": "Date",
    "confirmed_by": "Confirmed by",
    "decided_by": "Decided by",
    "decided_on": "Decided on",
    "decision": "Decision",
    "claimed": "Claimed",
    "description": "Description",
    "deducted": "Deducted",
    "difference": "Difference",
    "document_no": "Document no",
    "document_seen": "Document seen",
    "drawn": "How it was drawn",
    "due": "Due",
    "entity": "Entity",
    "euros": "Euros",
    "expenses": "Lines",
    "file": "File",
    "findings": "Findings",
    "grant": "Grant",
    "header_row": "Header row",
    "import": "Import",
    "in_claim": "In the claim",
    "invoice_no": "Invoice no",
    "label": "Total row",
    "ledger": "Ledger",
    "live": "Computed from the rows",
    "message": "What was found",
    "mode": "Transfer mode",
    "number": "Line",
    "objective": "Code",
    "of_grant": "Grant",
    "of_sector": "Sector",
    "other_year": "Other year",
    "open": "Open",
    "paid": "Shown to be paid",
    "paid_sum": "Amount paid",
    "payee": "Payee or supplier",
    "payer": "Paid for (municipality)",
    "payment_date": "Payment date",
    "payment_seen": "Payment seen",
    "position_sheet": "Sheet Position, computed",
    "proven": "Proven",
    "reading": "How to read this workbook",
    "reason": "Reason",
    "remaining": "Remaining",
    "row": "Row",
    "rows_known": "Rows known",
    "rows_new": "Rows new",
    "rows_read": "Rows read",
    "rows_total": "Total rows",
    "rows_zero": "Rows of 0.00",
    "sector": "Sector",
    "severity": "Severity",
    "sha256": "sha256 of the file",
    "share": "Share",
    "sheet": "Sheet",
    "shown": "In the zone's list, computed",
    "shown_difference": "Difference",
    "shown_ledger": "In the zone's list, ledger",
    "spent": "Spent, ledger",
    "spent_difference": "Difference",
    "spent_live": "Spent, computed",
    "stated": "Stated in the file",
    "statement_no": "Statement no",
    "stratum": "Stratum",
    "status": "Status",
    "supplier": "Supplier",
    "this_sheet": "This sheet, computed",
    "title": "Title",
    "unshown": "Transferred, not in the zone's list",
    "undone_by": "Undone by entry",
    "used_percent": "Used",
    "value": "",
    "what": "",
    "when": "When",
    "year": "Budget year",
    "zone": "Of which police zone, ledger",
    "zone_difference": "Difference",
    "zone_live": "Of which police zone, computed",
    "finding": "Finding",
}

TEXTS: Final[Phrases] = {
    "total": "Total",
    "page": "Page {page} of {pages}",
    "total_shown": "Total of the rows shown",
    "total_of": "Total {code}: {title}",
    "untagged": "Untagged: counts in no grant",
    "all_rows": "Everything on the sheet Expenses",
    "as_position": "Total of this sheet beside the sheet Position",
    "no_objective": "{title} (no objective yet)",
    "no_sector": "{title} (no sector yet)",
    "not_allocated": "none allocated",
    "block.untagged": "Outside the grants, and all of it together",
    "block.carried": "Carried over from other years, or to them: held in Allocated above",
    "block.agreement": "Check",
    "block.modes": "Transfers by mode",
    "block.contribution": "Contribution of the city to the zone",
    "block.sides": "Due, claimed, paid, proven by the zone's list or the contribution, and open",
    "side.all": "(all)",
    "block.project": "Project transfers beside the zone's own list",
    "block.transfers": "Transfers, as the city claims them",
    "block.evidence": (
        "The zone's own list and other evidence: proves what a transfer paid for, never counted as spending"
    ),
    "block.control": "Total rows of the files beside the sum of their lines",
    "chart.position": "Allocated and spent, in euros",
    "mode.project": "For projects; proved by the zone's own list",
    "mode.deduction": "Deducted from the contribution due",
    "mode.undecided": "Tagged to a sector that has both modes",
    "contribution.due": "Contribution due; decision: {decision}",
    "contribution.document": "Contribution due; decision: {decision}; document: {document}",
    "contribution.none": "Contribution due: none recorded",
    "contribution.deducted": "Deducted from it",
    "contribution.room": "Room left",
    "evidence.elsewhere": "In the list on other codes, or untagged",
    "evidence.others": "In the lists, not paid by the zone for the city",
    "findings.none": "{checks} checks, no findings",
    "findings.some": "{checks} checks, {findings} findings",
    "input.seen": "Choose yes or no, or leave the cell empty.",
    "input.amount": "Type an amount with two decimals at most, from nothing to the share of the row, with its sign.",
    "lines.none": "No line of {year} is recorded.",
}

COVER: Final[Phrases] = {
    "cover.code": "Code",
    "cover.title": "Title",
    "cover.beneficiary": "Beneficiary",
    "cover.party": "Party",
    "cover.legal_basis": "Legal basis",
    "cover.starts_on": "In force from",
    "cover.ends_on": "up to and including",
    "cover.year": "Budget year",
    "cover.entry": "Last entry",
    "cover.entry_none": "none recorded",
    "cover.at": "Recorded at (Europe/Brussels)",
    "cover.by": "By",
    "cover.digest": "Digest of the ledger",
    "cover.lines": "Live lines of the year, of claiming entities",
    "cover.evidence": "Live lines of the year, of entities that are evidence",
    "cover.all_lines": "Live lines of all years",
    "cover.imports": "Imports",
    "cover.checks": "Checks",
    "cover.program": "Version of subsidy-ledger",
    "reading.live": "Live figures",
    "reading.live_text": (
        "Cells on a blue ground are formulas over the rows of this workbook, so each can be followed to the rows "
        "it adds up. The total under a list follows the list's filter."
    ),
    "reading.difference": "Differences",
    "reading.difference_text": (
        "Beside them stands the ledger's own figure, and the difference, which must be 0.00; another difference "
        "turns red."
    ),
    "reading.signs": "Signs",
    "reading.signs_text": "Positive is spending, negative a credit note. Amounts are euros to the cent.",
    "reading.reversals": "Reversals",
    "reading.reversals_text": (
        "Nothing is erased. A line that was taken back stands beside the line that takes it back, and together "
        "they are 0.00; the status says which is which."
    ),
    "reading.untagged": "Untagged",
    "reading.untagged_text": "Money without a code counts in no grant. It has the code (untagged) and is shown apart.",
    "reading.evidence": "Evidence",
    "reading.evidence_text": (
        "Lists such as the police zone's own prove what a transfer paid for. They stand on the sheet Police zone "
        "only and are never counted as spending."
    ),
    "reading.auditor": "Yellow cells",
    "reading.auditor_text": (
        "The yellow cells of the sheet Expenses are the auditor's: document and payment seen, the euros accepted or "
        "deducted, and the reason; what is ruled already stands there. Everything else must stay as it is; `ledger "
        "settle --from` reads the cells back."
    ),
    "reading.year": "Year",
    "reading.year_text": (
        "The budget year decides which lines are in this workbook, not the payment date. Files and findings may "
        "concern other years too."
    ),
}

TITLES: Final[Phrases] = {**COLUMNS, **CHANGE_COLUMNS}
LABELS: Final = {**SHEETS, **TEXTS, **COVER, **CHANGE_TEXTS, **MONEY, **OVERVIEW}


def label(key: str, **facts: Fact) -> Sentence:
    """The text of a label with its facts, to be said in the language of the workbook."""
    return Sentence(LABELS[key], facts)


def column(key: str, kind: Kind = "text", title: str | None = None, width: int | None = None) -> Column:
    """A column with its title; `title` is the key of another column's title, `width` how wide its texts may be."""
    return Column(key, TITLES[title or key], kind, width)
