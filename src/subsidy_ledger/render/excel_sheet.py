"""One sheet: headings, blocks, widths, filter, frozen header, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from subsidy_ledger.domain.money import to_grouped
from subsidy_ledger.render.excel_cells import Styles, number_of, put, put_formula, put_text
from subsidy_ledger.render.excel_layout import Layout, Place, column_letter, quoted_sheet
from subsidy_ledger.reports.reconciliation_book import Block, Chart, Sheet
from subsidy_ledger.reports.tables import Column, Kind, Value

A4 = 9
CHART_ROWS = 18
RIGHT: Final[frozenset[Kind]] = frozenset({"money", "integer", "percent"})
WIDTHS: Final = {"money": 15.0, "date": 11.0, "moment": 16.5, "integer": 8.0, "percent": 9.0}
CODE_WIDTH_MAX = 34
ROWS_MEASURED_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the edge of every printed page; `page` may hold the spreadsheet's own &P and &N."""

    left: str
    right: str
    bottom: str
    page: str


def write_sheet(workbook: Any, styles: Styles, sheet: Sheet, layout: Layout, running: Running) -> None:
    worksheet = workbook.add_worksheet(sheet.title)
    if sheet.heading:
        put_text(worksheet, 0, 0, sheet.heading, styles.named("sheet"))
        put_text(worksheet, 1, 0, sheet.lead, styles.named("lead"))
    for block in sheet.blocks:
        _write_block(worksheet, styles, block, layout)
    for index, width in enumerate(column_widths(sheet)):
        worksheet.set_column(index, index, width)
    end = max(layout.place(block).end + len(block.table.notes) for block in sheet.blocks)
    if sheet.chart is not None:
        _draw(workbook, worksheet, sheet, sheet.chart, layout, end + 1)
        end += CHART_ROWS + 1
    _navigate(worksheet, sheet, layout)
    _print_setup(worksheet, sheet, layout, running, end)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(_columns(sheet) - 1)}{end}"})


def _columns(sheet: Sheet) -> int:
    return max(len(block.table.columns) for block in sheet.blocks)


def _write_block(worksheet: Any, styles: Styles, block: Block, layout: Layout) -> None:
    place, table = layout.place(block), block.table
    if place.title_row is not None:
        put_text(worksheet, place.title_row, 0, table.title, styles.named("title"))
    for index, column in enumerate(table.columns):
        style = styles.named("header_right" if column.kind in RIGHT else "header")
        put_text(worksheet, place.header_row, index, column.title, style)
    for row, values in enumerate(table.rows):
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            _write_cell(worksheet, styles, layout, block, (row, index), column, value)
    for offset, note in enumerate(table.notes):
        put_text(worksheet, place.end + offset, 0, str(note), styles.named("note"))
    _mark_differences(worksheet, styles, place)


def _write_cell(
    worksheet: Any, styles: Styles, layout: Layout, block: Block, at: tuple[int, int], column: Column, value: Value
) -> None:
    row, index = at
    formula = block.live.get((row, column.key))
    style = styles.cell(column.kind, value, block.table.weight(row), live=formula is not None)
    place = layout.place(block).first_row + row
    if formula is None:
        put(worksheet, place, index, value, column.kind, style)
        return
    number = number_of(value, column.kind)
    cached = formula.if_none if number is None else number
    put_formula(worksheet, place, index, layout.resolved(formula.text, block, row), cached, style)


def _mark_differences(worksheet: Any, styles: Styles, place: Place) -> None:
    """A difference that is not 0.00 turns red."""
    for key in place.block.zero:
        column = place.column(key)
        rule = {"type": "cell", "criteria": "!=", "value": 0, "format": styles.named("wrong")}
        worksheet.conditional_format(place.first_row, column, place.end - 1, column, rule)


def column_widths(sheet: Sheet) -> list[float]:
    """Wide enough for every figure of every block; texts wrap where they would make the sheet too wide to print."""
    columns = _columns(sheet)
    text_max = 110 if columns <= 2 else 60 if columns <= 10 else 32
    widths = [0.0] * columns
    for block in sheet.blocks:
        for index, column in enumerate(block.table.columns):
            values = [row[index] for row in block.table.rows[:ROWS_MEASURED_MAX]]
            widths[index] = max(widths[index], _width(column, values, text_max))
    return widths


def _width(column: Column, values: list[Value], text_max: int) -> float:
    # A filter's button covers about two letters of the header.
    header = max((len(word) for word in column.title.split()), default=0) + 3.0
    if column.kind == "money":
        longest = max((len(to_grouped(value)) for value in values if isinstance(value, int)), default=0)
        return max(header, WIDTHS["money"], longest + 3.0)
    if column.kind in WIDTHS:
        return max(header, WIDTHS[column.kind])
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    most = CODE_WIDTH_MAX if column.kind == "code" else text_max
    return max(header, min(longest + 2.0, float(most)))


def _navigate(worksheet: Any, sheet: Sheet, layout: Layout) -> None:
    """The main block is filtered; its header stays in sight where it is the first, else the sheet's heading does."""
    main = _main(sheet)
    if main is None:
        return
    place = layout.place(main)
    worksheet.autofilter(place.header_row, 0, place.last_line, len(main.table.columns) - 1)
    worksheet.freeze_panes(place.first_row if main is sheet.blocks[0] else 1, 0)


def _main(sheet: Sheet) -> Block | None:
    return next((block for block in sheet.blocks if block.table.key == sheet.main), None)


def _print_setup(worksheet: Any, sheet: Sheet, layout: Layout, running: Running, end: int) -> None:
    """A4 landscape, one page wide, the header again on every page."""
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
    worksheet.print_area(0, 0, end - 1, _columns(sheet) - 1)
    main = _main(sheet)
    if main is not None:
        header_row = layout.place(main).header_row
        worksheet.repeat_rows(header_row, header_row)
    worksheet.set_header(_edge(running.left, sheet.title, running.right))
    worksheet.set_footer(_edge(running.bottom, "", "") + f"&R{running.page}")


def _edge(left: str, middle: str, right: str) -> str:
    parts = (("&L", left), ("&C", middle), ("&R", right))
    return "".join(where + text.replace("&", "&&")[:70] for where, text in parts if text)


def _draw(workbook: Any, worksheet: Any, sheet: Sheet, chart: Chart, layout: Layout, row: int) -> None:
    """Columns side by side, drawn from the cells, so that the picture follows the formulas."""
    place = next(layout.place(block) for block in sheet.blocks if block.table.key == chart.block)
    name = quoted_sheet(sheet.title)
    first, last = place.first_row + 1, place.first_row + chart.rows

    def cells(key: str) -> str:
        letter = column_letter(place.column(key))
        return f"={name}!${letter}${first}:${letter}${last}"

    drawing = workbook.add_chart({"type": "column"})
    for key in chart.series:
        title = f"={name}!${column_letter(place.column(key))}${place.header_row + 1}"
        drawing.add_series({"name": title, "categories": cells(chart.categories), "values": cells(key), "gap": 120})
    drawing.set_title({"name": chart.title, "name_font": {"size": 12}})
    drawing.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    drawing.set_legend({"position": "bottom"})
    drawing.set_size({"width": 760, "height": (CHART_ROWS - 2) * 20})
    worksheet.insert_chart(row, 0, drawing, {"description": chart.title})
