"""How each example workbook looks: titles, columns, total rows, number formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from tools.example_lines import Line

NL_NOTE = "Voorbeeldbestand voor de demonstratie - geen echte uitgaven"
FR_NOTE = "Fichier d'exemple pour la démonstration – dépenses fictives"
FR_GRANTS = {"general": "Générale", "radicalisation": "Radicalisation", "": ""}
NL_GRANTS = {"general": "Algemeen", "radicalisation": "Radicalisering", "": ""}
EUR_NL = "[$€-813]\\ #,##0.00;[$€-813]\\ -#,##0.00"
EUR_FR = "#,##0.00\\ [$€-80C];-#,##0.00\\ [$€-80C]"
PLAIN = "#,##0.00"


class Column(NamedTuple):
    """A header, its width, what a line puts under it, and how: "date", "number", "money" (in cents) or "text"."""

    header: str
    width: int
    value: Callable[[Line], Any]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file looks: what stands above its header, its columns, and its total rows."""

    file: str
    sheet: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    total: str
    total_column: int = 0
    money: str = PLAIN
    quarters: bool = False
    formulas: bool = False

    @property
    def first_row(self) -> int:
        """The row of the first line as Excel counts: after the titles, a blank row and the header."""
        return len(self.titles) + 3


def invoice(line: Line) -> str:
    return "" if line.invoice == "-" else line.invoice


def typed(line: Line) -> Any:
    """The amount in cents; as a text where somebody typed it so."""
    return belgian(line.cents) if line.mark == "text" else line.cents


def belgian(cents: int) -> str:
    """1.234,56"""
    return f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))


STAD = (
    Column("Volgnr", 8, lambda x: x.number, "number"),
    Column("Dienstjaar", 10, lambda x: x.year, "number"),
    Column("Boekstuknr", 12, lambda x: x.document),
    Column("Factuurnr", 14, invoice),
    Column("Factuurdatum", 12, lambda x: x.dated, "date"),
    Column("Begrotingsartikel", 16, lambda x: x.article),
    Column("Leverancier", 40, lambda x: x.supplier),
    Column("Omschrijving", 58, lambda x: x.text),
    Column("Vastleggingsnr", 14, lambda x: x.commitment),
    Column("Mandaatnr", 11, lambda x: x.order),
    Column("Betaaldatum", 12, lambda x: x.paid, "date"),
    Column("Uittreksel", 11, lambda x: x.statement),
    Column("Toelage", 14, lambda x: NL_GRANTS[x.grant]),
    Column("Activiteitssector", 18, lambda x: x.sector),
    Column("Bedrag", 16, typed, "money"),
)
VILLE = (
    Column("Exercice", 9, lambda x: x.year, "number"),
    Column("N° de pièce", 13, lambda x: x.document),
    Column("N° facture", 14, invoice),
    Column("Date facture", 12, lambda x: f"{x.dated:%d/%m/%Y}"),
    Column("Article budgétaire", 17, lambda x: x.article),
    Column("Fournisseur", 42, lambda x: x.supplier),
    Column("Libellé", 54, lambda x: x.text),
    Column("N° mandat", 11, lambda x: x.order),
    Column("Date de paiement", 15, lambda x: f"{x.paid:%d/%m/%Y}"),
    Column("N° extrait", 10, lambda x: x.statement),
    Column("Subvention", 15, lambda x: FR_GRANTS[x.grant]),
    Column("Secteur / objectif", 16, lambda x: x.code),
    Column("Montant TVAC", 15, lambda x: x.cents, "money"),
)
ZONE = (
    Column("Nr", 6, lambda x: x.number, "number"),
    Column("Boekjaar", 9, lambda x: x.year, "number"),
    Column("Documentnr", 13, lambda x: x.document),
    Column("Factuurnummer", 14, invoice),
    Column("Documentdatum", 14, lambda x: x.dated, "date"),
    Column("Leverancier", 38, lambda x: x.supplier),
    Column("Omschrijving", 58, lambda x: x.text),
    Column("Bestelbon", 11, lambda x: x.commitment),
    Column("Betaaldatum", 12, lambda x: x.paid, "date"),
    Column("Dagafschrift", 12, lambda x: x.statement),
    Column("Betalende gemeente", 18, lambda x: x.article),
    Column("Doelstelling", 12, lambda x: x.code),
    Column("Bedrag excl. btw", 16, lambda x: x.net, "money"),
    Column("Btw", 13, lambda x: x.cents - x.net, "money"),
    Column("Bedrag incl. btw", 16, lambda x: x.cents, "money"),
)
BRAVVO = (
    Column("Nr", 0, lambda x: str(x.number)),
    Column("Jaar", 0, lambda x: str(x.year)),
    Column("Stuknummer", 0, lambda x: x.document),
    Column("Factuurnummer", 0, invoice),
    Column("Datum", 0, lambda x: f"{x.dated:%d/%m/%Y}"),
    Column("Begunstigde", 0, lambda x: x.supplier),
    Column("Omschrijving", 0, lambda x: x.text),
    Column("Kostensoort", 0, lambda x: x.article),
    Column("Betaaldatum", 0, lambda x: f"{x.paid:%d/%m/%Y}"),
    Column("Uittrekselnr", 0, lambda x: x.statement),
    Column("Doelstelling", 0, lambda x: x.code),
    Column("Bedrag", 0, lambda x: x.cents, "money"),
)
CONTRACT = "Veiligheids- en Samenlevingscontract 2018-2019"
LAYOUTS = (
    Layout("stad-2018.xlsx", "Uitgaven 2018", (f"Stad Brussel - {CONTRACT}", NL_NOTE, "Uitgaven dienstjaar 2018"),
           STAD, "Totaal", money=EUR_NL, quarters=True),
    Layout("stad-2019.xlsx", "Uitgaven 2019", (f"Stad Brussel - {CONTRACT}", NL_NOTE, "Uitgaven dienstjaar 2019"),
           STAD, "Totaal"),
    Layout("ville-2019-radicalisation.xlsx", "Dépenses 2019",
           ("Ville de Bruxelles – aide complémentaire « Radicalisation », exercice 2019", FR_NOTE),
           VILLE, "TOTAL GÉNÉRAL", money=EUR_FR),
    Layout("zone-2019.xlsx", "Projecten 2019",
           ("Politiezone Brussel HOOFDSTAD Elsene - uitgaven van de specifieke projecten 2019", NL_NOTE),
           ZONE, "Totaal", total_column=6, money=EUR_NL, formulas=True),
    Layout("bravvo-2019.csv", "", (f"Bravvo vzw – {CONTRACT} – uitgaven 2019", NL_NOTE), BRAVVO, "Totaal"),
)  # fmt: skip
