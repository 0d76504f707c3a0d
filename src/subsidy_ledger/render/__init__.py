"""From tables to text, csv, json and workbooks."""
