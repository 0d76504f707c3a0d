"""Tables as pandas frames for notebooks; amounts are Decimal, never float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidy_ledger.domain.money import to_decimal
from subsidy_ledger.domain.sentences import Sentence
from subsidy_ledger.reports.tables import Column, Table, Value

if TYPE_CHECKING:
    import pandas as pd


def to_frame(table: Table) -> pd.DataFrame:
    """One column a column of the table, named by its key; money as Decimal with two decimals, the rest as it is."""
    import pandas as pd

    data = {
        column.key: pd.Series([_value(row[i], column) for row in table.rows], dtype=object)
        for i, column in enumerate(table.columns)
    }
    return pd.DataFrame(data, columns=[column.key for column in table.columns])


def _value(value: Value, column: Column) -> object:
    if column.kind == "money" and isinstance(value, int):
        return to_decimal(value)
    return str(value) if isinstance(value, Sentence) else value
