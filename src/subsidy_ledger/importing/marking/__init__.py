"""Workbooks of others, written into and otherwise left as they were: problems marked, a template filled."""
