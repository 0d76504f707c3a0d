"""Grids as bytes: .xlsx and .ods as XML written by hand, .csv as text; no library stands between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from seeded.grid import Cell, Grid, name_of
from workbook_builders import MAIN, OFFICE, PACKAGE, ods, zipped

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CURRENCIES = {"CHF": "CHF", "USD": "USD", "GBP": "GBP", "£": "GBP"}
FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx_bytes(grids: Sequence[Grid]) -> bytes:
    """A workbook of Excel; every number format that a cell has becomes a style."""
    forms = ["", *sorted({cell.form for grid in grids for cell in grid.cells.values() if cell.form})]
    names = [f"worksheets/sheet{n}.xml" for n in range(1, len(grids) + 1)]
    sheets = "".join(
        f'<sheet name={quoteattr(g.name)} sheetId="{n}" r:id="r{n}"{"" if g.visible else """ state="hidden" """}/>'
        for n, g in enumerate(grids, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="{name}"/>' for n, name in enumerate(names, 1)
    )
    overrides = "".join(f'<Override PartName="/xl/{n}" ContentType="{FORMAT}.worksheet+xml"/>' for n in names)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="'
        f'{FORMAT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{FORMAT}.styles+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}<Relationship Id="s" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _styles(forms),
    }
    parts |= {f"xl/{name}": _sheet(grid, forms) for name, grid in zip(names, grids, strict=True)}
    return zipped(parts)


def _styles(forms: Sequence[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(form)}/>' for n, form in enumerate(forms) if n
    )  # fmt: skip
    looks = "".join(
        f'<xf numFmtId="{164 + n if n else 0}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in range(len(forms))
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(forms) - 1}">{codes}</numFmts><fonts count="1"><font/>'
        '</fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
        f'</cellStyleXfs><cellXfs count="{len(forms)}">{looks}</cellXfs></styleSheet>'
    )


def _sheet(grid: Grid, forms: Sequence[str]) -> str:
    columns = "".join(
        f'<col min="{c + 1}" max="{c + 1}" width="9" hidden="1"/>' for c in sorted(grid.hidden_columns)
    )  # fmt: skip
    rows = []
    for row in range(grid.height):
        cells = "".join(
            _xlsx_cell(name_of(row, column), cell, forms)
            for column in range(grid.width)
            if (cell := grid.cells.get((row, column))) is not None
        )
        hidden = ' hidden="1"' if row in grid.hidden_rows else ""
        rows.append(f'<row r="{row + 1}"{hidden}>{cells}</row>' if cells or hidden else "")
    merges = "".join(f'<mergeCell ref="{name_of(a, b)}:{name_of(c, d)}"/>' for a, b, c, d in grid.merges)
    merged = f'<mergeCells count="{len(grid.merges)}">{merges}</mergeCells>' if merges else ""
    return (
        f'<worksheet xmlns="{MAIN}">{f"<cols>{columns}</cols>" if columns else ""}<sheetData>{"".join(rows)}'
        f"</sheetData>{merged}</worksheet>"
    )


def _xlsx_cell(place: str, cell: Cell, forms: Sequence[str]) -> str:
    start = f'<c r="{place}"' + (f' s="{forms.index(cell.form)}"' if cell.form else "")
    formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
    if cell.kind == "uncalculated":
        return f"{start}>{formula}</c>"
    if cell.kind == "error":
        return f'{start} t="e">{formula}<v>{cell.text}</v></c>'
    if cell.kind == "truth":
        return f'{start} t="b"><v>{cell.text}</v></c>'
    if cell.kind == "text":
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(cell.text)}</t></is></c>'
    value = str((date.fromisoformat(cell.text) - date(1899, 12, 30)).days) if cell.kind == "date" else cell.text
    return f"{start}>{formula}<v>{value}</v></c>"


def ods_bytes(grids: Sequence[Grid]) -> bytes:
    """A workbook of LibreOffice; a sheet that cannot be seen has a style that says so."""
    hidden = (
        '<office:automatic-styles><style:style style:name="away" style:family="table"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles>'
    )
    return ods("".join(map(_ods_table, grids)), styles=hidden)


def _ods_table(grid: Grid) -> str:
    columns = "".join(
        f"<table:table-column{_collapsed(column in grid.hidden_columns)}/>" for column in range(grid.width)
    )  # fmt: skip
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in grid.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    rows = []
    for row in range(grid.height):
        cells = "".join(
            "<table:covered-table-cell/>"
            if (row, column) in covered
            else _ods_cell(grid.cells.get((row, column)), spans.get((row, column)))
            for column in range(grid.width)
        )
        rows.append(f"<table:table-row{_collapsed(row in grid.hidden_rows)}>{cells}</table:table-row>")
    away = "" if grid.visible else ' table:style-name="away"'
    return f"<table:table table:name={quoteattr(grid.name)}{away}>{columns}{''.join(rows)}</table:table>"


def _collapsed(is_hidden: bool) -> str:
    return ' table:visibility="collapse"' if is_hidden else ""


def _ods_cell(cell: Cell | None, span: tuple[int, int] | None) -> str:
    spanned = ""
    if span is not None:
        spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if cell is None:
        return f"<table:table-cell{spanned}/>"
    formula = f" table:formula={quoteattr('of:=' + cell.formula)}" if cell.formula else ""
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
    return f"<table:table-cell{spanned}{formula}{_ods_value(cell)}>{paragraphs}</table:table-cell>"


def _ods_value(cell: Cell) -> str:
    if cell.kind == "uncalculated":
        return ""
    if cell.kind == "error":
        return ' office:value-type="string" office:string-value="" calcext:value-type="error"'
    if cell.kind == "truth":
        return f' office:value-type="boolean" office:boolean-value="{"true" if cell.text == "1" else "false"}"'
    if cell.kind == "date":
        return f' office:value-type="date" office:date-value="{cell.text}"'
    if cell.kind == "text":
        return ' office:value-type="string"'
    if cell.form.endswith("%"):
        return f' office:value-type="percentage" office:value="{cell.text}"'
    currency = next((code for sign, code in CURRENCIES.items() if sign in cell.form), "")
    kind = f'"currency" office:currency="{currency}"' if currency else '"float"'
    return f' office:value-type={kind} office:value="{cell.text}"'


def csv_text(grid: Grid, separator: str, *, quote_all: bool = False, is_ragged: bool = False) -> str:
    """The lines as a person sees the cells; `is_ragged` leaves out the separators behind the last cell of a row."""
    return "".join(line + "\r\n" for line in _csv_lines(grid, separator, quote_all=quote_all, is_ragged=is_ragged))


def _csv_lines(grid: Grid, separator: str, *, quote_all: bool, is_ragged: bool) -> Iterator[str]:
    for row in range(grid.height):
        texts = [cell.said if (cell := grid.cells.get((row, c))) else "" for c in range(grid.width)]
        while is_ragged and texts and not texts[-1]:
            texts.pop()
        yield separator.join(_quoted(text, separator, always=quote_all and bool(text)) for text in texts)


def _quoted(text: str, separator: str, *, always: bool) -> str:
    if always or any(mark in text for mark in (separator, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text
