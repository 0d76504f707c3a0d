"""Machine formats: what is read back is what was written."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.render.plain import to_csv, to_json
from subsidy_ledger.reports.tables import Column, Table, Value

COLUMNS = (
    Column("number", "Line", "integer"),
    Column("amount", "Amount", "money"),
    Column("date", "Date", "date"),
    Column("at", "When", "moment"),
    Column("used", "Used", "percent"),
    Column("text", "Text"),
)
ROW: tuple[Value, ...] = (7, -1205, date(2019, 3, 1), datetime(2020, 1, 6, 22, 30, tzinfo=UTC), "97.3", "zaal")


def table(*rows: tuple[Value, ...]) -> Table:
    return Table("t", "Title", COLUMNS, rows)


def texts(*values: str | None) -> Table:
    return Table("t", "T", (Column("text", "Text"),), tuple((value,) for value in values))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_keys_points_and_iso_dates() -> None:
    """Lost otherwise: scripts that read amounts and dates would break with the language of the machine."""
    assert to_csv(table(ROW, (8, 0, None, None, None, None))) == (
        "number,amount,date,at,used,text\n7,-12.05,2019-03-01,2020-01-06T22:30:00Z,97.3,zaal\n8,0.00,,,,\n"
    )


def test_json_has_amounts_as_texts_and_numbers_as_numbers() -> None:
    """Lost otherwise: amounts would pass through binary fractions in whoever reads the file."""
    assert json.loads(json.dumps(to_json(table(ROW)))) == [
        {
            "number": 7, "amount": "-12.05", "date": "2019-03-01", "at": "2020-01-06T22:30:00Z", "used": "97.3",
            "text": "zaal",
        }
    ]  # fmt: skip
    assert to_json(table((1, None, None, None, None, None)))[0]["amount"] is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_texts_come_back_to_the_letter(values: list[str]) -> None:
    """Lost otherwise: a supplier with a quote, a line break or a minus in front would come back changed."""
    assert [row[0] for row in read(to_csv(texts(*values)))[1:]] == values


@pytest.mark.parametrize("text", ["=1+1", "+32 2", "-5", "@SUM(A1)", "\tx", 'a"b', "a,b", "a\nb", "a\rb"])
def test_texts_like_formulas_are_quoted_and_not_changed(text: str) -> None:
    """Lost otherwise: a leading apostrophe would become part of the supplier's name at the next import."""
    record = to_csv(texts(text)).split("\n", 1)[1]
    assert record.startswith('"')
    assert read(to_csv(texts(text)))[1] == [text]


def test_negative_amounts_are_no_texts_and_stay_bare() -> None:
    """Lost otherwise: credit notes would be read as texts where quotes mean text."""
    assert to_csv(table((1, -5, None, None, "-3.0", None))).split("\n")[1] == "1,-0.05,,,-3.0,"


def test_a_lone_empty_field_is_a_record_and_no_empty_line() -> None:
    """Lost otherwise: rows would go missing without a word."""
    assert read(to_csv(texts(None, "", "x"))) == [["text"], [""], [""], ["x"]]


def test_an_amount_among_texts_is_an_amount() -> None:
    """Lost otherwise: a machine gets an amount with the blanks that people read."""
    among = Table("t", "T", (Column("value", "Value"),), ((Euro(-123456),), ("x",)))
    assert to_csv(among) == "value\n-1234.56\nx\n"
    assert to_json(among)[0] == {"value": "-1234.56"}
