"""Whatever a sheet holds, every row of it is accounted for once, and no cell is read as something it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Flaw
from subsidy_ledger.importing.opening.workbook import read_workbook
from table_builders import read, refusals

SETTLED = Dialect("comma", "dmy", "keep")
HEADERS = st.sampled_from(
    [
        ("Dienstjaar", "Boekstuknr", "Datum", "Leverancier", "Bedrag"),
        ("Nr", "Leverancier", "Omschrijving", "Bedrag", "Ten laste van toelage"),
        ("Naam", "Bedrag", "D/C", "Artikel", "Jaar"),
        ("Naam", "Debet", "Credit", "Opmerking", "KBO"),
        ("Omschrijving", "Netto", "BTW", "Jaar", "Datum"),
    ]
)
NO_TABLE = {
    "montpellier__VilleMTP_MTP_BudgetPri_2014.csv", "montpellier__VilleMTP_MTP_BudgetPri_2014.xls",
    "montpellier__VilleMTP_MTP_MarchesConclus_2012.xls", "winbooks__PARFILUX_Balance_courante_fournisseurs.csv",
    "geneve__datas.csv", "messytables__begrotingsanalyse-2011.csv",
}  # fmt: skip
cells: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from(["", None, " ", "Totaal", "Subtotaal a", "x Total", "abc", "12,50", "-3", "D", "C", 0.0, 2019.0]),
    st.sampled_from(["7,17E+13", 1e17, 12.345, True, "31/02/2019"]),
    st.integers(-(10**8), 10**8).map(lambda c: c / 100),
    st.dates(date(2018, 1, 1), date(2020, 1, 1)),
)
flaws = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(0, 5)),
    st.sampled_from([Flaw("error", "#REF!"), Flaw("uncalculated", "=SUM(A1)")]),
    max_size=4,
)


@given(HEADERS, st.lists(st.lists(cells, max_size=6), min_size=12, max_size=14), flaws)
def test_every_row_ends_in_one_place(
    header: tuple[str, ...], rows: list[list[Cell]], flaws: dict[tuple[int, int], Flaw]
) -> None:
    """Lost otherwise: a row could vanish between file and ledger, or stand in it twice."""
    reading = read(header, *rows, flaws=flaws, dialect=SETTLED)
    groups = (reading.rows, reading.zero, reading.totals, reading.notes, reading.refused)
    taken = [each.number for group in groups for each in group]
    flawed = {row + 1 for row, _ in flaws}
    filled = {n for n, row in enumerate(rows, 2) if any(c is not None and str(c).strip() for c in row)}
    # A word alone under the headings is read with them, and the plan says so: it is no row of the table.
    assert sorted(taken) == sorted(n for n in filled | flawed if n > reading.table.header_row)
    assert {cell[1:] for _, cell in refusals(reading)} == {str(row.number) for row in reading.refused}
    assert all(row.amount != 0 for row in reading.rows)
    named = {(p.cell, p.code) for p in reading.problems}
    assert all(str(p.message) and str(p.expected) for p in reading.problems)
    for (row, column), flaw in flaws.items():
        code = "error-cell" if flaw.kind == "error" else "formula-uncalculated"
        assert (f"{'ABCDEF'[column]}{row + 1}", code) in named


@pytest.mark.parametrize("identifier", ["7,17E+13", "7.17E+13", "7,17E13", 1.2e15, 1e17])
def test_a_number_that_the_spreadsheet_cut_is_never_an_identifier(identifier: Cell) -> None:
    """Lost otherwise: a thousand documents would share one number."""
    reading = read(("Factuurnr", "Naam", "Bedrag"), (identifier, "Zenne", 5.0))
    assert refusals(reading) == [("identifier-destroyed", "A2")]


@pytest.mark.parametrize(
    ("cell", "year"), [(2019.0, 2019), (" 2019 ", 2019), ("2019.0", 2019), (date(2019, 1, 1), 2019)]
)
def test_a_year_is_a_year_however_it_is_stored(cell: Cell, year: int) -> None:
    """Lost otherwise: a line would have no budget year, and be posted under the date of its invoice."""
    assert read(("Jaar", "Naam", "Bedrag"), (cell, "Zenne", 5.0)).rows[0].values["year"] == year


@pytest.mark.parametrize("cell", [date(1905, 7, 11), 2019.5, 1850.0, "2019-2020", "19", True])
def test_what_is_no_year_is_refused(cell: Cell) -> None:
    """Lost otherwise: 2019 shown as a date would be the budget year 1905."""
    assert refusals(read(("Jaar", "Naam", "Bedrag"), (cell, "Zenne", 5.0))) == [("not-a-year", "A2")]


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name",
    [*sorted(NO_TABLE), "toulouse__subventions-toulouse_2022.csv", "scdl__exemple_invalide_erreurs_colonnes.csv",
     "oxford__expenditure-over-500-jan-mar-2018.csv"],
)  # fmt: skip
def test_a_strangers_file_is_read_whole_or_refused_in_one_sentence(name: str) -> None:
    """Lost otherwise: a list of another city would be half read."""
    opened = read_workbook(CORPUS / "spending" / name)
    if name in NO_TABLE:
        with pytest.raises(Refused, match="--map amount="):
            find_table(opened)
        return
    table = find_table(opened)
    reading = read_rows(table, Dialect(), file=name)
    groups = (reading.rows, reading.zero, reading.totals, reading.notes, reading.refused)
    below = table.sheet.rows[table.header_row :]
    assert sum(map(len, groups)) == sum(1 for row in below if any(str(c or "").strip() for c in row))


@pytest.mark.corpus
def test_winbooks_is_read_once_its_columns_are_named() -> None:
    """Lost otherwise: a Belgian supplier balance could not be imported at all."""
    opened = read_workbook(CORPUS / "spending" / "winbooks__PARFILUX_Balance_courante_fournisseurs.csv")
    table = find_table(opened, header_row=1, mapping={"supplier": "B", "debit": "D", "credit": "E"})
    reading = read_rows(table, Dialect(sign="keep"), file=opened.name)
    first = reading.rows[0]
    assert (first.values["supplier"], first.amount) == ("AEROSPRAY", 26500 - 1026500)
    assert refusals(reading) == []
