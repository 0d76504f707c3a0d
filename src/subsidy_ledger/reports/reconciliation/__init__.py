"""The auditor's reconciliation workbook: its sheets as typed tables, their formulas, and the ways to the lines."""
