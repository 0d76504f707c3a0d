"""A sheet of a template as rows, cells and formulas with their places in its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape

from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.marking.annotate_xml import Node, Splices, Unmarkable, tag_text, tree
from subsidy_ledger.importing.marking.template_refs import shared

ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|quot|apos|amp));")


@dataclass(slots=True)
class Grid:
    """A sheet's part with its rows and formulas; shared formulas are spelled out."""

    part: bytes
    root: Node = field(init=False)
    held: Node = field(init=False)
    rows: dict[int, Node] = field(init=False)
    formulas: dict[tuple[int, int], str] = field(init=False)

    def __post_init__(self) -> None:
        self.root = tree(self.part)
        held = self.root.one("sheetData")
        if held is None or any("r" not in row.attributes for row in held.children):
            raise Unmarkable
        self.held = held
        self.rows = {int(row.attributes["r"]): row for row in held.children}
        self.formulas = dict(self._spelled())

    def cells(self, row: int) -> dict[int, Node]:
        """The cells of a row as Excel counts, by column from 0."""
        found = self.rows.get(row)
        if found is None:
            return {}
        if any("r" not in cell.attributes for cell in found.children):
            raise Unmarkable
        return {place_of(cell.attributes["r"])[1]: cell for cell in found.children}

    def kinds(self, row: int) -> dict[int, str]:
        """What the filled cells of a row hold: a formula, a number or a text."""
        kinds = {}
        for column, cell in self.cells(row).items():
            if (row, column) in self.formulas:
                kinds[column] = "formula"
            elif is_filled(cell):
                kinds[column] = "number" if cell.attributes.get("t", "n") == "n" else "text"
        return kinds

    def value(self, row: int, column: int) -> Decimal | None:
        """The number that a cell holds and no formula works out."""
        if (row, column) in self.formulas:
            return None
        cell = self.cells(row).get(column)
        shown = cell.one("v") if cell is not None and cell.attributes.get("t", "n") == "n" else None
        return Decimal(self.text(shown)) if shown is not None else None

    def text(self, node: Node) -> str:
        return unescaped(self.part[node.inner : node.close]) if not node.is_empty else ""

    def _spelled(self) -> Iterator[tuple[tuple[int, int], str]]:
        masters: dict[str, tuple[str, int, int]] = {}
        for row in self.rows:
            for column, cell in self.cells(row).items():
                node = cell.one("f")
                if node is None:
                    continue
                kind, number = node.attributes.get("t"), node.attributes.get("si", "")
                if kind == "dataTable":
                    raise Unmarkable
                text = self.text(node)
                if kind == "shared" and text:
                    masters[number] = text, row, column
                elif kind == "shared":
                    master, top, left = masters[number]
                    text = shared(master, row - top, column - left)
                yield (row, column), text


def is_filled(cell: Node) -> bool:
    return any(child.local in ("v", "f", "is") for child in cell.children)


def unescaped(text: bytes) -> str:
    """What a text of XML says."""

    def one(match: re.Match[str]) -> str:
        if match[3]:
            return ENTITIES[match[3]]
        return chr(int(match[1], 16) if match[1] else int(match[2]))

    return ENTITY.sub(one, text.decode())


def formula_cell(cell: Node, attributes: Mapping[str, str], text: str, area: str = "") -> bytes:
    """A cell with another formula and without its value, which was computed without the rows."""
    node, tag = cell.one("f"), cell.tag
    assert node is not None
    kept = {k: v for k, v in node.attributes.items() if k not in ("t", "si", "ref")}
    if node.attributes.get("t") == "array":
        kept |= {"t": "array", "ref": area}
    inside = tag_text(node.tag, kept, is_empty=False) + escape(text).encode() + f"</{node.tag}>".encode()
    written = {k: v for k, v in attributes.items() if k != "t"}
    return tag_text(tag, written, is_empty=False) + inside + f"</{tag}>".encode()


def uncomputed(grid: Grid) -> bytes:
    """The sheet without the values of its formulas: some programs would show the old ones."""
    splices = Splices(grid.part)
    for row, column in grid.formulas:
        cell = grid.cells(row)[column]
        splices.replace(cell.start, cell.inner, tag_text(
            cell.tag, {k: v for k, v in cell.attributes.items() if k != "t"}, is_empty=False,
        ))  # fmt: skip
        for shown in cell.all("v"):
            splices.replace(shown.start, shown.stop, b"")
    return splices.done()
