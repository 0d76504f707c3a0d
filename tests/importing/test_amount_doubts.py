"""Amounts that are read from the wrong place, or in the wrong unit, are refused before anybody claims them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Reading, Sheet
from subsidy_ledger.importing.opening.workbook import read_workbook
from table_builders import amounts, read, refusals, sheet, workbook


def opened(folder: Path, text: str) -> Reading:
    path = folder / "lines.csv"
    path.write_text(text, encoding="utf-8")
    return read_rows(find_table(read_workbook(path)), Dialect(), file="lines.csv")


def test_a_row_of_a_text_file_with_a_separator_too_many_is_refused(tmp_path: Path) -> None:
    """Lost otherwise: "Zenne,12,50" would be claimed as 12 euros."""
    reading = opened(tmp_path, 'naam,bedrag\nZenne,12,50\nDommel,"7,25"\nNete,3,\n"Senne, SA","4,00",,\n')
    assert refusals(reading) == [("row-too-long", "C2")]
    assert amounts(reading) == [725, 300, 400]


def test_a_shifted_total_is_no_control_sum(tmp_path: Path) -> None:
    """Lost otherwise: a total cut off at its comma would call good lines wrong."""
    reading = opened(tmp_path, 'nr,naam,bedrag\n1,Zenne,"12,50"\n,Totaal,12,50\n')
    assert (refusals(reading), reading.totals) == ([("row-too-long", "D3")], ())


def test_rows_may_be_short_or_have_empty_cells_behind(tmp_path: Path) -> None:
    """Lost otherwise: the trailing separators that some programs write would keep every row out."""
    reading = opened(tmp_path, "naam;bedrag;opmerking\nZenne;5,00\nDommel;6,00;x;;;\n;;\n")
    assert (amounts(reading), reading.problems) == ([500, 600], ())


@pytest.mark.parametrize(
    "lines",
    [
        "Zenne,12,50\nDommel,7,25\nNete,3\n",
        "Zenne,1.012,50\nDommel,7,5\n",
        "Zenne,12,50\nDommel,7,25\nNete,3,betwist\n",
    ],
)
def test_amounts_cut_at_their_comma_are_refused_where_no_row_is_too_long(tmp_path: Path, lines: str) -> None:
    """Lost otherwise: "Zenne,12,50" would be claimed as 12 euros, with "50" as its remark."""
    with pytest.raises(Refused, match=r'column B "bedrag" has whole amounts only, and beside B2') as refused:
        opened(tmp_path, "naam,bedrag,nota\n" + lines)
    assert refused.value.code == "amounts-cut"


@pytest.mark.parametrize(
    "text",
    [
        "naam,bedrag,nota\nZenne,12.00,50\nDommel,7,25\n",  # an amount with its cents: none was cut
        "naam,bedrag,nota\nZenne,12,50\nDommel,7,x\nNete,3,y\n",  # most of the cells beside are no cents
        "naam,bedrag,btw\nZenne,12,21\nDommel,7,06\n",  # percents
        "naam,bedrag,kwartaal\nZenne,12,1\nDommel,7,4\n",  # never two digits
        "naam;bedrag;nota\nZenne;12;50\nDommel;7;25\n",  # no comma was taken for the end of a cell
        "naam,bedrag,nota\nZenne,12\nDommel,7\n",
    ],
)
def test_whole_amounts_are_read_where_nothing_was_cut(tmp_path: Path, text: str) -> None:
    """Lost otherwise: lists in whole euros would be kept out."""
    assert amounts(opened(tmp_path, text))[:2] == [1200, 700]


def test_whoever_says_that_amounts_have_a_point_says_that_none_was_cut(tmp_path: Path) -> None:
    """Lost otherwise: a list of whole euros beside numbers of two digits could not be imported at all."""
    path = tmp_path / "lines.csv"
    path.write_text("naam,bedrag,nota\nZenne,12,50\nDommel,7,25\n", encoding="utf-8")
    reading = read_rows(find_table(read_workbook(path)), Dialect(decimal="point"), file="lines.csv")
    assert amounts(reading) == [1200, 700]


def above(title: str, *header: str) -> Reading:
    rows: list[Sequence[Cell]] = [("Uitgaven 2019", title), header, ("Zenne", "12,5"), ("Dommel", "3,0")]
    table = find_table(workbook(sheet(*rows)))
    return read_rows(table, Dialect(), file="f.xlsx")


@pytest.mark.parametrize(
    "title", ["Bedragen in duizenden euro", "(k€)", "Montants exprimés en milliers d'euros", "in EUR x 1.000"]
)
def test_thousands_that_only_a_title_names_are_refused(title: str) -> None:
    """Lost otherwise: a list in thousands would be claimed a thousand times too low."""
    with pytest.raises(Refused, match=r"cell B1 says") as refused:
        above(title, "Naam", "Bedrag")
    assert refused.value.code == "factor-in-title"
    assert amounts(above(title, "Naam", "Bedrag (k€)")) == [1250000, 300000]


@pytest.mark.parametrize("title", ["Subsidie van 3 miljoen euro", "Budget: 1.000 EUR", "100 projecten", "in EUR"])
def test_a_title_about_something_else_is_left_alone(title: str) -> None:
    """Lost otherwise: a list would be refused for what its title tells of the project."""
    assert amounts(above(title, "Naam", "Bedrag")) == [1250, 300]


def test_rates_in_the_column_of_vat_are_refused() -> None:
    """Lost otherwise: 100 euros and 21 % would be claimed as 121 euros, and 1000 euros and 21 % as 1021."""
    header = ("Naam", "Netto", "BTW")
    with pytest.raises(Refused, match="--map vat_amount=-") as refused:
        read(header, ("a", 1000.0, 21.0), ("b", 70.0, 6.0), ("c", 10.0, 0.0))
    assert refused.value.code == "vat-is-rate"
    assert amounts(read(header, ("a", 100.0, 21.0), ("b", 350.0, 21.0))) == [12100, 37100]
    assert amounts(read(header, ("a", 1000.0, 210.0), ("b", 1000.0, 21.0))) == [121000, 102100]
    assert amounts(read((*header, "Bruto"), ("a", 1000.0, 21.0, 1210.0))) == [121000]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (["Zenne,12,50,", "Marolle,8,25,", "Kaai,9,"], ["D2", "D3"]),
        (["Zenne,12,50,", "Marolle,8,25,"], ["D2", "D3"]),
        (["Zenne,1,234.50,", "Marolle,825.00,", "Kaai,9.00,"], ["D2"]),
        (["Zenne, nv,8.25,", "Marolle,12.50,ok", "Kaai,9.00,"], ["D2"]),
        (["Zenne,12.50,ok,", "Marolle,8.25,,", "Kaai,9.00,12 stuks,"], []),
    ],
)
def test_an_amount_cut_by_its_own_comma_is_refused(rows: list[str], cells: list[str]) -> None:
    """Lost otherwise: 12,50 in a file parted by commas would be posted as 12.00, and 1,234.50 as 1.00."""
    records = [tuple(row.split(",")) for row in ("Naam,Bedrag,Opmerking", *rows)]
    text = Sheet("lijst", visible=True, rows=tuple(records))
    reading = read_rows(find_table(workbook(text)), Dialect())
    assert [cell for code, cell in refusals(reading) if code == "row-too-long"] == cells
    assert len(reading.rows) == len(rows) - len(cells)
