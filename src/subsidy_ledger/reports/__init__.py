"""From the ledger to tables; a report knows nothing of how it is shown."""
