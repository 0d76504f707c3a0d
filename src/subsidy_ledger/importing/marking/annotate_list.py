"""The sheet that lists every problem, with a link to its cell: written by hand, so that it fits into any workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from subsidy_ledger.domain.cells import cell_name
from subsidy_ledger.importing.marking.annotate_styles import COLOURS, MAIN, Severity, Styles
from subsidy_ledger.importing.marking.annotate_xml import plain
from subsidy_ledger.importing.opening.problem_sheet import MARK, UNTOUCHED

WIDTHS = (13, 20, 9, 18, 28, 62, 38)
LINK_COLUMN = 2
LINE_POINTS, ROW_POINTS_MAX = 15, 405
# A spreadsheet program keeps no longer text in a cell.
TEXT_MAX = 32_000


@dataclass(frozen=True, slots=True)
class Mark:
    """One problem in the words it is told in; `severity` gives the colour, `label` says it."""

    sheet: str
    cell: str
    severity: Severity
    label: str
    field: str
    value: str
    wrong: str
    expected: str
    remark: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What the list says around the problems: its title, lines below it, and the headings of its columns.

    `fresh` is the line for a workbook that is not the officer's own.
    """

    title: str
    lines: tuple[str, ...]
    headings: tuple[str, str, str, str, str, str, str]
    fresh: str


def list_sheet(marks: Sequence[Mark], wording: Wording, styles: Styles, sheets: Collection[str]) -> bytes:
    """The sheet as XML; only cells of `sheets` can be led to."""
    above = [
        (MARK, styles.small()),
        (wording.title, styles.title()),
        *((line, None) for line in wording.lines),
        ("", None),
    ]
    heading = len(above)
    rows = [_row(number, [text], [style], "") for number, (text, style) in enumerate(above)]
    rows.append(_row(heading, wording.headings, [styles.heading()] * len(WIDTHS), _height(wording.headings)))
    links = []
    for number, mark in enumerate(marks, heading + 1):
        cells = (mark.label, mark.sheet, mark.cell, mark.field, mark.value, mark.wrong, mark.expected)
        usual, can_lead = styles.plain(), mark.sheet in sheets
        looks = [styles.plain(mark.severity), usual, styles.link() if can_lead else usual, *[usual] * 4]
        rows.append(_row(number, cells, looks, _height(cells)))
        if can_lead:
            links.append(_link(number, mark))
    last = cell_name(heading + len(marks), len(WIDTHS) - 1)
    return "".join(_sheet(rows, links, heading, last)).encode()


def _sheet(rows: Sequence[str], links: Sequence[str], heading: int, last: str) -> Iterator[str]:
    first, below = cell_name(heading, 0), cell_name(heading + 1, 0)
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
    yield f'<sheetPr><tabColor rgb="{COLOURS["refused"]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield f'<dimension ref="A1:{last}"/><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    yield f'<pane ySplit="{heading + 1}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
    yield f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
    yield '<sheetFormatPr defaultRowHeight="15"/><cols>'
    for number, width in enumerate(WIDTHS, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield from rows
    yield f'</sheetData><autoFilter ref="{first}:{last}"/>'
    if links:
        yield f"<hyperlinks>{''.join(links)}</hyperlinks>"
    yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    yield UNTOUCHED


def _height(texts: Sequence[str]) -> str:
    """As many lines as the fullest cell needs: not every program works that out when it opens a workbook."""
    lines = max(
        sum(1 + len(line) // width for line in text.split("\n")) for text, width in zip(texts, WIDTHS, strict=True)
    )
    return f' ht="{min(LINE_POINTS * lines, ROW_POINTS_MAX)}" customHeight="1"'


def _row(number: int, texts: Sequence[str], styles: Sequence[int | None], height: str) -> str:
    cells = "".join(
        f'<c r="{cell_name(number, column)}" t="inlineStr"{"" if style is None else f""" s="{style}" """.rstrip()}>'
        f'<is><t xml:space="preserve">{plain(text[:TEXT_MAX])}</t></is></c>'
        for column, (text, style) in enumerate(zip(texts, styles, strict=True))
        if text or style is not None
    )
    return f'<row r="{number + 1}"{height}>{cells}</row>'


def _link(row: int, mark: Mark) -> str:
    location = "'" + mark.sheet.replace("'", "''") + f"'!{mark.cell}"
    return f'<hyperlink ref="{cell_name(row, LINK_COLUMN)}" location={quoteattr(plain_name(location))}/>'


def plain_name(text: str) -> str:
    """A name without what XML cannot hold; quoting is left to its writer."""
    return "".join(c for c in text if c.isprintable())
