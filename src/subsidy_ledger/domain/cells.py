"""Cells as a person names them: column letters and "F12"."""

from __future__ import annotations


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A is 0, Z is 25, AA is 26; capitals or not."""
    index = 0
    for letter in letters.upper():
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def cell_name(row: int, column: int) -> str:
    """The cell at row and column counted from 0: (11, 5) is F12."""
    return f"{column_letter(column)}{row + 1}"


def row_of(cell: str) -> int:
    """The row of a cell's name as Excel counts: 12 for F12."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
