"""The styles of an .xlsx workbook: which cell styles have a number format that says more than the number."""

from __future__ import annotations

from subsidy_ledger.importing.opening.number_format import Format, format_of


class Styles:
    """Follows xl/styles.xml; `notable` gives a cell's style (the text of its "s") the format worth noting."""

    def __init__(self) -> None:
        self.notable: dict[str | None, Format] = {}
        self._codes: dict[int, str] = {}
        self._path: list[str] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._path.append(tag)
        if self._path[1:] == ["numFmts", "numFmt"]:
            self._codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif self._path[1:] == ["cellXfs", "xf"]:
            number = int(attributes.get("numFmtId", "0"))
            found = format_of(number, self._codes.get(number))
            if found is not None:
                self.notable[str(self._count)] = found
                if self._count == 0:
                    # A cell without a style has the first.
                    self.notable[None] = found
            self._count += 1

    def end(self, _: str) -> None:
        self._path.pop()

    def text(self, text: str) -> None:
        pass
