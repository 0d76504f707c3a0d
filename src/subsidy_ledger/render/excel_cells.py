"""One cell at a time: real numbers and dates, text that stays text, formulas with the result the ledger knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from subsidy_ledger.domain.moments import local
from subsidy_ledger.domain.money import to_decimal
from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.reports.tables import Kind, Value, Weight

TEXT_MAX = 32_767
SHORTENED = " … (shortened: a cell holds no more)"
# Excel counts days from 1900; an older date, which can only be a slip of the pen, is shown as text.
OLDEST = date(1900, 1, 1)

# Before a number's format: the country whose points and commas it takes, Dutch and French as in Belgium. English takes
# those of the reader's own system.
COUNTRIES: Final[Mapping[str, str]] = {"nl": "[$-813]", "fr": "[$-80C]"}
NUMBER_FORMATS: Final[Mapping[Kind, str]] = {
    "money": "#,##0.00",
    "integer": "0",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
LIVE_GROUND = "#DDEBF7"
INPUT_GROUND = "#FFF2CC"
INPUT_EDGE = "#BFBFBF"
LINK: Final = {"font_color": "#0563C1", "underline": 1}
HEADER_GROUND = "#E7E6E6"
HEADING_GROUND = "#F7F7F7"

HEADER: Final = {"bold": True, "bg_color": HEADER_GROUND, "bottom": 1, "text_wrap": True, "valign": "vcenter"}

STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "sheet": {"bold": True, "font_size": 14},
    "lead": {"italic": True, "font_color": "#404040"},
    "title": {"bold": True, "font_size": 12},
    "header": {**HEADER, "align": "left", "indent": 1},
    "header_right": {**HEADER, "align": "right"},
    "header_date": {**HEADER, "align": "center"},
    "note": {"italic": True},
    "note_wrapped": {"italic": True, "text_wrap": True, "valign": "top"},
    "wrong": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#C00000"},
}  # fmt: skip
WEIGHTS: Final[Mapping[Weight, Mapping[str, Any]]] = {
    "line": {},
    "heading": {"bold": True, "bg_color": HEADING_GROUND},
    "total": {"bold": True, "top": 1},
}


class Styles:
    """The formats of one workbook, each made once and in the order of its first use, so that bytes repeat."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self._country = COUNTRIES.get(language, "")
        self._made: dict[object, Any] = {}

    def named(self, name: str) -> Any:
        return self._format(name, STYLES[name])

    def cell(
        self, kind: Kind, value: Value, weight: Weight, *, live: bool, is_input: bool = False, is_link: bool = False
    ) -> Any:
        """The format of a value; days and moments among texts keep their own number format, at the left."""
        shown = _shown_kind(kind, value)
        wanted: dict[str, Any] = {"valign": "top", **WEIGHTS[weight]}
        if shown in NUMBER_FORMATS:
            wanted["num_format"] = self.number_format(NUMBER_FORMATS[shown])
        if kind in ("text", "code"):
            wanted |= {"text_wrap": True, "align": "left", "indent": 1}
        if kind in ("date", "moment"):
            wanted["align"] = "center"
        if live:
            wanted["bg_color"] = LIVE_GROUND
        if is_input:
            wanted |= {"bg_color": INPUT_GROUND, "border": 1, "border_color": INPUT_EDGE}
        if is_link:
            wanted |= LINK
        return self._format((shown, kind, weight, live, is_input, is_link), wanted)

    def number_format(self, pattern: str) -> str:
        """The pattern with the points and commas of the workbook's language."""
        return self._country + pattern

    def _format(self, key: object, wanted: Mapping[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(wanted))
        return self._made[key]


def _shown_kind(kind: Kind, value: Value) -> Kind:
    if isinstance(value, Euro):
        return "money"
    if kind == "text":
        if isinstance(value, datetime):
            return "moment"
        if isinstance(value, date):
            return "date"
        if isinstance(value, int):
            return "integer"
    return kind


def number_of(value: Value, kind: Kind) -> Decimal | int | None:
    """The number a cell holds: cents as euros, "97.3" per cent as 0.973; None where the value is no number."""
    if isinstance(value, Euro):
        return to_decimal(value.cents)
    if kind == "money" and isinstance(value, int):
        return to_decimal(value)
    if kind == "percent" and isinstance(value, str):
        return Decimal(value).scaleb(-2)
    return value if isinstance(value, int) else None


def put(worksheet: Any, row: int, column: int, value: Value, kind: Kind, style: Any) -> None:
    """Writes one value as what it is."""
    number = number_of(value, kind)
    if value is None:
        worksheet.write_blank(row, column, None, style)
    elif number is not None:
        worksheet.write_number(row, column, number, style)
    elif isinstance(value, datetime):
        worksheet.write_datetime(row, column, local(value).replace(tzinfo=None, microsecond=0), style)
    elif isinstance(value, date) and value >= OLDEST:
        worksheet.write_datetime(row, column, value, style)
    else:
        put_text(worksheet, row, column, value.isoformat() if isinstance(value, date) else str(value), style)


def put_link(worksheet: Any, row: int, column: int, target: str, style: Any) -> None:
    """Lets a cell lead to another one of the workbook ("Sheet!A1"); what it shows is written afterwards."""
    worksheet.write_url(row, column, f"internal:{target}", style, target)


def put_text(worksheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Text stays text, whatever it begins with, and no longer than a cell can hold."""
    if len(text) > TEXT_MAX:
        text = text[: TEXT_MAX - len(SHORTENED)] + SHORTENED
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would take this for its own markup and write it raw, which makes the file unreadable.
        worksheet.write_rich_string(row, column, text[0], style, text[1:], style)
    else:
        worksheet.write_string(row, column, text, style)


def put_formula(worksheet: Any, row: int, column: int, text: str, cached: Decimal | int | str, style: Any) -> None:
    """A formula with the result that viewers show when they do not compute; never an empty text."""
    worksheet.write_formula(row, column, f"={text}", style, cached)
