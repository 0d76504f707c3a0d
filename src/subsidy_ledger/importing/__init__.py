"""From a workbook to rows, and from rows to a plan; knows nothing of the database."""
