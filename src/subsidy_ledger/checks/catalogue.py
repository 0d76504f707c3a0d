"""Every check there is, in the order they are reported."""

from __future__ import annotations

from subsidy_ledger.checks.check import Check
from subsidy_ledger.checks.contributions import deduction_exceeds_contribution
from subsidy_ledger.checks.double_counting import transfer_counted_twice
from subsidy_ledger.checks.duplicates import duplicate_invoice
from subsidy_ledger.checks.envelopes import overspent_envelope, spending_without_allocation
from subsidy_ledger.checks.expenses import outside_agreement, untagged
from subsidy_ledger.checks.imports import control_total
from subsidy_ledger.checks.transfers import transfer_payee, transfer_untagged

CHECKS: tuple[Check, ...] = (
    overspent_envelope,
    spending_without_allocation,
    untagged,
    outside_agreement,
    transfer_untagged,
    transfer_payee,
    deduction_exceeds_contribution,
    transfer_counted_twice,
    duplicate_invoice,
    control_total,
)
