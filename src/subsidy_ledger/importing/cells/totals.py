"""Total rows: recognised, left out, and used as control sums of the lines they close."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from subsidy_ledger.importing.cells.columns import plain

CARRIED = r"over te dragen|overdracht|overgedragen|transport|a reporter|report"
TOTAL = rf"(?:[a-z]*totaal(?:bedrag)?|totalen|totale?|totaux|totals|tot|somme|som|sum|{CARRIED})"
FIRST = re.compile(
    r"(?P<part>(?:sub|sous|tussen|deel) ?)?(?P<all>(?:algemeen|algemene|generaal|general|grand|eind|overall) ?)?"
    rf"{TOTAL}(?P<rest>(?: .*)?)"
)
# What Excel writes below a group: "Zenne Totaal", "2019 Total".
LAST = re.compile(r".+ (?P<part>sub|sous|tussen|deel)? ?(?:totaal|total)")
HINTS = ("tot", "som", "sum", "over", "transport", "report")
# A total word and nothing but these is a total whatever stands around it.
BARE = frozenset({
    "general", "generale", "generaal", "algemeen", "algemene", "overall", "eur", "ttc", "tvac", "htva", "ht", "incl",
    "excl", "inclusief", "exclusief", "btw", "tva", "vat", "bedrag", "montant", "amount", "uitgaven", "depenses",
    "expenses", "alle", "tous", "in", "en", "des", "de", "du", "la", "le", "les", "van", "der", "het", "the", "of",
})  # fmt: skip
WHOLE = frozenset({"general", "generale", "generaal", "algemeen", "overall"})
# What a line has and a total has not.
OF_A_LINE = ("document_no", "invoice_no", "invoice_date", "booking_date", "payment_date")
# What a row without amount has when it is a cost whose amount is missing, and no heading or remark.
OF_A_DOCUMENT = (
    *OF_A_LINE, "commitment_no", "charge_no", "order_no", "statement_no", "net_amount", "vat_amount", "document_amount",
)  # fmt: skip
OF_MONEY = frozenset({"claimed", "amount", "net_amount", "vat_amount", "debit", "credit", "sign"})
# What says of which cost a row is; beside "Total" in another column it makes a line of it.
OF_A_COST = (
    "supplier", "description", "supplier_no", "iban", "commitment_no", "charge_no", "order_no", "statement_no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """The words that make a row look like a total, and what they close.

    "sure" is a total; "agreeing" one if it agrees with the lines above, else a line; "doubtful" one if it agrees,
    else nobody can tell.
    """

    text: str
    closes: Literal["section", "everything", "either"]
    certainty: Literal["sure", "agreeing", "doubtful"]


def total_label(values: Mapping[str, object], cells: Sequence[str], columns: Mapping[str, int]) -> Label | None:
    """The label of what may be a total row; None for a line, also one whose supplier is called Total.

    `values` is what could be read of the row, `cells` all its texts, `columns` the table's fields.
    """
    if any(name in values and not _is_word(values[name]) for name in OF_A_LINE):
        return None
    if not any(cell for column, cell in enumerate(cells) if column not in _money(columns)):
        # An amount and nothing else: a sum, if the lines above come to it.
        return Label("", "either", "doubtful") if len(columns) > len(_money(columns)) else None
    found = [
        label
        for column, cell in enumerate(cells)
        if cell and (label := _label(cell, column, values, columns)) is not None
    ]
    return next((label for label in found if label.certainty == "sure"), found[0] if found else None)


def _is_word(value: object) -> bool:
    """The word for a total, in a column of numbers because that is the one beside the amount.

    A number has its figures among letters, "Sous-total secteur 2" has words and figures.
    """
    found = FIRST.fullmatch(plain(value)) if isinstance(value, str) else None
    return found is not None and all(word.isalpha() or word.isdigit() for word in found["rest"].split())


def _money(columns: Mapping[str, int]) -> frozenset[int]:
    return frozenset(column for name, column in columns.items() if name in OF_MONEY)


def _label(cell: str, column: int, values: Mapping[str, object], columns: Mapping[str, int]) -> Label | None:
    if not any(hint in cell.casefold() for hint in HINTS):
        return None
    words = plain(cell)
    if (first := FIRST.fullmatch(words)) is not None:
        rest = first["rest"].split()
        closes: Literal["section", "everything", "either"] = "either"
        if first["part"]:
            closes = "section"
        elif first["all"] or WHOLE.intersection(rest):
            closes = "everything"
        is_bare = all(word in BARE or word.isdigit() for word in rest)
        is_carried = re.match(CARRIED, words) is not None
        return Label(cell, closes, _certainty(column, values, columns, is_bare=is_bare, is_carried=is_carried))
    if (last := LAST.fullmatch(words)) is not None:
        certainty = _certainty(column, values, columns, is_bare=False)
        is_name = column in {columns.get("supplier"), columns.get("description")}
        return Label(
            cell, "section" if last["part"] else "either", "doubtful" if is_name and certainty == "sure" else certainty
        )
    return None


def _certainty(
    column: int, values: Mapping[str, object], columns: Mapping[str, int], *, is_bare: bool, is_carried: bool = False
) -> Literal["sure", "agreeing", "doubtful"]:
    costs = [name for name in OF_A_COST if name in values and columns[name] != column]
    if costs:
        # A total names no two things of a cost: there the word is a category or a place.
        if len(costs) > 1 or is_carried:
            return "agreeing"
        is_elsewhere = column not in {columns[name] for name in OF_A_COST if name in columns}
        return "sure" if is_bare and is_elsewhere else "agreeing"
    # Where no line of the table has a number, year or date, their absence says nothing.
    tells = any(name in columns and name not in values for name in (*OF_A_LINE, "line_no", "year"))
    return "sure" if is_bare or tells else "doubtful"


class Sums:
    """Cents and number of the lines since the last total, of the groups that totals closed, and of all lines."""

    def __init__(self) -> None:
        self._section = 0
        self._section_lines = 0
        self._all = 0
        self._all_lines = 0
        self._groups: list[int] = []

    def add(self, cents: int) -> None:
        self._section += cents
        self._section_lines += 1
        self._all += cents
        self._all_lines += 1

    def agrees(self, label: Label, stated: int) -> bool:
        """Whether an amount is the sum of the lines above; a row that says which cost it is needs two for a sum."""
        least = 2 if label.certainty == "agreeing" else 1
        return (self._section_lines >= least and stated == self._section) or (
            self._all_lines >= least and stated == self._all
        )

    def close(self, label: Label, stated: int) -> int:
        """What the lines come to that this total closes: the reading that agrees, if its words leave it open.

        The lines since the last total; or, below subtotals, the last few groups together; or all lines so far.
        """
        section, everything, had_lines = self._section, self._all, self._section_lines > 0
        self._section = self._section_lines = 0
        if label.closes == "everything":
            self._groups = [everything]
            return everything
        if had_lines:
            self._groups.append(section)
        if label.closes == "section" and had_lines:
            return section
        if not self._all_lines:
            return stated  # a total above its lines, which nothing here can be compared with
        readings = [section] if had_lines else []
        together = 0
        for count, group in enumerate(reversed(self._groups), 1):
            together += group
            readings.append(together)
            if together == stated:
                self._groups[-count:] = [together]
                return stated
        return min((*readings, everything), key=lambda cents: abs(cents - stated))
