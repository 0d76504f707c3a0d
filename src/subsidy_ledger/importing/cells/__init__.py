"""From a cell to a value, one dialect a column, and what columns and rows of values claim."""
