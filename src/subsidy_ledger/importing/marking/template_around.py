"""What else of a workbook names the cells of a sheet into which rows are put: merged cells, rules, names, charts,
drawings, remarks and the formulas of other sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from subsidy_ledger.importing.marking.annotate_package import Parts
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, append_child, tag_text, tree
from subsidy_ledger.importing.marking.template_grid import Grid, formula_cell, unescaped
from subsidy_ledger.importing.marking.template_refs import Block, moved

RANGE = re.compile(r"(\$?[A-Za-z]+\$?)([0-9]+)(?::(\$?[A-Za-z]+\$?)([0-9]+))?")
FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")
# A rule for an area is one for what is put into it.
RULES = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError", "sqref")
CHART = re.compile(r"xl/charts/[^/]+\.xml")
# The first row of a remark's box, the last one, and the cell it belongs to.
BOX = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")
BOX_ROW = re.compile(rb"(<(?:\w+:)?Row>)\s*([0-9]+)\s*(</)")


def area(ranges: str, block: Block, *, is_rule: bool = False) -> str:
    """Ranges as an attribute holds them, "A1:B2 C3", after the rows are put in."""

    def new(match: re.Match[str]) -> str:
        left, right = match[1], match[3]
        top, bottom = int(match[2]), int(match[4] or match[2])
        if is_rule and top <= block.last <= bottom:
            rows = top, bottom + block.n
        elif top == bottom:
            rows = block.row(top), block.row(top)
        else:
            rows = block.span(top, bottom)
        return f"{left}{rows[0]}" + (f":{right or left}{rows[1]}" if right or rows[0] != rows[1] else "")

    return RANGE.sub(new, ranges)


def around(grid: Grid, sheet: str, block: Block, splices: Splices) -> None:
    """The parts of the sheet itself beside its rows."""
    for child in grid.root.children:
        if child is not grid.held:
            _follow(grid.part, child, sheet, block, splices, here=True)
    merges = grid.root.one("mergeCells")
    if merges is not None:
        new = list(_merges(merges, block))
        written = b"".join(tag_text(merges.named("mergeCell"), {"ref": ref}, is_empty=True) for ref in new)
        append_child(splices, merges, written, count=str(len(merges.children) + len(new)))


def _merges(merges: Node, block: Block) -> Iterator[str]:
    """Cells merged within the last row that a new one looks like are merged in the new one too."""
    for merge in merges.children:
        found = RANGE.fullmatch(merge.attributes.get("ref", ""))
        if found and found[2] == found[4] == str(block.at - 1):
            for row in range(block.at, block.at + block.n):
                yield f"{found[1]}{row}:{found[3]}{row}"


def elsewhere(grid: Grid, sheet: str, block: Block) -> bytes:
    """Another sheet, whose formulas may name the one into which rows are put."""
    splices = Splices(grid.part)
    for (row, column), formula in grid.formulas.items():
        cell = grid.cells(row)[column]
        own = cell.one("f")
        text, ref = moved(formula, block, sheet, here=False), own.attributes.get("ref", "") if own else ""
        splices.replace(cell.start, cell.stop, formula_cell(cell, cell.attributes, text, ref))
    for child in grid.root.children:
        if child is not grid.held:
            _follow(grid.part, child, sheet, block, splices, here=False)
    return splices.done()


def beside(parts: Parts, part: str, sheet: str, block: Block) -> None:
    """The parts that belong to the sheet, and the charts of the whole workbook."""
    for relation in parts.relations(part):
        if relation.kind in ("comments", "threadedComment", "table", "pivotTable"):
            _rewrite(parts, relation.target, sheet, block, here=True)
        elif relation.kind == "drawing":
            parts.put(relation.target, _anchored(parts.read(relation.target), block))
        elif relation.kind == "vmlDrawing":
            parts.put(relation.target, _boxes(parts.bytes_of(relation.target), block))
    for name in parts.names():
        if CHART.fullmatch(name):
            _rewrite(parts, name, sheet, block, here=False)


def _rewrite(parts: Parts, name: str, sheet: str, block: Block, *, here: bool) -> None:
    content = parts.read(name)
    splices = Splices(content)
    _follow(content, tree(content), sheet, block, splices, here=here)
    parts.put(name, splices.done())


def named(book: bytes, sheet: str, block: Block) -> bytes:
    """The names of the workbook, print areas among them."""
    splices, names = Splices(book), tree(book).one("definedNames")
    for node in names.children if names else ():
        text = moved(unescaped(book[node.inner : node.close]), block, sheet, here=False)
        splices.replace(node.inner, node.close, escape(text).encode())
    return splices.done()


def _follow(part: bytes, top: Node, sheet: str, block: Block, splices: Splices, *, here: bool) -> None:
    for node in top.walk():
        changes = {}
        if here:
            is_rule = node.local in RULES
            changes = {k: area(v, block, is_rule=is_rule) for k, v in node.attributes.items() if k in ("ref", "sqref")}
            if node.local == "brk":
                changes["id"] = str(block.row(int(node.attributes.get("id", "0"))))
        if node.local == "hyperlink" and "location" in node.attributes:
            changes["location"] = moved(node.attributes["location"], block, sheet, here=False)
        if changes:
            tag = tag_text(node.tag, {**node.attributes, **changes}, is_empty=node.is_empty)
            splices.replace(node.start, node.inner, tag)
        if node.is_empty or node.children:
            continue
        text = unescaped(part[node.inner : node.close])
        if node.local in FORMULAS:
            splices.replace(node.inner, node.close, escape(moved(text, block, sheet, here=here)).encode())
        elif node.local == "sqref" and here:
            splices.replace(node.inner, node.close, area(text, block, is_rule=True).encode())


def _anchored(part: bytes, block: Block) -> bytes:
    """Pictures and charts stay with the rows they stand on; their rows count from 0."""
    splices = Splices(part)
    for node in tree(part).walk():
        if node.local == "row" and not node.children and not node.is_empty:
            row = int(part[node.inner : node.close])
            splices.replace(node.inner, node.close, str(block.row(row + 1) - 1).encode())
    return splices.done()


def _boxes(part: bytes, block: Block) -> bytes:
    def row(text: bytes) -> bytes:
        return str(block.row(int(text) + 1) - 1).encode()

    def box(match: re.Match[bytes]) -> bytes:
        numbers = match[2].split(b",")
        moved_on = [row(number) if place in (2, 6) else number for place, number in enumerate(numbers)]
        return match[1] + b",".join(moved_on) + match[3]

    part = BOX.sub(box, part)
    return BOX_ROW.sub(lambda match: match[1] + row(match[2]) + match[3], part)
