"""Reads the example workbooks in imports/ without the program, so that tests can say what stands in them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

IMPORTS = Path(__file__).resolve().parent.parent / "imports"
WORKBOOKS = ("stad-2018.xlsx", "stad-2019.xlsx", "ville-2019-radicalisation.xlsx", "zone-2019.xlsx")
FILES = (*WORKBOOKS, "bravvo-2019.csv")
ZONE_NAMES = ("Politiezone Brussel HOOFDSTAD Elsene", "Zone de police Bruxelles CAPITALE Ixelles")
# The headers of all files, by the field they hold.
HEADERS = {
    "year": ("Dienstjaar", "Exercice", "Boekjaar", "Jaar"),
    "document": ("Boekstuknr", "N° de pièce", "Documentnr", "Stuknummer"),
    "invoice": ("Factuurnr", "N° facture", "Factuurnummer"),
    "dated": ("Factuurdatum", "Date facture", "Documentdatum", "Datum"),
    "paid": ("Betaaldatum", "Date de paiement"),
    "statement": ("Uittreksel", "N° extrait", "Dagafschrift", "Uittrekselnr"),
    "article": ("Begrotingsartikel", "Article budgétaire", "Kostensoort", "Betalende gemeente"),
    "supplier": ("Leverancier", "Fournisseur", "Begunstigde"),
    "text": ("Omschrijving", "Libellé"),
    "grant": ("Toelage", "Subvention"),
    "sector": ("Activiteitssector", "Secteur / objectif", "Doelstelling"),
    "amount": ("Bedrag", "Montant TVAC", "Bedrag incl. btw"),
}


@dataclass(frozen=True)
class Read:
    """A line as it stands in a file; `cents` is its amount, `row` as Excel counts."""

    file: str
    row: int
    cells: dict[str, object]

    def __getattr__(self, name: str) -> str:
        return str(self.cells.get(name) or "")

    @property
    def cents(self) -> int:
        return cents_of(self.cells["amount"])

    @property
    def code(self) -> str:
        """The code; for a sector written as a name, that of the general grant, which is the only one so written."""
        return re.sub(r"^Activiteitssector ", "G", self.sector)

    @property
    def invoice_key(self) -> tuple[str, str]:
        return self.supplier, re.sub(r"\W", "", self.invoice).casefold()

    def day(self, name: str) -> date:
        value = self.cells[name]
        if isinstance(value, datetime):
            return value.date()
        day, month, year = str(value).split("/")
        return date(int(year), int(month), int(day))

    @property
    def personnel(self) -> bool:
        return "/111-" in self.article or self.article == "Personeel"

    @property
    def to_zone(self) -> bool:
        return self.supplier in ZONE_NAMES or self.article.replace("-", "").endswith("/43501")


def cents_of(value: object) -> int:
    if isinstance(value, str):
        return int(value.replace(".", "").replace(",", ""))
    assert isinstance(value, int | float)
    return round(value * 100)


@cache
def cells(file: str) -> list[list[object]]:
    """All rows of a file; a formula gives the result that is stored with it."""
    path = IMPORTS / file
    if file.endswith(".csv"):
        with path.open(encoding="cp1252", newline="") as opened:
            return [list(row) for row in csv.reader(opened, delimiter=";")]
    book = load_workbook(path, data_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


@cache
def header_at(file: str) -> int:
    """The header's index; `Bedrag` or `Montant` is the last of its words."""
    return next(i for i, row in enumerate(cells(file)) if str(row[-1] or "").startswith(("Bedrag", "Montant")))


def is_total(row: list[object]) -> bool:
    return any(str(cell or "").casefold().startswith(("totaal", "subtotaal", "total")) for cell in row)


@cache
def lines(file: str) -> tuple[Read, ...]:
    names = {header: field for field, headers in HEADERS.items() for header in headers}
    fields = [names.get(str(header), "") for header in cells(file)[header_at(file)]]
    body = enumerate(cells(file)[header_at(file) + 1 :], start=header_at(file) + 2)
    return tuple(Read(file, row, dict(zip(fields, line, strict=True))) for row, line in body if not is_total(line))


def claimed() -> list[Read]:
    return [line for file in FILES if not file.startswith("zone") for line in lines(file)]
