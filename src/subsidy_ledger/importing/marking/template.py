"""Filling somebody's own template: the rows of one sheet are written into it, and every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.marking.annotate_package import Parts
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, Unmarkable, plain, tag_text, tree

WORKBOOK = "xl/workbook.xml"
# Excel counts days from here, or from here where the workbook says so.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# What may stand before the settings of computation, in the order that the format prescribes.
BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
Filled = str | int | Decimal | date | None


class Occupied(Exception):
    """Something stands where a row belongs: the cell's name."""


def fill(data: bytes, sheet: str, first: int, rows: Sequence[Mapping[int, Filled]]) -> bytes:
    """Writes `rows` (column to value) from row `first` (from 0) on, each cell in the style that it has there, else in
    that of the first row. Raises Occupied where a cell is not empty, Unmarkable where the file cannot be filled."""
    parts = Parts(data)
    parts.suffix()
    book = parts.read(WORKBOOK)
    root = tree(book)
    name = _part_of(parts, root, sheet)
    setting = root.one("workbookPr")
    is_1904 = setting is not None and setting.attributes.get("date1904") in ("1", "true")
    parts.put(name, _filled(parts.read(name), first, rows, EPOCH_1904 if is_1904 else EPOCH))
    parts.put(WORKBOOK, _computed_anew(book, root))
    return parts.zipped()


def _part_of(parts: Parts, root: Node, sheet: str) -> str:
    listed = root.one("sheets")
    nodes = [node for node in listed.all("sheet") if node.attributes.get("name") == sheet] if listed else []
    if not nodes:
        raise Unmarkable
    relation = next((v for k, v in nodes[0].attributes.items() if k.rpartition(":")[2] == "id"), "")
    return next(found.target for found in parts.relations(WORKBOOK) if found.id == relation)


def _computed_anew(book: bytes, root: Node) -> bytes:
    """Whoever opens the workbook computes its formulas again: they were computed without the rows."""
    splices, setting = Splices(book), root.one("calcPr")
    if setting is not None:
        written = {**setting.attributes, "fullCalcOnLoad": "1"}
        splices.replace(setting.start, setting.inner, tag_text(setting.tag, written, is_empty=setting.is_empty))
    else:
        last = max(node.stop for node in root.children if node.local in BEFORE_CALCULATION)
        splices.insert(last, tag_text(root.named("calcPr"), {"fullCalcOnLoad": "1"}, is_empty=True))
    return splices.done()


def _filled(part: bytes, first: int, rows: Sequence[Mapping[int, Filled]], epoch: date) -> bytes:
    root = tree(part)
    held = root.one("sheetData")
    if held is None or any("r" not in row.attributes for row in held.children):
        raise Unmarkable
    standing = {int(row.attributes["r"]) - 1: row for row in held.children}
    styles = {column: node.attributes.get("s") for column, node in _cells(standing.get(first)).items()}
    splices = Splices(part)
    new: list[tuple[int, bytes]] = []
    for offset, values in enumerate(rows):
        row, node = first + offset, standing.get(first + offset)
        cells = _cells(node)
        pieces = {column: part[cell.start : cell.stop] for column, cell in cells.items()}
        for column, value in values.items():
            cell = cells.get(column)
            if cell is not None and any(child.local in ("v", "f", "is") for child in cell.children):
                raise Occupied(cell_name(row, column))
            style = cell.attributes.get("s") if cell is not None else styles.get(column)
            pieces[column] = _cell(root, cell_name(row, column), style, value, epoch)
        attributes = {k: v for k, v in (node.attributes if node else {"r": str(row + 1)}).items() if k != "spans"}
        tag = root.named("row")
        inside = b"".join(pieces[column] for column in sorted(pieces))
        written = tag_text(tag, attributes, is_empty=False) + inside + f"</{tag}>".encode()
        if node is not None:
            splices.replace(node.start, node.stop, written)
        else:
            new.append((row, written))
    _insert(splices, held, standing, new)
    return splices.done()


def _insert(splices: Splices, held: Node, standing: Mapping[int, Node], new: Sequence[tuple[int, bytes]]) -> None:
    """Rows that the sheet does not have yet, each before the next one that it has."""
    if held.is_empty and new:
        tag = held.tag.encode()
        content = b"".join(written for _, written in new)
        splices.replace(held.start, held.stop, b"<" + tag + b">" + content + b"</" + tag + b">")
        return
    for row, written in new:
        later = [node.start for number, node in standing.items() if number > row]
        splices.insert(min(later, default=held.close), written)


def _cells(row: Node | None) -> dict[int, Node]:
    if row is None:
        return {}
    if any("r" not in cell.attributes for cell in row.children):
        raise Unmarkable
    return {place_of(cell.attributes["r"])[1]: cell for cell in row.children}


def _cell(root: Node, name: str, style: str | None, value: Filled, epoch: date) -> bytes:
    tag, attributes = root.named("c"), {"r": name, **({"s": style} if style else {})}
    if value is None or value == "":
        return tag_text(tag, attributes, is_empty=True)
    if isinstance(value, str):
        text, inside = root.named("t"), root.named("is")
        opened = tag_text(tag, {**attributes, "t": "inlineStr"}, is_empty=False)
        content = f'<{inside}><{text} xml:space="preserve">{plain(value)}</{text}></{inside}></{tag}>'
        return opened + content.encode()
    number = (value - epoch).days if isinstance(value, date) else value
    shown = root.named("v")
    return tag_text(tag, attributes, is_empty=False) + f"<{shown}>{number}</{shown}></{tag}>".encode()
