"""The styles of an .ods workbook: cell styles whose number format says more than the number, rows of no height."""

from __future__ import annotations

import re
from bisect import bisect_right

from subsidy_ledger.importing.opening.number_format import Format, read_format

DEFAULT = "Default"
DATA_STYLES = ("number:number-style", "number:currency-style", "number:percentage-style")
TEXTS = ("number:text", "number:currency-symbol", "number:embedded-text")
NO_SIZE = re.compile(r"0*(?:\.0*)?[a-z]*")


class Styles:
    """Follows styles.xml and the head of content.xml; a format is put together as Excel would write it."""

    def __init__(self) -> None:
        # Styles of columns of no width and rows of no height.
        self.flat: set[str] = set()
        # The automatic styles of styles.xml are those of page headers; of content.xml, those of the cells.
        self.is_content = False
        self._is_of_pages = False
        self._codes: dict[str, str] = {}
        self._cells: dict[str, tuple[str | None, str | None]] = {}
        self._name = ""
        self._code: list[str] | None = None
        self._is_percent = False
        self._digits, self._behind = "", ""
        self._embedded: list[tuple[int, str]] = []
        self._position = 0
        self._text: list[str] | None = None

    def notable(self) -> dict[str, Format]:
        """The cell styles seen so far that have a format worth noting."""
        found = {name: self._format(name) for name in self._cells}
        return {name: each for name, each in found.items() if each is not None}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "office:automatic-styles":
            self._is_of_pages = not self.is_content
        elif self._is_of_pages:
            return
        elif tag == "style:style":
            self._name = attributes.get("style:name", "")
            if attributes.get("style:family") == "table-cell":
                self._cells[self._name] = (
                    attributes.get("style:data-style-name"),
                    attributes.get("style:parent-style-name"),
                )
        elif tag in ("style:table-column-properties", "style:table-row-properties"):
            size = attributes.get("style:column-width") or attributes.get("style:row-height")
            if size is not None and NO_SIZE.fullmatch(size):
                self.flat.add(self._name)
        elif tag in DATA_STYLES:
            self._name, self._code = attributes.get("style:name", ""), []
            self._is_percent = tag == "number:percentage-style"
        elif self._code is not None:
            self._start_in_format(self._code, tag, attributes)

    def end(self, tag: str) -> None:
        if tag == "office:automatic-styles":
            self._is_of_pages = False
        elif self._code is None:
            return
        elif tag == "number:number":
            self._code.append(_with_texts(self._digits, self._embedded) + self._behind)
        elif tag in DATA_STYLES:
            self._codes[self._name] = "".join(self._code) + ("%" if self._is_percent else "")
            self._code = None
        elif self._text is not None and tag in TEXTS:
            self._close_text(self._code, tag, "".join(self._text))

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _start_in_format(self, code: list[str], tag: str, attributes: dict[str, str]) -> None:
        if tag == "number:number":
            decimals = int(attributes.get("number:decimal-places", "0"))
            whole = "0" * min(int(attributes.get("number:min-integer-digits", "1")), 99) or "#"
            grouped = "#," if attributes.get("number:grouping") == "true" else ""
            scaled = "," if attributes.get("number:display-factor", "1") != "1" else ""
            self._digits, self._behind, self._embedded = grouped + whole, (".0" if decimals else "") + scaled, []
        elif tag == "number:scientific-number":
            code.append("0E+00")
        elif tag in TEXTS:
            self._text = []
            self._position = int(attributes.get("number:position", "0"))

    def _close_text(self, code: list[str], tag: str, text: str) -> None:
        self._text = None
        plain = text.replace('"', "")
        if tag == "number:currency-symbol":
            code.append(f"[${plain.replace(']', '')}]")
        elif tag == "number:text":
            code.append(f'"{plain}"')
        else:
            self._embedded.append((self._position, f'"{plain}"'))

    def _format(self, name: str) -> Format | None:
        """The format of a cell style, its own or that of the style it is made from."""
        seen = set()
        while name in self._cells and name not in seen:
            seen.add(name)
            data, parent = self._cells[name]
            if data is not None:
                return read_format(self._codes.get(data, ""))
            name = parent or DEFAULT
        return None


class Columns:
    """The formats of the cells of one sheet: a cell's own style, else that of its row, else that of its column."""

    def __init__(self, styles: Styles) -> None:
        self.row_style: str | None = None
        self._notable = styles.notable()
        self._stops: list[int] = []
        self._defaults: list[str] = []

    def add(self, count: int, attributes: dict[str, str]) -> range:
        """The next columns of the sheet, with the style of cells that have none."""
        start = self._stops[-1] if self._stops else 0
        self._stops.append(start + count)
        self._defaults.append(attributes.get("table:default-cell-style-name", DEFAULT))
        return range(start, start + count)

    def may_tell(self, cell: dict[str, str]) -> bool:
        """Whether there is anything to look up for a cell with a value: a number, and a format worth noting."""
        kind = cell.get("office:value-type")
        return kind in ("currency", "percentage") or (kind == "float" and bool(self._notable))

    def of(self, column: int, cell: dict[str, str]) -> Format | None:
        place = bisect_right(self._stops, column)
        default = self._defaults[place] if place < len(self._defaults) else DEFAULT
        found = self._notable.get(cell.get("table:style-name") or self.row_style or default)
        currency = cell.get("office:currency", "")
        if cell.get("office:value-type") == "currency" and currency:
            return None if currency == "EUR" else Format(currency=currency)
        return Format(is_percent=True) if cell.get("office:value-type") == "percentage" else found


class HiddenGroups:
    """Groups of rows or columns that are folded away, and what is hidden by hand, by a filter or by having no size."""

    def __init__(self) -> None:
        self._groups: dict[str, list[bool]] = {"table:table-row": [], "table:table-column": []}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        groups = self._groups.get(tag.removesuffix("-group"))
        if groups is not None:
            groups.append(attributes.get("table:display") == "false")

    def end(self, tag: str) -> None:
        groups = self._groups.get(tag.removesuffix("-group")) if tag.endswith("-group") else None
        if groups:
            groups.pop()

    def covers(self, tag: str, attributes: dict[str, str], flat: set[str]) -> bool:
        """Whether a row or column that begins here is hidden."""
        by_hand = attributes.get("table:visibility") in ("collapse", "filter")
        return by_hand or any(self._groups[tag]) or attributes.get("table:style-name") in flat


def _with_texts(digits: str, embedded: list[tuple[int, str]]) -> str:
    """The digits of a format with the texts between them, whose places are counted from the last digit."""
    for place, text in sorted(embedded, reverse=True):
        at = max(0, len(digits) - place)
        digits = digits[:at] + text + digits[at:]
    return digits
