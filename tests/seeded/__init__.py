"""Workbooks with faults seeded into them, made without the reading code: what must be found is known beforehand."""
