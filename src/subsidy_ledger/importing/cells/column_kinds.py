"""How the cells of one column are read: as money, dates, years or texts, each with what is told of the column."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from subsidy_ledger.domain.sentences import Sentence, say, say_n
from subsidy_ledger.importing.cells.amounts import EXPECTED, Bad, NumberDialect, foreign, percent, read_amount
from subsidy_ledger.importing.cells.dates import DateDialect, read_date
from subsidy_ledger.importing.cells.identifiers import NUMBER_FIELDS, Numbers, destroyed, seen
from subsidy_ledger.importing.cells.number_text import vat_of
from subsidy_ledger.importing.cells.some_cells import SomeCells
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.importing.opening.number_format import Format

YEAR = re.compile(r"(199\d|20\d\d|2100)(?:[.,]0+)?")
Value = str | int | date


class Column(ABC):
    """One column of the table. `row` counts from 0; a cell is never empty."""

    @abstractmethod
    def read(self, cell: Cell, form: Format | None, row: int, /) -> Value | Bad | None: ...

    def told(self) -> Iterable[Bad]:
        """What is told of the whole column, once its cells have been read."""
        return ()

    def notes(self) -> Iterable[Sentence]:
        """What was done with its cells, for the plan."""
        return ()


class Money(Column):
    """Amounts, in cents."""

    def __init__(self, name: str, column: int, dialect: NumberDialect, *, is_typed: bool) -> None:
        self._dialect = dialect
        self._is_typed = is_typed
        # The words beside a number that contradict what the column is.
        self._vat = "gross" if name == "net_amount" else "net"
        self._texts, self._local, self._other_vat = (SomeCells(column) for _ in range(3))

    def read(self, cell: Cell, form: Format | None, row: int, /) -> Value | Bad | None:
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        if form is not None and is_number and cell != 0:
            if (bad := _not_euros(cell, form)) is not None:
                return bad
            if form.is_local:
                self._local.add(row)
        cents = read_amount(cell, self._dialect)
        if isinstance(cell, str) and isinstance(cents, int):
            if self._is_typed:
                self._texts.add(row)
            if vat_of(cell) == self._vat:
                self._other_vat.add(row)
        return cents

    def told(self) -> Iterator[Bad]:
        if self._texts.count:
            yield Bad(
                "numbers-as-text",
                say("numbers"),
                say_n(
                    "an amount is stored as text ({cells}); it is read, but no formula of the workbook counts it",
                    "{n} amounts are stored as texts ({cells}); they are read, but no formula of the workbook counts "
                    "them",
                    n=self._texts.count, cells=self._texts.named(),
                ),
            )  # fmt: skip
        if self._local.count:
            yield Bad(
                "currency-unnamed",
                EXPECTED,
                say(
                    "the number format leaves the currency to the settings of each computer ({cells}); the amounts "
                    "are read as euros",
                    cells=self._local.named(),
                ),
            )
        if self._other_vat.count:
            cells = self._other_vat.named()
            yield Bad(
                "vat-contradicts",
                EXPECTED,
                say("the column is read with VAT, and amounts say that they are without ({cells})", cells=cells)
                if self._vat == "net"
                else say(
                    "the column is read without VAT, and amounts say that they are with it ({cells})", cells=cells
                ),
            )


def _not_euros(cell: Cell, form: Format) -> Bad | None:
    """Why a number is no amount in euros, by the format it is shown in."""
    if form.is_percent:
        shown = (Decimal(repr(cell)) * 100).normalize()
        return percent(f"{shown:f} %")
    if form.currency:
        return foreign(form.currency)
    if form.unit:
        return Bad(
            "amount-in-thousands",
            EXPECTED,
            say(
                'the cell shows {value} as "{unit}"; type the amount in euros, or write the unit into the heading',
                value=cell_text(cell), unit=form.unit,
            ),
        )  # fmt: skip
    return None


class Days(Column):
    """Dates."""

    def __init__(self, dialect: DateDialect) -> None:
        self._dialect = dialect

    def read(self, cell: Cell, _: Format | None, __: int, /) -> Value | Bad | None:
        return read_date(cell, self._dialect)


class Years(Column):
    """Budget years."""

    def read(self, cell: Cell, _: Format | None, __: int, /) -> Value | Bad | None:
        text = cell_text(cell)
        if not text:
            return None
        # A date in this column is 2019 shown as one (11 July 1905), or a day of which only the year is shown.
        if found := YEAR.fullmatch(str(cell.year) if isinstance(cell, date) else text):
            return int(found[1])
        return Bad("not-a-year", say("a budget year such as 2019"), say('"{value}" is no budget year', value=text))


class Words(Column):
    """Texts and numbers that name something."""

    def __init__(self, name: str, column: int) -> None:
        self._name = name
        self._is_number = name in NUMBER_FIELDS
        self._numbers = Numbers(column)
        self._truths, self._dates = SomeCells(column), SomeCells(column)

    def read(self, cell: Cell, form: Format | None, row: int, /) -> Value | Bad | None:
        text = seen(cell, form)
        if isinstance(cell, bool):
            self._truths.add(row)
        if not self._is_number:
            return text
        if isinstance(cell, date):
            if self._name == "budget_article":
                return _article_is_date(text)
            self._dates.add(row)
        if (bad := destroyed(cell, text, form)) is not None:
            return bad
        if self._name == "supplier_no":
            return self._numbers.enterprise(text, row)
        self._numbers.see(cell, text, row)
        return text

    def told(self) -> Iterator[Bad]:
        if self._truths.count:
            yield Bad(
                "truth-values",
                say("texts"),
                say(
                    "cells hold a yes or no of the spreadsheet, read as TRUE or FALSE ({cells})",
                    cells=self._truths.named(),
                ),
            )
        if self._dates.count:
            yield Bad(
                "number-is-date",
                WHOLE_TEXT,
                say(
                    "the spreadsheet has turned numbers into dates ({cells}); they are read as days; type them again "
                    "as text",
                    cells=self._dates.named(),
                ),
            )
        yield from self._numbers.told()

    def notes(self) -> Iterable[Sentence]:
        return self._numbers.notes()


WHOLE_TEXT = say("the number as the document shows it")


def _article_is_date(text: str) -> Bad:
    return Bad(
        "article-is-date",
        say("a budget article such as 330/123-06"),
        say("the spreadsheet has turned this budget article into the date {value}; type it again as text", value=text),
    )
