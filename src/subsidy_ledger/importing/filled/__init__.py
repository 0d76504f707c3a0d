"""Workbooks of this program that a person filled in, read back."""
