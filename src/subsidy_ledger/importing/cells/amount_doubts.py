"""What makes the amounts of a whole table doubtful: thousands named above it, rates in the column of VAT."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_ledger.domain.cells import cell_name, column_letter
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.cells.factors import factor_in_title, split_factor
from subsidy_ledger.importing.intake import Table

RATES_PERCENT = (6, 12, 21)


def refuse_factor_above(table: Table, file: str) -> None:
    """Raises Refused where a title says that the amounts are thousands and no heading does."""
    if any(split_factor(heading)[0] != 1 for heading in table.headers):
        return
    for row, cells in enumerate(table.sheet.rows[: max(0, table.header_row - 1)]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and factor_in_title(cell):
                raise Refused(
                    "factor-in-title",
                    '{file}: cell {cell} says "{text}", and no heading does. Write it into the heading of the amounts, '
                    'such as "Bedrag (x 1000)", or empty that cell if the amounts are in euros.',
                    file=file, cell=cell_name(row, column), text=" ".join(cell.split()),
                )  # fmt: skip


def refuse_rates(pairs: Iterable[tuple[int, int]], table: Table, file: str) -> None:
    """From the net and VAT cents of every row: raises Refused where the VAT is 21, 12 or 6 and no amount."""
    rates = amounts = 0
    for net, vat in pairs:
        if vat == 0:
            continue
        is_share = any(abs(net * rate - vat * 100) <= 100 for rate in RATES_PERCENT)
        is_rate = vat in [rate * 100 for rate in RATES_PERCENT]
        rates += is_rate and not is_share
        amounts += is_share or not is_rate
    if rates > amounts:
        column = table.columns["vat_amount"]
        raise Refused(
            "vat-is-rate",
            '{file}: column {column} "{heading}" holds rates of VAT and no amounts, so that no cost can be made of '
            "it. Name a column with VAT in it (--map amount=F), or say --map vat_amount=- to claim the amounts "
            "without VAT.",
            file=file, column=column_letter(column),
            heading=table.headers[column] if column < len(table.headers) else "",
        )  # fmt: skip
