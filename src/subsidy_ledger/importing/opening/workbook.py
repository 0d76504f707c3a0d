"""Opens a delivered file as a Workbook: values, and beside them what a reader of values would pass off as empty."""

from __future__ import annotations

import os
from collections.abc import Iterator

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.intake import Cell, Sheet, Workbook
from subsidy_ledger.importing.opening import csv_file, evidence_ods, evidence_xls, evidence_xlsx
from subsidy_ledger.importing.opening.delivery import Delivery, receive
from subsidy_ledger.importing.opening.evidence import Evidence, SheetEvidence
from subsidy_ledger.importing.opening.filetype import OLE, ZIP, Kind, kind_of_other, kind_of_zip
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.package import Package
from subsidy_ledger.importing.opening.problem_sheet import is_problem_sheet
from subsidy_ledger.importing.opening.reader import Rows, SheetValues, read_values
from subsidy_ledger.importing.opening.reader_ods import tidied
from subsidy_ledger.importing.opening.reader_xls import read_old_workbook, read_values_otherwise
from subsidy_ledger.importing.opening.refusals import damaged
from subsidy_ledger.importing.opening.xls_texts import mend_texts


def read_workbook(path: str | os.PathLike[str], limits: Limits | None = None) -> Workbook:
    """Open a file where it stands; see `open_workbook`."""
    return open_workbook(receive(path, limits), limits or Limits())


def open_workbook(delivery: Delivery, limits: Limits) -> Workbook:
    """Open an .xlsx, .xlsm, .xls, .ods or .csv file, whatever its name ends in.

    Every flaw lies inside the rows, and its cell is "" there. Refused, with a sentence on what to do, for everything
    that is no such file or not wholly readable. A list of problems that this program wrote is no sheet of the
    officer's. Only ever called in a process that may crash: see isolation.py.
    """
    package = Package(delivery.data, delivery.name, limits) if delivery.data.startswith(ZIP) else None
    kind = kind_of_zip(package) if package else kind_of_other(delivery)
    if kind == "csv":
        rows, separator = csv_file.read_rows(delivery.data, delivery.name)
        sheet = Sheet(delivery.stem, visible=True, rows=rows, separator=separator)
        return _workbook(delivery, kind, (sheet,), Evidence(()))
    if kind == "xls" and not delivery.data.startswith(OLE):
        values, evidence = read_old_workbook(delivery)
        sheets = len(values)
    else:
        # The evidence goes first: it refuses what is encrypted, or would bring the reader of values down.
        evidence = _evidence(delivery, package)
        evidence.refuse_giant(delivery.name, limits)
        values, sheets = _values(delivery, package, evidence)
    return _workbook(delivery, kind, tuple(_sheets(delivery, kind, values, sheets, evidence)), evidence)


def _evidence(delivery: Delivery, package: Package | None) -> Evidence:
    if package is None:
        return evidence_xls.read_evidence(delivery.data, delivery.name)
    if package.under("xl/"):
        return evidence_xlsx.read_evidence(package)
    return evidence_ods.read_evidence(package)


def _values(delivery: Delivery, package: Package | None, evidence: Evidence) -> tuple[list[SheetValues], int]:
    """By the reader that is quickest and strictest; what it cannot open, by the next one that can."""
    try:
        values, sheets = read_values(delivery)
    except Refused:
        if package is None:
            return read_values_otherwise(delivery, evidence)
        if package.under("xl/"):
            raise
        return read_values(tidied(delivery, package))
    if package is None:
        mend_texts(delivery, values)
    return values, sheets


def _sheets(
    delivery: Delivery, kind: Kind, values: list[SheetValues], sheets: int, evidence: Evidence
) -> Iterator[Sheet]:
    """Values and evidence together; a table that is no sheet (what an .ods remembers of a linked file) is left out."""
    for each in values:
        found = evidence.of(each.index, each.name, sheets)
        if found is not None:
            yield _sheet(each, found)
        elif kind != "ods":
            raise damaged(delivery.name)


def _sheet(values: SheetValues, evidence: SheetEvidence) -> Sheet:
    rows = values.rows
    for place, text in evidence.texts.items():
        _put(rows, place, text)
    for place in evidence.flaws:
        _put(rows, place, "")
    width = max(map(len, rows), default=0)
    return Sheet(
        values.name, values.visible, tuple(map(tuple, rows)), evidence.flaws, evidence.hidden_below(len(rows)),
        evidence.hidden_before(width), evidence.formats, is_typed=True,
        merges=values.merges or tuple(evidence.merges),
    )  # fmt: skip


def _put(rows: Rows, place: tuple[int, int], cell: Cell) -> None:
    row, column = place
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
    rows[row][column] = cell


def _workbook(delivery: Delivery, kind: Kind, sheets: tuple[Sheet, ...], evidence: Evidence) -> Workbook:
    own = tuple(sheet for sheet in sheets if not is_problem_sheet(sheet.name, sheet.rows))
    return Workbook(delivery.name, delivery.sha256, len(delivery.data), kind, own, evidence.epoch_1904)
