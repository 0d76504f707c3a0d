"""The lists that a template lets its cells be filled from: rules of data that Excel keeps beside the cells."""

from __future__ import annotations

from subsidy_ledger.importing.marking.annotate_cells import place_of
from subsidy_ledger.importing.marking.annotate_package import Parts
from subsidy_ledger.importing.marking.annotate_xml import Node, tree
from subsidy_ledger.importing.marking.template import WORKBOOK, sheet_parts
from subsidy_ledger.importing.marking.template_grid import unescaped


def lists_of(data: bytes, sheet: str, row: int) -> dict[int, str]:
    """Of a row from 0 the columns that take one of a list, and how the sheet names it: "a,b" in quotes, or a range."""
    parts = Parts(data)
    part = parts.read(sheet_parts(parts, tree(parts.read(WORKBOOK)))[sheet])
    found = {}
    for node in tree(part).walk():
        if node.local == "dataValidation" and node.attributes.get("type") == "list":
            formula = _text(part, next((n for n in node.walk() if n.local == "formula1"), None))
            area = node.attributes.get("sqref") or _text(part, node.one("sqref"))
            for piece in area.split():
                first, _, last = piece.replace("$", "").partition(":")
                (top, left), (bottom, right) = place_of(first), place_of(last or first)
                if top <= row <= bottom:
                    found.update(dict.fromkeys(range(left, min(right, left + 100) + 1), formula))
    return found


def _text(part: bytes, node: Node | None) -> str:
    """Of the element, or of the one in it: newer rules have their formula one deeper."""
    while node is not None and node.children:
        node = node.children[0]
    return unescaped(part[node.inner : node.close]).strip() if node is not None and not node.is_empty else ""
