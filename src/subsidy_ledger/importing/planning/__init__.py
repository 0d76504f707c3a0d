"""From rows to a plan: what the ledger has already, what is new, changed or gone, and what that comes to."""
