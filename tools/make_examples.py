"""Makes the example workbooks in imports/ from tools/example_lines.txt, with the same bytes on every run.

python -m tools.make_examples [FOLDER]      (from the checkout's root; prints the tables of imports/README.md)
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.example_layouts import LAYOUTS, Layout, belgian, typed
from tools.example_lines import Line, read_lines

IMPORTS = Path(__file__).resolve().parent.parent / "imports"
MADE_ON = datetime(2020, 6, 8, 9, 0, tzinfo=UTC)
ALLOCATED = {
    ("general", 2018): 189643960,
    ("general", 2019): 185698233,
    ("radicalisation", 2018): 6000000,
    ("radicalisation", 2019): 6000000,
}
EVIDENCE = "zone-2019.xlsx"
NO_FAULT = ("", "text")


def rows_of(layout: Layout, lines: list[Line]) -> Iterator[Line | str]:
    """The lines, and after each quarter's last one the label of its subtotal."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        yield line
        quarter = (line.dated.month - 1) // 3 + 1
        if layout.quarters and (following is None or (following.dated.month - 1) // 3 + 1 != quarter):
            yield f"Subtotaal {quarter}e kwartaal"


def write_workbook(path: Path, layout: Layout, lines: list[Line]) -> dict[int, Line]:
    """Writes one .xlsx and gives back which line stands in which row, as Excel counts."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": layout.titles[0], "comments": layout.titles[1], "created": MADE_ON})
    sheet = book.add_worksheet(layout.sheet)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE6EE", "text_wrap": True})
    styles = {
        "text": None,
        "number": None,
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "money": book.add_format({"num_format": layout.money}),
        "total": book.add_format({"num_format": layout.money, "bold": True, "top": 1}),
    }
    for row, title in enumerate(layout.titles):
        sheet.write_string(row, 0, title, bold)
    for place, column in enumerate(layout.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(layout.first_row - 2, place, column.header, head)
    sheet.freeze_panes(layout.first_row - 1, 0)
    placed: dict[int, Line] = {}
    row, block = layout.first_row - 1, layout.first_row - 1
    for item in rows_of(layout, lines):
        if isinstance(item, Line):
            placed[row + 1] = item
            write_line(sheet, row, layout, item, styles)
        else:
            write_total(sheet, row, layout, item, {r: x for r, x in placed.items() if r > block}, styles["total"])
            block = row + 1
        row += 1
    write_total(sheet, row, layout, layout.total, placed, styles["total"])
    book.close()
    return placed


def write_line(sheet: Any, row: int, layout: Layout, line: Line, styles: dict[str, Any]) -> None:
    for place, column in enumerate(layout.columns):
        value, style = column.value(line), styles[column.kind]
        if column.kind == "date":
            sheet.write_datetime(row, place, value, style)
        elif isinstance(value, int):
            sheet.write_number(row, place, value / 100 if column.kind == "money" else value, style)
        elif value:
            sheet.write_string(row, place, value, style)


def write_total(sheet: Any, row: int, layout: Layout, label: str, placed: dict[int, Line], style: Any) -> None:
    """A total row over the lines in `placed`, as figures or as SUM with its result."""
    sheet.write_string(row, layout.total_column, label, style)
    for place, column in enumerate(layout.columns):
        if column.kind != "money":
            continue
        # The line's cents, also where its cell holds a text.
        cents = sum(x.cents if column.value is typed else column.value(x) for x in placed.values())
        if layout.formulas:
            letter = chr(ord("A") + place)
            sheet.write_formula(row, place, f"=SUM({letter}{min(placed)}:{letter}{max(placed)})", style, cents / 100)
        else:
            sheet.write_number(row, place, cents / 100, style)


def write_csv(path: Path, layout: Layout, lines: list[Line]) -> dict[int, Line]:
    """Writes the list as a Belgian Excel saves it: semicolons, Windows characters, decimal commas."""
    width = len(layout.columns)
    rows = [[title] + [""] * (width - 1) for title in layout.titles]
    rows += [[""] * width, [column.header for column in layout.columns]]
    for line in lines:
        values = [(column.kind, column.value(line)) for column in layout.columns]
        rows.append([belgian(value).replace(".", "") if kind == "money" else value for kind, value in values])
    total = belgian(sum(line.cents for line in lines)).replace(".", "")
    rows.append([layout.total, *[""] * (width - 2), total])
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    return dict(enumerate(lines, start=layout.first_row))


def per_file(placed: dict[str, dict[int, Line]]) -> Iterator[tuple[object, ...]]:
    """How many lines each file has, how many of them are 0.00, and what its total row says."""
    yield "File", "Lines", "of which 0.00", "Rows", "Total row"
    for file, lines in placed.items():
        zero = sum(line.cents == 0 for line in lines.values())
        total = belgian(sum(line.cents for line in lines.values()))
        yield f"`{file}`", len(lines), zero, f"{min(lines)}-{max(lines)}", total
    yield "all", sum(map(len, placed.values())), sum(x.cents == 0 for p in placed.values() for x in p.values()), "", ""


def per_grant(claimed: list[Line]) -> Iterator[tuple[object, ...]]:
    """Spent beside allocated, and what nobody tagged."""
    yield "Year", "Grant", "Allocated", "Spent", "Left", "Used"
    for (grant, year), allocated in sorted(ALLOCATED.items(), key=lambda item: (item[0][1], item[0][0])):
        spent = sum(line.cents for line in claimed if (line.grant, line.year) == (grant, year))
        used = f"{spent / allocated:.1%}"
        yield year, grant, belgian(allocated), belgian(spent), belgian(allocated - spent), used
    for year in sorted({line.year for line in claimed}):
        untagged = sum(line.cents for line in claimed if line.year == year and not line.code)
        yield year, "(nobody tagged it)", "", belgian(untagged), "", ""


def per_code(lines: list[Line]) -> Iterator[tuple[object, ...]]:
    """Lines and euros by year and code."""
    yield "Year", "Code", "Lines", "Amount"
    cents: Counter[tuple[int, str]] = Counter()
    count: Counter[tuple[int, str]] = Counter()
    for line in lines:
        cents[line.year, line.code] += line.cents
        count[line.year, line.code] += 1
    for year, code in sorted(cents):
        yield year, code or "(none)", count[year, code], belgian(cents[year, code])


def planted(placed: dict[str, dict[int, Line]]) -> Iterator[tuple[object, ...]]:
    """The faults that the checks are to find, with file and row."""
    yield "Planted", "File", "Row", "Code", "Supplier", "Document", "Invoice", "Date", "Amount"
    found = [(x.mark, file, row, x) for file, lines in placed.items() for row, x in lines.items()]
    for mark, file, row, x in sorted(found, key=lambda item: item[:3]):
        if mark not in NO_FAULT:
            number = x.invoice.strip("-")
            yield mark, f"`{file}`", row, x.code, x.supplier, x.document, number, x.dated, belgian(x.cents)


def as_table(rows: Iterator[tuple[object, ...]]) -> str:
    """A Markdown table; the first row is its header."""
    header, *body = [[str(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *body)) + "\n"


def figures(placed: dict[str, dict[int, Line]]) -> str:
    """All tables of imports/README.md, in its order."""
    claimed = [x for file, lines in placed.items() if file != EVIDENCE for x in lines.values()]
    brussels, ixelles = (
        [x for x in placed[EVIDENCE].values() if x.article == payer] for payer in ("Brussel", "Elsene")
    )
    sections = {
        "Files": per_file(placed),
        "Spent of each grant (city and non-profit together)": per_grant(claimed),
        "By code (city and non-profit together)": per_code(claimed),
        "The zone's list, paid for Brussels": per_code(brussels),
        "The zone's list, paid for Ixelles": per_code(ixelles),
        "What is planted": planted(placed),
    }
    return "\n".join(f"### {title}\n\n{as_table(rows)}" for title, rows in sections.items())


def make(folder: Path) -> str:
    """Writes the five files into `folder` and gives back the tables for the README."""
    lines = read_lines()
    placed: dict[str, dict[int, Line]] = {}
    for layout in LAYOUTS:
        write = write_csv if layout.file.endswith(".csv") else write_workbook
        placed[layout.file] = write(folder / layout.file, layout, lines[layout.file.partition(".")[0]])
    return figures(placed)


if __name__ == "__main__":
    sys.stdout.buffer.write(make(Path(sys.argv[1]) if len(sys.argv) > 1 else IMPORTS).encode())
