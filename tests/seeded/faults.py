"""What can be wrong with a line: each fault changes one, and says which code must name which of its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

from seeded.grid import Cell, number, words
from seeded.lines import Line, Style

Severity = Literal["refused", "warning"]
FileKind = Literal["xlsx", "ods", "csv"]
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?")
TYPED: frozenset[FileKind] = frozenset({"xlsx", "ods"})
ANY: frozenset[FileKind] = frozenset({"xlsx", "ods", "csv"})


@dataclass(frozen=True, slots=True)
class Seed:
    """A fault of one line: the field whose cell must be named, the codes that may do so, how it must count.

    `near` must stand in what is said of it: the word that was meant.
    """

    codes: tuple[str, ...]
    field: str
    severity: Severity = "refused"
    near: str = ""


Sow = Callable[[Random, Style, Line], Seed]


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: the files and the columns it needs, and what it does to a line."""

    name: str
    sow: Sow
    kinds: frozenset[FileKind] = ANY
    needs: tuple[str, ...] = ()
    is_for: Callable[[Style], bool] = lambda _: True


def _claim(style: Style, line: Line, cell: Cell) -> str:
    """Puts a cell where the amount of the line is looked for, and says where that is."""
    name = style.claim
    if style.money == "debit_credit" and "debit" not in line.cells:
        name = "credit"
    line.cells[name] = cell
    line.is_read = False
    return name


def _error(chance: Random, style: Style, line: Line) -> Seed:
    shown = chance.choice(ERRORS)
    cell = Cell("error", shown, formula=chance.choice(("", "A1+#REF!")), said=shown)
    return Seed(("error-cell", "number-unreadable"), _claim(style, line, cell))


def _uncalculated(chance: Random, style: Style, line: Line) -> Seed:
    cell = Cell("uncalculated", "", formula=chance.choice(("SUM(A1:A3)", "A1*1.21", "VLOOKUP(A1,B1:C9,2)")))
    return Seed(("formula-uncalculated",), _claim(style, line, cell))


def _error_elsewhere(chance: Random, style: Style, line: Line) -> Seed:
    name = chance.choice([n for n in ("supplier", "invoice_date", "document_no", "year") if n in style.columns])
    line.cells[name] = Cell("error", chance.choice(ERRORS), formula="A1+#REF!")
    line.is_read = False
    return Seed(("error-cell",), name)


def _words(chance: Random, style: Style, line: Line) -> Seed:
    cell = words(chance.choice(("n.v.t.", "zie bijlage", "à vérifier", "12,5O", "1.234.56", "--12,00", "???", "12,,5")))
    return Seed(("number-unreadable",), _claim(style, line, cell))


def _decimals(chance: Random, style: Style, line: Line) -> Seed:
    mark = "." if style.hand.mark == "point" else ","
    cell = number("12.345") if style.hand.are_amounts_typed else words(f"12{mark}3456")
    return Seed(("too-many-decimals",), _claim(style, line, cell))


def _truth(_: Random, style: Style, line: Line) -> Seed:
    return Seed(("not-an-amount",), _claim(style, line, Cell("truth", "1")))


def _currency(chance: Random, style: Style, line: Line) -> Seed:
    form = chance.choice(("#,##0.00 [$CHF]", "[$USD] #,##0.00", "[$£-809]#,##0.00", '#,##0.00 "GBP"'))
    return Seed(("currency-foreign",), _claim(style, line, number("125.5", form=form)))


def _currency_said(chance: Random, style: Style, line: Line) -> Seed:
    text = chance.choice(("$ {}", "{} USD", "CHF {}", "£{}", "{} GBP")).format(style.hand.grouped(125))
    return Seed(("currency-foreign",), _claim(style, line, words(text)))


def _percent(_: Random, style: Style, line: Line) -> Seed:
    return Seed(("amount-is-percent",), _claim(style, line, number("0.21", form="0%", said="21 %")))


def _thousands(_: Random, style: Style, line: Line) -> Seed:
    return Seed(("amount-in-thousands",), _claim(style, line, number("125", form='#,##0 "k€"')))


def _no_amount(_: Random, style: Style, line: Line) -> Seed:
    for name in ("amount", "claimed", "net_amount", "vat_amount", "debit", "credit"):
        if style.money != "claimed" or name == "claimed":
            line.cells.pop(name, None)
    line.is_read = False
    return Seed(("amount-missing", "claimed-missing"), style.claim)


def _no_letter(_: Random, style: Style, line: Line) -> Seed:
    line.cells.pop("sign", None)
    line.is_read = False
    return Seed(("sign-missing",), "sign")


def _bad_letter(_: Random, style: Style, line: Line) -> Seed:
    line.cells["sign"] = words("X")
    line.is_read = False
    return Seed(("sign-unreadable",), "sign")


def _no_day(chance: Random, style: Style, line: Line) -> Seed:
    line.cells["invoice_date"] = words(chance.choice(("31/02/2019", "00/05/2019", "vorige week", "30.02.2019", "?")))
    line.is_read = False
    return Seed(("not-a-date",), "invoice_date")


def _month_only(chance: Random, style: Style, line: Line) -> Seed:
    line.cells["invoice_date"] = words(chance.choice(("03/2019", "2019-03", "maart 2019", "mars 2019", "2019")))
    line.is_read = False
    return Seed(("date-without-day",), "invoice_date")


def _far_day(chance: Random, style: Style, line: Line) -> Seed:
    when = chance.choice((date(1925, 3, 25), date(2119, 3, 25), date(1901, 1, 25)))
    line.cells["invoice_date"] = style.hand.day(when)
    if not style.hand.are_days_typed:
        line.cells["invoice_date"] = words(f"{when.year}-{when.month:02}-{when.day}")
    line.is_read = False
    return Seed(("date-out-of-range",), "invoice_date")


def _far_year(chance: Random, style: Style, line: Line) -> Seed:
    line.cells["year"] = words(chance.choice(("1819", "20019", "219", "2o19", "2019-2020")))
    line.is_read = False
    return Seed(("not-a-year",), "year")


def _other_year(chance: Random, style: Style, line: Line) -> Seed:
    year = chance.choice(("2017", "2021", "2091"))
    line.cells["year"] = number(year) if style.are_numbers_typed else words(year)
    return Seed(("year-outside",), "year", "warning")


def _no_code(chance: Random, style: Style, line: Line) -> Seed:
    wrong, meant = chance.choice((("G2.9", "G2"), ("G21", "G2.1"), ("R1.2", "R1"), ("G3-1", "G3.1"), ("2.1", "")))
    line.cells["objective"] = words(wrong)
    line.cells.pop("grant", None)
    line.is_read = False
    return Seed(("code-unknown", "code-ambiguous"), "objective", near=meant)


def _other_grant(_: Random, style: Style, line: Line) -> Seed:
    line.cells["objective"] = words("R1.1" if line.cells["objective"].text[0] == "G" else "G2.1")
    line.is_read = False
    return Seed(("code-contradicts-grant",), "objective")


def _no_grant(_: Random, style: Style, line: Line) -> Seed:
    line.cells["grant"] = words("Sociale toelage 2019")
    line.is_read = False
    return Seed(("grant-unknown",), "grant")


def _destroyed(chance: Random, style: Style, line: Line) -> Seed:
    name = chance.choice([n for n in ("document_no", "invoice_no") if n in style.columns])
    line.cells[name] = words(chance.choice(("7,17E+13", "7.17E+13", "1,2E+15")))
    line.is_read = False
    return Seed(("identifier-destroyed",), name)


def _article_day(_: Random, style: Style, line: Line) -> Seed:
    line.cells["budget_article"] = Cell("date", "2019-06-01", "dd/mm/yyyy")
    line.is_read = False
    return Seed(("article-is-date",), "budget_article")


def _short_enterprise(_: Random, style: Style, line: Line) -> Seed:
    line.cells["supplier_no"] = number("123456789")
    return Seed(("enterprise-number-short",), "supplier_no", "warning")


def _zeros_gone(_: Random, style: Style, line: Line) -> Seed:
    line.cells["document_no"] = number(line.cells["document_no"].text.lstrip("0"))
    return Seed(("leading-zeros-lost",), "document_no", "warning")


def _other_hand(_: Random, style: Style, line: Line) -> Seed:
    text = "1,234.56" if style.hand.mark == "comma" else "1.234,56"
    return Seed(("number-other-mark",), _claim(style, line, words(text)))


def _hidden(_: Random, style: Style, line: Line) -> Seed:
    line.is_hidden, line.is_read = True, False
    return Seed(("hidden-row",), "")


def _has_one_hand(style: Style) -> bool:
    """A column of texts of which most are filled, so that they settle how they are written."""
    return not style.hand.are_amounts_typed and style.money != "debit_credit"


FAULTS = (
    Fault("error cell", _error), Fault("formula never calculated", _uncalculated, TYPED),
    Fault("error cell beside the amount", _error_elsewhere, TYPED), Fault("words for an amount", _words),
    Fault("three decimals", _decimals), Fault("truth value for an amount", _truth, TYPED),
    Fault("other currency in the format", _currency, TYPED), Fault("other currency in words", _currency_said),
    Fault("percentage", _percent, TYPED), Fault("thousands in the format", _thousands, frozenset({"xlsx"})),
    Fault("amount missing", _no_amount), Fault("D or C missing", _no_letter, needs=("sign",)),
    Fault("neither D nor C", _bad_letter, needs=("sign",)), Fault("no date", _no_day),
    Fault("month without day", _month_only), Fault("date out of range", _far_day),
    Fault("no year", _far_year, needs=("year",)),
    Fault("year outside the agreement", _other_year, needs=("year",)),
    Fault("unknown code", _no_code, needs=("objective",)),
    Fault("code of the other grant", _other_grant, needs=("objective", "grant")),
    Fault("unknown grant", _no_grant, needs=("objective", "grant")), Fault("identifier destroyed", _destroyed),
    Fault("budget article as date", _article_day, TYPED, ("budget_article",)),
    Fault("enterprise number too short", _short_enterprise, ANY, ("supplier_no",)), Fault("hidden row", _hidden, TYPED),
    Fault("zeros taken from a number", _zeros_gone, TYPED, is_for=lambda style: style.numbering == "{n:06}"),
    Fault("amount in the other hand", _other_hand, is_for=_has_one_hand),
)  # fmt: skip


def fits(fault: Fault, style: Style, kind: FileKind) -> bool:
    return kind in fault.kinds and all(name in style.columns for name in fault.needs) and fault.is_for(style)
