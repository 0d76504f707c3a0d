"""Hidden columns: an amount that nobody sees is never claimed, and what else they hold is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import pytest

from conftest import CORPUS
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.finding.rows import read_rows
from subsidy_ledger.importing.finding.table import find_table
from subsidy_ledger.importing.intake import Cell, Reading, Sheet
from subsidy_ledger.importing.opening.workbook import read_workbook
from table_builders import amounts, workbook

HEADER = ("Naam", "Boekstuknr", "Bedrag", "Ten laste van toelage", "Opmerking")
ROWS: tuple[tuple[Cell, ...], ...] = (("Zenne", "D1", 100.0, 40.0, 1.5), ("Dommel", "D2", 50.0, 20.0, 2.5))


def read(
    *hidden: int,
    say: Literal["include", "skip"] | None = None,
    header: Sequence[str] = HEADER,
    mapping: Mapping[str, str] | None = None,
    visible: bool = True,
) -> Reading:
    sheet = Sheet("Blad1", visible, (tuple(header), *ROWS), hidden_columns=frozenset(hidden))
    table = find_table(workbook(sheet), mapping=mapping)
    return read_rows(table, Dialect(hidden=say), file="f.xlsx")


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in reading.problems]


def test_amounts_in_a_hidden_column_are_refused_until_somebody_says() -> None:
    """Lost otherwise: the officer would see 150 euros and claim 60."""
    with pytest.raises(Refused, match='column D "Ten laste van toelage", which is hidden') as refused:
        read(3)
    assert refused.value.code == "hidden-amounts"
    assert amounts(read(3, say="include")) == [4000, 2000]
    assert amounts(read(3, say="skip")) == [10000, 5000]
    assert amounts(read(3, mapping={"claimed": "D"})) == [4000, 2000]
    assert amounts(read(3, say="skip", mapping={"claimed": "D"})) == [4000, 2000]


def test_the_only_amounts_cannot_be_skipped() -> None:
    """Lost otherwise: a list would be read as one without any money."""
    with pytest.raises(Refused) as refused:
        read(2, 3, say="skip")
    assert refused.value.code == "hidden-amounts"


def test_another_hidden_column_that_is_read_is_told() -> None:
    """Lost otherwise: a number that nobody sees would decide which lines are known."""
    assert told(read(1)) == [("hidden-column", "B1")]
    assert read(1).rows[0].values["document_no"] == "D1"
    included = read(1, say="include")
    assert told(included) == []
    assert [str(note) for note in included.dialects] == ["a hidden column is read like any other (B)"]
    assert "document_no" not in read(1, say="skip").rows[0].values


def test_amounts_in_a_hidden_column_that_is_not_read_are_told() -> None:
    """Lost otherwise: a second figure for each line would stay unseen."""
    assert told(read(4)) == [("hidden-column", "E1")]
    assert told(read(2)) == [("hidden-column", "C1")]
    assert told(read(4, say="skip")) == []


def test_a_hidden_sheet_that_is_read_is_told() -> None:
    """Lost otherwise: lines of a sheet that somebody put away would be claimed without a word."""
    assert told(read(visible=False)) == [("hidden-sheet", "A1")]
    assert told(read()) == []


def test_what_is_skipped_is_still_on_record() -> None:
    """Lost otherwise: an auditor could not see what the hidden column said."""
    assert read(3, say="skip").rows[0].cells == ("Zenne", "D1", "100", "40", "1.5")


@pytest.mark.corpus
def test_a_real_hidden_column_is_told() -> None:
    """Lost otherwise: a column that a ministry has hidden would be read unseen."""
    found = read_workbook(CORPUS / "reader-torture" / "poi__AverageTaxRates.xlsx")
    assert [sorted(sheet.hidden_columns) for sheet in found.sheets] == [[1], [1], [1]]
