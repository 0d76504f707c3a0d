"""The formulas of a workbook that comes back, read in a process of its own and written one way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from subsidy_ledger.domain.cells import column_index
from subsidy_ledger.importing.marking.template_refs import shared
from subsidy_ledger.importing.opening.delivery import Delivery
from subsidy_ledger.importing.opening.evidence_ods import CELLS, CONTENT
from subsidy_ledger.importing.opening.evidence_xlsx import sheet_parts
from subsidy_ledger.importing.opening.isolation import carry_out
from subsidy_ledger.importing.opening.limits import Limits
from subsidy_ledger.importing.opening.package import Package

# Row and column from 0 -> a formula without its "=".
Formulas = Mapping[tuple[int, int], str]
PORTION = 2000
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
TEXT = re.compile(r'("(?:[^"]|"")*")')
# [.F2:.F9], [$Expenses.$C$5:.$C$9] and ['By objective'.C5], as OpenDocument names cells.
NAMED = re.compile(r"\[\$?(?P<sheet>'(?:[^']|'')+'|[^.'\[\]]*)\.(?P<a>[^:\[\]]+)(?::[^.\[\]]*\.(?P<b>[^\[\]]+))?\]")
PREFIX = re.compile(r"(?:of|oooc|msoxl):")
QUOTED = re.compile(r"'([^\W\d]\w*)'!")


@dataclass(frozen=True, slots=True)
class FormulasOrder:
    """Yields (sheet, formulas) in portions."""

    delivery: Delivery
    limits: Limits = field(default_factory=Limits)

    @property
    def file(self) -> str:
        return self.delivery.name

    def carry_out(self) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
        package = Package(self.delivery.data, self.delivery.name, self.limits)
        for name, formulas in _of_xlsx(package) if package.under("xl/") else _of_ods(package):
            places = list(formulas)
            for start in range(0, len(places), PORTION):
                yield name, {place: formulas[place] for place in places[start : start + PORTION]}


def formulas_of(delivery: Delivery) -> Mapping[str, Formulas]:
    """The formulas of each sheet of an .xlsx or .ods file; Refused where it cannot be read."""
    found: dict[str, dict[tuple[int, int], str]] = {}

    def take(portion: tuple[str, dict[tuple[int, int], str]]) -> None:
        found.setdefault(portion[0], {}).update(portion[1])

    carry_out(FormulasOrder(delivery), take)
    return found


def one_way(formula: str) -> str:
    """A formula as Excel and LibreOffice both would write it: no blanks, commas between, cells as in Excel."""
    texts = TEXT.split(PREFIX.sub("", formula, count=1).removeprefix("="))
    return "".join(text if n % 2 else _one_way(text) for n, text in enumerate(texts))


def _one_way(part: str) -> str:
    part = NAMED.sub(_named, part).replace(";", ",").replace("_xlfn.", "").replace("TRUE()", "TRUE")
    words = re.split(r"('(?:[^']|'')*'!)", part)
    return QUOTED.sub(r"\1!", "".join(w if n % 2 else re.sub(r"\s", "", w) for n, w in enumerate(words)))


def _named(found: re.Match[str]) -> str:
    sheet = f"{found['sheet']}!" if found["sheet"] else ""
    return f"{sheet}{found['a']}:{found['b']}" if found["b"] else f"{sheet}{found['a']}"


def _of_xlsx(package: Package) -> Iterator[tuple[str, Formulas]]:
    for name, part in sheet_parts(package):
        cells = _Cells()
        package.follow(part, cells)
        yield name, cells.formulas


def _of_ods(package: Package) -> Iterator[tuple[str, Formulas]]:
    tables = _Tables()
    package.follow(CONTENT, tables)
    yield from tables.found.items()


class _Cells:
    """Follows one sheet of an .xlsx file; cells without a reference, which no spreadsheet writes, are passed over."""

    def __init__(self) -> None:
        self.formulas: dict[tuple[int, int], str] = {}
        self._at: tuple[int, int] | None = None
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._number: str | None = None
        self._into: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            found = REFERENCE.fullmatch(attributes.get("r", ""))
            self._at = (int(found[2]) - 1, column_index(found[1])) if found else None
        elif tag == "f" and self._at is not None:
            self._into = []
            self._number = attributes.get("si") if attributes.get("t") == "shared" else None

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "f" or self._into is None or self._at is None:
            return
        text, number, (row, column) = "".join(self._into), self._number, self._at
        self._into = None
        if number is not None and text:
            self._shared[number] = text, row, column
        elif number in self._shared:
            master, top, left = self._shared[number]
            text = shared(master, row - top, column - left)
        self.formulas[row, column] = text

    def text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)


class _Tables:
    """Follows the sheets of an .ods file."""

    def __init__(self) -> None:
        self.found: dict[str, dict[tuple[int, int], str]] = {}
        self._sheet: dict[tuple[int, int], str] | None = None
        self._row = self._column = self._rows = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet = self.found.setdefault(attributes.get("table:name", ""), {})
            self._row = self._rows = 0
        elif self._sheet is None:
            return
        elif tag == "table:table-row":
            self._row, self._column = self._rows, 0
            self._rows += max(1, int(attributes.get("table:number-rows-repeated", "1")))
        elif tag in CELLS:
            if "table:formula" in attributes:
                self._sheet[self._row, self._column] = attributes["table:formula"]
            self._column += max(1, int(attributes.get("table:number-columns-repeated", "1")))

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self._sheet = None

    def text(self, text: str) -> None:
        pass
