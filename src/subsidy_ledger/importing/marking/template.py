"""Filling somebody's own template: fields and rows are written into it, and everything else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from subsidy_ledger.importing.marking.annotate_package import Parts
from subsidy_ledger.importing.marking.annotate_workbook import DAMAGE
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, Unmarkable, tag_text, tree
from subsidy_ledger.importing.marking.template_around import beside, elsewhere, named
from subsidy_ledger.importing.marking.template_cells import EPOCH, EPOCH_1904, Filled, Values, Writer
from subsidy_ledger.importing.marking.template_grid import Grid, uncomputed, unescaped
from subsidy_ledger.importing.marking.template_refs import Block
from subsidy_ledger.importing.marking.template_rows import counted_singly, prepared, with_rows

WORKBOOK, CHAIN = "xl/workbook.xml", "xl/calcChain.xml"
# What may stand before the settings of computation, in the order that the format prescribes.
BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


def fill(
    data: bytes, sheet: str, first: int, rows: Sequence[Mapping[int, Filled]], fields: Mapping[str, Values]
) -> tuple[bytes, str]:
    """Writes `rows` (column to value) from row `first` (from 0) on, and `fields` by sheet; where the template has
    prepared fewer rows than that, more are put in. Gives the workbook and the ending of its name.

    Raises Occupied where a cell is filled, Uncovered where a formula would not count the rows that are put in, and
    Unmarkable where the file cannot be filled with certainty."""
    try:
        parts = Parts(data)
        suffix = parts.suffix()
        root = tree(parts.read(WORKBOOK))
        setting = root.one("workbookPr")
        is_1904 = setting is not None and setting.attributes.get("date1904") in ("1", "true")
        styles = next(found.target for found in parts.relations(WORKBOOK) if found.kind == "styles")
        writer = Writer(parts.read(styles), EPOCH_1904 if is_1904 else EPOCH)
        names = sheet_parts(parts, root)
        for name, values in fields.items():
            parts.put(names[name], writer.written(parts.read(names[name]), values, over=True))
        _make_room(parts, names, sheet, first + 1, rows)
        values = {first + offset: row for offset, row in enumerate(rows)}
        parts.put(names[sheet], writer.written(parts.read(names[sheet]), values, first))
        parts.put(styles, writer.styles.done())
        _compute_anew(parts, names)
        return parts.zipped(), suffix
    except (*DAMAGE, StopIteration) as error:
        raise Unmarkable from error


def defined_names(data: bytes) -> dict[str, str]:
    """What the workbook's own names stand for: "Begunstigde" for "Blad1!$C$3"."""
    parts = Parts(data)
    book = parts.read(WORKBOOK)
    listed = tree(book).one("definedNames")
    return {
        node.attributes.get("name", ""): unescaped(book[node.inner : node.close])
        for node in (listed.children if listed else ())
        if not node.attributes.get("name", "").startswith("_xlnm.")
    }


def sheet_parts(parts: Parts, root: Node) -> dict[str, str]:
    """The part of each sheet of cells."""
    targets = {found.id: found.target for found in parts.relations(WORKBOOK) if found.kind == "worksheet"}
    listed = root.one("sheets")
    found = {}
    for node in listed.children if listed else ():
        relation = next((v for k, v in node.attributes.items() if k.rpartition(":")[2] == "id"), "")
        if relation in targets:
            found[node.attributes.get("name", "")] = targets[relation]
    return found


def _make_room(
    parts: Parts, names: Mapping[str, str], sheet: str, first: int, rows: Sequence[Mapping[int, Filled]]
) -> None:
    grids = {name: Grid(parts.read(part)) for name, part in names.items()}
    grid = grids.pop(sheet)
    columns = {column for row in rows for column in row}
    last = prepared(grid, sheet, first, columns, grids)
    n = len(rows) - (last - first + 1)
    if n <= 0:
        return
    block = Block(first, last, last if last > first else last + 1, n)
    money = {column for row in rows for column, value in row.items() if isinstance(value, Decimal)}
    counted_singly(grid, sheet, block, money, grids)
    parts.put(names[sheet], with_rows(grid, sheet, block))
    for name, other in grids.items():
        parts.put(names[name], elsewhere(other, sheet, block))
    beside(parts, names[sheet], sheet, block)
    parts.put(WORKBOOK, named(parts.read(WORKBOOK), sheet, block))


def _compute_anew(parts: Parts, names: Mapping[str, str]) -> None:
    """Whoever opens the workbook computes its formulas again: they were computed without the rows."""
    for part in names.values():
        parts.put(part, uncomputed(Grid(parts.read(part))))
    if parts.has(CHAIN):
        parts.drop(CHAIN, WORKBOOK)
    book = parts.read(WORKBOOK)
    root, splices = tree(book), Splices(book)
    setting = root.one("calcPr")
    if setting is not None:
        written = {**setting.attributes, "fullCalcOnLoad": "1"}
        splices.replace(setting.start, setting.inner, tag_text(setting.tag, written, is_empty=setting.is_empty))
    else:
        last = max(node.stop for node in root.children if node.local in BEFORE_CALCULATION)
        splices.insert(last, tag_text(root.named("calcPr"), {"fullCalcOnLoad": "1"}, is_empty=True))
    parts.put(WORKBOOK, splices.done())
