"""Whether a list writes spending with a plus or a minus."""

from __future__ import annotations

from dataclasses import replace

from subsidy_ledger.domain.sentences import Euro
from subsidy_ledger.errors import Refused
from subsidy_ledger.importing.dialect import Dialect
from subsidy_ledger.importing.intake import Row
from subsidy_ledger.importing.opening.portions import Portion


class Signs:
    """Positive is spending: a list that is mostly negative is refused until somebody says what is meant."""

    def __init__(self, dialect: Dialect, file: str) -> None:
        self._sign = dialect.sign
        self._file = file
        self._rows = 0
        self._negative = 0
        self._cents = 0

    def settle(self, portion: Portion) -> Portion:
        """The portion as the officer means its signs; counted where she has not said."""
        if self._sign == "flip":
            portion.rows, portion.zero, portion.refused, portion.hidden = (
                [_flipped(row) for row in rows]
                for rows in (portion.rows, portion.zero, portion.refused, portion.hidden)
            )
            portion.totals = [replace(t, stated=-t.stated, computed=-t.computed) for t in portion.totals]
        self._rows += len(portion.rows)
        self._negative += sum(1 for row in portion.rows if row.amount < 0)
        self._cents += sum(row.amount for row in portion.rows)
        return portion

    def refuse_mostly_negative(self) -> None:
        if self._sign is None and self._negative * 2 > self._rows:
            raise Refused(
                "mostly-negative",
                "{file}: {n} of {all} amounts are negative ({total} in all). Say --sign flip if they are spending, or "
                "--sign keep if they really are credit notes.",
                file=self._file, n=self._negative, all=self._rows, total=Euro(self._cents),
            )  # fmt: skip


def _flipped(row: Row) -> Row:
    names = ("amount", "document_amount", "net_amount", "vat_amount")
    flipped = {n: -v for n in names if isinstance(v := row.values.get(n), int)}
    return replace(row, values={**row.values, **flipped})
