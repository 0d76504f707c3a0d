"""Evidence from .ods: one pass over content.xml for error cells, formulas without result, what is hidden, formats.

Also for texts in cells without a type, which LibreOffice shows and the reader of values leaves out.
"""

from __future__ import annotations

import re

from subsidy_ledger.importing.intake import Flaw
from subsidy_ledger.importing.opening.evidence import Evidence, SheetEvidence, error_flaw, uncalculated_flaw
from subsidy_ledger.importing.opening.merges import MERGES_MAX, from_cell
from subsidy_ledger.importing.opening.package import Package
from subsidy_ledger.importing.opening.refusals import encrypted
from subsidy_ledger.importing.opening.styles_ods import Columns, HiddenGroups, Styles

CONTENT = "content.xml"
STYLES = "styles.xml"
MANIFEST = "META-INF/manifest.xml"
CELLS = ("table:table-cell", "table:covered-table-cell")
VALUES = ("office:value", "office:date-value", "office:time-value", "office:boolean-value")
# The errors of LibreOffice and Excel in the languages of this country: "#N/B", "#REF !", "Err:502", "Fout:502".
ERROR = re.compile(r"#[\w/]+\s?[!?]|#[A-Z]/[A-Z]|(?:Err|Erreur|Fout)\s?:\s?\d{3}")
REFERENCE = re.compile(r"\[([^\]]*)\]")


def read_evidence(package: Package) -> Evidence:
    """Evidence for every sheet; Refused when the workbook is encrypted or damaged."""
    manifest = _Manifest()
    if package.has(MANIFEST):
        package.follow(MANIFEST, manifest)
    if manifest.encrypted:
        raise encrypted(package.name)
    styles = Styles()
    if package.has(STYLES):
        package.follow(STYLES, styles)
    styles.is_content = True
    tables = _Tables(package.name, styles)
    package.follow(CONTENT, tables)
    return Evidence(tuple(tables.sheets), tables.epoch_1904)


class _Manifest:
    encrypted = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        self.encrypted = self.encrypted or tag.endswith("encryption-data")

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Tables:
    """Follows the sheets; a repeated row or cell is one step, and only flaws are written out one by one."""

    def __init__(self, file: str, styles: Styles) -> None:
        self.sheets: list[SheetEvidence] = []
        self.epoch_1904 = False
        self._file = file
        self._styles = styles
        self._formats = Columns(styles)
        self._path: list[str] = []
        self._sheet: SheetEvidence | None = None
        self._rows = range(0)
        self._columns = range(0)
        self._found: list[tuple[range, Flaw | str]] = []
        self._hidden = HiddenGroups()
        self._cell: dict[str, str] | None = None
        self._cell_depth = 0
        self._shown: list[str] = []
        self._showing = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        if self._cell is not None:
            # A remark or a drawing in the cell has paragraphs too, but deeper down.
            if tag == "text:p" and len(self._path) == self._cell_depth + 1:
                self._showing = True
        elif tag == "table:table" and self._path[-2:-1] == ["office:spreadsheet"]:
            self._sheet = SheetEvidence(attributes.get("table:name", ""))
            self.sheets.append(self._sheet)
            self._rows = range(0)
            self._formats = Columns(self._styles)
        elif tag == "table:null-date":
            self.epoch_1904 = attributes.get("table:date-value", "").startswith("1904")
        elif self._sheet is not None:
            self._start_in_sheet(self._sheet, tag, attributes)
        else:
            self._styles.start(tag, attributes)

    def end(self, tag: str) -> None:
        if self._cell is not None:
            if self._showing and len(self._path) == self._cell_depth + 1:
                self._showing = False
                self._shown.append("\n")
            elif len(self._path) == self._cell_depth:
                self._close_cell(self._cell)
        elif self._sheet is not None and tag == "table:table-row":
            self._close_row(self._sheet)
        elif tag == "table:table" and self._path[-2:-1] == ["office:spreadsheet"]:
            self._sheet = None
        elif self._sheet is None:
            self._styles.end(tag)
        else:
            self._hidden.end(tag)
        self._path.pop()

    def text(self, text: str) -> None:
        if self._showing:
            self._shown.append(text)
        elif self._sheet is None:
            self._styles.text(text)

    def _start_in_sheet(self, sheet: SheetEvidence, tag: str, attributes: dict[str, str]) -> None:
        if tag in CELLS:
            start = self._columns.stop
            self._columns = range(start, start + _repeated(attributes, "table:number-columns-repeated"))
            if _has_value(attributes):
                sheet.reach(self._rows.stop - 1, self._columns.stop - 1)
                self._note_formats(sheet, attributes)
            merge = from_cell(attributes, self._rows.start, start)
            if merge is not None and len(sheet.merges) < MERGES_MAX:
                sheet.merges.append(merge)
            if _is_doubtful(attributes):
                self._cell, self._cell_depth, self._shown = attributes, len(self._path), []
        elif tag == "table:table-row":
            start = self._rows.stop
            self._rows = range(start, start + _repeated(attributes, "table:number-rows-repeated"))
            self._columns = range(0)
            self._found = []
            self._formats.row_style = attributes.get("table:default-cell-style-name")
            if self._hidden.covers(tag, attributes, self._styles.flat):
                sheet.hidden.append(self._rows)
        elif tag == "table:table-column":
            columns = self._formats.add(_repeated(attributes, "table:number-columns-repeated"), attributes)
            if self._hidden.covers(tag, attributes, self._styles.flat):
                sheet.hidden_columns.append(columns)
        else:
            self._hidden.start(tag, attributes)

    def _note_formats(self, sheet: SheetEvidence, cell: dict[str, str]) -> None:
        for column in self._columns if self._formats.may_tell(cell) else ():
            found = self._formats.of(column, cell)
            if found is not None:
                sheet.add_format(self._rows, range(column, column + 1), found, self._file)

    def _close_cell(self, cell: dict[str, str]) -> None:
        self._cell = None
        found = _found(cell, "".join(self._shown).removesuffix("\n"))
        if found:
            self._found.append((self._columns, found))

    def _close_row(self, sheet: SheetEvidence) -> None:
        for columns, found in self._found:
            if isinstance(found, Flaw):
                sheet.add_flaw(self._rows, columns, found, self._file)
            else:
                sheet.add_text(self._rows, columns, found, self._file)


def _is_doubtful(cell: dict[str, str]) -> bool:
    """Whether a cell could be flawed: an error, a formula, or a cell that does not say what its value is."""
    return "table:formula" in cell or cell.get("calcext:value-type") == "error" or not _has_value(cell)


def _has_value(cell: dict[str, str]) -> bool:
    return cell.get("office:value-type") == "string" or any(cell.get(value) for value in VALUES)


def _found(cell: dict[str, str], text: str) -> Flaw | str | None:
    """The flaw in a doubtful cell, or the text that it shows without having a value."""
    formula = cell.get("table:formula")
    if cell.get("calcext:value-type") == "error" or (formula is not None and ERROR.fullmatch(text.strip())):
        return error_flaw(text.strip())
    if _has_value(cell):
        return None
    return text if formula is None else uncalculated_flaw(_as_excel(formula))


def _as_excel(formula: str) -> str:
    """ "of:=SUM([.F2:.F9])" as the officer sees it: "=SUM(F2:F9)"."""
    formula = formula[formula.find("=") :] if "=" in formula else formula
    return REFERENCE.sub(lambda match: match[1].replace(":.", ":").removeprefix("."), formula)


def _repeated(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))
