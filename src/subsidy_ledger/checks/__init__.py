"""From the ledger to findings."""
