"""Giving cells of one sheet another style: one pass over its XML, and only the tags of those cells are written anew."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from xml.parsers import expat

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.importing.marking.annotate_styles import Severity, Styles
from subsidy_ledger.importing.marking.annotate_xml import Splices, Unmarkable, refuse_doctype, tag_end, tag_text

Place = tuple[int, int]


class Width(NamedTuple):
    """What a sheet says of its columns from `first` to `last`: their width in characters and their style."""

    first: int
    last: int
    width: float
    style: int


REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+[0-9]+):([A-Z]+[0-9]+)[\"']")
# What comes behind the remarks' drawing in a sheet, in the order that the format prescribes.
BEHIND = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
        "AlternateContent",
    }
)  # fmt: skip


def place_of(reference: str) -> Place:
    """Row and column from 0: "F12" is (11, 5)."""
    found = REFERENCE.fullmatch(reference.upper())
    if found is None:
        raise Unmarkable
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def shown_at(part: bytes, places: Collection[Place]) -> dict[Place, Place]:
    """Where each cell can be seen: a cell swallowed by a merged one is seen at that one's first cell."""
    found = {place: place for place in places}
    for match in RANGE.finditer(part):
        (top, left), (bottom, right) = place_of(match[1].decode()), place_of(match[2].decode())
        if (bottom - top + 1) * (right - left + 1) > 4 * len(found):
            inside = [p for p in found if top <= p[0] <= bottom and left <= p[1] <= right]
        else:
            block = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
            inside = [p for p in block if p in found]
        found.update(dict.fromkeys(inside, (top, left)))
    return found


class Marking:
    """Follows one sheet. After `run`, `splices` hold the changed tags, and `drawing_at` is where a reference to the
    remarks' drawing belongs; `widths` are those of the columns by (first, last), as the sheet gives them.

    `colours` are the cells to mark; cells of a style in `styles.coloured` that are not among them lose their mark.
    """

    def __init__(self, part: bytes, colours: Mapping[Place, Severity], styles: Styles) -> None:
        self._part = part
        self._styles = styles
        self._colours = colours
        self._by_row: dict[int, dict[int, Severity]] = {}
        for (row, column), severity in colours.items():
            self._by_row.setdefault(row, {})[column] = severity
        self._rows_left = sorted(self._by_row, reverse=True)
        self._old = {str(number): number for number in styles.coloured}
        self._parser = expat.ParserCreate()
        self.splices = Splices(part)
        self.drawing_at: int | None = None
        self.drawing: str | None = None
        self.prefix = ""
        self.widths: list[Width] = []
        self._depth = 0
        self._inside = self._behind = False
        self._rows_tag = 0, 0, ""
        self._row = -1
        self._column = -1
        self._waiting: dict[int, Severity] = {}
        self._row_tag: tuple[str, dict[str, str], int | None] | None = None

    def run(self) -> None:
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = refuse_doctype
        try:
            parser.Parse(self._part, True)
        except (expat.ExpatError, ValueError) as error:
            raise Unmarkable from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._inside:
            if tag.endswith("c") and tag == self.prefix + "c":
                self._cell(tag, attributes)
            elif tag == self.prefix + "row":
                self._open_row(tag, attributes)
            return
        local = tag.rpartition(":")[2]
        if self._depth == 1:
            self.prefix = tag[: -len(local)]
        elif local == "sheetData" and self._depth == 2:
            self._inside = True
            start = self._parser.CurrentByteIndex
            self._rows_tag = start, tag_end(self._part, start), tag
        elif local == "col":
            width, style = float(attributes.get("width", "9")), int(attributes.get("style", "0"))
            self.widths.append(Width(int(attributes["min"]) - 1, int(attributes["max"]) - 1, width, style))
        elif self._depth == 2 and local == "legacyDrawing":
            self.drawing = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        elif self._depth == 2 and local in BEHIND and self._behind and self.drawing_at is None:
            self.drawing_at = self._parser.CurrentByteIndex

    def _end(self, tag: str) -> None:
        if self._inside:
            if tag == self.prefix + "row":
                self._close_row()
            elif self._depth == 2:
                self._close_rows()
        elif self._depth == 1 and self.drawing_at is None:
            self.drawing_at = self._parser.CurrentByteIndex
        self._depth -= 1

    def _open_row(self, tag: str, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(number) - 1 if number is not None else self._row + 1
        self._column = -1
        start = self._parser.CurrentByteIndex
        while self._rows_left and self._rows_left[-1] < self._row:
            self.splices.insert(start, self._whole_row(self._rows_left.pop()))
        self._waiting, self._row_tag = {}, None
        if self._rows_left and self._rows_left[-1] == self._row:
            self._rows_left.pop()
            self._waiting = dict(self._by_row[self._row])
            stop = tag_end(self._part, start)
            self._row_tag = tag, attributes, stop if self._part[stop - 2 : stop] == b"/>" else None
            # What `spans` says of the row need not hold for the cells that are put into it.
            kept = {name: value for name, value in attributes.items() if name != "spans"}
            self.splices.replace(start, stop, tag_text(tag, kept, is_empty=False))

    def _cell(self, tag: str, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        elif self._waiting or attributes.get("s") in self._old:
            self._row, self._column = place_of(reference)
        style = attributes.get("s", "0")
        if not self._waiting:
            if style in self._old:
                self._restyle(tag, attributes, self._styles.unmarked(int(style)))
            return
        start = self._parser.CurrentByteIndex
        for column in sorted(c for c in self._waiting if c < self._column):
            self.splices.insert(start, self._new_cell(self._row, column, self._waiting.pop(column)))
        if self._column in self._waiting:
            self._restyle(tag, attributes, self._styles.marked(int(style), self._waiting.pop(self._column)))
        elif style in self._old:
            self._restyle(tag, attributes, self._styles.unmarked(int(style)))

    def _restyle(self, tag: str, attributes: dict[str, str], style: int) -> None:
        start = self._parser.CurrentByteIndex
        stop = tag_end(self._part, start)
        is_empty = self._part[stop - 2 : stop] == b"/>"
        self.splices.replace(start, stop, tag_text(tag, {**attributes, "s": str(style)}, is_empty=is_empty))

    def _close_row(self) -> None:
        if self._row_tag is None:
            return
        tag, _, empty_stop = self._row_tag
        cells = b"".join(self._new_cell(self._row, column, self._waiting[column]) for column in sorted(self._waiting))
        if empty_stop is None:
            self.splices.insert(self._parser.CurrentByteIndex, cells)
        else:
            self.splices.insert(empty_stop, cells + f"</{tag}>".encode())
        self._waiting, self._row_tag = {}, None

    def _close_rows(self) -> None:
        self._inside, self._behind = False, True
        at = self._parser.CurrentByteIndex
        rows = b"".join(self._whole_row(row) for row in reversed(self._rows_left))
        self._rows_left.clear()
        start, stop, tag = self._rows_tag
        if self._part[stop - 2 : stop] != b"/>":
            self.splices.insert(at, rows)
        elif rows:
            self.splices.replace(start, stop, f"<{tag}>".encode() + rows + f"</{tag}>".encode())
        self._row_tag = None

    def _whole_row(self, row: int) -> bytes:
        self._row_tag = None
        cells = self._by_row[row]
        inside = b"".join(self._new_cell(row, column, cells[column]) for column in sorted(cells))
        return (
            tag_text(f"{self.prefix}row", {"r": str(row + 1)}, is_empty=False)
            + inside
            + f"</{self.prefix}row>".encode()
        )

    def _new_cell(self, row: int, column: int, severity: Severity) -> bytes:
        """A cell that was not written because it is empty; it looks as its row or column does."""
        style = next((w.style for w in self.widths if w.first <= column <= w.last), 0)
        if self._row_tag is not None and self._row_tag[1].get("customFormat") in ("1", "true"):
            style = int(self._row_tag[1].get("s", "0"))
        written = {"r": cell_name(row, column), "s": str(self._styles.marked(style, severity))}
        return tag_text(f"{self.prefix}c", written, is_empty=True)
