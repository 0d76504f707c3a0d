"""Every check there is, in the order they are reported."""

from __future__ import annotations

from subsidy_ledger.checks.check import Check
from subsidy_ledger.checks.claims import claimed_twice
from subsidy_ledger.checks.completeness import document_missing, paid_late, payment_missing
from subsidy_ledger.checks.contributions import deduction_exceeds_contribution
from subsidy_ledger.checks.double_counting import transfer_counted_twice
from subsidy_ledger.checks.duplicates import duplicate_invoice
from subsidy_ledger.checks.envelopes import overspent_envelope, overspent_sector, spending_without_allocation
from subsidy_ledger.checks.expenses import outside_agreement, untagged
from subsidy_ledger.checks.financing import double_financing
from subsidy_ledger.checks.identifiers import invalid_identifier
from subsidy_ledger.checks.imports import control_total, rows_refused
from subsidy_ledger.checks.near_duplicates import near_duplicate
from subsidy_ledger.checks.personal import personal_data
from subsidy_ledger.checks.procurement import below_procurement_threshold
from subsidy_ledger.checks.projects import transfer_project_mismatch
from subsidy_ledger.checks.tie_out import file_tie_out
from subsidy_ledger.checks.transfers import transfer_payee, transfer_unproven, transfer_untagged
from subsidy_ledger.checks.years import year_doubtful

CHECKS: tuple[Check, ...] = (
    overspent_envelope,
    overspent_sector,
    spending_without_allocation,
    untagged,
    outside_agreement,
    year_doubtful,
    transfer_untagged,
    transfer_payee,
    transfer_unproven,
    deduction_exceeds_contribution,
    transfer_project_mismatch,
    transfer_counted_twice,
    claimed_twice,
    duplicate_invoice,
    near_duplicate,
    double_financing,
    document_missing,
    payment_missing,
    paid_late,
    invalid_identifier,
    below_procurement_threshold,
    personal_data,
    control_total,
    rows_refused,
    file_tie_out,
)
