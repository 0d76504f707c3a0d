"""Evidence from .xlsx: one pass over each sheet's XML for error cells, formulas without result, what is hidden.

Also for number formats that say more than the numbers, which stand in the workbook's styles.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from subsidy_ledger.importing.opening.evidence import Evidence, SheetEvidence, error_flaw, uncalculated_flaw
from subsidy_ledger.importing.opening.number_format import Format
from subsidy_ledger.importing.opening.package import Package
from subsidy_ledger.importing.opening.refusals import damaged
from subsidy_ledger.importing.opening.styles_xlsx import Styles

WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
TRUE = ("1", "true")


def read_evidence(package: Package) -> Evidence:
    """Evidence for every sheet, chart sheets included (they have none); Refused when a sheet is damaged."""
    book = _Book()
    package.follow(WORKBOOK, book)
    styles = Styles()
    if package.has(STYLES):
        package.follow(STYLES, styles)
    sheets = []
    for name, part in _parts(package, book):
        cells = _Cells(SheetEvidence(name), package.name, book.recalculates, styles.notable)
        package.follow(part, cells)
        sheets.append(cells.found)
    return Evidence(tuple(sheets), book.epoch_1904)


def sheet_parts(package: Package) -> list[tuple[str, str]]:
    """The title of every sheet with the part it stands in."""
    book = _Book()
    package.follow(WORKBOOK, book)
    return _parts(package, book)


def _parts(package: Package, book: _Book) -> list[tuple[str, str]]:
    relations = _Relations()
    if package.has(RELATIONS):
        package.follow(RELATIONS, relations)
    return [(name, _part(package, relations.targets.get(relation, ""))) for name, relation in book.sheets]


def _part(package: Package, target: str) -> str:
    """The part a relation leads to: relative to xl/, from the root, or (some writers) from the root without a slash."""
    target = target.replace("\\", "/")
    beside = posixpath.normpath(posixpath.join("/xl", target))
    return beside if package.has(beside) else target


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Book:
    """Sheet names with their relations, and what workbook.xml says of dates and recalculation."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False
        self.recalculates = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif tag == "workbookPr":
            self.epoch_1904 = attributes.get("date1904") in TRUE
        elif tag == "calcPr":
            self.recalculates = attributes.get("fullCalcOnLoad") in TRUE

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Relations:
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Cells:
    """Follows one sheet; a cell costs something only when it is an error or has a formula.

    A workbook that asks to be recalculated when it is opened was written by a program that cannot calculate: such
    programs put 0 as the result of every formula, so a 0 there is no result either.
    """

    def __init__(
        self, found: SheetEvidence, file: str, recalculates: bool, notable: Mapping[str | None, Format]
    ) -> None:
        self.found = found
        self._file = file
        self._recalculates = recalculates
        self._notable = notable
        self._format: Format | None = None
        self._inside = False
        self._row = -1
        self._reference: str | None = None
        self._beyond = 0
        self._last: tuple[str | None, int] | None = None
        self._type: str | None = None
        self._formula: list[str] | None = None
        self._value: list[str] | None = None
        self._into: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = _local(tag)
        if not self._inside:
            self._start_outside(tag, attributes)
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self._last = self._reference, self._beyond
            if self._format is not None:
                self._note_format(self._format)
            if self._formula is not None or self._type == "e":
                self._value = self._into = []
        elif tag == "f":
            self._formula = self._into = []
        elif tag == "is":
            self._last = self._reference, self._beyond
            self._value = self._into = []
        elif tag == "row":
            self._start_row(attributes)

    def end(self, tag: str) -> None:
        if ":" in tag:
            tag = _local(tag)
        if tag == "c":
            if self._formula is not None or self._type == "e":
                self._close_cell()
        elif tag in ("v", "f", "is"):
            self._into = None
        elif tag == "row":
            if self._last is not None:
                self.found.reach(*self._position(*self._last))
        elif tag == "sheetData":
            self._inside = False

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _start_outside(self, tag: str, attributes: dict[str, str]) -> None:
        """The columns are described before the cells."""
        self._inside = tag == "sheetData"
        width = attributes.get("width")
        if tag == "col" and (attributes.get("hidden") in TRUE or (width is not None and float(width) == 0)):
            self.found.hidden_columns.append(range(int(attributes["min"]) - 1, int(attributes["max"])))

    def _note_format(self, found: Format) -> None:
        row, column = self._position(self._reference, self._beyond)
        self.found.add_format(range(row, row + 1), range(column, column + 1), found, self._file)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = int(number) - 1 if number is not None else self._row + 1
        self._reference, self._beyond, self._last = None, -1, None
        height = attributes.get("ht")
        if attributes.get("hidden") in TRUE or (height is not None and float(height) == 0):
            self.found.hidden.append(range(self._row, self._row + 1))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._beyond += 1
        else:
            self._reference, self._beyond = reference, 0
        self._type = attributes.get("t")
        self._format = self._notable.get(attributes.get("s")) if self._notable else None
        self._formula = self._value = None

    def _close_cell(self) -> None:
        value = None if self._value is None else "".join(self._value).strip()
        if self._type == "e" and (value or self._formula is None):
            flaw = error_flaw(value or "")
        elif self._has_result(value):
            return
        else:
            flaw = uncalculated_flaw("".join(self._formula or ()).strip())
        row, column = self._position(self._reference, self._beyond)
        self.found.add_flaw(range(row, row + 1), range(column, column + 1), flaw, self._file)

    def _has_result(self, value: str | None) -> bool:
        if value is None:
            return False
        if self._type in ("str", "inlineStr"):
            return True
        return value != "" and not (self._recalculates and value == "0" and self._type in (None, "n"))

    def _position(self, reference: str | None, beyond: int) -> tuple[int, int]:
        """Row and column from 0; cells without a reference follow the one before them."""
        if reference is None:
            return self._row, beyond
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise damaged(self._file)
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        return int(match[2]) - 1, column - 1 + beyond
