"""The shelf: schema, migrations and the ledger store; the only wing that speaks SQL."""
