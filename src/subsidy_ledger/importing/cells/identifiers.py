"""Numbers that name something: kept as they are seen, and told where a spreadsheet has damaged them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from subsidy_ledger.domain.sentences import Sentence, say, say_n
from subsidy_ledger.importing.cells.amounts import Bad
from subsidy_ledger.importing.cells.some_cells import SomeCells
from subsidy_ledger.importing.cells.texts import cell_text
from subsidy_ledger.importing.intake import Cell
from subsidy_ledger.importing.opening.number_format import Format

NUMBER_FIELDS = frozenset({
    "document_no", "invoice_no", "commitment_no", "charge_no", "order_no", "statement_no", "supplier_no", "iban",
    "account", "budget_article",
})  # fmt: skip
DESTROYED = re.compile(r"\d(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d\d", re.IGNORECASE)
# A spreadsheet keeps fifteen digits of a number; of a longer one the rest is gone.
NUMBER_KEPT_MAX, KEPT_DIGITS = 1e15, 15
CUT = re.compile(r"\d{15}0+")
# Shown as a power, a number keeps six digits at most, and is then saved as that.
POWER_KEPT_DIGITS, POWER_SHOWN_DIGITS = 6, 10
ENTERPRISE = re.compile(r"((?:be)?[ .]?)(\d{3})[ .]?(\d{3})[ .]?(\d{3})", re.IGNORECASE)
WHOLE = say("the whole number")


def seen(cell: Cell, form: Format | None) -> str:
    """The cell as a person sees it: a number with the zeros and marks that the format of the cell puts around it."""
    if form is not None and isinstance(cell, float) and (text := form.shown(cell)) is not None:
        return text
    return cell_text(cell)


def destroyed(cell: Cell, text: str, form: Format | None) -> Bad | None:
    """Why a number cannot be what was once typed; None where it can."""
    if not (_is_cut(cell) or DESTROYED.fullmatch(text) or _is_power(cell, form)):
        return None
    return Bad(
        "identifier-destroyed",
        WHOLE,
        say("the spreadsheet has cut this number short to {value}; type it again as text", value=text),
    )


def completed(text: str) -> str | None:
    """An enterprise number of nine digits with the zero in front that a spreadsheet took; None if that is none."""
    found = ENTERPRISE.fullmatch(text)
    if found is None:
        return None
    digits = "0" + found[2] + found[3] + found[4]
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        return None
    return text[: len(found[1])] + "0" + text[len(found[1]) :]


def _is_cut(cell: Cell) -> bool:
    return isinstance(cell, float) and abs(cell) >= NUMBER_KEPT_MAX


def _is_power(cell: Cell, form: Format | None) -> bool:
    """A number that was saved as "7,17E+13" and opened again: shown as a power, and nothing but zeros behind."""
    if form is None or not form.is_scientific or not isinstance(cell, float) or not cell.is_integer():
        return False
    digits = str(abs(int(cell)))
    return len(digits) >= POWER_SHOWN_DIGITS and not digits[POWER_KEPT_DIGITS:].strip("0")


class Numbers:
    """Watches a column of numbers for damage that only shows beside the others."""

    def __init__(self, column: int) -> None:
        self._column = column
        self._completed = SomeCells(column)
        self._short = SomeCells(column)
        self._cut = SomeCells(column)
        self._is_long = False
        self._with_zeros: set[int] = set()
        self._without: dict[int, SomeCells] = {}

    def see(self, cell: Cell, text: str, row: int) -> None:
        if not text.isdigit():
            return
        if text.startswith("0"):
            self._with_zeros.add(len(text))
        elif isinstance(cell, float):
            self._without.setdefault(len(text), SomeCells(self._column)).add(row)
        if CUT.fullmatch(text):
            self._cut.add(row)
        elif len(text) > KEPT_DIGITS:
            self._is_long = True

    def enterprise(self, text: str, row: int) -> str:
        """The number of an enterprise, with the zero it has lost."""
        if not ENTERPRISE.fullmatch(text):
            return text
        whole = completed(text)
        (self._short if whole is None else self._completed).add(row)
        return text if whole is None else whole

    def notes(self) -> Iterator[Sentence]:
        if self._completed.count:
            yield say_n(
                "an enterprise number of nine digits has its leading zero back, which its check digits confirm "
                "({cells})",
                "{n} enterprise numbers of nine digits have their leading zero back, which their check digits confirm "
                "({cells})",
                n=self._completed.count, cells=self._completed.named(),
            )  # fmt: skip

    def told(self) -> Iterator[Bad]:
        """What is told of the column as a whole."""
        if self._short.count:
            yield Bad(
                "enterprise-number-short",
                say("enterprise numbers of ten digits"),
                say_n(
                    "a number has nine digits, and with a zero in front its check digits do not agree ({cells})",
                    "{n} numbers have nine digits, and with a zero in front their check digits do not agree ({cells})",
                    n=self._short.count, cells=self._short.named(),
                ),
            )  # fmt: skip
        if self._cut.count and not self._is_long:
            yield Bad(
                "identifier-cut",
                WHOLE,
                say(
                    "every number of more than fifteen digits ends in zeros ({cells}), as a spreadsheet makes them of "
                    "what it cannot keep; compare them with the documents",
                    cells=self._cut.named(),
                ),
            )
        for digits, cells in sorted(self._without.items()):
            if len(self._with_zeros) == 1 and digits < min(self._with_zeros):
                yield Bad(
                    "leading-zeros-lost",
                    say("numbers of {n} digits", n=min(self._with_zeros)),
                    say(
                        "others of the column begin with zeros, and these are shorter ({cells}): a spreadsheet may "
                        "have taken their zeros; type them again as text",
                        cells=cells.named(),
                    ),
                )
