"""From the cells of a workbook to its table and its rows: which sheet, which headings, which column is what."""
