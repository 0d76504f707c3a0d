"""What the plan says of how a column's texts and factors were understood."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_ledger.domain.sentences import Sentence, say
from subsidy_ledger.importing.cells.amounts import NumberDialect
from subsidy_ledger.importing.dialect import DateOrder


def money_notes(column: str, heading: str, numbers: NumberDialect, *, has_texts: bool) -> Iterator[Sentence]:
    """`column` is its letter."""
    if has_texts and numbers.mark == "comma":
        yield say("texts in column {column} are read with a decimal comma", column=column)
    elif has_texts:
        yield say("texts in column {column} are read with a decimal point", column=column)
    if numbers.factor == 1_000:
        yield say(
            'amounts in column {column} are thousands of euros, as "{heading}" says', column=column, heading=heading
        )
    elif numbers.factor == 1_000_000:
        yield say(
            'amounts in column {column} are millions of euros, as "{heading}" says', column=column, heading=heading
        )


def order_note(column: str, order: DateOrder) -> Sentence:
    if order == "dmy":
        return say("texts in column {column} are read as day/month/year", column=column)
    if order == "mdy":
        return say("texts in column {column} are read as month/day/year", column=column)
    return say("texts in column {column} are read as year-month-day", column=column)
