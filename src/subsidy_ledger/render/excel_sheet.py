"""One sheet: headings, blocks, widths, filter, frozen header, and how it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from subsidy_ledger.domain.cells import column_letter
from subsidy_ledger.render.excel_cells import Styles, number_of, put, put_formula, put_link, put_text
from subsidy_ledger.render.excel_measure import column_widths, columns_of, row_height
from subsidy_ledger.reports.reconciliation.book import Block, Choice, Sheet
from subsidy_ledger.reports.reconciliation.layout import Layout, Place, quoted_sheet
from subsidy_ledger.reports.tables import Kind, Value

A4 = 9
CHART_ROWS = 18
# Excel holds 255 characters for the three parts together, and an ampersand counts twice.
EDGE_MAX = 40
HEADERS: Final[Mapping[Kind, str]] = {
    "money": "header_right", "integer": "header_right", "percent": "header_right",
    "date": "header_date", "moment": "header_date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the edge of every printed page; `page` may hold the spreadsheet's own &P and &N."""

    left: str
    right: str
    bottom: str
    page: str


def write_sheet(workbook: Any, styles: Styles, sheet: Sheet, layout: Layout, running: Running) -> None:
    worksheet = workbook.add_worksheet(str(sheet.title))
    if sheet.heading:
        put_text(worksheet, 0, 0, str(sheet.heading), styles.named("sheet"))
        put_text(worksheet, 1, 0, str(sheet.lead), styles.named("lead"))
    widths = column_widths(sheet)
    for index, width in enumerate(widths):
        worksheet.set_column(index, index, width)
    for block in sheet.blocks:
        _write_block(worksheet, styles, block, layout)
        _set_heights(worksheet, layout.place(block), widths)
        _write_notes(worksheet, styles, layout.place(block), widths[: len(widths) - sheet.unprinted])
    end = max(layout.place(block).end + len(block.table.notes) for block in sheet.blocks)
    if sheet.chart is not None:
        _draw(workbook, worksheet, styles.number_format("#,##0"), sheet, layout, end + 1)
        end += CHART_ROWS + 1
    _navigate(worksheet, sheet, layout)
    _print_setup(worksheet, sheet, layout, running, end)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(columns_of(sheet) - 1)}{end}"})


def _write_block(worksheet: Any, styles: Styles, block: Block, layout: Layout) -> None:
    place, table = layout.place(block), block.table
    if place.title_row is not None:
        put_text(worksheet, place.title_row, 0, str(table.title), styles.named("title"))
    for index, column in enumerate(table.columns):
        put_text(worksheet, place.header_row, index, column.title, styles.named(HEADERS.get(column.kind, "header")))
    live = block.live
    for row, values in enumerate(table.rows):
        weight, at = table.weight(row), place.first_row + row
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            if (row, column.key) in live:
                _write_live(worksheet, styles, layout, block, (row, index))
            else:
                is_input, goal = weight != "total" and column.key in block.inputs, block.links.get((row, column.key))
                style = styles.cell(column.kind, value, weight, live=False, is_input=is_input, is_link=goal is not None)
                if goal is not None:
                    put_link(worksheet, at, index, layout.goal(goal), style)
                put(worksheet, at, index, value, column.kind, style)
    _mark_differences(worksheet, styles, place)
    for key, choice in block.inputs.items():
        _let_in(worksheet, place, key, choice)


def _write_live(worksheet: Any, styles: Styles, layout: Layout, block: Block, at: tuple[int, int]) -> None:
    """The formula at a row and column of the block's table, with the table's own value as its result."""
    row, index = at
    column, value = block.table.columns[index], block.table.rows[row][index]
    formula = block.live[row, column.key]
    number = number_of(value, column.kind)
    cached = formula.if_none if number is None else number
    style = styles.cell(column.kind, value, block.table.weight(row), live=True)
    place = layout.place(block).first_row + row
    put_formula(worksheet, place, index, layout.resolved(formula.text, block, row), cached, style)


def _write_notes(worksheet: Any, styles: Styles, place: Place, printed: list[float]) -> None:
    """Below the block; one that is longer than the page is wide goes on beneath itself."""
    for row, note in enumerate(map(str, place.block.table.notes), place.end):
        height, style = row_height([note], [sum(printed)], heavy=True), styles.named("note")
        if height is not None and len(printed) > 1:
            style = styles.named("note_wrapped")
            worksheet.merge_range(row, 0, row, len(printed) - 1, "", style)
            worksheet.set_row(row, height)
        put_text(worksheet, row, 0, note, style)


def _set_heights(worksheet: Any, place: Place, widths: list[float]) -> None:
    """Not every program makes room for wrapped text by itself, so rows that need it are told their height."""
    columns = place.block.table.columns
    header: list[Value] = [column.title for column in columns]
    for row, values, heavy in chain([(place.header_row, header, True)], _text_rows(place)):
        height = row_height(values, widths, heavy=heavy)
        if height is not None:
            worksheet.set_row(row, height)


def _text_rows(place: Place) -> Iterator[tuple[int, list[Value], bool]]:
    table = place.block.table
    wrapped = [column.kind in ("text", "code") for column in table.columns]
    for row, values in enumerate(table.rows):
        texts = [v if w else None for v, w in zip(values, wrapped, strict=True)]
        yield place.first_row + row, texts, table.weight(row) != "line"


def _mark_differences(worksheet: Any, styles: Styles, place: Place) -> None:
    """A difference that is not 0.00 turns red."""
    for key in place.block.zero:
        column = place.column(key)
        rule = {"type": "cell", "criteria": "!=", "value": 0, "format": styles.named("wrong")}
        worksheet.conditional_format(place.first_row, column, place.end - 1, column, rule)


def _let_in(worksheet: Any, place: Place, key: str, choice: Choice) -> None:
    """Only what makes sense may be typed into a column that is filled in; more below a credit note than it is."""
    column = place.column(key)
    allowed: dict[str, Any]
    if choice.phrases:
        allowed = {"validate": "list", "source": list(choice.phrases)}
    elif choice.within:
        cell, limit = (f"${column_letter(place.column(k))}{place.first_row + 1}" for k in (key, choice.within))
        between = f"{cell}>=MIN(0,{limit}),{cell}<=MAX(0,{limit})"
        allowed = {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{between},ROUND({cell},2)={cell})"}
    elif choice.up_to:
        cell = f"${column_letter(place.column(choice.up_to))}{place.first_row + 1}"
        allowed = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"=ABS({cell})"}
    else:
        return
    if choice.advice:
        allowed["error_message"] = str(choice.advice)
    worksheet.data_validation(place.first_row, column, place.last_line, column, allowed)


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
    worksheet.print_area(0, 0, end - 1, columns_of(sheet) - sheet.unprinted - 1)
    main = _main(sheet)
    if main is not None:
        header_row = layout.place(main).header_row
        worksheet.repeat_rows(header_row, header_row)
    worksheet.set_header(_edge(running.left, str(sheet.title), running.right))
    worksheet.set_footer(_edge(running.bottom, "", "") + f"&R{running.page}")


def _edge(left: str, middle: str, right: str) -> str:
    parts = (("&L", left), ("&C", middle), ("&R", right))
    return "".join(where + text[:EDGE_MAX].replace("&", "&&") for where, text in parts if text)


def _draw(workbook: Any, worksheet: Any, axis: str, sheet: Sheet, layout: Layout, row: int) -> None:
    """Columns side by side, drawn from the cells, so that the picture follows the formulas."""
    chart = sheet.chart
    assert chart is not None
    place = next(layout.place(block) for block in sheet.blocks if block.table.key == chart.block)
    name = quoted_sheet(str(sheet.title))
    first, last = place.first_row + 1, place.first_row + chart.rows

    def cells(key: str) -> str:
        letter = column_letter(place.column(key))
        return f"={name}!${letter}${first}:${letter}${last}"

    drawing = workbook.add_chart({"type": "column"})
    for key in chart.series:
        title = f"={name}!${column_letter(place.column(key))}${place.header_row + 1}"
        drawing.add_series({"name": title, "categories": cells(chart.categories), "values": cells(key), "gap": 120})
    drawing.set_title({"name": str(chart.title), "name_font": {"size": 12}})
    drawing.set_y_axis({"num_format": axis, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    drawing.set_legend({"position": "bottom"})
    drawing.set_size({"width": 760, "height": (CHART_ROWS - 2) * 20})
    worksheet.insert_chart(row, 0, drawing, {"description": str(chart.title)})
