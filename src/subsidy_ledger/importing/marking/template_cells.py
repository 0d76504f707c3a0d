"""Writing values into cells of a sheet of somebody else's: real dates and numbers, in the formats that it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.importing.marking.annotate_styles import Styles
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, plain, tag_text, tree
from subsidy_ledger.importing.marking.template_grid import Grid, is_filled
from subsidy_ledger.importing.marking.template_heights import Heights

# Excel counts days from here, or from here where the workbook says so.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Number formats that every program knows: no format, the day of the reader's country, 1.234,56, and text.
GENERAL, DAY, AMOUNT, TEXT = "0", "14", "4", "49"
DAYS = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
NO_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].|General|Standa?a?rd', re.IGNORECASE)
Filled = str | int | Decimal | date | None
Values = Mapping[int, Mapping[int, Filled]]


class Occupied(Exception):
    """Something stands where a value belongs: row and column from 0, and the formula where it is one."""

    def __init__(self, row: int, column: int, formula: str) -> None:
        super().__init__(cell_name(row, column))
        self.row, self.column, self.formula = row, column, formula


class Writer:
    """Writes into the sheets of one workbook; `styles` are asked for a format only where a cell has none that fits."""

    def __init__(self, styles: bytes, epoch: date) -> None:
        self.styles = Styles(styles)
        self._epoch = epoch
        root = tree(styles)
        codes = {
            node.attributes.get("numFmtId"): node.attributes.get("formatCode", "")
            for listed in root.all("numFmts")
            for node in listed.children
        }
        numbers = [xf.attributes.get("numFmtId", "0") for listed in root.all("cellXfs") for xf in listed.children]
        self._numbers = numbers
        xfs = [xf for listed in root.all("cellXfs") for xf in listed.children]
        self._wrapping = {
            place
            for place, xf in enumerate(xfs)
            if any(child.attributes.get("wrapText") in ("1", "true") for child in xf.all("alignment"))
        }
        self._days = {
            place
            for place, number in enumerate(numbers)
            if number in DAYS or re.search("[dmyj]", NO_LETTERS.sub("", codes.get(number, "")), re.IGNORECASE)
        }

    def written(self, part: bytes, rows: Values, like: int | None = None, *, over: bool = False) -> bytes:
        """The sheet with these values by row and column from 0. A cell that is not there takes the style of row `like`,
        of its row or of its column. Raises Occupied at a cell that is filled, with `over` only at a formula."""
        grid = Grid(part)
        heights = Heights(grid)
        splices, new = Splices(part), list[tuple[int, bytes]]()
        usual = {c: cell.attributes.get("s") for c, cell in grid.cells(like + 1).items()} if like is not None else {}
        for row, values in sorted(rows.items()):
            node, cells = grid.rows.get(row + 1), grid.cells(row + 1)
            pieces = {column: part[cell.start : cell.stop] for column, cell in cells.items()}
            texts: dict[int, str] = {}
            for column, value in values.items():
                cell = cells.get(column)
                formula = grid.formulas.get((row + 1, column), "")
                if formula or (cell is not None and is_filled(cell) and not over):
                    raise Occupied(row, column, formula)
                style = (
                    cell.attributes.get("s")
                    if cell is not None
                    else usual.get(column) or _inherited(grid, node, column)
                )
                if isinstance(value, str) and int(style or "0") in self._wrapping:
                    texts[column] = value
                pieces[column] = self._cell(grid.root, cell_name(row, column), style, value)
            kept = {k: v for k, v in (node.attributes if node else {"r": str(row + 1)}).items() if k != "spans"}
            kept |= heights.fitting(row, node, texts)
            tag = grid.root.named("row")
            inside = b"".join(pieces[column] for column in sorted(pieces))
            whole = tag_text(tag, kept, is_empty=False) + inside + f"</{tag}>".encode()
            if node is not None:
                splices.replace(node.start, node.stop, whole)
            else:
                new.append((row + 1, whole))
        _insert(splices, grid, new)
        return splices.done()

    def _cell(self, root: Node, name: str, style: str | None, value: Filled) -> bytes:
        tag, attributes = root.named("c"), {"r": name, **({"s": style} if style else {})}
        if value is None or value == "":
            return tag_text(tag, attributes, is_empty=True)
        if isinstance(value, str):
            text, inside = root.named("t"), root.named("is")
            opened = tag_text(tag, {**attributes, "t": "inlineStr"}, is_empty=False)
            content = f'<{inside}><{text} xml:space="preserve">{plain(value)}</{text}></{inside}></{tag}>'
            return opened + content.encode()
        number = (value - self._epoch).days if isinstance(value, date) else value
        shown, fitting = root.named("v"), self._fitting(int(style or "0"), value)
        if fitting is not None:
            attributes["s"] = str(fitting)
        return tag_text(tag, attributes, is_empty=False) + f"<{shown}>{number}</{shown}></{tag}>".encode()

    def _fitting(self, style: int, value: int | Decimal | date) -> int | None:
        """Another style where the cell would show a day as a number, or an amount without its cents."""
        if isinstance(value, date):
            return None if style in self._days else self.styles.formatted(style, DAY)
        known = self._numbers[style] if style < len(self._numbers) else GENERAL
        is_day = style in self._days
        if isinstance(value, Decimal) and (is_day or known in (GENERAL, TEXT)):
            return self.styles.formatted(style, AMOUNT)
        return self.styles.formatted(style, GENERAL) if is_day else None


def _inherited(grid: Grid, row: Node | None, column: int) -> str | None:
    if row is not None and row.attributes.get("customFormat") in ("1", "true"):
        return row.attributes.get("s")
    listed = grid.root.one("cols")
    for node in listed.children if listed else ():
        if int(node.attributes["min"]) <= column + 1 <= int(node.attributes["max"]):
            return node.attributes.get("style")
    return None


def _insert(splices: Splices, grid: Grid, new: list[tuple[int, bytes]]) -> None:
    """Rows that the sheet does not have yet, each before the next one that it has."""
    held = grid.held
    if held.is_empty and new:
        tag = held.tag.encode()
        content = b"".join(written for _, written in new)
        splices.replace(held.start, held.stop, b"<" + tag + b">" + content + b"</" + tag + b">")
        return
    for row, written in new:
        later = [node.start for number, node in grid.rows.items() if number > row]
        splices.insert(min(later, default=held.close), written)
